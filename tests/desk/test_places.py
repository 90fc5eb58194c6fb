"""Where the desk is: addresses, passwords kept out of sight, and nothing loaded while there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor import desk

ROOT = Path(__file__).resolve().parents[2]


def test_the_default_is_a_file_in_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("MONITOR_HOME", str(tmp_path))
    assert desk.location() == f"sqlite:///{tmp_path}/desk.sqlite"
    monkeypatch.delenv("MONITOR_HOME")
    assert desk.home() == ROOT / "var"
    assert "var/" in (ROOT / ".gitignore").read_text().splitlines()
    monkeypatch.setenv("MONITOR_DATABASE_URL", "postgresql://host/desk")
    assert desk.location() == "postgresql://host/desk"


def test_tests_keep_away_from_the_real_desk():
    assert desk.home() != ROOT / "var"
    assert "MONITOR_DATABASE_URL" not in os.environ


def test_a_password_is_not_shown():
    for url, shown in {
        "postgresql://ann:s3cret@host:5432/desk?password=s3cret": "postgresql://ann@host:5432/desk",
        "postgresql://ann:s3:c/r@et@host/desk": "postgresql://ann@host/desk",
        "postgresql://host/desk": "postgresql://host/desk",
        "sqlite:////data/desk.sqlite": "sqlite:////data/desk.sqlite",
    }.items():
        assert desk.shown(url) == shown


def test_a_desk_exists_when_its_file_does(tmp_path: Path):
    assert not desk.exists(f"sqlite:///{tmp_path}/desk.sqlite")
    (tmp_path / "desk.sqlite").touch()
    assert desk.exists(f"sqlite:///{tmp_path}/desk.sqlite")
    assert desk.exists("postgresql://host/desk")


def test_without_a_desk_no_database_library_is_loaded(tmp_path: Path):
    program = (
        "import sys\nfrom monitor.ui import load\nload.whole()\n"
        "print(sorted({'sqlalchemy', 'alembic', 'psycopg'} & set(sys.modules)))"
    )
    found = subprocess.check_output(
        [sys.executable, "-W", "ignore", "-c", program], text=True, cwd=ROOT, stderr=subprocess.DEVNULL,
        env={**os.environ, "MONITOR_HOME": str(tmp_path)},
    )  # fmt: skip
    assert found.strip() == "[]"
    assert [path.name for path in tmp_path.iterdir()] == ["versions"], "looking must not make a desk"
