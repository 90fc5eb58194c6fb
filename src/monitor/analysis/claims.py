"""Claims: each one tested against the tables, with verdict, margin, reason and evidence; the one definition for all."""

from collections.abc import Callable

import pandas as pd

from monitor import words
from monitor.analysis.claim_areas import area_distance, range_distance
from monitor.analysis.claim_dates import count, crossing_status, order_in_time
from monitor.analysis.claim_troops import troops
from monitor.analysis.verdict import CONTRADICTED, OPEN, SUPPORTED, VERDICTS, Facts, Finding, Untestable

# The seed analysis' own claims; they come first on the page.
SEED = ("s001", "s002", "s003", "s004")
TESTS: dict[str, Callable[[dict, Facts], Finding]] = {
    "area_distance": area_distance,
    "troops": troops,
    "order_in_time": order_in_time,
    "count": count,
    "range_distance": range_distance,
    "crossing_status": crossing_status,
}
METRICS = {
    "area_distance": "km from areas to borders",
    "troops": "strength against other figures",
    "order_in_time": "order of days",
    "count": "number of recorded events",
    "range_distance": "range against distance",
    "crossing_status": "status of crossings",
    "manual": "judged by a person",
    "open": "cannot be tested",
    "": "no test written yet",
}
# The ids a claim may name, by kind.
Names = dict[str, set[str]]
COLUMNS = ["claim_id", "verdict", "margin", "reason", "evidence", "error", "metric", "opens"]


def verdicts(facts: Facts) -> pd.DataFrame:
    """Returns a row per claim: claim_id, verdict, margin, reason, evidence (ids), error, metric, opens (references).

    The verdict is supported, contradicted or open; margin and error are numbers with their unit, in words.
    """
    named = _names(facts)
    rows = [_row(claim, facts, named) for claim in facts.claims.to_dict("records")]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(claim: dict, facts: Facts, named: Names) -> dict:
    found = _tested(claim, facts, named)
    ids = tuple(dict.fromkeys(reference.partition(":")[2] for reference in found.opens))
    return {
        "claim_id": claim["claim_id"], "verdict": found.verdict, "margin": found.margin, "reason": found.reason,
        "evidence": ids, "error": found.error, "metric": claim["metric"], "opens": tuple(dict.fromkeys(found.opens)),
    }  # fmt: skip


def tested(claim: dict, facts: Facts) -> Finding:
    """Returns the outcome of the test of one claim; what cannot be tested is open, with the reason why."""
    return _tested(claim, facts, _names(facts))


def _tested(claim: dict, facts: Facts, named: Names) -> Finding:
    metric = claim["metric"]
    if metric == "manual":
        return Finding(claim["verdict"], claim["reason"], opens=_named(claim, named))
    if metric not in TESTS:
        reason = claim["reason"] or "no test is written for it."
        return Finding(OPEN, f"Open because {reason}", opens=_named(claim, named))
    try:
        found = TESTS[metric](claim, facts)
    except Untestable as lacking:
        return Finding(OPEN, f"Open because {lacking}", opens=_named(claim, named))
    except (KeyError, IndexError, ValueError):
        return Finding(OPEN, "Open because its test names something that is not recorded.", opens=_named(claim, named))
    reason = " ".join(filter(None, [found.reason, claim["reason"]]))
    return Finding(found.verdict, reason, found.margin, found.error, found.opens)


def _names(facts: Facts) -> Names:
    return {
        "event": set(facts.events["event_id"]),
        "exercise": set(facts.exercises["exercise_id"]),
        "area": set(facts.exercise_areas["area_id"]),
        "crossing": set(facts.crossings["crossing_id"]),
    }


def _named(claim: dict, named: Names) -> tuple[str, ...]:
    """Returns references to the rows a claim names: its subject, the event and the exercise it is about."""
    names = dict.fromkeys([*claim["subject"], claim["about_event"], claim["about_exercise"]])
    return tuple(f"{kind}:{name}" for name in names for kind, ids in named.items() if name in ids)


def ledger(facts: Facts) -> pd.DataFrame:
    """Returns the claims with their verdicts: the seed's first, then the latest; undated ones last."""
    rows = facts.claims.drop(columns=["verdict", "reason", "metric"]).merge(verdicts(facts), on="claim_id")
    order = rows["claim_id"].map({name: place for place, name in enumerate(SEED)}).fillna(len(SEED))
    rows = rows.assign(order=order).sort_values(["order", "date", "claim_id"], ascending=[True, False, True])
    return rows.drop(columns="order").reset_index(drop=True)


def tally(rows: pd.DataFrame) -> dict[str, int]:
    """Returns how many claims are supported, contradicted and open."""
    return {verdict: int(rows["verdict"].eq(verdict).sum()) for verdict in VERDICTS}


def finding(rows: pd.DataFrame) -> str:
    """Returns how the claims stand."""
    if rows.empty:
        return "No claims match"
    counts = tally(rows)
    return (
        f"{words.count(len(rows), 'claim')}: {counts[SUPPORTED]} supported, {counts[CONTRADICTED]} contradicted, "
        f"{counts[OPEN]} open"
    )
