"""The track record on series whose answer is known: perfect, random, by hand at the edges, and never looking ahead."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis import escalation, forecast, track_record
from monitor.dataset import Dataset
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
    rows = track_record.scores(track_record.trials(index, happened, NO_EXERCISES, (horizon,)))
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


def random_closures(seed: int, n: int) -> pd.DataFrame:
    chosen = np.random.default_rng(seed).choice(len(DAYS), n, replace=False)
    return closures(*(DAYS[0] + pd.Timedelta(days=int(day)) for day in chosen))


def test_a_perfect_index_is_scored_as_such():
    """The index stands at 100 on exactly the days that a closure follows within a week, at 0 on all others."""
    happened = random_closures(3, 40)
    row = scored(pd.Series(100 * track_record.ahead(happened, DAYS, 7), index=DAYS), happened)
    assert row["auc"] == row["auc_low"] == 1.0
    assert row["brier"] < 0.02
    for baseline in track_record.BASELINES:
        assert row[baseline] > 0.9
        assert row[f"{baseline}_low"] > 0.8


def test_a_random_index_has_no_skill():
    happened = random_closures(5, 60)
    row = scored(pd.Series(np.random.default_rng(5).uniform(0, 100, len(DAYS)), index=DAYS), happened)
    assert abs(row["climatology"]) < 0.05
    assert row["climatology_low"] < 0.01 and row["climatology_high"] > -0.02
    assert row["auc_low"] < 0.5 < row["auc_high"]


def test_only_separate_windows_count():
    """Ten closures in ten days fill two weeks, not ten."""
    together = closures(*pd.date_range("2023-01-01", periods=10))
    row = scored(pd.Series(10.0, index=DAYS), together)
    assert row["windows"] in (2, 3)
    assert row["refused"] == f"not scored: {row['windows']} windows with one, 10 needed"
    assert row[["brier", "auc", "persistence", "climatology_low"]].isna().all()
    apart = closures(*pd.date_range("2022-08-01", periods=10, freq="40D"))
    assert scored(pd.Series(np.arange(len(DAYS)) % 50, index=DAYS), apart)["windows"] == 10
    nine = apart.iloc[:9]
    assert "9 windows with one" in scored(pd.Series(10.0, index=DAYS), nine)["refused"]


def test_too_few_windows_without_an_outcome_are_refused_too():
    # May and June 2024 hold eight weeks and a bit.
    daily = closures(*pd.date_range("2022-06-01", "2024-05-01", freq="5D"))
    assert scored(pd.Series(10.0, index=DAYS), daily)["refused"].startswith("not scored: 8 windows without one")


def test_too_few_outcomes_are_said_in_the_first_line():
    found = track_record.trials(pd.Series(10.0, index=DAYS), closures("2023-01-01"), NO_EXERCISES)
    rows = track_record.scores(found)
    assert rows["n"].min() > 100 and rows["rate"].max() > 0
    assert track_record.verdict(rows) == "Too few outcomes to score the index"
    assert track_record.calibrations(found).empty


def test_nothing_is_scored_of_nothing():
    for index in (pd.Series(dtype="float64", index=DAYS[:0]), pd.Series(10.0, index=DAYS[:30])):
        rows = track_record.scores(track_record.trials(index, closures("2023-01-01"), NO_EXERCISES))
        assert rows["persistence"].isna().all()
        assert track_record.verdict(rows) == "Too few outcomes to score the index"


def test_the_verdict_on_the_shipped_data_does_not_hang_on_the_seed(shipped: Dataset, monkeypatch: pytest.MonkeyPatch):
    data = shipped
    found = escalation.reading(
        data.events, data.articles, data.sources, pd.Timestamp(data.as_of), data.version, replicates=10
    )
    index = found.series.set_index("date")["index"].loc["2021-07-01":]
    trials = track_record.trials(index, data.events, data.exercises)
    said = set()
    for seed in range(4):
        monkeypatch.setattr(forecast, "SEED", seed)
        said.add(track_record.verdict(track_record.scores(trials)))
    assert said == {track_record.verdict(track_record.scores(trials))}
    assert forecast.BOOTSTRAPS >= 2000


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


def test_a_rise_whose_time_is_not_up_is_no_false_alarm():
    index = pd.Series(0.0, index=DAYS)
    index[DAYS[-31] :] = 50
    assert track_record.alarms(index, closures()).shape[0] == 1
    index[DAYS[-31] :] = 0
    index[DAYS[-30] :] = 50
    assert track_record.alarms(index, closures()).empty


def test_the_alarms_are_said_beside_any_day():
    index = pd.Series(0.0, index=DAYS)
    for day in ("2023-01-01", "2023-03-01", "2023-06-01"):
        index[day] = 50
    happened = closures("2023-01-11", "2023-03-05")
    rises, usual = track_record.alarms(index, happened), track_record.chance(index, happened)
    # 30 days before each of the two closures, of all days from July 2022 to 30 days before the end
    days = (pd.Timestamp(2024, 5, 31) - pd.Timestamp(2022, 7, 1)).days + 1
    assert usual == (pytest.approx(60 / days), 15.5)
    # Two hits or more of three: 3 p^2 (1 - p) + p^3 with p = 60 / 701 is 0.021.
    assert track_record.alarm_lines(rises, usual) == (
        "The index rose through 40 (elevated) 3 times since 1 Jul 2022: 2 were followed within 30 days by one of the "
        "outcomes (median lead 7 days), 1 were false alarms. Of all days, 9% were followed by one (median lead 16): "
        "the alarms were more often than by chance."
    )
    assert track_record.alarm_lines(rises, (0.7, 9.0)).endswith("the alarms were no better than chance.")
    assert track_record.alarm_lines(rises.head(0), usual).endswith("0 times since 1 Jul 2022.")


def test_no_rise_gives_no_alarm():
    found = track_record.alarms(pd.Series(0.0, index=DAYS), closures("2023-01-01"))
    assert found.empty
    assert list(found) == ["day", "index", "outcome_day", "lead_days"]
