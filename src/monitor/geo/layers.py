"""Reads the committed GeoJSON of data/geo as shapely shapes or as rows of coordinates; cached."""

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from shapely import Geometry

FOLDER = Path(__file__).resolve().parents[3] / "data" / "geo"
GEOMETRY = ',"geometry":'


class Feature(NamedTuple):
    """One GeoJSON feature: properties and a shape in longitude/latitude degrees."""

    properties: dict[str, str | bool]
    shape: "Geometry"


@lru_cache(maxsize=16)
def features(name: str) -> tuple[Feature, ...]:
    """The features of data/geo/<name>.geojson in file order; the file has one feature per line, without spaces.

    Raises:
        FileNotFoundError: no such file; `python scripts/build_geo.py` makes it.
    """
    text = (FOLDER / f"{name}.geojson").read_text(encoding="utf-8")
    rows = [line.split(GEOMETRY) for line in text.splitlines() if GEOMETRY in line]
    return tuple(Feature(json.loads(row + "}")["properties"], _shape(geometry)) for row, geometry in rows)


def _shape(geometry: str) -> "Geometry":
    """One line, polygon, or several; numpy reads the numbers several times quicker than a JSON reader does."""
    import shapely

    pieces = geometry[geometry.index("[") : geometry.rindex("]") + 1].split("]],[[")
    numbers = ",".join(pieces).replace("[", "").replace("]", "")
    piece = np.repeat(np.arange(len(pieces)), [text.count("],[") + 1 for text in pieces])
    points = np.fromstring(numbers, sep=",").reshape(len(piece), 2)
    if "LineString" in geometry:
        parts, whole = shapely.linestrings(points, indices=piece), shapely.multilinestrings
    else:
        # A bracket more than between two rings stands between two polygons.
        polygon = np.cumsum([False, *(text.endswith("]") for text in pieces[:-1])])
        parts = shapely.polygons(shapely.linearrings(points, indices=piece), indices=polygon)
        whole = shapely.multipolygons
    return whole(parts) if '"Multi' in geometry else parts[0]
