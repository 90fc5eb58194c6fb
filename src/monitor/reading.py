"""Reads one CSV table: bytes to validated rows, every fault named, good rows kept."""

import csv
import io
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args, get_origin

import pandas as pd
from pydantic import ValidationError

from monitor.model import LONGEST_CELL, Row

SET_ASIDE, LINK_IGNORED, TABLE_MISSING, KEPT = "row set aside", "link ignored", "table not loaded", "row kept"
# Stands for the file in the faults of rows that a person accepted; their row is the revision of the decision.
DESK = "desk"
SHOWN_CHARACTERS = 80
# Physical lines one record may span; an open quote is given up after as many.
LONGEST_RECORD = 100
QUOTES_REMEDY = "check the quotes of this row"

REMEDIES = {
    "missing": "fill the cell",
    "extra_forbidden": "remove the cells beyond the last column, or quote the commas",
    "literal_error": "use one of the listed codes",
    "string_pattern_mismatch": "use letters, digits, '.', '_' and '-' (an address starts with http:// or https://)",
    "string_too_long": f"shorten the cell to {LONGEST_CELL:,} characters at most",
    "string_too_short": "fill the cell",
    "too_short": "give at least one value",
    "float_parsing": "write a number with a point, such as 54.2",
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "disorder": "correct one of the two days",
    "half_place": "fill latitude, longitude and geo_precision, or none of them",
}
DATE_REMEDY = "write a real day as YYYY-MM-DD"


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file: where, which value, why, how to mend it, and what became of the row."""

    file: str
    row: int | None
    column: str
    value: str
    problem: str
    remedy: str
    outcome: str = SET_ASIDE

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        column = f", column {self.column}" if self.column else ""
        value = f": {self.value!r}" if self.value else ""
        return f"{place}{column}{value}: {self.problem}. Remedy: {self.remedy}. ({self.outcome})"


FAULT_COLUMNS = list(Fault.__dataclass_fields__)


def fault_frame(faults: tuple[Fault, ...]) -> pd.DataFrame:
    """Returns the faults as a frame with columns file, row, column, value, problem, remedy, outcome."""
    rows = pd.DataFrame([asdict(fault) for fault in faults], columns=FAULT_COLUMNS)
    return rows.astype({"row": "Int64"})


@dataclass(frozen=True)
class Line:
    """A validated row and the line of its file on which it starts (the header is row 1).

    For a row from the desk the number is the revision of the decision.
    """

    number: int
    row: Row
    is_desk: bool = False


@lru_cache(maxsize=64)
def list_columns(model: type[Row]) -> frozenset[str]:
    """Returns the columns that hold a list, written with `;` between its values."""
    kinds = {name: (field.annotation, *get_args(field.annotation)) for name, field in model.model_fields.items()}
    return frozenset(name for name, parts in kinds.items() if any(get_origin(part) is tuple for part in parts))


def shorten(value: object) -> str:
    """Returns a value fit to print: one line, no control characters, at most 80 characters."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}... ({len(text):,} characters)"


def read_table(path: Path, model: type[Row]) -> tuple[list[Line], list[Fault]]:
    """Reads a table; never raises for what a file may hold.

    Returns the good rows and the faults. A missing, empty or headless file gives no rows and one fault.
    """
    name = path.name
    try:
        # Undecodable bytes survive as surrogates, so that only the rows that hold them are set aside.
        text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror})"
        return [], [Fault(name, None, "", "", problem, "put the file back", TABLE_MISSING)]
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    physical = _Lines(text)
    reader = csv.reader(physical)
    header = [cell.strip() for cell in next(reader, [])]
    faults = _header_faults(name, header, model)
    if any(fault.outcome == TABLE_MISSING for fault in faults):
        return [], faults
    lines: list[Line] = []
    while not physical.is_done:
        start = physical.begin_record()
        try:
            cells = next(reader, [])
        except csv.Error as error:
            faults.append(Fault(name, start, "", "", f"not readable as CSV ({error})", QUOTES_REMEDY))
            continue
        if not any(cells):
            continue
        row, found = _validate(name, start, header, cells, model)
        if row is not None:
            lines.append(Line(start, row))
        elif physical.taken > 1 and physical.swallowed(len(header)):
            # An open quote swallows the rows below it: only the row it stands in is lost.
            faults.append(Fault(name, start, "", shorten(cells[0]), "a quote is opened but not closed", QUOTES_REMEDY))
            physical.back_to_second_line()
            continue
        faults += found
    return lines, faults


def read_cells(cells: dict[str, str], model: type[Row], revision: int) -> tuple[Row | None, list[Fault]]:
    """Reads a row that a person accepted; the same checks as for a row of a file."""
    unknown = [column for column in cells if column not in model.model_fields]
    if unknown:
        problem = f"unknown column of {model.table}"
        return None, [Fault(DESK, revision, shorten(unknown[0]), "", problem, "leave it out")]
    return _validate(DESK, revision, list(cells), list(cells.values()), model)


class _Lines:
    """The physical lines of a file, handed to the CSV reader one record at a time, with a way back."""

    def __init__(self, text: str) -> None:
        self.lines = io.StringIO(text, newline="").readlines()
        self.next = self.start = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.is_done or self.taken >= LONGEST_RECORD:
            raise StopIteration
        self.next += 1
        return self.lines[self.next - 1]

    @property
    def is_done(self) -> bool:
        return self.next >= len(self.lines)

    @property
    def taken(self) -> int:
        return self.next - self.start

    def begin_record(self) -> int:
        """Starts a record and returns its line number (the first line of the file is 1)."""
        self.start = self.next
        return self.start + 1

    def swallowed(self, width: int) -> bool:
        """Tells whether the record was given up, or holds a line that would make a row by itself."""
        below = self.lines[self.start + 1 : self.next]
        return self.taken >= LONGEST_RECORD or any(len(next(csv.reader([line]), [])) >= width for line in below)

    def back_to_second_line(self) -> None:
        self.next = self.start + 1


def _header_faults(name: str, header: list[str], model: type[Row]) -> list[Fault]:
    if not any(header):
        return [Fault(name, None, "", "", "the file is empty", "restore the header and rows", TABLE_MISSING)]
    faults = []
    for column in model.columns():
        if column not in header:
            needed = model.model_fields[column].is_required()
            outcome = TABLE_MISSING if needed else KEPT
            faults.append(Fault(name, 1, column, "", "the column is missing", "add it to the header", outcome))
    for column in header:
        if column not in model.model_fields:
            faults.append(Fault(name, 1, shorten(column), "", "unknown column", "remove or rename it", KEPT))
        elif header.count(column) > 1:
            faults.append(
                Fault(name, 1, shorten(column), "", "the column stands twice", "remove one of them", TABLE_MISSING)
            )
    return faults


def _validate(
    name: str, number: int, header: list[str], cells: list[str], model: type[Row]
) -> tuple[Row | None, list[Fault]]:
    cells = [cell.strip() for cell in cells]
    surplus = [cell for cell in cells[len(header) :] if cell]
    problem = f"{len(cells)} cells where the header has {len(header)}"
    if surplus:
        return None, [Fault(name, number, "", shorten(surplus[0]), problem, REMEDIES["extra_forbidden"])]
    fields, lists = model.model_fields, list_columns(model)
    given = {column: cell for column, cell in zip(header, cells, strict=False) if cell and column in fields}
    if not "".join(given.values()).isprintable():
        for column, cell in given.items():
            if unreadable := _unreadable(cell):
                return None, [Fault(name, number, column, shorten(cell), *unreadable)]
    values = {column: _list(cell) if column in lists else cell for column, cell in given.items()}
    try:
        row = model.model_validate(values)
        if len(cells) < len(header):
            return None, [Fault(name, number, "", shorten(cells[0]), problem, "add the missing commas")]
        return row, []
    except ValidationError as error:
        return None, [_fault(name, number, given, model, detail) for detail in error.errors()]


def _unreadable(cell: str) -> tuple[str, str] | None:
    if any("\ud800" <= character <= "\udfff" for character in cell):
        return "not UTF-8", "save the file in UTF-8"
    if "\0" in cell:
        return "a NUL byte stands in the cell", "remove it"
    return None


def _list(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _fault(name: str, number: int, given: dict[str, str], model: type[Row], detail: dict) -> Fault:
    column = str(detail["loc"][0]) if detail["loc"] else detail.get("ctx", {}).get("column", "")
    problem = detail["msg"].removeprefix("Value error, ").rstrip(".")
    problem = problem[:1].lower() + problem[1:]
    kind = detail["type"]
    if kind == "missing":
        problem = "the cell is empty"
    is_day = kind.startswith("date") or "not a day" in problem
    remedy = DATE_REMEDY if is_day else REMEDIES.get(kind, "correct the value")
    return Fault(name, number, column, shorten(given.get(column, "")), problem, remedy)
