"""Distances against brute force, and the rules at edges: inside, at sea, circles, missing and wrong input."""

import numpy as np
import pandas as pd
import pytest

from monitor.geo import PLACE_ERROR_KM, to_borders, to_frontier
from monitor.geo.layers import FOLDER
from tests.geo.brute import dense_line, nearest_km

MINSK, KALININGRAD, WARSAW, VILNIUS = (53.9, 27.5667), (54.7064, 20.511), (52.2298, 21.0118), (54.6892, 25.2798)
LINE = dense_line()


@pytest.mark.parametrize("place", [MINSK, KALININGRAD, WARSAW, VILNIUS, (69.1, 33.4), (45.35, 28.84), (60.71, 28.75)])
def test_km_equals_brute_force(place: tuple[float, float]) -> None:
    assert to_frontier(*place)["km"][0] == pytest.approx(nearest_km(*place, LINE), abs=0.06)


def test_km_equals_brute_force_over_the_theatre() -> None:
    draw = np.random.default_rng(7)
    latitude, longitude = draw.uniform(45, 70.5, 40), draw.uniform(12, 42, 40)
    found = to_frontier(latitude, longitude)
    land = np.flatnonzero(~found["is_at_sea"])
    truth = np.array([nearest_km(latitude[i], longitude[i], LINE[::3]) for i in land])
    error = np.abs(found["km"].to_numpy()[land] - truth)
    assert error.max() < 0.15 + 0.001 * truth[error.argmax()]


def test_known_distances() -> None:
    """From maps: Vilnius lies about 30 km from Belarus, Grodno 15 km from Poland, Gusev 30 km from Poland."""
    km = to_frontier([54.6892, 53.6758, 54.5922], [25.2798, 23.8289, 22.1997])["km"]
    assert km.tolist() == pytest.approx([28, 15, 28], abs=4)


def test_inside_and_outside() -> None:
    found = to_frontier(*zip(MINSK, KALININGRAD, WARSAW, VILNIUS, (55.7, 13.2), (52.52, 13.4), strict=True))
    assert found["is_inside"].tolist() == [False, False, True, True, True, True]
    assert found["inside_country"].tolist() == ["", "", "PL", "LT", "SE", "DE"]
    assert found["country"].tolist()[:4] == ["LT", "PL", "PL", "LT"]
    assert not found["is_at_sea"].any()


def test_a_step_over_the_border_changes_the_side() -> None:
    """The Bug at Terespol: a few km west is Poland, a few km east is Belarus; both are near."""
    found = to_frontier([52.08, 52.08], [23.58, 23.72])
    assert found["is_inside"].tolist() == [True, False]
    assert (found["km"] < 6).all()


def test_at_sea_the_allied_coast_counts() -> None:
    found = to_frontier([55.9, 59.95, 55.5], [19.5, 25.5, 20.7])
    assert found["is_at_sea"].all()
    assert not found["is_inside"].any()
    assert found["segment"].tolist()[:2] == ["baltic-sea", "gulf-of-finland"]
    coast = np.concatenate([dense_line("coast", 0.3), LINE])
    assert found["km"][0] == pytest.approx(nearest_km(55.9, 19.5, coast), abs=0.3)
    assert nearest_km(55.9, 19.5, LINE) > found["km"][0] + 10


def test_on_land_the_coast_does_not_count() -> None:
    found = to_frontier(54.71, 20.0)
    assert found["segment"][0] == "kaliningrad-poland"


def test_a_lake_is_land_and_the_lagoon_is_sea() -> None:
    found = to_frontier([58.6, 55.1], [27.35, 21.0])
    assert found["is_at_sea"].tolist() == [False, True]


def test_the_edge_of_a_circle() -> None:
    centre = to_frontier(*MINSK)["km"][0]
    found = to_frontier([MINSK[0]] * 4, [MINSK[1]] * 4, radius_km=[0, 50, centre, 500])
    assert found["km"].tolist() == pytest.approx([centre, centre - 50, 0, 0], abs=1e-9)
    assert to_frontier(*WARSAW, radius_km=10)["km"][0] == pytest.approx(to_frontier(*WARSAW)["km"][0] - 10)


@pytest.mark.parametrize(("precision", "added"), [*PLACE_ERROR_KM.items(), (None, 0.0), (np.nan, 0.0)])
def test_precision_widens_the_error(precision: str | None, added: float) -> None:
    assert to_frontier(*MINSK, geo_precision=precision)["error_km"][0] == pytest.approx(0.25 + added)


def test_lagoon_bridges_are_less_certain() -> None:
    assert to_frontier(54.448, 19.72)["error_km"][0] == 2.0


def test_missing_coordinates_give_an_empty_row() -> None:
    found = to_frontier([np.nan, 53.9, None], [20.0, np.nan, None], geo_precision=["exact", "place", None])
    assert found[["km", "error_km"]].isna().all(axis=None)
    assert (found[["country", "neighbour", "segment", "inside_country"]] == "").all(axis=None)
    assert not found[["is_inside", "is_at_sea"]].any(axis=None)


def test_no_points_give_no_rows() -> None:
    assert len(to_frontier([], [])) == 0


def test_a_series_with_any_index_keeps_its_order() -> None:
    points = pd.DataFrame({"latitude": [53.9, 52.2298], "longitude": [27.5667, 21.0118]}, index=[7, 3])
    assert to_frontier(points["latitude"], points["longitude"])["inside_country"].tolist() == ["", "PL"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "more", "says"),
    [
        (91, 20, {}, "latitude must lie in -90..90"),
        (-90.5, 20, {}, "latitude must lie in -90..90"),
        (54, 181, {}, "longitude must lie in -180..180"),
        (54, 20, {"radius_km": -1}, "radius_km must not be negative"),
        (54, 20, {"geo_precision": "street"}, "unknown geo_precision"),
    ],
)
def test_wrong_input_is_named(latitude: float, longitude: float, more: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        to_frontier(latitude, longitude, **more)


def test_the_far_side_of_the_earth() -> None:
    found = to_frontier([0, 66, -90, 90, 40.7], [-180, 180, 0, 0, -74.0])
    assert np.isfinite(found["km"]).all()
    assert (found["km"] > 2000).all()
    assert not found["is_at_sea"].any()


def test_to_borders_has_one_row_per_border() -> None:
    found = to_borders(*MINSK)
    assert len(found) == 13
    assert not found.duplicated(["country", "neighbour"]).any()
    assert found["km"].is_monotonic_increasing
    assert found["km"][0] == pytest.approx(to_frontier(*MINSK)["km"][0])
    poland = found[(found["country"] == "PL") & (found["neighbour"] == "BY")]["km"].iloc[0]
    assert poland == pytest.approx(nearest_km(*MINSK, dense_line(country="PL", neighbour="BY")), abs=0.06)


@pytest.mark.parametrize("point", [(np.nan, 20.0), ([54.0, 55.0], [20.0, 21.0]), (95.0, 20.0)])
def test_to_borders_takes_one_point(point: tuple) -> None:
    with pytest.raises(ValueError):
        to_borders(*point)


def test_every_exercise_area_has_a_distance() -> None:
    areas = pd.read_csv(FOLDER.parent / "exercise_areas.csv")
    found = to_frontier(areas["latitude"], areas["longitude"], areas["radius_km"], areas["geo_precision"])
    located = areas["latitude"].notna()
    assert located.sum() > 80
    assert np.isfinite(found.loc[located.to_numpy(), ["km", "error_km"]]).all(axis=None)
    assert (found["km"].dropna() >= 0).all()


def test_crossings_lie_on_their_border() -> None:
    crossings = pd.read_csv(FOLDER.parent / "crossings.csv").dropna(subset=["latitude", "longitude"])
    near = to_frontier(crossings["latitude"], crossings["longitude"])["km"]
    assert near.median() < 1.5
    assert near.max() < 12
