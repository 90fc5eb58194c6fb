"""Decided: what people decided, newest first, with who, when, why and what they changed; each can be undone."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitor import export, words
from monitor.analysis import review
from monitor.desk import Decision
from monitor.ui import deciding, drafts, fields
from monitor.ui.drafts import Terms
from monitor.ui.frame import View
from monitor.ui.text import plain

if TYPE_CHECKING:
    from monitor.desk.store import Desk

DONE = {"accept": "Accepted", "cite": "Added as a source", "reject": "Rejected", "undo": "Undone"}
SHOWN, STEP, MOST = "_decided_shown", 20, 2_000
# Days shown on either side of an event on the map and the timeline.
MARGIN_DAYS = 7
CSV_COLUMNS = ("revision", "decision", "by", "at", "reason", "event_id", "proposed", "article", "changes", "undone_by")


def show(view: View, desk: "Desk") -> None:
    """Draws the list of decisions with its downloads."""
    most = st.session_state.get(SHOWN, STEP)
    found = desk.decided(limit=most + 1)
    if not found:
        st.info("Nothing is decided yet. Add an article, then accept or reject what it proposes.")
        return
    terms = drafts.terms(view)
    _downloads(desk, terms)
    if said := st.session_state.pop(deciding.SAID, None):
        (st.caption if said[0] == "success" else getattr(st, said[0]))(plain(said[1]))
    named = bool(deciding.reviewer(desk))
    events = drafts.recorded(view, desk).events
    titles = dict(zip(events["event_id"], events["title"], strict=True))
    for made in found[:most]:
        _entry(desk, made, terms, named, titles)
    if len(found) > most:
        st.button("Show more", key="decided-more", on_click=_more, args=(most,))


def _more(most: int) -> None:
    st.session_state[SHOWN] = most + STEP


def _entry(desk: "Desk", made: Decision, terms: Terms, named: bool, titles: Mapping[str, str]) -> None:
    with st.container(border=True, key=f"decided-{made.revision}", gap=None):
        st.markdown(headline(made, terms))
        st.caption(detail(made, terms, titles))
        can_undo = made.kind != "undo" and made.undone_by is None
        stands = made.kind in ("accept", "cite") and made.undone_by is None
        if can_undo or stands:
            with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                if stands:
                    _ways(made)
                if can_undo:
                    st.button("Undo", key=f"undo-{made.revision}", type="tertiary", on_click=_undo, disabled=not named,
                              args=(desk, made.revision))  # fmt: skip


def _undo(desk: "Desk", revision: int) -> None:
    deciding.undo(desk, revision)
    st.session_state[deciding.CURRENT] = st.session_state.get(deciding.CURRENT)


def _ways(made: Decision) -> None:
    """Links to the event's card, and to the map and the timeline at its day."""
    day = event_day(made)
    period = {}
    if day:
        around = timedelta(MARGIN_DAYS)
        period = {"period": "Custom", "since": str(day - around), "until": str(day + around)}
    st.page_link("pages/timeline.py", label="Its card on the timeline",
                 query_params={**period, "open": f"event:{made.event_id}"})  # fmt: skip
    st.page_link("pages/map.py", label="On the map", query_params=period)


def event_day(made: Decision) -> date | None:
    """Returns the day of the event a decision is about, as decided."""
    day = made.edits.get("start", [None, made.fields.get("start")])[1]
    return date.fromisoformat(day) if day else None


def title(made: Decision, terms: Terms) -> str:
    """Returns what a decision is about: the title as decided, or type and place as proposed."""
    own = {**made.fields, **{name: pair[1] for name, pair in made.edits.items()}}
    return own.get("title") or review.title(own, terms.labels, terms.groups, terms.names)


def headline(made: Decision, terms: Terms) -> str:
    """Returns a decision in one line of Markdown."""
    text = f"**{DONE[made.kind]}** {plain(title(made, terms))}"
    return f"~~{text}~~ undone in decision {made.undone_by}" if made.undone_by else text


def detail(made: Decision, terms: Terms, titles: Mapping[str, str]) -> str:
    """Returns who, when, why, from which article and what was changed, as Markdown; `titles` of events by id."""
    said = [f"{plain(made.by)}, {words.day(made.at)} {made.at:%H:%M} UTC, decision {made.revision}"]
    if made.kind == "cite":
        said.append(f"source of “{plain(titles.get(made.event_id, made.event_id))}”")
    if made.reason:
        said.append(f"{'figures differ' if made.kind == 'cite' else 'because'}: {plain(made.reason)}")
    if made.kind == "undo":
        said.append(f"took back decision {made.undoes}")
    said.append(f"article “{plain(made.headline or 'without a headline')}”")
    lines = [" · ".join(said)]
    if made.edits:
        lines.append("Changed: " + "; ".join(changes(made, terms)))
    return "  \n".join(lines)


def changes(made: Decision, terms: Terms) -> list[str]:
    """Returns each changed field as `Place: Kuźnica → Sokółka`, escaped for Markdown."""
    return [
        f"{plain(review.LABELS.get(name, name))}: {plain(_value(name, old, terms))} → {plain(_value(name, new, terms))}"
        for name, (old, new) in made.edits.items()
    ]


def _value(name: str, value: object, terms: Terms) -> str:
    if value in (None, "", []):
        return "nothing"
    if name in ("start", "end", "latitude", "longitude"):
        return str(value)
    return fields.told(name, {name: value}, terms)


def _downloads(desk: "Desk", terms: Terms) -> None:
    with st.container(horizontal=True):
        st.download_button("Decisions as CSV", data=lambda: table(desk.decided(limit=MOST), terms), mime="text/csv",
                           file_name="decisions.csv", on_click="ignore", key="decided-csv")  # fmt: skip
        st.download_button("Corrections as JSON lines", data=lambda: lines(desk.feedback()), on_click="ignore",
                           file_name="feedback.jsonl", mime="application/jsonl", key="decided-feedback",
                           help="Every correction and rejection, to improve the rules from")  # fmt: skip


def table(made: Iterable[Decision], terms: Terms) -> bytes:
    """Returns decisions as CSV in UTF-8 that no spreadsheet reads as formulas."""
    rows = [
        (one.revision, DONE[one.kind], one.by, one.at.isoformat(), one.reason, one.event_id, title(one, terms),
         one.headline, json.dumps(one.edits, ensure_ascii=False) if one.edits else "", str(one.undone_by or ""))
        for one in made
    ]  # fmt: skip
    return export.to_csv(pd.DataFrame(rows, columns=CSV_COLUMNS)).encode()


def lines(found: Iterable[dict]) -> bytes:
    """Returns feedback as JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found).encode()
