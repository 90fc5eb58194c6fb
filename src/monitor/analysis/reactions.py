"""Reactions: which event was reported as the answer to which, how soon and by whom, and what went unanswered."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from monitor.analysis.rates import wilson

ANSWER_DAYS = 30
SEVERE = 5.0
# A share of fewer cases says nothing; the interval of 10 still spans some 50 points.
FEWEST_TRIGGERS = 10
FEWEST_LAGS = 10
SIDES = ("RU-BY", "NATO", "EU", "UA", "other")
SIDE_NAMES = {
    "RU-BY": "Russia and Belarus", "NATO": "NATO states", "EU": "European Union", "UA": "Ukraine",
    "other": "Unknown or other",
}  # fmt: skip
GROUPS = ("measure", "posture", "diplomacy", "incident")
DRONE_NIGHT = "20250910-pl-drone-swarm"
CONFIDENCE_DKW = 0.05
BY = ("Type", "Country")
OTHERS = "All others"


def side(codes: tuple[str, ...], sides: Mapping[str, str]) -> str:
    """Returns the camp of those who acted: the first of RU-BY, NATO, EU, UA that is among them, else other."""
    camps = {sides.get(code, "other") for code in codes}
    return next(camp for camp in (*SIDES, "other") if camp in camps or camp == "other")


def links(events: pd.DataFrame, sides: Mapping[str, str]) -> pd.DataFrame:
    """Returns one row per event that was reported as an answer to another one in the frame; parts are left out.

    Columns: event_id, trigger_id, chain_id (first event of the chain), depth (1 = answers that event), event_date,
    trigger_date, lag_days (first day to first day), is_dated (both days are exact), and type, label, group, side,
    direction, title and country of the answer and, with `trigger_`, of its trigger.
    """
    whole = dict(zip(events["event_id"], events["part_of"], strict=True))
    counted = events[~events["is_part"]]
    rows = pd.DataFrame(
        {
            "event_id": counted["event_id"],
            "event_date": counted["event_date"],
            "precision": counted["date_precision"],
            "type": counted["event_type"],
            "label": counted["type_label"],
            "group": counted["group"],
            "direction": counted["direction"],
            "title": counted["title"],
            "country": counted["country"],
            "side": [side(codes, sides) for codes in counted["initiator"]],
        }
    )
    # An answer to a part is an answer to the whole.
    answers = counted["response_to"]
    trigger = pd.Series([whole.get(t) or t for t in answers], index=counted.index, dtype="str")
    triggers = rows.add_prefix("trigger_").rename(
        columns={"trigger_event_id": "trigger_id", "trigger_event_date": "trigger_date"}
    )
    found = rows.assign(trigger_id=trigger).merge(triggers, on="trigger_id", how="inner")
    parent = dict(zip(found["event_id"], found["trigger_id"], strict=True))
    chains = [_root(event, parent) for event in found["event_id"]]
    return found.assign(
        chain_id=[root for root, _ in chains],
        depth=[depth for _, depth in chains],
        lag_days=(found["event_date"] - found["trigger_date"]).dt.days,
        is_dated=found["precision"].eq("day") & found["trigger_precision"].eq("day"),
    ).drop(columns=["precision", "trigger_precision"])


def _root(event: str, parent: Mapping[str, str]) -> tuple[str, int]:
    depth = 0
    while event in parent:
        event, depth = parent[event], depth + 1
    return event, depth


def chains(found: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Returns chains, most answers first, then fastest: chain_id, title, event_date, answers, first_days, last_days.

    `first_days` and `last_days` count from the trigger to the first and last answer of the chain.
    """
    columns = ["chain_id", "title", "event_date", "answers", "first_days", "last_days"]
    if found.empty:
        return pd.DataFrame(columns=columns)
    starts = events.set_index("event_id")[["title", "event_date"]]
    lag = (found["event_date"] - found["chain_id"].map(starts["event_date"])).dt.days
    table = lag.groupby(found["chain_id"]).agg(answers="size", first_days="min", last_days="max")
    table = table.join(starts).reset_index()
    order = ["answers", "first_days", "last_days", "event_date", "chain_id"]
    return table.sort_values(order, ascending=[False, True, True, False, True], ignore_index=True)[columns]


def chain(found: pd.DataFrame, chain_id: str) -> pd.DataFrame:
    """Returns the answers of one chain by day with `start_days` and `end_days` (since its trigger) of each."""
    rows = found[found["chain_id"].eq(chain_id)]
    if rows.empty:
        return rows.assign(start_days=[], end_days=[])
    first = rows.loc[rows["depth"].eq(1), "trigger_date"].min()
    rows = rows.assign(start_days=(rows["trigger_date"] - first).dt.days, end_days=(rows["event_date"] - first).dt.days)
    return rows.sort_values(["end_days", "depth", "event_id"], ignore_index=True)


def folded(found: pd.DataFrame, most_triggers: int = 14, most_answers: int = 10) -> pd.DataFrame:
    """Returns the answers with `trigger_name` and `name`: their types, the rarest of them gathered as all others."""
    for column, name, most in (("trigger_label", "trigger_name", most_triggers), ("label", "name", most_answers)):
        top = found[column].value_counts().sort_index().sort_values(ascending=False, kind="stable").index[:most]
        found = found.assign(**{name: found[column].where(found[column].isin(top), OTHERS)})
    return found


def matrix(found: pd.DataFrame) -> pd.DataFrame:
    """Returns what was answered by what: trigger_name, name, count, median_days, dated (lags behind the median).

    Most frequent pair first; needs the columns of `folded`.
    """
    columns = ["trigger_name", "name", "count", "median_days", "dated"]
    if found.empty:
        return pd.DataFrame(columns=columns)
    lag = found["lag_days"].where(found["is_dated"])
    table = found.assign(lag=lag).groupby(["trigger_name", "name"])["lag"]
    table = table.agg(count="size", median_days="median", dated="count").reset_index()
    return table.sort_values(["count", "trigger_name", "name"], ascending=[False, True, True], ignore_index=True)


def lags(found: pd.DataFrame) -> pd.DataFrame:
    """Returns the distribution of lags per answering side: side, lag_days, share, low, high (95 % band), n.

    Only exact days count; a side with fewer than 10 lags is left out. The band is that of Dvoretzky, Kiefer, Wolfowitz.
    """
    parts = []
    for camp in SIDES:
        days = np.sort(found.loc[found["is_dated"] & found["side"].eq(camp), "lag_days"].to_numpy())
        if len(days) < FEWEST_LAGS:
            continue
        values = np.unique(days)
        share = np.searchsorted(days, values, side="right") / len(days)
        width = (np.log(2 / CONFIDENCE_DKW) / (2 * len(days))) ** 0.5
        parts.append(
            pd.DataFrame({"side": camp, "lag_days": values, "share": share, "low": np.maximum(share - width, 0.0),
                          "high": np.minimum(share + width, 1.0), "n": len(days), "median": np.median(days)})
        )  # fmt: skip
    columns = ["side", "lag_days", "share", "low", "high", "n", "median"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def triggers(
    events: pd.DataFrame, found: pd.DataFrame, by: str, names: Mapping[str, str], as_of: pd.Timestamp
) -> pd.DataFrame:
    """Returns the events that could have been answered, with the `name` of their group and `is_answered`.

    A trigger is a counted escalatory event with an exact day that lies at least 30 days back; it is answered if an
    answer with an exact day is recorded within 30 days. `by` is Type (what it was) or Country (where it was).
    """
    able = events[~events["is_part"] & events["direction"].eq(1) & events["date_precision"].eq("day")]
    able = able[able["event_date"].le(as_of - pd.Timedelta(days=ANSWER_DAYS))]
    within = found[found["is_dated"] & found["lag_days"].le(ANSWER_DAYS)]
    name = able["type_label"] if by == "Type" else able["country"].map(names).fillna(able["country"])
    return able.assign(name=name, is_answered=able["event_id"].isin(within["trigger_id"]))


def rates(
    events: pd.DataFrame, found: pd.DataFrame, by: str, names: Mapping[str, str], as_of: pd.Timestamp
) -> pd.DataFrame:
    """Returns the share of `triggers` with an answer within 30 days: name, triggers, answered, share, low, high.

    Groups of fewer than 10 are in the frame with an empty share.
    """
    able = triggers(events, found, by, names, as_of)
    table = able.groupby("name")["is_answered"].agg(triggers="size", answered="sum").reset_index()
    bounds = [wilson(int(hits), int(total)) for hits, total in zip(table["answered"], table["triggers"], strict=True)]
    enough = table["triggers"].ge(FEWEST_TRIGGERS)
    table = table.assign(
        share=(table["answered"] / table["triggers"]).where(enough),
        low=pd.Series([low for low, _ in bounds], dtype="float64").where(enough),
        high=pd.Series([high for _, high in bounds], dtype="float64").where(enough),
    )
    return table.sort_values(["share", "triggers", "name"], ascending=[False, False, True], ignore_index=True)


def unanswered(events: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Returns counted incidents of severity 5 or more to which no answer is recorded, most severe first."""
    severe = events[~events["is_part"] & events["group"].eq("incident") & events["severity"].ge(SEVERE)]
    rows = severe[~severe["event_id"].isin(found["trigger_id"])]
    return rows.sort_values(["severity", "event_date", "event_id"], ascending=[False, False, True])


def between_sides(found: pd.DataFrame) -> pd.DataFrame:
    """Returns who answers whom: trigger_side, side, count, median_days (of exact lags)."""
    if found.empty:
        return pd.DataFrame(columns=["trigger_side", "side", "count", "median_days"])
    lag = found["lag_days"].where(found["is_dated"])
    table = found.assign(lag=lag).groupby(["trigger_side", "side"])["lag"].agg(count="size", median_days="median")
    return table.reset_index().sort_values(["count", "trigger_side", "side"], ascending=[False, True, True])


def kinds(found: pd.DataFrame) -> pd.DataFrame:
    """Returns what each side answers with: side, group, count, share (of its answers), n, easing (de-escalatory)."""
    if found.empty:
        return pd.DataFrame(columns=["side", "group", "count", "share", "n", "easing"])
    table = (
        found.groupby(["side", "group"]).agg(count=("event_id", "size"), easing=("direction", _easing)).reset_index()
    )
    n = table.groupby("side")["count"].transform("sum")
    return table.assign(share=table["count"] / n, n=n)


def _easing(directions: pd.Series) -> int:
    return int(directions.eq(-1).sum())


def severe_dates(events: pd.DataFrame, sides: Mapping[str, str]) -> dict[str, pd.Series]:
    """Returns the days of counted events of severity 5 or more: of all, and by acting side (NATO joined by the EU)."""
    rows = events[~events["is_part"] & events["severity"].ge(SEVERE)]
    acting = pd.Series([side(codes, sides) for codes in rows["initiator"]], index=rows.index, dtype="str")
    return {
        "All severe events": rows["event_date"],
        "By Russia and Belarus": rows.loc[acting.eq("RU-BY"), "event_date"],
        "By NATO, its states and the EU": rows.loc[acting.isin(("NATO", "EU")), "event_date"],
    }


def coverage(events: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp, days: int = 91) -> np.ndarray:
    """Returns how much else was recorded around each day: counted events below severity 5, smoothed, mean 1."""
    rows = events[~events["is_part"] & events["severity"].lt(SEVERE) & events["event_date"].between(since, until)]
    length = (until - since).days + 1
    counts = pd.Series(np.bincount((rows["event_date"] - since).dt.days.astype("int64"), minlength=length))
    smooth = counts.rolling(days, center=True, min_periods=1).mean().to_numpy()
    return np.maximum(smooth / smooth.mean(), 0.05) if smooth.sum() else np.ones(length)


def pair_table(pairs: pd.DataFrame, left: str, right: str) -> pd.DataFrame:
    """Returns pairs of `matrix` or `between_sides` as shown: Trigger, Answer, Times, Median days."""
    return pd.DataFrame(
        {
            "Trigger": pairs[left].map(lambda name: SIDE_NAMES.get(name, name)).astype("str"),
            "Answer": pairs[right].map(lambda name: SIDE_NAMES.get(name, name)).astype("str"),
            "Times": pairs["count"],
            "Median days": pairs["median_days"],
        }
    )


def table(found: pd.DataFrame) -> pd.DataFrame:
    """Returns the answers as shown: Date, Answer, By, Type, Days, Answers what, Trigger date, Trigger, Id."""
    rows = found.sort_values(["event_date", "event_id"], ascending=[False, True])
    return pd.DataFrame(
        {
            "Date": rows["event_date"].dt.strftime("%Y-%m-%d"),
            "Event": rows["title"],
            "By": rows["side"].map(SIDE_NAMES),
            "Type": rows["label"],
            "Days": rows["lag_days"].astype("Int64").where(rows["is_dated"]),
            "Answers": rows["trigger_title"],
            "of": rows["trigger_date"].dt.strftime("%Y-%m-%d"),
            "Id": rows["event_id"],
        }
    )


def finding_chain(rows: pd.DataFrame) -> str:
    """Returns how many answers a chain holds and how soon the first came, as a title."""
    if rows.empty:
        return "No answers recorded"
    dated = rows.loc[rows["is_dated"], "end_days"]
    if dated.empty:
        return f"{len(rows)} recorded {'answer' if len(rows) == 1 else 'answers'}, none with an exact day"
    first = int(dated.min())
    soon = "the same day" if first == 0 else "after one day" if first == 1 else f"after {first} days"
    number = len(rows)
    return f"{number} recorded {'answer' if number == 1 else 'answers'}, the first {soon}"


def finding_lags(found: pd.DataFrame) -> str:
    """Returns within how many days half of the answers came, as a title."""
    days = found.loc[found["is_dated"], "lag_days"]
    if len(days) < FEWEST_LAGS:
        return f"Too few dated answers to describe ({len(days)})"
    return f"Half of {len(days)} recorded answers came within {int(np.median(days))} days"


def finding_rates(table: pd.DataFrame) -> str:
    """Returns what is answered most often, as a title."""
    rows = table[table["share"].notna()] if len(table) else table
    if rows.empty:
        return "Too few events to give response rates"
    top = rows.iloc[0]
    return f"{top['name']}: {top['answered']} of {top['triggers']} answered within {ANSWER_DAYS} days"


def finding_kinds(table: pd.DataFrame) -> str:
    """Returns what the most active side mostly answers with, as a title."""
    if table.empty:
        return "No answers recorded"
    top = table.sort_values(["n", "count"], ascending=False).iloc[0]
    nouns = {"measure": "measures", "posture": "posture", "diplomacy": "diplomacy", "incident": "incidents"}
    return f"{SIDE_NAMES[top['side']]} mostly answer with {nouns[top['group']]} ({top['count']} of {top['n']})"


def finding_matrix(table: pd.DataFrame) -> str:
    """Returns the most frequent pair of trigger and answer, as a title."""
    if table.empty:
        return "No answers recorded"
    named = table[table["trigger_name"].ne(OTHERS) & table["name"].ne(OTHERS)]
    top = (named if len(named) else table).iloc[0]
    return f"Most frequent: {top['trigger_name'].lower()} answered by {top['name'].lower()} ({top['count']})"
