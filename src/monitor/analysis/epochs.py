"""Incidents before, during and after exercises: superposed epochs against matched random dates, by permutation."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from monitor.analysis.escalation import seed

# Below these numbers a rate says more about chance and coverage than about exercises.
FEWEST_EXERCISES, FEWEST_INCIDENTS = 8, 20
# Two weeks either side of a start: longer than most exercises here (median 9 days) and short enough not to
# mix one exercise with the next.
WINDOW_DAYS = 14
WINDOWS = {"Two weeks before": (-WINDOW_DAYS, 0), "First two weeks": (0, WINDOW_DAYS),
           "Two weeks after": (WINDOW_DAYS, 2 * WINDOW_DAYS)}  # fmt: skip
WEEKS_EACH_SIDE = 6
PERMUTATIONS = 2_000
# Shared among the windows (Bonferroni), because three are looked at.
SIGNIFICANCE = 0.05
INTERVAL = (2.5, 97.5)
# The catalogue starts to be dense here (data/README.md, known gaps): earlier exercises have no incidents beside them.
COVERED_FROM = pd.Timestamp(2021, 6, 1)
SEASONS = {12: 0, 1: 0, 2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 2, 9: 3, 10: 3, 11: 3}

Days = NDArray[np.int64]


@dataclass(frozen=True)
class Epochs:
    """Rates around starts beside matched random dates, or why they are refused.

    `windows`: window, rate (incidents a day), expected, expected_low, expected_high (matched dates), ratio with its
    95 % interval low, high (bootstrap over seasons), p. `weeks`: week, rate, expected_low, expected, expected_high.
    """

    windows: pd.DataFrame
    weeks: pd.DataFrame
    exercises: int
    incidents: int
    refusal: str = ""


def starts(exercises: pd.DataFrame, until: pd.Timestamp, since: pd.Timestamp = COVERED_FROM) -> pd.Series:
    """Returns the starts whose windows lie inside the covered period, one per day and exercise."""
    margin = pd.Timedelta(days=WEEKS_EACH_SIDE * 7)
    days = exercises["start_date"].dropna()
    return days[days.ge(since + margin) & days.le(until - margin)]


def daily(incidents: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> Days:
    """Returns incidents per day from `since` to `until`, by first day; month-precision days are left out."""
    dated = incidents.loc[incidents["date_precision"].eq("day"), "event_date"]
    offset = (dated - since).dt.days
    length = (until - since).days + 1
    return np.bincount(offset[offset.between(0, length - 1)], minlength=length)


def strata(days: Days, since: pd.Timestamp, until: pd.Timestamp) -> tuple[NDArray, list[Days]]:
    """Returns the number of the year and season of each day, and the usable days of each number, in order."""
    calendar = pd.date_range(since, until, freq="D")
    # December belongs to the winter of the following year.
    label = (calendar.year + (calendar.month == 12)).to_numpy() * 4 + calendar.month.map(SEASONS).to_numpy()
    margin = WEEKS_EACH_SIDE * 7
    usable = np.arange(margin, len(calendar) - margin)
    own = np.unique(label[days])
    return np.searchsorted(own, label[days]), [usable[label[usable] == key] for key in own]


def matched(days: Days, since: pd.Timestamp, until: pd.Timestamp, draws: int, seed: int) -> Days:
    """Returns random days (draws x starts, as offsets), each from the year and season of its start.

    The starts of one season are moved together round that season, so that exercises that ran side by side still do:
    counted one by one they would look like more evidence than they are.
    """
    number, pools = strata(days, since, until)
    random = np.random.default_rng(seed)
    found = np.empty((draws, len(days)), dtype=np.int64)
    for own, pool in enumerate(pools):
        here = np.flatnonzero(number == own)
        place = np.searchsorted(pool, days[here])
        shift = random.integers(0, len(pool), (draws, 1))
        found[:, here] = pool[(place + shift) % len(pool)]
    return found


def permutation(counts: Days, days: Days, draws: Days, first: int, last: int) -> tuple[NDArray, NDArray, float]:
    """Returns the rate of each start, the mean rate of each draw, and the one-sided p-value of the observed mean.

    Rates are incidents per day from `first` to before `last` days after a start. p = (1 + draws at least as high) /
    (1 + draws), never 0.
    """
    observed, random = _rate(counts, days, first, last), _rate(counts, draws, first, last).mean(axis=1)
    above = int((random >= observed.mean() - 1e-12).sum())
    return observed, random, (1 + above) / (1 + len(random))


def _rate(counts: Days, at: Days, first: int, last: int) -> NDArray:
    total = np.concatenate([[0], np.cumsum(counts)])
    return (total[at + last] - total[at + first]) / (last - first)


def epochs(
    exercises: pd.DataFrame,
    incidents: pd.DataFrame,
    until: pd.Timestamp,
    version: str,
    permutations: int = PERMUTATIONS,
) -> Epochs:
    """Returns the rates around the starts of `exercises`, or a refusal in words when there are too few."""
    since = COVERED_FROM
    at = starts(exercises, until)
    counts = daily(incidents, since, until)
    number = int(counts.sum())
    if len(at) < FEWEST_EXERCISES or number < FEWEST_INCIDENTS:
        return Epochs(pd.DataFrame(), pd.DataFrame(), len(at), number, _refusal(len(at), number))
    days = (at - since).dt.days.to_numpy()
    key = seed(version)
    draws = matched(days, since, until, permutations, key)
    group, pools = strata(days, since, until)
    random = np.random.default_rng(key + 1)
    resampled = random.integers(0, len(pools), (permutations, len(pools)))
    rows = []
    for name, (first, last) in WINDOWS.items():
        observed, drawn, p = permutation(counts, days, draws, first, last)
        usual = _rate(counts, draws, first, last).mean(axis=0)
        seen, expected = (np.bincount(group, weights=values)[resampled].sum(axis=1) for values in (observed, usual))
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = np.nanpercentile(np.where(expected > 0, seen / expected, np.nan), INTERVAL)
        mean = float(drawn.mean())
        ratio = float(observed.mean()) / mean if mean else float("nan")
        rows.append((name, float(observed.mean()), mean, *np.percentile(drawn, INTERVAL), ratio, low, high, p))
    columns = ["window", "rate", "expected", "expected_low", "expected_high", "ratio", "low", "high", "p"]
    return Epochs(pd.DataFrame(rows, columns=columns), _weeks(counts, days, draws), len(at), number)


def _weeks(counts: Days, days: Days, draws: Days) -> pd.DataFrame:
    rows = []
    for week in range(-WEEKS_EACH_SIDE, WEEKS_EACH_SIDE):
        observed, drawn, _ = permutation(counts, days, draws, 7 * week, 7 * week + 7)
        low, high = np.percentile(drawn, INTERVAL)
        rows.append((week, float(observed.mean()), float(drawn.mean()), low, high))
    return pd.DataFrame(rows, columns=["week", "rate", "expected", "expected_low", "expected_high"])


def _refusal(exercises: int, incidents: int) -> str:
    return (
        f"{exercises} exercises with a dated start inside the covered period and {incidents} dated incidents match; "
        f"a rate needs at least {FEWEST_EXERCISES} and {FEWEST_INCIDENTS}. Widen the filters to see one."
    )


def by_type(
    exercises: pd.DataFrame, incidents: pd.DataFrame, labels: Iterable[str], until: pd.Timestamp, version: str
) -> pd.DataFrame:
    """Returns the first two weeks by type of incident: type, incidents, rate, expected, ratio, p, and a refusal."""
    rows = []
    for label in labels:
        some = incidents[incidents["type_label"].eq(label)]
        found = epochs(exercises, some, until, version)
        if found.refusal:
            few = found.incidents < FEWEST_INCIDENTS
            why = "too few incidents" if few else "too few exercises"
            rows.append((label, found.incidents, *[float("nan")] * 4, why))
        else:
            first = found.windows.iloc[1]
            rows.append((label, found.incidents, first["rate"], first["expected"], first["ratio"], first["p"], ""))
    columns = ["type", "incidents", "rate", "expected", "ratio", "p", "refusal"]
    return pd.DataFrame(rows, columns=columns).sort_values("incidents", ascending=False, ignore_index=True)


def finding(found: Epochs) -> str:
    """Returns whether incidents were denser in the two weeks from a start than on matched dates.

    Both have to say so: the p-value, shared among the windows, and the interval of the ratio.
    """
    if found.refusal:
        return "Too few exercises or incidents for a rate"
    row = found.windows.iloc[1]
    chance = f"p = {row['p']:.2f}" if row["p"] >= 0.01 else "p < 0.01"
    if row["p"] < SIGNIFICANCE / len(WINDOWS) and row["low"] > 1:
        return f"After exercise starts, incidents ran {row['ratio']:.1f} times as often ({chance})"
    return f"Incidents after starts do not differ from matched dates ({chance})"
