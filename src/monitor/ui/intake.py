"""Add: paste, upload or fetch an article; the verdict comes first, the day of publication is asked, never guessed."""

import os
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from monitor import words
from monitor.analysis import review
from monitor.desk import DeskError, Item, Raw
from monitor.ui import already, deciding, drafts, fields
from monitor.ui.already import Before
from monitor.ui.drafts import Terms
from monitor.ui.frame import View
from monitor.ui.text import plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk

PASTE, UPLOAD, FETCH = "Paste text", "Upload a file", "Fetch an address"
WAY, READ, TROUBLE, ROUND = "_way", "_read", "_trouble", "_round"
FILE_TYPES = ["txt", "html", "htm", "eml", "pdf", "docx"]
LANGUAGES = {"en": "English", "pl": "Polish", "lt": "Lithuanian", "lv": "Latvian", "de": "German"}
PROPOSED = ("asserted", "announced")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
MOST_REASONS = 3
TOLD_AS = re.compile(r"^([a-z ]+) told as (\w+)$")
AGAINST = "no pair of Russia or Belarus"
CODE = re.compile(r"\b[A-Z]{2,5}\b")
LONGEST_PASTE = 500_000


@dataclass(frozen=True)
class Brought:
    """What a person brought in, before it is kept: the bytes and what the person said of them."""

    raw: Raw
    published: date | None = None
    publisher: str = ""
    language: str | None = None


@dataclass(frozen=True)
class Reading:
    """What was brought in, with what the extractor made of it; nothing of it is kept yet."""

    brought: Brought
    result: dict
    is_anyway: bool = False
    before: Before | None = None


class Refusal(Exception):
    """An article that cannot be read; the text is a sentence for the reader."""


def show(view: View, desk: "Desk") -> None:
    """Draws the form, or the verdict on what was just read."""
    if trouble := st.session_state.pop(TROUBLE, ""):
        st.error(plain(trouble))
    reading = st.session_state.get(READ)
    if reading is not None:
        _verdict(view, desk, reading)
        return
    if not deciding.reviewer(desk):
        st.info("First your name, above on the right: it is kept with the article and with every decision.")
    way = st.segmented_control("How", (PASTE, UPLOAD, FETCH), default=PASTE, required=True, key=WAY,
                               label_visibility="collapsed")  # fmt: skip
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
        brought = _brought(way, said)
        reading = read(brought)
    except Refusal as reason:
        st.session_state[TROUBLE] = str(reason)
        return
    _go_on(view, desk, reading)


def _go_on(view: View, desk: "Desk", reading: Reading) -> None:
    """Keeps an article that raises no question; else its verdict is shown."""
    told, raw = reading.result["article"], reading.brought.raw
    reading = replace(reading, before=already.before(view, desk, told, raw.url, raw.content))
    is_clear = reading.result["relevant"] and told["published"] and proposals(reading.result)
    if is_clear and not reading.before:
        _keep(view, desk, reading)
    else:
        st.session_state[READ] = reading


def _brought(way: str, said: dict) -> Brought:
    from monitor.ingest import fetch

    url = (said["url"] or "").strip()
    if way == PASTE:
        raw = Raw((said["text"] or "").strip().encode("utf-8", "replace"), "", "", url)
        if not raw.content:
            raise Refusal("There is no text yet. Paste the article, its headline first.")
    elif way == UPLOAD:
        file = said["file"]
        if file is None:
            raise Refusal("No file is chosen yet.")
        raw = Raw(file.getvalue(), file.name, "", url)
    else:
        asked = (said["fetch"] or "").strip()
        if not asked:
            raise Refusal("There is no address yet. Give one that starts with https://.")
        try:
            page = fetch.fetch(asked, allow=fetch.allowed(os.environ.get("MONITOR_FETCH_ALLOW", "")))
        except fetch.Refused as reason:
            raise Refusal(str(reason)) from None
        raw = Raw(page.content, "", page.media_type, page.final_url)
    if raw.url and not ADDRESS.fullmatch(raw.url):
        raise Refusal("The address is none of a web page. Give one that starts with https://, or leave it empty.")
    return Brought(raw, said["published"], " ".join((said["publisher"] or "").split()), said["language"])


def read(brought: Brought, anyway: bool = False) -> Reading:
    """Returns what the extractor makes of an article; raises Refusal with a sentence for the reader."""
    from monitor.extract.extraction import extract
    from monitor.ingest import documents

    raw = brought.raw
    try:
        document = documents.read(raw.name or raw.url, raw.content, raw.media_type)
        published = brought.published or document.published
        result = extract(document.content, raw.url or None, published, brought.language, anyway=anyway)
    except documents.Unreadable as reason:
        raise Refusal(str(reason)) from None
    except ValueError as reason:
        raise Refusal(f"The article cannot be read: {reason}.") from None
    if brought.published is None and document.published:
        result["article"]["published_from"] = "the document itself"
    if brought.publisher:
        result["article"]["publisher"] = brought.publisher
    result["reasons"] = [*result["reasons"], *document.notes]
    return Reading(brought, result, anyway)


def in_words(result: dict, terms: Terms) -> list[str]:
    """Returns the reasons of a verdict, each once, with types and actors by name.

    A missing day is asked for elsewhere, and what speaks against a text is no reason why it is about the theatre.
    """
    left_out = ("day of publication is unknown", *((AGAINST,) if result["relevant"] else ()))
    said = [
        TOLD_AS.sub(lambda found: _told_as(*found.groups(), terms), reason)
        for reason in result["reasons"]
        if not any(part in reason for part in left_out)
    ]
    return list(dict.fromkeys(CODE.sub(lambda code: terms.names.get(code.group(), code.group()), one) for one in said))


def _told_as(kind: str, status: str, terms: Terms) -> str:
    label = terms.labels.get(kind.replace(" ", "_"), kind)
    label = label[0].lower() + label[1:] if label[1:2].islower() else label
    return f"{label} told as {fields.TOLD.get(status, status)}"


def proposals(result: dict) -> list[dict]:
    """Returns the events of an extraction that are proposed: told as having happened or as announced."""
    return [event for event in result["events"] if event["status"] in PROPOSED]


def article(reading: Reading) -> dict:
    """Returns what the desk keeps of an article: what the extractor said of it, and what it did not propose."""
    result = reading.result
    rest = [event for event in result["events"] if event["status"] not in PROPOSED]
    return {**result["article"], "url": reading.brought.raw.url, "relevant": result["relevant"],
            "reasons": result["reasons"], "found": result["found"], "unproposed": rest}  # fmt: skip


def _keep(view: View, desk: "Desk", reading: Reading, extra: list[dict] | None = None) -> None:
    """Keeps the article with its proposals and opens it for review; one kept already is only opened."""
    proposed = proposals(reading.result) + (extra or [])
    try:
        item = desk.add(reading.brought.raw, article(reading), proposed, deciding.reviewer(desk), deciding.now())
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
    rest = len(article(reading)["unproposed"])
    left = f", {rest} found but not proposed" if rest else ""
    why = "; ".join(in_words(reading.result, terms)[:MOST_REASONS])
    verdict = "About the theatre" if reading.result["relevant"] else "Kept although"
    return f"{words.count(count, 'event')} proposed{left}. {verdict}: {why}"


# The verdict, where it needs an answer


def _verdict(view: View, desk: "Desk", reading: Reading) -> None:
    result = reading.result
    st.subheader(plain(result["article"]["title"] or "Article without a headline"), anchor=False)
    st.caption(_origin(result["article"]))
    reasons = "; ".join(in_words(result, drafts.terms(view)))
    found = proposals(result)
    if reading.before:
        already.show(view, desk, reading.before)
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
    with st.container(horizontal=True):
        if not result["relevant"] and not reading.is_anyway:
            st.button("Extract anyway", key="anyway", type="primary", on_click=_again, args=(reading,),
                      kwargs=dict(anyway=True))  # fmt: skip
        elif found:
            label = "Keep it as well and review" if reading.before else "Keep it and review"
            label = label if result["article"]["published"] else "Go on without a day"
            st.button(label, key="keep", on_click=_keep, args=(view, desk, reading),
                      type="primary" if result["article"]["published"] else "secondary")  # fmt: skip
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
    st.warning("The page does not say when it was published. Words such as Friday or yesterday need that day.")
    key = "add-day"
    st.date_input("Published on", None, key=key, format="YYYY-MM-DD", max_value=deciding.now().date(), width=240,
                  on_change=_dated, args=(view, desk, reading, key))  # fmt: skip


def _dated(view: View, desk: "Desk", reading: Reading, key: str) -> None:
    if day := st.session_state.get(key):
        old = reading.brought
        dated = Brought(old.raw, day, old.publisher, old.language)
        _go_on(view, desk, read(dated, reading.is_anyway))


def _again(reading: Reading, anyway: bool) -> None:
    st.session_state[READ] = replace(read(reading.brought, anyway), before=reading.before)


def _keep_blank(view: View, desk: "Desk", reading: Reading) -> None:
    text = reading.result["article"]["text"]
    end = text.find("\n") if "\n" in text else len(text)
    card = review.blank((0, end), text[:end], reading.result["found"], "statement")
    _keep(view, desk, reading, [card])
    st.session_state[deciding.EDITING] = True


def _leave() -> None:
    st.session_state[READ] = None
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
