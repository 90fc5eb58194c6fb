"""Editing a candidate: a widget per field, whose changes go into the draft and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import get_args

import pandas as pd
import streamlit as st

from monitor import words
from monitor.analysis import review
from monitor.desk import Candidate
from monitor.model import CREDIBILITY, DatePrecision, GeoPrecision, Tag
from monitor.ui import drafts
from monitor.ui import fields as field_views
from monitor.ui.drafts import Draft, Terms
from monitor.ui.frame import View

# Events offered as trigger or whole lie at most so many days from the candidate.
LINK_DAYS = 60
EDITED = "_edited"
LONGEST_PLACE, LONGEST_TEXT, MOST_OBJECTS = 200, 2_000, 10_000_000
STATES_SHOWN_FIRST = ("PL", "LT", "LV", "EE", "FI", "RU", "BY", "UA", "NATO", "XB")


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _text(value: str | None) -> str:
    return " ".join((value or "").split())


def _same(value: object) -> object:
    return value


def _or_empty(value: str | None) -> str:
    return value or ""


# How the value of each widget becomes the value of its field.
READ: dict[str, Callable] = {
    "event_type": _same, "start": _day, "end": _day, "date_precision": _same, "location": _text, "country": _same,
    "latitude": _same, "longitude": _same, "geo_precision": _same, "initiator": list, "target": list,
    **dict.fromkeys(review.COUNTS, _same), "tags": list, "title": _text, "summary": _text, "credibility": _same,
    "note": _text, "response_to": _or_empty, "part_of": _or_empty, "exercise_id": _or_empty,
}  # fmt: skip


def _key(candidate_id: int, draft: Draft, name: str) -> str:
    return f"edit-{candidate_id}-{draft.version}-{name}"


def collect() -> None:
    """Takes over into its draft what was changed in the editor drawn last: called before anything reads the draft.

    It may be another candidate's than the one shown next: who types and then clicks Next has changed the former.
    """
    if (candidate_id := st.session_state.get(EDITED)) is None:
        return
    draft = drafts.draft(candidate_id)
    for name, read in READ.items():
        key = _key(candidate_id, draft, name)
        if key in st.session_state:
            value = read(st.session_state[key])
            if value != draft.changes.get(name, st.session_state.get(f"_shown-{key}")):
                draft.changes[name] = value


@dataclass(frozen=True, eq=False)
class Editor:
    """The widgets of one candidate; `fields` are its values as they stand."""

    view: View
    candidate: Candidate
    fields: dict
    terms: Terms
    draft: Draft

    def place_and_time(self) -> None:
        """Draws what, when and where."""
        st.session_state[EDITED] = self.candidate.id
        self._pick(st, "event_type", list(self.terms.labels), self.terms.labels)
        one, two, three = st.columns(3)
        for box, name in ((one, "start"), (two, "end")):
            box.date_input(review.LABELS[name], self._date(name), key=self._held(name), format="YYYY-MM-DD")
        self._pick(three, "date_precision", list(get_args(DatePrecision)))
        one, two = st.columns(2)
        one.text_input("Place", self.fields.get("location") or "", key=self._held("location"), max_chars=LONGEST_PLACE)
        self._gazetteer(two)
        one, two = st.columns(2)
        self._pick(one, "country", self._states(), self.terms.names)
        self._pick(two, "geo_precision", list(get_args(GeoPrecision)), words.PRECISION)
        one, two = st.columns(2, wrap=False)
        for box, name, limit in ((one, "latitude", 90.0), (two, "longitude", 180.0)):
            value = self.fields.get(name)
            box.number_input(
                f"{review.LABELS[name]}, degrees", -limit, limit, None if value is None else float(value), step=0.01,
                format="%.4f", key=self._held(name),
            )  # fmt: skip

    def people_and_words(self, events: pd.DataFrame) -> None:
        """Draws who, how many, and what the reviewer writes; `events` may be the trigger or the whole of this one."""
        for name in ("initiator", "target"):
            self._choose(name, self._states(), self.terms.names)
        boxes = [*st.columns(2, wrap=False), *st.columns(2, wrap=False)]
        for box, name in zip(boxes, review.COUNTS, strict=True):
            box.number_input(review.LABELS[name], 0, MOST_OBJECTS, self.fields.get(name), key=self._held(name))
        self._choose("tags", list(get_args(Tag)), {})
        self._title()
        self._pick(st, "credibility", list(CREDIBILITY), {n: words.credibility(n) for n in CREDIBILITY})
        st.text_area("Summary, in own words", self.fields["summary"], key=self._held("summary"),
                     max_chars=LONGEST_TEXT, height=80)  # fmt: skip
        st.text_input("Note", self.fields["note"], key=self._held("note"), max_chars=LONGEST_TEXT)
        near = nearby(events, self.fields.get("start"))
        self._pick(st, "response_to", list(near), near, placeholder="No answer to another event")
        self._pick(st, "part_of", list(near), near, placeholder="No part of another event")
        exercises = self.view.whole.exercises
        known = dict(zip(exercises["exercise_id"], exercises["name"], strict=True))
        self._pick(st, "exercise_id", list(known), known, placeholder="No exercise")

    def _held(self, name: str) -> str:
        """Returns the key of a widget, and keeps what it shows first, so that only a change becomes a change."""
        key = _key(self.candidate.id, self.draft, name)
        value = self._date(name) if name in ("start", "end") else self.fields.get(name)
        empty = [] if READ[name] is list else None
        st.session_state[f"_shown-{key}"] = READ[name](empty if value is None else value)
        return key

    def _date(self, name: str) -> date | None:
        value = self.fields.get(name)
        return date.fromisoformat(value) if value else None

    def _states(self) -> list[str]:
        codes = list(self.view.whole.actors["code"])
        return [c for c in STATES_SHOWN_FIRST if c in codes] + [c for c in codes if c not in STATES_SHOWN_FIRST]

    def _pick(self, box, name: str, options: list, labels: dict | None = None, **more: object) -> None:
        value = self.fields.get(name) or None
        offered = options if value in options or value is None else [value, *options]
        box.selectbox(
            review.LABELS[name], offered, index=None if value is None else offered.index(value),
            format_func=lambda v: (labels or {}).get(v, str(v)), key=self._held(name), **more,
        )  # fmt: skip

    def _choose(self, name: str, options: list[str], labels: dict[str, str]) -> None:
        chosen = [value for value in self.fields.get(name) or [] if value in options]
        st.multiselect(
            review.LABELS[name], options, chosen, key=self._held(name),
            format_func=lambda v: labels.get(v, v.replace("_", " ")),
        )  # fmt: skip

    def _title(self) -> None:
        key = self._held("title")
        if "title" not in self.draft.changes:
            st.session_state[key] = self.fields["title"]  # an unwritten title follows type and place
        st.text_input("Title, in own words", key=key, max_chars=review.LONGEST_TITLE)

    def _gazetteer(self, box) -> None:
        """Offers the places of the gazetteer by name; choosing one sets place, country, point and precision."""
        from monitor.extract import gazetteer

        spots, names = gazetteer.spots(), self.terms.names
        key = f"spot-{self.candidate.id}-{self.draft.version}"

        def taken() -> None:
            collect()
            if spot := spots.get(st.session_state.get(key) or ""):
                self.draft.put(**field_views.place({
                    "name": spot.name, "country": spot.country, "latitude": spot.latitude,
                    "longitude": spot.longitude, "geo_precision": spot.precision,
                }))  # fmt: skip

        def label(place_id: str) -> str:
            spot = spots[place_id]
            return f"{spot.name} ({spot.kind.replace('_', ' ')}, {names.get(spot.country, spot.country)})"

        box.selectbox("Search the gazetteer", list(spots), index=None, key=key, on_change=taken, format_func=label,
                      placeholder="Type a name")  # fmt: skip


def nearby(events: pd.DataFrame, start: str | None) -> dict[str, str]:
    """Returns the recorded events that may be the trigger or the whole of one, by id, latest first."""
    rows = events.sort_values("event_date", ascending=False)
    if start:
        apart = (pd.Timestamp(start) - rows["event_date"]).dt.days
        rows = rows[apart.between(-LINK_DAYS, LINK_DAYS)]
    return {row.event_id: f"{words.day(row.event_date)}: {row.title}" for row in rows.itertuples()}
