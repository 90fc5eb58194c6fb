"""Exercises known by name: who holds them and, of one year, when (data/exercises.csv)."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from monitor.extract.lexicon import fold

FILE = Path(__file__).resolve().parents[3] / "data" / "exercises.csv"
NUMBERED = re.compile(r"[-\s]*(?:20)?\d\d(?:-(?:I+|\d))?\b.*$")
SHORTEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Drill:
    """One exercise: its organisers and days."""

    name: str
    organisers: tuple[str, ...]
    first: date | None
    last: date | None


@lru_cache(maxsize=1)
def drills() -> dict[str, list[Drill]]:
    """Returns the exercises by the name of their series ("zapad"), in order of their years."""
    known: dict[str, list[Drill]] = {}
    if not FILE.is_file():
        return known
    with FILE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            series = fold(NUMBERED.sub("", row["name"])).strip(" -")
            if len(series) < SHORTEST_NAME or len(series.split()) > 3:
                continue
            organisers = [c for c in row["organisers"].split(";") if c]
            if "NATO" in row["participants"].split(";") and "NATO" not in organisers:
                organisers.append("NATO")
            drill = Drill(fold(row["name"]), tuple(organisers), _day(row["start_date"]), _day(row["end_date"]))
            known.setdefault(series, []).append(drill)
    return known


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def named(folded: str) -> Drill | None:
    """Returns the exercise a text names, the one of the year it gives if it gives one."""
    found = [series for series in drills() if re.search(rf"(?<!\w){re.escape(series)}(?!\w)", folded)]
    if not found:
        return None
    series = max(found, key=len)
    same = drills()[series]
    year = re.search(rf"(?<!\w){re.escape(series)}[-\s\"”]*(?:20)?(\d\d)(?!\d)", folded)
    if year:
        for drill in same:
            if drill.first and drill.first.year % 100 == int(year.group(1)):
                return drill
    return Drill(series, same[-1].organisers, None, None)
