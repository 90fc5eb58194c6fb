"""Whether severe events are followed by further ones more often than chance: estimates in words and tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from monitor import words
from monitor.analysis import hawkes, reactions
from monitor.analysis.hawkes import Estimate, TooFew

SINCE = pd.Timestamp(2021, 5, 1)  # earlier rows are exercises kept for comparison (data/README.md)
EXPOSED = ", background follows coverage"
MEANING = (
    "A branching ratio of 0.4 means that four in ten severe events come in the wake of an earlier one, as the model "
    "sees it; it measures clustering in what was recorded, press attention included, and shows no cause or intent."
)


@dataclass(frozen=True, eq=False)
class Finding:
    """An estimate of one set of events, or the words in which it was refused."""

    name: str
    estimate: Estimate | None
    refusal: str = ""


def severe(events: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Returns the counted events of severity 5 or more from May 2021 on."""
    rows = events[~events["is_part"] & events["severity"].ge(reactions.SEVERE)]
    return rows[rows["event_date"].between(SINCE, until)]


def period(until: pd.Timestamp) -> str:
    """Returns the days the estimates rest on."""
    return words.period(SINCE, until)


def estimates(events: pd.DataFrame, actors: pd.DataFrame, until: pd.Timestamp) -> list[Finding]:
    """Returns the estimates for all severe events, for each side, and across both sides, or why there is none."""
    sides = dict(zip(actors["code"], actors["side"], strict=True))
    dates = reactions.severe_dates(events, sides)
    if until <= SINCE:
        return [Finding(name, None, "no day since May 2021") for name in dates]
    found = [_estimated(name, {name: days}, until) for name, days in dates.items()]
    first = next(iter(dates))
    exposure = reactions.coverage(events, SINCE, until)
    found.insert(1, _estimated(first + EXPOSED, {first + EXPOSED: dates[first]}, until, exposure))
    across = {name: days for name, days in dates.items() if name != first}
    return [*found, _estimated("Across the two sides", across, until)]


def _estimated(
    name: str, dates: dict[str, pd.Series], until: pd.Timestamp, exposure: np.ndarray | None = None
) -> Finding:
    try:
        return Finding(name, hawkes.estimate(hawkes.daily(dates, SINCE, until), tuple(dates), exposure))
    except TooFew as few:
        return Finding(name, None, str(few))


def drawn(found: list[Finding]) -> pd.DataFrame:
    """Returns what can be drawn: name, ratio, low, high, n."""
    rows = [
        (one.name, one.estimate.fit.branching, one.estimate.low, one.estimate.high, sum(one.estimate.counts))
        for one in found
        if one.estimate
    ]
    return pd.DataFrame(rows, columns=["name", "ratio", "low", "high", "n"])


def finding(found: list[Finding]) -> str:
    """Returns the branching ratio of all severe events with its interval, as a title."""
    first = found[0].estimate
    if first is None:
        return "Too few severe events to estimate a branching ratio"
    if first.low < 0.05 and first.p_poisson > 0.05:
        return "Severe events cluster no more than chance would have it"
    return f"Branching ratio {first.fit.branching:.1f}, between {first.low:.1f} and {first.high:.1f}"


def table(found: list[Finding]) -> pd.DataFrame:
    """Returns Events, n, Branching ratio, 95 % interval, Half-life, fit against chance, left-over clustering."""
    return pd.DataFrame([_row(one) for one in found])


def _row(one: Finding) -> dict[str, object]:
    if one.estimate is None:
        return {"Severe events": one.name, "n": "", "Branching ratio": f"not given ({one.refusal})"}
    found = one.estimate
    return {
        "Severe events": one.name,
        "n": " + ".join(str(count) for count in found.counts),
        "Branching ratio": f"{found.fit.branching:.2f}",
        "95 % interval": f"{found.low:.2f} to {found.high:.2f}",
        "Half-life, days": f"{found.fit.half_life:.0f}",
        "Gain over independent events (AIC)": f"{found.aic_gain:+.1f}",
        "p if events were independent": f"{found.p_poisson:.2f}",
        "p of left-over clustering": f"{found.p_residual:.2f}",
    }
