"""How far the pressure could have come out otherwise: seeded replicates of the catalogue and of its grades."""

import numpy as np
import pandas as pd

from monitor.analysis.impact import DOUBLING, Impacts, strength
from monitor.analysis.pressure import arrivals, faded

REPLICATES = 400
COVER = 0.80
SEVERITY_SD = 1.0
TYPE_SD = 0.75


def ends(
    found: Impacts, days: pd.DatetimeIndex, seed: int, groups: pd.DataFrame | None = None, count: int = REPLICATES
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns the low and high end of the 80 % interval of net pressure, per day and group (see `pressure`)."""
    rows = found.events
    names = ["theatre"] if groups is None else list(groups.columns)
    if rows.empty:
        flat = pd.DataFrame(0.0, index=days, columns=names)
        return flat, flat
    drawn = replicated(rows, np.random.default_rng(seed), count)
    member = np.ones((len(rows), 1), np.float32) if groups is None else groups.to_numpy(np.float32)
    arriving = drawn[None, :, :] * member.T[:, None, :]
    low, high = int(count * (1 - COVER) / 2), int(count * (1 + COVER) / 2)

    def kept(state: np.ndarray) -> np.ndarray:
        return np.partition(state, (low, high), axis=-1)[..., (low, high)]

    net = faded(arriving, *arrivals(rows, days[0], len(days)), len(days), found.profile.half_life, kept)
    return tuple(pd.DataFrame(net[:, :, end].astype(float), index=days, columns=names) for end in (0, 1))


def replicated(rows: pd.DataFrame, random: np.random.Generator, count: int) -> np.ndarray:
    """Returns the impact of every event (columns) in every replicate (rows)."""
    size = (count, len(rows))
    kinds, kind = np.unique(rows["event_type"].to_numpy(str), return_inverse=True)
    jitter = random.normal(0, SEVERITY_SD, size) + random.normal(0, TYPE_SD, (count, len(kinds)))[:, kind]
    spread = np.log(2) / DOUBLING * np.hypot(SEVERITY_SD, TYPE_SD)
    drawn = random.poisson(1.0, size) * (random.random(size) < rows["trust"].to_numpy())
    strong = strength(rows["severity"].to_numpy() + jitter) / np.exp(spread**2 / 2)
    return (drawn * strong * rows["credit"].to_numpy()).astype(np.float32)
