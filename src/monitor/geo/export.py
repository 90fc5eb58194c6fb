"""Frames with latitude and longitude as GeoJSON text or a GeoPackage file, for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def to_geojson(frame: pd.DataFrame) -> str:
    """A FeatureCollection (RFC 7946: WGS84, longitude before latitude) with one point per row, all columns kept.

    Rows without coordinates have a null geometry; dates are ISO 8601 text.

    Raises:
        KeyError: the frame has no latitude or longitude column.
    """
    return _points(frame).to_json(drop_id=True, na="null", ensure_ascii=False)


def to_gpkg(frame: pd.DataFrame, path: str | Path, layer: str = "events") -> Path:
    """Writes the frame as one layer of points (EPSG:4326) to a GeoPackage, replaces the layer, returns the path.

    Raises:
        KeyError: the frame has no latitude or longitude column.
    """
    target = Path(path)
    _points(frame).to_file(target, layer=layer, driver="GPKG")
    return target


def _points(frame: pd.DataFrame) -> "GeoDataFrame":
    import geopandas

    missing = {"latitude", "longitude"} - set(frame.columns)
    if missing:
        raise KeyError(f"export needs the columns latitude and longitude; missing: {', '.join(sorted(missing))}")
    texts = {name: _text(column) for name, column in frame.items()}
    points = geopandas.points_from_xy(frame["longitude"].astype(float), frame["latitude"].astype(float))
    empty = frame[["latitude", "longitude"]].isna().any(axis=1).to_numpy()
    points[empty] = None
    return geopandas.GeoDataFrame(texts, index=frame.index, geometry=points, crs="EPSG:4326").reset_index(drop=True)


def _text(column: pd.Series) -> pd.Series:
    """Dates as ISO text and lists joined by ;, so that every format can hold them."""
    if pd.api.types.is_datetime64_any_dtype(column):
        midnight = (column.dropna() == column.dropna().dt.normalize()).all()
        return column.dt.strftime("%Y-%m-%d" if midnight else "%Y-%m-%dT%H:%M:%S")
    if column.dtype == object:
        return column.map(lambda value: ";".join(map(str, value)) if isinstance(value, list | tuple) else value)
    return column
