"""The fields of a candidate beside its article: value, evidence and derivation, and the alternatives."""

import html
from collections.abc import Callable
from datetime import date

import streamlit as st

from monitor import words
from monitor.analysis import review
from monitor.desk import Candidate
from monitor.ui import drafts, marks
from monitor.ui.drafts import Draft, Terms
from monitor.ui.text import plain

ROWS = ("event_type", "start", "location", "country", "initiator", "target", *review.COUNTS, "tags", "status",
        "credibility", "summary", "note", "response_to", "part_of", "exercise_id")  # fmt: skip
TOLD = {"asserted": "a fact", "announced": "announced"}
# Fields that are read together: a change of one is a change of the line.
GROUPED = {"start": ("end", "date_precision"), "location": ("latitude", "longitude", "geo_precision")}
# What no article states as such: it is written or weighed by the reviewer.
OWN_WORDS = ("title", "summary", "note", "credibility", "response_to", "part_of", "exercise_id", "tags")
SHOWN_ANYWAY = ("event_type", "start", "location", "country", "initiator", "credibility")
MOST_SPANS, MOST_ALTERNATIVES = 3, 6


def table(candidate: Candidate, fields: dict, terms: Terms, is_dark: bool = False) -> str:
    """Returns the fields that have a value as an HTML table: what it is, on which words it rests, how it was read.

    The name of a field links to its words in the article. A value without words of its own wants checking.
    """
    changed = drafts.edits(candidate, terms)
    look = "fields article-dark" if is_dark else "fields"
    body = "".join(
        _line(name, value, fields, changed)
        for name in ROWS
        if (value := told(name, fields, terms)) or name in SHOWN_ANYWAY
    )
    # Where an event lies is judged by its distance, so that stands with the fields and not only on the map.
    if far := review.distance(*(fields.get(n) for n in ("latitude", "longitude", "geo_precision")), terms.names):
        body += _whole_line("Distance", far)
    if at := point(fields):
        body += _whole_line("Point", at)
    return f"<table class='{look}'>{body}</table>"


def _whole_line(label: str, value: str) -> str:
    return f"<tr><th scope='row'>{label}</th><td colspan='2'>{marks.shown(value)}</td></tr>"


def _line(name: str, value: str, fields: dict, changed: dict) -> str:
    spans = _best_first(name, fields)
    by_hand = next((part for part in (name, *GROUPED.get(name, ())) if part in changed), None)
    label = html.escape("When" if name == "start" else review.LABELS[name])
    if spans:
        label = f"<a href='#{marks.anchor(spans[0]['field'])}'>{label}</a>"
    if by_hand:
        before = changed[by_hand][0]
        told_before = marks.shown(_bare(before)) if before else "nothing"
        look, proof = "changed", f"<b>changed by you</b>, proposed: {told_before}"
    elif name in OWN_WORDS:
        look, proof = "own", "yours to weigh" if name == "credibility" else ""
    elif spans:
        look, proof = "told", _proof(spans, value)
    elif name == "status" and fields[name] == "asserted":
        look, proof = "told", "no word that says otherwise"
    else:
        look, proof = "check", "<b>please check</b>: no words of its own"
    shown = marks.shown(value) if value else "<i>not stated</i>"
    return f"<tr class='field-{look}'><th scope='row'>{label}</th><td>{shown}</td><td>{proof}</td></tr>"


def _best_first(name: str, fields: dict) -> list[dict]:
    """Returns the evidence of a field, the words that give its present value before those that give another."""
    said = str(fields.get(name) or "")
    return sorted(review.evidence(fields, name), key=lambda span: not (said and said in span["how"]))


def _proof(spans: list[dict], value: str) -> str:
    """Returns the words a value rests on and how it was read from them, which need not say the value again."""
    first, more = spans[0], len({span["text"].casefold() for span in spans}) - 1
    told_how = review.derivation(first["how"]).removeprefix(value).removeprefix(f"in the gazetteer as {value}")
    how = f" {marks.shown(told_how.lstrip(' ,'))}" if told_how else ""
    also = ", ".join(dict.fromkeys(f"“{marks.shown(s['text'][:30])}”" for s in spans[1:MOST_SPANS]
                                   if s["text"].casefold() != first["text"].casefold()))  # fmt: skip
    rest = f", also {also}" if also and first["field"] == "event_type" else f" (and {more} more)" if more else ""
    return f"“{marks.shown(first['text'][:60])}”{how}{rest}"


def _bare(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def told(name: str, fields: dict, terms: Terms) -> str:
    """Returns the value of a field in words, empty for none."""
    value = fields.get(name)
    if name == "start":
        return when(fields)
    if value in (None, "", [], ()):
        return ""
    if name == "event_type":
        return terms.labels.get(value, value)
    if name == "country":
        return terms.names.get(value, value)
    if name in ("initiator", "target"):
        return words.listed(terms.names.get(code, code) for code in value)
    if name == "tags":
        return words.listed(tag.replace("_", " ") for tag in value)
    if name == "credibility":
        return words.credibility(value)
    return TOLD.get(value, str(value)) if name == "status" else str(value)


def when(fields: dict) -> str:
    """Returns the days of an event in words."""
    if not fields.get("start"):
        return ""
    start = date.fromisoformat(fields["start"])
    if fields.get("date_precision") == "month":
        return f"{words.month(start)} (day not known)"
    return words.period(start, date.fromisoformat(fields["end"])) if fields.get("end") else words.day(start)


def point(fields: dict) -> str:
    """Returns the point of an event with how well it is known."""
    if fields.get("latitude") is None or fields.get("longitude") is None:
        return ""
    known = words.PRECISION.get(fields.get("geo_precision") or "", "precision not given")
    return f"{fields['latitude']:.3f} N {fields['longitude']:.3f} E, {known}"


# Alternatives one click away


def alternatives(candidate: Candidate, fields: dict, terms: Terms) -> None:
    """Offers the runner-up types and the other dates and places of the text."""
    draft = drafts.draft(candidate.id)
    dates, places = review.others(candidate.item.article.get("found") or {}, fields)
    first = candidate.fields.get("event_type")
    types = [t for t in (first, *(candidate.fields.get("alternatives") or [])) if t in terms.labels]
    types = [t for t in types if t != fields["event_type"]]
    _offer("Or this type", [terms.labels[t] for t in types], lambda n: draft.put(event_type=types[n]), candidate, draft)
    days = [f"{when({'start': d['date'], 'end': d['end']})} (“{d['text']}”)" for d in dates]
    _offer("Or this date", days, lambda n: draft.put(**day(dates[n])), candidate, draft)
    spots = [_spot(p["name"], terms.names.get(p["country"], p["country"])) for p in places]
    _offer("Or this place", spots, lambda n: draft.put(**place(places[n])), candidate, draft)


def _spot(name: str, state: str) -> str:
    return name if state in name else f"{name}, {state}"


def day(found: dict) -> dict:
    """Returns the fields that choosing a date of the text sets."""
    return {"start": found["date"], "end": found["end"], "date_precision": "day"}


def place(found: dict) -> dict:
    """Returns the fields that choosing a place of the text or the gazetteer sets."""
    return {"location": found["name"], **{n: found[n] for n in ("country", "latitude", "longitude", "geo_precision")}}


def _offer(label: str, offered: list[str], take: Callable[[int], None], candidate: Candidate, draft: Draft) -> None:
    if not offered:
        return
    shown = offered[:MOST_ALTERNATIVES]
    key = f"or-{candidate.id}-{draft.version}-{label}"

    def taken() -> None:
        if (number := st.session_state.get(key)) is not None:
            take(number)

    st.pills(label, range(len(shown)), format_func=lambda n: plain(shown[n]), key=key, on_change=taken)
