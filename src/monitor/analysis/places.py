"""Places: events that share one point become one mark with a count, never jittered."""

import numpy as np
import pandas as pd

SAME_PLACE_DECIMALS = 2
IMPRECISE = ("district", "region")
INCIDENT_GROUP = "incident"


def mapped(events: pd.DataFrame) -> pd.DataFrame:
    """Returns the events that can be drawn: those with a point that is not merely symbolic."""
    return events[events["is_located"]]


def listed_only(events: pd.DataFrame) -> pd.DataFrame:
    """Returns the events that cannot be drawn: no point, or the symbolic point of a national decision."""
    return events[~events["is_located"]]


def marks(events: pd.DataFrame) -> pd.DataFrame:
    """Returns one row per place and group of events: the most severe event there, with `place_count`, `event_ids`.

    Events stand at one place when their coordinates agree to two decimals (about 1 km); `is_imprecise` is set where
    every event there is known only to the district or region, `last_date` is the day of the latest.
    """
    rows = events.sort_values(["severity", "event_date", "event_id"], ascending=[False, False, True])
    rows = rows.assign(
        at_latitude=rows["latitude"].round(SAME_PLACE_DECIMALS),
        at_longitude=rows["longitude"].round(SAME_PLACE_DECIMALS),
        is_imprecise=rows["geo_precision"].isin(IMPRECISE),
    )
    keys = ["at_latitude", "at_longitude"]
    grouped = rows.groupby(keys, sort=False)
    first = grouped.head(1).set_index(keys)
    return first.assign(
        is_imprecise=grouped["is_imprecise"].all(),
        last_date=grouped["event_date"].max(),
        place_count=grouped["event_id"].size(),
        event_ids=grouped["event_id"].agg(tuple),
    ).reset_index()


def at(events: pd.DataFrame, latitude: float, longitude: float) -> pd.DataFrame:
    """Returns the drawn events of one mark, most severe first."""
    rows = mapped(events)
    same = rows["latitude"].round(SAME_PLACE_DECIMALS).eq(np.round(latitude, SAME_PLACE_DECIMALS))
    same &= rows["longitude"].round(SAME_PLACE_DECIMALS).eq(np.round(longitude, SAME_PLACE_DECIMALS))
    return rows[same].sort_values(["severity", "event_date"], ascending=[False, False])
