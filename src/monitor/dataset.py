"""The frozen data set: load, validate, derive, version, and step back to what was known on a day."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

from monitor import derive
from monitor.model import TABLES, Row
from monitor.reading import TABLE_MISSING, Fault, Line, is_list, read_table
from monitor.references import resolve

# The tables whose rows become known on a day.
DATED = ("events", "exercises", "exercise_areas", "crossing_status", "claims")
# The tables that say more about those rows; known on a day too, but not counted as citing an article.
DETAILS = ("troop_estimates", "transparency", "disputes")
DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, eq=False)
class Dataset:
    """Every table as a frame with the columns of `model.py` plus derived ones; share it, never change it.

    `as_of` is the data's own "now": the latest recorded event, or the known-at day. `version` names the bytes.
    """

    actors: pd.DataFrame
    event_types: pd.DataFrame
    sources: pd.DataFrame
    articles: pd.DataFrame
    exercises: pd.DataFrame
    events: pd.DataFrame
    exercise_areas: pd.DataFrame
    crossings: pd.DataFrame
    crossing_status: pd.DataFrame
    claims: pd.DataFrame
    troop_estimates: pd.DataFrame
    transparency: pd.DataFrame
    disputes: pd.DataFrame
    indicators: pd.DataFrame
    faults: tuple[Fault, ...]
    version: str
    as_of: date

    def frames(self) -> dict[str, pd.DataFrame]:
        """Returns every table by name."""
        return {name: getattr(self, name) for name in TABLES}

    def known_at(self, day: date) -> "Dataset":
        """Returns the data set as it was known at the end of a day (UTC): later rows and later sources are gone."""
        limit = pd.Timestamp(day)
        if not any(frame[column].gt(limit).any() for frame, column in self._dated()):
            return self
        articles = self.articles[~self.articles["placed_date"].gt(limit)]
        known = set(articles["article_id"])

        def cited(rows: pd.DataFrame) -> pd.DataFrame:
            return rows.assign(sources=[tuple(s for s in ids if s in known) for ids in rows["sources"]])

        cut = {name: cited(self._known(name, limit)) for name in DATED}
        areas, events = cut["exercise_areas"], cut["events"]
        cut["exercise_areas"] = areas[areas["exercise_id"].isin(cut["exercises"]["exercise_id"])]
        cut["events"] = events.assign(is_part=derive.is_part(events))
        seen = set(events["event_id"])
        observed = [tuple(i for i in ids if i in seen) for ids in self.indicators["observed_event_ids"]]
        return replace(
            self,
            **cut,
            **{name: cited(self._known(name, limit)) for name in DETAILS},
            articles=articles.assign(cited_count=derive.citations(articles, cut.values())),
            indicators=cited(self.indicators).assign(observed_event_ids=observed),
            as_of=min(day, self.as_of),
        )

    def _dated(self) -> list[tuple[pd.DataFrame, str]]:
        return [(self.articles, "placed_date"), *((getattr(self, name), "known_date") for name in DATED + DETAILS)]

    def _known(self, name: str, limit: pd.Timestamp) -> pd.DataFrame:
        """Returns the rows known by a day; what has no day at all was not yet known."""
        rows = getattr(self, name)
        return rows[rows["known_date"].le(limit)]


def load(folder: Path = DATA) -> Dataset:
    """Loads and validates a data folder; faulty rows are set aside and listed in `faults`, the rest is used."""
    tables, faults = {}, []
    for name, model in TABLES.items():
        lines, found = read_table(folder / f"{name}.csv", model)
        faults += found
        if not any(fault.outcome == TABLE_MISSING for fault in found):
            tables[name] = lines
    clean, found = resolve(tables)
    frames = {name: _frame(clean[name], TABLES[name]) for name in TABLES}
    return _derived(frames, tuple(faults + found), fingerprint(folder))


def fingerprint(folder: Path = DATA) -> str:
    """Returns the version of a data folder: eight hexadecimal digits that change with any byte of its tables."""
    digest = hashlib.blake2b(digest_size=4)
    for name in TABLES:
        path = folder / f"{name}.csv"
        digest.update(f"{name}\0".encode())
        try:
            digest.update(path.read_bytes())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()


def _derived(frames: dict[str, pd.DataFrame], faults: tuple[Fault, ...], version: str) -> Dataset:
    articles = frames["articles"]
    frames["events"] = derive.events(frames["events"], frames["event_types"], articles)
    for name, column in (("claims", "date"), ("crossing_status", "date")):
        frames[name] = frames[name].assign(known_date=derive.known_from(frames[name], articles, column))
    for name in DETAILS:
        frames[name] = frames[name].assign(known_date=derive.detail_known_from(frames[name], articles))
    exercises = frames["exercises"]
    # An exercise is announced before it begins, so it is known from its first publication.
    published = derive.first_published(exercises, articles).fillna(exercises["start_date"])
    frames["exercises"] = exercises.assign(known_date=published.astype("datetime64[s]"))
    areas = frames["exercise_areas"]
    published = derive.first_published(areas, articles).fillna(areas["date_from"])
    frames["exercise_areas"] = areas.assign(
        known_date=published.astype("datetime64[s]"), **derive.borders(areas).to_dict("series")
    )
    frames["articles"] = derive.articles(
        articles,
        {
            "events": (frames["events"], "event_date"),
            "exercises": (exercises, "start_date"),
            "exercise_areas": (areas, "date_from"),
            "claims": (frames["claims"], "date"),
            "crossing_status": (frames["crossing_status"], "date"),
        },
    )
    latest = frames["events"]["event_date"].max()
    as_of = date(1970, 1, 1) if pd.isna(latest) else latest.date()
    return Dataset(**frames, faults=faults, version=version, as_of=as_of)


def _frame(lines: Iterable[Line], model: type[Row]) -> pd.DataFrame:
    rows = [line.row for line in lines]
    return pd.DataFrame({name: _series([getattr(r, name) for r in rows], model, name) for name in model.columns()})


def _series(values: list, model: type[Row], name: str) -> pd.Series:
    """Gives a column the type of its declaration: tuples, datetime64[s], Int64, float64 or text ("" = empty)."""
    if is_list(model, name):
        return pd.Series([value or () for value in values], dtype=object)
    kinds = _kinds(model.model_fields[name].annotation)
    if date in kinds:
        return pd.Series(np.array(values, dtype="datetime64[s]"))
    if int in kinds:
        return pd.Series(values, dtype="Int64")
    if float in kinds:
        return pd.Series(values, dtype="float64")
    return pd.Series(["" if value is None else value for value in values], dtype="str")


def _kinds(annotation: object) -> set:
    """Returns the plain types inside an annotation such as `Annotated[int, ...] | None`."""
    inner = get_args(annotation)
    return {annotation} if not inner else set().union(*(_kinds(part) for part in inner if isinstance(part, object)))
