"""Bad bytes, cells, rows and files: every fault is named, every good row is kept, nothing raises."""

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor import dataset
from monitor.model import TABLES
from monitor.reading import (
    DATE_REMEDY,
    KEPT,
    LINK_IGNORED,
    SET_ASIDE,
    TABLE_MISSING,
    Fault,
    fault_frame,
    read_table,
    shorten,
)
from tests.tiny import ROWS, Folder, read, written

ALL_EVENTS = ["swarm", "wreck", "protest", "closure"]


def test_the_tiny_folder_has_no_faults_and_every_row(tiny: Folder):
    data = tiny.load()
    assert data.faults == tiny.check() == ()
    assert {name: len(frame) for name, frame in data.frames().items()} == {
        name: len(rows) for name, rows in ROWS.items()
    }


# (table, column, bad value, words of the problem, words of the remedy): always in row 3, the second row of data.
CELLS = [
    ("events", "event_date", "2025-13-40", "date", DATE_REMEDY),
    ("events", "event_date", "2025-02-29", "date", DATE_REMEDY),
    ("events", "event_date", "20250901", "not a day", DATE_REMEDY),
    ("events", "event_date", "01.09.2025", "not a day", DATE_REMEDY),
    ("events", "event_date", "٢٠٢٥-٠٩-٠١", "", DATE_REMEDY),
    ("events", "event_date", "2025-09-01T10:00", "not a day", DATE_REMEDY),
    ("events", "event_date", "", "the cell is empty", "fill the cell"),
    ("events", "latitude", "181", "less than or equal to 90", "correct"),
    ("events", "latitude", "51,56", "number", "54.2"),
    ("events", "latitude", "nan", "finite", "correct"),
    ("events", "longitude", "-180.1", "greater than or equal to -180", "correct"),
    ("events", "geo_precision", "village", "'exact', 'place', 'district', 'region' or 'country'", "codes"),
    ("events", "object_count", "many", "integer", "whole number"),
    ("events", "object_count", "2.5", "integer", "whole number"),
    ("events", "object_count", "-1", "greater than or equal to 0", "correct"),
    ("events", "object_count", "9" * 30, "less than or equal to", "correct"),
    ("events", "penetration_km", "inf", "finite", "correct"),
    ("events", "credibility", "7", "less than or equal to 6", "correct"),
    ("events", "credibility", "B2", "integer", "whole number"),
    ("events", "title", "", "the cell is empty", "fill the cell"),
    ("events", "title", "x" * 161, "at most 160", "shorten"),
    ("events", "sources", "", "the cell is empty", "fill the cell"),
    ("events", "sources", ";", "at least 1", "at least one"),
    ("events", "event_id", "two words", "pattern", "letters, digits"),
    ("events", "title", "nul\0byte", "NUL", "remove it"),
    ("actors", "side", "Friends", "'RU-BY', 'NATO', 'EU', 'UA' or 'other'", "codes"),
    ("event_types", "base_severity", "nan", "", "correct"),
    ("event_types", "direction", "2", "less than or equal to 1", "correct"),
    ("sources", "reliability", "G", "'E' or 'F'", "codes"),
    ("articles", "url", "javascript:alert(1)", "pattern", "http"),
    ("articles", "url", "https://lrt.lt/<script>", "pattern", "http"),
    ("articles", "published", "2025-00-01", "date", DATE_REMEDY),
    ("crossing_status", "status", "ajar", "'open', 'restricted' or 'closed'", "codes"),
    ("crossings", "kind", "tunnel", "'pedestrian'", "codes"),
]


@pytest.mark.parametrize(("table", "column", "value", "problem", "remedy"), CELLS)
def test_a_bad_cell_sets_only_its_row_aside(
    tiny: Folder, table: str, column: str, value: str, problem: str, remedy: str
):
    tiny.set(table, 3, column, value)
    lines, faults = read_table(tiny.file(table), TABLES[table])
    assert len(faults) == 1
    fault = faults[0]
    assert (fault.file, fault.row, fault.column, fault.outcome) == (f"{table}.csv", 3, column, SET_ASIDE)
    assert fault.value == shorten(value)
    assert problem in fault.problem
    assert fault.problem
    assert remedy in fault.remedy
    assert [line.number for line in lines] == [n for n in range(2, len(ROWS[table]) + 2) if n != 3]
    assert str(fault).startswith(f"{table}.csv, row 3, column {column}")


def test_an_end_before_the_start_is_named(tiny: Folder):
    tiny.set("events", 2, "end_date", "2025-09-08")
    (fault,) = read_table(tiny.file("events"), TABLES["events"])[1]
    assert (fault.row, fault.outcome) == (2, SET_ASIDE)
    assert "2025-09-08 lies before the first day 2025-09-09" in fault.problem


def test_an_end_before_the_start_names_column_and_value(tiny: Folder):
    tiny.set("events", 2, "end_date", "2025-09-08")
    (fault,) = read_table(tiny.file("events"), TABLES["events"])[1]
    assert (fault.column, fault.value) == ("end_date", "2025-09-08")


def test_exercises_and_areas_check_the_order_of_their_days_too(tiny: Folder):
    tiny.set("exercises", 2, "end_date", "2025-09-11")
    tiny.set("exercise_areas", 2, "date_to", "2025-09-11")
    for table, name in (("exercises", "end_date"), ("exercise_areas", "date_to")):
        lines, (fault,) = read_table(tiny.file(table), TABLES[table])
        assert lines == []
        assert f"{name} 2025-09-11 lies before the first day 2025-09-12" in fault.problem


@pytest.mark.parametrize("column", ["latitude", "longitude", "geo_precision"])
def test_half_a_place_is_a_fault(tiny: Folder, column: str):
    tiny.set("events", 3, column, "")
    (fault,) = tiny.check()
    assert (fault.file, fault.row) == ("events.csv", 3)
    assert "together" in fault.problem
    assert tiny.keys("events") == ["swarm", "protest", "closure"]


def test_half_a_place_names_the_empty_column(tiny: Folder):
    tiny.set("events", 3, "longitude", "")
    assert tiny.check()[0].column == "longitude"


def test_the_loaded_data_set_lists_the_same_fault_and_keeps_the_other_rows(tiny: Folder):
    tiny.set("actors", 6, "side", "Friends")
    data = tiny.load()
    assert data.faults == tuple(read_table(tiny.file("actors"), TABLES["actors"])[1])
    assert list(data.actors["code"]) == ["PL", "LT", "RU", "BY"]


def test_several_bad_cells_of_one_row_are_all_named(tiny: Folder):
    tiny.set("events", 3, "event_date", "soon")
    tiny.set("events", 3, "latitude", "181")
    tiny.set("events", 3, "credibility", "0")
    faults = tiny.check()
    assert [(f.row, f.column, f.value) for f in faults] == [
        (3, "event_date", "soon"), (3, "latitude", "181"), (3, "credibility", "0")]  # fmt: skip


def test_faults_of_several_files_are_all_reported(tiny: Folder):
    tiny.set("events", 3, "latitude", "181")
    tiny.set("articles", 3, "url", "javascript:alert(1)")
    tiny.set("crossings", 3, "kind", "tunnel")
    tiny.file("claims").unlink()
    tiny.set("events", 4, "event_type", "picnic")
    named = {(f.file, f.row, f.column) for f in tiny.check()}
    assert {("events.csv", 3, "latitude"), ("articles.csv", 3, "url"), ("crossings.csv", 3, "kind"),
            ("claims.csv", None, ""), ("events.csv", 4, "event_type")} <= named  # fmt: skip
    assert tiny.keys("events") == ["swarm", "closure"]


def test_a_cell_of_five_megabytes_is_set_aside_and_quoted_short(tiny: Folder):
    tiny.set("events", 3, "summary", "x" * 5_000_000)
    (fault,) = tiny.check()
    assert (fault.row, fault.column) == (3, "summary")
    assert "5,000,000 characters" in fault.value
    assert len(str(fault)) < 400
    assert tiny.keys("events") == ["swarm", "protest", "closure"]


def test_reading_a_short_file_does_not_lower_the_limit_of_other_readers(tiny: Folder):
    before = csv.field_size_limit(10_000_000)
    try:
        read_table(tiny.file("claims"), TABLES["claims"])
        assert csv.field_size_limit() == 10_000_000
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(("encoding", "title"), [("cp1257", "Šalčininkai"), ("latin-1", "Coupé à Lodz")])
def test_one_row_in_another_encoding_is_set_aside_alone(tiny: Folder, encoding: str, title: str):
    lines = tiny.file("events").read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"Wreck at Wyryki", title.encode(encoding))
    tiny.file("events").write_bytes(b"\n".join(lines))
    (fault,) = tiny.check()
    assert (fault.file, fault.row, fault.column) == ("events.csv", 3, "title")
    assert (fault.problem, fault.remedy) == ("not UTF-8", "save the file in UTF-8")
    assert fault.value.isprintable()
    assert tiny.keys("events") == ["swarm", "protest", "closure"]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tiny: Folder):
    file = tiny.file("events")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert tiny.check() == ()
    assert tiny.keys("events") == ALL_EVENTS
    assert "\r" not in "".join(map(str, tiny.kept["events"]))


def test_row_numbers_are_line_numbers_with_windows_line_ends_blank_lines_and_line_breaks_in_cells(tiny: Folder):
    tiny.set("events", 2, "summary", "two\nlines")
    tiny.set("events", 3, "latitude", "181")
    lines = tiny.file("events").read_bytes().split(b"\n")
    lines.insert(1, b"")
    tiny.file("events").write_bytes(b"\r\n".join(lines))
    (fault,) = tiny.check()
    text = tiny.file("events").read_bytes().split(b"\n")
    assert fault.row == 5
    assert text[fault.row - 1].startswith(b"wreck,")


def test_an_empty_file(tiny: Folder):
    tiny.file("claims").write_bytes(b"")
    assert tiny.check() == (
        Fault("claims.csv", None, "", "", "the file is empty", "restore the header and rows", TABLE_MISSING),
    )
    assert tiny.keys("claims") == []


def test_a_file_of_blank_lines_counts_as_empty(tiny: Folder):
    tiny.file("claims").write_bytes(b"\n\n\n")
    assert [f.outcome for f in tiny.load().faults] == [TABLE_MISSING]


@pytest.mark.parametrize("table", list(TABLES))
def test_a_header_without_rows_leaves_the_rest_usable(tiny: Folder, table: str):
    tiny.put(table, tiny.rows(table)[:1])
    data = tiny.load()
    assert len(getattr(data, table)) == 0
    assert not any(fault.file == f"{table}.csv" and fault.outcome == TABLE_MISSING for fault in data.faults)
    usable(data)


@pytest.mark.parametrize("table", list(TABLES))
def test_a_missing_file_leaves_every_other_table(tiny: Folder, table: str):
    tiny.file(table).unlink()
    data = tiny.load()
    (fault,) = data.faults
    assert (fault.file, fault.row, fault.outcome) == (f"{table}.csv", None, TABLE_MISSING)
    assert "cannot be read" in fault.problem
    assert {name: len(frame) for name, frame in data.frames().items()} == {
        name: 0 if name == table else len(rows) for name, rows in ROWS.items()
    }
    usable(data)


def test_an_empty_folder_gives_an_empty_data_set(tmp_path: Path):
    data = dataset.load(tmp_path)
    assert [fault.outcome for fault in data.faults] == [TABLE_MISSING] * len(TABLES)
    usable(data)


def test_a_folder_in_the_place_of_a_file(tiny: Folder):
    tiny.file("claims").unlink()
    tiny.file("claims").mkdir()
    (fault,) = tiny.check()
    assert "cannot be read" in fault.problem


def test_a_missing_required_column_is_named_and_only_its_table_is_lost(tiny: Folder):
    rows = tiny.rows("claims")
    drop = rows[0].index("speaker")
    tiny.put("claims", [row[:drop] + row[drop + 1 :] for row in rows])
    (fault,) = tiny.check()
    assert (fault.file, fault.row, fault.column) == ("claims.csv", 1, "speaker")
    assert (fault.problem, fault.remedy) == ("the column is missing", "add it to the header")
    assert fault.outcome == TABLE_MISSING
    assert tiny.keys("events") == ALL_EVENTS


def test_a_missing_optional_column_keeps_the_rows(tiny: Folder):
    rows = tiny.rows("events")
    drop = rows[0].index("killed")
    tiny.put("events", [row[:drop] + row[drop + 1 :] for row in rows])
    (fault,) = tiny.check()
    assert (fault.column, fault.outcome) == ("killed", KEPT)
    assert tiny.keys("events") == ALL_EVENTS
    assert set(tiny.column("events", "killed")) == {None}


def test_an_unknown_column_is_named_and_ignored(tiny: Folder):
    rows = tiny.rows("events")
    tiny.put("events", [[*row, cell] for row, cell in zip(rows, ["mood", *"abcd"], strict=True)])
    (fault,) = tiny.check()
    assert (fault.row, fault.column, fault.outcome) == (1, "mood", KEPT)
    assert tiny.keys("events") == ALL_EVENTS


def test_a_column_that_stands_twice_is_a_fault(tiny: Folder):
    rows = tiny.rows("claims")
    tiny.put("claims", [[*row, row[0]] for row in rows])
    assert {(f.column, f.outcome) for f in tiny.check()} == {("claim_id", TABLE_MISSING)}
    assert tiny.keys("claims") == []


def test_columns_may_stand_in_any_order(tiny: Folder):
    tiny.put("events", [row[::-1] for row in tiny.rows("events")])
    assert tiny.check() == ()
    assert tiny.keys("events") == ALL_EVENTS


def test_too_many_cells(tiny: Folder):
    rows = tiny.rows("events")
    rows[2].append("surplus")
    tiny.put("events", rows)
    (fault,) = tiny.check()
    width = len(rows[0])
    assert (fault.row, fault.value) == (3, "surplus")
    assert fault.problem == f"{width + 1} cells where the header has {width}"
    assert "quote the commas" in fault.remedy
    assert tiny.keys("events") == ["swarm", "protest", "closure"]


def test_empty_cells_beyond_the_last_column_do_no_harm(tiny: Folder):
    rows = tiny.rows("events")
    rows[2] += ["", ""]
    tiny.put("events", rows)
    assert tiny.check() == ()


def test_too_few_cells_to_fill_the_required_columns(tiny: Folder):
    rows = tiny.rows("events")
    rows[2] = rows[2][:6]
    tiny.put("events", rows)
    faults = tiny.check()
    assert {(f.file, f.row) for f in faults} == {("events.csv", 3)}
    assert "credibility" in {f.column for f in faults}
    assert tiny.keys("events") == ["swarm", "protest", "closure"]


def test_too_few_cells_are_reported_even_when_the_lost_ones_are_optional(tiny: Folder):
    rows = tiny.rows("events")
    rows[2] = rows[2][:-1]
    tiny.put("events", rows)
    (fault,) = tiny.check()
    assert (fault.file, fault.row) == ("events.csv", 3)


def unbalanced(tiny: Folder) -> None:
    lines = tiny.file("events").read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"Wreck at Wyryki", b'"Wreck at Wyryki')
    tiny.file("events").write_bytes(b"\n".join(lines))


def test_an_unbalanced_quote_is_named_by_its_row(tiny: Folder):
    unbalanced(tiny)
    assert ("events.csv", 3) in {(f.file, f.row) for f in tiny.check()}
    assert "swarm" in tiny.keys("events")


def test_an_unbalanced_quote_costs_only_its_own_row(tiny: Folder):
    unbalanced(tiny)
    tiny.check()
    assert tiny.keys("events") == ["swarm", "protest", "closure"]


def test_quotes_commas_and_line_breaks_inside_cells_survive(tiny: Folder):
    text = 'He said "no", then\nleft'
    tiny.set("events", 3, "summary", text)
    assert tiny.check() == ()
    assert tiny.column("events", "summary")[1] == text


def test_spaces_around_cells_and_list_values_are_cut(tiny: Folder):
    tiny.set("events", 2, "sources", " a1 ; a2;;a1 ")
    tiny.set("events", 2, "event_type", "  drone_incursion ")
    assert tiny.check() == ()
    assert tiny.column("events", "sources")[0] == ("a1", "a2")


def test_text_that_looks_like_a_formula_stays_text(tiny: Folder):
    tiny.set("events", 3, "title", "=1+1")
    assert tiny.check() == ()
    assert tiny.column("events", "title")[1] == "=1+1"


def test_a_fault_reads_as_one_line():
    fault = Fault("events.csv", 7, "latitude", "181", "too large", "correct the value", LINK_IGNORED)
    assert str(fault) == (
        "events.csv, row 7, column latitude: '181': too large. Remedy: correct the value. (link ignored)"
    )
    assert str(Fault("events.csv", None, "", "", "the file is empty", "restore it", TABLE_MISSING)) == (
        "events.csv: the file is empty. Remedy: restore it. (table not loaded)"
    )


def test_shorten_keeps_eighty_characters_and_replaces_control_characters():
    assert shorten("x" * 80) == "x" * 80
    assert shorten("x" * 1234) == "x" * 80 + "... (1,234 characters)"
    assert shorten("a\0b\n\udcff") == "a\N{REPLACEMENT CHARACTER}b" + "\N{REPLACEMENT CHARACTER}" * 2


def test_the_fault_frame_has_one_row_per_fault_and_its_columns_even_without_faults():
    assert list(fault_frame(()).columns) == ["file", "row", "column", "value", "problem", "remedy", "outcome"]
    two = (Fault("a.csv", 2, "c", "v", "p", "r"), Fault("b.csv", None, "", "", "p", "r"))
    assert list(fault_frame(two)["file"]) == ["a.csv", "b.csv"]


def test_the_fault_frame_keeps_row_numbers_whole():
    frame = fault_frame((Fault("a.csv", 12, "c", "v", "p", "r"), Fault("b.csv", None, "", "", "p", "r")))
    assert next(str(n) for n in frame["row"]) == "12"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1257"])
def test_a_header_in_another_encoding_can_be_shown(tiny: Folder, encoding: str):
    rows = tiny.rows("events")
    rows[0][-1] = "pastaba š"
    text = "\n".join(",".join(row) for row in rows)
    tiny.file("events").write_bytes(text.encode(encoding, errors="replace"))
    faults = tiny.check()
    fault_frame(faults)
    "\n".join(map(str, faults)).encode()


def test_the_real_folder_with_faults_in_many_tables_keeps_every_other_row(shipped: dataset.Dataset, tmp_path: Path):
    folder = tmp_path / "data"
    shutil.copytree(dataset.DATA, folder, ignore=shutil.ignore_patterns("geo"))
    lost = {}
    for table, column, value in (
        ("events", "latitude", "181"),
        ("claims", "date", "2025-13-40"),
        ("crossing_status", "status", "ajar"),
        ("exercise_areas", "radius_km", "-5"),
        ("indicators", "direction", "sideways"),
    ):
        frame = getattr(shipped, table)
        lost[table] = len(frame)
        break_last_row(folder / f"{table}.csv", column, value)
    data = dataset.load(folder)
    named = {(f.file, f.row, f.column) for f in data.faults}
    assert {(f"{table}.csv", n + 1, column) for (table, n), column in zip(
        lost.items(), ("latitude", "date", "status", "radius_km", "direction"), strict=True)} <= named  # fmt: skip
    for table, frame in data.frames().items():
        assert len(frame) == len(getattr(shipped, table)) - (table in lost)


def break_last_row(file: Path, column: str, value: str) -> None:
    rows = read(file)
    rows[-1][rows[0].index(column)] = value
    file.write_text(written(rows), "utf-8", newline="")


def usable(data: dataset.Dataset) -> None:
    """A damaged data set still answers what the pages ask of it."""
    earlier = data.known_at(data.events["event_date"].max().date()) if len(data.events) else data
    assert set(earlier.frames()) == set(TABLES)
    assert data.events["severity"].between(0, 10).all()
    assert len(data.version) == 8
    assert data.as_of is not None


@st.composite
def damaged(draw: st.DrawFn, valid: bytes) -> bytes:
    """A valid file with a piece cut out and random bytes put in its place: deeper than bytes from nowhere."""
    start = draw(st.integers(0, len(valid)))
    end = draw(st.integers(start, min(len(valid), start + 200)))
    nasty = st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"\xc5", b";", b"\xef\xbb\xbf", b"\xed\xa0\x80"])
    piece = draw(st.one_of(st.binary(max_size=20), st.lists(nasty, max_size=8).map(b"".join)))
    return valid[:start] + piece + valid[end:]


@given(data=st.data(), table=st.sampled_from(sorted(TABLES)))
def test_a_damaged_file_never_raises(tiny: Folder, data: st.DataObject, table: str):
    file = Folder(tiny.path).file(table)
    file.write_bytes(data.draw(damaged(file.read_bytes())))
    lines, faults = read_table(file, TABLES[table])
    assert all(isinstance(line.row, TABLES[table]) for line in lines)
    assert all(fault.problem and fault.remedy and fault.outcome for fault in faults)


@given(content=st.binary(max_size=300), table=st.sampled_from(sorted(TABLES)))
@example(b"", "events")
@example(b'"', "events")
@example("a,b\n1,2".encode("utf-16"), "events")
def test_random_bytes_as_any_table_never_raise(tmp_path: Path, content: bytes, table: str):
    file = tmp_path / f"{table}.csv"
    file.write_bytes(content)
    lines, faults = read_table(file, TABLES[table])
    assert faults
    assert lines == []


@settings(max_examples=8)
@given(content=st.binary(max_size=200), table=st.sampled_from(sorted(set(TABLES) - {"articles"})))
def test_a_folder_with_a_random_file_still_loads(tiny: Folder, content: bytes, table: str):
    folder = Folder(tiny.path)
    folder.file(table).write_bytes(content)
    data = folder.load()
    assert data.faults
    usable(data)
