"""Checks what rows say of each other: unique keys, references that lead somewhere, responses after triggers."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from monitor.model import TABLES, Row
from monitor.reading import DESK, LINK_IGNORED, Fault, Line, list_columns, shorten

Tables = dict[str, list[Line]]


def resolve(tables: Tables) -> tuple[Tables, list[Fault]]:
    """Returns the tables without duplicate keys and dangling references, and a fault for each.

    A row whose required reference leads nowhere is set aside; an optional or partly good one only loses the link.
    References to a table that was not loaded at all (absent from `tables`) are left unchecked.
    """
    faults: list[Fault] = []
    clean: Tables = {}
    keys: dict[str, set[str]] = {}
    for name, model in TABLES.items():
        if name not in tables:
            clean[name] = []
            continue
        lines = _unique(name, model, tables[name], faults)
        # A table may refer to itself (parts, responses), so its own keys must be known before its links are checked.
        keys[name] = {getattr(line.row, model.key) for line in lines} if model.key else set()
        clean[name] = [kept for line in lines if (kept := _linked(name, model, line, keys, faults))]
        if model.key and len(clean[name]) < len(lines):
            keys[name] = {getattr(line.row, model.key) for line in clean[name]}
            clean[name] = [kept for line in clean[name] if (kept := _linked(name, model, line, keys, faults))]
    clean["events"] = _ordered(clean["events"], faults)
    clean["indicators"] = _timely(clean["indicators"], clean["events"], faults)
    return clean, faults


def _unique(name: str, model: type[Row], lines: Iterable[Line], faults: list[Fault]) -> list[Line]:
    if not model.key:
        return list(lines)
    first: dict[str, Line] = {}
    kept = []
    for line in lines:
        key = getattr(line.row, model.key)
        if key in first:
            faults += _clash(name, model, line, first[key])
        else:
            first[key] = line
            kept.append(line)
    return kept


def _clash(name: str, model: type[Row], line: Line, first: Line) -> list[Fault]:
    """Returns the fault of a key that stands twice; none for a row taken over into the files, or a publisher graded."""
    if line.is_desk and (line.row == first.row or name == "sources"):
        return []
    place = f"decision {first.number}" if first.is_desk else f"{name}.csv, row {first.number}"
    problem = f"the key stands already in {place if line.is_desk else f'row {first.number}'}"
    remedy = "undo the decision, or give it another key" if line.is_desk else "give each row its own key"
    return [Fault(_file(name, line), line.number, model.key or "", getattr(line.row, model.key), problem, remedy)]


def _file(name: str, line: Line) -> str:
    return DESK if line.is_desk else f"{name}.csv"


def _linked(name: str, model: type[Row], line: Line, keys: dict[str, set[str]], faults: list[Fault]) -> Line | None:
    changes: dict[str, object] = {}
    for column, target, is_required in _links(model):
        value = getattr(line.row, column)
        if target not in keys or value is None:
            continue
        is_list = column in list_columns(model)
        values = value if is_list else (value,)
        missing = [v for v in values if v not in keys[target]]
        if not missing:
            continue
        left = tuple(v for v in values if v in keys[target])
        fatal = is_required and not left
        problem = f"not in {target}.csv"
        remedy = f"add it to {target}.csv or correct it"
        place = (_file(name, line), line.number, column, shorten(";".join(missing)), problem, remedy)
        faults.append(Fault(*place) if fatal else Fault(*place, LINK_IGNORED))
        if fatal:
            return None
        changes[column] = left if is_list else None
    return replace(line, row=line.row.model_copy(update=changes)) if changes else line


@lru_cache(maxsize=64)
def _links(model: type[Row]) -> list[tuple[str, str, bool]]:
    """Returns the columns that refer to a table, with that table and whether the reference is required."""
    fields = model.model_fields.items()
    targets = [(name, field.json_schema_extra["ref"].split(".")[0], field.is_required()) for name, field in fields]
    return [link for link in targets if link[1]]


def _ordered(events: list[Line], faults: list[Fault]) -> list[Line]:
    """Cuts responses that lie before their trigger and links that lead back to their own event."""
    rows = {line.row.event_id: line.row for line in events}
    kept = []
    for line in events:
        changes = {}
        for column in ("response_to", "part_of"):
            problem, remedy = _link_problem(line.row, column, rows)
            if problem:
                value = getattr(line.row, column)
                place = (_file("events", line), line.number, column, value)
                faults.append(Fault(*place, problem, remedy, LINK_IGNORED))
                changes[column] = None
        kept.append(replace(line, row=line.row.model_copy(update=changes)) if changes else line)
    return kept


def _timely(indicators: list[Line], events: list[Line], faults: list[Fault]) -> list[Line]:
    """Cuts deadlines that lie before the events from which the response was expected."""
    days = {line.row.event_id: line.row.event_date for line in events}
    kept = []
    for line in indicators:
        row = line.row
        first = max((days[i] for i in row.expected_after or () if i in days), default=None)
        if row.deadline and first and row.deadline < first:
            problem = f"the deadline lies before the event of {first} from which the response was expected"
            place = ("indicators.csv", line.number, "deadline", str(row.deadline), problem)
            faults.append(Fault(*place, "correct the deadline or expected_after", LINK_IGNORED))
            line = Line(line.number, row.model_copy(update={"deadline": None}))
        kept.append(line)
    return kept


def _link_problem(row: Row, column: str, rows: dict[str, Row]) -> tuple[str, str]:
    seen: set[str] = set()
    step = getattr(row, column)
    trigger = rows.get(step) if column == "response_to" else None
    if trigger and row.date_precision == trigger.date_precision == "day" and row.event_date < trigger.event_date:
        return f"the response lies before its trigger of {trigger.event_date}", "correct a date or remove the link"
    while step:
        if step == row.event_id:
            return "the links lead back to an earlier event of the same chain", "remove one link of the circle"
        if step in seen:  # a circle further up the chain is the fault of its own events
            return "", ""
        seen.add(step)
        step = getattr(rows[step], column)
    return "", ""
