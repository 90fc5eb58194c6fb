"""The shared data set and what is computed from it, cached by data version."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from monitor import dataset
from monitor.dataset import Dataset
from monitor.selection import Selection


def data_folder() -> Path:
    """Returns the data folder: MONITOR_DATA, or the one that ships."""
    return Path(os.environ.get("MONITOR_DATA", dataset.DATA))


def whole() -> Dataset:
    """Returns the whole data set; a change of any file is seen at the next rerun."""
    folder = data_folder()
    return _loaded(dataset.fingerprint(folder), str(folder))


@st.cache_resource(max_entries=3, show_spinner="Loading the data")
def _loaded(version: str, folder: str) -> Dataset:
    return dataset.load(Path(folder))


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
