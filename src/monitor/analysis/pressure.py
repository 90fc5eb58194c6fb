"""The pressure of graded events that fades with time: by day and group, and what each event adds to it."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from monitor.analysis.impact import Impacts

COUNTRIES = ("PL", "LT", "LV", "EE", "FI", "RO", "XB", "BY", "RU")
DOMAIN_GROUPS = {
    "air": "Air", "land": "Land", "sea": "Sea", "nuclear": "Nuclear",
    "hybrid": "Hybrid, cyber, information", "cyber": "Hybrid, cyber, information",
    "information": "Hybrid, cyber, information", "political": "Political",
}  # fmt: skip
DOMAINS = tuple(dict.fromkeys(DOMAIN_GROUPS.values()))


def spans(rows: pd.DataFrame) -> tuple[pd.Series, np.ndarray]:
    """Returns the first day and the number of days over which each event arrives: its day, or all of its month."""
    monthly = rows["date_precision"].eq("month")
    month = rows["event_date"].dt.to_period("M")
    first = rows["event_date"].mask(monthly, month.dt.start_time)
    return first, np.where(monthly, month.dt.days_in_month, 1)


def arrivals(rows: pd.DataFrame, first: pd.Timestamp, days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns event position, day number and share of every arrival within `days` from `first`."""
    start, length = spans(rows)
    event = np.repeat(np.arange(len(rows)), length)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    day = np.repeat((start - first).dt.days.to_numpy(), length) + offset
    share = np.repeat(1.0 / length, length)
    seen = day < days
    return event[seen], day[seen], share[seen]


def faded(
    arriving: np.ndarray, event: np.ndarray, day: np.ndarray, share: np.ndarray, days: int, half_life: float,
    keep: Callable[[np.ndarray], np.ndarray] = lambda state: state,
) -> np.ndarray:  # fmt: skip
    """Returns one row per day of the sum of arrivals (`arriving[..., event]`) halved every `half_life` days.

    Arrivals of days below 0 have faded by then. `keep` reduces the state of a day before it is stored.
    """
    factor = 2.0 ** (-1.0 / half_life)
    past = day < 0
    state = arriving[..., event[past]] @ (share[past] * factor ** (-1.0 - day[past])).astype(arriving.dtype)
    event, day, share = event[~past], day[~past], share[~past]
    order = np.argsort(day, kind="stable")
    event, day, share = event[order], day[order], share[order]
    edges = np.searchsorted(day, np.arange(days + 1))
    rows = []
    for today in range(days):
        state = state * factor
        low, high = edges[today], edges[today + 1]
        if high > low:
            state = state + arriving[..., event[low:high]] @ share[low:high].astype(arriving.dtype)
        rows.append(keep(state))
    return np.array(rows)


def pressure(found: Impacts, days: pd.DatetimeIndex, groups: pd.DataFrame | None = None) -> pd.DataFrame:
    """Returns net pressure per day (rows) and group (columns; one column `theatre` without groups), not yet cut at 0.

    `days` follow each other. `groups` has a row per event of `found` and a 0/1 column per group.
    """
    rows = found.events
    member = np.ones((len(rows), 1)) if groups is None else groups.to_numpy("float64")
    names = ["theatre"] if groups is None else list(groups.columns)
    if rows.empty:
        return pd.DataFrame(0.0, index=days, columns=names)
    arriving = (member * rows["impact"].to_numpy()[:, None]).T
    net = faded(arriving, *arrivals(rows, days[0], len(days)), len(days), found.profile.half_life)
    return pd.DataFrame(net, index=days, columns=names)


def by_country(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns membership by country: where an event happened, or whom it was aimed at."""
    return pd.DataFrame(
        {
            code: (rows["country"].eq(code) | rows["target"].map(lambda target, code=code: code in target)).astype(
                float
            )
            for code in COUNTRIES
        },
        index=rows.index,
    )


def by_domain(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns membership by group of domains; every event belongs to exactly one."""
    group = rows["domain"].map(DOMAIN_GROUPS)
    return pd.DataFrame({name: group.eq(name).astype(float) for name in DOMAINS}, index=rows.index)


def by_segment(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns membership by the border segment nearest to a located event."""
    names = sorted(set(rows["segment_id"].dropna()) - {""})
    return pd.DataFrame({name: rows["segment_id"].eq(name).astype(float) for name in names}, index=rows.index)


def contributions(found: Impacts, day: pd.Timestamp) -> pd.DataFrame:
    """Returns what each event adds to the net pressure of a day: the event's columns, `now` and `share` of it.

    `now` adds up to the net pressure exactly; the largest come first.
    """
    rows = found.events
    if rows.empty:
        return rows.assign(now=pd.Series(dtype="float64"), share=pd.Series(dtype="float64"))
    first = rows["event_date"].dt.to_period("M").dt.start_time.min()
    count = (day - first).days + 1
    event, arrival, share = arrivals(rows, first, max(count, 0))
    fading = share * 2.0 ** (-(count - 1 - arrival) / found.profile.half_life)
    now = np.bincount(event, fading, minlength=len(rows)) * rows["impact"].to_numpy()
    rows = rows.assign(now=now)
    rows = rows[rows["now"].ne(0)]
    total = rows["now"].sum()
    rows = rows.assign(share=rows["now"] / total if total else 0.0)
    return rows.sort_values(
        ["now", "event_id"], key=lambda c: c.abs() if c.name == "now" else c, ascending=[False, True]
    )


def difference(found: Impacts, earlier: pd.Timestamp, later: pd.Timestamp) -> pd.DataFrame:
    """Returns why the net pressure moved between two days: rows of `before`, `now`, their `change` and its `cause`.

    Causes: new (escalating, arrived since), de-escalation (easing, arrived since), decay (fading of what was there).
    A month-precision event of which a part had arrived has a row for that part and one for the rest. All adds up.
    """
    rows = contributions(found, later)
    before = contributions(found, earlier).set_index("event_id")["now"]
    rows = rows.assign(before=rows["event_id"].map(before).fillna(0.0).astype("float64"))
    left = rows["before"] * 2.0 ** (-(later - earlier).days / found.profile.half_life)
    start, length = spans(rows)
    old = rows.assign(now=left, cause="decay")[rows["before"].ne(0)]
    new = rows.assign(now=rows["now"] - left, before=0.0, cause=np.where(rows["impact"].lt(0), "de-escalation", "new"))[
        start + pd.to_timedelta(length - 1, unit="D") > earlier
    ]
    both = pd.concat([new, old], ignore_index=True)
    return both.assign(change=both["now"] - both["before"])
