"""Misread-risk windows: where an exercise and an incident meet, so that one may be taken for the other.

The score of a day and a border segment is the sum over pairs of one exercise and one incident of
proximity x magnitude x opacity x severity, each from 0 to 1, times 100. It says where a misreading would be easiest,
not that one happened and not what anybody meant.
"""

import numpy as np
import pandas as pd

from monitor import geo, words

# Troops move before and after an exercise: Zapad-2025's first troops arrived five weeks ahead, most left within a week.
WINDOW_DAYS = 7
# Proximity falls to 37 % in 100 km: the "significant distance" of the claims, and minutes of flight for a drone.
SCALE_KM = 100.0
# The largest strength in the tables (Zapad-2021, as announced) has magnitude 1, one person has 0.
LARGEST_TROOPS = 200_000
# Where no strength was given: from a company to the Vienna Document's threshold for notification.
UNKNOWN_TROOPS = (300, 9_000)
HIGHEST_SEVERITY = 10.0
# What forces that watch an exercise must judge within minutes; an arrest or a cyber attack is not taken for a drill.
TYPES = ("armed_attack", "missile_incursion", "drone_incursion", "aircraft_incursion", "balloon_incursion",
         "border_violation", "maritime_incident", "gnss_interference")  # fmt: skip
CHECKS = ("notified", "observers_invited", "numbers_consistent", "location_consistent")
ANSWERS = {"yes": 1.0, "unknown": 0.5, "no": 0.0}
# Rows that stand for weeks or months of incidents count on their first day only.
LONGEST_INCIDENT_DAYS = 7
POINTS = 100.0
PAIR_COLUMNS = ["day", "segment_id", "event_id", "title", "exercise_id", "exercise", "area_id", "area",
                "km", "km_error", "proximity", "magnitude", "opacity", "severity", "score", "low", "high"]  # fmt: skip


def proximity(km: pd.Series) -> pd.Series:
    """Returns 1 at 0 km, 0.37 at 100 km, 0.05 at 300 km."""
    return np.exp(-km.clip(lower=0) / SCALE_KM)


def magnitude(troops: pd.Series) -> pd.Series:
    """Returns the logarithm of a strength as a share of that of 200,000: 0.77 for 13,000."""
    return (np.log10(troops.clip(lower=1)) / np.log10(LARGEST_TROOPS)).clip(0, 1)


def opacity(transparency: pd.DataFrame, exercise_ids: pd.Series) -> pd.DataFrame:
    """Returns exercise_id, opacity, opacity_low, opacity_high: 1 minus the share of the four checks that are passed.

    An unknown check counts as half; the ends of the interval count it as passed and as failed.
    """
    known = transparency.drop_duplicates(["exercise_id", "check"], keep="last")
    table = known.pivot(index="exercise_id", columns="check", values="value")
    table = table.reindex(index=exercise_ids.drop_duplicates(), columns=list(CHECKS)).astype("object").fillna("unknown")
    unsure = table.eq("unknown").sum(axis=1) / (2 * len(CHECKS))
    middle = 1 - table.map(ANSWERS.get).astype("float64").mean(axis=1)
    frame = pd.DataFrame({"opacity": middle, "opacity_low": middle - unsure, "opacity_high": middle + unsure})
    return frame.rename_axis("exercise_id").reset_index()


def strength(estimates: pd.DataFrame, exercise_ids: pd.Series) -> pd.DataFrame:
    """Returns exercise_id, troops_low, troops_high: the span of all figures for the total, else of any scope."""
    ends = estimates.assign(
        low=estimates["low"].fillna(estimates["high"]), high=estimates["high"].fillna(estimates["low"])
    )
    ends = ends[ends["kind"].ne("claim")]
    spans = [rows.groupby("exercise_id").agg(troops_low=("low", "min"), troops_high=("high", "max")).astype("float64")
             for rows in (ends[ends["scope"].eq("total")], ends)]  # fmt: skip
    found = spans[0].combine_first(spans[1]).reindex(exercise_ids.drop_duplicates())
    found = found.fillna({"troops_low": float(UNKNOWN_TROOPS[0]), "troops_high": float(UNKNOWN_TROOPS[1])})
    return found.rename_axis("exercise_id").reset_index()


def pairs(
    events: pd.DataFrame,
    exercises: pd.DataFrame,
    areas: pd.DataFrame,
    estimates: pd.DataFrame,
    transparency: pd.DataFrame,
) -> pd.DataFrame:
    """Returns a row per day, segment, incident and exercise whose window it falls into, largest score first.

    Incidents need a point that is not merely symbolic, exercises a start and an area; the nearest area counts. Parts
    of an incident, such as single wrecks, only say where it was: it then counts once on every segment it reached.
    `low` and `high` take every uncertainty at its friendliest and its worst: place, strength, unknown checks.
    """
    found = _meetings(_points(events), exercises)
    found = _nearest(found, areas)
    if found.empty:
        return pd.DataFrame(columns=PAIR_COLUMNS)
    ids = found["exercise_id"]
    found = found.merge(opacity(transparency, ids), on="exercise_id").merge(strength(estimates, ids), on="exercise_id")
    found["proximity"] = proximity(found["km"])
    found["magnitude"] = magnitude(np.sqrt(found["troops_low"] * found["troops_high"]))
    share = found["severity"] / HIGHEST_SEVERITY * POINTS
    found["score"] = found["proximity"] * found["magnitude"] * found["opacity"] * share
    found["low"] = (
        proximity(found["km"] + found["km_error"]) * magnitude(found["troops_low"]) * found["opacity_low"] * share
    )
    found["high"] = (
        proximity(found["km"] - found["km_error"]) * magnitude(found["troops_high"]) * found["opacity_high"] * share
    )
    order = ["score", "day", "event_id", "exercise_id"]
    return found.sort_values(order, ascending=[False, True, True, True], ignore_index=True)[PAIR_COLUMNS]


def _points(events: pd.DataFrame) -> pd.DataFrame:
    """Returns the days and points of the incidents: day, segment_id, event_id, title, severity and the place."""
    kept = events[events["event_type"].isin(TYPES)]
    whole = kept[~kept["is_part"]]
    last = whole["end_date"].fillna(whole["event_date"])
    length = (last - whole["event_date"]).dt.days.clip(lower=0)
    length = length.where(length.lt(LONGEST_INCIDENT_DAYS), 0)
    days = whole.loc[whole.index.repeat(length + 1), ["event_id", "title", "severity", "event_date"]]
    step = days.groupby(level=0).cumcount()
    days = days.assign(day=days["event_date"] + pd.to_timedelta(step, unit="D")).drop(columns="event_date")
    place = ["segment_id", "latitude", "longitude", "geo_precision"]
    parts = kept[kept["is_part"] & kept["is_located"]]
    own = whole.loc[whole["is_located"], ["event_id", *place]]
    # A part dated after its whole, such as a wreck found later, tells of the same flight.
    of = parts[["part_of", *place]].rename(columns={"part_of": "event_id"})
    points = pd.concat([own, of], ignore_index=True)
    return days.merge(points[points["segment_id"].fillna("").ne("")], on="event_id")


def _meetings(points: pd.DataFrame, exercises: pd.DataFrame) -> pd.DataFrame:
    windows = exercises[exercises["start_date"].notna()]
    margin = pd.Timedelta(days=WINDOW_DAYS)
    windows = pd.DataFrame(
        {
            "exercise_id": windows["exercise_id"],
            "exercise": windows["name"],
            "window_from": windows["start_date"] - margin,
            "window_to": windows["end_date"].fillna(windows["start_date"]) + margin,
        }
    )
    both = points.merge(windows, how="cross")
    return both[both["day"].between(both["window_from"], both["window_to"])]


def _nearest(meetings: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Returns the meetings with the area of the exercise that lies nearest to the incident, km from its edge."""
    places = areas[["area_id", "exercise_id", "name", "latitude", "longitude", "radius_km", "geo_precision"]]
    both = meetings.merge(places, on="exercise_id", suffixes=("", "_area"))
    if both.empty:
        return both
    centre = geo.between(both["latitude"], both["longitude"], both["latitude_area"], both["longitude_area"])
    errors = both[["geo_precision", "geo_precision_area"]].map(geo.PLACE_ERROR_KM.get)
    both = both.assign(km=np.maximum(0.0, centre - both["radius_km"]), km_error=errors.sum(axis=1))
    both = both.rename(columns={"name": "area"}).sort_values(["km", "km_error", "area_id"])
    return both.drop_duplicates(["day", "segment_id", "event_id", "exercise_id"])


def without_area(exercises: pd.DataFrame, areas: pd.DataFrame) -> int:
    """Returns how many dated exercises cannot be scored because no area of theirs is recorded."""
    dated = exercises[exercises["start_date"].notna()]
    return int((~dated["exercise_id"].isin(areas["exercise_id"])).sum())


def strip(pairs: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Returns a row per day and segment with a score: day, segment_id, score, low, high, pairs, incidents, exercises.

    Largest score first; days and segments without a pair are left out, which is no score, not a low one.
    """
    rows = pairs[pairs["day"].between(since, until)]
    grouped = rows.groupby(["day", "segment_id"])
    found = grouped.agg(
        score=("score", "sum"), low=("low", "sum"), high=("high", "sum"), pairs=("score", "size"),
        incidents=("event_id", "nunique"), exercises=("exercise_id", "nunique"),
    )  # fmt: skip
    return found.reset_index().sort_values(["score", "day"], ascending=[False, True], ignore_index=True)


def at(pairs: pd.DataFrame, day: pd.Timestamp, segment_id: str) -> pd.DataFrame:
    """Returns the pairs behind one day and segment, largest score first."""
    return pairs[pairs["day"].eq(day) & pairs["segment_id"].eq(segment_id)]


def segments() -> pd.DataFrame:
    """Returns the stretches of the border a score belongs to: segment (id) and name, from north to south."""
    return geo.segments()


def finding(strip: pd.DataFrame, segments: pd.DataFrame) -> str:
    """Returns the day and border segment with the highest score."""
    if strip.empty:
        return "No exercise and incident met in this period"
    top = strip.iloc[0]
    names = segments.set_index("segment")["name"]
    return (
        f"Highest score {top['score']:.0f}: {names.get(top['segment_id'], top['segment_id'])}, {words.day(top['day'])}"
    )
