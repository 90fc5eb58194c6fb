"""The named stretches of the frontier and of the allied coast, as a table and as lines to draw."""

from functools import lru_cache

import numpy as np
import pandas as pd

from monitor.geo.extents import EXTENTS
from monitor.geo.layers import FOLDER, features
from monitor.geo.polylines import chained, plane


@lru_cache(maxsize=1)
def _segments() -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / "segments.csv", dtype=str, keep_default_na=False)
    return frame.rename(columns={"segment_id": "segment"})


def segments() -> pd.DataFrame:
    """One row per segment: segment (id), name, countries, neighbours (ISO codes by ;), kind (land, sea), note."""
    return _segments().copy()


@lru_cache(maxsize=32)
def segment_lines(extent: str = "theatre") -> pd.DataFrame:
    """The frontier of an extent to draw, one row per land segment in view; treat as read-only.

    Returns:
        segment, name, countries, neighbours, and x, y: arrays of projected km, pieces separated by NaN, simplified to
        the extent's scale (same vertices as its base map).

    Raises:
        KeyError: an extent that is not in EXTENTS.
    """
    EXTENTS[extent]
    rows = []
    drawn = [f for f in features(f"basemap/{extent}") if f.properties["layer"] == "frontier"]
    for row in _segments().itertuples():
        shapes = np.array([f.shape for f in drawn if f.properties["segment"] == row.segment])
        if len(shapes):
            rows.append((row.segment, row.name, row.countries, row.neighbours, *chained(plane(shapes))))
    return pd.DataFrame(rows, columns=["segment", "name", "countries", "neighbours", "x", "y"])
