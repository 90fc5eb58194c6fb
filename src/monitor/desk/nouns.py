"""The nouns of the desk: what was brought in, what was proposed, what people decided, and why a request fails."""

from dataclasses import dataclass, field
from datetime import datetime

# (table, cells as written in CSV files)
CellRow = tuple[str, dict[str, str]]
UNDECIDED = "undecided"
# What the standing decision on a candidate makes of it.
STATUS = {"accept": "accepted", "cite": "cited", "reject": "rejected"}


class DeskError(Exception):
    """A desk that cannot do what was asked; its text says why and what helps."""


class Unreachable(DeskError):
    """The database cannot be opened, read or written, or is none of this program's."""


class Conflict(DeskError):
    """Someone else decided in the meantime."""


class Refused(DeskError):
    """The request itself cannot be carried out."""


@dataclass(frozen=True)
class Raw:
    """What was brought in, byte for byte."""

    content: bytes
    name: str = ""
    media_type: str = ""
    url: str = ""


@dataclass(frozen=True)
class Item:
    """An article on the desk; `article` holds everything the extractor said of it, `published` is YYYY-MM-DD or ""."""

    id: int
    title: str
    published: str
    publisher: str
    language: str
    url: str
    text: str
    article: dict
    by: str
    at: datetime
    is_new: bool = False


@dataclass(frozen=True)
class Decision:
    """One decision: its revision, what it is about, who, when, why, and what it made of the candidate.

    `kind` is accept, cite, reject or undo; `edits` maps a field to [proposed, decided]; `event_id` is the accepted or
    cited event; `undoes` is the revision an undo takes back, `undone_by` the revision that took this one back.
    """

    revision: int
    candidate_id: int
    step: int
    kind: str
    by: str
    at: datetime
    reason: str = ""
    edits: dict[str, list] = field(default_factory=dict)
    event_id: str = ""
    undoes: int | None = None
    undone_by: int | None = None
    item_id: int = 0
    headline: str = ""
    fields: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """A proposed event: `fields` as one event of `monitor extract --json`; `len(decisions)` is what `seen` asks for."""

    id: int
    item: Item
    fields: dict
    confidence: str
    status: str
    decisions: tuple[Decision, ...]
    by: str
    at: datetime


@dataclass(frozen=True)
class Draft:
    """What a person changed on a candidate and has not decided yet; `is_apart`: it is no twin of a recorded event."""

    changes: dict = field(default_factory=dict)
    is_apart: bool = False


@dataclass(frozen=True)
class Note:
    """A remark of a person about anything that has a name."""

    id: int
    about: str
    text: str
    by: str
    at: datetime
