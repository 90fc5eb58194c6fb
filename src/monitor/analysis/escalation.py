"""The escalation index, method v2: pressure of graded events that fades with time, mapped to 0-100 with an interval.

Impact of an event = direction x 2^((severity - 5) / 1.5) x weight of its credibility x weight of its type.
Pressure on a day = sum of the impacts so far, each halved every H days, never below 0.
Index = 100 x (1 - 2^(-pressure / kappa)). `docs/method.md` gives the reasons for every constant.
This module is the whole method to others; its parts stand in `impact`, `pressure` and `replicates`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from monitor.analysis.impact import (
    CREDIBILITY_WEIGHTS,
    DOUBLING,
    EASING_FROM,
    HALF_LIFE_DAYS,
    NEUTRAL_SEVERITY,
    PROFILES,
    THRESHOLD,
    Impacts,
    Profile,
    impacts,
    state_only,
    strength,
)
from monitor.analysis.pressure import (
    COUNTRIES,
    DOMAIN_GROUPS,
    DOMAINS,
    by_country,
    by_domain,
    by_segment,
    contributions,
    difference,
    pressure,
)
from monitor.analysis.replicates import COVER, REPLICATES, SEVERITY_SD, TYPE_SD, ends

__all__ = [
    "BASELINE", "BASELINE_INDEX", "CATALOGUE_FROM", "COUNTRIES", "COVER", "CREDIBILITY_WEIGHTS", "DOMAINS",
    "DOMAIN_GROUPS", "DOUBLING", "EASING_FROM", "HALF_LIFE_DAYS", "KAPPA", "LEVELS", "LEVEL_BOUNDS", "METHOD",
    "NEUTRAL_SEVERITY", "PROFILES", "REPLICATES", "SEVERITY_SD", "THRESHOLD", "TYPE_SD", "Impacts", "Profile",
    "Reading", "banded", "by_country", "by_domain", "by_segment", "calibrated", "contributions", "days_to",
    "difference", "impacts", "index", "level", "line", "pressure", "reading", "scale", "seed",
    "state_only", "strength",
]  # fmt: skip

METHOD = "v2"
# Median theatre pressure of the baseline maps to 25; measured once on data version 4579ea1c and fixed with METHOD.
BASELINE = (pd.Timestamp(2021, 7, 1), pd.Timestamp(2024, 12, 31))
BASELINE_INDEX = 25.0
# Events are recorded without gaps from May 2021; before that only exercises, so there is no index to show.
CATALOGUE_FROM = pd.Timestamp(2021, 5, 1)
KAPPA = 7.179

LEVELS = ("low", "guarded", "elevated", "high", "severe")
LEVEL_BOUNDS = (0.0, 20.0, 40.0, 60.0, 80.0)


def scale(net: pd.DataFrame | np.ndarray, kappa: float = KAPPA) -> pd.DataFrame | np.ndarray:
    """Returns the index 0-100 of a net pressure."""
    return 100.0 * (1.0 - 2.0 ** (-np.maximum(net, 0.0) / kappa))


def calibrated(net: pd.Series) -> float:
    """Returns the kappa at which the median pressure of the baseline gives an index of 25."""
    median = float(net.clip(lower=0).loc[BASELINE[0] : BASELINE[1]].median())
    return max(median, 1e-6) / -np.log2(1 - BASELINE_INDEX / 100)


def level(index: float) -> str:
    """Returns the word for an index: low, guarded, elevated, high or severe."""
    return LEVELS[int(np.searchsorted(LEVEL_BOUNDS, index, side="right")) - 1]


def days_to(until: pd.Timestamp) -> pd.DatetimeIndex:
    """Returns every day from the beginning of the catalogue to `until`; older events only fade into the first days."""
    return pd.date_range(min(CATALOGUE_FROM, until), until)


def seed(version: str) -> int:
    """Returns the seed of a data version: its fingerprint (hexadecimal), without the desk revision in `fp-rN`."""
    return int(version.partition("-")[0], 16)


def banded(
    found: Impacts, days: pd.DatetimeIndex, seed: int, groups: pd.DataFrame | None = None,
    replicates: int = REPLICATES, kappa: float = KAPPA,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Returns net pressure per day and group, and the low and high end of the 80 % interval of its index.

    Each replicate draws every event Poisson(1) times, keeps it with the probability of its credibility, and jitters
    its severity (sd 1) and the base severity of its type (sd 0.75); strengths are divided by their mean shift, so
    that jitter widens the interval without lifting it. Seeded, so that one data version has one band; widened where
    needed to hold the point.
    """
    net = pressure(found, days, groups)
    low, high = (scale(end, kappa) for end in ends(found, days, seed, groups, replicates))
    point = scale(net, kappa)
    return net, np.minimum(low, point), np.maximum(high, point)


def line(found: Impacts, days: pd.DatetimeIndex, kappa: float = KAPPA) -> pd.Series:
    """Returns the theatre index by day, without its interval."""
    return scale(pressure(found, days)["theatre"], kappa).rename("index")


def index(
    found: Impacts, days: pd.DatetimeIndex, seed: int, kappa: float = KAPPA, replicates: int = REPLICATES
) -> pd.DataFrame:
    """Returns the theatre index: date, pressure, index, low, high, level; the point always lies in its interval."""
    net, low, high = (column["theatre"] for column in banded(found, days, seed, None, replicates, kappa))
    point = scale(net, kappa)
    return pd.DataFrame(
        {
            "date": days,
            "pressure": net.clip(lower=0).to_numpy(),
            "index": point.to_numpy(),
            "low": low.to_numpy(),
            "high": high.to_numpy(),
            "level": [level(value) for value in point],
        }
    )


@dataclass(frozen=True, eq=False)
class Reading:
    """The index of a set of events under a profile: its impacts, its series (see `index`), kappa and seed."""

    found: Impacts
    series: pd.DataFrame
    kappa: float
    seed: int

    @property
    def days(self) -> pd.DatetimeIndex:
        return pd.DatetimeIndex(self.series["date"])

    def at(self, day: pd.Timestamp) -> pd.Series | None:
        """Returns the row of a day, or None outside the series."""
        rows = self.series[self.series["date"].eq(day)]
        return None if rows.empty else rows.iloc[0]


def reading(
    events: pd.DataFrame, articles: pd.DataFrame, sources: pd.DataFrame, until: pd.Timestamp, version: str,
    profile: Profile = PROFILES["Default"], kappa: float | None = None, replicates: int = REPLICATES,
) -> Reading:  # fmt: skip
    """Returns the index of some events up to a day: the one definition behind page, command and briefing.

    `version` seeds the interval (see `seed`). Without `kappa` the fixed one is used for the default half-life and
    thresholds, and the same calibration on these events for others.
    """
    found = impacts(events, state_only(events, articles, sources), profile)
    days = days_to(until)
    if kappa is None:
        standard = profile.form == Profile().form
        kappa = KAPPA if standard else calibrated(pressure(found, days)["theatre"])
    start = seed(version)
    return Reading(found, index(found, days, start, kappa, replicates), kappa, start)
