"""The watch-list: what counts as evidence, each status, baselines, outcomes, what was raised, false alarms."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.analysis import evidence, watchboard, watchlist
from monitor.dataset import Dataset
from tests.analysis.recorded import INDICATOR, SIDES, dataset, events, noise

NOW = pd.Timestamp("2025-06-30")
COVERED = noise("2023-01-01", "2025-06-30")


def protest(day: str, **more: object) -> dict:
    return {"event_date": day, "event_id": f"p-{day}", "event_type": "protest", "initiator": ("PL",), **more}


def read(rows: list[dict], *indicators: dict, day: pd.Timestamp = NOW) -> dict:
    return watchlist.readings(dataset([*COVERED, *rows], *indicators), day).iloc[0].to_dict()


# Each filter lets "good" pass and stops "bad".
FILTERS = [
    ({"evidence_sides": ("NATO",)}, {}, {"initiator": ("RU",)}),
    ({"evidence_countries": ("PL",)}, {}, {"country": "LT"}),
    ({"evidence_tags": ("drones", "rail")}, {"tags": ("rail",)}, {"tags": ("sea",)}),
    ({"evidence_words": ("Drone",)}, {"title": "Two drones"}, {"title": "A boat"}),
    ({"evidence_words": ("drone",)}, {"title": "x", "summary": "Many DRONES"}, {"title": "x", "summary": "y"}),
    ({"minimum_severity": 4.0}, {"severity": 4.0}, {"severity": 3.9}),
    ({"minimum_objects": 3}, {"object_count": 3}, {"object_count": 2}),
    ({"minimum_objects": 3}, {"object_count": 3}, {}),
    ({}, {}, {"event_type": "sanction"}),
    ({}, {}, {"part_of": "good"}),
]


@pytest.mark.parametrize(("filters", "good", "bad"), FILTERS)
def test_every_filter_of_the_table_lets_through_what_it_says(filters: dict, good: dict, bad: dict):
    rows = events(
        {**protest("2025-06-01"), "event_id": "good", **good}, {**protest("2025-06-02"), "event_id": "bad", **bad}
    )
    found = evidence.pairs(pd.DataFrame([INDICATOR | filters]), rows, SIDES)
    assert list(found["event_id"]) == ["good"]
    assert str(found["event_date"].iloc[0].date()) == "2025-06-01"


def test_evidence_named_by_hand_counts_whatever_the_filters_say_and_never_twice():
    rows = events(
        {**protest("2025-06-01"), "event_id": "whole", "event_type": "sanction"},
        {**protest("2025-06-01"), "event_id": "part", "event_type": "sanction", "part_of": "whole"},
    )
    named = pd.DataFrame([INDICATOR | {"observed_event_ids": ("part",)}])
    assert list(evidence.pairs(named, rows, SIDES)["event_id"]) == ["part"]
    both = pd.DataFrame([INDICATOR | {"observed_event_ids": ("part", "whole")}])
    assert list(evidence.pairs(both, rows, SIDES)["event_id"]) == ["whole"]


def test_a_status_by_hand():
    row = read([protest("2025-05-20"), protest("2025-06-10"), protest("2025-06-24")], {})
    assert row["status"] == "observed"
    assert (row["count_7"], row["count_30"], row["count_90"]) == (1, 2, 3)
    assert row["evidence"] == ("p-2025-06-24", "p-2025-06-10")
    # one event in the 365 days before the last 30: 30 / 365 of an event per 30 days
    assert row["baseline"] == pytest.approx(30 / 365)
    assert row["change"] == pytest.approx(2 - 30 / 365)
    assert row["since"] == pd.Timestamp("2025-05-20")  # 30-day windows from 20 May on touch
    assert (row["outcome"], row["outcome_evidence"]) == ("", ())


def test_the_window_ends_on_its_day_and_begins_29_days_before():
    assert read([protest("2025-06-01")], {})["status"] == "observed"
    assert read([protest("2025-05-31")], {})["status"] == "not observed"
    row = read([protest("2025-05-31"), protest("2025-07-01")], {})  # tomorrow is not known yet
    assert (row["status"], row["evidence"]) == ("not observed", ())


def test_silence_without_coverage_is_unknown_but_evidence_is_evidence():
    bare = watchlist.readings(dataset([protest("2025-01-01")], {}), NOW).iloc[0]
    assert bare["status"] == "unknown"
    seen = watchlist.readings(dataset([protest("2025-06-20")], {}), NOW).iloc[0]
    assert seen["status"] == "observed"


def test_few_publishers_are_no_coverage():
    rows = [{**row, "sources": ("a1",)} for row in COVERED]
    table = watchlist.readings(dataset([*rows, protest("2024-01-01")], {}), NOW)
    assert table["status"].iloc[0] == "unknown"


def test_a_type_that_was_never_recorded_is_unknown():
    assert read([], {})["status"] == "unknown"


def test_a_rise_must_beat_its_baseline():
    rises = {"rule": "rises", "minimum_count": 2, "rise_factor": 1.5}
    once_a_month = [protest(str(day.date())) for day in pd.date_range("2024-01-05", "2025-06-05", freq="30D")]
    assert read(once_a_month, rises)["status"] == "not observed"
    assert read([*once_a_month, protest("2025-06-20"), protest("2025-06-21")], rises)["status"] == "observed"


def test_denser_coverage_alone_is_no_rise():
    rises = {"rule": "rises", "minimum_count": 2, "rise_factor": 2.0}
    before = [protest(str(day.date())) for day in pd.date_range("2024-01-05", "2025-05-30", freq="30D")]
    now = [protest("2025-06-10"), protest("2025-06-20"), protest("2025-06-25")]
    more = [{**row, "event_id": f"x{row['event_id']}"} for row in noise("2025-06-01", "2025-06-30", every=1)]
    assert read([*before, *now], rises)["status"] == "observed"
    assert read([*before, *now, *more], rises)["status"] == "not observed"


def test_a_rise_without_a_full_baseline_is_unknown():
    rows = [*noise("2021-05-01", "2021-12-31"), protest("2021-12-01"), protest("2021-12-20")]
    rises = {"rule": "rises", "minimum_count": 1}
    assert watchlist.readings(dataset(rows, rises), pd.Timestamp("2021-12-31"))["status"].iloc[0] == "unknown"


def test_what_speaks_against_it_withdraws_a_status():
    quiet = {"contrary_types": ("drone_incursion",)}
    drone = {"event_date": "2025-06-20", "event_id": "d"}
    assert read([protest("2025-06-10")], quiet)["status"] == "observed"
    assert read([protest("2025-06-10"), drone], quiet)["status"] == "not observed"


def expected(rows: list[dict], day: str = "2025-06-30", **more: object) -> dict:
    row = {"expected_after": ("t",), "deadline": pd.Timestamp("2025-03-31"), **more}
    trigger = {"event_date": "2025-03-01", "event_id": "t", "event_type": "protest"}
    return read([trigger, *rows], row, day=pd.Timestamp(day))


OUTCOMES = [
    ([protest("2025-03-01")], "met", "2025-03-01"),
    ([protest("2025-03-31")], "met", "2025-03-31"),
    ([protest("2025-04-01")], "late", "2025-04-01"),
    ([protest("2025-02-28")], "absent", None),
    ([], "absent", None),
]


@pytest.mark.parametrize(("rows", "outcome", "day"), OUTCOMES)
def test_an_outcome_by_hand(rows: list[dict], outcome: str, day: str | None):
    row = expected(rows)
    assert row["outcome"] == outcome
    assert (None if pd.isna(row["outcome_date"]) else str(row["outcome_date"].date())) == day
    assert row["outcome_evidence"] == (() if day is None else (rows[0]["event_id"],))
    assert row["expected_from"] == pd.Timestamp("2025-03-01")


def test_an_outcome_is_open_before_its_deadline_and_before_its_trigger():
    assert expected([], day="2025-03-20")["outcome"] == "unknown"
    before = expected([protest("2025-02-10")], day="2025-02-20")
    assert before["outcome"] == "unknown"
    assert pd.isna(before["expected_from"])


def test_the_trigger_itself_is_no_response_and_two_are_needed_where_two_are_asked():
    row = expected([protest("2025-03-05"), protest("2025-03-09")], minimum_count=2)
    assert str(row["outcome_date"].date()) == "2025-03-09"
    assert row["outcome_evidence"] == ("p-2025-03-05", "p-2025-03-09")


def test_an_expected_rise_is_measured_against_the_time_before_the_trigger():
    before = [protest(str(day.date())) for day in pd.date_range("2024-03-02", "2025-02-20", freq="30D")]
    rises = {"rule": "rises", "minimum_count": 1, "rise_factor": 1.5}
    after = [protest("2025-03-05"), protest("2025-03-09"), protest("2025-03-11")]
    assert expected([*before, *after[:1]], **rises)["outcome"] == "absent"
    # 12 protests in 365 days are about one in 30 days: one is no rise, two are
    assert str(expected([*before, *after], **rises)["outcome_date"].date()) == "2025-03-09"


def test_raised_names_the_new_and_the_risen():
    rows = [*COVERED, protest("2025-06-28"), {**protest("2025-06-29"), "event_id": "s", "event_type": "sanction"},
            {**protest("2025-06-10"), "event_id": "s0", "event_type": "sanction"}]  # fmt: skip
    data = dataset(rows, {"indicator_id": "new"}, {"indicator_id": "risen", "evidence_types": ("sanction",)},
                   {"indicator_id": "never", "evidence_types": ("threat",)})  # fmt: skip
    found = watchlist.raised(data, NOW, 7).set_index("indicator_id")
    assert found["is_new"].to_dict() == {"new": True, "risen": False}
    assert found.loc["risen", ["count", "count_before"]].tolist() == [2, 1]
    assert watchlist.raised(data, NOW, 1).empty


def test_false_alarms_by_hand():
    # raised on 1 Jan 2024 (a severe event follows on the 10th) and on 1 Jun 2024 (none follows)
    rows = [*noise("2023-01-01", "2025-06-30"), protest("2024-01-01"), protest("2024-06-01"),
            {"event_date": "2024-01-10", "event_id": "s", "severity": 5.0, "country": "PL"},
            {"event_date": "2024-06-10", "event_id": "far", "severity": 9.0, "country": "UA"}]  # fmt: skip
    found = watchboard.alarms(dataset(rows, {}), NOW).iloc[0]
    assert (found["raised_count"], found["false_share"]) == (2, 0.5)
    assert watchboard.false_alarms(found.to_dict()) == "too few to say (n = 2)"
    days = (NOW - watchlist.HISTORY_FROM).days + 1 - 30
    assert found["base_share"] == pytest.approx((days - 30) / days)
    down = watchboard.alarms(dataset(rows, {"direction": "down"}), NOW).iloc[0]
    assert down["base_share"] == pytest.approx(30 / days)


def test_an_empty_table_and_empty_events():
    assert watchlist.readings(dataset(COVERED), NOW).empty
    assert watchlist.raised(dataset(COVERED), NOW, 7).empty
    nothing = dataset([], {})
    assert watchlist.readings(nothing, NOW)["status"].tolist() == ["unknown"]
    assert watchboard.strip(nothing, NOW)["count"].sum() == 0
    assert watchboard.expected(watchlist.readings(nothing, NOW)).empty


@settings(max_examples=12)
@given(st.dates(min_value=pd.Timestamp("2022-01-01").date(), max_value=pd.Timestamp("2026-07-01").date()))
def test_more_evidence_never_unsets_an_indicator(shipped: Dataset, day):
    at = pd.Timestamp(day)
    found = watchlist.readings(shipped, at)
    assert len(found) == len(shipped.indicators) >= 36
    dates = shipped.events.set_index("event_id")["event_date"]
    for row in found.to_dict("records"):
        assert row["status"] in watchlist.STATUSES
        assert row["since"] <= at
        assert row["count_7"] <= row["count_30"] <= row["count_90"]
        assert all(at - pd.Timedelta(days=int(row["window_days"])) < dates[i] <= at for i in row["evidence"])
        if row["status"] == "observed":
            assert len(row["evidence"]) >= row["minimum_count"]
        if row["rule"] == "occurs" and not row["contrary_types"]:
            assert (row["status"] == "observed") == (len(row["evidence"]) >= row["minimum_count"])


def test_the_past_is_the_same_whether_later_events_are_known_or_not(shipped: Dataset):
    at = pd.Timestamp("2025-10-01")
    earlier = shipped.events[shipped.events["event_date"].le(at)]
    cut = dataset([], {})
    cut.events, cut.indicators, cut.articles, cut.actors = (
        earlier, shipped.indicators, shipped.articles, shipped.actors
    )  # fmt: skip
    pd.testing.assert_frame_equal(watchlist.readings(cut, at), watchlist.readings(shipped, at))


def test_the_shipped_ten_stand_as_the_events_show(shipped: Dataset):
    found = watchboard.expected(watchlist.readings(shipped, pd.Timestamp(shipped.as_of)))
    assert len(found) == 10
    outcomes = found.set_index("indicator_id")["outcome"].to_dict()
    assert outcomes.pop("ind-03") == "absent"
    assert set(outcomes.values()) == {"met"}
    days = found.set_index("indicator_id")["outcome_date"].dt.strftime("%Y-%m-%d").to_dict()
    assert (days["ind-05"], days["ind-07"]) == ("2025-09-10", "2025-09-12")  # Article 4; Poland closes its border
    assert watchboard.finding_expected(found) == "9 of 10 responses expected after Zapad-2025 were reported in time"
    assert shipped.indicators["label"].str.len().between(5, 40).all()


def test_known_at_takes_outcomes_back(shipped: Dataset):
    then = shipped.known_at(pd.Timestamp("2025-09-11").date())
    found = watchlist.readings(then, pd.Timestamp("2025-09-11")).set_index("indicator_id")
    assert found.loc["ind-05", "outcome"] == "met"
    assert found.loc["ind-07", "outcome"] == "unknown"


def test_the_rule_in_words_names_its_parts():
    row = INDICATOR | {"evidence_sides": ("NATO",), "evidence_countries": ("PL",), "rule": "rises", "window_days": 90}
    text = evidence.in_words(row, {"protest": "Protest"}, {"PL": "Poland"})
    assert "types protest, by NATO, in Poland" in text
    assert "Observed from 1 event in 90 days, if that is at least 2 times" in text


def test_the_tables_hold_a_row_per_indicator(shipped: Dataset):
    day = pd.Timestamp(shipped.as_of)
    rows = watchlist.readings(shipped, day)
    board = watchboard.table(rows, watchboard.alarms(shipped, day))
    assert len(board) == len(shipped.indicators)
    assert set(board["Status"]) <= set(watchlist.STATUSES)
    assert list(watchboard.expected_table(watchboard.expected(rows))["Outcome"]).count("met") == 9
