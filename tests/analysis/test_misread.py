"""Misread-risk windows: kernels with known values, one pair by hand, windows, parts, and the shipped peak."""

from math import exp, log10, sqrt

import pandas as pd
import pytest

from monitor.analysis import misread
from monitor.dataset import Dataset
from tests.analysis import frames

CHECKS = pd.DataFrame(
    [("x", "notified", "yes"), ("x", "observers_invited", "no"), ("x", "numbers_consistent", "no")],
    columns=["exercise_id", "check", "value"],
)
TROOPS = pd.DataFrame(
    [("x", "total", "announced", 10_000, 10_000), ("x", "total", "estimate", None, 40_000),
     ("x", "in Belarus", "announced", 500, 500)],
    columns=["exercise_id", "scope", "kind", "low", "high"],
).astype({"low": "Int64", "high": "Int64"})  # fmt: skip


def areas(latitude: float = 52.0, longitude: float = 23.0, radius: float = 10.0) -> pd.DataFrame:
    row = dict(area_id="x-a", exercise_id="x", name="Range", latitude=latitude, longitude=longitude, radius_km=radius,
               geo_precision="place")  # fmt: skip
    return pd.DataFrame([row])


def events(*rows: dict) -> pd.DataFrame:
    frame = frames.events(*rows)
    own = {
        name: [row.get(name, default) for row in rows]
        for name, default in (("segment_id", "podlasie"), ("part_of", ""))
    }
    return frame.assign(**own)


def pairs(*rows: dict, **area: float) -> pd.DataFrame:
    held = frames.exercises(("x", "2025-09-12", "2025-09-16", "RU-BY"))
    return misread.pairs(events(*rows), held, areas(**area), TROOPS, CHECKS)


def test_kernels():
    assert misread.proximity(pd.Series([0.0, 100.0, 300.0, -5.0])).tolist() == pytest.approx([1, exp(-1), exp(-3), 1])
    assert misread.magnitude(pd.Series([1.0, 13_000.0, 200_000.0, 900_000.0])).tolist() == pytest.approx(
        [0, log10(13_000) / log10(200_000), 1, 1]
    )


def test_opacity_counts_unknown_as_half_and_widens_the_interval():
    found = misread.opacity(CHECKS, pd.Series(["x", "other"])).set_index("exercise_id")
    # x: yes, no, no, unknown: passed 1 + 0.5 of 4.
    assert found.loc["x"].tolist() == pytest.approx([0.625, 0.5, 0.75])
    assert found.loc["other"].tolist() == pytest.approx([0.5, 0.0, 1.0])


def test_strength_takes_totals_first_and_a_named_range_where_nothing_is_known():
    found = misread.strength(TROOPS, pd.Series(["x", "other"])).set_index("exercise_id")
    assert found.loc["x"].tolist() == [10_000, 40_000]
    assert found.loc["other"].tolist() == list(misread.UNKNOWN_TROOPS)


def test_one_pair_by_hand():
    # Inside the area: nearness 1; middle strength sqrt(10,000 x 40,000) = 20,000; opacity 0.625; severity 4.5 of 10.
    row = pairs(dict(event_date="2025-09-13")).iloc[0]
    size = log10(sqrt(10_000 * 40_000)) / log10(200_000)
    assert row["km"] == 0
    assert row["score"] == pytest.approx(1 * size * 0.625 * 0.45 * 100)
    # Two places known to the town may lie 10 km farther apart.
    assert row["low"] == pytest.approx(exp(-0.1) * log10(10_000) / log10(200_000) * 0.5 * 45)
    assert row["high"] == pytest.approx(log10(40_000) / log10(200_000) * 0.75 * 45)


def test_km_are_measured_from_the_edge_of_the_area():
    # One degree of latitude at 52.5 N is 111.27 km; less the radius of 10 km.
    row = pairs(dict(event_date="2025-09-13", latitude=53.0, longitude=23.0)).iloc[0]
    assert row["km"] == pytest.approx(111.27 - 10, abs=0.1)


@pytest.mark.parametrize(("day", "count"), [("2025-09-04", 0), ("2025-09-05", 1), ("2025-09-23", 1), ("2025-09-24", 0)])
def test_the_window_reaches_seven_days_before_and_after(day: str, count: int):
    assert len(pairs(dict(event_date=day))) == count


def test_an_incident_of_two_days_counts_on_both_and_one_of_months_on_its_first():
    assert pairs(dict(event_date="2025-09-12", end_date="2025-09-13"))["day"].nunique() == 2
    assert pairs(dict(event_date="2025-09-12", end_date="2025-12-31"))["day"].nunique() == 1


def test_parts_tell_where_an_incident_was_but_never_count_twice():
    whole = dict(event_id="whole", event_date="2025-09-13")
    parts = [
        dict(event_id=f"part{n}", event_date="2025-09-13", is_part=True, part_of="whole", segment_id=segment)
        for n, segment in enumerate(("podlasie", "podlasie", "vilnius"))
    ]
    found = pairs(whole, *parts)
    assert set(found["event_id"]) == {"whole"}
    assert sorted(found["segment_id"]) == ["podlasie", "vilnius"]


def test_an_arrest_is_not_taken_for_a_drill():
    assert pairs(dict(event_date="2025-09-13", event_type="espionage")).empty


def test_without_an_area_there_is_no_score():
    held = frames.exercises(("y", "2025-09-12", "2025-09-16", "RU-BY"))
    assert misread.pairs(events(dict(event_date="2025-09-13")), held, areas(), TROOPS, CHECKS).empty
    assert misread.without_area(held, areas()) == 1
    assert misread.finding(misread.strip(pairs(), pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 2, 1)), pd.DataFrame())


def test_shipped_peak_is_the_drone_night(shipped: Dataset):
    found = misread.pairs(
        shipped.events, shipped.exercises, shipped.exercise_areas, shipped.troop_estimates, shipped.transparency
    )
    assert (found["low"] <= found["score"]).all() and (found["score"] <= found["high"]).all()
    assert found["score"].between(0, 100).all()
    assert not found.duplicated(["day", "segment_id", "event_id", "exercise_id"]).any()
    strip = misread.strip(found, pd.Timestamp(2021, 1, 1), pd.Timestamp(shipped.as_of))
    assert strip["day"].head(2).dt.strftime("%Y-%m-%d").tolist() == ["2025-09-09", "2025-09-10"]
    assert strip["segment_id"].iloc[0] == "kaliningrad-poland"
    behind = misread.at(found, strip["day"].iloc[0], strip["segment_id"].iloc[0])
    assert behind["score"].sum() == pytest.approx(strip["score"].iloc[0])
    assert behind["exercise_id"].iloc[0] == "zapad-2025"
