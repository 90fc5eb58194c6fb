"""Base maps per extent as plain arrays: land, lakes, coast, borders, towns and names, projected to km."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from monitor.geo.extents import EXTENTS, Extent
from monitor.geo.layers import FOLDER, features
from monitor.geo.polylines import chained, plane
from monitor.geo.projection import project

if TYPE_CHECKING:
    from shapely import Geometry

ATTRIBUTION = "© OpenStreetMap contributors (ODbL); towns: GeoNames (CC BY 4.0)"
LAYERS = ("land", "lakes", "coast", "borders")
# The files of an extent reach so many frames far; a tall or wide screen shows more, taken from a larger extent.
DRAWN, SEEN, OVERLAP = 1.9, 3.0, 0.995
COARSE_SHARE = 1 / 90

Polyline = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True)
class BaseMap:
    """One extent ready to draw; x east and y north in km of the map projection, pieces separated by NaN.

    Fill `land` (fill="toself"), then `lakes` in the colour of the sea; holes run the other way round. Draw `coast` and
    `borders` as lines; the frontier has lines of its own (`segment_lines`). The layers reach beyond the ranges,
    coarser, so that any frame shape and panning are filled.
    """

    extent: Extent
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    land: Polyline
    lakes: Polyline
    coast: Polyline
    borders: Polyline
    towns: pd.DataFrame
    countries: pd.DataFrame
    attribution: str = ATTRIBUTION


@lru_cache(maxsize=16)
def base_map(extent: str = "flank") -> BaseMap:
    """The base map of a named extent; cached, treat as read-only.

    `towns`: name, country, rank (1 most important), latitude, longitude, x, y of the towns in view, up to the extent's
    rank. `countries`: country (ISO), name, latitude, longitude, x, y: where to write each name.

    Raises:
        KeyError: an extent that is not in EXTENTS.
    """
    frame = EXTENTS[extent]
    x, y = (float(value) for value in project(frame.latitude, frame.longitude))
    x_range = (x - frame.width_km / 2, x + frame.width_km / 2)
    y_range = (y - frame.height_km / 2, y + frame.height_km / 2)
    towns = _placed("towns")
    seen = towns["x"].between(*x_range) & towns["y"].between(*y_range) & (towns["rank"] <= frame.town_rank)
    countries = _placed("labels")
    return BaseMap(
        frame,
        x_range,
        y_range,
        *(_layer(extent, layer) for layer in LAYERS),
        towns[seen].reset_index(drop=True),
        countries[countries["extent"] == extent].drop(columns="extent").reset_index(drop=True),
    )


def _layer(extent: str, layer: str) -> Polyline:
    x, y = chained(_shapes(extent, (layer,)))
    if layer in ("land", "borders") and extent != "theatre":
        beyond = chained(_around(extent, layer))
        x, y = np.r_[x, np.nan, beyond[0]], np.r_[y, np.nan, beyond[1]]
    return x.astype(np.float32), y.astype(np.float32)


@lru_cache(maxsize=64)
def _shapes(extent: str, names: tuple[str, ...]) -> NDArray:
    return plane(np.array([f.shape for f in features(f"basemap/{extent}") if f.properties["layer"] in names]))


def _around(extent: str, layer: str) -> NDArray:
    """The layer beyond the files of an extent, as far as screens of any shape show it, coarser."""
    import shapely

    drawn, seen = _box(extent, DRAWN * OVERLAP), _box(extent, SEEN)
    size = EXTENTS[extent].width_km
    larger = [e for e in EXTENTS.values() if e.width_km > size and shapely.contains(_box(e.id, DRAWN), seen)]
    source = min(larger, key=lambda e: e.width_km).id if larger else "theatre"
    names = ("borders", "frontier") if layer == "borders" else (layer,)
    shapes = shapely.simplify(_shapes(source, names), size * COARSE_SHARE)
    parts = shapely.get_parts(shapely.intersection(shapes, shapely.difference(seen, drawn)))
    return parts[shapely.length(parts) > size * COARSE_SHARE * 4]


def _box(extent: str, share: float) -> "Geometry":
    import shapely

    frame = EXTENTS[extent]
    x, y = (float(value) for value in project(frame.latitude, frame.longitude))
    width, height = frame.width_km * share / 2, frame.height_km * share / 2
    return shapely.box(x - width, y - height, x + width, y + height)


@lru_cache(maxsize=2)
def _placed(table: str) -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / f"{table}.csv", keep_default_na=False)
    x, y = project(frame["latitude"], frame["longitude"])
    return frame.assign(x=x.round(1), y=y.round(1))
