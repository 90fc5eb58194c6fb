"""Tables of the index as shown: steps that add up, plain words where nothing can be scored."""

import numpy as np
import pandas as pd
import pytest

from monitor.analysis import escalation, index_tables, track_record
from tests.analysis.index_frames import EXAMPLE, EXAMPLE_DAY, events


def found(*rows: dict) -> escalation.Impacts:
    return escalation.impacts(events(*rows), frozenset(), escalation.PROFILES["Default"])


ROWS = [
    {"event_date": "2022-01-01", "severity": 8.0, "title": "Old"},
    {"event_date": "2022-01-10", "severity": 8.0, "title": "Big"},
    {"event_date": "2022-01-20", "severity": 6.5, "title": "Middle"},
    {"event_date": "2022-01-25", "title": "Small"},
    {"event_date": "2022-01-25", "direction": -1, "title": "Easing"},
]
SPAN = (pd.Timestamp(2022, 1, 1), pd.Timestamp(2022, 1, 31))


@pytest.mark.parametrize("named", [0, 1, 2, 9])
def test_the_steps_of_a_waterfall_add_up(named: int):
    moved = escalation.difference(found(*ROWS), *SPAN)
    steps = index_tables.waterfall(moved, named)
    assert steps["label"].iloc[[0, -1]].tolist() == ["Before", "After"]
    assert steps["is_total"].tolist() == [True, *[False] * (len(steps) - 2), True]
    before, *changes, after = steps["change"]
    assert before == pytest.approx(4.0)
    assert before + sum(changes) == pytest.approx(after, abs=1e-9)
    assert after == pytest.approx(moved["now"].sum())


def test_the_largest_changes_are_named_and_the_rest_is_summed_by_cause():
    steps = index_tables.waterfall(escalation.difference(found(*ROWS), *SPAN), 2).set_index("label")
    assert list(steps.index) == ["Before", "Big", "Middle", "1 other new events", "1 other easing events",
                                 "Fading of 1 earlier events", "After"]  # fmt: skip
    assert steps.loc[["Big", "Middle"], "event_id"].tolist() == ["e1", "e2"]
    assert steps["event_id"].drop(["Big", "Middle"]).eq("").all()
    assert steps.loc["Fading of 1 earlier events", "change"] == pytest.approx(-2.0)  # 30 days: half of 4
    assert steps.loc["1 other easing events", "change"] < 0 < steps.loc["1 other new events", "change"]


def test_a_waterfall_without_events_is_two_zeros():
    steps = index_tables.waterfall(escalation.difference(found(), *SPAN), 8)
    assert steps["label"].tolist() == ["Before", "After"]
    assert steps["change"].tolist() == [0, 0]


def test_contributions_of_the_worked_example():
    rows = escalation.contributions(found(*(row for row, _ in EXAMPLE)), EXAMPLE_DAY)
    shown = index_tables.contributions(rows)
    assert list(shown) == ["Event", "Date", "Type", "Adds now", "Share %", "Impact", "Severity", "Credibility", "Id"]
    assert shown["Adds now"].tolist() == [4.0, 2.0, 1.2, 0.9, 0.7, 0.365, -0.315]
    assert shown["Id"].tolist() == ["e0", "e2", "e8", "e1", "e3", "e9", "e4"]
    assert shown["Share %"].tolist() == [45.2, 22.6, 13.6, 10.2, 7.9, 4.1, -3.6]
    assert shown["Date"].iloc[1] == "2025-05-01"


def scored(**known: float) -> pd.DataFrame:
    estimates = ("auc", *track_record.BASELINES)
    skills = {f"{name}{end}": np.nan for name in estimates for end in ("", "_low", "_high")}
    row = {"outcome": "Border closure", "horizon": 7, "n": 700, "windows": 23, "rate": 0.1234, "refused": "",
           "brier": 0.10761}  # fmt: skip
    return pd.DataFrame([row | skills | known])


def test_scores_show_skill_with_its_interval():
    shown = index_tables.scores(
        scored(persistence=0.123, persistence_low=-0.051, persistence_high=0.3, auc=0.4188, auc_low=0.3, auc_high=0.55)
    )
    row = shown.iloc[0]
    assert row["Windows with one"] == 23
    assert row["Rate %"] == 12.3
    assert row["Brier"] == "0.108"
    assert row["AUC of the index"] == "0.42 (0.30 to 0.55)"
    assert row["Skill vs persistence"] == "+0.123 (-0.051 to +0.300)"
    assert row["Skill vs climatology"] == row["Skill vs exercise calendar"] == "too few to score"


def test_what_is_not_scored_is_said_once():
    rows = pd.concat([scored(refused=why, horizon=days) for why, days in (("", 7), ("not scored: 3", 14),
                                                                         ("not scored: 3", 30))])  # fmt: skip
    assert index_tables.refusals(rows) == "Border closure: not scored: 3."
    assert index_tables.refusals(scored()) == ""


def test_calibration_by_thirds():
    rows = pd.DataFrame({"outcome": "Border closure", "horizon": 7, "forecast": [0.101, 0.3], "observed": [0.2, 0.25],
                         "low": [0.123, 0.1], "high": [0.281, 0.4], "n": 239})  # fmt: skip
    assert index_tables.calibration(rows).to_dict("records") == [
        {"Outcome": "Border closure", "Days ahead": 7, "Lowest third": "said 10%, came true 20% (12% to 28%)",
         "Middle third": "said 30%, came true 25% (10% to 40%)", "Highest third": ""}
    ]  # fmt: skip
    assert index_tables.calibration(rows.head(0)).empty


def test_alarms_in_words():
    rows = pd.DataFrame(
        {
            "day": pd.to_datetime(["2023-01-01", "2023-03-01"]),
            "index": [40.4, 55.0],
            "outcome_day": pd.to_datetime(["2023-01-31", None]),
            "lead_days": [30, np.nan],
        }
    )
    shown = index_tables.alarms(rows)
    assert shown["Day"].tolist() == ["2023-01-01", "2023-03-01"]
    assert shown["First outcome"].tolist() == ["2023-01-31", "none within 30 days"]
    assert shown["Index"].tolist() == [40, 55]


def test_a_series_that_never_rises_gives_an_empty_table():
    flat = pd.Series(0.0, index=pd.date_range("2022-01-01", "2023-12-31"))
    assert index_tables.alarms(track_record.alarms(flat, events("2023-01-01"))).empty


def test_half_years_in_words():
    rows = pd.DataFrame(
        {"half": ["2022 H1"], "events": [62], "publishers": [104], "single_source": [0.129], "curvature": [4.0],
         "complete_from": [2.0]}
    )  # fmt: skip
    assert index_tables.completeness(rows).to_dict("records") == [
        {"Half-year": "2022 H1", "Events": 62, "Publishers": 104, "One publisher %": 13.0,
         "Most frequent severity": 4.0, "Complete from": 2.0}
    ]  # fmt: skip
