"""The evidence of an indicator: the events that pass the filters of its row, and those that speak against it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from monitor import words


@dataclass(frozen=True, eq=False)
class Traits:
    """What the filters look at, one value per event; events outside `counted` are parts of a larger event."""

    ids: np.ndarray
    dates: np.ndarray
    parents: np.ndarray
    counted: np.ndarray
    kinds: np.ndarray
    countries: np.ndarray
    severity: np.ndarray
    objects: np.ndarray
    sides: list[set[str]]
    tags: list[tuple[str, ...]]
    text: list[str]


def traits(events: pd.DataFrame, sides: Mapping[str, str]) -> Traits:
    """Returns the traits of events; `sides` maps actors to camps."""
    text = (events["title"] + " " + events["summary"].fillna("")).str.lower()
    return Traits(
        ids=events["event_id"].to_numpy(dtype=object),
        dates=events["event_date"].to_numpy(),
        parents=events["part_of"].to_numpy(dtype=object),
        counted=~events["is_part"].to_numpy(dtype=bool),
        kinds=events["event_type"].to_numpy(dtype=object),
        countries=events["country"].to_numpy(dtype=object),
        severity=events["severity"].to_numpy(dtype="float64"),
        objects=events["object_count"].astype("float64").to_numpy(),
        sides=[{sides.get(code, "other") for code in codes} for codes in events["initiator"]],
        tags=events["tags"].tolist(),
        text=text.tolist(),
    )


def pairs(indicators: pd.DataFrame, events: pd.DataFrame, sides: Mapping[str, str]) -> pd.DataFrame:
    """Returns one row per indicator and event that is evidence of it: indicator_id, event_id, event_date, by date.

    Evidence is what passes every filter of the row, and what `observed_event_ids` names by hand. Parts of a larger
    event count only when named by hand and when the larger event is not evidence itself. `sides` maps actors to camps.
    """
    seen = traits(events, sides)
    found = {row["indicator_id"]: _of(row, seen) for row in indicators.to_dict("records")}
    return _table(found, seen)


def contrary(indicators: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Returns one row per indicator and event that speaks against it: indicator_id, event_id, event_date."""
    seen = traits(events, {})
    found = {}
    for row in indicators.to_dict("records"):
        if row["contrary_types"]:
            hits = seen.counted & _in(seen.kinds, row["contrary_types"])
            found[row["indicator_id"]] = np.flatnonzero(hits & _there(row, seen))
    return _table(found, seen)


def _of(row: dict, seen: Traits) -> np.ndarray:
    hits = seen.counted & _in(seen.kinds, row["evidence_types"]) & _there(row, seen)
    if not pd.isna(row["minimum_severity"]):
        hits &= seen.severity >= row["minimum_severity"]
    if not pd.isna(row["minimum_objects"]):
        hits &= np.nan_to_num(seen.objects, nan=-1.0) >= row["minimum_objects"]
    at = [i for i in np.flatnonzero(hits) if _passes(row, seen, i)]
    chosen = set(seen.ids[at]) | set(row["observed_event_ids"])
    return np.flatnonzero(_in(seen.ids, chosen) & ~_in(seen.parents, chosen))


def _passes(row: dict, seen: Traits, i: int) -> bool:
    return (
        (not row["evidence_sides"] or not seen.sides[i].isdisjoint(row["evidence_sides"]))
        and (not row["evidence_tags"] or not set(seen.tags[i]).isdisjoint(row["evidence_tags"]))
        and (not row["evidence_words"] or any(word.lower() in seen.text[i] for word in row["evidence_words"]))
    )


def _there(row: dict, seen: Traits) -> np.ndarray:
    if not row["evidence_countries"]:
        return np.ones(len(seen.ids), dtype=bool)
    return _in(seen.countries, row["evidence_countries"])


def _in(values: np.ndarray, wanted: Collection[str]) -> np.ndarray:
    wanted = set(wanted)
    return np.fromiter((value in wanted for value in values), dtype=bool, count=len(values))


def _table(found: dict[str, np.ndarray], seen: Traits) -> pd.DataFrame:
    at = np.concatenate([*found.values(), np.empty(0, dtype="int64")]).astype("int64")
    names = np.repeat(np.array(list(found), dtype=object), [len(rows) for rows in found.values()])
    table = pd.DataFrame({"indicator_id": names, "event_id": seen.ids[at], "event_date": seen.dates[at]})
    return table.sort_values(["indicator_id", "event_date", "event_id"], ignore_index=True)


def in_words(row: Mapping, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Returns the rule of an indicator in words; `labels` names event types, `names` actors."""
    parts = ["Counts events of the types " + _kinds(row["evidence_types"], labels)]
    if row["evidence_sides"]:
        parts.append("by " + " or ".join(row["evidence_sides"]))
    if row["evidence_countries"]:
        parts.append("in " + words.listed(names.get(code, code) for code in row["evidence_countries"]))
    if row["evidence_tags"]:
        parts.append("with the keyword " + " or ".join(tag.replace("_", " ") for tag in row["evidence_tags"]))
    if row["evidence_words"]:
        parts.append("whose title or summary holds " + " or ".join(f"“{word}”" for word in row["evidence_words"]))
    if not pd.isna(row["minimum_severity"]):
        parts.append(f"of severity {row['minimum_severity']:g} or more")
    if not pd.isna(row["minimum_objects"]):
        parts.append(f"with {row['minimum_objects']:,} objects or more")
    return ", ".join(parts) + ", and events named by hand. " + _threshold(row, labels)


def _threshold(row: Mapping, labels: Mapping[str, str]) -> str:
    text = f"Observed from {words.count(int(row['minimum_count']), 'event')} in {row['window_days']} days"
    if row["rule"] == "rises":
        text += f", if that is at least {row['rise_factor']:g} times the rate of the {row['baseline_days']} days before"
    if row["contrary_types"]:
        text += f", with no {_kinds(row['contrary_types'], labels)} in the last 30 days"
    return text + "."


def _kinds(codes: Collection[str], labels: Mapping[str, str]) -> str:
    return words.listed(labels.get(code, code).lower() for code in codes)
