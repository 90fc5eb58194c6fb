"""What people decided: the desk in a SQLite file, or in PostgreSQL by address; light to import while none exists."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.desk.nouns import (
    UNDECIDED,
    Candidate,
    Conflict,
    Decision,
    DeskError,
    Draft,
    Item,
    Note,
    Raw,
    Refused,
    Unreachable,
)

if TYPE_CHECKING:
    from monitor.desk.store import Desk

__all__ = ["UNDECIDED", "Candidate", "Conflict", "Decision", "DeskError", "Draft", "Item", "Note", "Raw", "Refused",
           "Unreachable", "exists", "home", "identity", "location", "open", "shown"]  # fmt: skip

SQLITE = "sqlite:///"
FILE = "desk.sqlite"
HOME = Path(__file__).resolve().parents[3] / "var"


def home() -> Path:
    """Returns the folder of what this installation collects: MONITOR_HOME, or `var` beside the sources."""
    return Path(os.environ.get("MONITOR_HOME") or HOME)


def location() -> str:
    """Returns the address of the desk: MONITOR_DATABASE_URL, or a SQLite file in `home()`."""
    return os.environ.get("MONITOR_DATABASE_URL") or f"{SQLITE}{home() / FILE}"


def shown(url: str) -> str:
    """Returns an address without its password, fit to print."""
    scheme, mark, rest = url.partition("://")
    access, at, place = rest.rpartition("@")
    user = access.partition(":")[0]
    return f"{scheme}{mark}{user}{at}{place.partition('?')[0]}"


def identity(url: str) -> tuple[int, ...] | None:
    """Returns what tells a desk from another one put in its place, None where there is none yet.

    A SQLite address needs its file; a server, `()`, is always asked.
    """
    if not url.startswith(SQLITE):
        return ()
    try:
        found = os.stat(url.removeprefix(SQLITE))
    except OSError:
        return None
    return found.st_dev, found.st_ino


def exists(url: str) -> bool:
    """Tells whether there may be a desk at an address."""
    return identity(url) is not None


def open(url: str) -> "Desk":
    """Opens a desk, making or bringing its tables up to date first.

    `url` is `sqlite:///FILE` or `postgresql://...`. Raises Unreachable with one sentence and its remedy.
    """
    from monitor.desk.connect import connect
    from monitor.desk.store import Desk

    return Desk(connect(url))
