"""Exercises side by side: figures, distances against an independent computation, and the mirror view."""

import pandas as pd
import pytest

from monitor.analysis import comparison, mirror
from monitor.dataset import Dataset
from tests.analysis import frames
from tests.geo import brute


def estimates(*rows: tuple) -> pd.DataFrame:
    """Figures as (exercise, kind, low, high)."""
    frame = pd.DataFrame(rows, columns=["exercise_id", "kind", "low", "high"]).astype({"low": "Int64", "high": "Int64"})
    return frame.assign(scope="total", date=pd.NaT, estimate_id=range(len(frame)))


def test_troops_are_ranges_of_what_each_side_of_the_table_says():
    rows = estimates(
        ("x", "announced", 13_000, 13_000),
        ("x", "announced", 22_000, None),
        ("x", "estimate", None, 30_000),
        ("x", "claim", 1, 1),
    )
    found = comparison.troops(rows).iloc[0]
    assert found[["announced_low", "announced_high"]].tolist() == [13_000, 22_000]
    assert found[["outside_low", "outside_high"]].tolist() == [30_000, 30_000]
    assert found["figures"] == 4


def test_every_strength_of_the_exercises_stands_among_the_figures(shipped: Dataset):
    figures = shipped.troop_estimates
    for kind, column in (("announced", "announced_troops"), ("estimate", "estimated_troops")):
        rows = shipped.exercises[shipped.exercises[column].notna()]
        for exercise, value in zip(rows["exercise_id"], rows[column], strict=True):
            own = figures[figures["exercise_id"].eq(exercise) & figures["kind"].eq(kind)]
            assert value in set(own["low"]) | set(own["high"]), exercise


def test_the_presets(shipped: Dataset):
    first, last = pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 1, 2)

    def ids(preset: str, *picked: str) -> set[str]:
        return set(comparison.chosen(shipped.exercises, preset, first, last, picked)["exercise_id"])

    assert ids(comparison.ZAPAD_PRESET) == {f"zapad-{year}" for year in (2009, 2013, 2017, 2021, 2025)}
    september = ids(comparison.SEPTEMBER_PRESET)
    assert {"zapad-2025", "iron-defender-2025", "namejs-2025", "tarassis-2025", "thunder-strike-2025"} <= september
    assert "zapad-2021" not in september
    assert ids(comparison.CHOSEN_PRESET, "Zapad-2025") == {"zapad-2025"}
    assert ids(comparison.CHOSEN_PRESET) == set()


def test_distances_of_zapad_2025_agree_with_an_independent_computation(shipped: Dataset):
    """The lines cut into points 300 m apart: no projection, no tree, plain geodesics on WGS84."""
    line = brute.dense_line(step_km=0.3)
    areas = shipped.exercise_areas
    areas = areas[areas["exercise_id"].eq("zapad-2025") & ~areas["is_at_sea"]]
    assert len(areas) >= 12
    for area in areas.to_dict("records"):
        centre = brute.nearest_km(area["latitude"], area["longitude"], line)
        expected = max(0.0, centre - area["radius_km"])
        assert area["border_km"] == pytest.approx(expected, abs=0.5), area["area_id"]


def test_near_counts_with_and_without_the_error():
    rows = pd.DataFrame(
        {
            "exercise_id": "x",
            "exercise": "Drill",
            "area_id": ["a", "b", "c"],
            "name": ["A", "B", "C"],
            "border_km": [10.0, 48.0, 200.0],
            "border_error_km": [5.0, 5.0, 5.0],
        }
    )
    near = comparison.near_share(rows).iloc[0]
    assert (near["areas"], near["near"], near["certain"]) == (3, 2, 1)
    assert near["label"] == "Drill: 2 of 3 within 50 km"
    assert comparison.distances_finding(rows) == "2 of 3 areas lie within 50 km of the border"
    assert comparison.area_lines(rows)["label"].tolist() == ["A: 10 ± 5 km", "B: 48 ± 5 km", "C: 200 ± 5 km"]


def drills() -> pd.DataFrame:
    held = frames.exercises(
        ("east", "2025-09-12", "2025-09-16", "RU-BY"),
        ("west", "2025-09-15", "2025-09-20", "NATO"),
        ("later", "2025-10-01", "2025-10-05", "national"),
    )
    return held.assign(announced_troops=pd.array([13_000, 8_000, None], "Int64"))


def test_pairs_that_overlap_with_days_troops_and_gap():
    areas = pd.DataFrame(
        {
            "area_id": ["e", "w"],
            "exercise_id": ["east", "west"],
            "latitude": [53.0, 54.0],
            "longitude": [24.0, 24.0],
            "radius_km": [10.0, 20.0],
            "geo_precision": ["place", "exact"],
        }
    )
    lanes = mirror.lanes(drills(), pd.Timestamp(2025, 9, 1), pd.Timestamp(2025, 10, 31))
    (pair,) = mirror.pairs(lanes, areas).to_dict("records")
    assert (pair["east_id"], pair["west_id"], pair["overlap_days"]) == ("east", "west", 2)
    assert pair["troops"] == 21_000
    assert pair["gap_km"] == pytest.approx(111.3 - 30, abs=0.2)
    assert pair["gap_error_km"] == 5.5
    (bare,) = mirror.pairs(lanes, areas.head(1)).to_dict("records")
    assert pd.isna(bare["gap_km"])


def test_overlap_days_and_combined_troops():
    first, last = pd.Timestamp(2025, 9, 10), pd.Timestamp(2025, 9, 19)
    lanes = mirror.lanes(drills(), first, last)
    days = mirror.overlap_days(lanes, first, last)
    assert days.loc[days["is_overlap"], "day"].dt.day.tolist() == [15, 16]
    assert mirror.finding(lanes, first, last) == "Both sides exercised on 2 of 10 days"
    assert mirror.combined(lanes) == (13_000, 8_000, 0)
    assert mirror.finding(lanes.head(0), first, last) == "No exercises are recorded in this period"


def test_september_2025_facing(shipped: Dataset):
    lanes = mirror.lanes(shipped.exercises, pd.Timestamp(2025, 9, 1), pd.Timestamp(2025, 9, 30))
    pairs = mirror.pairs(lanes, shipped.exercise_areas).set_index(["east_id", "west_id"])
    assert pairs.loc[("zapad-2025", "iron-defender-2025"), "overlap_days"] == 5
    assert pairs.loc[("zapad-2025", "thunder-strike-2025"), "gap_km"] == pytest.approx(32, abs=1)


def test_findings_of_nothing():
    empty = pd.DataFrame(columns=["announced_high", "scope", "from_", "to"])
    assert comparison.compare_finding(empty) == "No announced strength is recorded for these exercises"
    assert comparison.figures_finding(empty) == "Only one figure is recorded"
    assert comparison.distances_finding(pd.DataFrame(columns=["border_km"])).startswith("No areas")
