"""The mirror view: exercises of both sides on facing lanes, with overlap days, combined troops and smallest gap."""

import pandas as pd

from monitor import geo, words
from monitor.analysis.timeline import exercise_bands

EAST, WEST = "RU-BY", "NATO"


def lanes(exercises: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns the exercises that touch a period with `camp`, `row`, `band_from`, `band_to` (see timeline)."""
    return exercise_bands(exercises, since, until)


def pairs(lanes: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Returns a row per pair of exercises of the two sides that overlap.

    Columns: east_id, east, west_id, west, overlap_from, overlap_to, overlap_days, troops (announced of both; empty
    where one gave none), gap_km, gap_error_km, east_area, west_area: the smallest gap between the edges of an area of
    each, 0 where they touch; empty where one has no area. Longest overlap first.
    """
    found = []
    for east in lanes[lanes["camp"].eq(EAST)].to_dict("records"):
        for west in lanes[lanes["camp"].eq(WEST)].to_dict("records"):
            first, last = max(east["band_from"], west["band_from"]), min(east["band_to"], west["band_to"])
            if first < last:
                found.append(_pair(east, west, first, last) | _gap(east["exercise_id"], west["exercise_id"], areas))
    columns = ["east_id", "east", "west_id", "west", "overlap_from", "overlap_to", "overlap_days", "troops",
               "gap_km", "gap_error_km", "east_area", "west_area"]  # fmt: skip
    frame = pd.DataFrame(found, columns=columns)
    return frame.sort_values(
        ["overlap_days", "gap_km", "east_id", "west_id"], ascending=[False, True, True, True], ignore_index=True
    )


def _pair(east: dict, west: dict, first: pd.Timestamp, last: pd.Timestamp) -> dict:
    both = [east["announced_troops"], west["announced_troops"]]
    return {
        "east_id": east["exercise_id"], "east": east["name"], "west_id": west["exercise_id"], "west": west["name"],
        "overlap_from": first, "overlap_to": last - pd.Timedelta(days=1), "overlap_days": (last - first).days,
        "troops": float("nan") if any(pd.isna(n) for n in both) else float(sum(both)),
    }  # fmt: skip


def _gap(east_id: str, west_id: str, areas: pd.DataFrame) -> dict:
    east = areas[areas["exercise_id"].eq(east_id)].add_prefix("east_")
    west = areas[areas["exercise_id"].eq(west_id)].add_prefix("west_")
    if east.empty or west.empty:
        return {"gap_km": float("nan"), "gap_error_km": float("nan"), "east_area": "", "west_area": ""}
    both = east.merge(west, how="cross")
    centres = geo.between(both["east_latitude"], both["east_longitude"], both["west_latitude"], both["west_longitude"])
    edges = pd.Series(centres - both["east_radius_km"] - both["west_radius_km"]).clip(lower=0)
    error = both[["east_geo_precision", "west_geo_precision"]].map(geo.PLACE_ERROR_KM.get).sum(axis=1)
    # Of equal gaps the better known one is told.
    best = pd.DataFrame({"gap": edges, "error": error}).sort_values(["gap", "error"]).index[0]
    return {
        "gap_km": float(edges[best]), "gap_error_km": float(error[best]),
        "east_area": both.loc[best, "east_area_id"], "west_area": both.loc[best, "west_area_id"],
    }  # fmt: skip


def overlap_days(lanes: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns a row per day of the period: day, east and west (exercises running), is_overlap."""
    days = pd.date_range(since, until, freq="D")
    counts = {}
    for camp, name in ((EAST, "east"), (WEST, "west")):
        rows = lanes[lanes["camp"].eq(camp)]
        counts[name] = [int((rows["band_from"].le(day) & rows["band_to"].gt(day)).sum()) for day in days]
    frame = pd.DataFrame({"day": days, **counts})
    return frame.assign(is_overlap=frame["east"].gt(0) & frame["west"].gt(0))


def finding(lanes: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> str:
    """Returns on how many days of a period both sides exercised."""
    if lanes.empty:
        return "No exercises are recorded in this period"
    days = overlap_days(lanes, since, until)
    return f"Both sides exercised on {int(days['is_overlap'].sum())} of {words.count(len(days), 'day')}"


def combined(lanes: pd.DataFrame) -> tuple[int, int, int]:
    """Returns the announced troops of the east and the west in a period, and how many exercises gave no number."""
    known = lanes["announced_troops"].astype("float64")
    sums = [int(known[lanes["camp"].eq(camp)].sum()) for camp in (EAST, WEST)]
    return sums[0], sums[1], int(known.isna().sum())
