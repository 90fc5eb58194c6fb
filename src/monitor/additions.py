"""What people accepted beside the curated tables: rows and citations, each with who and when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Addition:
    """A row a person accepted: its table, its cells as written in CSV files, who accepted it and when."""

    revision: int
    table: str
    cells: dict[str, str]
    by: str
    on: date


@dataclass(frozen=True)
class Citation:
    """An article a person added to the sources of an event that was there already."""

    revision: int
    event_id: str
    article_id: str
    by: str
    on: date


@dataclass(frozen=True)
class Additions:
    """What the desk adds to the curated tables; `revision` is the last decision that changed them, 0 = none."""

    revision: int = 0
    rows: tuple[Addition, ...] = ()
    citations: tuple[Citation, ...] = ()


NOTHING = Additions()
