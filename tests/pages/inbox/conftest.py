"""A desk for each test, empty or with an article read; made once and copied."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from monitor import desk
from monitor.desk.store import Desk
from monitor.ui import deciding
from tests.pages.inbox.steps import ARTICLE, PUBLISHED, TWIN, added, opened


@pytest.fixture(scope="session")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("empty") / "desk.sqlite"
    desk.open(f"sqlite:///{file}").close()
    return file


def read_once(folder: Path, empty: Path, text: str, published: date) -> Path:
    """A desk on which an article was read, to copy for the tests of what comes after."""
    shutil.copy(empty, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITOR_HOME", str(folder))
        patch.setenv("MONITOR_REVIEWER", "Anna")
        assert not added(text, published).exception
    return folder / empty.name


@pytest.fixture(scope="session")
def read_desk(tmp_path_factory: pytest.TempPathFactory, empty_desk: Path) -> Path:
    return read_once(tmp_path_factory.mktemp("read"), empty_desk, ARTICLE, PUBLISHED)


@pytest.fixture(scope="session")
def twin_desk(tmp_path_factory: pytest.TempPathFactory, empty_desk: Path) -> Path:
    return read_once(tmp_path_factory.mktemp("twin"), empty_desk, TWIN, date(2025, 9, 11))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_desk: Path) -> Path:
    shutil.copy(empty_desk, tmp_path)
    monkeypatch.setenv("MONITOR_HOME", str(tmp_path))
    monkeypatch.setenv("MONITOR_REVIEWER", "Anna")
    monkeypatch.delenv("MONITOR_FETCH_ALLOW", raising=False)
    monkeypatch.setattr(deciding, "LEAST_SECONDS", 0.0)  # these reviewers read in no time
    return tmp_path


@pytest.fixture
def own() -> Iterator[Desk]:
    found = desk.open(desk.location())
    yield found
    found.close()


def copied(home: Path, file: Path) -> None:
    with closing(sqlite3.connect(file)) as read, closing(sqlite3.connect(home / file.name)) as own:
        read.backup(own)


@pytest.fixture
def read(home: Path, read_desk: Path) -> None:
    """The article was read."""
    copied(home, read_desk)


@pytest.fixture
def app(read: None) -> AppTest:
    """The page as it is when the article was read: at its first event."""
    return opened(tab="Review")


@pytest.fixture
def twin(home: Path, twin_desk: Path) -> AppTest:
    """The page when an article was read that tells of an event on record."""
    copied(home, twin_desk)
    return opened(tab="Review")
