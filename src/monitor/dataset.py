"""The frozen data set: load, validate, derive, version, and step back to what was known on a day."""

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

from monitor import derive
from monitor.additions import NOTHING, Addition, Additions, Citation
from monitor.model import TABLES, Row
from monitor.reading import DESK, LINK_IGNORED, TABLE_MISSING, Fault, Line, list_columns, read_cells, read_table
from monitor.references import Tables, resolve

# The tables whose rows become known on a day.
DATED = ("events", "exercises", "exercise_areas", "crossing_status", "claims")
# The tables that say more about those rows; known on a day too, but not counted as citing an article.
DETAILS = ("troop_estimates", "transparency", "disputes")
UNDO_REMEDY = "undo the decision, or decide on it again"
DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, eq=False)
class Dataset:
    """Every table as a frame with the columns of `model.py` plus derived ones; share it, never change it.

    `as_of` is the data's own "now": the latest recorded event, or the known-at day. `version` names the bytes and, as
    `-rN`, the last decision that changed them. `additions` is what of the tables people accepted.
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
    additions: Additions = NOTHING

    def frames(self) -> dict[str, pd.DataFrame]:
        """Returns every table by name."""
        return {name: getattr(self, name) for name in TABLES}

    def known_at(self, day: date) -> "Dataset":
        """Returns the data set as it was known at the end of a day (UTC): later rows and later sources are gone."""
        limit = pd.Timestamp(day)
        unrecorded = derive.unrecorded(self.additions, day)
        if not unrecorded and not any(frame[column].gt(limit).any() for frame, column in self._dated()):
            return self
        articles = self.articles[~self.articles["placed_date"].gt(limit)]
        articles = articles[~articles["article_id"].isin(unrecorded)]
        known = set(articles["article_id"])

        def cited(rows: pd.DataFrame) -> pd.DataFrame:
            return rows.assign(sources=[tuple(s for s in ids if s in known) for ids in rows["sources"]])

        cut = {name: cited(self._known(name, limit)) for name in DATED}
        areas, events = cut["exercise_areas"], cut["events"]
        cut["exercise_areas"] = areas[areas["exercise_id"].isin(cut["exercises"]["exercise_id"])]
        cut["events"] = events.assign(is_part=derive.is_part(events), accepted=derive.accepted(events, self.additions))
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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps the garbage collector from walking again and again through rows that are there to stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def load(folder: Path = DATA, additions: Additions = NOTHING) -> Dataset:
    """Loads and validates a data folder and what people accepted beside it.

    Faulty rows are set aside and listed in `faults`, the rest is used; where a key stands in both, the folder wins.
    """
    version = fingerprint(folder)
    curated, faults = _curated(folder, version)
    tables, added = _with_rows(curated, additions)
    used, cited = _with_citations(tables, additions)
    clean, found = resolve(tables)
    frames = {name: _frame(clean[name], TABLES[name]) for name in TABLES}
    stands = replace(additions, rows=tuple(_standing(clean, additions)), citations=tuple(used))
    full = named(version, additions.revision)
    return _derived(frames, (*faults, *added, *cited, *found), full, stands)


@lru_cache(maxsize=2)
def _curated(folder: Path, version: str) -> tuple[dict[str, list[Line]], list[Fault]]:
    """Reads a folder once per version, so that a decision on the desk does not read every file anew."""
    tables, faults = {}, []
    for name, model in TABLES.items():
        lines, found = read_table(folder / f"{name}.csv", model)
        faults += found
        if not any(fault.outcome == TABLE_MISSING for fault in found):
            tables[name] = lines
    return tables, faults


def named(name: str, revision: int) -> str:
    """Returns the version of data: the fingerprint of the folder, and the revision of the desk if there is one."""
    return f"{name}-r{revision}" if revision else name


def parts(version: str) -> tuple[str, int]:
    """Returns the fingerprint of the folder and the revision of the desk that a version names."""
    name, mark, revision = version.partition("-r")
    return (name, int(revision)) if mark and revision.isascii() and revision.isdigit() else (version, 0)


def _with_rows(curated: Tables, additions: Additions) -> tuple[Tables, list[Fault]]:
    """Adds the accepted rows behind the curated ones; to a table that was not loaded nothing is added."""
    tables, faults = {name: list(lines) for name, lines in curated.items()}, []
    for added in additions.rows:
        row, found = read_cells(added.cells, TABLES[added.table], added.revision)
        faults += found
        if row is not None and added.table in tables:
            tables[added.table].append(Line(added.revision, row, is_desk=True))
    return tables, faults


def _with_citations(tables: Tables, additions: Additions) -> tuple[list[Citation], list[Fault]]:
    """Adds the cited articles to the sources of their events in `tables`; returns the citations that added one."""
    events, used, faults = tables.get("events", []), [], []
    place = {line.row.event_id: step for step, line in reversed(list(enumerate(events)))}
    articles = {line.row.article_id for line in tables.get("articles", [])}
    for citation in additions.citations:
        there = {"event_id": citation.event_id in place, "article_id": citation.article_id in articles}
        missing = next((column for column, is_there in there.items() if not is_there), None)
        if missing:
            value, problem = getattr(citation, missing), f"there is no such {missing.removesuffix('_id')}"
            faults.append(Fault(DESK, citation.revision, missing, value, problem, UNDO_REMEDY, LINK_IGNORED))
            continue
        line = events[place[citation.event_id]]
        if citation.article_id not in line.row.sources:
            sources = (*line.row.sources, citation.article_id)
            cited = line.row.model_copy(update={"sources": sources})
            events[place[citation.event_id]] = replace(line, row=cited)
            used.append(citation)
    return used, faults


def _standing(clean: Tables, additions: Additions) -> list[Addition]:
    """Returns the accepted rows that are in the tables: neither set aside nor standing in the folder already."""
    there = {(name, line.number, getattr(line.row, TABLES[name].key or ""))
             for name, lines in clean.items() for line in lines if line.is_desk}  # fmt: skip
    rows = additions.rows
    return [row for row in rows if (row.table, row.revision, row.cells[TABLES[row.table].key or ""].strip()) in there]


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


def _derived(frames: dict[str, pd.DataFrame], faults: tuple[Fault, ...], version: str, additions: Additions) -> Dataset:
    articles = frames["articles"]
    events = derive.events(frames["events"], frames["event_types"], articles)
    frames["events"] = events.assign(
        known_date=derive.recorded(events, articles, additions), accepted=derive.accepted(events, additions)
    )
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
    return Dataset(**frames, faults=faults, version=version, as_of=as_of, additions=additions)


def _frame(lines: Iterable[Line], model: type[Row]) -> pd.DataFrame:
    rows = [line.row.__dict__ for line in lines]
    return pd.DataFrame({name: _series([row[name] for row in rows], model, name) for name in model.columns()})


def _series(values: list, model: type[Row], name: str) -> pd.Series:
    """Gives a column the type of its declaration: tuples, datetime64[s], Int64, float64 or text ("" = empty)."""
    if name in list_columns(model):
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
