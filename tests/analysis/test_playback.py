"""The map step by step."""

import itertools

import pandas as pd
import pytest

from monitor.analysis import crossings, places, playback
from monitor.dataset import Dataset
from monitor.selection import PERIODS, Selection
from tests.analysis.frames import day, events


@pytest.mark.parametrize("period", PERIODS)
def test_steps_cover_every_day_once(shipped: Dataset, period: str):
    since, until = Selection(period=period).window(shipped)
    steps = playback.steps(since, until)
    assert steps[0][0] == since
    assert steps[-1][1] == until
    assert all(first <= last for first, last in steps)
    assert all(b[0] - a[1] == pd.Timedelta(days=1) for a, b in itertools.pairwise(steps))
    assert len(steps) <= playback.MOST_STEPS


@pytest.mark.parametrize(
    ("until", "number", "days"),
    [("2025-01-01", 1, 1), ("2025-03-03", 62, 1), ("2025-03-04", 9, 7), ("2025-12-31", 53, 7), ("2027-12-31", 37, 30)],
)
def test_the_width_of_a_step(until: str, number: int, days: int):
    steps = playback.steps(day("2025-01-01"), day(until))
    assert len(steps) == number
    assert (steps[0][1] - steps[0][0]).days + 1 == days


def frames_of(data: Dataset, rows: pd.DataFrame, since: str, until: str) -> list[playback.Frame]:
    steps = playback.steps(day(since), day(until))
    return list(playback.frames(rows, data.exercise_areas, data.crossings, data.crossing_status, steps))


def test_an_event_appears_on_its_day_and_stays_seven_steps(small: Dataset):
    found = frames_of(small, events("2025-09-10"), "2025-09-08", "2025-09-20")
    assert [len(frame.marks) for frame in found] == [0, 0, *[1] * 7, *[0] * 4]
    assert [bool(frame.marks["is_new"].any()) for frame in found] == [False, False, True, *[False] * 10]


def test_every_located_event_of_the_period_is_new_once(shipped: Dataset):
    since, until = day("2025-09-08"), day("2025-09-21")
    rows = places.mapped(shipped.events)
    rows = rows[rows["event_date"].between(since, until)]
    steps = playback.steps(since, until)
    found = list(playback.frames(rows, shipped.exercise_areas, shipped.crossings, shipped.crossing_status, steps))
    shown = {i for frame in found for ids in frame.marks["event_ids"] for i in ids}
    assert shown == set(rows["event_id"])


def test_a_place_with_a_new_lesser_event_is_new(small: Dataset):
    rows = events({"event_date": "2025-09-10", "severity": 9.0}, {"event_date": "2025-09-12", "severity": 2.0})
    found = frames_of(small, rows, "2025-09-10", "2025-09-12")
    assert [bool(frame.marks["is_new"].any()) for frame in found] == [True, False, True]


def test_crossings_have_the_state_of_the_end_of_the_step(small: Dataset):
    found = frames_of(small, events(), "2025-09-11", "2025-09-13")
    assert [crossings.tally(frame.crossings)["closed"] for frame in found] == [0, 1, 1]


def test_areas_are_those_in_use(small: Dataset):
    found = frames_of(small, events(), "2025-09-11", "2025-09-17")
    assert [len(frame.areas) for frame in found] == [0, 1, 1, 1, 1, 1, 0]
