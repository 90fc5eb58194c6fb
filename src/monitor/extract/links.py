"""Events already recorded that a candidate probably repeats."""

from datetime import date

import pandas as pd

from monitor.extract.gazetteer import kilometres

NEAR_DAYS, NEAR_KM = 2, 50


def same_as(candidate: dict, events: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Returns the recorded events a candidate (a dict of `extract`) is probably the same as.

    Same type, at most two days apart, and the same country or less than 50 km apart; columns event_id, event_date,
    title, days, km (NaN without both points), nearest in time first.
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
    here = (candidate.get("latitude"), candidate.get("longitude"))
    points = zip(rows["latitude"], rows["longitude"], strict=True)
    rows = rows.assign(
        km=[kilometres(here, p) if None not in here and pd.notna(p[0]) else float("nan") for p in points]
    )
    rows = rows[rows["country"].eq(candidate.get("country")) | rows["km"].lt(NEAR_KM)]
    return rows.sort_values(["days", "km"], kind="stable")[columns].head(most).reset_index(drop=True)
