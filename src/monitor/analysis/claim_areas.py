"""Tests of claims about distance: exercise areas against borders, ranges of weapons and marches against places."""

import numpy as np
import pandas as pd

from monitor import geo
from monitor.analysis.verdict import CONTRADICTED, OPEN, SUPPORTED, Facts, Finding, Untestable, keys, listed, references

# "Significant" or "considerable" distance has no agreed number. 100 km is the radius within which artillery rockets
# reach (up to 90 km) and jets are minutes away; the reason of every verdict says for which thresholds it holds.
SIGNIFICANT_KM = 100.0
# Lorries over 12 t are limited to 90 km/h in the EU (Directive 92/6/EEC); tracked columns are slower.
FASTEST_MARCH_KMH = 90.0
# Places known to the town, site or district count as sites; a region is a disc round its centre.
SITES = ("exact", "place", "district")


def area_distance(claim: dict, facts: Facts) -> Finding:
    """Tests the km from the edge of areas to a border: all beyond, any within, about, or farther than before."""
    scope = keys(claim["scope"])
    rows = _measured(_areas(claim["subject"], facts, scope), scope)
    if rows.empty:
        raise Untestable("no area with a position is recorded.")
    limit = SIGNIFICANT_KM if pd.isna(claim["value"]) else float(claim["value"])
    if claim["operator"] == "all beyond":
        return _all_beyond(rows, limit)
    if claim["operator"] == "any within":
        return _any_within(rows, limit)
    if claim["operator"] == "farther than":
        before = _measured(_areas(claim["reference"], facts, scope), scope)
        return _farther(rows, before)
    return _about(rows.iloc[0], limit)


def _areas(subject: tuple[str, ...], facts: Facts, scope: dict[str, str]) -> pd.DataFrame:
    areas = facts.exercise_areas
    rows = areas[areas["exercise_id"].isin(subject) | areas["area_id"].isin(subject)]
    return rows[rows["country"].isin(listed(scope["country"]))] if "country" in scope else rows


def _measured(areas: pd.DataFrame, scope: dict[str, str]) -> pd.DataFrame:
    """Returns the areas with `km` and `error` to the borders of the scope, nearest first; else to any allied border."""
    rows = areas.assign(km=areas["border_km"], error=areas["border_error_km"])
    if "border" in scope:
        wanted = listed(scope["border"])
        radius = 0.0 if scope.get("measure") == "centre" else areas["radius_km"]
        rows["km"] = (_to_border(areas["latitude"], areas["longitude"], wanted) - radius).clip(lower=0)
    return rows[rows["km"].notna()].sort_values(["km", "error", "area_id"])


def _to_border(latitude: pd.Series, longitude: pd.Series, wanted: tuple[str, ...]) -> pd.Series:
    """Returns the km from points to the nearest border of the wanted states; Ukraine's is measured to its land."""
    km = geo.to_borders_of(latitude, longitude, wanted, without="UA")
    if "UA" in wanted:
        km = np.fmin(km, geo.to_land(latitude, longitude, "UA"))
    return pd.Series(km, latitude.index)


def _all_beyond(rows: pd.DataFrame, limit: float) -> Finding:
    worst = rows["km"] + rows["error"]
    certain, far = int(worst.lt(limit).sum()), int((rows["km"] - rows["error"]).ge(limit).sum())
    near = int(rows["km"].lt(limit).sum())
    nearest = rows.loc[worst.idxmin()]
    head = (
        f"{near} of {len(rows)} areas lie nearer than {limit:.0f} km, {certain} of them whatever their error; the "
        f"median is {rows['km'].median():.0f} km and the nearest at the far end of its error is {nearest['name']}, "
        f"{nearest['km']:.0f} ± {nearest['error']:.0f} km."
    )
    bound = float(worst.min())
    opens = references("area", rows["area_id"])
    error = f"± {rows['error'].min():.0f} to {rows['error'].max():.0f} km per area"
    if certain:
        second = float(worst.nsmallest(2).iloc[-1])
        text = (
            f"{head} The verdict is the same for every threshold above {bound:.0f} km, or above {second:.0f} km "
            "without that area."
        )
        return Finding(CONTRADICTED, text, f"{limit - bound:.0f} km", error, opens)
    if far == len(rows):
        least = float((rows["km"] - rows["error"]).min())
        text = f"{head} The verdict is the same for every threshold up to {least:.0f} km."
        return Finding(SUPPORTED, text, f"{least - limit:.0f} km", error, opens)
    return Finding(OPEN, f"{head} The error of the areas in between is too large to decide.", "", error, opens)


def _any_within(rows: pd.DataFrame, limit: float) -> Finding:
    worst, best = rows["km"] + rows["error"], rows["km"] - rows["error"]
    certain = rows[worst.le(limit)]
    opens = references("area", rows.loc[best.le(limit), "area_id"])
    nearest = rows.loc[worst.idxmin()]
    error = f"± {nearest['error']:.0f} km"
    head = (
        f"{len(certain)} of {len(rows)} areas lie within {limit:.0f} km whatever their error, first of all "
        f"{nearest['name']}, {nearest['km']:.0f} ± {nearest['error']:.0f} km."
    )
    if len(certain):
        return Finding(SUPPORTED, head, f"{limit - worst.min():.0f} km", error, opens)
    if best.gt(limit).all():
        return Finding(CONTRADICTED, head, f"{best.min() - limit:.0f} km", error, references("area", rows["area_id"]))
    return Finding(OPEN, head, "", error, opens)


def _about(row: pd.Series, value: float) -> Finding:
    """An area is wide: any distance between its nearest and its farthest edge can be meant."""
    apart, error = abs(float(row["km"]) - value), float(row["error"] + row["radius_km"])
    verdict = SUPPORTED if apart <= error else CONTRADICTED
    text = (
        f"Measured are {row['km']:.0f} ± {error:.0f} km for {row['name']} (centre and radius), claimed {value:.0f} km."
    )
    return Finding(verdict, text, f"{apart:.0f} km", f"± {error:.0f} km", (f"area:{row['area_id']}",))


def _farther(rows: pd.DataFrame, before: pd.DataFrame) -> Finding:
    """Compares medians twice, with and without areas known only to the region: both must agree."""
    if before.empty:
        raise Untestable("no area of the earlier exercise is recorded.")
    sites = [frame[frame["geo_precision"].isin(SITES) & frame["kind"].ne("region")]["km"] for frame in (rows, before)]
    if not all(map(len, sites)):
        raise Untestable("one of the two exercises has no area known to the site.")
    every = float(rows["km"].median() - before["km"].median())
    named = float(sites[0].median() - sites[1].median())
    text = (
        f"The median of the {len(sites[0])} named sites is {sites[0].median():.0f} km, before it was "
        f"{sites[1].median():.0f} km ({len(sites[1])} sites); with regions and fortified areas it is "
        f"{rows['km'].median():.0f} against {before['km'].median():.0f} km."
    )
    opens = references("area", [*rows["area_id"], *before["area_id"]])
    margin, error = f"{named:+.0f} km by sites, {every:+.0f} km by all areas", f"± {rows['error'].max():.0f} km at most"
    if every > 0 and named > 0:
        return Finding(SUPPORTED, text, margin, error, opens)
    if every < 0 and named < 0:
        return Finding(CONTRADICTED, text, margin, error, opens)
    return Finding(OPEN, f"{text} The two counts disagree.", margin, error, opens)


def range_distance(claim: dict, facts: Facts) -> Finding:
    """Tests whether a range rules out places that were reached (km), or a march the time claimed for it (hours)."""
    return _march(claim, facts) if claim["unit"] == "hours" else _reach(claim, facts)


def _reach(claim: dict, facts: Facts) -> Finding:
    """A range says a place cannot be reached; it is contradicted when the farthest place lies within the range."""
    events = facts.events
    points = events[events["part_of"].isin(claim["subject"]) & events["geo_precision"].isin(SITES)]
    origins = listed(keys(claim["scope"])["from"])
    if points.empty:
        raise Untestable("no place that was reached is recorded.")
    distances = pd.concat(
        [pd.Series(geo.to_land(points["latitude"], points["longitude"], c), points.index) for c in origins], axis=1
    ).min(axis=1)
    farthest = points.loc[distances.idxmax()]
    km, error = float(distances.max()), geo.PLACE_ERROR_KM[farthest["geo_precision"]]
    spare = float(claim["value"]) - km
    text = (
        f"The farthest of {len(points)} recorded places, {farthest['location']}, lies {km:.0f} ± {error:.0f} km from "
        f"the nearest land of {' or '.join(origins)}; a range of {claim['value']:.0f} km does not rule it out."
    )
    opens = references("event", [*claim["subject"], *points["event_id"]])
    verdict = CONTRADICTED if spare > error else SUPPORTED if spare < -error else OPEN
    return Finding(verdict, text, f"{spare:.0f} km", f"± {error:.0f} km", opens)


def _march(claim: dict, facts: Facts) -> Finding:
    areas = facts.exercise_areas[facts.exercise_areas["area_id"].isin(claim["subject"])]
    if areas.empty:
        raise Untestable("the area it starts from is not recorded.")
    scope = keys(claim["scope"])
    row = _measured(areas, {"border": scope["to"]}).iloc[0]
    hours = float(claim["value"])
    speed, slack = row["km"] / hours, row["error"] / hours
    text = (
        f"From {row['name']} it is {row['km']:.0f} ± {row['error']:.0f} km to the border in a straight line, which "
        f"asks for {speed:.0f} km/h; lorries are limited to {FASTEST_MARCH_KMH:.0f} km/h."
    )
    verdict = OPEN
    if speed - slack > FASTEST_MARCH_KMH:
        verdict = CONTRADICTED
    elif speed + slack <= FASTEST_MARCH_KMH:
        verdict = SUPPORTED
    opens = (f"area:{row['area_id']}",)
    return Finding(verdict, text, f"{abs(speed - FASTEST_MARCH_KMH):.0f} km/h", f"± {slack:.0f} km/h", opens)
