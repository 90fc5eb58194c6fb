"""Draws the pin map of a review: the chosen place with its radius, the other places, and a grid to click anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from monitor import geo
from monitor.charts import map as base
from monitor.charts import style
from monitor.charts.style import Theme, Words

HEIGHT = 230
# Width over height of the frame as laid out below the text; a wider screen only shows more.
ASPECT = 1.85
# The frame shows a few radii round the pin, so that the circle is seen whole and the next towns with it.
RADII, NARROWEST_KM, WIDEST_KM = 5.0, 110.0, 900.0
# Points a click can fall on: a mark every 1/56 of the frame, about 2 km in the narrowest.
COLUMNS, ROWS = 56, 30
# Further than this part of the frame from its middle, the frame follows the pin.
EDGE = 0.42
# Part of the frame beside a mark that its name needs.
LABEL_ROOM = 0.13
# Country names may stand on so many points of the frame.
SPOTS_ACROSS, SPOTS_UP = 17, 9
# Wider frames hold the names that the base map gives.
WIDEST_OWN_NAMES_KM = 300.0


@dataclass(frozen=True)
class Place:
    """A place on the pin map: its name and point (WGS84 degrees) and, for a choice, its number."""

    name: str
    latitude: float
    longitude: float
    number: int = -1


@dataclass(frozen=True)
class Frame:
    """What part of the map is shown: its middle and width in km of the projection."""

    x: float
    y: float
    width_km: float

    @property
    def height_km(self) -> float:
        return self.width_km / ASPECT


def frame(home: tuple[float, float], pin: tuple[float, float], precision: str) -> Frame:
    """Returns the frame for a pin: round the place first proposed while the pin stays near it, else round the pin."""
    radius = geo.PLACE_ERROR_KM.get(precision, geo.PLACE_ERROR_KM["place"])
    width = float(np.clip(radius * 2 * RADII, NARROWEST_KM, WIDEST_KM))
    (x, y), (px, py) = (tuple(map(float, geo.project(*point))) for point in (home, pin))
    is_near = abs(px - x) < EDGE * width and abs(py - y) < EDGE * width / ASPECT
    return Frame(x, y, width) if is_near else Frame(px, py, width)


def extent(shown: Frame) -> str:
    """Returns the smallest named extent that holds the frame, or the whole theatre."""

    def holds(found: geo.Extent) -> bool:
        x, y = geo.project(found.latitude, found.longitude)
        return bool(
            abs(shown.x - x) + shown.width_km / 2 <= found.width_km / 2 * 1.25
            and abs(shown.y - y) + shown.height_km / 2 <= found.height_km / 2 * 1.25
        )

    fitting = [found for found in geo.EXTENTS.values() if holds(found)]
    return min(fitting, key=lambda found: found.width_km * found.height_km).id if fitting else "theatre"


def figure(
    pin: Place | None,
    precision: str,
    choices: Sequence[Place],
    shown: Frame,
    words: Words,
    theme: Theme,
    names: Mapping[str, str],
) -> go.Figure:
    """Returns the pin map; `names` are those of countries by ISO code.

    `customdata` of a choice is `choice:NUMBER`; of any other point `point:LATITUDE,LONGITUDE` in degrees.
    """
    blank = pd.DataFrame(columns=["date_from", "radius_km", "name", "latitude", "longitude"])
    layers = base.Layers(
        extent(shown), height=HEIGHT, has_areas=False, has_incidents=False, has_crossings=False, has_segments=False,
        has_uncertainty=False,
    )  # fmt: skip
    drawn = base.figure(blank, blank, blank, layers, {}, words, theme)
    marks = [*choices, *([pin] if pin else [])]
    _spare_towns(drawn, shown, [*marks, *_name_countries(drawn, shown, marks, names)])
    drawn.add_trace(_grid(shown, marks))
    if pin:
        x, y = geo.ring(pin.latitude, pin.longitude, geo.PLACE_ERROR_KM.get(precision, geo.PLACE_ERROR_KM["place"]))
        drawn.add_scatter(x=x, y=y, mode="lines", line=dict(color=theme.ink, width=1.4, dash="dot"), hoverinfo="skip",
                          name="May lie anywhere inside")  # fmt: skip
    drawn.add_trace(_choices(choices, theme))
    drawn.add_trace(_pin(pin, theme))
    drawn.update_layout(hoverdistance=-1, clickmode="event+select")
    drawn.update_xaxes(range=[shown.x - shown.width_km / 2, shown.x + shown.width_km / 2])
    drawn.update_yaxes(range=[shown.y - shown.height_km / 2, shown.y + shown.height_km / 2])
    return drawn


def clicked(customdata: str) -> tuple[str, tuple[float, float] | int]:
    """Returns what a click chose: ("choice", number) or ("point", (latitude, longitude)); raises ValueError."""
    kind, _, value = customdata.partition(":")
    if kind == "choice":
        return kind, int(value)
    latitude, _, longitude = value.partition(",")
    return kind, (float(latitude), float(longitude))


def _spare_towns(drawn: go.Figure, shown: Frame, marks: Sequence[Place]) -> None:
    """Takes away the names of towns that would stand under the name of a mark."""
    towns = next(trace for trace in drawn.data if trace.name == "Towns")
    x, y = np.asarray(towns.x, float), np.asarray(towns.y, float)
    free = np.full(len(x), True)
    for mark in marks:
        mx, my = geo.project(mark.latitude, mark.longitude)
        free &= (np.abs(x - mx) > shown.width_km * LABEL_ROOM) | (np.abs(y - my) > shown.height_km * LABEL_ROOM)
    towns.update(
        x=x[free], y=y[free], text=np.asarray(towns.text)[free], textposition=np.asarray(towns.textposition)[free]
    )


def _name_countries(drawn: go.Figure, shown: Frame, marks: Sequence[Place], names: Mapping[str, str]) -> list[Place]:
    """Writes the name of every country in a narrow frame on its own land, clear of the marks; returns where."""
    if shown.width_km > WIDEST_OWN_NAMES_KM:
        return []
    steps = np.linspace(-0.46, 0.46, SPOTS_ACROSS), np.linspace(-0.42, 0.42, SPOTS_UP)
    across, up = (axis.ravel() for axis in np.meshgrid(*steps))
    x, y = shown.x + across * shown.width_km, shown.y + up * shown.height_km
    latitude, longitude = geo.unproject(x, y)
    owners = geo.countries(latitude, longitude)
    free = np.full(len(x), True)
    for mark in marks:
        mx, my = geo.project(mark.latitude, mark.longitude)
        free &= (np.abs(x - mx) > shown.width_km * LABEL_ROOM * 2) | (np.abs(y - my) > shown.height_km * LABEL_ROOM * 2)
    chosen = {}
    for code in dict.fromkeys(owners):
        own = owners == code
        row = own.reshape(SPOTS_UP, SPOTS_ACROSS)
        room = np.zeros_like(row)
        room[:, 2:-2] = row[:, :-4] & row[:, 1:-3] & row[:, 2:-2] & row[:, 3:-1] & row[:, 4:]  # a name's width
        room = room.ravel() & free
        if code in names and room.any():
            off = np.hypot(x - x[own].mean(), y - y[own].mean())
            chosen[names[code]] = int(np.where(room, off, np.inf).argmin())
    trace = next(trace for trace in drawn.data if trace.name == "Countries")
    at = list(chosen.values())
    trace.update(x=x[at].tolist(), y=y[at].tolist(), text=[" ".join(name.upper()) for name in chosen])
    return [Place(name, float(latitude[n]), float(longitude[n])) for name, n in chosen.items()]


def _grid(shown: Frame, marks: Sequence[Place]) -> dict:
    """Returns invisible points all over the frame, none under a mark, or the mark could not be clicked."""
    step = shown.width_km / COLUMNS
    across, up = (np.arange(n) - (n - 1) / 2 for n in (COLUMNS, ROWS))
    x, y = (axis.ravel() for axis in np.meshgrid(shown.x + across * step, shown.y + up * step))
    for mark in marks:
        mx, my = geo.project(mark.latitude, mark.longitude)
        free = np.hypot(x - mx, y - my) > step * 1.5
        x, y = x[free], y[free]
    latitude, longitude = geo.unproject(x, y)
    return dict(
        type="scatter", x=np.round(x, 1).astype(np.float32), y=np.round(y, 1).astype(np.float32), mode="markers",
        marker=dict(opacity=0, size=6), selected=dict(marker=dict(opacity=0)), unselected=dict(marker=dict(opacity=0)),
        customdata=[f"point:{a:.3f},{b:.3f}" for a, b in zip(latitude, longitude, strict=True)], hoverinfo="none",
        name="Anywhere",
    )  # fmt: skip


def _choices(choices: Sequence[Place], theme: Theme) -> dict:
    x, y = geo.project([p.latitude for p in choices], [p.longitude for p in choices])
    return dict(
        type="scatter", x=np.round(x, 1).tolist(), y=np.round(y, 1).tolist(), mode="markers+text",
        marker=dict(symbol="circle", size=11, color=theme.paper, opacity=1, line=dict(color=theme.ink, width=2)),
        unselected=dict(marker=dict(opacity=1)), text=[style.wrapped(p.name, 40) for p in choices],
        textposition="bottom center", textfont=dict(size=style.TEXT_PX, color=theme.ink, shadow=base.halo(theme)),
        customdata=[f"choice:{p.number}" for p in choices],
        hovertext=[f"{style.wrapped(p.name)}<br>Click to move the pin here" for p in choices], hoverinfo="text",
        name="Other places named",
    )  # fmt: skip


def _pin(pin: Place | None, theme: Theme) -> dict:
    x, y = geo.project([pin.latitude], [pin.longitude]) if pin else ([], [])
    label = [style.wrapped(pin.name, 40)] if pin else []
    return dict(
        type="scatter", x=list(x), y=list(y), mode="markers+text",
        marker=dict(symbol="circle", size=15, color=theme.ink, opacity=1, line=dict(color=theme.outline, width=2)),
        text=label, textposition="top center", hovertext=label, hoverinfo="text",
        textfont=dict(size=style.TEXT_PX, color=theme.ink, weight=700, shadow=base.halo(theme)), name="Pin",
    )  # fmt: skip
