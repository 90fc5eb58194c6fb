"""A date found in a text."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class When:
    """A date found: first and last day, its text, precision, role (on, from, until, said ...) and how it was read."""

    start: int
    end: int
    first: date
    last: date | None
    precision: str
    role: str
    how: str
    is_explicit: bool = False
    is_weekday: bool = False
    upcoming: date | None = None
    is_relative: bool = False
