"""The places the extractor knows: data/gazetteer.csv with names in several languages and stems for inflection."""

import csv
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from monitor.extract.lexicon import Lexicon, lexicon

FILE = Path(__file__).resolve().parents[3] / "data" / "gazetteer.csv"
EARTH_KM = 6371.0088
# How well a hit on a kind of place is known, in the words of the events table.
PRECISION = {
    "site": "place",
    "airport": "place",
    "airfield": "place",
    "crossing": "place",
    "port": "place",
    "base": "place",
    "range": "place",
    "town": "place",
    "village": "place",
    "capital": "place",
    "meeting": "place",
    "county": "district",
    "island": "district",
    "lake": "district",
    "canal": "district",
    "river": "region",
    "region": "region",
    "border": "region",
    "sea_area": "region",
    "cable": "region",
    "country": "country",
}
# Kinds that say where something happened; a capital or a meeting place often only stands for a government.
SHARP = {"site", "airport", "airfield", "crossing", "port", "base", "range", "town", "village", "island", "cable"}
# Longest ending a stem may be followed by: Lithuanian locatives ("Druskinink-uose").
LONGEST_ENDING = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the gazetteer."""

    place_id: str
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    radius_km: float

    @property
    def precision(self) -> str:
        return PRECISION[self.kind]


@lru_cache(maxsize=2)
def spots(file: Path = FILE) -> dict[str, Spot]:
    """Returns every place by its id."""
    return {row["place_id"]: _spot(row) for row in _rows(file)}


@lru_cache(maxsize=2)
def names(file: Path = FILE) -> Lexicon[tuple[str, int]]:
    """Returns the lexicon of names; a value is a place id and the length of the stem matched (0 = the whole name)."""
    entries = []
    for row in _rows(file):
        for name in (row["name"], *filter(None, row["names"].split(";"))):
            entries.append((name, (row["place_id"], 0)))
        entries += [
            (stem, (row["place_id"], len(stem.split()[-1]) - 1)) for stem in filter(None, row["stems"].split(";"))
        ]
    return lexicon(entries)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _spot(row: dict[str, str]) -> Spot:
    return Spot(
        row["place_id"],
        row["name"],
        row["kind"],
        row["country"],
        float(row["latitude"]),
        float(row["longitude"]),
        float(row["radius_km"]),
    )


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Returns the great-circle distance of two points (latitude, longitude in degrees) in km."""
    (la, lo), (lb, lp) = [(math.radians(x), math.radians(y)) for x, y in (a, b)]
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
