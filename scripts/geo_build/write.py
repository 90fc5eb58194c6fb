"""Writes GeoJSON so that the same input gives the same bytes, one feature a line."""

import json
from pathlib import Path

import shapely
from shapely import Geometry

from geo_build.source import polygonal


def geojson(path: Path, features: list[tuple[dict, Geometry]], decimals: int) -> None:
    """One FeatureCollection (WGS84, longitude before latitude) with coordinates rounded to so many decimals."""
    lines = [json.dumps({"type": "Feature", "properties": properties, "geometry": _geometry(shape, decimals)},
                        ensure_ascii=False, separators=(",", ":")) for properties, shape in features]  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _geometry(shape: Geometry, decimals: int) -> dict:
    if shape.geom_type.endswith("Polygon"):
        shape = polygonal(shapely.set_precision(shape, 10.0**-decimals, mode="pointwise")).normalize()
    return _rounded(shapely.geometry.mapping(shape), decimals)


def _rounded(geometry: dict, decimals: int) -> dict:
    def walk(value):
        return [walk(v) for v in value] if isinstance(value, list | tuple) else round(value, decimals)

    def tidy(value: list) -> list:
        if value and isinstance(value[0][0], float | int):
            kept = [p for i, p in enumerate(value) if i == 0 or p != value[i - 1]]
            return kept if len(kept) > 1 else value[:2]
        return [tidy(v) for v in value]

    return {"type": geometry["type"], "coordinates": tidy(walk(geometry["coordinates"]))}
