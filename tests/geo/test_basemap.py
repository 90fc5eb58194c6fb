"""Base maps: light, filling their frame, with the places a reader looks for."""

import json
import subprocess
import sys

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
import shapely

from monitor.geo import EXTENTS, base_map, project, segment_lines
from monitor.geo.basemap import LAYERS
from monitor.geo.layers import FOLDER, features


@pytest.mark.parametrize("extent", EXTENTS)
def test_all_lines_of_a_map_weigh_less_than_120_kb(extent: str) -> None:
    lines = [getattr(base_map(extent), layer) for layer in LAYERS]
    assert 5_000 < len(go.Figure([go.Scatter(x=x, y=y) for x, y in lines]).to_json()) < 120_000
    text = [[None if np.isnan(v) else round(float(v), 1) for v in axis] for line in lines for axis in line]
    assert len(json.dumps(text, separators=(",", ":"))) < 120_000


@pytest.mark.parametrize("extent", EXTENTS)
def test_the_frame_is_filled(extent: str) -> None:
    found = base_map(extent)
    assert found.x_range[1] - found.x_range[0] == pytest.approx(EXTENTS[extent].width_km)
    assert found.y_range[1] - found.y_range[0] == pytest.approx(EXTENTS[extent].height_km)
    x, y = found.land
    assert np.nanmin(x) < found.x_range[0] and np.nanmax(x) > found.x_range[1]
    assert np.nanmin(y) < found.y_range[0] and np.nanmax(y) > found.y_range[1]
    # A phone shows the width of the frame in 360 pixels of a map 640 high.
    assert np.nanmax(y) - np.nanmin(y) > EXTENTS[extent].width_km * 640 / 360
    for layer in LAYERS:
        x, y = getattr(found, layer)
        assert x.dtype == np.float32 and np.array_equal(np.isnan(x), np.isnan(y))
    assert len(found.towns) >= 10
    assert found.towns["x"].between(*found.x_range).all() and found.towns["y"].between(*found.y_range).all()
    assert len(found.countries) >= 2
    assert "OpenStreetMap" in found.attribution


def _is_painted(extent: str, layer: str, latitude: float, longitude: float) -> bool:
    """Whether a fill by the nonzero rule covers the point."""
    x, y = getattr(base_map(extent), layer)
    at = shapely.Point(*(float(v) for v in project(latitude, longitude)))
    turns = 0
    for ring in np.split(np.column_stack([x, y]), np.flatnonzero(np.isnan(x))):
        ring = ring[~np.isnan(ring[:, 0])]
        if len(ring) >= 4 and shapely.Polygon(ring).contains(at):
            turns += 1 if shapely.is_ccw(shapely.LinearRing(ring)) else -1
    return turns != 0


@pytest.mark.parametrize("extent", ["theatre", "flank", "baltic-states"])
def test_land_and_sea_are_where_they_belong(extent: str) -> None:
    assert _is_painted(extent, "land", 54.65, 21.5)
    assert _is_painted(extent, "land", 53.9, 27.5667)
    assert _is_painted(extent, "land", 54.6892, 25.2798)
    assert not _is_painted(extent, "land", 56.0, 19.5)
    assert not _is_painted(extent, "land", 57.6, 23.5)


@pytest.mark.parametrize("extent", ["theatre", "baltic-states", "gulf-of-finland", "latvia"])
def test_peipus_does_not_look_like_land(extent: str) -> None:
    assert _is_painted(extent, "lakes", 58.7, 27.5)


def test_ladoga_and_onega_do_not_look_like_land() -> None:
    assert _is_painted("theatre", "lakes", 60.8, 31.5)
    assert _is_painted("theatre", "lakes", 61.6, 35.6)


def test_kaliningrad_is_named_where_it_is_seen() -> None:
    for extent in ("flank", "kaliningrad"):
        assert "Kaliningrad" in set(base_map(extent).countries["name"]) | set(base_map(extent).towns["name"])


def test_towns_are_known_once_and_lie_in_their_country() -> None:
    towns = pd.read_csv(FOLDER / "towns.csv", keep_default_na=False)
    assert len(towns) >= 150
    assert not towns.duplicated(["name", "country"]).any()
    assert towns["rank"].isin([1, 2, 3, 4]).all()
    assert towns["latitude"].between(42, 71).all() and towns["longitude"].between(10, 45).all()


def test_the_frontier_is_drawn_once_and_whole() -> None:
    """Every line of the frontier in view belongs to a named segment; the other borders leave it out."""
    border = {(round(float(x), 1), round(float(y), 1)) for x, y in zip(*base_map("flank").borders, strict=True)}
    lines = segment_lines("flank")
    x, y = np.concatenate(lines["x"]), np.concatenate(lines["y"])
    front = {(round(float(a), 1), round(float(b), 1)) for a, b in zip(x, y, strict=True) if np.isfinite(a)}
    # Only the points where another border meets it are shared.
    assert len(front & border) < 0.05 * len(front)
    drawn = {f.properties["segment"] for f in features("basemap/flank") if f.properties["layer"] == "frontier"}
    assert drawn == set(lines["segment"])


def test_all_files_together_are_small_and_licensed() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 4_000_000
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in files:
        assert path.name in readme or path.parent.name in readme
    for path in FOLDER.rglob("*.geojson"):
        assert json.loads(path.read_text(encoding="utf-8"))["type"] == "FeatureCollection"


def test_import_is_light() -> None:
    code = (
        "import sys, monitor.geo; print([m for m in ('shapely', 'pyproj', 'geopandas', 'plotly') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
