"""Tests of claims about time, counts and crossings: order of days, numbers of events, status on a day."""

import numpy as np
import pandas as pd

from monitor import geo, words
from monitor.analysis import crossings
from monitor.analysis.verdict import CONTRADICTED, OPEN, SUPPORTED, Facts, Finding, Untestable, keys, listed, references

DAY_ERROR = "whole days; the earliest report seen may not be the first"
COVERAGE_ERROR = "counts what is recorded, which follows press attention"
Dated = tuple[pd.Timestamp, str, tuple[str, ...]]


def order_in_time(claim: dict, facts: Facts) -> Finding:
    """Tests the order of two days. With the scope `necessary` a good order decides nothing: the verdict stays open."""
    scope, operator = claim["scope"], claim["operator"]
    if operator in ("between", "during"):
        return _within(claim, facts)
    day, what, opens = _day(claim["subject"][0], facts)
    other, against, more = _day(claim["reference"][0], facts)
    days = (other - day).days
    if operator == "not followed":
        verdict = CONTRADICTED if 0 <= days <= claim["value"] else SUPPORTED
    else:
        holds = {"before": days > 0, "after": days < 0, "not before": days <= 0}[operator]
        verdict = SUPPORTED if holds else CONTRADICTED
    if verdict == SUPPORTED and "necessary" in scope:
        verdict = OPEN
    apart = words.count(abs(days), "day")
    order = "on the same day" if not days else f"{apart} {'later' if days > 0 else 'earlier'}"
    text = f"{what}: {words.day(day)}; {against}: {words.day(other)}, {order}."
    return Finding(verdict, text, apart, DAY_ERROR, (*opens, *more))


def _within(claim: dict, facts: Facts) -> Finding:
    exercises = facts.exercises.set_index("exercise_id")
    start = exercises["start_date"].get(claim["subject"][0])
    if claim["operator"] == "during":
        other = exercises.loc[claim["reference"][0]]
        first, last = other["start_date"], other["end_date"]
    else:
        first, last = pd.Timestamp(claim["reference"][0]), pd.Timestamp(keys(claim["scope"])["until"])
    if start is None or pd.isna(start):
        raise Untestable("the exercise has no recorded first day.")
    holds = first <= start <= last
    verdict = (OPEN if "necessary" in claim["scope"] else SUPPORTED) if holds else CONTRADICTED
    inside = min((start - first).days, (last - start).days)
    text = f"It began on {words.day(start)}; the span is {words.period(first, last)}."
    named = [i for i in (*claim["subject"], *claim["reference"]) if i in exercises.index]
    return Finding(verdict, text, words.count(abs(inside), "day"), DAY_ERROR, references("exercise", named))


def _day(name: str, facts: Facts) -> Dated:
    """Returns the day of an event, of the first announcement of an exercise, or a day written out."""
    found = facts.events.loc[facts.events["event_id"].eq(name), ["event_date", "title"]]
    if len(found):
        return found["event_date"].iloc[0], found["title"].iloc[0], (f"event:{name}",)
    if (facts.exercises["exercise_id"] == name).any():
        return announced(name, facts)
    try:
        return pd.Timestamp(name), "the day named in the claim", ()
    except ValueError:
        raise Untestable(f"{name} is not recorded on the chosen day.") from None


def announced(exercise_id: str, facts: Facts) -> Dated:
    """Returns the earliest day on which an organiser spoke of an exercise or a report about it was published.

    Looks at the exercise's own sources, at events tied to it in which an organiser acted, and at claims of organisers.
    """
    row = facts.exercises[facts.exercises["exercise_id"].eq(exercise_id)].iloc[0]
    holders = set(row["organisers"])
    days = facts.articles.set_index("article_id")["published"]
    found: list[tuple[pd.Timestamp, str, tuple[str, ...]]] = []
    printed = days.reindex(list(row["sources"])).dropna()
    if len(printed):
        found.append((printed.min(), f"{row['name']} first reported", (f"exercise:{exercise_id}",)))
    told = f"{row['name']} first spoken of by an organiser"
    about = facts.events["exercise_id"].eq(exercise_id)
    events = facts.events.loc[about, ["event_id", "event_date", "initiator"]]
    for event in events[events["initiator"].map(lambda codes: bool(holders & set(codes)))].to_dict("records"):
        found.append((event["event_date"], told, (f"event:{event['event_id']}", f"exercise:{exercise_id}")))
    about = facts.claims["about_exercise"].eq(exercise_id) & facts.claims["date"].notna()
    claims = facts.claims.loc[about, ["claim_id", "date", "actor"]]
    for said in claims[claims["actor"].map(lambda codes: bool(holders & set(codes)))].to_dict("records"):
        found.append((said["date"], told, (f"claim:{said['claim_id']}", f"exercise:{exercise_id}")))
    if not found:
        raise Untestable(f"no dated report of {row['name']} is recorded.")
    return min(found, key=lambda one: one[0])


def count(claim: dict, facts: Facts) -> Finding:
    """Tests a number of events, or the share of events in a country or near an area (unit `share`)."""
    scope = keys(claim["scope"])
    rows = _counted(facts, scope)
    value = float(claim["value"])
    if claim["unit"] == "share":
        return _share(rows, facts, scope, value)
    number = len(rows)
    holds = number <= value if claim["operator"] == "at most" else number >= value
    text = f"{words.count(number, 'such event')} {'is' if number == 1 else 'are'} recorded{_span(scope)}."
    margin = words.count(int(abs(number - value)), "event")
    opens = references("event", rows["event_id"])
    return Finding(SUPPORTED if holds else CONTRADICTED, text, margin, COVERAGE_ERROR, opens)


def _counted(facts: Facts, scope: dict[str, str]) -> pd.DataFrame:
    events = facts.events
    parts = scope.get("parts", "none")
    asked = [] if parts == "any" else [events["is_part"].eq(parts == "only")]
    if "exercise" in scope:
        asked.append(events["exercise_id"].isin(listed(scope["exercise"])))
    if "type" in scope:
        asked.append(events["event_type"].isin(listed(scope["type"])))
    if "country" in scope and scope.get("share") != "country":
        asked.append(events["country"].isin(listed(scope["country"])))
    if "initiator" in scope:
        wanted = set(listed(scope["initiator"]))
        asked.append(events["initiator"].map(lambda codes: bool(wanted & set(codes))))
    if "from" in scope:
        asked.append(events["event_date"].ge(scope["from"]))
    if "to" in scope:
        asked.append(events["event_date"].le(scope["to"]))
    return events[np.logical_and.reduce([np.ones(len(events), dtype=bool), *asked])]


def _share(rows: pd.DataFrame, facts: Facts, scope: dict[str, str], value: float) -> Finding:
    if rows.empty:
        raise Untestable("no such event is recorded.")
    if scope["share"] == "near":
        area = facts.exercise_areas[facts.exercise_areas["area_id"].eq(scope["near"])]
        if area.empty:
            raise Untestable(f"the area {scope['near']} is not recorded.")
        centre = area.iloc[0]
        km = geo.between(rows["latitude"], rows["longitude"], centre["latitude"], centre["longitude"])
        inside, where = km <= float(scope["km"]), f"within {scope['km']} km of {centre['name']}"
    else:
        inside = rows["country"].isin(listed(scope["country"])).to_numpy()
        names = facts.actors.set_index("code")["name"]
        where = "in " + words.listed(names.get(code, code) for code in listed(scope["country"]))
    number, total = int(inside.sum()), len(rows)
    share = number / total
    text = f"{number} of {total} recorded episodes took place {where}{_span(scope)}."
    verdict = SUPPORTED if share > value else CONTRADICTED if share < value else OPEN
    return Finding(verdict, text, f"{abs(share - value):.0%} of episodes", COVERAGE_ERROR,
                   references("event", rows["event_id"]))  # fmt: skip


def _span(scope: dict[str, str]) -> str:
    if "from" not in scope or "to" not in scope:
        return ""
    return f" ({words.period(pd.Timestamp(scope['from']), pd.Timestamp(scope['to']))})"


def crossing_status(claim: dict, facts: Facts) -> Finding:
    """Tests how many crossings of a border had a status on a day; those without a record are not counted as open."""
    scope = keys(claim["scope"])
    rows = facts.crossings
    rows = rows[rows["country_a"].eq(scope["country"]) & rows["country_b"].eq(scope["neighbour"])]
    day = pd.Timestamp(claim["reference"][0])
    states = crossings.on(day, rows, facts.crossing_status)
    known = states[states["state"].ne(crossings.UNKNOWN)]
    if known.empty:
        raise Untestable("no status is recorded for that day.")
    number = int(known["state"].eq(scope["status"]).sum())
    holds = number >= claim["value"] if claim["operator"] == "at least" else number <= claim["value"]
    text = (
        f"{number} of {len(known)} crossings with a recorded status were {scope['status']} on {words.day(day)}; "
        f"{len(states) - len(known)} more have no record."
    )
    margin = words.count(int(abs(number - claim["value"])), "crossing")
    opens = references("crossing", known.loc[known["state"].eq(scope["status"]), "crossing_id"])
    return Finding(SUPPORTED if holds else CONTRADICTED, text, margin, "status as reported", opens)
