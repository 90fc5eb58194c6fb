"""A discrete-time self-exciting model of severe events: how many further ones each is followed by, and how surely."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

FEWEST_EVENTS = 50
REPLICATES = 199
CONFIDENCE = 0.95
# Residual clustering is looked for over the first two weeks.
RESIDUAL_LAGS = 14
# A fit at or above one would explode when simulated; replicates are drawn just below.
STABLE = 0.97
# Daily memories over which the likelihood is profiled: half-lives from six hours to two months.
MEMORIES = tuple(0.5 ** (1 / days) for days in (0.25, 0.5, 1, 1.5, 2, 3, 5, 7, 10, 14, 21, 30, 60))
STEPS = 80
HIGHEST_RATIO, LONGEST_MEMORY = 2.0, 0.99
SEED = 20250910


class TooFew(ValueError):
    """Too few events to estimate anything from; its text says how many there are and how many are needed."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Parameters of the model for d series over T days: rates (d), ratios (d x d, from column to row), memory, fit."""

    rates: np.ndarray
    ratios: np.ndarray
    memory: float
    log_likelihood: float

    @property
    def branching(self) -> float:
        """Returns the branching ratio: the largest eigenvalue of the matrix of ratios."""
        return float(np.max(np.abs(np.linalg.eigvals(self.ratios))))

    @property
    def half_life(self) -> float:
        """Returns the days after which half of the excitement is gone."""
        return float(np.log(0.5) / np.log(self.memory)) if self.memory > 0 else 0.0


@dataclass(frozen=True, eq=False)
class Estimate:
    """A fit with what it is worth: intervals, comparison with a Poisson process, and what it leaves unexplained.

    `low`, `high`: bootstrap interval (95 %) of the branching ratio; `ratio_low`, `ratio_high` (d x d) of each ratio.
    `aic_gain` is positive where the model beats independent events; `p_poisson` is the chance of so good a fit if
    events were independent; `p_residual` the chance of so much left-over clustering if the model were right.
    """

    fit: Fit
    names: tuple[str, ...]
    counts: tuple[int, ...]
    days: int
    low: float
    high: float
    ratio_low: np.ndarray
    ratio_high: np.ndarray
    aic_gain: float
    p_poisson: float
    p_residual: float


def daily(dates: Mapping[str, pd.Series], since: pd.Timestamp, until: pd.Timestamp) -> np.ndarray:
    """Returns events per day (columns) and series (rows) from the first to the last day, both included."""
    days = (until - since).days + 1
    return np.array(
        [np.bincount((d[d.between(since, until)] - since).dt.days.astype("int64"), minlength=days)
         for d in dates.values()], dtype="float64",
    )  # fmt: skip


def estimate(
    counts: np.ndarray, names: tuple[str, ...], exposure: np.ndarray | None = None, replicates: int = REPLICATES
) -> Estimate:
    """Fits the model and measures it; raises TooFew when a series has fewer than 50 events.

    `counts` has one row per series and one column per day; `exposure` (one value per day, mean 1) scales the
    background, for instance with how much else was recorded.
    """
    for name, total in zip(names, counts.sum(axis=1), strict=True):
        if total < FEWEST_EVENTS:
            whose = f"{name}: " if len(names) > 1 else ""
            raise TooFew(f"{whose}{total:.0f} severe events, at least {FEWEST_EVENTS} are needed")
    exposure = np.ones(counts.shape[1]) if exposure is None else exposure
    rng = np.random.default_rng(SEED)
    found = fitted(counts, exposure)
    alike = simulated(found, exposure, replicates, rng)
    refits = profiled(alike, exposure)
    tail = (1 - CONFIDENCE) / 2
    low, high = _interval(found.branching, np.array([fit.branching for fit in refits]), tail)
    ratio_low, ratio_high = _interval(found.ratios, np.array([fit.ratios for fit in refits]), tail)
    left = _clustering(counts, found, exposure)
    lefts = np.array([_clustering(c, f, exposure) for c, f in zip(alike, refits, strict=True)])
    gain = found.log_likelihood - _independent(counts, exposure)
    plain = Fit(counts.sum(axis=1) / exposure.sum(), np.zeros_like(found.ratios), 0.5, 0.0)
    unlinked = simulated(plain, exposure, replicates, rng)
    gains = np.array([
        fit.log_likelihood - _independent(sample, exposure)
        for fit, sample in zip(profiled(unlinked, exposure), unlinked, strict=True)
    ])  # fmt: skip
    return Estimate(
        fit=found,
        names=names,
        counts=tuple(int(total) for total in counts.sum(axis=1)),
        days=counts.shape[1],
        low=float(low),
        high=float(high),
        ratio_low=ratio_low,
        ratio_high=ratio_high,
        aic_gain=2 * gain - 2 * (found.ratios.size + 1),
        p_poisson=(1 + int((gains >= gain).sum())) / (1 + replicates),
        p_residual=(1 + int((lefts >= left).sum())) / (1 + replicates),
    )


def _interval(value: np.ndarray | float, values: np.ndarray, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """Returns the bootstrap interval, shifted by the median bias of the replicates and never below zero."""
    bias = np.median(values, axis=0) - value
    low, high = np.quantile(values - bias, (tail, 1 - tail), axis=0)
    return np.maximum(np.minimum(low, value), 0.0), np.maximum(high - np.minimum(bias, 0.0), value)


def fitted(counts: np.ndarray, exposure: np.ndarray) -> Fit:
    """Returns the maximum-likelihood fit: the best of the profile over MEMORIES, polished by a gradient search."""
    from scipy.optimize import minimize

    start, d = profiled(counts[None], exposure)[0], counts.shape[0]
    x = np.concatenate([np.log(np.maximum(start.rates, 1e-7)), start.ratios.ravel(), [start.memory]])
    bounds = [(-17.0, 6.0)] * d + [(0.0, HIGHEST_RATIO)] * (d * d) + [(0.0, LONGEST_MEMORY)]
    best = minimize(_cost, x, args=(counts, exposure), jac=True, method="L-BFGS-B", bounds=bounds)
    if -best.fun < start.log_likelihood:
        return start
    return Fit(np.exp(best.x[:d]), best.x[d : d + d * d].reshape(d, d), float(best.x[-1]), -float(best.fun))


def profiled(samples: np.ndarray, exposure: np.ndarray) -> list[Fit]:
    """Returns the best fit over MEMORIES for each sample (samples x series x days), all samples at once.

    Given the memory the likelihood is concave in rates and ratios; they are found by expectation-maximisation, whose
    steps need only the days with events.
    """
    when = _positions(samples)
    best: tuple[np.ndarray, ...] | None = None
    for memory in MEMORIES:
        rates, ratios, value = _maximised(samples, exposure, when, memory)
        if best is None:
            best = rates, ratios, value, np.full(len(samples), memory)
            continue
        better = value > best[2]
        best[0][better], best[1][better], best[2][better] = rates[better], ratios[better], value[better]
        best[3][better] = memory
    return [Fit(*found) for found in zip(best[0], best[1], best[3].tolist(), best[2].tolist(), strict=True)]


def _positions(samples: np.ndarray) -> np.ndarray:
    """Returns the days with events of each sample and series, padded with days without."""
    most = max(int((samples > 0).sum(axis=2).max()), 1)
    return np.argsort(samples == 0, axis=2, kind="stable")[:, :, :most]


def _maximised(
    samples: np.ndarray, exposure: np.ndarray, when: np.ndarray, memory: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    excited, _ = _excitement(samples, memory)
    seen = np.take_along_axis(samples, when, axis=2)
    # At the event days of series i: the excitement of every series j (samples, i, days, j).
    acting = np.stack([np.take_along_axis(np.broadcast_to(excited[:, [j]], samples.shape), when, axis=2)
                       for j in range(samples.shape[1])], axis=3)  # fmt: skip
    outside, inside = exposure.sum(), np.maximum(excited.sum(axis=2), 1e-9)
    here = exposure[when]
    rates = np.maximum(seen.sum(axis=2) / outside, 1e-7) * 0.6
    ratios = np.full((*rates.shape, rates.shape[1]), 0.4 / rates.shape[1])
    for _ in range(STEPS):
        intensity = rates[:, :, None] * here + np.einsum("bij,bikj->bik", ratios, acting)
        share = seen / np.maximum(intensity, 1e-12)
        rates = rates * (share * here).sum(axis=2) / outside
        ratios = ratios * np.einsum("bik,bikj->bij", share, acting) / inside[:, None, :]
    intensity = np.maximum(rates[:, :, None] * here + np.einsum("bij,bikj->bik", ratios, acting), 1e-12)
    whole = rates.sum(axis=1) * outside + (ratios * inside[:, None, :]).sum(axis=(1, 2))
    return rates, ratios, (seen * np.log(intensity)).sum(axis=(1, 2)) - whole


def _cost(x: np.ndarray, counts: np.ndarray, exposure: np.ndarray) -> tuple[float, np.ndarray]:
    """Returns the negative log-likelihood (without the constant of the factorials) and its gradient."""
    d = counts.shape[0]
    rates, ratios, memory = np.exp(x[:d]), x[d : d + d * d].reshape(d, d), x[-1]
    excited, slope = _excitement(counts, memory)
    background = rates[:, None] * exposure
    intensity = np.maximum(background + ratios @ excited, 1e-12)
    pull = counts / intensity - 1.0
    value = (counts * np.log(intensity)).sum() - intensity.sum()
    gradient = np.concatenate(
        [(pull * background).sum(axis=1), (pull @ excited.T).ravel(), [(pull * (ratios @ slope)).sum()]]
    )
    return -value, -gradient


def _excitement(counts: np.ndarray, memory: float) -> tuple[np.ndarray, np.ndarray]:
    """Returns the excitement of each day and its derivative by memory; a past event's shares add up to one.

    R(t) = m R(t-1) + (1 - m) N(t-1), so an event of a day acts from the next day on.
    """
    from scipy.signal import lfilter

    none = np.zeros((*counts.shape[:-1], 1))
    before = np.concatenate([none, counts[..., :-1]], axis=-1)
    excited = lfilter([1 - memory], [1, -memory], before, axis=-1)
    lagged = np.concatenate([none, excited[..., :-1]], axis=-1)
    slope = lfilter([1], [1, -memory], lagged - before, axis=-1)
    return excited, slope


def simulated(fit: Fit, exposure: np.ndarray, replicates: int, rng: np.random.Generator) -> np.ndarray:
    """Returns replicates x series x days of counts drawn from a fit; ratios at or above one are pulled below it."""
    ratios = fit.ratios * min(1.0, STABLE / max(fit.branching, 1e-9))
    d, days = len(fit.rates), len(exposure)
    drawn = np.zeros((replicates, d, days))
    excited = np.zeros((replicates, d))
    for day in range(days):
        if day:
            excited = fit.memory * excited + (1 - fit.memory) * drawn[:, :, day - 1]
        drawn[:, :, day] = rng.poisson(fit.rates * exposure[day] + excited @ ratios.T)
    return drawn


def _independent(counts: np.ndarray, exposure: np.ndarray) -> float:
    """Returns the log-likelihood of independent events at a rate proportional to the exposure."""
    rate = np.maximum(counts.sum(axis=1, keepdims=True) / exposure.sum(), 1e-12) * exposure
    return float((counts * np.log(rate)).sum() - rate.sum())


def _clustering(counts: np.ndarray, fit: Fit, exposure: np.ndarray) -> float:
    """Returns the Ljung-Box statistic of the Pearson residuals, summed over the series."""
    excited, _ = _excitement(counts, fit.memory)
    intensity = np.maximum(fit.rates[:, None] * exposure + fit.ratios @ excited, 1e-9)
    left = (counts - intensity) / np.sqrt(intensity)
    left -= left.mean(axis=1, keepdims=True)
    days = counts.shape[1]
    power = np.maximum((left**2).sum(axis=1), 1e-12)
    lags = range(1, min(RESIDUAL_LAGS, days - 1) + 1)
    return float(sum(
        (((left[:, lag:] * left[:, :-lag]).sum(axis=1) / power) ** 2).sum() * days * (days + 2) / (days - lag)
        for lag in lags
    ))  # fmt: skip
