"""What the desk refuses at its door: unsigned decisions, rows the data set could not use, text no database keeps."""

import math
from datetime import UTC, date, datetime
from typing import Any

from monitor.desk.nouns import CellRow, Refused
from monitor.model import TABLES
from monitor.reading import read_cells

# Tables whose rows a decision may add.
ACCEPTABLE = ("events", "articles", "sources")


def signed(by: str, at: datetime) -> dict:
    """Returns who and when as columns; raises Refused without a name or a time zone."""
    if not by.strip():
        raise Refused("a decision needs a name; say who you are")
    if at.tzinfo is None:
        raise Refused("a decision needs a moment with its time zone")
    return {"by": cleaned(by.strip()), "at": at}


def key_of(row: CellRow) -> str:
    """Returns the key of a row."""
    table, cells = row
    return cells.get(TABLES[table].key, "").strip()


def cleaned(value: Any) -> Any:
    """Returns a value fit for JSON in any database: no NUL, no half characters, no infinite numbers, days as text."""
    if isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {cleaned(key): cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value.isoformat() if isinstance(value, date) else value


def check_rows(rows: list[CellRow], at: datetime) -> None:
    """Raises Refused for the first row that the data set could not use."""
    today = at.astimezone(UTC).date().isoformat()
    for table, cells in rows:
        if table not in ACCEPTABLE:
            raise Refused(f"the desk adds no rows to {table}; edit data/{table}.csv")
        if not key_of((table, cells)):
            raise Refused(f"a row of {table} lacks its {TABLES[table].key}; fill it")
        for fault in read_cells(cells, TABLES[table], 0)[1]:
            raise Refused(f"{table}, {fault.column or 'row'} {fault.value!r}: {fault.problem}; {fault.remedy}")
        if cells.get("event_date", "") > today:
            raise Refused(
                f"the event is dated {cells['event_date']}, after today ({today}), so it has not happened yet and "
                "would move the data's own day; correct the date, or reject it as planned"
            )
        if cells.get("published", "") > today:
            raise Refused(f"the article is dated {cells['published']}, after today ({today}); correct its day")
