"""Shows a figure: its finding as a heading, the chart, its sources below; a click opens what was clicked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from monitor.charts import style
from monitor.charts.style import Figure, Words
from monitor.ui import drawer, load
from monitor.ui.text import plain

CONFIG = {"displayModeBar": False, "scrollZoom": False, "responsive": True, "doubleClick": "reset"}
MAP_CONFIG = {**CONFIG, "scrollZoom": True}

Period = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True)
class Picture:
    """A finished figure: its words, the chart without them for the page, and the figure as drawn, for saving."""

    words: Words
    chart: Figure
    drawn: Figure


def picture(key: tuple, build: Callable[[], Figure]) -> Picture:
    """Returns the picture of a figure, drawn once for a key (see View.key) and shared from then on."""

    def finish() -> Picture:
        drawn = build()
        return Picture(style.words_of(drawn), style.bare(drawn), drawn)

    return load.kept(key, finish)


def show(
    drawn: Picture, key: str, is_map: bool = False, can_brush: bool = False, heading: bool = True
) -> Period | None:
    """Prints the figure's words around its chart and opens the drawer for a mark that was clicked.

    Returns the period brushed on the time axis, if the figure can be brushed and was.
    """
    words = drawn.words
    if heading:
        st.subheader(plain(words.finding), anchor=False)
        st.caption(plain(words.subtitle))
    state = st.plotly_chart(
        drawn.chart,
        key=key,
        theme=None,
        on_select="rerun",
        selection_mode=("points", "box") if can_brush else "points",
        config=MAP_CONFIG if is_map else CONFIG,
        alt=f"{words.finding}. {words.subtitle}",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain(words.footer), width="stretch")
        st.download_button(
            "Save figure",
            data=lambda: page_of(drawn.drawn),
            file_name=f"{re.sub(r'[^a-z0-9]+', '-', words.finding.lower()).strip('-')[:60]}.html",
            mime="text/html",
            key=f"{key}-save",
            type="tertiary",
            on_click="ignore",
            help="One file with title and sources that opens anywhere without a network; its camera saves a picture",
            width="content",
        )
    period = brushed(state)
    drawer.follow(key, None if period else clicked(state))
    return period


def page_of(drawn: Figure) -> bytes:
    """Returns the figure with its words as one self-contained web page."""
    return style.whole(drawn).to_html(include_plotlyjs=True, config={"displaylogo": False}).encode()


def clicked(state: Mapping | None) -> str | None:
    """Returns the reference of the clicked mark, such as `event:20250910-...`, from a chart's selection state."""
    for point in _selection(state).get("points", []):
        custom = point.get("customdata")
        # Streamlit hands a list back as a dict with the index as text.
        value = custom.get("0") if isinstance(custom, Mapping) else custom[0] if isinstance(custom, list) else custom
        if isinstance(value, str) and ":" in value:
            return value
    return None


def brushed(state: Mapping | None) -> Period | None:
    """Returns the first and last day of a box drawn over the time axis."""
    boxes = _selection(state).get("box", [])
    if not boxes:
        return None
    days = pd.to_datetime(pd.Series(boxes[0]["x"]), errors="coerce", format="mixed").dropna().dt.normalize()
    return (days.min(), days.max()) if len(days) else None


def _selection(state: Mapping | None) -> Mapping:
    return (state or {}).get("selection", {})
