"""The index's track record: does it forecast pre-registered outcomes better than naive baselines?"""

from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd

from monitor import words
from monitor.analysis import forecast

# Registered before anything was scored; a day is positive when at least one follows within the horizon.
HORIZONS = (7, 14, 30)
SCORED_FROM = pd.Timestamp(2022, 7, 1)
SLOPE_DAYS = 14
EXERCISE_MARGIN_DAYS = 7
ALARM = 40.0
ALARM_DAYS = 30
# Windows one after another, so that one outcome fills one window only; fewer say nothing, whatever the interval.
FEWEST_WINDOWS = 10
# Hits more frequent than by chance with at most this probability are called so.
TAIL = 0.1
BASELINES = ("climatology", "persistence", "exercise calendar")
INCURSIONS = ("drone_incursion", "aircraft_incursion", "missile_incursion")


def outcomes(events: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Returns the pre-registered outcomes: the events that count as each; parts are left out."""
    rows = events[~events["is_part"] & events["date_precision"].eq("day")]
    council = rows["title"].str.contains("Article 4|Security Council|UNSC", regex=True)
    return {
        "Incursion of severity 5 or more": rows[rows["event_type"].isin(INCURSIONS) & rows["severity"].ge(5)],
        "Border closure": rows[rows["event_type"].eq("border_closure")],
        "Article 4 or Security Council": rows[rows["event_type"].eq("consultation") & council],
        "Shoot-down": rows[rows["shot_down"].gt(0).fillna(False)],
    }


def ahead(happened: pd.DataFrame, days: pd.DatetimeIndex, horizon: int) -> np.ndarray:
    """Returns for each day whether an outcome follows within the next `horizon` days (the day itself excluded)."""
    hits = np.zeros(len(days) + horizon + 1)
    position = (happened["event_date"] - days[0]).dt.days.to_numpy()
    position = position[(position >= 0) & (position < len(hits))]
    hits[position] = 1
    total = np.concatenate([[0.0], np.cumsum(hits)])
    start = np.arange(len(days)) + 1
    return (total[start + horizon] - total[start] > 0).astype(float)


def behind(happened: pd.DataFrame, days: pd.DatetimeIndex, horizon: int) -> np.ndarray:
    """Returns for each day whether an outcome came within the last `horizon` days, the day itself included."""
    mirrored = happened.assign(event_date=days[0] + (days[-1] - happened["event_date"]))
    return np.maximum(ahead(mirrored, days, horizon - 1)[::-1], _on(happened, days))


def _on(happened: pd.DataFrame, days: pd.DatetimeIndex) -> np.ndarray:
    return np.isin(days.to_numpy(), happened["event_date"].to_numpy()).astype(float)


def exercise_days(exercises: pd.DataFrame, days: pd.DatetimeIndex) -> np.ndarray:
    """Returns for each day whether an exercise of Russia and Belarus runs or starts or ended within seven days."""
    rows = exercises[exercises["side"].eq("RU-BY") & exercises["start_date"].notna()]
    margin = pd.Timedelta(days=EXERCISE_MARGIN_DAYS)
    running = np.zeros(len(days))
    for first, last in zip(rows["start_date"], rows["end_date"].fillna(rows["start_date"]), strict=True):
        running[(days >= first - margin) & (days <= last + margin)] = 1
    return running


@dataclass(frozen=True, eq=False)
class Trial:
    """One outcome and horizon: on each scored day the index, whether the outcome followed, and what was forecast.

    `windows` counts separate windows with the outcome, `free` those without; `forecasts` is empty where either is
    under ten, and otherwise holds that of the index under "index" and those of the baselines.
    """

    outcome: str
    horizon: int
    days: pd.DatetimeIndex
    index: np.ndarray
    target: np.ndarray
    windows: int
    free: int
    forecasts: dict[str, np.ndarray]

    @property
    def refused(self) -> str:
        """Why nothing is scored, in words; empty where it is."""
        if self.forecasts:
            return ""
        fewer, kind = min((self.windows, "with"), (self.free, "without"))
        return f"not scored: {words.count(fewer, 'window')} {kind} one, {FEWEST_WINDOWS} needed"


def trials(
    index: pd.Series, events: pd.DataFrame, exercises: pd.DataFrame, horizons: tuple[int, ...] = HORIZONS
) -> tuple[Trial, ...]:
    """Returns a trial per outcome and horizon from the index by day.

    Forecasts use only what lies before the day they are made (expanding window, refitted every 30 days).
    """
    if index.empty:
        return ()
    days = index.index
    line = np.column_stack([index, index.diff(SLOPE_DAYS).fillna(0)])
    calendar = exercise_days(exercises, days)[:, None]
    found = []
    for name, happened in outcomes(events).items():
        for horizon in horizons:
            target = ahead(happened, days, horizon)
            chosen = np.flatnonzero((days >= SCORED_FROM) & (days <= days[-1] - pd.Timedelta(days=horizon)))
            separate = target[chosen[::horizon]]
            windows, free = int(separate.sum()), int((1 - separate).sum())
            scored = chosen[:: forecast.STEP_DAYS]
            predictors = {
                "index": line,
                "climatology": np.zeros((len(days), 0)),
                "persistence": behind(happened, days, horizon)[:, None],
                "exercise calendar": calendar,
            }
            forecasts = {}
            if min(windows, free) >= FEWEST_WINDOWS:
                forecasts = {
                    key: forecast.expanding(values, target, scored, horizon) for key, values in predictors.items()
                }
            values = index.to_numpy()[scored]
            found.append(Trial(name, horizon, days[scored], values, target[scored], windows, free, forecasts))
    return tuple(found)


def scores(found: tuple[Trial, ...]) -> pd.DataFrame:
    """Returns a row per trial: outcome, horizon, n, windows, rate, refused, brier, auc and skill by baseline.

    `auc` ranks days by the bare index within each calendar year. A skill is 1 - Brier / Brier of the baseline. Both
    have `_low` and `_high` of an 80 % interval from a bootstrap of 60-day blocks.
    """
    rows = []
    for trial in found:
        rate = float(trial.target.mean()) if len(trial.target) else np.nan
        row = {"outcome": trial.outcome, "horizon": trial.horizon, "n": len(trial.target), "windows": trial.windows,
               "rate": rate, "refused": trial.refused}  # fmt: skip
        if trial.forecasts:
            ours = trial.forecasts["index"]
            row["brier"] = float(np.mean((ours - trial.target) ** 2))
            row |= _ends("auc", forecast.ranking(trial.index, trial.target, trial.days.year.to_numpy()))
            for name in BASELINES:
                row |= _ends(name, forecast.skill(ours, trial.forecasts[name], trial.target))
        rows.append(row)
    estimates = [f"{name}{end}" for name in ("auc", *BASELINES) for end in ("", "_low", "_high")]
    columns = ["outcome", "horizon", "n", "windows", "rate", "refused", "brier", *estimates]
    return pd.DataFrame(rows, columns=columns)


def _ends(name: str, estimate: forecast.Estimate) -> dict[str, float]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), estimate, strict=True))


def calibrations(found: tuple[Trial, ...]) -> pd.DataFrame:
    """Returns outcome, horizon, forecast, observed, low, high, n: a row per third of the forecasts of each trial."""
    parts = [
        forecast.calibration(trial.forecasts["index"], trial.target).assign(
            outcome=trial.outcome, horizon=trial.horizon
        )
        for trial in found
        if trial.forecasts
    ]
    columns = ["outcome", "horizon", "forecast", "observed", "low", "high", "n"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def verdict(found: pd.DataFrame) -> str:
    """Returns the first line of the track record, whatever it says."""
    rows = found[found["persistence"].notna()]
    if rows.empty:
        return "Too few outcomes to score the index"
    better = int(rows["persistence_low"].gt(0).sum())
    worse = int(rows["persistence_high"].lt(0).sum())
    beats = f"The index beats persistence in {better} of {len(rows)} tests"
    if better == 0:
        beats = f"The index does not beat persistence in any of {len(rows)} tests"
    return beats + (f" and loses in {worse}" if worse else "")


def alarms(
    index: pd.Series, happened: pd.DataFrame, horizon: int = ALARM_DAYS, threshold: float = ALARM
) -> pd.DataFrame:
    """Returns every rise of the index through a threshold: day, index, outcome_day, lead_days; none = false alarm.

    Rises in the last `horizon` days of the data are left out: their time is not up.
    """
    above = index.ge(threshold)
    rises = above & ~above.shift(1, fill_value=False)
    return _followed(index[rises], index.index.max(), happened, horizon)


def chance(index: pd.Series, happened: pd.DataFrame, horizon: int = ALARM_DAYS) -> tuple[float, float]:
    """Returns what any day gives, as alarms are scored: the share followed by an outcome, and the median lead."""
    rows = _followed(index, index.index.max(), happened, horizon)
    return float(rows["outcome_day"].notna().mean()), float(rows["lead_days"].median())


def _followed(index: pd.Series, last: pd.Timestamp, happened: pd.DataFrame, horizon: int) -> pd.DataFrame:
    """Returns the days of `index` that can be judged by the last day of the data, each with the outcome after it."""
    index = index[(index.index >= SCORED_FROM) & (index.index <= last - pd.Timedelta(days=horizon))]
    days = happened["event_date"].sort_values().to_numpy().astype("datetime64[s]")
    later = np.append(days, np.datetime64("NaT"))[np.searchsorted(days, index.index.to_numpy(), side="right")]
    rows = pd.DataFrame({"day": index.index, "index": index.to_numpy(), "outcome_day": later})
    lead = (rows["outcome_day"] - rows["day"]).dt.days
    rows["outcome_day"] = rows["outcome_day"].where(lead.le(horizon))
    return rows.assign(lead_days=lead.where(lead.le(horizon))).astype(
        {"day": "datetime64[s]", "index": "float64", "outcome_day": "datetime64[s]", "lead_days": "float64"}
    )


def alarm_lines(rises: pd.DataFrame, usual: tuple[float, float]) -> str:
    """Returns what the alarms were worth beside any day, in words; `usual` is what `chance` returns."""
    hits = int(rises["lead_days"].notna().sum())
    text = (
        f"The index rose through {ALARM:g} (elevated) {words.count(len(rises), 'time')} since {words.day(SCORED_FROM)}"
    )
    if rises.empty or np.isnan(usual[0]):
        return text + "."
    lead = f" (median lead {words.count(int(rises['lead_days'].median()), 'day')})" if hits else ""
    by_chance = sum(
        comb(len(rises), k) * usual[0] ** k * (1 - usual[0]) ** (len(rises) - k) for k in range(hits, len(rises) + 1)
    )
    worth = "more often than by chance" if by_chance <= TAIL else "no better than chance"
    anyway = f" (median lead {usual[1]:.0f})" if usual[0] else ""
    return (
        f"{text}: {hits} were followed within {ALARM_DAYS} days by one of the outcomes{lead}, {len(rises) - hits} were "
        f"false alarms. Of all days, {usual[0]:.0%} were followed by one{anyway}: the alarms were {worth}."
    )
