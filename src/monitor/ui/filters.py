"""The shared filters: one widget per field of Selection, each bound to the URL; read first, drawn last."""

from collections.abc import Iterable, Mapping

import streamlit as st

from monitor import words
from monitor.dataset import Dataset
from monitor.selection import CREDIBILITY_CHOICES, DEFAULTS, PARAMETERS, PERIODS, Selection, from_query

BOUND = "query-params"
NOTES = "_url_notes"


def read(dataset: Dataset) -> Selection:
    """Returns the selection before its widgets are drawn: as they stand, or on a session's first run as the link says.

    Codes in a link are as good as names; what is ignored of it is noted.
    """
    if "period" in st.session_state:
        return _selected(st.session_state)
    query = {name: st.query_params.get_all(name) for name in PARAMETERS if name in st.query_params}
    selection, notes = from_query(query, dataset)
    st.session_state.setdefault(NOTES, notes)
    # Streamlit takes names over by itself; only codes (country=PL) have to be put into its words.
    named = {name: list(getattr(selection, name)) for name in query if isinstance(getattr(selection, name), tuple)}
    coded = {name: value for name, value in named.items() if value and value != query[name]}
    if coded:
        st.query_params.update(coded)
        st.rerun()
    return _selected(vars(selection))


def note_unknown(name: str, options: Iterable[str]) -> None:
    """Notes a page option in the URL that this page does not have; call it before the header of the page."""
    seen = f"_seen_{name}"
    if not st.session_state.get(seen):
        st.session_state[seen] = True
        st.session_state[NOTES] += [
            f"“{raw[:60]}” is not a choice of “{name}” here, so it was ignored."
            for raw in st.query_params.get_all(name)
            if raw not in options
        ]


def notes() -> list[str]:
    """Returns what was ignored of the link this session was opened with."""
    return st.session_state.get(NOTES, [])


def show(dataset: Dataset) -> Selection:
    """Draws the filters in the sidebar and returns the selection they make."""
    actors = dataset.actors
    used = dataset.events["country"].unique()
    involved = set().union(*dataset.events["initiator"], *dataset.events["target"])
    places = sorted(actors.loc[actors["code"].isin(used), "name"])
    people = sorted(actors.loc[actors["code"].isin(involved), "name"])
    with st.sidebar:
        st.selectbox("Period", PERIODS, index=PERIODS.index(DEFAULTS["period"]), key="period", bind=BOUND)
        if st.session_state["period"] == "Custom":
            st.date_input("From", None, key="since", bind=BOUND)
            st.date_input("To", None, key="until", bind=BOUND)
        st.multiselect("Where", places, key="country", bind=BOUND, placeholder="Everywhere")
        st.multiselect(
            "Event type", sorted(dataset.event_types["label"]), key="type", bind=BOUND, placeholder="All types"
        )
        st.slider("Minimum severity", 0.0, 10.0, 0.0, 0.5, key="severity", bind=BOUND)
        with st.expander("More filters", expanded=any(st.session_state.get(n) for n in ("actor", "language", "text"))):
            st.multiselect("Involving", people, key="actor", bind=BOUND, placeholder="Anyone")
            st.selectbox(
                "Credibility", list(CREDIBILITY_CHOICES), index=len(CREDIBILITY_CHOICES) - 1, key="credibility",
                bind=BOUND, help="Admiralty scale: 1 confirmed, 2 probably true, 3 possibly true, 6 cannot be judged",
            )  # fmt: skip
            languages = sorted(words.language(code) for code in dataset.articles["language"].unique() if code)
            st.multiselect("Language of sources", languages, key="language", bind=BOUND, placeholder="Any")
            st.text_input("Search", key="text", bind=BOUND, placeholder="Word in title, summary or place")
            st.date_input(
                "As known on", None, key="known_at", bind=BOUND,
                help="Hides every event and source published after this day",
            )  # fmt: skip
        st.button("Clear all filters", on_click=_clear, width="stretch")
    return _selected(st.session_state)


def _selected(state: Mapping) -> Selection:
    """Returns the selection that the widgets make; what is not drawn, as the days of another period, is not asked."""
    values = {name: state.get(name, default) for name, default in DEFAULTS.items()}
    if values["period"] != "Custom":
        values |= {"since": None, "until": None}
    lists = {name: tuple(values[name]) for name, default in DEFAULTS.items() if isinstance(default, tuple)}
    return Selection(**values | lists | {"severity": float(values["severity"]), "text": values["text"].strip()})


def _clear() -> None:
    for name, default in DEFAULTS.items():
        st.session_state[name] = list(default) if isinstance(default, tuple) else default
    st.session_state[NOTES] = []
