"""Forecasts that use only what was known on their day, and honest scores for them: skill, ranking, calibration."""

from functools import lru_cache

import numpy as np
import pandas as pd

REFIT_DAYS = 30
STEP_DAYS = 2
# Predictors are standardised, so this shrinks a coefficient by about a ten-thousandth of the sample: it only keeps
# early fits with few outcomes finite. From 0.1 to 0.0001 the record says the same (docs/method.md).
RIDGE = 1e-4
# Twice the longest horizon: neighbouring days share most of their window, blocks must not.
BLOCK_DAYS = 60
BOOTSTRAPS = 10_000
# The record must not change with the data version, so its bootstrap has a seed of its own.
SEED = 1992
ENDS = (0.1, 0.9)
BINS = 3

Estimate = tuple[float, float, float]


def expanding(features: np.ndarray, target: np.ndarray, scored: np.ndarray, horizon: int) -> np.ndarray:
    """Returns the forecast of each scored day by a logistic model fitted on days whose outcome was known by then.

    `features` has a row per day and a column per predictor, standardised by mean and spread of the fitted days.
    """
    forecast = np.empty(len(scored))
    fitted = -REFIT_DAYS
    for place, day in enumerate(scored):
        if day - fitted >= REFIT_DAYS:
            known, fitted = features[: day - horizon], day
            mean, spread = known.mean(axis=0), known.std(axis=0)
            spread = np.where(spread > 0, spread, 1.0)
            design = np.column_stack([np.ones(len(known)), (known - mean) / spread])
            weights = logistic(design, target[: day - horizon])
        score = weights[0] + ((features[day] - mean) / spread) @ weights[1:]
        forecast[place] = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
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


def _drawn(blocks: int, seed: int | None) -> np.ndarray:
    """Returns how often each block (column) is drawn in each replicate (row)."""
    return _counts(blocks, SEED if seed is None else seed)


@lru_cache(maxsize=16)
def _counts(blocks: int, seed: int) -> np.ndarray:
    counts = np.random.default_rng(seed).multinomial(blocks, np.full(blocks, 1 / blocks), BOOTSTRAPS)
    return counts.astype("float64")


def _blocks(n: int) -> np.ndarray:
    """Returns membership of scored days (rows) in blocks of days (columns)."""
    block = np.arange(n) // (BLOCK_DAYS // STEP_DAYS)
    return (block[:, None] == np.arange(block[-1] + 1)).astype("float64")


def _between(value: float, replicates: np.ndarray) -> Estimate:
    low, high = np.nanquantile(replicates, ENDS) if np.isfinite(replicates).any() else (np.nan, np.nan)
    return float(value), float(low), float(high)


def skill(forecast: np.ndarray, other: np.ndarray, target: np.ndarray, seed: int | None = None) -> Estimate:
    """Returns 1 - Brier / Brier of the other forecast, with its 80 % interval from a bootstrap of blocks."""
    ours, theirs = (forecast - target) ** 2, (other - target) ** 2
    sums = _blocks(len(target)).T @ np.column_stack([ours, theirs])
    totals = _drawn(len(sums), seed) @ sums
    return _between(1 - ours.sum() / theirs.sum(), 1 - totals[:, 0] / totals[:, 1])


def ranking(score: np.ndarray, target: np.ndarray, stratum: np.ndarray, seed: int | None = None) -> Estimate:
    """Returns the chance that a positive day has a higher score than a negative one of the same stratum (AUC).

    Ties count half; 0.5 is a coin. Pairs stay within a stratum, so that a rate drifting over the years is no merit.
    """
    hit, miss = target == 1, target == 0
    pair = (stratum[hit][:, None] == stratum[miss]).astype("float64")
    above = np.sign(score[hit][:, None] - score[miss]) / 2 + 0.5
    member = _blocks(len(target))
    won, all_pairs = (member[hit].T @ part @ member[miss] for part in (pair * above, pair))
    if not all_pairs.sum():
        return np.nan, np.nan, np.nan
    drawn = _drawn(member.shape[1], seed)
    pairs = ((drawn @ all_pairs) * drawn).sum(axis=1)
    wins = ((drawn @ won) * drawn).sum(axis=1)
    rates = np.divide(wins, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)
    return _between(won.sum() / all_pairs.sum(), rates)


def calibration(forecast: np.ndarray, target: np.ndarray, bins: int = BINS, seed: int | None = None) -> pd.DataFrame:
    """Returns forecast, observed, low, high, n per equally filled bin: what was said, and how often it came true."""
    group = pd.qcut(forecast, bins, duplicates="drop")
    member = _blocks(len(target))
    drawn = _drawn(member.shape[1], seed)
    found = []
    for bin_ in group.categories:
        here = np.asarray(group == bin_)
        counts = member.T @ np.column_stack([here * target, here])
        totals = drawn @ counts
        rates = np.divide(*totals.T, out=np.full(len(totals), np.nan), where=totals[:, 1] > 0)
        found.append((forecast[here].mean(), *_between(target[here].mean(), rates), int(here.sum())))
    return pd.DataFrame(found, columns=["forecast", "observed", "low", "high", "n"])
