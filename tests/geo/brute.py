"""An independent way to measure: geodesic inverse to every 100 m of the lines, no tree and no projection."""

import json

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from monitor.geo.layers import FOLDER

GEOD = Geod(ellps="WGS84")


def dense_line(name: str = "frontier", step_km: float = 0.1, **wanted: str) -> NDArray[np.float64]:
    """Latitude and longitude of points every step_km along the lines whose properties match."""
    points = []
    for feature in json.loads((FOLDER / f"{name}.geojson").read_text())["features"]:
        if any(feature["properties"].get(key) != value for key, value in wanted.items()):
            continue
        shape = feature["geometry"]
        lines = shape["coordinates"] if shape["type"] == "MultiLineString" else [shape["coordinates"]]
        points += [part for line in lines for part in _dense(np.array(line), step_km)]
    return np.concatenate(points)[:, ::-1]


def _dense(line: NDArray[np.float64], step_km: float) -> list[NDArray[np.float64]]:
    length = GEOD.inv(*line[:-1].T, *line[1:].T)[2] / 1000
    return [a + np.linspace(0, 1, max(2, int(km / step_km) + 1))[:, None] * (b - a)
            for a, b, km in zip(line[:-1], line[1:], length, strict=True)]  # fmt: skip


def nearest_km(latitude: float, longitude: float, line: NDArray[np.float64]) -> float:
    """Geodesic km from one point to the nearest of the dense points."""
    here = np.full(len(line), longitude), np.full(len(line), latitude)
    return float(GEOD.inv(*here, line[:, 1], line[:, 0])[2].min() / 1000)
