"""Base maps per extent as plain arrays: land, lakes, coast, borders, towns and names, projected to km."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from monitor.geo.extents import EXTENTS, Extent
from monitor.geo.layers import FOLDER, features
from monitor.geo.polylines import chained
from monitor.geo.projection import project

ATTRIBUTION = "© OpenStreetMap contributors (ODbL); towns: GeoNames (CC BY 4.0)"
LAYERS = ("land", "lakes", "coast", "borders")

Polyline = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True)
class BaseMap:
    """One extent ready to draw; x east and y north in km of the map projection, pieces separated by NaN.

    Fill `land` (fill="toself"), then `lakes` in the colour of the sea; holes run the other way round. Draw `coast` and
    `borders` as lines. The layers reach beyond the ranges, coarser, so that any frame shape and panning are filled.
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
    names = ("borders", "frontier") if layer == "borders" else (layer,)
    shapes = np.array([f.shape for f in features(f"basemap/{extent}") if f.properties["layer"] in names])
    x, y = chained(shapes)
    return x.astype(np.float32), y.astype(np.float32)


@lru_cache(maxsize=2)
def _placed(table: str) -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / f"{table}.csv", keep_default_na=False)
    x, y = project(frame["latitude"], frame["longitude"])
    return frame.assign(x=x.round(1), y=y.round(1))
