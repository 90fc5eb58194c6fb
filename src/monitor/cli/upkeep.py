"""Commands for who runs the dashboard: start it, check its data, say what it holds."""

import argparse
import contextlib
import sys
from dataclasses import asdict
from pathlib import Path

from monitor.cli import shared

ROOT = Path(__file__).resolve().parents[3]


def run(options: argparse.Namespace) -> int:
    """Starts the dashboard and serves until it is stopped."""
    from streamlit.web.cli import main as streamlit

    app = ROOT / "app.py"
    if not app.is_file():
        raise shared.Refused(
            f"the dashboard's app.py is not at {ROOT}; install the package from its source tree (make run)"
        )
    # Streamlit reads its configuration beside the script; the flag below holds even where that file is missing.
    sys.argv = ["streamlit", "run", str(app), "--server.port", str(options.port), "--browser.gatherUsageStats", "false",
                "--browser.serverAddress", "localhost"]  # fmt: skip
    _prepare()
    return streamlit(standalone_mode=False) or 0


def _prepare() -> None:
    """Loads libraries and data, so that the server answers when it can answer quickly."""
    from monitor import geo
    from monitor.ui import ready

    ready.prepare()
    with contextlib.suppress(Exception):  # the page that needs it says what is wrong
        geo.base_map()


def check(options: argparse.Namespace) -> int:
    """Prints every fault of the data; the code is 1 if there is one."""
    from monitor.dataset import load
    from monitor.model import TABLES

    folder = options.path or shared.folder()
    if not folder.is_dir():
        raise shared.Refused(f"there is no folder {folder}")
    data = load(folder) if options.path else shared.data()
    counts = {name: len(getattr(data, name)) for name in TABLES}
    faults = [*data.faults, *_extra_faults(folder, set(data.actors["code"]))]
    if options.json:
        shared.print_json({"version": data.version, "counts": counts, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            print(fault)
        rows = sum(counts.values())
        print(f"{len(faults)} faults; {rows:,} good rows in {len(counts)} tables; data version {data.version}")
    return 1 if faults else 0


def _extra_faults(folder: Path, actors: set[str]) -> list:
    """Validates the tables beside the Dataset where the folder has them."""
    from monitor.model import EXTRA_TABLES
    from monitor.reading import Fault, read_table

    faults = []
    for name, model in EXTRA_TABLES.items():
        if not (folder / f"{name}.csv").is_file():
            continue
        lines, found = read_table(folder / f"{name}.csv", model)
        faults += found
        seen: set[str] = set()
        for line in lines:
            key, country = getattr(line.row, model.key), line.row.country
            place = (f"{name}.csv", line.number)
            if key in seen:
                faults.append(Fault(*place, model.key, key, "the key stands twice", "give each row its own key"))
            if country not in actors:
                faults.append(Fault(*place, "country", country, "not in actors.csv", "add or correct it"))
            seen.add(key)
    return faults


def status(options: argparse.Namespace) -> int:
    """Prints the data version, the counts of the tables and where the stores are."""
    from monitor.dataset import load
    from monitor.model import TABLES
    from monitor.reading import SET_ASIDE

    additions, stores = _desk_status()
    data = load(shared.folder(), additions)
    document = {
        "version": data.version,
        "as_of": data.as_of.isoformat(),
        "counts": {name: len(getattr(data, name)) for name in TABLES},
        "quarantined": sum(fault.outcome == SET_ASIDE for fault in data.faults),
        "feeds": [],
        **stores,
        "archive": "none",
    }
    if options.json:
        shared.print_json(document)
        return 0
    print(f"data version {document['version']}, as of {document['as_of']}, {document['quarantined']} rows set aside")
    for name, count in document["counts"].items():
        print(f"  {name}: {count:,}")
    print(f"desk: {document['desk']}, revision {document['desk_revision']}")
    for name, count in document["desk_counts"].items():
        print(f"  {name}: {count:,}")
    return 0


def _desk_status() -> tuple:
    """Returns what was accepted and, for the status, where the desk is, its revision and what lies on it."""
    from monitor import desk
    from monitor.additions import NOTHING

    url = desk.location()
    if not desk.exists(url):
        return NOTHING, {"desk": "none", "desk_revision": 0, "desk_counts": {}}
    try:
        opened = desk.open(url)
        additions, counts = opened.additions(), opened.counts()
    except desk.Unreachable as reason:
        return NOTHING, {"desk": f"unreachable: {reason}", "desk_revision": 0, "desk_counts": {}}
    return additions, {"desk": desk.shown(url), "desk_revision": additions.revision, "desk_counts": counts}
