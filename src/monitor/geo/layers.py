"""Reads the committed GeoJSON of data/geo as shapely shapes or as rows of coordinates; cached."""

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from shapely import Geometry

FOLDER = Path(__file__).resolve().parents[3] / "data" / "geo"


class Feature(NamedTuple):
    """One GeoJSON feature: properties and a shape in longitude/latitude degrees."""

    properties: dict[str, str | bool]
    shape: "Geometry"


@lru_cache(maxsize=16)
def features(name: str) -> tuple[Feature, ...]:
    """The features of data/geo/<name>.geojson in file order.

    Raises:
        FileNotFoundError: no such file; `python scripts/build_geo.py` makes it.
    """
    import shapely

    path = FOLDER / f"{name}.geojson"
    text = path.read_text(encoding="utf-8")
    rows = json.loads(text)["features"]
    shapes = shapely.get_parts(shapely.from_geojson(text))
    return tuple(Feature(row["properties"], shape) for row, shape in zip(rows, shapes, strict=True))
