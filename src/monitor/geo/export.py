"""Rows with latitude and longitude as a GeoPackage file, for other programs."""

from pathlib import Path

import pandas as pd


def to_gpkg(frame: pd.DataFrame, path: str | Path, layer: str = "events") -> Path:
    """Writes flat rows (see `export.flat`) as a layer of points (EPSG:4326), replaces that layer, returns the path.

    Rows without coordinates have no geometry.

    Raises:
        KeyError: the frame has no latitude or longitude column.
    """
    import geopandas

    missing = {"latitude", "longitude"} - set(frame.columns)
    if missing:
        raise KeyError(f"export needs the columns latitude and longitude; missing: {', '.join(sorted(missing))}")
    points = geopandas.points_from_xy(frame["longitude"].astype(float), frame["latitude"].astype(float))
    points[frame[["latitude", "longitude"]].isna().any(axis=1).to_numpy()] = None
    target = Path(path)
    geopandas.GeoDataFrame(frame.reset_index(drop=True), geometry=points, crs="EPSG:4326").to_file(
        target, layer=layer, driver="GPKG"
    )
    return target
