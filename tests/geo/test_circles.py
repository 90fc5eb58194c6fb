"""Rings: true radius everywhere, and the line at N km really lies at N km."""

import numpy as np
import pytest

from monitor.geo import ring, rings_from_frontier, to_frontier, unproject
from monitor.geo.projection import geod


@pytest.mark.parametrize("place", [(54.1, 23.3), (69.5, 31.0), (45.2, 29.0)])
def test_every_point_of_a_ring_has_the_radius(place: tuple[float, float]) -> None:
    latitude, longitude = unproject(*ring(*place, radius_km=80))
    km = geod().inv(np.full(73, place[1]), np.full(73, place[0]), longitude, latitude)[2] / 1000
    assert km == pytest.approx(np.full(73, 80.0), abs=1e-3)


def test_a_ring_is_closed_and_has_n_corners() -> None:
    x, y = ring(54, 20, 10, n=36)
    assert len(x) == 37
    assert (x[0], y[0]) == pytest.approx((x[-1], y[-1]), abs=1e-6)


@pytest.mark.parametrize("wrong", [(91, 20, 10), (54, 200, 10), (np.nan, 20, 10), (54, 20, 0), (54, 20, np.nan)])
def test_a_ring_refuses_nonsense(wrong: tuple) -> None:
    with pytest.raises(ValueError):
        ring(*wrong)


@pytest.mark.parametrize(("km", "side"), [(50, "outside"), (100, "inside"), (200, "outside")])
def test_the_line_lies_at_its_distance(km: float, side: str) -> None:
    latitude, longitude = unproject(*rings_from_frontier(km, side, "flank"))
    found = to_frontier(latitude, longitude)
    found = found[found["km"].notna() & ~found["is_at_sea"]]
    assert len(found) > 20
    assert (found["km"] - km).abs().max() < 0.01 * km
    assert (found["is_inside"] == (side == "inside")).mean() > 0.95


def test_rings_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="positive"):
        rings_from_frontier(0)
    with pytest.raises(ValueError, match="side"):
        rings_from_frontier(50, "left")
    with pytest.raises(KeyError):
        rings_from_frontier(50, extent="atlantis")
