"""Events already recorded that a candidate probably repeats."""

from datetime import date
from math import inf, log

import pandas as pd

from monitor.extract.gazetteer import kilometres

NEAR_DAYS, NEAR_KM = 2, 50
# Precisions whose point stands for a whole region, so that a distance from it says nothing.
VAGUE = ("region", "country")


def same_as(candidate: dict, events: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Returns the recorded events a candidate (a dict of `extract`) is probably the same as.

    Same type, at most two days apart, and the same country or less than 50 km apart; columns event_id, event_date,
    title, days, km (NaN without two places), nearest in time first, then the nearest of those within 50 km. Further
    away a distance says nothing: whole events come before their parts, then those with the likest number of objects.
    """
    columns = ["event_id", "event_date", "title", "days", "km"]
    if not candidate.get("start"):
        return pd.DataFrame(columns=columns)
    day = pd.Timestamp(date.fromisoformat(candidate["start"]))
    rows = events[events["event_type"].eq(candidate["event_type"])]
    last = rows["end_date"].fillna(rows["event_date"])
    before = (rows["event_date"] - day).dt.days.clip(lower=0)
    after = (day - last).dt.days.clip(lower=0)
    rows = rows.assign(days=before + after)
    rows = rows[rows["days"].le(NEAR_DAYS)]
    is_vague = candidate.get("geo_precision") in VAGUE
    here = (None, None) if is_vague else (candidate.get("latitude"), candidate.get("longitude"))
    points = zip(rows["latitude"], rows["longitude"], strict=True)
    rows = rows.assign(
        km=[kilometres(here, p) if None not in here and pd.notna(p[0]) else float("nan") for p in points]
    )
    rows = rows[rows["country"].eq(candidate.get("country")) | rows["km"].lt(NEAR_KM)]
    near, is_part = rows["km"].where(rows["km"].lt(NEAR_KM), NEAR_KM), rows["part_of"].fillna("").ne("")
    unlike = [_unlike(candidate, row) for row in rows.to_dict("records")]
    rows = rows.assign(near=near, is_later=is_part & near.eq(NEAR_KM), unlike=unlike)
    order = ["days", "near", "is_later", "unlike"]
    return rows.sort_values(order, kind="stable")[columns].head(most).reset_index(drop=True)


def _unlike(candidate: dict, event: dict) -> float:
    """How far the numbers of objects are apart, as a factor's logarithm; infinite where one is not told."""
    told, recorded = candidate.get("object_count"), event["object_count"]
    return abs(log(told / recorded)) if told and pd.notna(recorded) and recorded else inf
