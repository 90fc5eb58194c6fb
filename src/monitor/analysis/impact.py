"""What one event weighs on its day: severity, direction, credibility and type, under a profile of weights."""

from dataclasses import dataclass
from math import inf

import numpy as np
import pandas as pd

NEUTRAL_SEVERITY = 5.0
# Severity points that double the impact: two Goldstein-like steps, so severity 8 weighs four times severity 5.
DOUBLING = 1.5
CREDIBILITY_WEIGHTS = {1: 1.0, 2: 0.9, 3: 0.7, 4: 0.3, 5: 0.1, 6: 0.5}
HALF_LIFE_DAYS = 30.0
# The severity from which every half-year is complete for escalating events; see analysis/completeness.py.
THRESHOLD = 5.0
# Easing types are graded 2 to 4 and never grow, and were sought one by one from 4 on; below stand talks, and the
# reopenings that undo closures which the threshold leaves out.
EASING_FROM = 4.0


@dataclass(frozen=True)
class Profile:
    """How events are weighed: a name, weights by type, half-life (days), from which severity, and what is left out.

    Escalating events count from severity `threshold`, easing ones from `easing`, or from the threshold if it is lower;
    an `easing` without bound leaves them out.
    """

    name: str = "Default"
    weights: tuple[tuple[str, float], ...] = ()
    half_life: float = HALF_LIFE_DAYS
    threshold: float = THRESHOLD
    easing: float = EASING_FROM
    credibilities: tuple[int, ...] = tuple(CREDIBILITY_WEIGHTS)
    without_state_media: bool = False
    excluded: tuple[str, ...] = ()

    @property
    def form(self) -> tuple[float, float, float]:
        """What kappa is calibrated for: half-life, threshold and easing threshold."""
        easing = self.easing if self.easing == inf else min(self.easing, self.threshold)
        return self.half_life, self.threshold, easing

    def weight(self, kind: str) -> float:
        """Returns the weight of an event type; `*` stands for the types not named."""
        named = dict(self.weights)
        return named.get(kind, named.get("*", 1.0))


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
        Profile("No easing (v1)", easing=inf),
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
    by_credibility = events["credibility"].map(CREDIBILITY_WEIGHTS).astype("float64")
    credit = events["direction"] * events["event_type"].map(profile.weight).astype("float64")
    _, threshold, easing = profile.form
    keep = ~events["is_part"] & credit.ne(0)
    keep &= events["severity"] >= np.where(events["direction"] < 0, easing, threshold)
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
