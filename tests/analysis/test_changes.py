"""The last days beside the same span before."""

from monitor.analysis import changes
from tests.analysis.frames import day, events


def test_recent_and_before_by_hand():
    rows = events(
        "2025-09-01",
        {"event_date": "2025-09-30", "severity": 9.0},
        {"event_date": "2025-09-15", "group": "measure", "severity": 3.0},
        {"event_date": "2025-09-15", "is_part": True},
        "2025-08-31",
        {"event_date": "2025-08-02", "group": "measure"},
        "2025-08-01",
        "2025-10-01",
    )
    found = changes.recent(rows, day("2025-09-30"))
    assert (found.since, found.until) == (day("2025-09-01"), day("2025-09-30"))
    assert list(found.events["event_id"]) == ["e1", "e0", "e2"]
    assert list(found.incidents["event_id"]) == ["e1", "e0"]
    assert list(found.before["event_id"]) == ["e4"]


def test_nothing_recent():
    found = changes.recent(events(), day("2025-09-30"))
    assert len(found.events) == len(found.incidents) == len(found.before) == 0
