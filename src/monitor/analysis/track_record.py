"""The index's track record: does it forecast pre-registered outcomes better than naive baselines?"""

import numpy as np
import pandas as pd

# Registered before anything was scored; a day is positive when at least one follows within the horizon.
HORIZONS = (7, 14, 30)
SCORED_FROM = pd.Timestamp(2022, 7, 1)
REFIT_DAYS = 30
STEP_DAYS = 2
BLOCK_DAYS = 30
BOOTSTRAPS = 300
RIDGE = 1e-2
SLOPE_DAYS = 14
EXERCISE_MARGIN_DAYS = 7
ALARM = 40.0
SMALLEST_SAMPLE = 10
FEWEST_OUTCOMES = 4
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


def scores(
    index: pd.Series, events: pd.DataFrame, exercises: pd.DataFrame, seed: int, horizons: tuple[int, ...] = HORIZONS
) -> pd.DataFrame:
    """Returns a row per outcome and horizon: n, rate, brier, auc, and the Brier skill against each baseline.

    Forecasts use only what lies before the day they are made (expanding window, refitted every 30 days). A skill is
    1 - Brier / Brier of the baseline, with `<baseline>_low` and `_high` from a 30-day block bootstrap (80 %).
    """
    columns = ["outcome", "horizon", "n", "rate", "brier", "auc"]
    columns += [f"{name}{end}" for name in BASELINES for end in ("", "_low", "_high")]
    if index.empty:
        return pd.DataFrame(columns=columns)
    days = index.index
    calendar = exercise_days(exercises, days)
    features = np.column_stack([index.to_numpy() / 100, index.diff(SLOPE_DAYS).fillna(0).to_numpy() / 100])
    found = []
    for name, happened in outcomes(events).items():
        for horizon in horizons:
            target = ahead(happened, days, horizon)
            scored = np.flatnonzero((days >= SCORED_FROM) & (days <= days[-1] - pd.Timedelta(days=horizon)))[
                ::STEP_DAYS
            ]
            row = {"outcome": name, "horizon": horizon, "n": len(scored), "rate": float(target[scored].mean())}
            outcome_count = int(happened["event_date"].ge(SCORED_FROM).sum())
            if (
                outcome_count < FEWEST_OUTCOMES
                or not SMALLEST_SAMPLE <= target[scored].sum() <= len(scored) - SMALLEST_SAMPLE
            ):
                found.append(row)
                continue
            forecast = expanding(features, target, scored, horizon)
            base = {
                "climatology": expanding(np.zeros((len(days), 0)), target, scored, horizon),
                "persistence": expanding(behind(happened, days, horizon)[:, None], target, scored, horizon),
                "exercise calendar": expanding(calendar[:, None], target, scored, horizon),
            }
            row |= {"brier": float(np.mean((forecast - target[scored]) ** 2)), "auc": auc(forecast, target[scored])}
            for baseline, other in base.items():
                row |= _skill(baseline, forecast, other, target[scored], seed)
            found.append(row)
    return pd.DataFrame(found, columns=columns)


def expanding(features: np.ndarray, target: np.ndarray, scored: np.ndarray, horizon: int) -> np.ndarray:
    """Returns the forecast of each scored day by a logistic model fitted on days whose outcome was known by then."""
    design = np.column_stack([np.ones(len(features)), features])
    forecast = np.empty(len(scored))
    weights, fitted = None, -REFIT_DAYS
    for place, day in enumerate(scored):
        if weights is None or day - fitted >= REFIT_DAYS:
            known = slice(0, day - horizon)
            weights, fitted = logistic(design[known], target[known]), day
        forecast[place] = 1 / (1 + np.exp(-design[day] @ weights))
    return forecast


def logistic(design: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Returns the coefficients of a lightly ridged logistic regression (Newton's method, intercept not shrunk)."""
    weights = np.zeros(design.shape[1])
    ridge = np.diag([1e-6, *([RIDGE] * (design.shape[1] - 1))]) * len(target)
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (target - chance) - ridge @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def auc(forecast: np.ndarray, target: np.ndarray) -> float:
    """Returns the chance that a positive day got a higher forecast than a negative one (ties count half)."""
    rank = pd.Series(forecast).rank().to_numpy()
    positive = target.sum()
    return float((rank[target == 1].sum() - positive * (positive + 1) / 2) / (positive * (len(target) - positive)))


def _skill(name: str, forecast: np.ndarray, other: np.ndarray, target: np.ndarray, seed: int) -> dict[str, float]:
    ours, theirs = (forecast - target) ** 2, (other - target) ** 2
    length = max(BLOCK_DAYS // STEP_DAYS, 1)
    blocks = np.arange(len(target)) // length
    sums = np.array([[ours[blocks == b].sum(), theirs[blocks == b].sum()] for b in range(blocks.max() + 1)])
    drawn = np.random.default_rng(seed).integers(0, len(sums), (BOOTSTRAPS, len(sums)))
    totals = sums[drawn].sum(axis=1)
    low, high = np.quantile(1 - totals[:, 0] / totals[:, 1], (0.1, 0.9))
    return {name: float(1 - ours.sum() / theirs.sum()), f"{name}_low": float(low), f"{name}_high": float(high)}


def calibration(forecast: np.ndarray, target: np.ndarray, bins: int = 5) -> pd.DataFrame:
    """Returns mean forecast, observed rate and n per equally filled bin of the forecast."""
    group = pd.qcut(forecast, bins, duplicates="drop")
    rows = pd.DataFrame({"forecast": forecast, "observed": target, "bin": group})
    grouped = rows.groupby("bin", observed=True)
    return grouped.agg(
        forecast=("forecast", "mean"), observed=("observed", "mean"), n=("observed", "size")
    ).reset_index(drop=True)


def alarms(index: pd.Series, happened: pd.DataFrame, horizon: int = 30, threshold: float = ALARM) -> pd.DataFrame:
    """Returns every rise of the index through a threshold: day, index, outcome_day, lead_days; none = false alarm."""
    above = index.ge(threshold)
    rises = index.index[above & ~above.shift(1, fill_value=False)]
    rises = rises[rises >= SCORED_FROM]
    days = happened["event_date"].sort_values().to_numpy()
    found = []
    for rise in rises:
        later = days[(days > rise.to_datetime64()) & (days <= (rise + pd.Timedelta(days=horizon)).to_datetime64())]
        hit = pd.Timestamp(later[0]) if len(later) else pd.NaT
        found.append((rise, float(index[rise]), hit, (hit - rise).days if len(later) else np.nan))
    rows = pd.DataFrame(found, columns=["day", "index", "outcome_day", "lead_days"])
    return rows.astype({"day": "datetime64[s]", "outcome_day": "datetime64[s]", "lead_days": "float64"})


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
