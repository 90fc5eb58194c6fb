"""Columns computed once from the curated ones: severity, what kind of event, when it was known, km to the border."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from monitor import geo, words
from monitor.additions import Additions

INCURSIONS = ("drone_incursion", "aircraft_incursion", "missile_incursion")
HIGHEST_SEVERITY = 10.0
# Published with the data (data/README.md, "Severity"): lower bounds of each step and what it adds.
OBJECT_STEPS = ((2, 0.5), (5, 1.0), (10, 1.5), (20, 2.0))
PENETRATION_STEPS = ((10, 0.5), (50, 1.0), (100, 1.5))
BALLOON_SHARE = 0.5
OPEN_SEA = ("XB", "INT", "RU", "BY")
HARBOUR_KM = 3.0
NO_DAY = np.datetime64("NaT")
SHOT_DOWN_ADDITION = INJURED_ADDITION = 1.0
KILLED_ADDITION = 2.0

BORDER_COLUMNS = {
    "country": "border_country",
    "neighbour": "border_neighbour",
    "segment": "segment_id",
    "km": "border_km",
    "error_km": "border_error_km",
    "is_inside": "is_inside",
    "inside_country": "inside_country",
    "is_at_sea": "is_at_sea",
}


def increments(events: pd.DataFrame) -> pd.Series:
    """Returns what an event's published figures add to the base severity of its type (0 or more)."""
    incursion = events["event_type"].isin(INCURSIONS)
    balloon = events["event_type"].eq("balloon_incursion")
    objects = _stepped(events["object_count"], OBJECT_STEPS)
    total = objects * (incursion + BALLOON_SHARE * balloon)
    total += _stepped(events["penetration_km"], PENETRATION_STEPS) * incursion
    total += events["shot_down"].gt(0).fillna(False) * SHOT_DOWN_ADDITION
    killed = events["killed"].gt(0).fillna(False)
    injured = events["injured"].gt(0).fillna(False) & ~killed
    total += injured * INJURED_ADDITION + killed * KILLED_ADDITION
    return total.astype("float64")


def _stepped(values: pd.Series, steps: tuple[tuple[float, float], ...]) -> pd.Series:
    numbers = values.astype("float64").to_numpy()
    bounds = np.array([bound for bound, _ in steps])
    additions = np.array([0.0, *(addition for _, addition in steps)])
    rank = np.searchsorted(bounds, np.nan_to_num(numbers, nan=-1.0), side="right")
    return pd.Series(additions[rank], index=values.index)


def severity(events: pd.DataFrame, base: pd.Series) -> pd.Series:
    """Returns the severity 0-10 of each event: base severity of its type plus increments, capped at 10."""
    return (base.astype("float64") + increments(events)).clip(upper=HIGHEST_SEVERITY)


def first_published(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Returns the earliest publication day among the `sources` of each row; NaT where none is dated."""
    dated = articles["published"].notna().to_numpy()
    days = dict(zip(articles["article_id"][dated], articles["published"].to_numpy()[dated], strict=True))
    first = [min((days[i] for i in ids if i in days), default=NO_DAY) for ids in rows["sources"]]
    return pd.Series(np.array(first, dtype="datetime64[s]"), index=rows.index)


def known_from(rows: pd.DataFrame, articles: pd.DataFrame, column: str) -> pd.Series:
    """Returns the day from which each row could be known: first publication, never before the day it is about."""
    return pd.Series(np.fmax(first_published(rows, articles), rows[column]), index=rows.index).astype("datetime64[s]")


def detail_known_from(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Returns the day from which a detail could be known: like `known_from`, or its first publication if undated."""
    if "date" in rows:
        return known_from(rows, articles, "date")
    return first_published(rows, articles)


def events(rows: pd.DataFrame, types: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Returns the events with type_label, group, domain, direction, severity, is_part, known_date and border columns.

    border_km is the geodesic distance (km) to the nearest allied border with border_error_km; both are empty for
    country precision, whose points are symbolic.
    """
    kinds = types.set_index("event_type").reindex(rows["event_type"]).set_index(rows.index)
    located = rows["latitude"].notna() & rows["geo_precision"].ne("country")
    border = borders(rows[located]).reindex(rows.index)
    return rows.assign(
        type_label=kinds["label"].fillna(rows["event_type"]),
        group=kinds["group"].fillna("incident"),
        domain=kinds["domain"].fillna("political"),
        direction=kinds["direction"].fillna(0).astype("int64"),
        severity=severity(rows, kinds["base_severity"]).fillna(0.0),
        is_part=is_part(rows),
        is_located=located,
        known_date=known_from(rows, articles, "event_date"),
        **{name: border[name] for name in BORDER_COLUMNS.values()},
    )


def accepted(events: pd.DataFrame, additions: Additions) -> pd.Series:
    """Returns who accepted each event, or added a source to it, and when; "" for what is curated throughout."""
    said = {
        row.cells["event_id"].strip(): [f"accepted by {row.by} on {words.day(row.on)}"]
        for row in additions.rows
        if row.table == "events"
    }
    sources = dict(zip(events["event_id"], events["sources"], strict=True)) if additions.citations else {}
    for citation in additions.citations:
        if citation.article_id in sources.get(citation.event_id, ()):
            stamp = f"source added by {citation.by} on {words.day(citation.on)}"
            said.setdefault(citation.event_id, []).append(stamp)
    return pd.Series(["; ".join(said.get(i, ())) for i in events["event_id"]], index=events.index, dtype="str")


def recorded(events: pd.DataFrame, articles: pd.DataFrame, additions: Additions) -> pd.Series:
    """Returns known_date, where an accepted event whose sources bear no day is known from the day it was accepted."""
    days = {row.cells["event_id"].strip(): row.on for row in additions.rows if row.table == "events"}
    if not days:
        return events["known_date"]
    own = events["event_id"].map(days).astype("datetime64[s]").where(first_published(events, articles).isna())
    return pd.Series(np.fmax(events["known_date"], own), index=events.index).astype("datetime64[s]")


def unrecorded(additions: Additions, day: date) -> set[str]:
    """Returns the accepted articles without a day of publication that nobody had accepted by the end of a day."""
    rows = [row for row in additions.rows if row.table == "articles" and row.on > day]
    return {row.cells["article_id"].strip() for row in rows if not row.cells.get("published", "").strip()}


def is_part(events: pd.DataFrame) -> pd.Series:
    """Tells which events are parts of another one that is there: parts and wholes are never both counted."""
    return events["part_of"].isin(set(events["event_id"]))


def borders(rows: pd.DataFrame) -> pd.DataFrame:
    """Returns border_country, border_neighbour, segment_id, border_km, border_error_km, is_inside, inside_country.

    Needs latitude, longitude (WGS84) and geo_precision; a radius_km column, if there is one, measures from the edge.
    """
    radius = rows["radius_km"].to_numpy() if "radius_km" in rows else np.zeros(len(rows))
    precision = rows["geo_precision"].to_numpy()
    latitude, longitude = rows["latitude"].to_numpy(), rows["longitude"].to_numpy()
    found = geo.to_frontier(latitude, longitude, radius, precision)
    # A point in a harbour or bay of an allied state is its own territory, so its land border counts, not its coast.
    own = found["is_at_sea"].to_numpy() & found["km"].le(HARBOUR_KM).to_numpy()
    own &= ~rows["country"].isin(OPEN_SEA).to_numpy()
    if own.any():
        again = geo.to_frontier(latitude[own], longitude[own], radius[own], precision[own], has_coast=False)
        found.loc[own, :] = again.to_numpy()
    found = found.round({"km": 3, "error_km": 3}).set_index(rows.index)
    return found.rename(columns=BORDER_COLUMNS)[list(BORDER_COLUMNS.values())]


def citations(rows: pd.DataFrame, citing: Iterable[pd.DataFrame]) -> pd.Series:
    """Returns how often the rows of other tables cite each article."""
    counts = Counter(article for frame in citing for ids in frame["sources"] for article in ids)
    return pd.Series([counts[article] for article in rows["article_id"]], index=rows.index, dtype="int64")


def articles(rows: pd.DataFrame, citing: dict[str, tuple[pd.DataFrame, str]]) -> pd.DataFrame:
    """Returns the articles with placed_date, is_date_inferred and cited_count.

    An article without a publication day is placed at the earliest day of what cites it, and marked as inferred.
    `citing` maps a table name to its frame and the name of its date column.
    """
    first: dict[str, np.datetime64] = {}
    for frame, column in citing.values():
        days = frame[column].to_numpy()
        for ids, day in zip(frame["sources"], days, strict=True):
            for article in ids:
                first[article] = np.fmin(day, first.get(article, NO_DAY))
    inferred = [first.get(article, NO_DAY) for article in rows["article_id"]]
    return rows.assign(
        placed_date=rows["published"].fillna(pd.Series(np.array(inferred, "datetime64[s]"), index=rows.index)),
        is_date_inferred=rows["published"].isna(),
        cited_count=citations(rows, [frame for frame, _ in citing.values()]),
    )
