"""Every version of the data that was shown can be shown again, and nothing else can be asked for."""

import shutil
from pathlib import Path

import pytest

from monitor import dataset, snapshots
from monitor.model import TABLES
from monitor.ui import load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    copy.mkdir()
    for name in TABLES:
        shutil.copy(dataset.DATA / f"{name}.csv", copy)
    return copy


def lose_last_row(file: Path) -> None:
    file.write_text("\n".join(file.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")


def test_a_version_is_kept_once_and_found_again(folder: Path, tmp_path: Path):
    version, store = dataset.fingerprint(folder), tmp_path / "versions"
    snapshots.keep(folder, version, store)
    snapshots.keep(folder, version, store)
    assert [path.name for path in store.iterdir()] == [version]
    kept = snapshots.kept(version, store)
    assert kept is not None
    assert dataset.load(kept).version == version


def test_a_folder_that_changed_meanwhile_is_not_kept(folder: Path, tmp_path: Path):
    store = tmp_path / "versions"
    snapshots.keep(folder, "00000000", store)
    assert list(store.iterdir()) == []


@pytest.mark.parametrize("asked", ["", "..", "../data", "/etc", "4579ea1", "4579EA1C", "4579ea1c\n", "zzzzzzzz"])
def test_a_link_cannot_ask_for_another_folder(asked: str, folder: Path, tmp_path: Path):
    assert snapshots.kept(asked, tmp_path) is None


def test_a_damaged_copy_is_not_shown(folder: Path, tmp_path: Path):
    version, store = dataset.fingerprint(folder), tmp_path / "versions"
    snapshots.keep(folder, version, store)
    lose_last_row(store / version / "claims.csv")
    assert snapshots.kept(version, store) is None


def test_an_old_link_shows_the_old_rows(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MONITOR_DATA", str(folder))
    monkeypatch.setenv("MONITOR_HOME", str(tmp_path / "home"))
    old = load.whole()
    lose_last_row(folder / "claims.csv")
    new = load.whole()
    assert new.version != old.version
    assert len(new.claims) == len(old.claims) - 1
    again = load.asked(old.version, new)
    assert again is not None
    assert (again.version, len(again.claims)) == (old.version, len(old.claims))
    assert load.asked("deadbeef", new) is None
    assert load.asked(new.version, new) is None
