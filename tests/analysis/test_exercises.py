"""Which exercises run, come next or have just ended; where they take place."""

import pytest

from monitor.analysis import exercises as analysis
from monitor.dataset import Dataset
from tests.analysis.frames import day, exercises

SET = (
    ("long", "2025-08-01", "2025-09-30", "NATO"),
    ("zapad", "2025-09-12", "2025-09-16", "RU-BY"),
    ("open-end", "2025-09-10", None, "NATO"),
    ("old", "2025-07-01", "2025-07-05", "NATO"),
    ("later", "2025-11-01", "2025-11-05", "NATO"),
    ("soon", "2025-10-01", None, "NATO"),
    ("undated", None, None, "NATO"),
)


def states(on: str) -> dict[str, tuple[str, int]]:
    rows = analysis.calendar(exercises(*SET), day(on))
    return {row.exercise_id: (row.state, row.days) for row in rows.itertuples()}


def test_the_calendar_by_hand():
    assert states("2025-09-12") == {
        "zapad": ("running", 0),
        "long": ("running", 42),
        "soon": ("next", 19),
        "later": ("next", 50),
        "open-end": ("just ended", 2),
    }


def test_running_come_first_then_the_next_then_the_latest_ended():
    assert list(states("2025-09-12")) == ["zapad", "long", "soon", "later", "open-end"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-09-11", ("next", 1)),
        ("2025-09-12", ("running", 0)),
        ("2025-09-16", ("running", 4)),
        ("2025-09-17", ("just ended", 1)),
        ("2025-10-16", ("just ended", 30)),
        ("2025-10-17", None),
    ],
)
def test_the_life_of_an_exercise(on: str, expected: tuple[str, int] | None):
    assert states(on).get("zapad") == expected


def test_an_unknown_end_is_the_first_day():
    assert states("2025-09-10")["open-end"] == ("running", 0)
    assert states("2025-09-11")["open-end"] == ("just ended", 1)


def test_an_exercise_without_days_is_never_in_the_calendar():
    assert all("undated" not in states(on) for on in ("2000-01-01", "2025-09-12", "2030-01-01"))


def test_an_empty_calendar():
    assert len(analysis.calendar(exercises(), day("2025-09-12"))) == 0


def test_every_shipped_exercise_has_the_state_its_days_give(shipped: Dataset):
    on = day("2025-09-13")
    found = analysis.calendar(shipped.exercises, on).set_index("exercise_id")["state"].to_dict()
    for row in shipped.exercises.to_dict("records"):
        first, last = row["start_date"], row["end_date"] if row["end_date"] == row["end_date"] else row["start_date"]
        expected = "running" if first <= on <= last else "next" if first > on else None
        if not expected and 0 < (on - last).days <= 30:
            expected = "just ended"
        assert found.get(row["exercise_id"]) == expected, row["exercise_id"]
    assert found["zapad-2025"] == "running"


def test_areas_in_use(small: Dataset):
    areas = small.exercise_areas
    assert len(analysis.active_areas(areas, day("2025-09-16"), day("2025-12-31"))) == 1
    assert len(analysis.active_areas(areas, day("2025-09-17"), day("2025-12-31"))) == 0
    assert len(analysis.active_areas(areas, day("2025-01-01"), day("2025-09-11"))) == 0
    one_day = areas.assign(date_to=areas["date_to"].mask(areas["area_id"].ne("")))
    assert len(analysis.active_areas(one_day, day("2025-09-12"), day("2025-12-31"))) == 1
    assert len(analysis.active_areas(one_day, day("2025-09-13"), day("2025-12-31"))) == 0


def test_areas_carry_the_name_of_their_exercise(shipped: Dataset):
    found = analysis.with_names(shipped.exercise_areas, shipped.exercises)
    assert list(found["area_id"]) == list(shipped.exercise_areas["area_id"])
    names = dict(zip(shipped.exercises["exercise_id"], shipped.exercises["name"], strict=True))
    assert list(found["exercise"]) == [names[i] for i in shipped.exercise_areas["exercise_id"]]


def test_areas_without_their_exercises_do_not_raise(small: Dataset):
    analysis.with_names(small.exercise_areas, small.exercises.head(0))
