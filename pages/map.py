"""Map: where, and how far from the border?"""

import pandas as pd
import streamlit as st

from monitor import geo, words
from monitor.analysis import crossings, exercises, findings, places, playback, tables
from monitor.charts import map as chart
from monitor.charts.style import Figure, Words
from monitor.ui import View, drawer, figure, filters, frame, layers, legend, sources, table

EXTENTS = {extent.name: extent.id for extent in geo.EXTENTS.values()}
DEFAULT_EXTENT = geo.EXTENTS["flank"].name


def choices(view: View) -> tuple[str, list[str], bool]:
    """Draws the map's own options and returns extent, layers, and whether to play."""
    left, middle, right = st.columns([3, 1.2, 1], vertical_alignment="bottom")
    extent = left.selectbox(
        "Area", list(EXTENTS), index=list(EXTENTS).index(DEFAULT_EXTENT), key="extent", bind=filters.BOUND
    )
    middle.date_input("Crossings as on", None, key="day", bind=filters.BOUND, help="Empty: the last day of the period")
    play = right.toggle("Play by day", key="play", bind=filters.BOUND)
    chosen = st.pills(
        "Layers",
        list(layers.LAYERS),
        selection_mode="multi",
        default=layers.SHOWN_FIRST,
        key="layers",
        bind=filters.BOUND,
    )
    return EXTENTS[extent], chosen, play


def drawn(view: View, extent: str, chosen: list[str], day: pd.Timestamp, play: bool) -> Figure:
    """Returns the map of the view."""
    events = places.mapped(layers.shown(view))
    areas = exercises.active_areas(view.dataset.exercise_areas, view.since, view.until)
    areas = exercises.with_names(areas, view.dataset.exercises)
    states = crossings.on(day, view.dataset.crossings, view.dataset.crossing_status)
    switches = {name: label in chosen for label, name in layers.LAYERS.items() if name != "has_posture"}
    switches["has_incidents"] |= layers.POSTURE in chosen
    text = Words(
        findings.places(events),
        f"Shape = type, size and colour = severity, hollow = place not exact · {view.describe()}",
        sources.line(view, events) + f" · {geo.ATTRIBUTION}",
    )
    picture = chart.figure(
        places.marks(events), areas, states, chart.Layers(extent, **switches), view.names, text, view.theme
    )
    if play:
        steps = playback.steps(view.since, view.until)
        data = view.dataset
        frames = playback.frames(events, areas, data.crossings, data.crossing_status, steps)
        chart.animate(picture, frames, view.names, view.theme)
    return picture


view = frame.frame()
filters.note_unknown("extent", EXTENTS)
filters.note_unknown("layers", layers.LAYERS)
frame.header(view, "Where, and how far from the border?")
extent, chosen, play = choices(view)
day = layers.day(view)
key = view.key("map", extent, tuple(sorted(chosen)), day, play)
figure.show(figure.picture(key, lambda: drawn(view, extent, chosen, day, play)), key="map-chart", is_map=True)
events = layers.shown(view)
legend.show(events, view.theme)

mapped, listed = places.mapped(events), places.listed_only(events)
areas = exercises.active_areas(view.dataset.exercise_areas, view.since, view.until)
undated = view.dataset.exercise_areas[view.dataset.exercise_areas["date_from"].isna()]
areas = pd.concat([areas, undated])
states = crossings.on(day, view.dataset.crossings, view.dataset.crossing_status)
tally = crossings.tally(states)


def without_place() -> None:
    """Lists what is not drawn."""
    st.caption("National decisions stand at a capital and a few events have no point: listed here, not drawn.")
    table.show(tables.events(listed, view.names), key="map-listed", kind="event")


def all_crossings() -> None:
    """Lists every crossing with its state on the day."""
    st.caption(
        f"On {words.day(day)}: {tally['closed']} closed, {tally['restricted']} restricted, {tally['open']} open, "
        f"{tally['unknown']} not recorded."
    )
    table.show(tables.crossings(states, view.names), key="map-crossings", kind="crossing")


table.tabs("map-tabs", {
    f"On the map ({len(mapped)})":
        lambda: table.show(tables.events(mapped, view.names), key="map-events", kind="event"),
    f"Without a place ({len(listed)})": without_place,
    f"Exercise areas ({len(areas)})":
        lambda: table.show(tables.areas(areas, view.dataset.exercises, view.names), key="map-areas", kind="area"),
    f"Crossings ({len(states)})": all_crossings,
    "Border segments":
        lambda: table.show(tables.segments(geo.segments(), findings.incidents(events), view.names), key="map-segments"),
})  # fmt: skip
frame.footer(view)
drawer.show(view)
