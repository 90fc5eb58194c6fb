"""GeoPackage: points arrive in other programs where they belong."""

from pathlib import Path

import geopandas
import pandas as pd
import pytest

from monitor.export import flat
from monitor.geo import to_gpkg

FRAME = flat(pd.DataFrame({
    "event_id": ["a", "b", "c"],
    "event_date": pd.to_datetime(["2025-09-10", None, "2025-09-12"]),
    "title": ["Wrack bei Wyryki", "Žemaitija", ""],
    "tags": [("drones", "airspace"), (), ("gnss",)],
    "latitude": [51.56, None, 54.7],
    "longitude": [23.33, 20.0, 20.5],
}, index=[5, 6, 7]))  # fmt: skip


def test_gpkg_reads_back(tmp_path: Path) -> None:
    path = to_gpkg(FRAME, tmp_path / "events.gpkg")
    back = geopandas.read_file(path)
    assert len(back) == 3 and back.crs.to_epsg() == 4326
    assert (back.geometry[0].x, back.geometry[0].y) == pytest.approx((23.33, 51.56))
    assert back.geometry[1] is None
    assert (back["event_date"][0], back["tags"][0], back["title"][1]) == ("2025-09-10", "drones;airspace", "Žemaitija")
    assert to_gpkg(FRAME.head(1), path).exists() and len(geopandas.read_file(path)) == 1


def test_a_frame_without_coordinates_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="longitude"):
        to_gpkg(FRAME.drop(columns="longitude"), tmp_path / "events.gpkg")
