"""Writes what is read from declarations and data: data/datapackage.json, docs/data.md, the counts in data/README.md."""

import csv
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from monitor import dictionary
from monitor.model import TABLES

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
COUNTED = re.compile(r"(?<=<!-- counts -->\n).*(?=<!-- end of counts -->)", re.DOTALL)
WIDTH = 120

HEAD = """\
# Data dictionary

Made by `scripts/build_docs.py` from the declarations in [model.py](../src/monitor/model.py). Do not edit it by hand:
change the declaration and run the script.

The tables lie in [data](../data/README.md) as CSV: UTF-8, comma-separated, LF line ends, column names in the first
line. Days are written YYYY-MM-DD, positions in WGS84 degrees. An empty cell means unknown or not applicable. Lists
stand inside one cell, their values separated by `;`. [datapackage.json](../data/datapackage.json) holds the same
description for programs, as a Frictionless data package. Provenance, rules for severity and credibility, and known
gaps are in [data/README.md](../data/README.md).

"Codes" lists the values a column may take. "Refers to" names the column that must hold the value. What happens to a
value that breaks its declaration is in [decision 0005](decisions/0005-faults.md).

The program adds columns that stand in no file, such as `severity` and `border_km`: see [below](#derived-columns).

## Tables

"""

TAIL = """
## Derived columns

Computed when the data are loaded, in [derive.py](../src/monitor/derive.py). Downloads and `monitor events` carry them.

| Table | Column | Meaning |
|---|---|---|
| events | type_label, group, domain, direction | from the event type |
| events | severity | base severity of the type plus the published increments, at most 10 |
| events | is_part | part of another event; parts are drawn but never counted twice |
| events | accepted | who accepted the event, or added a source to it, on the desk and when; empty = curated |
| events | is_located | has a point that is not merely symbolic |
| exercises, exercise_areas | known_date | first publication, else the first day |
| other tables with sources | known_date | the later of the row's own day and its first publication |
| events | known_date | of an event accepted on undated sources: the day it was accepted, if that is later |
| events, exercise_areas | border_km, border_error_km | km to the nearest allied border, ± km; areas from their edge |
| events, exercise_areas | border_country, border_neighbour, segment_id | the nearest border and its named segment |
| events, exercise_areas | is_inside, inside_country | whether the point lies in an allied country, and in which |
| events, exercise_areas | is_at_sea | whether the point lies on no land |
| articles | placed_date, is_date_inferred | day of publication; without one, the earliest day of what cites it |
| articles | cited_count | how many rows cite it |
"""


def written() -> dict[Path, str]:
    """Returns the files this script writes, with their text."""
    package = json.dumps(dictionary.package(), ensure_ascii=False, indent=2)
    return {
        DATA / "datapackage.json": f"{package}\n",
        ROOT / "docs" / "data.md": HEAD + dictionary.markdown() + TAIL,
        DATA / "README.md": COUNTED.sub(lambda _: counts(), (DATA / "README.md").read_text("utf-8")),
    }


def counts() -> str:
    """Returns the rows of every table, and the events per year and type, as Markdown."""
    tables = {name: rows(name) for name in TABLES}
    events = tables["events"]
    years = sorted(Counter(event["event_date"][:4] for event in events).items())
    kinds = sorted(Counter(event["event_type"] for event in events).items(), key=lambda kind: (-kind[1], kind[0]))
    lines = ["| file | rows | content |", "|---|---|---|"]
    lines += [f"| [{n}.csv]({n}.csv) | {len(tables[n])} | {TABLES[n].meaning} |" for n in TABLES]
    lines += ["", "Events per year:", "", row(year for year, _ in years), "|---" * len(years) + "|"]
    lines += [row(str(number) for _, number in years), ""]
    # A type and its number stay on one line: they are joined by a sign that does not break, put back afterwards.
    types = "Events per type: " + "; ".join(f"{kind}~{number}" for kind, number in kinds) + "."
    return "\n".join([*lines, *textwrap.wrap(types, WIDTH)]).replace("~", " ") + "\n"


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    for path, text in written().items():
        path.write_bytes(text.encode())
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
