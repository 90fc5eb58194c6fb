"""Superposed epochs: known answers, a uniform p-value where nothing happens, refusals."""

import numpy as np
import pandas as pd
import pytest

from monitor.analysis import epochs
from monitor.dataset import Dataset
from tests.analysis import frames

UNTIL = pd.Timestamp(2026, 6, 1)
LENGTH = (UNTIL - epochs.COVERED_FROM).days + 1
MARGIN = 7 * epochs.WEEKS_EACH_SIDE


def held(days: list[pd.Timestamp]) -> pd.DataFrame:
    return frames.exercises(*((f"x{n}", f"{day:%Y-%m-%d}", None, "RU-BY") for n, day in enumerate(days)))


def starts(count: int, seed: int) -> list[pd.Timestamp]:
    offsets = np.random.default_rng(seed).integers(MARGIN, LENGTH - MARGIN, count)
    return [epochs.COVERED_FROM + pd.Timedelta(days=int(n)) for n in offsets]


def on(days: list[pd.Timestamp]) -> pd.DataFrame:
    return frames.events(*(f"{day:%Y-%m-%d}" for day in days))


def test_incidents_exactly_at_starts_are_found():
    days = starts(24, 3)
    found = epochs.epochs(held(days), on([day + pd.Timedelta(days=1) for day in days]), UNTIL, "0000002a")
    first = found.windows.set_index("window").loc["First two weeks"]
    assert first["p"] < 0.01
    assert first["rate"] >= 1 / epochs.WINDOW_DAYS  # at least one incident in the 14 days of each start
    assert first["ratio"] > 2
    assert "p < 0.01" in epochs.finding(found)


def test_incidents_before_starts_do_not_count_as_after():
    days = [epochs.COVERED_FROM + pd.Timedelta(days=MARGIN + 90 * n) for n in range(18)]
    found = epochs.epochs(held(days), on([day - pd.Timedelta(days=3) for day in [*days, *days]]), UNTIL, "0000002a")
    rates = found.windows.set_index("window")["rate"]
    assert rates["Two weeks before"] == pytest.approx(2 / 14)
    assert rates["First two weeks"] == 0


def test_random_incidents_give_a_uniform_p_value():
    from scipy.stats import kstest

    values = []
    for seed in range(200):
        random = np.random.default_rng(seed)
        counts = random.poisson(1.0, LENGTH)
        days = random.integers(MARGIN, LENGTH - MARGIN, 30)
        draws = epochs.matched(days, epochs.COVERED_FROM, UNTIL, 199, seed)
        values.append(epochs.permutation(counts, days, draws, 0, 14)[2])
    assert kstest(values, "uniform").pvalue > 0.01
    assert 0.4 < np.mean(values) < 0.6


def test_starts_of_one_season_move_together_and_stay_in_it():
    calendar = pd.date_range(epochs.COVERED_FROM, UNTIL)
    days = np.array([(pd.Timestamp(d) - epochs.COVERED_FROM).days for d in ("2023-09-10", "2023-09-20", "2024-04-01")])
    draws = epochs.matched(days, epochs.COVERED_FROM, UNTIL, 300, 1)
    autumn = calendar[draws[:, 0]]
    assert set(autumn.month) == {9, 10, 11} and set(autumn.year) == {2023}
    assert set(calendar[draws[:, 2]].month) == {3, 4, 5}
    assert set((draws[:, 1] - draws[:, 0]) % 91) == {10}  # ten days apart round the 91 days of the season


def test_december_belongs_to_the_following_winter():
    calendar = pd.date_range(epochs.COVERED_FROM, UNTIL)
    day = np.array([(pd.Timestamp(2023, 12, 20) - epochs.COVERED_FROM).days])
    found = calendar[epochs.matched(day, epochs.COVERED_FROM, UNTIL, 400, 1)[:, 0]]
    assert {(d.year, d.month) for d in found} == {(2023, 12), (2024, 1), (2024, 2)}


@pytest.mark.parametrize(("exercises", "incidents"), [(7, 100), (20, 19), (0, 0)])
def test_too_few_are_refused_in_words(exercises: int, incidents: int):
    found = epochs.epochs(held(starts(exercises, 1)), on(starts(incidents, 2)), UNTIL, "0000002a")
    assert found.windows.empty and found.weeks.empty
    assert "at least 8 and 20" in found.refusal
    assert epochs.finding(found) == "Too few exercises or incidents for a rate"


def test_the_same_version_gives_the_same_numbers_and_another_one_others():
    one = [epochs.epochs(held(starts(20, 5)), on(starts(60, 6)), UNTIL, v, 200).windows for v in ("aa", "aa", "ab")]
    pd.testing.assert_frame_equal(one[0], one[1])
    assert not one[0]["expected_low"].equals(one[2]["expected_low"]) or not one[0]["low"].equals(one[2]["low"])


def test_only_starts_with_full_windows_inside_the_covered_period_count():
    days = [
        epochs.COVERED_FROM,
        UNTIL,
        epochs.COVERED_FROM + pd.Timedelta(days=MARGIN),
        UNTIL - pd.Timedelta(days=MARGIN),
    ]
    assert len(epochs.starts(held(days), UNTIL)) == 2


def test_shipped_types_below_twenty_incidents_are_refused(shipped: Dataset):
    incidents = shipped.events[shipped.events["group"].eq("incident") & ~shipped.events["is_part"]]
    found = epochs.by_type(shipped.exercises, incidents, sorted(set(incidents["type_label"])),
                           pd.Timestamp(shipped.as_of), shipped.version)  # fmt: skip
    few = found["incidents"].lt(epochs.FEWEST_INCIDENTS)
    assert few.any() and (~few).any()
    assert found.loc[few, "p"].isna().all() and found.loc[few, "refusal"].ne("").all()
    assert found.loc[~few, "p"].between(0, 1).all()
