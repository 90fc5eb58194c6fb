"""The nouns: every table with its columns, types, units, codes and meaning, declared once."""

import re
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

LONGEST_CELL = 5_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso_day(value: object) -> object:
    """Keeps pydantic from reading bare numbers as seconds since 1970: only YYYY-MM-DD is a day here."""
    if isinstance(value, str) and not ISO_DAY.fullmatch(value):
        raise ValueError("not a day written YYYY-MM-DD")
    if isinstance(value, str) and not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        raise ValueError(f"not a day written YYYY-MM-DD between {FIRST_YEAR} and {LAST_YEAR}")
    return value


def column(meaning: str, unit: str = "", ref: str = "", **limits):
    """Declares a column: its meaning, its unit and, as `table.column`, what its values refer to."""
    return Field(description=meaning, json_schema_extra={"unit": unit, "ref": ref}, **limits)


def optional(meaning: str, unit: str = "", ref: str = "", default: object = None, **limits):
    """Declares a column that may be empty: unknown, not applicable, or its `default`."""
    return Field(default=default, description=meaning, json_schema_extra={"unit": unit, "ref": ref}, **limits)


Text = Annotated[str, StringConstraints(max_length=LONGEST_CELL)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]
Day = Annotated[date, BeforeValidator(_iso_day)]
Codes = tuple[Text, ...]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Kilometres = Annotated[float, Field(ge=0, le=20_040, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=LONGEST_CELL)]

DatePrecision = Literal["day", "month"]
GeoPrecision = Literal["exact", "place", "district", "region", "country"]
Side = Literal["RU-BY", "NATO", "EU", "UA", "other"]
Group = Literal["incident", "posture", "measure", "diplomacy"]
Domain = Literal["air", "land", "sea", "cyber", "information", "nuclear", "political", "hybrid"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
CrossingState = Literal["open", "restricted", "closed"]
Metric = Literal[
    "area_distance", "troops", "order_in_time", "count", "range_distance", "crossing_status", "manual", "open",
]  # fmt: skip
Operator = Literal[
    "at least", "at most", "about", "between", "before", "after", "during", "not before", "not followed",
    "all beyond", "any within", "farther than",
]  # fmt: skip
Verdict = Literal["supported", "contradicted", "open"]
TroopScope = Literal["total", "in Belarus", "Russian in Belarus", "in Kaliningrad", "in Russia"]
Check = Literal["notified", "observers_invited", "numbers_consistent", "location_consistent"]
IndicatorRule = Literal["occurs", "rises"]
Tag = Literal[
    "ai", "airdefence", "airport", "airspace", "balloons", "cables", "casualties", "crossing", "cyber", "deployment",
    "diplomacy", "drones", "electronic_warfare", "energy", "exercise", "fortification", "gnss", "hybrid", "migration",
    "missiles", "nuclear", "rail", "smuggling",
]  # fmt: skip

CREDIBILITY = {
    1: "confirmed by independent sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful or contested",
    5: "improbable",
    6: "cannot be judged",
}
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}


class Row(BaseModel):
    """One row of a table; subclasses name the table, its key and its columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    table: ClassVar[str]
    key: ClassVar[str | None] = None
    meaning: ClassVar[str]

    @classmethod
    def columns(cls) -> list[str]:
        return list(cls.model_fields)


def _in_order(first: date | None, last: date | None, name: str) -> None:
    if first and last and last < first:
        context = {"column": name, "first": str(first), "last": str(last)}
        raise PydanticCustomError("disorder", "{column} {last} lies before the first day {first}", context)


class Actor(Row):
    table, key, meaning = "actors", "code", "States, alliances and place codes used by the other tables."
    code: Identifier = column("ISO 3166 alpha-2 or a code of this project")
    name: Text = column("name in English", min_length=1)
    side: Side = column("camp: RU-BY, NATO, EU, UA or other")
    note: Text | None = optional("remark")


class EventType(Row):
    table, key, meaning = "event_types", "event_type", "The taxonomy of events, with direction and base severity."
    event_type: Identifier = column("code of the type")
    label: Text = column("name on screen", min_length=1)
    group: Group = column("incident, posture, measure or diplomacy")
    domain: Domain = column("sphere in which it takes place")
    direction: Annotated[int, Field(ge=-1, le=1)] = column("1 escalation, 0 context, -1 de-escalation")
    base_severity: Annotated[float, Field(ge=0, le=10)] = column("severity before increments", "0-10")
    plover: Text = column("nearest type of the PLOVER event ontology")
    definition: Text = column("what counts as this type")
    severity_rationale: Text = column("why the base severity is what it is")


class Source(Row):
    table, key, meaning = "sources", "publisher", "Publishers, with kind and Admiralty reliability."
    publisher: Text = column("organisation whose text it is", min_length=1)
    domain: Text | None = optional("own site")
    country: Text | None = optional("country of the publisher; INT international")
    kind: Literal[
        "government", "state_media", "news_agency", "public_broadcaster", "newspaper",
        "think_tank", "military", "international_org", "aggregator", "other",
    ] = column("kind of publisher")  # fmt: skip
    reliability: Reliability = column("Admiralty grade A-F")
    note: Text | None = optional("remark")


class Article(Row):
    table, key, meaning = "articles", "article_id", "Published articles that events, claims and exercises cite."
    article_id: Identifier = column("stable key")
    published: Day | None = optional("day of publication")
    publisher: Text = column("whose text it is", ref="sources.publisher", min_length=1)
    title: Text | None = optional("headline as published; empty = headline not recorded")
    url: Address | None = optional("address of the page read")
    language: Text | None = optional("language of the text, ISO 639-1")
    domain: Text | None = optional("site where it was read")


class Exercise(Row):
    table, key, meaning = "exercises", "exercise_id", "Military exercises of both sides."
    exercise_id: Identifier = column("stable key")
    name: Text = column("name", min_length=1)
    side: Literal["RU-BY", "NATO", "national"] = column("RU-BY, NATO or national (one allied state)")
    organisers: Codes = column("who holds it", ref="actors.code")
    participants: Codes = optional("who takes part", ref="actors.code")
    start_date: Day | None = optional("first day")
    end_date: Day | None = optional("last day; empty = not recorded")
    announced_troops: Count | None = optional("strength given by the organiser", "persons")
    estimated_troops: Count | None = optional("strength estimated by others", "persons")
    estimate_by: Text | None = optional("who made the estimate")
    scenario: Text | None = optional("scenario as reported")
    phases: Text | None = optional("phases as `from..to text;...`")
    tags: Codes = optional("keywords")
    sources: Codes = column("articles it rests on", ref="articles.article_id")
    note: Text | None = optional("disagreements and cautions")

    @model_validator(mode="after")
    def _order(self) -> "Exercise":
        _in_order(self.start_date, self.end_date, "end_date")
        return self


class Event(Row):
    table, key, meaning = "events", "event_id", "Dated events: incidents, posture, measures and diplomacy."
    event_id: Identifier = column("stable key: date of first record, place code, slug")
    event_date: Day = column("first day (UTC); with month precision the day is nominal")
    end_date: Day | None = optional("last day; empty = one day or open end")
    date_precision: DatePrecision = column("day or month")
    event_type: Identifier = column("type of event", ref="event_types.event_type")
    title: Annotated[str, StringConstraints(min_length=1, max_length=160)] = column("short title in own words")
    summary: Text | None = optional("what was reported, in own words")
    initiator: Codes = column("who acted or is alleged to have acted", ref="actors.code")
    target: Codes = optional("who was acted upon", ref="actors.code")
    country: Identifier = column("where it happened; XB Baltic Sea, INT elsewhere", ref="actors.code")
    location: Text = column("name of the place")
    latitude: Latitude | None = optional("WGS84", "degrees north")
    longitude: Longitude | None = optional("WGS84", "degrees east")
    geo_precision: GeoPrecision | None = optional("exact, place, district, region or country (symbolic point)")
    tags: Codes = optional("keywords")
    object_count: Count | None = optional("best estimate of objects (drones, balloons, vessels ...)", "objects")
    penetration_km: Kilometres | None = optional("depth inside the border, as reported", "km")
    shot_down: Count | None = optional("objects shot down", "objects")
    injured: Count | None = optional("people injured", "persons")
    killed: Count | None = optional("people killed", "persons")
    claimed_by: Codes = optional("who claimed responsibility", ref="actors.code")
    denied_by: Codes = optional("who denied responsibility or the fact", ref="actors.code")
    response_to: Identifier | None = optional("event it was presented as a reaction to", ref="events.event_id")
    part_of: Identifier | None = optional("event it is a part of; parts are never counted twice", ref="events.event_id")
    exercise_id: Identifier | None = optional("exercise it belongs to", ref="exercises.exercise_id")
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)
    credibility: Annotated[int, Field(ge=1, le=6)] = column("Admiralty credibility", "1 best - 5, 6 cannot be judged")
    note: Text | None = optional("disagreements, decision dates, cautions")

    @model_validator(mode="after")
    def _consistent(self) -> "Event":
        _in_order(self.event_date, self.end_date, "end_date")
        place = {name: getattr(self, name) for name in ("latitude", "longitude", "geo_precision")}
        missing = [name for name, value in place.items() if value is None]
        if missing and len(missing) < len(place):
            text = "latitude, longitude and geo_precision must be given together"
            raise PydanticCustomError("half_place", text, {"column": missing[0]})
        return self


class ExerciseArea(Row):
    table, key, meaning = "exercise_areas", "area_id", "Where exercises take place: discs with dates."
    area_id: Identifier = column("stable key")
    exercise_id: Identifier = column("exercise", ref="exercises.exercise_id")
    name: Text = column("name of the place", min_length=1)
    kind: Literal["training_range", "airfield", "naval_base", "sea_area", "town", "region"] = column("kind of area")
    country: Identifier = column("where it lies", ref="actors.code")
    latitude: Latitude = column("centre, WGS84", "degrees north")
    longitude: Longitude = column("centre, WGS84", "degrees east")
    radius_km: Kilometres = column("estimated radius", "km")
    activity: Text = column("what was reported there")
    date_from: Day | None = optional("first day")
    date_to: Day | None = optional("last day")
    geo_precision: GeoPrecision = column("how well the place is known")
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)
    note: Text | None = optional("remark")

    @model_validator(mode="after")
    def _order(self) -> "ExerciseArea":
        _in_order(self.date_from, self.date_to, "date_to")
        return self


class Crossing(Row):
    table, key, meaning = "crossings", "crossing_id", "Border crossings between allied states and Russia or Belarus."
    crossing_id: Identifier = column("stable key")
    name: Text = column("name on the allied side", min_length=1)
    name_other_side: Text = column("name on the other side")
    country_a: Identifier = column("allied state", ref="actors.code")
    country_b: Identifier = column("other state", ref="actors.code")
    kind: Literal["road", "rail", "road+rail", "pedestrian"] = column("kind of traffic")
    latitude: Latitude = column("WGS84, good to about 2 km", "degrees north")
    longitude: Longitude = column("WGS84, good to about 2 km", "degrees east")
    note: Text | None = optional("remark")


class CrossingStatus(Row):
    table, meaning = "crossing_status", "Dated states of crossings; each holds until the next row of the crossing."
    crossing_id: Identifier = column("crossing", ref="crossings.crossing_id")
    date: Day = column("day from which the state holds")
    date_precision: DatePrecision = column("day or month")
    status: CrossingState = column("open, restricted or closed")
    detail: Text = column("what was reported")
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)


class Claim(Row):
    table, key, meaning = "claims", "claim_id", "Official claims, paraphrased, with how each could be tested."
    claim_id: Identifier = column("stable key")
    date: Day | None = optional("day of the claim")
    actor: Codes = column("whose claim", ref="actors.code", min_length=1)
    speaker: Text = column("who said it")
    claim: Text = column("what was claimed, paraphrased", min_length=1)
    about_exercise: Identifier | None = optional("exercise it is about", ref="exercises.exercise_id")
    about_event: Identifier | None = optional("event it is about", ref="events.event_id")
    checkable_as: Text = column("how it could be tested")
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)
    note: Text | None = optional("remark")
    metric: Metric | None = optional("how it is tested; manual = judged by a person, open = cannot be tested")
    subject: Codes = optional("exercises, areas, events or crossings that are measured")
    reference: Codes = optional("what the subject is compared with: exercises, events or a day")
    operator: Operator | None = optional("what the claim says of the subject")
    value: Annotated[float, Field(allow_inf_nan=False)] | None = optional("number the claim gives, in `unit`")
    value_high: Annotated[float, Field(allow_inf_nan=False)] | None = optional("upper end where the claim gives two")
    unit: Text | None = optional("unit of value")
    scope: Text | None = optional("what is measured, as `key=value ...` or a scope of troop_estimates")
    verdict: Verdict | None = optional("verdict of a manual test; computed ones are in no file")
    reason: Text | None = optional("reason of a manual or open verdict; else what the test leaves out")

    @model_validator(mode="after")
    def _tested(self) -> "Claim":
        judged = self.metric in ("manual", "open")
        if judged and not self.reason:
            raise ValueError(f"a claim with the test {self.metric} needs a reason")
        if (self.metric == "manual") != bool(self.verdict):
            raise ValueError("a verdict is written for a manual test, and only there")
        if self.metric and not judged and not self.operator:
            raise ValueError(f"a claim with the test {self.metric} needs an operator")
        return self


class TroopEstimate(Row):
    table, key, meaning = "troop_estimates", "estimate_id", "Figures for the strength of exercises, with their authors."
    estimate_id: Identifier = column("stable key")
    exercise_id: Identifier = column("exercise", ref="exercises.exercise_id")
    low: Count | None = optional("lower end; empty = only an upper end was given", "persons")
    high: Count | None = optional("upper end; empty = only a lower end was given", "persons")
    scope: TroopScope = column("which troops are counted")
    kind: Literal["announced", "estimate", "claim"] = column(
        "announced by an organiser, estimated by others, or claimed of an opponent"
    )
    by: Text = column("who gave the figure", min_length=1)
    actor: Codes = column("whose figure", ref="actors.code", min_length=1)
    date: Day | None = optional("day the figure was given")
    claim_id: Identifier | None = optional("claim that holds the figure", ref="claims.claim_id")
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)
    note: Text | None = optional("wording, sums and cautions")

    @model_validator(mode="after")
    def _bounds(self) -> "TroopEstimate":
        if self.low is None and self.high is None:
            raise ValueError("low or high must be given")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError(f"high {self.high} lies below low {self.low}")
        return self


class Transparency(Row):
    table, meaning = "transparency", "How open an exercise was, by four checks after the Vienna Document."
    exercise_id: Identifier = column("exercise", ref="exercises.exercise_id")
    check: Check = column("what was checked")
    value: Literal["yes", "no", "unknown"] = column("outcome; a check without a row is unknown")
    reason: Text = column("what the outcome rests on", min_length=1)
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)


class Dispute(Row):
    table, key, meaning = "disputes", "statement_id", "Statements that differ about the same thing, one row each."
    statement_id: Identifier = column("stable key")
    dispute_id: Identifier = column("statements with the same one differ")
    question: Text = column("what they differ about", min_length=1)
    definition: Text = column("what exactly this statement counts or describes")
    statement: Text = column("what was said, in own words", min_length=1)
    low: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = optional("lower end where it is a number")
    high: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = optional("upper end where it is a number")
    unit: Text | None = optional("unit of the number")
    by: Text = column("who said it", min_length=1)
    actor: Codes = column("whose statement", ref="actors.code", min_length=1)
    date: Day | None = optional("day of the statement")
    claim_id: Identifier | None = optional("claim that holds it", ref="claims.claim_id")
    event_id: Identifier | None = optional("event it is about", ref="events.event_id")
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)
    note: Text | None = optional("remark")


class Indicator(Row):
    table, key, meaning = "indicators", "indicator_id", "What to watch for, and which events would show it."
    indicator_id: Identifier = column("stable key")
    label: Annotated[str, StringConstraints(max_length=60)] | None = optional("short name on screen")
    direction: Literal["up", "down"] = column("up = escalation, down = de-escalation")
    category: Text = column("theme")
    statement: Text = column("what would be seen", min_length=1)
    why_it_matters: Text = column("why it is watched")
    evidence_types: Codes = column("event types that count as evidence", ref="event_types.event_type", min_length=1)
    evidence_sides: tuple[Side, ...] = optional("only if one of these sides acted", default=())
    evidence_countries: Codes = optional("only if it happened in one of these", ref="actors.code")
    evidence_tags: tuple[Tag, ...] = optional("only with one of these keywords", default=())
    evidence_words: Codes = optional("only if title or summary holds one of these, as part of a word or whole")
    minimum_severity: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)] | None = optional(
        "only from this severity on", "0-10"
    )
    minimum_objects: Count | None = optional("only from this object_count on", "objects")
    contrary_types: Codes = optional(
        "event types that must be absent for 30 days, in the same countries", ref="event_types.event_type"
    )
    observed_event_ids: Codes = optional("evidence named by hand, whatever the filters say", ref="events.event_id")
    rule: IndicatorRule = optional("occurs = minimum_count is reached; rises = and the baseline is beaten",
                                   default="occurs")  # fmt: skip
    window_days: Annotated[int, Field(ge=7, le=365)] = optional("days in which evidence counts", "days", default=90)
    minimum_count: Annotated[int, Field(ge=1, le=1000)] = optional("events needed in the window", "events", default=1)
    baseline_days: Annotated[int, Field(ge=90, le=1095)] = optional(
        "days before the window that give the baseline", "days", default=365
    )
    rise_factor: Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)] = optional(
        "times the baseline that counts as a rise", default=2.0
    )
    expected_after: Codes = optional("events from which the response was expected", ref="events.event_id")
    deadline: Day | None = optional("last day on which the expected response counts as in time")
    sources: Codes = column("articles it rests on", ref="articles.article_id", min_length=1)

    @model_validator(mode="after")
    def _expected(self) -> "Indicator":
        if bool(self.expected_after) != bool(self.deadline):
            raise ValueError("expected_after and deadline must be given together")
        return self


class Place(Row):
    table, key, meaning = "gazetteer", "place_id", "Places the extractor knows, with names and stems in five languages."
    place_id: Identifier = column("stable key: country and name")
    name: Text = column("name shown", min_length=1)
    kind: Literal[
        "airfield", "airport", "base", "border", "cable", "canal", "capital", "county", "crossing", "island", "lake",
        "meeting", "port", "range", "region", "river", "sea_area", "site", "town", "village",
    ] = column("kind of place; a capital or meeting place may only stand for a government")  # fmt: skip
    country: Identifier = column("where it lies; XB Baltic Sea, INT elsewhere", ref="actors.code")
    latitude: Latitude = column("WGS84", "degrees north")
    longitude: Longitude = column("WGS84", "degrees east")
    radius_km: Annotated[float, Field(gt=0, le=400, allow_inf_nan=False)] = column("extent around the point", "km")
    names: Codes = optional("other names and spellings")
    stems: Codes = optional("folded stems that any ending may follow, word by word")
    note: Text | None = optional("origin or remark")


# In the order in which references can be checked: a table stands after those it refers to.
TABLES: dict[str, type[Row]] = {
    row.table: row
    for row in (
        Actor, EventType, Source, Article, Exercise, Event,
        ExerciseArea, Crossing, CrossingStatus, Claim,
        TroopEstimate, Transparency, Dispute, Indicator,
    )
}  # fmt: skip
# Validated by `monitor check` where present, but no part of the Dataset: only the extractor reads them.
EXTRA_TABLES: dict[str, type[Row]] = {row.table: row for row in (Place,)}
