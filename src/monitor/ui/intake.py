"""Add: paste, upload or fetch an article; the day of publication is asked where the page is silent, never guessed."""

from typing import TYPE_CHECKING

import streamlit as st

from monitor.ui import brought, deciding, verdict
from monitor.ui.brought import FETCH, PASTE, UPLOAD
from monitor.ui.frame import View
from monitor.ui.text import plain
from monitor.ui.verdict import LANGUAGES, READ, ROUND, TROUBLE

if TYPE_CHECKING:
    from monitor.desk.store import Desk

WAY, LAST = "_way", "_last_way"
FILE_TYPES = ["txt", "html", "htm", "eml", "pdf", "docx"]
LONGEST_PASTE = 500_000


def show(view: View, desk: "Desk") -> None:
    """Draws the form, or the verdict on what was just read."""
    if trouble := st.session_state.pop(TROUBLE, ""):
        st.error(plain(trouble))
    reading = st.session_state.get(READ)
    if reading is not None:
        verdict.show(view, desk, reading)
        return
    if not deciding.reviewer(desk):
        st.info("First your name, above on the right: it is kept with the article and with every decision.")
    # Who uploads one file uploads the next: the way stays, also while this tab is not drawn.
    way = st.segmented_control("How", (PASTE, UPLOAD, FETCH), default=st.session_state.get(LAST, PASTE), required=True,
                               key=WAY, label_visibility="collapsed")  # fmt: skip
    st.session_state[LAST] = way
    _form(view, desk, way)
    st.caption(
        "Read on this machine. Nothing enters the data before a person accepts it. "
        "Text, web pages, mails, PDF and Word documents; English, Polish, Lithuanian, Latvian and German."
    )


def _form(view: View, desk: "Desk", way: str) -> None:
    number = st.session_state.setdefault(ROUND, 0)

    def key(name: str) -> str:
        return f"add-{name}-{number}"

    with st.form(f"add-{way}-{number}", border=False):
        if way == PASTE:
            st.text_area("Text of the article, headline first", key=key("text"), height=300, max_chars=LONGEST_PASTE,
                         placeholder="Headline\n\nText")  # fmt: skip
        elif way == UPLOAD:
            st.file_uploader("File", FILE_TYPES, key=key("file"))
        else:
            st.text_input("Address of the page", key=key("fetch"), placeholder="https://", max_chars=2_000,
                          help="The page is fetched once; addresses inside your own network are refused")  # fmt: skip
        one, two, three, four = st.columns([1, 1.3, 1.7, 1])
        one.date_input("Published on", None, key=key("published"), max_value=deciding.now().date(), format="YYYY-MM-DD",
                       help="Empty: taken from the page; if it says nothing, you are asked")  # fmt: skip
        two.text_input("Publisher", key=key("publisher"), placeholder="Taken from the page", max_chars=120)
        if way != FETCH:
            three.text_input("Address", key=key("url"), placeholder="https://", max_chars=2_000)
        four.selectbox("Language", list(LANGUAGES), index=None, format_func=LANGUAGES.get, key=key("language"),
                       placeholder="Recognised")  # fmt: skip
        st.form_submit_button(
            "Read it", type="primary", on_click=_read, args=(view, desk, way, number),
            disabled=not deciding.reviewer(desk),
        )  # fmt: skip


def _read(view: View, desk: "Desk", way: str, number: int) -> None:
    """Reads what was brought in; what needs no answer from the reader goes straight to review."""
    said = {name: st.session_state.get(f"add-{name}-{number}")
            for name in ("text", "file", "fetch", "published", "publisher", "url", "language")}  # fmt: skip
    try:
        reading = brought.read(brought.of(way, said))
    except brought.Refusal as reason:
        st.session_state[TROUBLE] = str(reason)
        return
    verdict.go_on(view, desk, reading)
