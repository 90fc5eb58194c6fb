"""A possible event with its fields, and the kinds of things a type counts."""

from dataclasses import dataclass, field
from datetime import date

from monitor.extract import places

NOTHING: frozenset[str] = frozenset()
COUNTED = {
    "drone_incursion": {"DRONE"},
    "balloon_incursion": {"BALLOON"},
    "aircraft_incursion": {"AIRCRAFT"},
    "missile_incursion": {"MISSILE"},
    "maritime_incident": {"SHIP"},
    "border_violation": {"INTRUDER"},
    "air_policing": {"AIRCRAFT"},
    "weapons_test": {"WEAPON"},
    "armed_attack": {"MISSILE", "DRONE"},
    "air_defence_deployment": {"AIRDEF", "AIRCRAFT"},
    "troop_deployment": {"AIRCRAFT"},
    "nuclear_signal": {"AIRCRAFT"},
}


@dataclass(slots=True)
class Candidate:
    """A possible event with all its fields; `evidence` are (field, start, end, how) spans of the text."""

    event_type: str
    sentence: int
    is_title: bool
    fit: float
    start: date | None
    end: date | None
    date_precision: str
    own_date: bool
    place: places.Found | None
    country: str | None
    initiator: list[str]
    target: list[str]
    counts: dict[str, int | None] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    status: str = "asserted"
    evidence: list[tuple[str, int, int, str]] = field(default_factory=list)
    runners_up: tuple[str, ...] = ()
    same_clause: bool = True
    # "rule" and "model": who of them saw it.
    told_by: frozenset[str] = frozenset({"rule"})
    # What the deed is in the words of the vocabulary, and every sentence that tells the event.
    deed: tuple[str, ...] = ()
    told_in: list[int] = field(default_factory=list)
