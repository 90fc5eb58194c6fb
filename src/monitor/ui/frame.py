"""The frame of every page: configuration, navigation, filters, header; called first by app.py and by each page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from monitor import words
from monitor.charts.style import THEMES, Theme
from monitor.dataset import Dataset
from monitor.selection import PARAMETERS, Selection, touching
from monitor.ui import filters, load, text

ROOT = Path(__file__).resolve().parents[3]
STALE_DAYS = 7
PAGES = {
    "Monitor": {"situation": "Situation", "timeline": "Timeline", "map": "Map"},
    "Analyse": {
        "escalation": "Escalation",
        "reactions": "Reactions",
        "watchlist": "Watch-list",
        "exercises": "Exercises",
        "claims": "Claims",
    },
    "Work": {"inbox": "Inbox"},
    "About": {"sources": "Sources"},
}
START = "situation"
FRAMED = "_framed"
RESTARTED = "_restarted"
VIEW = "_view"


@dataclass(frozen=True, eq=False)
class View:
    """What a page works on: the selection, the data cut by it, the whole data, the period and the theme."""

    selection: Selection
    dataset: Dataset
    whole: Dataset
    since: pd.Timestamp
    until: pd.Timestamp
    theme: Theme
    theme_name: str
    names: dict[str, str]
    newest: str = ""

    def key(self, *options: object) -> tuple:
        """Returns what a figure of this view depends on, for the cache."""
        return (self.whole.version, self.selection, self.theme_name, *options)

    def lasting(self, *options: object) -> tuple:
        """Returns what does not depend on the period either, for the cache."""
        return (self.whole.version, self.selection.timeless, self.theme_name, *options)

    @property
    def known(self) -> Dataset:
        """The whole data, unfiltered, as known on the chosen day: what a card may show."""
        day = self.selection.known_at
        if day is None:
            return self.whole
        return load.kept(("known", self.whole.version, day), lambda: self.whole.known_at(day))

    @property
    def as_of(self) -> pd.Timestamp:
        return pd.Timestamp(self.dataset.as_of)

    def period(self, rows: pd.DataFrame, first: str = "event_date", last: str | None = None) -> pd.DataFrame:
        """Returns the rows that touch the chosen period."""
        return touching(rows, self.since, self.until, first, last)

    def describe(self) -> str:
        """Returns the selection in words."""
        return self.selection.describe(self.dataset)


def navigation() -> "st.Page":
    """Declares the pages, grouped, and returns the one asked for."""
    found = {group: [_page(name, title) for name, title in pages.items()] for group, pages in PAGES.items()}
    # Streamlit gives the start page the bare address alone; its name, typed like the others', leads there too.
    again = st.Page(ROOT / "pages" / f"{START}.py", title="Situation", url_path=START, visibility="hidden")
    return st.navigation({**found, "": [again]})


def _page(name: str, title: str) -> "st.Page":
    is_start = name == START
    return st.Page(ROOT / "pages" / f"{name}.py", title=title, url_path="" if is_start else name, default=is_start)


def frame() -> View:
    """Returns the view of this run; the first call of a run also draws the frame, so a page can be opened alone."""
    if st.session_state.get(FRAMED):
        return st.session_state[VIEW]
    # The first deep link after a server start runs the page without app.py: declare the pages, then start over,
    # or every chart would lose its first click when the next run comes through app.py.
    navigation()
    if not st.session_state.get(RESTARTED):
        st.session_state[RESTARTED] = True
        st.rerun()
    _configure()
    view = read()
    _draw_filters(view)
    return view


def _configure() -> None:
    st.set_page_config(page_title="Escalation Monitor", page_icon=str(ROOT / "static" / "icon.svg"), layout="wide")
    st.html(ROOT / "static" / "style.css")


def read() -> View:
    """Reads what is asked for, and keeps and returns the view of this run; nothing is drawn."""
    newest = load.whole()
    whole = load.asked(st.query_params.get("v", newest.version), newest) or newest
    view = view_of(filters.read(whole), whole, "dark" if st.context.theme.type == "dark" else "light", newest.version)
    st.session_state[VIEW] = view
    return view


def view_of(selection: Selection, whole: Dataset, theme_name: str = "light", newest: str = "") -> View:
    """Returns the view of a selection; `newest` is the version of the newest data, if `whole` may be older."""
    scoped = load.scoped(whole.version, selection.timeless, whole)
    since, until = selection.window(scoped)
    names = dict(zip(whole.actors["code"], whole.actors["name"], strict=True))
    return View(selection, scoped, whole, since, until, THEMES[theme_name], theme_name, names, newest or whole.version)


def _draw_filters(view: View) -> None:
    """Draws the filters, and starts over where the address has changed them since they were read."""
    if filters.show(view.whole) != view.selection:
        st.rerun()


@contextmanager
def framed() -> Iterator["st.Page"]:
    """Draws the frame once around the page asked for, which finds it drawn: the filters after the page.

    What a browser gets first it draws first, and a reader comes for the chart (docs/decisions/0013-chart-first.md).
    """
    page = navigation()
    if page.url_path == START:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        st.switch_page(ROOT / "pages" / f"{START}.py", query_params=query)
    _configure()
    view = read()
    st.session_state[FRAMED] = True
    try:
        yield page
    finally:
        st.session_state[FRAMED] = False
        _draw_filters(view)


def header(view: View, question: str) -> None:
    """Prints the page's question, what the link could not give, and how old the data is."""
    for note in filters.notes():
        st.warning(note)
    if reason := load.trouble():
        st.warning(f"Events accepted on the desk are missing here: {text.plain(reason)}.")
    _version_note(view, st.query_params.get("v"))
    left, right = st.columns([9, 1], vertical_alignment="center")
    left.caption(f"{question} · {_standing(view)}")
    with right:
        _share(view)
    if view.whole.faults:
        st.warning(f"{words.count(len(view.whole.faults), 'fault')} found in the data files; see Sources.")


def _standing(view: View) -> str:
    """Returns of which day the data are, and why nothing later is shown."""
    known_at = view.selection.known_at
    if known_at and known_at < view.whole.as_of:
        return f"Data as known on {words.day(known_at)}. What was published later is hidden, whenever it was accepted."
    late = (load.today() - view.whole.as_of).days
    stale = f" This is {late} days before today; nothing later is recorded." if late > STALE_DAYS else ""
    return f"Data as of {words.day(view.dataset.as_of)}.{stale}"


def _version_note(view: View, asked: str | None) -> None:
    """Says when the page does not show the newest data, or cannot show those that the link was made with."""
    if view.newest != view.whole.version:
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.info(
            f"This link shows the data as of version {view.whole.version}. Rows have been added, changed or taken back "
            f"since; the newest version is {view.newest}."
        )
        right.button("Show the newest", on_click=st.query_params.pop, args=("v", None), width="stretch")
    elif asked and asked != view.whole.version:
        st.warning(
            f"This link was made with data version {text.plain(asked[:16])}; the data has moved on to "
            f"{view.whole.version}, so figures may differ."
        )


def _share(view: View) -> None:
    with st.popover("Share", type="tertiary", width="stretch"):
        st.caption("This link keeps the filters, the days and the data version.")
        st.code(permalink(view), language=None, wrap_lines=True)


def permalink(view: View) -> str:
    """Returns the address of this view with its days pinned and the data version named."""
    query = view.selection.pinned(view.dataset).to_query()
    own = {name: st.query_params.get_all(name) for name in st.query_params if name not in (*PARAMETERS, "v")}
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode({**own, **query, 'v': view.whole.version}, doseq=True)}"


def footer(view: View) -> None:
    """Prints where the figures come from and the handling mark."""
    closing(view.whole.version, len(view.whole.events), len(view.whole.articles))


def closing(version: str, events: int, articles: int) -> None:
    """Prints the last line of a page for data of a version with so many events and articles."""
    mark = os.environ.get("MONITOR_MARK", "TLP:CLEAR")
    st.caption(
        f"Escalation Monitor · data version {version} · {events} events, {articles} articles · "
        f"times in UTC · borders © OpenStreetMap contributors · {mark}"
    )
