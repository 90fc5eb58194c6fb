"""The inbox: its tabs, what waits, and who reviews."""

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from monitor import dataset, words
from monitor.desk import DeskError
from monitor.ui import decided, deciding, drafts, drawer, edit, filters, frame, intake, load, opened, remembered, review
from monitor.ui.deciding import ADD, DECIDED, NAME, REVIEW, TAB
from monitor.ui.frame import View
from monitor.ui.text import plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk

TABS = {ADD: intake.show, REVIEW: review.show, DECIDED: decided.show}


@st.fragment
def show(view: View) -> None:
    """Draws the inbox; a decision draws only this part of the page again."""
    try:
        desk = load.desk()
        _head(desk)
        edit.collect()
        drafts.keep(desk, deciding.reviewer(desk), deciding.now())
        tabs = st.tabs(list(TABS), key=TAB, bind=filters.BOUND)
        for tab, draw in zip(tabs, TABS.values(), strict=True):
            if tab.open:
                with tab:
                    draw(view, desk)
        _drawer(view)
        _footer(view, desk)
        if typed := st.session_state.get(NAME):
            remembered.keep(typed)
    except DeskError as reason:
        st.error(plain(f"The desk does not answer: {reason}."))
        frame.footer(view)


def _head(desk: "Desk") -> None:
    counts = desk.counts()
    with st.container(horizontal=True, vertical_alignment="center", key="inbox-head"):
        st.caption(
            f"{words.count(counts['undecided'], 'proposed event')} to review · {counts['accepted']} accepted · "
            f"{counts['cited']} added as a source · {counts['rejected']} rejected",
            width="stretch",
        )
        _reviewer(desk)


def _footer(view: View, desk: "Desk") -> None:
    """Prints the footer with the version and the counts that every page has after the last decision."""
    if view.whole.version != view.newest:
        frame.footer(view)
        return
    known = drafts.recorded(view, desk)
    version = dataset.named(dataset.parts(view.newest)[0], desk.revision())
    frame.closing(version, len(known.events), len(known.articles))


def _drawer(view: View) -> None:
    """Opens the card asked for; what was accepted a moment ago is loaded for it."""
    kind, _, name = st.query_params.get(opened.PARAMETER, "").partition(":")
    if kind == "event" and not view.whole.events["event_id"].eq(name).any():
        view = replace(view, whole=load.whole())
    drawer.show(view)


def _reviewer(desk: "Desk") -> None:
    """Asks once for the name that every decision keeps; later it can be changed."""
    name = deciding.reviewer(desk)
    used = desk.reviewers()
    box = st.popover(f"Reviewer: {plain(name)}", type="tertiary", key="reviewer-box") if name else st.container()
    with box:
        if name or not used:
            st.text_input("Your name", name, key="reviewer-typed", placeholder="Your name, kept with every decision",
                          on_change=_take_name, args=("reviewer-typed",), label_visibility="collapsed", width=300,
                          max_chars=remembered.LONGEST)  # fmt: skip
        else:
            st.selectbox("Your name", used, index=None, key="reviewer-picked", accept_new_options=True, width=300,
                         placeholder="Your name, kept with every decision", on_change=_take_name,
                         args=("reviewer-picked",), label_visibility="collapsed")  # fmt: skip


def _take_name(key: str) -> None:
    if drafts.DRAFTS_OF in st.session_state:  # an editor left open would hand one person's words to the next
        st.session_state[deciding.EDITING] = False
    st.session_state[NAME] = remembered.cleaned(st.session_state.get(key) or "")
