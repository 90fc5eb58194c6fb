"""The track record on series whose answer is known: perfect, random, by hand at the edges, and never looking ahead."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis import track_record
from tests.analysis import frames
from tests.analysis.index_frames import events

DAYS = pd.date_range("2021-07-01", "2024-06-30")
NO_EXERCISES = frames.exercises()
WEEK = pd.date_range("2022-01-01", periods=8)


def closures(*days: object) -> pd.DataFrame:
    return events(
        *({"event_date": f"{pd.Timestamp(d):%Y-%m-%d}", "event_type": "border_closure"} for d in days)
    ).assign(shot_down=pd.array([pd.NA] * len(days), dtype="Int64"))


def scored(index: pd.Series, happened: pd.DataFrame, horizon: int = 7) -> pd.Series:
    rows = track_record.scores(index, happened, NO_EXERCISES, seed=1, horizons=(horizon,))
    return rows.set_index("outcome").loc["Border closure"]


# --- windows by hand


def test_ahead_excludes_the_day_itself_and_includes_the_last():
    happened = closures("2022-01-04")
    assert track_record.ahead(happened, WEEK, 2).tolist() == [0, 1, 1, 0, 0, 0, 0, 0]
    assert track_record.ahead(happened, WEEK, 7).tolist() == [1, 1, 1, 0, 0, 0, 0, 0]


def test_ahead_sees_what_follows_the_last_day_and_not_what_came_before_the_first():
    assert track_record.ahead(closures("2022-01-10"), WEEK, 2).tolist() == [0] * 7 + [1]
    assert track_record.ahead(closures("2021-12-31", "2022-01-01"), WEEK, 3).tolist() == [0] * 8
    assert track_record.ahead(closures(), WEEK, 3).tolist() == [0] * 8


def test_behind_includes_the_day_itself():
    happened = closures("2022-01-04")
    assert track_record.behind(happened, WEEK, 1).tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    assert track_record.behind(happened, WEEK, 3).tolist() == [0, 0, 0, 1, 1, 1, 0, 0]
    assert track_record.behind(closures("2021-12-31"), WEEK, 2).tolist() == [1] + [0] * 7
    assert track_record.behind(closures("2022-01-08"), WEEK, 2).tolist() == [0] * 7 + [1]


@given(st.lists(st.integers(-15, 25), max_size=6), st.integers(1, 12))
def test_windows_by_brute_force(offsets: list[int], horizon: int):
    days = [WEEK[0] + timedelta(days=n) for n in offsets]
    ahead = [any(t < d <= t + timedelta(days=horizon) for d in days) for t in WEEK]
    behind = [any(t - timedelta(days=horizon) < d <= t for d in days) for t in WEEK]
    assert track_record.ahead(closures(*days), WEEK, horizon).tolist() == ahead
    assert track_record.behind(closures(*days), WEEK, horizon).tolist() == behind


def test_exercise_days_have_a_week_of_margin_and_one_side():
    rows = frames.exercises(
        ("zapad", "2022-02-10", "2022-02-12", "RU-BY"), ("open end", "2022-04-01", None, "RU-BY"),
        ("steadfast", "2022-06-01", "2022-06-30", "NATO"), ("undated", None, None, "RU-BY"),
    )  # fmt: skip
    days = pd.date_range("2022-01-01", "2022-07-31")
    running = pd.Series(track_record.exercise_days(rows, days), index=days)
    assert list(running[running.eq(1)].index) == [
        *pd.date_range("2022-02-03", "2022-02-19"), *pd.date_range("2022-03-25", "2022-04-08"),
    ]  # fmt: skip


def test_outcomes_count_whole_day_precise_events():
    table = events(
        {"event_date": "2023-01-01", "event_type": "drone_incursion", "severity": 5.0},
        {"event_date": "2023-01-01", "event_type": "drone_incursion", "severity": 4.5},
        {"event_date": "2023-01-01", "event_type": "drone_incursion", "severity": 8.0, "is_part": True},
        {"event_date": "2023-01-01", "event_type": "missile_incursion", "severity": 8.0, "date_precision": "month"},
        {"event_date": "2023-01-02", "event_type": "consultation", "title": "Poland asks for Article 4 talks"},
        {"event_date": "2023-01-02", "event_type": "consultation", "title": "Ministers meet"},
        {"event_date": "2023-01-03", "event_type": "border_closure"},
        {"event_date": "2023-01-04", "event_type": "balloon_incursion"},
    ).assign(shot_down=pd.array([pd.NA, 0, 1, 1, pd.NA, pd.NA, pd.NA, 2], dtype="Int64"))
    found = {name: rows["event_id"].tolist() for name, rows in track_record.outcomes(table).items()}
    assert found == {
        "Incursion of severity 5 or more": ["e0"],
        "Border closure": ["e6"],
        "Article 4 or Security Council": ["e4"],
        "Shoot-down": ["e7"],
    }


# --- scoring


def test_auc_by_hand():
    target = np.array([0, 0, 1, 1])
    assert track_record.auc(np.array([0.1, 0.2, 0.3, 0.4]), target) == 1.0
    assert track_record.auc(np.array([0.4, 0.3, 0.2, 0.1]), target) == 0.0
    assert track_record.auc(np.array([0.5, 0.5, 0.5, 0.5]), target) == 0.5
    assert track_record.auc(np.array([0.1, 0.3, 0.2, 0.4]), target) == 0.75


def test_a_logistic_model_of_two_groups_has_their_log_odds(monkeypatch: pytest.MonkeyPatch):
    """Rates of 1/4 and 3/4: intercept log(1/3), slope 2 log 3."""
    monkeypatch.setattr(track_record, "RIDGE", 1e-9)
    x = np.repeat([0.0, 1.0], 400)
    target = np.tile([1, 0, 0, 0], 100).tolist() + np.tile([1, 1, 1, 0], 100).tolist()
    weights = track_record.logistic(np.column_stack([np.ones(800), x]), np.array(target, float))
    assert weights == pytest.approx([-np.log(3), 2 * np.log(3)], abs=1e-3)


def test_the_intercept_alone_is_the_rate():
    weights = track_record.logistic(np.ones((10, 1)), np.array([1.0] * 3 + [0.0] * 7))
    assert 1 / (1 + np.exp(-weights[0])) == pytest.approx(0.3, abs=1e-4)


def test_the_ridge_only_shrinks():
    x = np.repeat([0.0, 1.0], 400)
    target = np.array(np.tile([1, 0, 0, 0], 100).tolist() + np.tile([1, 1, 1, 0], 100).tolist(), float)
    slope = track_record.logistic(np.column_stack([np.ones(800), x]), target)[1]
    assert 0 < slope < 2 * np.log(3)


def test_a_perfect_forecaster_is_scored_as_such():
    """The index stands at 100 on exactly the days that a closure follows within a week, at 0 on all others."""
    random = np.random.default_rng(3)
    happened = closures(*(DAYS[0] + pd.Timedelta(days=int(n)) for n in random.choice(len(DAYS), 40, replace=False)))
    index = pd.Series(100 * track_record.ahead(happened, DAYS, 7), index=DAYS)
    features = index.to_numpy()[:, None] / 100
    places = np.arange(400, len(DAYS) - 7)
    target = track_record.ahead(happened, DAYS, 7)
    assert track_record.auc(track_record.expanding(features, target, places, 7), target[places]) == 1.0
    row = scored(index, happened)
    assert row["auc"] > 0.97
    for baseline in track_record.BASELINES:
        assert row[baseline] > 0.3
        assert row[f"{baseline}_low"] > 0


def test_a_random_forecaster_has_no_skill():
    random = np.random.default_rng(5)
    happened = closures(*(DAYS[0] + pd.Timedelta(days=int(n)) for n in random.choice(len(DAYS), 60, replace=False)))
    index = pd.Series(random.uniform(0, 100, len(DAYS)), index=DAYS)
    row = scored(index, happened)
    assert abs(row["climatology"]) < 0.05
    assert row["climatology_low"] < 0.01 and row["climatology_high"] > -0.02
    assert 0.3 < row["auc"] < 0.7


def test_skill_is_one_minus_the_ratio_of_brier_scores():
    ours, theirs, target = np.array([0.5, 0.5]), np.array([1.0, 0.0]), np.array([0.0, 0.0])
    found = track_record._skill("x", ours, theirs, target, seed=1)
    assert found["x"] == pytest.approx(1 - 0.5 / 1.0)
    assert found["x_low"] <= found["x"] <= found["x_high"]


def test_the_interval_is_of_its_seed():
    random = np.random.default_rng(1)
    ours, theirs, target = random.random(200), random.random(200), random.integers(0, 2, 200)
    assert track_record._skill("x", ours, theirs, target, 4) == track_record._skill("x", ours, theirs, target, 4)
    assert track_record._skill("x", ours, theirs, target, 4) != track_record._skill("x", ours, theirs, target, 5)


@pytest.mark.parametrize("horizon", [7, 30])
def test_what_happens_after_a_day_never_changes_its_forecast(horizon: int):
    random = np.random.default_rng(2)
    target = (random.random(700) < 0.3).astype(float)
    features = random.random((700, 2))
    places = np.arange(300, 700, 5)
    before = track_record.expanding(features, target, places, horizon)
    cut = 520
    # An outcome known on day d is a target of day d - horizon or earlier.
    changed, moved = target.copy(), features.copy()
    changed[cut - horizon :] = 1 - changed[cut - horizon :]
    moved[cut + 1 :] = 0.5
    after = track_record.expanding(moved, changed, places, horizon)
    np.testing.assert_array_equal(after[places <= cut], before[places <= cut])
    assert (after[places > cut + track_record.REFIT_DAYS] != before[places > cut + track_record.REFIT_DAYS]).any()


def test_events_after_a_day_never_change_its_forecast():
    early, late = closures(*DAYS[20:800:19]), closures(*DAYS[20:800:19], *DAYS[905::3])
    places = np.arange(500, 880, 3)
    line = np.linspace(0, 1, len(DAYS))[:, None]
    forecasts = [
        track_record.expanding(line, track_record.ahead(happened, DAYS, 14), places, 14) for happened in (early, late)
    ]
    np.testing.assert_array_equal(*forecasts)


def test_too_few_days_are_not_scored():
    row = scored(pd.Series(10.0, index=DAYS), closures("2023-01-01"))
    assert row["n"] > 100
    assert row["rate"] > 0
    assert row[["brier", "auc", "persistence", "climatology_low"]].isna().all()
    rows = track_record.scores(pd.Series(10.0, index=DAYS), closures("2023-01-01"), NO_EXERCISES, 1, (7, 14))
    assert track_record.verdict(rows) == "Too few outcomes to score the index"


def test_one_outcome_is_never_scored():
    row = scored(pd.Series(10.0, index=DAYS), closures("2023-01-01"), horizon=30)
    assert np.isnan(row["persistence"])


@pytest.mark.parametrize(
    ("lows", "highs", "line"),
    [
        ([0.1, 0.2], [0.3, 0.4], "The index beats persistence in 2 of 2 tests"),
        ([-0.1, 0.2], [0.3, 0.4], "The index beats persistence in 1 of 2 tests"),
        ([-0.1, -0.2], [0.3, 0.4], "The index does not beat persistence in any of 2 tests"),
        ([-0.3, -0.2], [-0.1, 0.4], "The index does not beat persistence in any of 2 tests and loses in 1"),
        ([-0.3, 0.1], [-0.1, 0.4], "The index beats persistence in 1 of 2 tests and loses in 1"),
    ],
)
def test_the_verdict_says_so_whatever_it_is(lows: list[float], highs: list[float], line: str):
    rows = pd.DataFrame({"persistence": [0.0, 0.0], "persistence_low": lows, "persistence_high": highs})
    assert track_record.verdict(rows) == line


def test_calibration_of_a_calibrated_forecast():
    forecast = np.repeat([0.1, 0.3, 0.5, 0.7, 0.9], 10) + np.tile(np.arange(10) * 1e-6, 5)
    target = np.concatenate([[1.0] * n + [0.0] * (10 - n) for n in (1, 3, 5, 7, 9)])
    found = track_record.calibration(forecast, target)
    assert found["n"].tolist() == [10] * 5
    assert found["observed"].tolist() == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    assert found["forecast"].tolist() == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9], abs=1e-4)


def test_alarms_are_rises_with_their_lead():
    index = pd.Series(0.0, index=DAYS)
    index["2021-08-01":"2021-08-10"] = 50  # before anything is scored
    index["2023-01-01":"2023-01-10"] = 40  # at the bound counts
    index["2023-03-01":"2023-03-02"] = 90
    index["2023-03-04":"2023-03-05"] = 39.9
    happened = closures("2023-01-01", "2023-01-31", "2023-02-15", "2023-04-01")
    found = track_record.alarms(index, happened)
    assert found["day"].tolist() == [pd.Timestamp(2023, 1, 1), pd.Timestamp(2023, 3, 1)]
    assert found["index"].tolist() == [40, 90]
    assert found["outcome_day"].iloc[0] == pd.Timestamp(2023, 1, 31)  # that of the day itself was no forecast
    assert found["lead_days"].iloc[0] == 30
    assert pd.isna(found["lead_days"].iloc[1])  # 1 April is 31 days on


def test_no_rise_gives_no_alarm():
    found = track_record.alarms(pd.Series(0.0, index=DAYS), closures("2023-01-01"))
    assert found.empty
    assert list(found) == ["day", "index", "outcome_day", "lead_days"]
