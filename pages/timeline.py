"""Timeline: what was reported, when?"""

from dataclasses import replace

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import findings, tables, timeline
from monitor.charts import timeline as chart
from monitor.charts.style import Figure, Words
from monitor.selection import touching
from monitor.ui import View, claim_cards, drawer, figure, filters, frame, load, readings, sources, table


def in_lanes(view: View, lens: str) -> pd.DataFrame:
    """Returns what the timeline shows of every event, in its lane."""
    sides = view.dataset.actors.set_index("code")["side"]
    return timeline.in_lanes(view.dataset.events[timeline.SHOWN], lens, sides)


def drawn(view: View, lens: str, brushing: bool) -> Figure:
    """Returns the timeline of the view in the chosen lanes."""
    data = view.dataset
    every = load.kept(view.lasting("lanes", lens), lambda: in_lanes(view, lens))
    titled = load.kept(view.lasting("headlines"), lambda: timeline.titled(data.articles))
    events = view.period(every, last="end_date")
    lanes = timeline.placed(events, view.since, view.until)
    bands = timeline.exercise_bands(data.exercises, view.since, view.until)
    started = findings.between(lanes, view.since, view.until)
    headlines = timeline.headline_strip(titled, view.since, view.until)
    risk = touching(claim_cards.misread_days(view), view.since, view.until, "day").drop_duplicates("day")
    subtitle = f"Events by {lens.lower()}, dot size and colour = severity 0-10 · {view.describe()}"
    finished = chart.figure(
        events=lanes,
        headlines=headlines,
        bands=bands,
        phases=load.kept(view.lasting("phases"), lambda: timeline.phases(data.exercises)),
        labelled=timeline.labelled(started, apart_days=(view.until - view.since).days / 40),
        index=touching(readings.reading(view).series, view.since, view.until, "date"),
        misread=risk,
        window=(view.since, view.until),
        names=view.names,
        words=Words(findings.timeline(lanes), subtitle, sources.line(view, events)),
        theme=view.theme,
    )
    return chart.brushable(finished) if brushing else finished


view = frame.frame()
filters.note_unknown("lanes", timeline.LENSES)
frame.header(view, "What was reported, and when?")
left, right = st.columns([5, 1], vertical_alignment="bottom")
lens = left.segmented_control(
    "Lanes", timeline.LENSES, default=timeline.LENSES[0], required=True, key="lanes", bind=filters.BOUND
)
brushing = right.toggle("Brush a period", key="brush", bind=filters.BOUND, help="Drag over the chart to choose days")
picture = figure.picture(view.key("timeline", lens, brushing), lambda: drawn(view, lens, brushing))
brush = figure.show(picture, key="timeline-chart", can_brush=brushing)
sources.severity_key()

since, until = brush or (view.since, view.until)
if brush:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"The tables show {words.period(since, until)}.", width="stretch")
        closer = replace(view.selection, period="Custom", since=since.date(), until=until.date())
        st.page_link("pages/timeline.py", label="Zoom to it", query_params={**closer.to_query(), "lanes": lens})
events = touching(view.dataset.events, since, until, "event_date", "end_date")
articles = touching(view.dataset.articles, since, until, "placed_date")
exercises = touching(view.dataset.exercises, since, until, "start_date", "end_date")
if not brush:
    articles = pd.concat([articles, view.dataset.articles[view.dataset.articles["placed_date"].isna()]])
    exercises = pd.concat([exercises, view.dataset.exercises[view.dataset.exercises["start_date"].isna()]])
table.tabs("timeline-tabs", {
    f"Events ({len(events)})":
        lambda: table.show(tables.events(events, view.names), key="timeline-events", kind="event"),
    f"Articles ({len(articles)})":
        lambda: table.show(tables.articles(articles, view.whole.sources), key="timeline-articles", kind="article"),
    f"Exercises ({len(exercises)})":
        lambda: table.show(tables.exercises(exercises, view.names), key="timeline-exercises", kind="exercise"),
})  # fmt: skip
frame.footer(view)
drawer.show(view)
