"""The verdict on an article just read: kept and opened for review, or shown where it needs an answer first."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from monitor import words
from monitor.analysis import review
from monitor.desk import DeskError, Item
from monitor.ui import already, brought, deciding, drafts
from monitor.ui.brought import Brought, Reading
from monitor.ui.drafts import Terms
from monitor.ui.frame import View
from monitor.ui.text import plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk

READ, TROUBLE, ROUND = "_read", "_trouble", "_round"
LANGUAGES = {"en": "English", "pl": "Polish", "lt": "Lithuanian", "lv": "Latvian", "de": "German"}
MOST_REASONS = 3


def go_on(view: View, desk: "Desk", reading: Reading) -> None:
    """Keeps an article that raises no question; else its verdict is shown."""
    told, raw = reading.result["article"], reading.brought.raw
    reading = replace(reading, before=already.before(view, desk, told, raw.url, raw.content))
    is_clear = reading.result["relevant"] and told["published"] and brought.proposals(reading.result)
    if is_clear and not reading.before:
        _keep(view, desk, reading)
    else:
        st.session_state[READ] = reading


def _keep(view: View, desk: "Desk", reading: Reading, extra: list[dict] | None = None) -> None:
    """Keeps the article with its proposals and opens it for review; one kept already is only opened."""
    proposed = brought.proposals(reading.result) + (extra or [])
    try:
        item = desk.add(
            reading.brought.raw, brought.article(reading), proposed, deciding.reviewer(desk), deciding.now()
        )
        is_waiting = deciding.open_item(desk, item, drafts.terms(view))
    except DeskError as error:
        st.session_state[TROUBLE] = f"Not kept: {error}."
        return
    st.session_state[READ] = None
    st.session_state[ROUND] += 1
    told = _told(item, reading, len(proposed), drafts.terms(view), is_waiting)
    deciding.say("success" if item.is_new else "warning", told)


def _told(item: Item, reading: Reading, count: int, terms: Terms, is_waiting: bool) -> str:
    if not item.is_new:
        left = "It is opened" if is_waiting else "All its events are decided"
        when = words.day(item.at.date())
        return f"This article is on the desk already: {item.by} added it on {when}. {left}; nothing was added."
    rest = len(brought.article(reading)["unproposed"])
    left = f", {rest} found but not proposed" if rest else ""
    why = "; ".join(brought.in_words(reading.result, terms)[:MOST_REASONS])
    verdict = "About the theatre" if reading.result["relevant"] else "Kept although"
    return f"{words.count(count, 'event')} proposed{left}. {verdict}: {why}"


# Where it needs an answer


def show(view: View, desk: "Desk", reading: Reading) -> None:
    """Draws what the extractor made of an article, and the questions that only a person can answer."""
    result = reading.result
    st.subheader(plain(result["article"]["title"] or "Article without a headline"), anchor=False)
    st.caption(_origin(result["article"]))
    if noted := brought.notes(result):
        st.caption(plain(noted))
    reasons = "; ".join(brought.in_words(result, drafts.terms(view)))
    found = brought.proposals(result)
    if reading.before:
        already.show(view, desk, reading.before, _leave)
    if not result["relevant"]:
        st.warning(plain(f"Not about the theatre, because: {reasons}."))
    else:
        st.success(plain(f"About the theatre: {reasons}."))
    if result["relevant"] or reading.is_anyway:
        rest = len(result["events"]) - len(found)
        left = f"; {rest} found but not to be proposed" if rest else ""
        st.write(f"{words.count(len(found), 'event') if found else 'No event'} to propose{left}.")
    if found and not result["article"]["published"]:
        _ask_day(view, desk, reading)
    with st.container(horizontal=True, vertical_alignment="center"):
        if not result["relevant"] and not reading.is_anyway:
            st.button("Extract anyway", key="anyway", type="primary", on_click=_again, args=(reading,),
                      kwargs=dict(anyway=True))  # fmt: skip
        elif found:
            label = "Keep it as well and review" if reading.before else "Keep it and review"
            label = label if result["article"]["published"] else "Go on without a day"
            is_expected = result["article"]["published"] and not reading.before
            st.button(label, key="keep", on_click=_keep, args=(view, desk, reading),
                      type="primary" if is_expected else "secondary")  # fmt: skip
        else:
            st.button("Open an empty card", key="blank", on_click=_keep_blank, args=(view, desk, reading),
                      help="Keeps the article with one card that you fill in")  # fmt: skip
        st.button("Leave it", key="leave", type="tertiary", on_click=_leave)


def _origin(told: dict) -> str:
    day = f"published {words.day(date.fromisoformat(told['published']))}" if told["published"] else "day not known"
    language = LANGUAGES.get(told["language"], "language not known")
    return plain(f"{told['publisher'] or 'Publisher not recorded'} · {day} · {language}")


def _ask_day(view: View, desk: "Desk", reading: Reading) -> None:
    """Asks for the day of publication: relative dates such as Friday have no day without it."""
    st.warning("The article does not say when it was published. Words such as Friday or yesterday need that day.")
    key = "add-day"
    st.date_input("Published on", None, key=key, format="YYYY-MM-DD", max_value=deciding.now().date(), width=240,
                  on_change=_dated, args=(view, desk, reading, key))  # fmt: skip


def _dated(view: View, desk: "Desk", reading: Reading, key: str) -> None:
    if day := st.session_state.get(key):
        old = reading.brought
        dated = Brought(old.raw, day, old.publisher, old.language)
        go_on(view, desk, brought.read(dated, reading.is_anyway))


def _again(reading: Reading, anyway: bool) -> None:
    st.session_state[READ] = replace(brought.read(reading.brought, anyway), before=reading.before)


def _keep_blank(view: View, desk: "Desk", reading: Reading) -> None:
    text = reading.result["article"]["text"]
    end = text.find("\n") if "\n" in text else len(text)
    card = review.blank((0, end), text[:end], reading.result["found"], "statement")
    _keep(view, desk, reading, [card])
    st.session_state[deciding.EDITING] = True


def _leave() -> None:
    st.session_state[READ] = None
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
