"""The drawer: the same card for an event, article, exercise, area, crossing or place, wherever it was clicked."""

import streamlit as st

from monitor.ui.cards import CARDS
from monitor.ui.frame import View
from monitor.ui.opened import CURRENT, PARAMETER, close, go

LAST = "_last_clicked"


def follow(key: str, reference: str | None) -> None:
    """Remembers a click on the chart or table `key`; a new reference is opened at the end of the page."""
    last = st.session_state.setdefault(LAST, {})
    if reference != last.get(key):
        last[key] = reference
        if reference:
            go(reference)


def show(view: View) -> None:
    """Opens the drawer if a mark, row or link asked for it; every page calls this last."""
    reference = st.query_params.get(PARAMETER, "")
    if not reference:
        return
    if reference.partition(":")[0] not in CARDS:
        st.warning(f"The link asks to open “{reference[:60]}”, which this page does not know.")
        return
    st.session_state[CURRENT] = reference

    @st.dialog("What is recorded", width="medium", position="right", on_dismiss=close)
    def opened() -> None:
        kind, _, name = st.session_state[CURRENT].partition(":")
        CARDS[kind](view, name)

    opened()
