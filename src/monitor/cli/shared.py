"""What the commands share: a refusal, the data they read, and JSON on standard output."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.dataset import Dataset


class Refused(Exception):
    """A request that cannot be carried out; its text is shown to the user (exit code 1)."""


def print_json(document: object) -> None:
    """Prints one JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def folder() -> Path:
    """Returns the data folder: MONITOR_DATA, or the one that ships; raises `Refused` where there is none."""
    from monitor.dataset import DATA

    found = Path(os.environ.get("MONITOR_DATA", DATA))
    if not found.is_dir():
        raise Refused(f"there is no folder {found}")
    return found


def data() -> "Dataset":
    """Returns the data as the dashboard shows them: the folder and what people accepted."""
    from monitor import desk
    from monitor.additions import NOTHING
    from monitor.dataset import load

    where, url = folder(), desk.location()
    try:
        additions = desk.open(url).additions() if desk.exists(url) else NOTHING
    except desk.Unreachable as reason:
        raise Refused(str(reason)) from None
    return load(where, additions)
