"""Copies of every version of the data folder that was ever shown, so that an old link can show its figures again."""

import re
import shutil
import tempfile
from pathlib import Path

from monitor import dataset
from monitor.model import TABLES

FINGERPRINT = re.compile(r"[0-9a-f]{8}")


def keep(folder: Path, version: str, store: Path) -> None:
    """Copies the tables of a folder to `store/version` unless they are there; raises OSError where it cannot.

    A copy that does not have the fingerprint `version`, because the folder changed meanwhile, is dropped.
    """
    if (store / version).exists():
        return
    store.mkdir(parents=True, exist_ok=True)
    copy = Path(tempfile.mkdtemp(prefix=".new-", dir=store))
    try:
        for name in TABLES:
            if (folder / f"{name}.csv").is_file():
                shutil.copyfile(folder / f"{name}.csv", copy / f"{name}.csv")
        # Renaming makes it appear whole; another process may have been quicker.
        if dataset.fingerprint(copy) == version and not (store / version).exists():
            copy.rename(store / version)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def kept(version: str, store: Path) -> Path | None:
    """Returns the folder with a version of the tables, or None; `version` may be any text from a link."""
    folder = store / version
    is_there = FINGERPRINT.fullmatch(version) and folder.is_dir() and dataset.fingerprint(folder) == version
    return folder if is_there else None
