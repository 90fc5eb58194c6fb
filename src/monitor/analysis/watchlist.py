"""The watch-list: which indicators are observed on a day, since when, and whether expected responses came in time."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from monitor.analysis import evidence

STATUSES = ("unknown", "not observed", "observed")
UNKNOWN, NOT_OBSERVED, OBSERVED = range(3)
# What `monitor watchlist` prints of each reading.
PRINTED = (
    "indicator_id", "status", "since", "evidence", "deadline", "outcome", "outcome_date", "outcome_evidence",
    "count_7", "count_30", "count_90", "baseline", "change",
)  # fmt: skip
MET, LATE, ABSENT, OPEN = "met", "late", "absent", "unknown"

# Rows before May 2021 are earlier exercises kept for comparison (data/README.md): no day before can be judged.
HISTORY_FROM = pd.Timestamp(2021, 5, 1)
# "Not observed" needs somebody looking. About a quarter of all 30-day spans since May 2021 hold fewer than five events
# or ten publishers of any kind; in those, silence is no evidence and the status is unknown.
ENOUGH_EVENTS, ENOUGH_PUBLISHERS = 5, 10
CALM_DAYS = 30
LABEL_CHARACTERS = 40


class Recorded(Protocol):
    """What the watch-list reads of a data set."""

    @property
    def events(self) -> pd.DataFrame: ...
    @property
    def indicators(self) -> pd.DataFrame: ...
    @property
    def articles(self) -> pd.DataFrame: ...
    @property
    def actors(self) -> pd.DataFrame: ...


@dataclass(frozen=True, eq=False)
class Past:
    """Daily counts from HISTORY_FROM to a day: events, publishers by day, evidence and contrary events by indicator."""

    days: pd.DatetimeIndex
    indicators: pd.DataFrame
    pairs: pd.DataFrame
    total: np.ndarray
    publishers: np.ndarray
    evidence: np.ndarray
    contrary: np.ndarray
    typed: np.ndarray

    def at(self, day: pd.Timestamp) -> int:
        """Returns the position of a day, never beyond the last one."""
        return min((day - HISTORY_FROM).days, len(self.days) - 1)


def past(dataset: Recorded, day: pd.Timestamp) -> Past:
    """Counts what was recorded by day up to and with `day`."""
    days = pd.date_range(HISTORY_FROM, max(pd.Timestamp(day), HISTORY_FROM))
    events = dataset.events[dataset.events["event_date"].le(days[-1])]
    counted = events[~events["is_part"]]
    indicators = dataset.indicators
    sides = dict(zip(dataset.actors["code"], dataset.actors["side"], strict=True))
    pairs = evidence.pairs(indicators, events, sides)
    ids = indicators["indicator_id"]
    present = set(events["event_type"])
    return Past(
        days=days,
        indicators=indicators,
        pairs=pairs,
        total=daily(counted["event_date"], days),
        publishers=_published(counted, dataset.articles, days),
        evidence=_by_indicator(pairs, ids, days),
        contrary=_by_indicator(evidence.contrary(indicators, events), ids, days),
        typed=np.array([not present.isdisjoint(kinds) for kinds in indicators["evidence_types"]], dtype=bool),
    )


def daily(dates: pd.Series, days: pd.DatetimeIndex) -> np.ndarray:
    position = (dates - days[0]).dt.days
    return np.bincount(position[position.ge(0)].astype("int64"), minlength=len(days))


def _by_indicator(pairs: pd.DataFrame, ids: pd.Series, days: pd.DatetimeIndex) -> np.ndarray:
    rows = pairs["indicator_id"].map({name: row for row, name in enumerate(ids)}).to_numpy(dtype="int64")
    columns = (pd.to_datetime(pairs["event_date"]) - days[0]).dt.days.to_numpy()
    table = np.zeros((len(ids), len(days)), dtype="int64")
    good = columns >= 0
    np.add.at(table, (rows[good], columns[good]), 1)
    return table


def _published(events: pd.DataFrame, articles: pd.DataFrame, days: pd.DatetimeIndex) -> np.ndarray:
    """Tells for each publisher (row) and day whether an event of that day cites it."""
    of = dict(zip(articles["article_id"], articles["publisher"], strict=True))
    cited = events[["event_date", "sources"]].explode("sources")
    codes, names = pd.factorize(cited["sources"].map(of).astype("str"))
    position = (cited["event_date"] - days[0]).dt.days.to_numpy()
    table = np.zeros((len(names), len(days)), dtype="int32")
    good = (position >= 0) & cited["sources"].map(of).notna().to_numpy()
    table[codes[good], position[good]] = 1
    return table


def within(counts: np.ndarray, days: int) -> np.ndarray:
    """Returns for each day the sum over the `days` days that end with it."""
    summed = np.cumsum(counts, axis=-1)
    before = np.zeros_like(summed)
    before[..., days:] = summed[..., :-days] if days < summed.shape[-1] else 0
    return summed - before


def _expected(found: Past, row: dict, own: np.ndarray) -> np.ndarray:
    """Returns the count that each day's baseline leads one to expect in the window; NaN without a full baseline.

    Where more events of any kind are recorded than in the baseline, the expectation grows by the same factor: denser
    press attention alone must not look like a rise.
    """
    window, span = int(row["window_days"]), int(row["baseline_days"])
    rate = _shifted(within(own, span), window) / span
    whole = _shifted(within(found.total, span), window) / span
    with np.errstate(divide="ignore", invalid="ignore"):
        denser = np.where(whole > 0, within(found.total, window) / window / whole, 1.0)
    return rate * window * np.maximum(denser, 1.0)


def _shifted(values: np.ndarray, days: int) -> np.ndarray:
    return np.concatenate([np.full(min(days, len(values)), np.nan), values[:-days]])[: len(values)]


def history(found: Past) -> pd.DataFrame:
    """Returns the status (0 unknown, 1 not observed, 2 observed) per day (index) and indicator_id (columns)."""
    columns = {}
    covered: dict[int, np.ndarray] = {}
    for position, row in enumerate(found.indicators.to_dict("records")):
        window = int(row["window_days"])
        if window not in covered:
            covered[window] = _covered(found, window)
        columns[row["indicator_id"]] = _status(found, row, position, covered[window])
    return pd.DataFrame(columns, index=found.days)


def _covered(found: Past, window: int) -> np.ndarray:
    publishers = (within(found.publishers, window) > 0).sum(axis=0)
    return (within(found.total, window) >= ENOUGH_EVENTS) & (publishers >= ENOUGH_PUBLISHERS)


def _status(found: Past, row: dict, position: int, covered: np.ndarray) -> np.ndarray:
    own = found.evidence[position]
    count = within(own, int(row["window_days"]))
    enough = count >= int(row["minimum_count"])
    judged = covered & found.typed[position]
    if row["rule"] == "rises":
        expected = _expected(found, row, own)
        full = np.arange(len(own)) >= int(row["baseline_days"]) + int(row["window_days"])
        enough &= full & (count >= row["rise_factor"] * np.nan_to_num(expected, nan=np.inf))
        judged = judged & full
    if row["contrary_types"]:
        # That something has stopped can only be said where somebody is looking.
        enough &= (within(found.contrary[position], CALM_DAYS) == 0) & _covered(found, CALM_DAYS)
    return np.where(enough, OBSERVED, np.where(judged, NOT_OBSERVED, UNKNOWN)).astype("int8")


def readings(dataset: Recorded, day: pd.Timestamp, triggers: pd.DataFrame | None = None) -> pd.DataFrame:
    """Returns the watch-list on a day, most risen first; every view and `monitor watchlist` use this.

    Columns: those of the table; status, since (first day of the unbroken run), count_7, count_30, count_90 (events),
    baseline (events per 30 days over `baseline_days` before the last 30), change (count_30 less baseline), evidence
    (event ids in the window, latest first); expected_from, outcome (met, late, absent, unknown; empty if nothing was
    expected), outcome_date, outcome_evidence. `triggers` are the events that date `expected_after`, by default those
    of the data set.
    """
    found = past(dataset, day)
    return _readings(found, history(found), dataset.events if triggers is None else triggers)


def _readings(found: Past, states: pd.DataFrame, triggers: pd.DataFrame) -> pd.DataFrame:
    day = found.days[-1]
    rows = []
    for position, row in enumerate(found.indicators.to_dict("records")):
        state = states[row["indicator_id"]].to_numpy()
        run = np.flatnonzero(state != state[-1])
        counts = found.evidence[position]
        span = min(int(row["baseline_days"]), max(len(counts) - 30, 1))
        baseline = counts[:-30][-span:].sum() / span * 30
        own = found.pairs[found.pairs["indicator_id"].eq(row["indicator_id"])]
        recent = own[own["event_date"].gt(day - pd.Timedelta(days=int(row["window_days"])))]
        rows.append(
            {
                **row,
                "label": row["label"] or row["statement"][:LABEL_CHARACTERS],
                "status": STATUSES[state[-1]],
                "since": found.days[run[-1] + 1 if len(run) else 0],
                **{f"count_{days}": int(counts[-days:].sum()) for days in (7, 30, 90)},
                "baseline": baseline,
                "change": counts[-30:].sum() - baseline,
                "evidence": tuple(recent["event_id"][::-1]),
                **_outcome(found, row, position, own, triggers),
            }
        )
    table = pd.DataFrame(rows)
    if table.empty:
        return table
    for name in ("expected_from", "outcome_date"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    return table.sort_values(["change", "indicator_id"], ascending=[False, True]).reset_index(drop=True)


def _outcome(found: Past, row: dict, position: int, own: pd.DataFrame, triggers: pd.DataFrame) -> dict[str, object]:
    """Tells whether an expected response came: counted from its first trigger on, the triggers themselves left out."""
    nothing = {"expected_from": pd.NaT, "outcome": "", "outcome_date": pd.NaT, "outcome_evidence": ()}
    if not row["expected_after"]:
        return nothing
    first = triggers.loc[triggers["event_id"].isin(row["expected_after"]), "event_date"].min()
    day = found.days[-1]
    if pd.isna(first) or pd.isna(row["deadline"]) or first > day or first < HISTORY_FROM:
        return {**nothing, "outcome": OPEN}
    after = own[own["event_date"].ge(first) & ~own["event_id"].isin(row["expected_after"])]
    came = _came(found, row, position, after, first)
    if came is None:
        seen = day > row["deadline"] and _covered(found, (row["deadline"] - first).days + 1)[found.at(row["deadline"])]
        return {**nothing, "expected_from": first, "outcome": ABSENT if seen else OPEN}
    ids = tuple(after.loc[after["event_date"].le(came), "event_id"])
    outcome = MET if came <= row["deadline"] else LATE
    return {"expected_from": first, "outcome": outcome, "outcome_date": came, "outcome_evidence": ids}


def _came(found: Past, row: dict, position: int, after: pd.DataFrame, first: pd.Timestamp) -> pd.Timestamp | None:
    """Returns the day on which the evidence since the trigger fulfils the rule, against the baseline before it."""
    needed, window = int(row["minimum_count"]), int(row["window_days"])
    dates = after["event_date"].sort_values()
    if row["rule"] == "occurs":
        return dates.iloc[needed - 1] if len(dates) >= needed else None
    start, span = found.at(first), int(row["baseline_days"])
    before = slice(max(start - span, 0), start)
    rate = found.evidence[position][before].sum() / span
    whole = found.total[before].sum() / span
    for date in dates.unique():
        count = int(dates.between(date - pd.Timedelta(days=window - 1), date).sum())
        end = found.at(date)
        now = found.total[max(end - window + 1, 0) : end + 1].sum() / window
        denser = max(now / whole, 1.0) if whole else 1.0
        if count >= needed and count >= row["rise_factor"] * rate * window * denser:
            return pd.Timestamp(date)
    return None


def raised(dataset: Recorded, day: pd.Timestamp, days: int) -> pd.DataFrame:
    """Returns the readings that became observed, or rose while observed, within the last `days` days.

    Adds `count` (evidence in the indicator's window), `count_before` (the same `days` earlier) and `is_new`.
    """
    found = past(dataset, day)
    states = history(found)
    rows = _readings(found, states, dataset.events)
    if rows.empty:
        return rows.assign(count=[], count_before=[], is_new=[])
    then = found.at(found.days[-1] - pd.Timedelta(days=days))
    if then < 0:
        then = 0
    counts = {}
    for position, row in enumerate(found.indicators.to_dict("records")):
        window = within(found.evidence[position], int(row["window_days"]))
        counts[row["indicator_id"]] = (int(window[-1]), int(window[then]), int(states[row["indicator_id"]].iloc[then]))
    now, before, was = zip(*(counts[i] for i in rows["indicator_id"]), strict=True)
    rows = rows.assign(count=now, count_before=before, is_new=[state != OBSERVED for state in was])
    rows = rows[rows["status"].eq(STATUSES[OBSERVED]) & (rows["is_new"] | rows["count"].gt(rows["count_before"]))]
    rows = rows.sort_values(["is_new", "change", "indicator_id"], ascending=[False, False, True])
    return rows.reset_index(drop=True)
