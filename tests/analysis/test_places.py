"""Marks on the map: every located event once, those of one place together."""

import pandas as pd
import pytest

from monitor.analysis import places
from monitor.dataset import Dataset
from tests.analysis.frames import events


def test_drawn_and_listed_events_are_all_events(shipped: Dataset):
    drawn, listed = places.mapped(shipped.events), places.listed_only(shipped.events)
    assert sorted([*drawn["event_id"], *listed["event_id"]]) == sorted(shipped.events["event_id"])
    assert not drawn["geo_precision"].eq("country").any()
    assert drawn["latitude"].notna().all()
    assert (listed["latitude"].isna() | listed["geo_precision"].eq("country")).all()


def test_the_counts_of_the_marks_add_up(shipped: Dataset):
    drawn = places.mapped(shipped.events)
    marks = places.marks(drawn)
    assert marks["place_count"].sum() == len(drawn)
    assert sorted(i for ids in marks["event_ids"] for i in ids) == sorted(drawn["event_id"])
    assert [len(ids) for ids in marks["event_ids"]] == list(marks["place_count"])


def test_a_mark_is_its_most_severe_event(shipped: Dataset):
    severity = dict(zip(shipped.events["event_id"], shipped.events["severity"], strict=True))
    for mark in places.marks(places.mapped(shipped.events)).itertuples():
        assert mark.event_id == mark.event_ids[0]
        assert mark.severity == max(severity[i] for i in mark.event_ids)


def test_marks_by_hand():
    rows = events(
        {"event_date": "2025-09-01", "latitude": 52.001, "longitude": 23.0},
        {"event_date": "2025-09-02", "latitude": 52.004, "longitude": 23.0, "severity": 9.0},
        {"event_date": "2025-09-03", "latitude": 52.02, "longitude": 23.0},
        {"event_date": "2025-09-04", "latitude": 52.001, "longitude": 23.0, "geo_precision": "region"},
        {"event_date": "2025-09-05", "latitude": 52.001, "longitude": 23.0, "geo_precision": "exact"},
    )
    marks = places.marks(rows)
    assert {(m.event_id, m.place_count, m.is_imprecise) for m in marks.itertuples()} == {
        ("e1", 4, False), ("e2", 1, False)}  # fmt: skip


def test_a_mark_is_imprecise_only_where_every_event_is():
    near = {"latitude": 52.0, "longitude": 23.0, "geo_precision": "region"}
    rows = events({"event_date": "2025-09-01", **near}, {"event_date": "2025-09-02", **near})
    assert places.marks(rows)["is_imprecise"].tolist() == [True]


def test_marks_keep_the_recorded_point_of_their_event():
    mark = places.marks(events({"event_date": "2025-09-01", "latitude": 52.0049, "longitude": 23.0051})).iloc[0]
    assert (mark["latitude"], mark["longitude"]) == (52.0049, 23.0051)


def test_no_events_no_marks():
    assert len(places.marks(events())) == 0


@pytest.fixture(scope="module")
def narrow(shipped: Dataset) -> pd.DataFrame:
    """The shipped events without the columns that a place does not ask for: to copy those takes longest."""
    return shipped.events[["event_id", "event_date", "latitude", "longitude", "is_located", "severity"]]


def test_a_mark_opens_all_its_events(shipped: Dataset, narrow: pd.DataFrame):
    for mark in places.marks(places.mapped(shipped.events)).itertuples():
        opened = set(places.at(narrow, mark.latitude, mark.longitude)["event_id"])
        assert set(mark.event_ids) <= opened


def test_a_mark_opens_only_its_events(shipped: Dataset, narrow: pd.DataFrame):
    for mark in places.marks(places.mapped(shipped.events)).itertuples():
        assert len(places.at(narrow, mark.at_latitude, mark.at_longitude)) == mark.place_count


@pytest.mark.parametrize("latitude", [52.015, 52.025, 54.565, 56.125, 52.005, 52.035, 52.045])
def test_a_point_half_way_between_two_hundredths_opens_itself(latitude: float):
    rows = events({"event_date": "2025-09-01", "latitude": latitude, "longitude": 23.0})
    assert len(places.at(rows, latitude, 23.0)) == 1
