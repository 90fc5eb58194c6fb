"""Tests of claims about strength: a figure against every other figure of the same exercise and scope."""

import pandas as pd

from monitor import words
from monitor.analysis.verdict import CONTRADICTED, OPEN, SUPPORTED, Facts, Finding, Untestable, references

# Figures that differ by less are called the same: what counts as taking part differs (support, parallel drills).
# Outside estimates of one exercise, Zapad-2017, already differ by a factor of 3.7.
SAME_FACTOR = 1.5
# One other figure may be wrong: a claim is contradicted only by two parties.
FEWEST_AGAINST = 2
ENDLESS = float("inf")


def troops(claim: dict, facts: Facts) -> Finding:
    """Tests a strength. Figures given from the first day on outrank forecasts; one's own figures never support one."""
    if claim["scope"] == "allied parallel":
        return _parallel(claim, facts)
    if claim["unit"] == "times smaller":
        return _ratio(claim, facts)
    figures = _others(claim, facts)
    if figures.empty:
        raise Untestable("no other figure for the same troops is recorded.")
    start = facts.exercises.set_index("exercise_id")["start_date"].get(claim["subject"][0])
    during = figures[figures["date"].ge(start)]
    pool = during if len(during) else figures
    # Two figures of one party are one voice.
    if not pool["is_same"].any() and pool["party"].nunique() < FEWEST_AGAINST:
        pool = figures
    return _judged(claim, pool)


def _others(claim: dict, facts: Facts) -> pd.DataFrame:
    rows = facts.troop_estimates
    rows = rows[rows["exercise_id"].isin(claim["subject"]) & rows["scope"].eq(claim["scope"])]
    rows = rows[rows["claim_id"].ne(claim["claim_id"])]
    first, last = bounds(claim)
    low = rows["low"].astype("float64").fillna(0.0)
    # "Up to 8,000" speaks of a number near 8,000, not of none.
    low = low.where(rows["low"].notna(), rows["high"].astype("float64"))
    high = rows["high"].astype("float64").fillna(ENDLESS)
    same = low.le(last * SAME_FACTOR) & high.ge(first / SAME_FACTOR)
    factor = (first / high).where(high.lt(first), (low / last).where(low.gt(last), 1.0))
    own = rows["actor"].map(lambda codes: bool(set(codes) & set(claim["actor"])))
    rows = rows.assign(low_=low, high_=high, is_same=same, factor=factor, party=rows["actor"].map(";".join))
    return rows[~(own & same)]


def bounds(claim: dict) -> tuple[float, float]:
    """Returns the lowest and highest strength a claim allows."""
    value = float(claim["value"])
    if claim["operator"] == "between":
        return value, float(claim["value_high"])
    return {"at least": (value, ENDLESS), "at most": (0.0, value)}.get(claim["operator"], (value, value))


def _judged(claim: dict, pool: pd.DataFrame) -> Finding:
    agree, against = pool[pool["is_same"]], pool[~pool["is_same"]]
    told = "; ".join(f"{words.span(row['low'], row['high'])} ({row['by']})" for row in pool.to_dict("records"))
    head = f"Claimed {_claimed(claim)} ({claim['scope']}); other figures: {told}."
    opens = (*references("exercise", claim["subject"]), *references("claim", [c for c in pool["claim_id"] if c]))
    error = f"figures within a factor of {SAME_FACTOR:g} count as the same"
    if len(agree) and against.empty:
        return Finding(SUPPORTED, head, f"factor {agree['factor'].max():.1f}", error, opens)
    if agree.empty and against["party"].nunique() >= FEWEST_AGAINST:
        return Finding(CONTRADICTED, head, f"factor {against['factor'].min():.1f}", error, opens)
    if agree.empty:
        return Finding(OPEN, f"{head} Only one other party gave a figure.", "", error, opens)
    return Finding(OPEN, f"{head} {len(agree)} agree, {len(against)} do not.", "", error, opens)


def _claimed(claim: dict) -> str:
    value = f"{claim['value']:,.0f}"
    if claim["operator"] == "between":
        return f"{value} to {claim['value_high']:,.0f}"
    return {"at least": f"{value} or more", "at most": f"at most {value}"}.get(claim["operator"], f"about {value}")


def _parallel(claim: dict, facts: Facts) -> Finding:
    """Adds the announced strength of the allied exercises that overlap the exercise the claim is about."""
    exercises = facts.exercises
    about = exercises[exercises["exercise_id"].isin(claim["subject"])]
    if about.empty or about["end_date"].isna().all():
        raise Untestable("the dates of the exercise are not recorded.")
    last = exercises["end_date"].fillna(exercises["start_date"])
    rows = exercises[
        exercises["side"].ne("RU-BY")
        & exercises["start_date"].le(about["end_date"].iloc[0])
        & last.ge(about["start_date"].iloc[0])
    ]
    known = rows[rows["announced_troops"].notna()]
    total = int(known["announced_troops"].sum())
    if known.empty:
        raise Untestable("no parallel exercise with a strength is recorded.")
    figures = facts.troop_estimates
    figures = figures[figures["exercise_id"].isin(claim["subject"]) & figures["scope"].eq("total")]
    largest = figures["high"].fillna(figures["low"]).astype("float64").max()
    value = float(claim["value"])
    text = (
        f"{len(known)} allied exercises that overlap were announced with {total:,} troops in all "
        f"({len(rows) - len(known)} more gave no number); the figures for the other side go up to {largest:,.0f}."
    )
    opens = references("exercise", known["exercise_id"])
    error = "announced figures may count some troops twice"
    if total < value:
        return Finding(CONTRADICTED, text, f"{value - total:,.0f} persons", error, opens)
    if total < largest:
        return Finding(OPEN, f"{text} Which side was larger depends on the figure taken.", "", error, opens)
    return Finding(SUPPORTED, text, f"{total - value:,.0f} persons", error, opens)


def _ratio(claim: dict, facts: Facts) -> Finding:
    """Tries every pair of figures for the total strength of the later and the earlier exercises."""
    rows = facts.troop_estimates[facts.troop_estimates["scope"].eq("total")]
    rows = rows.assign(number=rows["low"].fillna(rows["high"]).astype("float64"))
    later = rows[rows["exercise_id"].isin(claim["subject"])]["number"]
    earlier = rows[rows["exercise_id"].isin(claim["reference"])]["number"]
    if later.empty or earlier.empty:
        raise Untestable("one of the exercises has no figure for its total.")
    low, high = float(earlier.min() / later.max()), float(earlier.max() / later.min())
    first, last = float(claim["value"]), float(claim["value_high"])
    text = f"The figures on record give ratios from {low:.1f} to {high:.1f}; claimed are {first:.0f} to {last:.0f}."
    opens = references("exercise", [*claim["subject"], *claim["reference"]])
    error = f"{len(later)} and {len(earlier)} figures"
    if high < first:
        return Finding(CONTRADICTED, text, f"{first - high:.1f} times", error, opens)
    if low > last:
        return Finding(CONTRADICTED, text, f"{low - last:.1f} times", error, opens)
    verdict = SUPPORTED if low >= first and high <= last else OPEN
    return Finding(verdict, text, "", error, opens)
