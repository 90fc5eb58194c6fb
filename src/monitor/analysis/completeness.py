"""Above which severity the catalogue is complete, half-year by half-year, as seismologists ask of theirs."""

import numpy as np
import pandas as pd

CANDIDATES = (2.0, 3.0, 4.0, 5.0, 6.0)
ANCHOR = 6.0
# A half-year passes at a severity while fewer events than seen would be expected with at least this probability.
TAIL = 0.05
THIN_PUBLISHERS = 15
FIRST = pd.Timestamp(2021, 7, 1)


def halves(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Returns per half-year: half, events, publishers, single_source, curvature, complete_from.

    `curvature` is the severity of the most frequent half-point bin (maximum curvature: Wiemer and Wyss 2000).
    `complete_from` is the lowest severity at which, and above which, the count is not significantly short (Poisson,
    5 %) of the densest half-year's frequency-severity curve scaled to this half-year's events of severity 6 and more.
    """
    rows = events[~events["is_part"] & events["direction"].eq(1) & events["event_date"].ge(FIRST)]
    half = _half(rows["event_date"])
    names = sorted(set(half))
    counts = {name: _above(rows.loc[half.eq(name), "severity"]) for name in names}
    densest = max(names, key=lambda name: counts[name][0], default="")
    publisher = dict(zip(articles["article_id"], articles["publisher"], strict=True))
    found = []
    for name in names:
        part = rows[half.eq(name)]
        cited = part["sources"].map(lambda ids: {publisher[i] for i in ids if i in publisher})
        bins = (part["severity"] * 2).round() / 2
        found.append(
            {
                "half": name,
                "events": len(part),
                "publishers": len(set().union(*cited)) if len(part) else 0,
                "single_source": float(cited.map(len).le(1).mean()) if len(part) else np.nan,
                "curvature": float(bins.mode().iloc[0]),
                "complete_from": _complete_from(counts[name], counts[densest]),
            }
        )
    return pd.DataFrame(found, columns=["half", "events", "publishers", "single_source", "curvature", "complete_from"])


def easing(events: pd.DataFrame, severe_from: float, easing_from: float) -> pd.DataFrame:
    """Returns per half-year whether easing events are as well recorded as severe ones: half, severe, formal, lesser.

    `severe` counts escalating events from `severe_from`, `formal` easing ones from `easing_from`, `lesser` the rest.
    `formal_chance` and `lesser_chance` are the Poisson probabilities of at most so many, were they as frequent beside
    severe events as in the densest half-year; the row `others` pools all half-years but that one.
    """
    rows = events[~events["is_part"] & events["event_date"].ge(FIRST)]
    eases, formal = rows["direction"].eq(-1), rows["severity"].ge(easing_from)
    counts = pd.DataFrame(
        {
            "severe": rows["direction"].eq(1) & rows["severity"].ge(severe_from),
            "formal": eases & formal,
            "lesser": eases & ~formal,
        }
    )
    counts = counts.groupby(_half(rows["event_date"])).sum()
    if counts.empty:
        return counts.assign(formal_chance=[], lesser_chance=[]).rename_axis("half").reset_index()
    densest = counts.loc[counts["severe"].idxmax()]
    counts.loc["others"] = counts.drop(index=densest.name).sum()
    for kind in ("formal", "lesser"):
        rate = densest[kind] / max(int(densest["severe"]), 1)
        counts[f"{kind}_chance"] = [
            _at_most(int(seen), float(rate * severe))
            for seen, severe in counts[[kind, "severe"]].itertuples(index=False)
        ]
    return counts.rename_axis("half").reset_index()


def _half(days: pd.Series) -> pd.Series:
    return days.dt.year.astype("str") + " H" + days.dt.month.gt(6).map({False: "1", True: "2"})


def _above(severity: pd.Series) -> np.ndarray:
    return np.array([int(severity.ge(candidate).sum()) for candidate in CANDIDATES])


def _complete_from(seen: np.ndarray, reference: np.ndarray) -> float:
    anchor = max(int(seen[CANDIDATES.index(ANCHOR)]), 1)
    expected = reference / max(int(reference[CANDIDATES.index(ANCHOR)]), 1) * anchor
    lowest = ANCHOR
    for candidate, count, mean in sorted(zip(CANDIDATES, seen, expected, strict=True), reverse=True):
        if _at_most(int(count), float(mean)) < TAIL:
            break
        lowest = min(lowest, candidate)
    return lowest


def _at_most(count: int, mean: float) -> float:
    """Returns the Poisson probability of at most `count` events where `mean` are expected."""
    terms = np.cumsum(np.log(np.arange(1, count + 1))) if count else np.array([])
    logs = np.concatenate([[0.0], np.arange(1, count + 1) * np.log(max(mean, 1e-12)) - terms]) - mean
    return float(np.exp(logs).sum())


def lens(events: pd.DataFrame, articles: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns per month of a period: month, events, publishers, single_source (share), is_thin.

    A month is thin ("quiet or unmonitored?") when fewer than 15 distinct publishers stand behind its events.
    """
    publisher = dict(zip(articles["article_id"], articles["publisher"], strict=True))
    rows = events[~events["is_part"]]
    month = rows["event_date"].dt.to_period("M")
    cited = rows["sources"].map(lambda ids: {publisher[i] for i in ids if i in publisher})
    found = []
    for period in pd.period_range(since, until, freq="M"):
        here = cited[month.eq(period)]
        publishers = len(set().union(*here)) if len(here) else 0
        single = float(here.map(len).le(1).mean()) if len(here) else np.nan
        found.append((period.start_time, len(here), publishers, single, publishers < THIN_PUBLISHERS))
    return pd.DataFrame(found, columns=["month", "events", "publishers", "single_source", "is_thin"])
