"""Draws the map: land, borders, exercise areas, crossings and incidents as plain shapes that need no tile server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from monitor import geo, words
from monitor.charts import hover, style
from monitor.charts.labels import Label, centred, crowded, place
from monitor.charts.sketch import Sketch
from monitor.charts.style import Theme, Words

RING_KM = (50, 100, 200)
MAX_AREA_LABELS = 10
AREA_DASH = {"RU-BY": "dash", "NATO": "dot"}
CROSSING_PX = 8
RING_POINTS = 15
COUNTRY_CHARACTER_PX = 11.0
FADED = 0.35
MOVING = (
    "Incidents",
    "Crossings",
    *(f"{what} of exercise areas, {camp}" for what in ("Outlines", "Centres") for camp in AREA_DASH),
)
FRAME_MS = 450
PLAYER_PX = 84
WHOLE = "Whole period"


# Width of the plot on the narrowest screen a map is made for.
PHONE_PX = 358


@dataclass(frozen=True)
class Layers:
    """What the map shows besides land and borders."""

    extent: str = "flank"
    height: int = 640
    # Labels are laid out for a plot of this width; on a wider one there is only more room.
    label_width: int = 640
    has_areas: bool = True
    has_incidents: bool = True
    has_crossings: bool = True
    has_segments: bool = True
    has_uncertainty: bool = True
    has_rings: bool = False


SMALL = Layers(height=400, label_width=430, has_segments=False, has_uncertainty=False)


def figure(
    marks: pd.DataFrame,
    areas: pd.DataFrame,
    crossings: pd.DataFrame,
    layers: Layers,
    names: Mapping[str, str],
    text: Words,
    theme: Theme,
) -> go.Figure:
    """Returns the map.

    Needs `marks` of analysis.places.marks, `areas` with exercise, side and the columns of exercise_areas, and
    `crossings` of analysis.crossings.on.
    """
    drawn = Sketch(text, theme, layers.height)
    base = geo.base_map(layers.extent)
    _base(drawn, base, theme)
    _countries(drawn, base, theme)
    if layers.has_rings:
        _rings(drawn, base, theme)
    _frontier(drawn, layers, names, theme)
    if layers.has_uncertainty and layers.has_incidents:
        _uncertainty(drawn, marks, theme)
    if layers.has_areas:
        drawn.data += _areas(areas, names, theme)
    if layers.has_crossings:
        drawn.add_trace(_crossings(crossings, theme))
    if layers.has_incidents:
        drawn.add_trace(_incidents(marks, names, theme))
    _labels(drawn, base, areas if layers.has_areas else areas.head(0), layers, theme)
    drawn.update_layout(
        margin=dict(l=0, r=0, b=0), plot_bgcolor=theme.sea, dragmode="pan", hoverlabel=dict(namelength=-1)
    )
    drawn.update_xaxes(visible=False, fixedrange=False, range=list(base.x_range), scaleanchor="y", scaleratio=1)
    drawn.update_yaxes(visible=False, range=list(base.y_range), fixedrange=False)
    return drawn.figure()


def animate(drawn: go.Figure, frames: Iterable, names: Mapping[str, str], theme: Theme) -> None:
    """Adds play buttons and a slider; `frames` have since, until, marks with is_new, areas and crossings.

    A frame carries only the marks, so that the base map is sent once.
    """
    order = {trace.name: number for number, trace in enumerate(drawn.data)}
    built = []
    for frame in frames:
        traces = [*_areas(frame.areas, names, theme), _crossings(frame.crossings, theme)]
        traces.append(_incidents(frame.marks, names, theme))
        shown = [trace for trace in traces if trace["name"] in order]  # layers may be off
        for trace in shown:
            trace.pop("textfont", None)
        built.append(
            dict(name=words.period(frame.since, frame.until), data=shown, traces=[order[t["name"]] for t in shown])
        )
    everything = [dict(trace) for trace in drawn.to_plotly_json()["data"] if trace.get("name") in MOVING]
    built.insert(0, dict(name=WHOLE, data=everything, traces=[order[trace["name"]] for trace in everything]))
    drawn.frames = built
    instant = dict(mode="immediate", transition=dict(duration=0))
    step = dict(frame=dict(duration=FRAME_MS, redraw=False), fromcurrent=True, **instant)
    stop = dict(frame=dict(duration=0, redraw=False), **instant)
    drawn.update_layout(
        height=drawn.layout.height + PLAYER_PX,
        margin=dict(b=PLAYER_PX),
        updatemenus=[
            dict(
                type="buttons", direction="left", x=0, y=0, xanchor="left", yanchor="top", pad=dict(t=34),
                bgcolor=theme.paper, bordercolor=theme.muted, font=dict(color=theme.ink), showactive=False,
                buttons=[
                    dict(label="Play", method="animate", args=[None, step]),
                    dict(label="Pause", method="animate", args=[[None], stop]),
                ],
            )
        ],
        sliders=[
            dict(
                x=0.17, len=0.81, y=0, pad=dict(t=14), ticklen=0, minorticklen=0, font=dict(color=theme.paper, size=1),
                bgcolor=theme.grid, bordercolor=theme.muted, activebgcolor=theme.ink, transition=dict(duration=0),
                currentvalue=dict(xanchor="left", font=dict(size=14, color=theme.ink)),
                steps=[dict(label=f["name"], method="animate", args=[[f["name"]], stop]) for f in built],
            )
        ],
    )  # fmt: skip


def _base(drawn: Sketch, base: geo.BaseMap, theme: Theme) -> None:
    for (x, y), colour in ((base.land, theme.land), (base.lakes, theme.sea)):
        drawn.add_scatter(x=x, y=y, mode="lines", fill="toself", fillcolor=colour, line=dict(width=0), hoverinfo="skip")
    for (x, y), colour, width in ((base.coast, theme.coast, 1), (base.borders, theme.coast, 1)):
        drawn.add_scatter(x=x, y=y, mode="lines", line=dict(color=colour, width=width), hoverinfo="skip")


def _countries(drawn: Sketch, base: geo.BaseMap, theme: Theme) -> None:
    rows = base.countries
    drawn.add_scatter(
        x=rows["x"], y=rows["y"], mode="text", text=[" ".join(name.upper()) for name in rows["name"]],
        textfont=dict(size=style.TEXT_PX, color=theme.ink), hoverinfo="skip", name="Countries",
    )  # fmt: skip


def _frontier(drawn: Sketch, layers: Layers, names: Mapping[str, str], theme: Theme) -> None:
    """Draws the allied border; its named segments answer to the pointer where that layer is on."""
    lines = geo.segment_lines(layers.extent)
    for row in lines.itertuples():
        drawn.add_scatter(
            x=row.x, y=row.y, mode="lines", line=dict(color=theme.ink, width=1.6), name=row.name,
            hoverinfo="name" if layers.has_segments else "skip",
        )  # fmt: skip


def _rings(drawn: Sketch, base: geo.BaseMap, theme: Theme) -> None:
    for km in RING_KM:
        x, y = geo.rings_from_frontier(km)
        inside = (np.abs(x - sum(base.x_range) / 2) < np.diff(base.x_range) * 0.35) & (
            np.abs(y - sum(base.y_range) / 2) < np.diff(base.y_range) * 0.35
        )
        if inside.any():
            middle = np.flatnonzero(inside)[inside.sum() // 2]
            drawn.add_annotation(
                x=float(x[middle]), y=float(y[middle]), text=f"{km} km", showarrow=False, bgcolor=theme.land,
                font=dict(color=theme.ink), borderpad=1,
            )  # fmt: skip
        drawn.add_scatter(
            x=x, y=y, mode="lines", line=dict(color=theme.muted, width=1, dash="dot"), name=f"{km} km from the border",
            hoverinfo="name",
        )  # fmt: skip


def _uncertainty(drawn: Sketch, marks: pd.DataFrame, theme: Theme) -> None:
    """Draws how far an imprecisely known place may be from its mark."""
    rows = marks[marks["is_imprecise"]]
    near = rows.assign(y=rows["latitude"].round(1), x=rows["longitude"].round(1))
    rows = near.drop_duplicates(["x", "y", "geo_precision"])
    x, y = _circles(rows["latitude"], rows["longitude"], rows["geo_precision"].map(geo.PLACE_ERROR_KM))
    drawn.add_scatter(
        x=x, y=y, mode="lines", line=dict(color=theme.muted, width=0.7), opacity=0.6, hoverinfo="skip",
        name="May lie anywhere inside",
    )  # fmt: skip


def _circles(latitude: pd.Series, longitude: pd.Series, radius_km: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Returns rings as one polyline with gaps; short arrays of float32 are what the page sends in the fewest bytes."""
    rings = [geo.ring(*place, n=RING_POINTS) for place in zip(latitude, longitude, radius_km, strict=True)]
    gapped = [[np.append(ring[axis], np.nan) for ring in rings] or [np.array([])] for axis in (0, 1)]
    return tuple(np.concatenate(parts).astype(np.float32) for parts in gapped)


def _areas(areas: pd.DataFrame, names: Mapping[str, str], theme: Theme) -> list[dict]:
    traces = []
    for camp, dash in AREA_DASH.items():
        is_east = camp == "RU-BY"
        rows = areas[areas["side"].eq("RU-BY") == is_east]
        discs = rows.drop_duplicates(["latitude", "longitude", "radius_km"])
        x, y = _circles(discs["latitude"], discs["longitude"], discs["radius_km"])
        traces.append(
            dict(
                type="scatter", x=x, y=y, mode="lines", line=dict(color=theme.ink, width=1.4, dash=dash),
                hoverinfo="skip", name=f"Outlines of exercise areas, {camp}",
            )
        )  # fmt: skip
        x, y = geo.project(rows["latitude"], rows["longitude"])
        traces.append(
            dict(
                type="scatter", x=_km(x), y=_km(y), mode="markers",
                marker=dict(symbol="circle", size=5, color=theme.ink if is_east else theme.paper, opacity=1,
                            line=dict(color=theme.ink, width=1)),
                customdata=[[f"area:{i}"] for i in rows["area_id"]],
                hovertext=[_area(row, names) for row in rows.to_dict("records")], hoverinfo="text",
                name=f"Centres of exercise areas, {camp}",
            )
        )  # fmt: skip
    return traces


def _km(values: np.ndarray) -> list[float]:
    return np.round(values, 1).tolist()


def _area(row: dict, names: Mapping[str, str]) -> str:
    until = f"–{words.day(row['date_to'])}" if not pd.isna(row["date_to"]) else ", end not recorded"
    lines = [
        f"<b>{style.wrapped(row['name'])}</b>",
        f"{style.wrapped(row['exercise'])} · {words.day(row['date_from'])}{until}",
        f"Radius about {row['radius_km']:g} km",
        style.wrapped(words.distance(row, names)),
    ]
    return "<br>".join(filter(None, lines))


def crossing_marker(state: str, theme: Theme) -> tuple[str, str]:
    """Returns fill and line of a crossing: filled = closed, half-tone = restricted, hollow = open, faint = unknown."""
    return {
        "closed": (theme.ink, theme.paper),
        "restricted": (theme.muted, theme.paper),
        "open": (theme.paper, theme.ink),
        "unknown": (theme.land, theme.muted),
    }[state]


def _crossings(crossings: pd.DataFrame, theme: Theme) -> dict:
    x, y = geo.project(crossings["latitude"], crossings["longitude"])
    marks = [crossing_marker(state, theme) for state in crossings["state"]]
    pairs = crossings["name"] + " / " + crossings["name_other_side"]
    return dict(
        type="scatter", x=_km(x), y=_km(y), mode="markers",
        marker=dict(
            symbol="square", opacity=1, size=[CROSSING_PX - 2 * (state == "unknown") for state in crossings["state"]],
            color=[fill for fill, _ in marks], line=dict(width=1, color=[line for _, line in marks]),
        ),
        customdata=[[f"crossing:{i}"] for i in crossings["crossing_id"]],
        hovertext=[
            f"<b>{style.wrapped(pair)}</b><br>{state}" + ("" if pd.isna(since) else f" since {words.day(since)}")
            for pair, state, since in zip(pairs, crossings["state"], crossings["since"], strict=True)
        ],
        hoverinfo="text", name="Crossings",
    )  # fmt: skip


def _incidents(marks: pd.DataFrame, names: Mapping[str, str], theme: Theme) -> dict:
    rows = marks.sort_values("severity")
    x, y = geo.project(rows["latitude"], rows["longitude"])
    colour = [style.severity_colour(severity) for severity in rows["severity"]]
    shape = [style.SHAPES.get(kind, style.OTHER_SHAPE) for kind in rows["event_type"]]
    hollow = rows["is_imprecise"].tolist()
    label = hover.events(rows, names)
    return dict(
        type="scatter", x=_km(x), y=_km(y), mode="markers+text",
        marker=dict(
            symbol=[f"{s}-open" if h else s for s, h in zip(shape, hollow, strict=True)],
            size=[style.severity_size(severity) for severity in rows["severity"]],
            color=colour,
            opacity=[1.0 if new else FADED for new in rows["is_new"]] if "is_new" in rows else 1,
            # A hollow mark takes its line from its colour.
            line=dict(color=theme.outline, width=[2 if h else 1 for h in hollow]),
        ),
        text=[str(count) if count > 1 else "" for count in rows["place_count"]],
        textposition="top right",
        textfont=dict(size=style.TEXT_PX, color=theme.ink, weight=700, shadow=halo(theme)),
        customdata=[
            [f"event:{row.event_id}" if row.place_count == 1 else f"place:{row.at_latitude},{row.at_longitude}"]
            for row in rows.itertuples()
        ],
        hovertext=[
            text if count == 1 else f"{text}<br>and {count - 1} more here: click to list them"
            for text, count in zip(label, rows["place_count"], strict=True)
        ],
        hoverinfo="text", name="Incidents",
    )  # fmt: skip


def halo(theme: Theme) -> str:
    """Returns the shadow that keeps a label readable on land and lines."""
    return ", ".join(f"{x}px {y}px 2px {theme.halo}" for x in (-1, 1) for y in (-1, 1))


def _labels(drawn: Sketch, base: geo.BaseMap, areas: pd.DataFrame, layers: Layers, theme: Theme) -> None:
    """Names exercise areas first, then towns, where there is room."""
    bottom, top = base.y_range
    scale = min(layers.label_width / (base.x_range[1] - base.x_range[0]), layers.height / (top - bottom))
    centre = sum(base.x_range) / 2
    left, right = centre - layers.label_width / scale / 2, centre + layers.label_width / scale / 2

    def wanted(names: pd.Series, x: np.ndarray, y: np.ndarray, importance: np.ndarray) -> list[Label]:
        inside = (x > left) & (x < right) & (y > bottom) & (y < top)
        return [
            Label(name, (px - left) * scale, (top - py) * scale, weight)
            for name, px, py, weight, ok in zip(names, x, y, importance, inside, strict=True)
            if ok
        ]

    rows = areas.sort_values(["date_from", "radius_km"], ascending=False).drop_duplicates("name")
    x, y = geo.project(rows["latitude"], rows["longitude"])
    # What stands in brackets is left to the hover text and the table.
    short = rows["name"].str.split(" (", regex=False).str[0]
    chosen = wanted(short, x, y, 100 - np.arange(len(rows)))[:MAX_AREA_LABELS]
    towns = base.towns
    places = wanted(towns["name"], towns["x"].to_numpy(), towns["y"].to_numpy(), 10 - towns["rank"].to_numpy())
    states = wanted(base.countries["name"], base.countries["x"].to_numpy(), base.countries["y"].to_numpy(),
                    np.zeros(len(base.countries)))  # fmt: skip
    taken = [centred(label, COUNTRY_CHARACTER_PX) for label in states]
    found = place([*chosen, *places], (right - left) * scale, (top - bottom) * scale, taken)
    strong = {id(label) for label in chosen}
    towns_found = [pair for pair in found if id(pair[0]) not in strong]
    tight = crowded(towns_found, PHONE_PX / layers.label_width, states, COUNTRY_CHARACTER_PX)
    groups = (
        ("Towns", style.REGULAR, [pair for pair, is_tight in zip(towns_found, tight, strict=True) if not is_tight]),
        ("Towns", style.WIDE_ONLY, [pair for pair, is_tight in zip(towns_found, tight, strict=True) if is_tight]),
        ("Area names", style.REGULAR, [pair for pair in found if id(pair[0]) in strong]),
    )
    for name, weight, part in groups:
        is_area = name == "Area names"
        drawn.add_scatter(
            x=[label.x / scale + left for label, _ in part], y=[top - label.y / scale for label, _ in part],
            mode="text" if is_area else "markers+text", marker=dict(size=3, color=theme.muted, opacity=1),
            text=[style.wrapped(label.text, 80) for label, _ in part], textposition=[p for _, p in part],
            textfont=dict(size=style.TEXT_PX, color=theme.ink, shadow=halo(theme), weight=weight,
                          style="italic" if is_area else "normal"),
            hoverinfo="skip", name=name,
        )  # fmt: skip
