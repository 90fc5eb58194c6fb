"""Export: points arrive in other programs where they belong."""

import json
from pathlib import Path

import geopandas
import pandas as pd
import pytest

from monitor.geo import to_geojson, to_gpkg

FRAME = pd.DataFrame({
    "event_id": ["a", "b", "c"],
    "event_date": pd.to_datetime(["2025-09-10", None, "2025-09-12"]),
    "title": ["Wrack bei Wyryki", "Žemaitija", ""],
    "tags": [["drones", "airspace"], [], ["gnss"]],
    "latitude": [51.56, None, 54.7],
    "longitude": [23.33, 20.0, 20.5],
}, index=[5, 6, 7])  # fmt: skip


def test_geojson_has_longitude_first_and_every_row() -> None:
    found = json.loads(to_geojson(FRAME))["features"]
    assert [f["properties"]["event_id"] for f in found] == ["a", "b", "c"]
    assert found[0]["geometry"]["coordinates"] == [23.33, 51.56]
    assert found[1]["geometry"] is None
    assert found[0]["properties"]["event_date"] == "2025-09-10"
    assert found[1]["properties"]["event_date"] is None
    assert found[0]["properties"]["tags"] == "drones;airspace"
    assert found[1]["properties"]["title"] == "Žemaitija"


def test_gpkg_reads_back(tmp_path: Path) -> None:
    path = to_gpkg(FRAME, tmp_path / "events.gpkg")
    back = geopandas.read_file(path)
    assert len(back) == 3 and back.crs.to_epsg() == 4326
    assert (back.geometry[0].x, back.geometry[0].y) == pytest.approx((23.33, 51.56))
    assert to_gpkg(FRAME.head(1), path).exists() and len(geopandas.read_file(path)) == 1


def test_an_empty_frame_is_an_empty_collection() -> None:
    assert json.loads(to_geojson(FRAME.head(0)))["features"] == []


def test_a_frame_without_coordinates_is_an_error() -> None:
    with pytest.raises(KeyError, match="longitude"):
        to_geojson(FRAME.drop(columns="longitude"))
