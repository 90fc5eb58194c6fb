"""The draft of a candidate: what was proposed, what the reviewer changed, and what is recorded beside it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitor import desk as desks
from monitor.analysis import review
from monitor.desk import Candidate
from monitor.ui import load
from monitor.ui.frame import View

if TYPE_CHECKING:
    from monitor.desk.store import Desk

DRAFTS, DRAFTS_OF = "_drafts", "_drafts_of"
NOTHING = desks.Draft()
MATCHED = ("event_id", "event_type", "event_date", "end_date", "country", "latitude", "longitude", "title",
           "part_of", *review.COUNTS)  # fmt: skip


@dataclass
class Draft:
    """What the reviewer made of a candidate so far, and what of that the desk has kept.

    `version` counts changes that came from outside its fields.
    """

    changes: dict = field(default_factory=dict)
    version: int = 0
    is_apart: bool = False
    kept: desks.Draft = NOTHING

    def put(self, **values: object) -> None:
        self.changes |= values
        self.version += 1

    def so_far(self) -> desks.Draft:
        return desks.Draft(dict(self.changes), self.is_apart)


@dataclass(frozen=True)
class Terms:
    """Names on screen: of types (with group and base severity), of actors, and the grades of publishers."""

    labels: dict[str, str]
    groups: dict[str, str]
    severity: dict[str, float]
    names: dict[str, str]
    grades: dict[str, str]


@dataclass(frozen=True, eq=False)
class Recorded:
    """The keys and places known already: the data as loaded, with what was accepted since."""

    events: pd.DataFrame
    articles: pd.DataFrame
    sources: pd.DataFrame


def terms(view: View) -> Terms:
    """Returns the names this page prints."""
    types, sources = view.whole.event_types, view.whole.sources
    kinds = types["event_type"]
    return Terms(
        dict(zip(kinds, types["label"], strict=True)), dict(zip(kinds, types["group"], strict=True)),
        dict(zip(kinds, types["base_severity"], strict=True)), view.names,
        dict(zip(sources["publisher"], sources["reliability"], strict=True)),
    )  # fmt: skip


def recorded(view: View, desk: "Desk") -> Recorded:
    """Returns what is recorded at this moment, without loading the whole data again after each decision."""
    return load.kept(("recorded", view.whole.version, desk.name, desk.revision()), lambda: _recorded(view, desk))


def _recorded(view: View, desk: "Desk") -> Recorded:
    whole, added = view.whole, desk.additions().rows

    def joined(frame: pd.DataFrame, table: str, key: str, columns: Iterable[str]) -> pd.DataFrame:
        columns = list(columns)
        held = [row.cells for row in added if row.table == table]
        if not held:
            return frame[columns]
        extra = pd.DataFrame(held, columns=columns)
        for name in columns:
            kind = frame[name].dtype
            if name.endswith("_date"):
                extra[name] = pd.to_datetime(extra[name])
            elif kind.kind in "fi":
                extra[name] = pd.to_numeric(extra[name])
            else:
                extra[name] = extra[name].astype(object).fillna("").astype("str")
        extra = extra[~extra[key].isin(frame[key])]
        return pd.concat([frame[columns], extra], ignore_index=True) if len(extra) else frame[columns]

    return Recorded(
        joined(whole.events, "events", "event_id", MATCHED),
        joined(whole.articles, "articles", "article_id", ("article_id", "url")),
        joined(whole.sources, "sources", "publisher", ("publisher", "domain", "kind")),
    )


def keep(desk: "Desk", reviewer: str, at: datetime) -> None:
    """Keeps the drafts of this session on the desk, and takes in those the reviewer left there.

    What was begun before the name was given becomes the reviewer's. Without a name nothing is kept.
    """
    if not reviewer:
        return
    if st.session_state.get(DRAFTS_OF, (desk.name, reviewer)) != (desk.name, reviewer):
        st.session_state[DRAFTS] = {}
    st.session_state[DRAFTS_OF] = (desk.name, reviewer)
    begun = st.session_state.setdefault(DRAFTS, {})
    for candidate_id, own in begun.items():
        if (now := own.so_far()) != own.kept:
            with suppress(desks.Refused):  # another desk was put in its place, which has no such candidate
                desk.draft(candidate_id, now, reviewer, at)
            own.kept = now
    for candidate_id, left in desk.drafts(reviewer).items():
        if candidate_id not in begun:
            begun[candidate_id] = Draft(dict(left.changes), 0, left.is_apart, left)
        elif begun[candidate_id].so_far() == NOTHING:
            begun[candidate_id] = Draft(dict(left.changes), begun[candidate_id].version + 1, left.is_apart, left)


def draft(candidate_id: int) -> Draft:
    """Returns the draft of a candidate in this session."""
    return st.session_state.setdefault(DRAFTS, {}).setdefault(candidate_id, Draft())


def proposed(candidate: Candidate, words: Terms) -> dict:
    """Returns the fields as proposed, with title and grade filled in."""
    grade = review.credibility(words.grades.get(candidate.item.publisher, ""), candidate.fields.get("status", ""))
    return review.completed(candidate.fields, grade, words.labels, words.groups, words.names)


def fields(candidate: Candidate, words: Terms) -> dict:
    """Returns the fields as they stand: proposed, with the reviewer's changes; the title follows unless written."""
    first = proposed(candidate, words)
    own = draft(candidate.id).changes
    done = {**first, **own}
    if "title" not in own and not candidate.fields.get("title"):
        done["title"] = review.title(done, words.labels, words.groups, words.names)
    return done


def edits(candidate: Candidate, words: Terms) -> dict[str, list]:
    """Returns what the reviewer changed, each as [proposed, decided]."""
    return review.changed(proposed(candidate, words), draft(candidate.id).changes)
