"""The state of a crossing holds until its next row; without a row it is unknown, never open."""

import pandas as pd
import pytest

from monitor.analysis import crossings
from monitor.dataset import Dataset
from tests.analysis.frames import day


def state(data: Dataset, crossing_id: str, on: str) -> str:
    found = crossings.on(day(on), data.crossings, data.crossing_status)
    return found.set_index("crossing_id").loc[crossing_id, "state"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-09-11", "unknown"),
        ("2025-09-12", "closed"),
        ("2025-09-24", "closed"),
        ("2025-09-25", "restricted"),
        ("2031-01-01", "restricted"),
    ],
)
def test_a_state_holds_until_the_next_row(small: Dataset, on: str, expected: str):
    assert state(small, "pl-by-terespol", on) == expected


def test_a_crossing_without_rows_is_unknown_on_every_day(small: Dataset):
    assert {state(small, "lt-by-medininkai", on) for on in ("1990-01-01", "2025-09-30", "2031-01-01")} == {"unknown"}


FINLAND = [("2023-11-17", "unknown"), ("2023-11-18", "closed"), ("2023-12-13", "closed"), ("2023-12-14", "open"),
           ("2023-12-15", "closed"), ("2026-01-01", "closed")]  # fmt: skip


@pytest.mark.parametrize(("on", "expected"), FINLAND)
def test_the_one_day_opening_of_vaalimaa(shipped: Dataset, on: str, expected: str):
    assert state(shipped, "fi-ru-vaalimaa", on) == expected


def test_medininkai_and_salcininkai_part_ways(shipped: Dataset):
    assert state(shipped, "lt-by-medininkai", "2025-10-30") == "restricted"
    assert state(shipped, "lt-by-salcininkai", "2025-10-30") == "closed"
    assert state(shipped, "lt-by-salcininkai", "2025-11-20") == "restricted"


def test_since_detail_and_sources_are_those_of_the_row_in_force(small: Dataset):
    row = crossings.on(day("2025-09-30"), small.crossings, small.crossing_status).iloc[0]
    assert (row["since"], row["since_precision"], row["detail"]) == (day("2025-09-25"), "day", "cars")
    assert row["sources"] == ("a4",)


def test_an_unknown_crossing_says_so(small: Dataset):
    row = crossings.on(day("2025-09-30"), small.crossings, small.crossing_status).iloc[1]
    assert pd.isna(row["since"])
    assert row["detail"] == "no status recorded"
    assert row["sources"] == ()


def test_the_later_of_two_rows_of_one_day_counts(small: Dataset):
    twice = pd.concat([small.crossing_status, small.crossing_status.tail(1).assign(status="open")], ignore_index=True)
    assert crossings.on(day("2025-09-25"), small.crossings, twice)["state"].iloc[0] == "open"


def test_the_order_of_rows_does_not_matter(small: Dataset):
    found = crossings.on(day("2025-09-30"), small.crossings, small.crossing_status.iloc[::-1])
    assert list(found["state"]) == ["restricted", "unknown"]


@pytest.mark.parametrize("on", ["2020-01-01", "2023-11-18", "2025-09-12", "2025-11-20", "2026-06-10"])
def test_every_shipped_crossing_by_brute_force(shipped: Dataset, on: str):
    found = crossings.on(day(on), shipped.crossings, shipped.crossing_status)
    rows = shipped.crossing_status.to_dict("records")
    for crossing_id, state in zip(found["crossing_id"], found["state"], strict=True):
        past = [
            (r["date"], n, r["status"])
            for n, r in enumerate(rows)
            if r["crossing_id"] == crossing_id and r["date"] <= day(on)
        ]
        assert state == (max(past)[2] if past else "unknown")
    assert list(found["crossing_id"]) == list(shipped.crossings["crossing_id"])


def test_the_tally_adds_up(shipped: Dataset):
    found = crossings.on(day("2025-09-13"), shipped.crossings, shipped.crossing_status)
    tally = crossings.tally(found)
    assert sum(tally.values()) == len(shipped.crossings)
    assert list(tally) == ["closed", "restricted", "open", "unknown"]
    assert tally["closed"] == list(found["state"]).count("closed") > 0


def test_no_crossings(small: Dataset):
    found = crossings.on(day("2025-09-13"), small.crossings.head(0), small.crossing_status)
    assert len(found) == 0
    assert crossings.tally(found) == {"closed": 0, "restricted": 0, "open": 0, "unknown": 0}


def test_no_status_rows(small: Dataset):
    found = crossings.on(day("2025-09-13"), small.crossings, small.crossing_status.head(0))
    assert list(found["state"]) == ["unknown", "unknown"]
