"""Facts in words."""

from datetime import date

import pandas as pd
import pytest

from monitor import words
from monitor.model import CREDIBILITY, RELIABILITY, GeoPrecision

NAMES = {"PL": "Poland", "BY": "Belarus"}


def test_a_day():
    assert words.day(date(2025, 9, 2)) == "2 Sep 2025"
    assert words.day(pd.Timestamp("2025-12-31")) == "31 Dec 2025"
    assert words.day(pd.NaT) == words.UNDATED == "date not recorded"


def test_a_month():
    assert words.month(pd.Timestamp("2025-09-15")) == "Sep 2025"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2025-09-12", "2025-09-12", "12 Sep 2025"),
        ("2025-09-01", "2025-09-30", "1 – 30 Sep 2025"),
        ("2025-09-01", "2025-10-15", "1 Sep – 15 Oct 2025"),
        ("2024-09-01", "2025-09-01", "1 Sep 2024 – 1 Sep 2025"),
        ("2024-12-31", "2025-01-01", "31 Dec 2024 – 1 Jan 2025"),
    ],
)
def test_a_period(since: str, until: str, expected: str):
    assert words.period(pd.Timestamp(since), pd.Timestamp(until)) == expected
    assert words.period(date.fromisoformat(since), date.fromisoformat(until)) == expected


def row(**given) -> dict:
    return {"date_precision": "day", "event_date": pd.Timestamp("2025-09-09"), "end_date": pd.NaT} | given


def test_when():
    assert words.when(row()) == "9 Sep 2025"
    assert words.when(row(end_date=pd.Timestamp("2025-09-10"))) == "9 – 10 Sep 2025"
    assert words.when(row(end_date=pd.Timestamp("2025-09-09"))) == "9 Sep 2025"
    assert words.when(row(date_precision="month")) == "Sep 2025 (day not known)"


def test_a_count():
    assert words.count(0, "event") == "0 events"
    assert words.count(1, "event") == "1 event"
    assert words.count(1204, "event") == "1,204 events"
    assert words.count(2, "country", "countries") == "2 countries"
    assert words.count(1, "country", "countries") == "1 country"


def test_a_list():
    assert words.listed([]) == ""
    assert words.listed(["Poland"]) == "Poland"
    assert words.listed(["Poland", "Latvia"]) == "Poland and Latvia"
    assert words.listed(["Poland", "", "Latvia", "Estonia"]) == "Poland, Latvia and Estonia"
    assert words.listed(name for name in ("Poland", "Latvia")) == "Poland and Latvia"


def place(km: float, error: float, **given) -> dict:
    return {"border_km": km, "border_error_km": error, "border_country": "PL", "border_neighbour": "BY",
            "is_inside": False, "inside_country": ""} | given  # fmt: skip


@pytest.mark.parametrize(
    ("km", "error", "expected"),
    [
        (7.26, 0.3, "7.3 km ± 0.3 from the Poland–Belarus border"),
        (7.26, 5.0, "7 km ± 5 from the Poland–Belarus border"),
        (57.26, 0.3, "57 km ± 0.3 from the Poland–Belarus border"),
        (0.0, 0.3, "0.0 km ± 0.3 from the Poland–Belarus border"),
    ],
)
def test_a_distance(km: float, error: float, expected: str):
    assert words.distance(place(km, error), NAMES) == expected


def test_a_distance_inside_an_allied_state():
    inside = place(57.0, 5.0, is_inside=True, inside_country="PL")
    assert words.distance(inside, NAMES) == "inside Poland, 57 km ± 5 from the Poland–Belarus border"


def test_a_distance_to_a_coast():
    assert words.distance(place(30.0, 2.0, border_neighbour=""), NAMES) == "30 km ± 2 from the coast of Poland"


def test_no_distance_without_a_point():
    assert words.distance(place(float("nan"), float("nan"), is_inside=None), NAMES) == ""


def test_codes_without_a_name_stand_as_codes():
    assert words.distance(place(12, 1, border_country="LT", border_neighbour="RU"), NAMES).endswith("the LT–RU border")


def test_every_distance_of_the_shipped_data_reads_well(shipped, names):
    for event in shipped.events.to_dict("records"):
        text = words.distance(event, names)
        assert bool(text) == (event["is_located"])
        assert "nan" not in text.lower()
        assert "  " not in text
        assert "inside ," not in text
        assert "–sea" not in text


def test_grades():
    assert words.credibility(2) == "2, probably true"
    assert words.reliability("B") == "B, usually reliable"
    assert words.reliability("Z") == "not graded"
    assert words.reliability(float("nan")) == "not graded"
    assert [words.credibility(grade) for grade in CREDIBILITY] == [f"{g}, {CREDIBILITY[g]}" for g in range(1, 7)]
    assert "".join(RELIABILITY) == "ABCDEF"


def test_every_precision_has_words():
    assert set(words.PRECISION) == set(GeoPrecision.__args__)


NONE = float("nan")


@pytest.mark.parametrize(
    ("ends", "said"),
    [((NONE, 8000), "up to 8,000"), ((8000, NONE), "over 8,000"), ((8000, 8000), "8,000"), ((10, 9e3), "10 to 9,000")],
)
def test_a_number_known_by_its_ends(ends: tuple[float, float], said: str):
    assert words.span(*ends) == said
