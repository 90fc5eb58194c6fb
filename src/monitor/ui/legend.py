"""The legend of the map: every mark that is drawn, with its meaning in words."""

import base64
import math

import pandas as pd
import streamlit as st

from monitor.charts import map as chart
from monitor.charts import style
from monitor.charts.style import Theme

SIZE = 14


def show(events: pd.DataFrame, theme: Theme) -> None:
    """Prints shapes for the types on the map, colours for severity, and the states of crossings.

    Only codes of this project are drawn here, never text from the data.
    """
    present = set(events["event_type"])
    shapes = [(_symbol(shape, theme.muted, theme.muted), LABELS[kind]) for kind, shape in style.SHAPES.items()
              if kind in present]  # fmt: skip
    if present - set(style.SHAPES):
        shapes.append((_symbol(style.OTHER_SHAPE, theme.muted, theme.muted), "Other type"))
    shapes.append((_symbol("circle", "none", theme.muted), "Hollow: place not exact, ring = where it may lie"))
    bounds = [f"{low:g}+" for low in style.SEVERITY_BOUNDS]
    colours = [
        (_symbol("circle", colour, theme.paper, 9 + 1.5 * rank), f"{level} {bound}")
        for rank, ((level, colour), bound) in enumerate(zip(style.SEVERITY_COLOURS.items(), bounds, strict=True))
    ]
    crossings = []
    for state in ("closed", "restricted", "open", "unknown"):
        crossings.append((_symbol("square", *chart.crossing_marker(state, theme), 10), f"Crossing {state}"))
    areas = [(_dashed("6 3", theme.ink), "Exercise area, Russia and Belarus"),
             (_dashed("2 3", theme.ink), "Exercise area, NATO and allies")]  # fmt: skip
    rows = "".join(_row(title, marks) for title, marks in
                   (("Type", shapes), ("Severity", colours), ("Other", [*crossings, *areas])))  # fmt: skip
    st.html(f"<div role='note' aria-label='Legend of the map' class='legend'>{rows}</div>")


LABELS = {
    "drone_incursion": "Drone", "aircraft_incursion": "Aircraft", "missile_incursion": "Missile",
    "balloon_incursion": "Balloon", "gnss_interference": "Satellite navigation jammed",
    "border_violation": "Border violation", "armed_attack": "Armed attack", "migration_pressure": "Migration pressure",
    "sabotage": "Sabotage", "maritime_incident": "Incident at sea", "cyber_attack": "Cyber attack",
    "espionage": "Espionage", "detention": "Detention",
}  # fmt: skip


def _row(title: str, marks: list[tuple[str, str]]) -> str:
    body = "".join(f"<span class='legend-mark'>{mark}{label}</span>" for mark, label in marks)
    return f"<div><b>{title}</b>{body}</div>"


def _svg(inside: str, size: float = SIZE) -> str:
    # The page's sanitiser drops inline SVG but keeps pictures.
    picture = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='-8 -8 16 16'>{inside}</svg>"
    source = base64.b64encode(picture.encode()).decode()
    return f"<img alt='' width='{size}' height='{size}' src='data:image/svg+xml;base64,{source}'>"


def _dashed(dash: str, ink: str) -> str:
    return _svg(f"<circle r='6.5' fill='none' stroke='{ink}' stroke-width='1.4' stroke-dasharray='{dash}'/>", 16)


def _symbol(shape: str, fill: str, line: str, size: float = SIZE) -> str:
    look = f"fill='{fill}' stroke='{line}' stroke-width='1.5'"
    if shape == "circle":
        return _svg(f"<circle r='6' {look}/>", size)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in outline(shape))
    return _svg(f"<polygon points='{points}' {look}/>", size)


def outline(shape: str) -> list[tuple[float, float]]:
    """Returns the corners of a mark in a box from -7 to 7, y downwards, like plotly's symbol of that name."""
    fixed = {
        "triangle-up": [(-7, 5), (7, 5), (0, -7)],
        "triangle-down": [(-7, -5), (7, -5), (0, 7)],
        "triangle-right": [(-5, -7), (7, 0), (-5, 7)],
        "square": [(-6, -6), (6, -6), (6, 6), (-6, 6)],
        "diamond": [(0, -7), (7, 0), (0, 7), (-7, 0)],
        "diamond-wide": [(0, -5), (7, 0), (0, 5), (-7, 0)],
        "bowtie": [(-7, -5), (7, 5), (7, -5), (-7, 5)],
        "hourglass": [(-5, -7), (5, -7), (-5, 7), (5, 7)],
        "cross": [(-2, -7), (2, -7), (2, -2), (7, -2), (7, 2), (2, 2), (2, 7), (-2, 7), (-2, 2), (-7, 2), (-7, -2),
                  (-2, -2)],
    }  # fmt: skip
    if shape in fixed:
        return fixed[shape]
    if shape == "x":
        turn = math.sqrt(0.5)
        return [(turn * (x - y), turn * (x + y)) for x, y in fixed["cross"]]
    corners, inner = {"star": (5, 2.9), "pentagon": (5, None), "hexagon": (6, None)}[shape]
    spread = 2 * corners if inner else corners
    radii = [inner if inner and step % 2 else 7 for step in range(spread)]
    return [
        (r * math.sin(2 * math.pi * step / spread), -r * math.cos(2 * math.pi * step / spread))
        for step, r in enumerate(radii)
    ]
