"""The escalation index, method v1: pressure of graded events that fades with time, mapped to 0-100 with an interval.

Impact of an event = direction x 2^((severity - 5) / 1.5) x weight of its credibility x weight of its type.
Pressure on a day = sum of the impacts so far, each halved every H days, never below 0.
Index = 100 x (1 - 2^(-pressure / kappa)). `docs/method.md` gives the reasons for every constant.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

METHOD = "v1"
NEUTRAL_SEVERITY = 5.0
# Severity points that double the impact: two Goldstein-like steps, so severity 8 weighs four times severity 5.
DOUBLING = 1.5
CREDIBILITY_WEIGHTS = {1: 1.0, 2: 0.9, 3: 0.7, 4: 0.3, 5: 0.1, 6: 0.5}
HALF_LIFE_DAYS = 30.0
# The catalogue of 2021-2024 was completed for base severity 4 and more; see analysis/completeness.py.
THRESHOLD = 5.0
# Median theatre pressure of the baseline maps to 25; measured once on data version 87e04f34 and fixed with METHOD.
BASELINE = (pd.Timestamp(2021, 7, 1), pd.Timestamp(2024, 12, 31))
BASELINE_INDEX = 25.0
# Events are recorded without gaps from May 2021; before that only exercises, so there is no index to show.
CATALOGUE_FROM = pd.Timestamp(2021, 5, 1)
KAPPA = 7.348

LEVELS = ("low", "guarded", "elevated", "high", "severe")
LEVEL_BOUNDS = (0.0, 20.0, 40.0, 60.0, 80.0)

REPLICATES = 400
COVER = 0.80
SEVERITY_SD = 1.0
TYPE_SD = 0.75

COUNTRIES = ("PL", "LT", "LV", "EE", "FI", "RO", "XB", "BY", "RU")
DOMAIN_GROUPS = {
    "air": "Air", "land": "Land", "sea": "Sea", "nuclear": "Nuclear",
    "hybrid": "Hybrid, cyber, information", "cyber": "Hybrid, cyber, information",
    "information": "Hybrid, cyber, information", "political": "Political",
}  # fmt: skip
DOMAINS = tuple(dict.fromkeys(DOMAIN_GROUPS.values()))


@dataclass(frozen=True)
class Profile:
    """How events are weighed: a name, weights by type, half-life (days), severity threshold, and what is left out."""

    name: str = "Default"
    weights: tuple[tuple[str, float], ...] = ()
    half_life: float = HALF_LIFE_DAYS
    threshold: float = THRESHOLD
    credibilities: tuple[int, ...] = tuple(CREDIBILITY_WEIGHTS)
    without_state_media: bool = False
    excluded: tuple[str, ...] = ()


def _weights(**weights: float) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(weights.items()))


HYBRID = ("sabotage", "cyber_attack", "espionage", "gnss_interference", "balloon_incursion", "migration_pressure",
          "maritime_incident")  # fmt: skip
KINETIC = ("drone_incursion", "aircraft_incursion", "missile_incursion", "armed_attack", "border_violation",
           "sabotage")  # fmt: skip
PROFILES = {
    profile.name: profile
    for profile in (
        Profile(),
        Profile("Kinetic only", (("*", 0.0), *((kind, 1.0) for kind in KINETIC))),
        Profile("Hybrid focus", tuple((kind, 2.0) for kind in HYBRID), threshold=3.0),
        Profile("Confirmed only", credibilities=(1, 2)),
        Profile("Without state media", without_state_media=True),
    )
}


@dataclass(frozen=True, eq=False)
class Impacts:
    """Every event with the impact it has on its day: event_id, day, impact, and the event's own columns."""

    events: pd.DataFrame
    profile: Profile


def impacts(events: pd.DataFrame, state_only: frozenset[str], profile: Profile) -> Impacts:
    """Returns the events that enter the index with `credit` (credibility x type weight x direction) and `impact`.

    `state_only` are the ids of events that rest on state media alone. Parts, context and what the profile leaves out
    have no impact and are not returned.
    """
    weight = dict(profile.weights)
    by_type = events["event_type"].map(lambda kind: weight.get(kind, weight.get("*", 1.0))).astype("float64")
    by_credibility = events["credibility"].map(CREDIBILITY_WEIGHTS).astype("float64")
    credit = events["direction"] * by_type
    keep = ~events["is_part"] & events["severity"].ge(profile.threshold) & credit.ne(0)
    keep &= events["credibility"].isin(profile.credibilities) & ~events["event_id"].isin(profile.excluded)
    if profile.without_state_media:
        keep &= ~events["event_id"].isin(state_only)
    rows = events.assign(
        credit=credit,
        trust=by_credibility,
        impact=credit * by_credibility * strength(events["severity"]),
    )[keep]
    return Impacts(rows.sort_values(["event_date", "event_id"]), profile)


def strength(severity: pd.Series | np.ndarray) -> pd.Series | np.ndarray:
    """Returns 2^((severity - 5) / 1.5): 1 at severity 5, 4 at severity 8."""
    return 2.0 ** ((severity - NEUTRAL_SEVERITY) / DOUBLING)


def state_only(events: pd.DataFrame, articles: pd.DataFrame, sources: pd.DataFrame) -> frozenset[str]:
    """Returns the ids of events all of whose sources are state media."""
    state = set(sources.loc[sources["kind"].eq("state_media"), "publisher"])
    by_state = set(articles.loc[articles["publisher"].isin(state), "article_id"])
    return frozenset(events.loc[events["sources"].map(lambda ids: bool(ids) and set(ids) <= by_state), "event_id"])


def _arrivals(rows: pd.DataFrame, first: pd.Timestamp, days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns event position, day number and share of every arrival; a month-precision event arrives all month long."""
    start = (rows["event_date"] - first).dt.days.to_numpy()
    position = np.arange(len(rows))
    monthly = rows["date_precision"].eq("month").to_numpy()
    month = rows["event_date"].dt.to_period("M")
    length = np.where(monthly, month.dt.days_in_month, 1)
    start = np.where(monthly, (month.dt.start_time - first).dt.days, start)
    event = np.repeat(position, length)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    day = np.repeat(start, length) + offset
    share = np.repeat(1.0 / length, length)
    seen = day < days
    return event[seen], day[seen], share[seen]


def _faded(
    arriving: np.ndarray, event: np.ndarray, day: np.ndarray, share: np.ndarray, days: int, half_life: float,
    keep: Callable[[np.ndarray], np.ndarray] = lambda state: state,
) -> np.ndarray:  # fmt: skip
    """Returns one row per day of the sum of arrivals (`arriving[..., event]`) halved every `half_life` days.

    `keep` reduces the state of a day before it is stored.
    """
    factor = 2.0 ** (-1.0 / half_life)
    state = np.zeros(arriving.shape[:-1], dtype=arriving.dtype)
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

    `groups` has a row per event of `found` and a 0/1 column per group.
    """
    rows = found.events
    member = np.ones((len(rows), 1)) if groups is None else groups.to_numpy("float64")
    names = ["theatre"] if groups is None else list(groups.columns)
    if rows.empty:
        return pd.DataFrame(0.0, index=days, columns=names)
    first = min(days[0], rows["event_date"].dt.to_period("M").dt.start_time.min())
    count = (days[-1] - first).days + 1
    arriving = (member * rows["impact"].to_numpy()[:, None]).T
    net = _faded(arriving, *_arrivals(rows, first, count), count, found.profile.half_life)
    return pd.DataFrame(net, index=pd.date_range(first, periods=count), columns=names).loc[days]


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


def interval(
    found: Impacts, days: pd.DatetimeIndex, seed: int, groups: pd.DataFrame | None = None,
    replicates: int = REPLICATES, kappa: float = KAPPA,
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Returns the low and high end of the 80 % interval of the index, per day and group.

    Each replicate draws every event Poisson(1) times, keeps it with the probability of its credibility, and jitters
    its severity (sd 1) and the base severity of its type (sd 0.75); strengths are divided by their mean shift, so
    that jitter widens the interval without lifting it. Seeded, so that one data version has one band.
    """
    rows = found.events
    names = ["theatre"] if groups is None else list(groups.columns)
    if rows.empty:
        flat = pd.DataFrame(0.0, index=days, columns=names)
        return flat, flat
    drawn = _replicates(rows, np.random.default_rng(seed), replicates)
    first = rows["event_date"].dt.to_period("M").dt.start_time.min()
    first, count = min(days[0], first), (days[-1] - min(days[0], first)).days + 1
    member = np.ones((len(rows), 1), np.float32) if groups is None else groups.to_numpy(np.float32)
    arriving = drawn[None, :, :] * member.T[:, None, :]
    low, high = int(replicates * (1 - COVER) / 2), int(replicates * (1 + COVER) / 2)

    def ends(state: np.ndarray) -> np.ndarray:
        return np.partition(state, (low, high), axis=-1)[..., (low, high)]

    net = _faded(arriving, *_arrivals(rows, first, count), count, found.profile.half_life, ends)
    grid = pd.date_range(first, periods=count)
    return tuple(
        pd.DataFrame(scale(net[:, :, end].astype(float), kappa), index=grid, columns=names).loc[days] for end in (0, 1)
    )


def _replicates(rows: pd.DataFrame, random: np.random.Generator, count: int) -> np.ndarray:
    """Returns the impact of every event (columns) in every replicate (rows)."""
    size = (count, len(rows))
    kinds, kind = np.unique(rows["event_type"].to_numpy(str), return_inverse=True)
    jitter = random.normal(0, SEVERITY_SD, size) + random.normal(0, TYPE_SD, (count, len(kinds)))[:, kind]
    spread = np.log(2) / DOUBLING * np.hypot(SEVERITY_SD, TYPE_SD)
    drawn = random.poisson(1.0, size) * (random.random(size) < rows["trust"].to_numpy())
    strong = strength(rows["severity"].to_numpy() + jitter) / np.exp(spread**2 / 2)
    return (drawn * strong * rows["credit"].to_numpy()).astype(np.float32)


def index(
    found: Impacts, days: pd.DatetimeIndex, seed: int, kappa: float = KAPPA, replicates: int = REPLICATES
) -> pd.DataFrame:
    """Returns the theatre index: date, pressure, index, low, high, level; the point always lies in its interval."""
    net = pressure(found, days)["theatre"]
    point = scale(net, kappa)
    low, high = interval(found, days, seed, replicates=replicates, kappa=kappa)
    return pd.DataFrame(
        {
            "date": days,
            "pressure": net.clip(lower=0).to_numpy(),
            "index": point.to_numpy(),
            "low": np.minimum(low["theatre"], point).to_numpy(),
            "high": np.maximum(high["theatre"], point).to_numpy(),
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

    `version` (hexadecimal) seeds the interval. Without `kappa` the fixed one is used for the default half-life and
    threshold, and the same calibration on these events for others.
    """
    found = impacts(events, state_only(events, articles, sources), profile)
    days = days_to(until)
    if kappa is None:
        standard = (profile.half_life, profile.threshold) == (HALF_LIFE_DAYS, THRESHOLD)
        kappa = KAPPA if standard else calibrated(pressure(found, days)["theatre"])
    seed = int(version, 16)
    return Reading(found, index(found, days, seed, kappa, replicates), kappa, seed)


def contributions(found: Impacts, day: pd.Timestamp) -> pd.DataFrame:
    """Returns what each event adds to the net pressure of a day: the event's columns, `now` and `share` of it.

    `now` adds up to the net pressure exactly; the largest come first.
    """
    rows = found.events
    if rows.empty:
        return rows.assign(now=pd.Series(dtype="float64"), share=pd.Series(dtype="float64"))
    first = rows["event_date"].dt.to_period("M").dt.start_time.min()
    count = (day - first).days + 1
    event, arrival, share = _arrivals(rows, first, max(count, 0))
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
    """Returns why the net pressure moved between two days: one row per event with `cause` and `change`.

    Causes: new (escalating since), de-escalation (easing since), decay (older ones fading). Changes add up exactly.
    """
    before = contributions(found, earlier).set_index("event_id")["now"]
    after = contributions(found, later).set_index("event_id")
    rows = after.join(before.rename("before")).fillna({"before": 0.0}).reset_index()
    is_new = rows["event_date"].gt(earlier)
    cause = np.where(is_new, np.where(rows["now"].lt(0), "de-escalation", "new"), "decay")
    return rows.assign(change=rows["now"] - rows["before"], cause=cause)
