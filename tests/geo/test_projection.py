"""The projection: round trips, known points, missing values."""

import numpy as np
import pytest

from monitor.geo import project, unproject
from monitor.geo.projection import geod, scale


def test_the_centre_is_the_origin() -> None:
    assert [float(v) for v in project(54.5, 24.0)] == pytest.approx([0, 0], abs=1e-6)


def test_east_is_positive_x_and_north_positive_y() -> None:
    x, y = project([54.5, 55.5], [25.0, 24.0])
    assert x[0] > 60 and y[1] > 110


def test_round_trip() -> None:
    latitude, longitude = np.meshgrid(np.linspace(43, 71, 15), np.linspace(10, 45, 15))
    back = unproject(*project(latitude, longitude))
    assert np.allclose(back[0], latitude, atol=1e-9) and np.allclose(back[1], longitude, atol=1e-9)


def test_missing_stays_missing() -> None:
    x, y = project([np.nan, 54.0], [20.0, np.nan])
    assert np.isnan(x).all() and np.isnan(y).all()


@pytest.mark.parametrize("latitude", [45.0, 51.0, 54.5, 57.5, 70.0])
def test_scale_is_map_km_per_ground_km(latitude: float) -> None:
    x, y = project([latitude, latitude + 0.01], [24.0, 24.0])
    ground = geod().inv(24, latitude, 24, latitude + 0.01)[2] / 1000
    assert np.hypot(x[1] - x[0], y[1] - y[0]) / ground == pytest.approx(scale(latitude), abs=2e-4)
    assert scale(51.0) == pytest.approx(1, abs=1e-6)
