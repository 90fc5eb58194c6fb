"""Findings: the rules behind the titles of figures."""

import pandas as pd
import pytest

from monitor.analysis import findings
from monitor.charts.style import MAX_FINDING_WORDS
from monitor.dataset import Dataset
from monitor.selection import PERIODS, Selection, touching
from tests.analysis.frames import day, events


def test_parts_do_not_count():
    rows = events(
        "2025-09-01", {"event_date": "2025-09-01", "is_part": True}, {"event_date": "2025-09-01", "group": "measure"}
    )
    assert list(findings.counted(rows)["event_id"]) == ["e0", "e2"]
    assert list(findings.incidents(rows)["event_id"]) == ["e0"]


def test_between_includes_both_ends():
    rows = events("2025-08-31", "2025-09-01", "2025-09-30", "2025-10-01")
    assert list(findings.between(rows, day("2025-09-01"), day("2025-09-30"))["event_id"]) == ["e1", "e2"]


def test_nothing_is_said_of_nothing():
    measures = events({"event_date": "2025-09-01", "group": "measure"})
    assert findings.timeline(events()) == "No events in this period"
    assert findings.timeline(measures) == "No incidents recorded in this period"
    assert findings.places(events()) == "No located incidents in this period"
    assert (
        findings.places(events({"event_date": "2025-09-01", "border_km": None}))
        == "No located incidents in this period"
    )
    assert findings.situation(events(), day("2025-09-30")).startswith("0 incidents recorded")


def test_a_month_with_a_third_of_the_incidents_is_the_finding():
    rows = events(*["2025-09-09"] * 5, *["2025-08-01"] * 4, *["2025-07-01"] * 4, "2025-06-01", "2025-05-01")
    assert findings.timeline(rows) == "5 of 15 recorded incidents fall in September 2025"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["2025-09-09"] * 4 + ["2025-08-01"] * 3 + ["2025-07-01"] * 3, "four are too few"),
        (["2025-09-09"] * 6 + ["2025-08-01"] * 3, "two months make no comparison"),
        (["2025-09-09"] * 5 + ["2025-08-01"] * 4 + ["2025-07-01"] * 4 + ["2025-06-01"] * 3, "5 of 16 is under a third"),
    ],
)
def test_otherwise_the_number_and_the_commonest_type(rows: list[str], why: str):
    found = findings.timeline(events(*rows))
    assert found == f"{len(rows)} recorded incidents, most often of the type drone incursion ({len(rows)})", why


def test_an_abbreviation_keeps_its_capitals():
    jamming = {"event_date": "2025-09-01", "type_label": "GNSS interference"}
    assert "GNSS interference (2)" in findings.timeline(events(jamming, jamming))
    assert findings.timeline(events("2025-09-01")) == "1 recorded incident in this period"


def test_near_the_border():
    rows = events(*({"event_date": "2025-09-01", "border_km": km} for km in (0.0, 50.0, 50.1, None)),
                  {"event_date": "2025-09-01", "border_km": 3.0, "is_part": True})  # fmt: skip
    assert findings.places(rows) == "2 of 3 located incidents lie within 50 km of the border"
    assert findings.places(rows, near_km=60) == "3 of 3 located incidents lie within 60 km of the border"


def spread(recent: int, before: int) -> pd.DataFrame:
    return events(*["2025-09-30"] * recent, *["2025-08-31"] * before)


@pytest.mark.parametrize(
    ("recent", "before", "words"),
    [
        (10, 5, "rose from 5 to 10"),
        (5, 0, "rose from 0 to 5"),
        (9, 5, "9 incidents recorded"),
        (4, 0, "4 incidents recorded"),
        (5, 10, "fell from 10 to 5"),
        (0, 5, "fell from 5 to 0"),
        (6, 10, "6 incidents recorded"),
        (1, 2, "1 incident recorded"),
        (0, 0, "0 incidents recorded"),
    ],
)
def test_the_situation(recent: int, before: int, words: str):
    assert words in findings.situation(spread(recent, before), day("2025-09-30"))


def test_the_two_spans_of_the_situation_do_not_overlap():
    # 30 days to the 30th begin on the 1st; the 30 before are 2 to 31 August
    rows = events("2025-09-01", "2025-09-30", "2025-08-31", "2025-08-02", "2025-08-01", "2025-10-01")
    found = findings.situation(rows, day("2025-09-30"))
    assert found.startswith("2 incidents recorded")
    assert ", 2 in the 30 before" in found


@pytest.mark.parametrize("period", PERIODS)
def test_titles_of_figures_are_short(shipped: Dataset, period: str):
    rows = touching(shipped.events, *Selection(period=period).window(shipped), "event_date", "end_date")
    for text in (findings.timeline(rows), findings.places(rows)):
        assert len(text.split()) <= MAX_FINDING_WORDS
        assert not text.endswith(".")


def test_no_finding_speaks_of_cause_or_intent(shipped: Dataset):
    for text in (
        findings.timeline(shipped.events),
        findings.places(shipped.events),
        findings.situation(shipped.events, day("2025-09-30")),
    ):
        assert not {"because", "caused", "provoked", "attack", "aggression"} & set(text.lower().split())
