"""Reviewing a candidate: queue order, signs of confidence, evidence by field, a neutral title, what is missing."""

import math
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

import pandas as pd

from monitor import geo, words
from monitor.model import CREDIBILITY

LONGEST_TITLE = 160
# Confidence times base severity: a sure balloon (3 x 2.5) waits behind a likely incursion (2 x 4.5).
WEIGHT = {"high": 3, "medium": 2, "low": 1}
COUNTS = {"object_count": "Objects", "shot_down": "Shot down", "killed": "Killed", "injured": "Injured"}
LABELS = {
    "event_type": "Type", "start": "From", "end": "Until", "date_precision": "Day or month", "country": "Country",
    "location": "Place", "latitude": "North", "longitude": "East", "geo_precision": "Place known to",
    "initiator": "Initiator", "target": "Target", **COUNTS, "tags": "Tags", "status": "Told as", "title": "Title",
    "summary": "Summary", "credibility": "Credibility", "note": "Note", "response_to": "Response to",
    "part_of": "Part of", "exercise_id": "Exercise",
}  # fmt: skip
# A value may rest on the evidence of another field: the end of a period on its words, a point on the place's name.
RESTS_ON = {
    "end": ("end", "start"), "date_precision": ("start",), "latitude": ("location",), "longitude": ("location",),
    "geo_precision": ("location",), "country": ("country", "location"),
}  # fmt: skip
# Alliances are better known by their letters.
CALLED_BY_CODE = ("NATO", "EU", "UN", "CSTO", "JEF")
NAMED_ACTORS = ("measure", "diplomacy", "posture")
# One report by a publisher graded at least "fairly reliable" is possible; any other cannot be judged from here.
TRUSTED = ("A", "B", "C")
ONE_REPORT, NOT_JUDGED = 3, 6
# What the extractor counts for a candidate (docs/extraction.md), on screen: where it holds, and where it does not.
SIGNS = {
    "own date": ("a day of its own", "no day of its own"),
    "named place": ("a place by name", "no place by name"),
    "deed and thing in one clause": ("deed and object named together", "deed and object named apart"),
    "told in the headline": ("in the headline", "not in the headline"),
    "words fit closely": ("clear wording", "loose wording"),
    "rule and model agree": ("recognised in two ways", "recognised in one way only"),
    "told as a fact": ("told as done or announced", "not told as done"),
}
# How a value was read: what the extractor says, and what the screen shows instead.
IN_WORDS = (
    (re.compile(r"(?<=^\d{4}-\d\d-\d\d) from '.*?'(?=$|[,:( ])"), ""),
    (re.compile(r", matched '.*?'(?=$|, )"), ""),
    (re.compile(r"^(?:thing|deed|learned): \w+$"), ""),
    (re.compile(r"relative to publication"), "counted from publication on"),
    (re.compile(r"relative to"), "counted from"),
    (re.compile(r"nearest to publication"), "nearest to publication on"),
    (re.compile(r"before publication"), "before publication on"),
    (re.compile(r"^gazetteer: "), "in the gazetteer as "),
    (re.compile(r"^owner of the airspace or land, or country of the place$"), "whose land, sea or airspace it is"),
    (re.compile(r"^owner named (?=beside|elsewhere)"), "named "),
)
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
UNPLACED = ("", "INT", "XB")


def order(candidates: Iterable, severity: Mapping[str, float]) -> list:
    """Returns candidates by confidence times base severity (0-10) of their type, then the latest published first."""

    def rank(candidate) -> tuple:
        weight = WEIGHT.get(candidate.confidence, 1) * severity.get(candidate.fields["event_type"], 0.0)
        return -weight, _newest(candidate.item.published), candidate.id

    return sorted(candidates, key=rank)


def _newest(day: str) -> int:
    return -date.fromisoformat(day).toordinal() if day else 0


def evidence(fields: Mapping, name: str) -> list[dict]:
    """Returns the spans a field rests on, in order of the text: dicts of field, start, end, text, how."""
    wanted = RESTS_ON.get(name, (name,))
    return [span for span in fields.get("evidence") or [] if span["field"] in wanted]


def confidence(fields: Mapping) -> str:
    """Returns how sure a candidate is, in words: how many signs speak for it, and those that do not."""
    reasons = fields.get("confidence_reasons")
    if reasons is None:
        return "Opened by a person; check every field"
    level = (fields.get("confidence") or "low").capitalize()
    lacking = [absent for reason, (_, absent) in SIGNS.items() if reason not in reasons]
    if not lacking:
        return f"{level} confidence: all {len(SIGNS)} signs"
    return f"{level} confidence, {len(SIGNS) - len(lacking)} of {len(SIGNS)} signs: {words.listed(lacking)}"


def signs(fields: Mapping) -> list[str]:
    """Returns what speaks for a candidate and what does not, in words."""
    reasons = fields.get("confidence_reasons") or ()
    return [there if reason in reasons else absent for reason, (there, absent) in SIGNS.items()]


def derivation(how: str) -> str:
    """Returns how a value was read from its words, for a reader of the screen, who sees these words beside it."""
    for pattern, said in IN_WORDS:
        how = pattern.sub(said, how)
    return ISO_DAY.sub(lambda day: words.day(date.fromisoformat(day.group())), how)


def title(fields: Mapping, labels: Mapping[str, str], groups: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Returns a neutral title in own words from type, who acted and place; never a sentence of the article."""
    kind = fields["event_type"]
    actors = [c for c in fields.get("initiator") or () if c != "UNKNOWN"]
    told = words.listed(c if c in CALLED_BY_CODE else names.get(c, c) for c in actors)
    by = f" by {told}" if groups.get(kind) in NAMED_ACTORS and actors else ""
    verb = "announced" if fields.get("status") == "announced" else "reported"
    text = f"{labels.get(kind, kind)}{by} {verb}{_where(fields, names)}"
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"


def _where(fields: Mapping, names: Mapping[str, str]) -> str:
    place, country = fields.get("location") or "", fields.get("country") or ""
    state = "" if country in UNPLACED else names.get(country, country)
    if fields.get("geo_precision") == "country" or not place or place == state:
        return f" in {state}" if state else ""
    at = "at" if fields.get("geo_precision") in ("exact", "place") else "in"
    return f" {at} {place}" + (f", {state}" if state and state not in place else "")


def credibility(reliability: str, status: str) -> int:
    """Returns the grade proposed for a single report, by the reliability of its publisher and how it is told."""
    return ONE_REPORT if reliability in TRUSTED and status in ("asserted", "announced") else NOT_JUDGED


def completed(fields: Mapping, grade: int, labels: Mapping, groups: Mapping, names: Mapping) -> dict:
    """Returns fields with what no article says filled in: title, credibility and empty remarks."""
    blank = {"summary": "", "note": "", "response_to": "", "part_of": "", "exercise_id": "", "credibility": grade}
    done = {**blank, **fields}
    done["title"] = done.get("title") or title(done, labels, groups, names)
    return done


def blank(span: tuple[int, int], text: str, found: Mapping, kind: str) -> dict:
    """Returns an event card prefilled from one sentence (start, end) with the dates and places named in it."""
    start, end = span
    days = [d for d in found.get("dates", []) if start <= d["start_offset"] < end]
    spots = [p for p in found.get("places", []) if start <= p["start"] < end]
    day, spot = (days or [{}])[0], (spots or [{}])[0]
    proof = [{"field": "event_type", "start": start, "end": end, "text": text, "how": "sentence chosen by a person"}]
    if day:
        proof.append({"field": "start", "start": day["start_offset"], "end": day["end_offset"], "text": day["text"],
                      "how": day["how"]})  # fmt: skip
    if spot:
        proof.append({"field": "location", "start": spot["start"], "end": spot["end"], "text": spot["text"],
                      "how": f"gazetteer: {spot['name']}"})  # fmt: skip
    return {
        "event_type": kind, "start": day.get("date"), "end": day.get("end"), "date_precision": "day",
        "country": spot.get("country"), "location": spot.get("name"), "latitude": spot.get("latitude"),
        "longitude": spot.get("longitude"), "geo_precision": spot.get("geo_precision"), "initiator": [], "target": [],
        **dict.fromkeys(COUNTS), "tags": [], "status": "asserted", "confidence": "low", "alternatives": [],
        "evidence": sorted(proof, key=lambda span: span["start"]),
    }  # fmt: skip


def changed(before: Mapping, after: Mapping) -> dict[str, list]:
    """Returns the fields a person changed, each as [proposed, decided]; empty and absent are the same."""
    return {name: [before.get(name), value] for name, value in after.items() if _same(before.get(name)) != _same(value)}


def _same(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(value)
    return None if value == "" or value == () else value


def missing(fields: Mapping) -> list[str]:
    """Returns what has to be mended before an event can be accepted, a sentence each."""
    found = []
    start, end = fields.get("start"), fields.get("end")
    if not start:
        found.append("The day of the event is missing.")
    if start and end and end < start:
        found.append("The last day lies before the first.")
    if not fields.get("country"):
        found.append("The country is missing; choose International for the open sea or several countries.")
    if not (fields.get("location") or "").strip():
        found.append("The name of the place is missing.")
    if len({fields.get(name) is None for name in ("latitude", "longitude")} | {not fields.get("geo_precision")}) > 1:
        found.append("North, east and how well the place is known must be given together, or none of them.")
    if not (fields.get("title") or "").strip():
        found.append("The title is missing.")
    if len(fields.get("title") or "") > LONGEST_TITLE:
        found.append(f"The title is longer than {LONGEST_TITLE} characters.")
    if fields.get("credibility") not in CREDIBILITY:
        found.append("The credibility is missing.")
    return found


def doubts(fields: Mapping, names: Mapping[str, str]) -> list[str]:
    """Returns what does not fit together though it may be accepted, a sentence each."""
    country, precision = fields.get("country"), fields.get("geo_precision")
    at = (fields.get("latitude"), fields.get("longitude"))
    if None in at or country in UNPLACED or not country or precision == "country":
        return []
    (owner,) = geo.countries([at[0]], [at[1]])
    room = geo.PLACE_ERROR_KM.get(precision, geo.PLACE_ERROR_KM["place"])
    if owner in ("", country) or owner not in names:
        return []
    with suppress(ValueError):  # no land of that country is drawn, so it cannot be near
        if geo.to_land(*at, country)[0] <= room:
            return []
    return [f"The point lies in {names[owner]}, the country given is {names.get(country, country)}."]


def others(found: Mapping, fields: Mapping) -> tuple[list[dict], list[dict]]:
    """Returns the other dates and the other places a text names, each once, nearest to the deed first."""
    told = evidence(fields, "event_type")
    at = told[0]["start"] if told else 0
    days, spots = {}, {}
    for found_day in sorted(found.get("dates", []), key=lambda d: abs(d["start_offset"] - at)):
        days.setdefault((found_day["date"], found_day["end"]), found_day)
    for spot in sorted(found.get("places", []), key=lambda p: abs(p["start"] - at)):
        spots.setdefault((spot["name"], spot["country"]), spot)
    days.pop((fields.get("start"), fields.get("end")), None)
    return list(days.values()), [p for p in spots.values() if p["name"] != fields.get("location")]


def distance(latitude: float | None, longitude: float | None, precision: str | None, names: Mapping[str, str]) -> str:
    """Returns how far a point lies from the nearest allied border, in words with its error; empty without a point."""
    if latitude is None or longitude is None or precision == "country" or math.isnan(latitude + longitude):
        return ""
    row = geo.to_frontier(latitude, longitude, geo_precision=precision or None).iloc[0]
    return words.distance(
        {"border_km": row["km"], "border_error_km": row["error_km"], "border_country": row["country"],
         "border_neighbour": row["neighbour"], "is_inside": row["is_inside"], "inside_country": row["inside_country"]},
        names,
    )  # fmt: skip


def differing(fields: Mapping, event: Mapping) -> list[tuple[str, str, int, int]]:
    """Returns the figures on which a candidate and a recorded event differ: column, label, recorded, new."""
    return [
        (name, label, int(event[name]), int(fields[name]))
        for name, label in COUNTS.items()
        if fields.get(name) is not None and not pd.isna(event[name]) and int(event[name]) != int(fields[name])
    ]
