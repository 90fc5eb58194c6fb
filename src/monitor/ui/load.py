"""The shared data set, curated and accepted, and what is computed from it, cached by data version."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from monitor import dataset, snapshots
from monitor import desk as desks
from monitor.additions import NOTHING
from monitor.dataset import Dataset
from monitor.selection import Selection

if TYPE_CHECKING:
    from monitor.desk.store import Desk

# A desk that did not answer is asked again after so many seconds, so that pages stay quick meanwhile.
RETRY_SECONDS = 30


def data_folder() -> Path:
    """Returns the data folder: MONITOR_DATA, or the one that ships."""
    return Path(os.environ.get("MONITOR_DATA", dataset.DATA))


def desk() -> "Desk":
    """Returns the desk, made at its first use; raises `desk.Unreachable` with one sentence."""
    url = desks.location()
    return _opened(url, desks.identity(url))


@st.cache_resource(max_entries=1, show_spinner=False)
def _opened(url: str, identity: tuple[int, ...] | None) -> "Desk":
    # Another desk counts its decisions anew, so what was computed for the versions of the last one is of no use.
    for cached in (scoped, kept):
        cached.clear()
    return desks.open(url)


@st.cache_resource(max_entries=2, ttl=RETRY_SECONDS, show_spinner=False)
def _troubles(url: str) -> dict[str, str]:
    """Returns a place to keep why the desk did not answer, forgotten after `RETRY_SECONDS`."""
    return {}


def trouble() -> str:
    """Returns why accepted events are missing from the data, or "" when all is well."""
    return _troubles(desks.location()).get("reason", "")


def whole(at: int | None = None) -> Dataset:
    """Returns the whole data set: curated and accepted, after decision `at` or now.

    A change of a file or a decision is seen at the next rerun. When the desk does not answer, the curated data alone
    are returned and `trouble` says why.
    """
    return _with_desk(data_folder(), at)


def _with_desk(folder: Path, at: int | None) -> Dataset:
    url = desks.location()
    version = dataset.fingerprint(folder)
    troubles = _troubles(url)
    if at != 0 and not troubles and desks.exists(url):
        try:
            revision = desk().revision()
            if wanted := revision if at is None else min(at, revision):
                return _loaded(version, str(folder), wanted, (url, desks.identity(url)))
        except desks.Unreachable as reason:
            troubles["reason"] = str(reason)
    return _loaded(version, str(folder), 0, None)


@st.cache_resource(max_entries=4, show_spinner="Loading the data")
def _loaded(version: str, folder: str, revision: int, whose: tuple | None) -> Dataset:
    # Old links are worth a try, not a failure: a home that cannot be written only loses them.
    with suppress(OSError):
        snapshots.keep(Path(folder), version, _versions())
    return dataset.load(Path(folder), desk().additions(revision) if revision else NOTHING)


def _versions() -> Path:
    return desks.home() / "versions"


def asked(version: str, newest: Dataset) -> Dataset | None:
    """Returns the data a link was made with, where they can still be shown: as the desk was, or as the files were."""
    name, at = dataset.parts(version)
    now, latest = dataset.parts(newest.version)
    if name == now:
        return whole(at) if at < latest else None
    folder = snapshots.kept(name, _versions())
    return _with_desk(folder, at) if folder else None


@st.cache_resource(max_entries=64, show_spinner=False)
def remarks(event_id: str, articles: tuple[str, ...], version: str) -> list[str]:
    """Returns what reviewers noted on an event when they added one of these articles as its source."""
    if not dataset.parts(version)[1]:
        return []
    try:
        return [note.text for article in articles for note in desk().notes(source_of(event_id, article))]
    except desks.Unreachable:
        return []


def source_of(event_id: str, article_id: str) -> str:
    """Returns the name under which the desk keeps remarks on an article as a source of an event."""
    return f"event:{event_id}:{article_id}"


@st.cache_resource(max_entries=64, show_spinner=False)
def scoped(version: str, selection: Selection, _whole: Dataset) -> Dataset:
    """Returns the data set cut by the selection, shared by all readers who chose the same."""
    return selection.scope(_whole)


@st.cache_resource(max_entries=256, show_spinner=False)
def kept(key: tuple, _build: Callable[[], object]) -> object:
    """Returns what `_build` gives for a key (version, selection, options); built once, shared, never to be changed."""
    return _build()


def today() -> date:
    """Returns the reader's day (UTC)."""
    return datetime.now(UTC).date()
