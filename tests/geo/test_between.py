"""Kilometres between points and to a country's land, against an independent geodesic."""

import numpy as np
import pytest
from pyproj import Geod

from monitor import geo


def test_between_is_the_geodesic_pair_by_pair():
    km = geo.between([54.2, np.nan], [28.68, 20.0], [53.84, 50.0], [23.92, 20.0])
    assert km[0] == pytest.approx(Geod(ellps="WGS84").inv(28.68, 54.2, 23.92, 53.84)[2] / 1000, abs=1e-9)
    assert np.isnan(km[1])


def test_one_degree_of_longitude_on_the_equator():
    assert geo.between(0.0, 0.0, 0.0, 1.0)[0] == pytest.approx(111.3195, abs=1e-3)


def test_land_is_reached_at_zero_on_it():
    assert geo.to_land([53.9, 54.7], [27.56, 20.5], "BY").tolist()[0] == 0
    assert geo.to_land(54.7, 20.5, "RU")[0] == 0  # Kaliningrad


def test_the_border_of_an_ally_is_as_far_as_the_land_beyond_it():
    # Warsaw: the nearest Belarusian land lies on the Polish-Belarusian border.
    borders = geo.to_borders(52.23, 21.01).set_index(["country", "neighbour"])["km"]
    assert geo.to_land(52.23, 21.01, "BY")[0] == pytest.approx(borders[("PL", "BY")], abs=0.5)


def test_unknown_land_and_bad_coordinates_are_refused():
    with pytest.raises(ValueError, match="not in the theatre"):
        geo.to_land(52.0, 21.0, "ZZ")
    with pytest.raises(ValueError, match="latitude"):
        geo.between(95.0, 0.0, 0.0, 0.0)
