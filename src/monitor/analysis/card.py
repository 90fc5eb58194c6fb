"""The event card: everything recorded about one event, in the order a reader asks."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from monitor import words

# Which remark belongs to which case, said the same everywhere.
AS_ALLEGED = "as alleged"
STRAY_OBJECT = "The object was held to be Ukrainian, in most cases diverted; this does not mean intent."
STRAY_TYPES = ("drone_incursion", "missile_incursion")


@dataclass(frozen=True)
class Link:
    """A way from one event to another: the relation in words, the event and its title."""

    relation: str
    event_id: str
    title: str


@dataclass(frozen=True)
class Card:
    """What is known of one event: facts as label and value, its sources, and its links to other events."""

    event_id: str
    title: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    note: str
    sources: pd.DataFrame
    links: tuple[Link, ...]
    exercise_id: str


def card(
    event_id: str,
    events: pd.DataFrame,
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    exercises: pd.DataFrame,
    names: Mapping[str, str],
) -> Card | None:
    """Returns the card of an event, or None when there is no such event.

    The frame of sources has article_id, title, publisher, published, is_date_inferred, language, reliability, url.
    """
    found = events[events["event_id"].eq(event_id)]
    if found.empty:
        return None
    row = found.iloc[0].to_dict()
    return Card(
        event_id=event_id,
        title=row["title"],
        summary=row["summary"],
        facts=tuple((label, value) for label, value in _facts(row, exercises, names) if value),
        note=row["note"],
        sources=cited(row["sources"], articles, sources),
        links=tuple(_links(row, events)),
        exercise_id=row["exercise_id"],
    )


def cited(ids: tuple[str, ...], articles: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Returns the articles behind a row with the kind and Admiralty reliability of their publishers."""
    rows = articles[articles["article_id"].isin(ids)]
    grades = sources[["publisher", "kind", "reliability"]]
    return rows.merge(grades, on="publisher", how="left").sort_values(["reliability", "published", "article_id"])


def _facts(row: dict, exercises: pd.DataFrame, names: Mapping[str, str]) -> list[tuple[str, str]]:
    def people(codes: tuple[str, ...]) -> str:
        return words.listed(names.get(code, code) for code in codes)

    initiator = people(row["initiator"])
    if row["denied_by"]:
        initiator += f" ({AS_ALLEGED})"
    precision = words.PRECISION.get(row["geo_precision"], "no point recorded")
    point = "" if pd.isna(row["latitude"]) else f"{row['latitude']:.3f}, {row['longitude']:.3f}"
    place = ", ".join(filter(None, (row["location"], names.get(row["country"], row["country"]))))
    exercise = exercises.loc[exercises["exercise_id"].eq(row["exercise_id"]), "name"]
    return [
        ("What", f"{row['type_label']}, severity {row['severity']:g} of 10"),
        ("When", words.when(row)),
        ("Where", f"{place} ({precision}{'; ' + point if point else ''})"),
        ("To the border", words.distance(row, names)),
        ("Initiator", initiator),
        ("Target", people(row["target"])),
        ("Figures", _figures(row)),
        ("Claimed by", people(row["claimed_by"])),
        ("Denied by", people(row["denied_by"])),
        ("Exercise", "" if exercise.empty else exercise.iloc[0]),
        ("Credibility", words.credibility(row["credibility"])),
        ("Known from", words.day(row["known_date"])),
        ("Review", row["accepted"]),
        ("Read with care", STRAY_OBJECT if "UA" in row["initiator"] and row["event_type"] in STRAY_TYPES else ""),
    ]


def _figures(row: dict) -> str:
    thing = "person" if row["event_type"] == "border_violation" else "object"
    named = [
        (row["object_count"], f"{{:,}} {thing}"),
        (row["penetration_km"], "{:,.0f} km inside the border"),
        (row["shot_down"], "{:,} shot down"),
        (row["injured"], "{:,} injured"),
        (row["killed"], "{:,} killed"),
    ]
    told = [(value, text) for value, text in named if not pd.isna(value)]
    return ", ".join(text.format(value) + ("s" if text.endswith(thing) and value != 1 else "") for value, text in told)


def _links(row: dict, events: pd.DataFrame) -> list[Link]:
    found = []
    for relation, wanted in (
        ("Reported as a response to", events["event_id"].eq(row["response_to"])),
        ("Answered by", events["response_to"].eq(row["event_id"])),
        ("Part of", events["event_id"].eq(row["part_of"])),
        ("Has the part", events["part_of"].eq(row["event_id"])),
    ):
        rows = events[wanted].sort_values(["event_date", "event_id"])
        found += [Link(relation, i, t) for i, t in zip(rows["event_id"], rows["title"], strict=True)]
    return found
