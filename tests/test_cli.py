"""The `monitor` command as scripts use it: JSON shapes, exit codes, errors apart from results."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from monitor import cli, dataset, geo
from monitor.cli import upkeep
from monitor.model import TABLES
from monitor.reading import FAULT_COLUMNS, LINK_IGNORED, SET_ASIDE, TABLE_MISSING
from tests.tiny import ROWS, Folder

EVENTS = [row["event_id"] for row in ROWS["events"]]


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    def json(self):
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ask:
    """Runs a command in this process, with no desk but its own."""
    monkeypatch.setenv("MONITOR_HOME", str(tmp_path / "home"))

    def run(*arguments: str) -> Answer:
        capsys.readouterr()
        try:
            code = cli.main(arguments)
        except SystemExit as stop:
            code = stop.code
        return Answer(code, *capsys.readouterr())

    return run


@pytest.fixture
def on_tiny(tiny: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("MONITOR_DATA", str(tiny.path))
    return tiny


@pytest.fixture
def on_small(small: dataset.Dataset, monkeypatch: pytest.MonkeyPatch) -> dataset.Dataset:
    """The tiny data set, read once for all tests that leave it as it is."""
    monkeypatch.setattr(dataset, "load", lambda *_: small)
    return small


@pytest.fixture
def on_shipped(shipped: dataset.Dataset, monkeypatch: pytest.MonkeyPatch) -> dataset.Dataset:
    monkeypatch.delenv("MONITOR_DATA", raising=False)
    monkeypatch.setattr(dataset, "load", lambda *_: shipped)
    return shipped


def ids(answer: Answer) -> list[str]:
    return [row["event_id"] for row in answer.json()]


# --- events


def test_events_are_rows_with_the_columns_of_the_table(ask: Ask, on_small: dataset.Dataset):
    rows = ask("events", "--json").json()
    assert [row["event_id"] for row in rows] == EVENTS
    columns = TABLES["events"].columns()
    assert all(list(row)[: len(columns)] == columns for row in rows)
    first = rows[0]
    assert first["event_date"] == "2025-09-09"
    assert first["end_date"] == "2025-09-10"
    assert first["initiator"] == ["RU"]
    assert first["sources"] == ["a1", "a2"]
    assert first["latitude"] == 51.25
    assert first["object_count"] == 21
    assert first["killed"] is None
    assert first["part_of"] is None
    assert first["is_part"] is False


def test_json_is_the_default(ask: Ask, on_small: dataset.Dataset):
    assert ask("events") == ask("events", "--json")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--since 2025-09-10", ["wreck", "protest", "closure"]),
        ("--until 2025-09-09", ["swarm"]),
        ("--since 2025-09-10 --until 2025-09-10", ["wreck", "protest"]),
        ("--since 2025-09-11 --until 2025-09-10", []),
        ("--country PL", EVENTS),
        ("--country Poland --country LT", EVENTS),
        ("--country LT", []),
        ("--type drone_incursion", ["swarm", "wreck"]),
        ("--type protest --type border_closure", ["protest", "closure"]),
        ("--type Protest", ["protest"]),
        ("--since 2025-09-10 --type drone_incursion --country PL", ["wreck"]),
    ],
)
def test_events_are_filtered(ask: Ask, on_small: dataset.Dataset, options: str, expected: list[str]):
    assert ids(ask("events", *options.split())) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-09-08", []),
        ("2025-09-09", []),  # the night of the drones was first reported on the 10th
        ("2025-09-10", ["swarm", "wreck", "protest"]),
        ("2025-09-19", ["swarm", "wreck", "protest"]),
        ("2025-09-20", EVENTS),
        ("2099-12-31", EVENTS),
    ],
)
def test_known_at_shows_what_was_published_by_then(ask: Ask, on_small: dataset.Dataset, day: str, expected: list[str]):
    assert ids(ask("events", "--known-at", day)) == expected


def test_known_at_takes_later_sources_away(ask: Ask, on_small: dataset.Dataset):
    then, later = (ask("events", "--known-at", day).json()[0]["sources"] for day in ("2025-09-10", "2025-09-11"))
    assert (then, later) == (["a1"], ["a1", "a2"])


def test_known_at_goes_with_the_other_options(ask: Ask, on_small: dataset.Dataset):
    asked = ask("events", "--known-at", "2025-09-10", "--type", "drone_incursion", "--since", "2025-09-10")
    assert ids(asked) == ["wreck"]


def cell(value: object) -> str:
    """How a JSON value stands in a CSV cell."""
    return "" if value is None else ";".join(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("options", [(), ("--country", "LT"), ("--since", "2030-01-01"), ("--known-at", "2025-09-12")])
def test_csv_equals_the_json_rows(ask: Ask, on_shipped: dataset.Dataset, options: tuple[str, ...]):
    rows = ask("events", "--json", *options).json()
    printed = ask("events", "--csv", *options)
    assert (printed.code, printed.err) == (0, "")
    found = list(csv.DictReader(io.StringIO(printed.out)))
    assert found == [{name: cell(value) for name, value in row.items()} for row in rows]


def test_csv_of_nothing_still_has_its_header(ask: Ask, on_small: dataset.Dataset):
    (line,) = ask("events", "--csv", "--country", "LT").out.splitlines()
    assert line.startswith("event_id,event_date,")


def test_every_shipped_event_is_printed(ask: Ask, on_shipped: dataset.Dataset):
    assert ids(ask("events")) == on_shipped.events["event_id"].tolist()


# --- distance


def test_distance_inside(ask: Ask):
    found = ask("distance", "54.68", "25.28", "--json").json()  # Vilnius
    assert list(found) == ["latitude", "longitude", "nearest", "borders"]
    assert (found["latitude"], found["longitude"]) == (54.68, 25.28)
    nearest = found["nearest"]
    assert list(nearest) == ["country", "segment", "km", "error_km", "inside"]
    assert nearest["country"] == "LT"
    assert nearest["inside"] is True
    assert nearest["km"] == pytest.approx(29, abs=1)
    assert nearest["error_km"] == 0.25
    assert found["borders"][0] == {"country": "LT", "neighbour": "BY", "km": nearest["km"]}


def test_distance_outside(ask: Ask):
    nearest = ask("distance", "53.9", "27.56", "--json").json()["nearest"]  # Minsk
    assert nearest["inside"] is False
    assert nearest["km"] > 100


@pytest.mark.parametrize("point", [("0", "0"), ("-90", "0"), ("90", "180"), ("54.7", "-180"), ("57", "20")])
def test_distance_anywhere_on_earth(ask: Ask, point: tuple[str, str]):
    found = ask("distance", *point, "--json").json()
    kms = [row["km"] for row in found["borders"]]
    assert kms == sorted(kms)
    assert kms[0] >= 0
    assert 0 <= found["nearest"]["km"] <= kms[0]
    assert found["nearest"]["segment"] in set(geo.segments()["segment"])
    pairs = {(row["country"], row["neighbour"]) for row in found["borders"]}
    assert len(pairs) == len(kms)
    assert {("PL", "BY"), ("PL", "RU"), ("LT", "BY"), ("LT", "RU"), ("LV", "BY"), ("LV", "RU")} <= pairs


def test_distance_in_words(ask: Ask):
    code, out, err = ask("distance", "52.08", "23.62")
    first, *rest = out.splitlines()
    assert (code, err) == (0, "")
    assert "km ± 0.25 km inside PL, nearest segment Bug and Lublin" in first
    assert rest[0].startswith("  PL-BY: ")


# --- status and check


def test_status(ask: Ask, on_shipped: dataset.Dataset):
    found = ask("status", "--json").json()
    assert found["version"] == on_shipped.version
    assert found["counts"] == {name: len(rows) for name, rows in on_shipped.frames().items()}
    assert found["quarantined"] == 0
    assert isinstance(found["feeds"], list)
    assert isinstance(found["desk"], str)
    assert isinstance(found["archive"], str)


def test_status_in_words(ask: Ask, on_shipped: dataset.Dataset):
    code, out, err = ask("status")
    assert (code, err) == (0, "")
    assert on_shipped.version in out.splitlines()[0]
    assert [line.split(":")[0].strip() for line in out.splitlines()[1:]] == [*TABLES, "desk"]
    assert out.splitlines()[-1] == "desk: none, revision 0"


def test_status_counts_rows_set_aside_not_lost_links(ask: Ask, on_tiny: Folder):
    on_tiny.set("events", 3, "latitude", "181")
    on_tiny.set("events", 4, "response_to", "nothing")
    assert ask("status", "--json").json()["quarantined"] == 1


def test_check_of_good_data(ask: Ask, on_shipped: dataset.Dataset):
    found = ask("check", "--json").json()
    assert found["faults"] == []
    assert found["version"] == on_shipped.version
    assert found["counts"]["events"] == len(on_shipped.events)
    code, out, err = ask("check")
    assert (code, err) == (0, "")
    assert out.startswith("0 faults; ")


# (table, row, column, bad value, part of the remedy, outcome)
BROKEN = [
    ("events", 3, "latitude", "181", "correct", SET_ASIDE),
    ("events", 5, "event_date", "12.09.2025", "YYYY-MM-DD", SET_ASIDE),
    ("events", 4, "response_to", "nothing", "add it to events.csv or correct it", LINK_IGNORED),
    ("sources", 3, "reliability", "G", "listed codes", SET_ASIDE),
    ("exercise_areas", 2, "radius_km", "wide", "number", SET_ASIDE),
    ("crossing_status", 3, "crossing_id", "pl-by-nowhere", "add it to crossings.csv or correct it", SET_ASIDE),
    ("claims", 2, "sources", "a99", "add it to articles.csv or correct it", SET_ASIDE),
    ("indicators", 2, "observed_event_ids", "ghost", "add it to events.csv or correct it", LINK_IGNORED),
]


@pytest.fixture
def broken(tiny: Folder) -> Folder:
    for table, row, column, value, _, _ in BROKEN:
        tiny.set(table, row, column, value)
    return tiny


def test_check_lists_each_fault_with_its_place_and_remedy(ask: Ask, broken: Folder):
    code, out, err = ask("check", str(broken.path), "--json")
    assert (code, err) == (1, "")
    faults = json.loads(out)["faults"]
    assert all(list(fault) == FAULT_COLUMNS for fault in faults)
    found = {(fault["file"], fault["row"], fault["column"], fault["value"]): fault for fault in faults}
    for table, row, column, value, remedy, outcome in BROKEN:
        fault = found[f"{table}.csv", row, column, value]
        assert remedy in fault["remedy"]
        assert fault["outcome"] == outcome
        assert fault["problem"]


def test_check_prints_a_line_per_fault(ask: Ask, broken: Folder):
    faults = json.loads(ask("check", str(broken.path), "--json").out)["faults"]
    code, out, err = ask("check", str(broken.path))
    *lines, last = out.splitlines()
    assert (code, err) == (1, "")
    assert len(lines) == len(faults)
    for table, row, column, value, remedy, outcome in BROKEN:
        (line,) = [line for line in lines if line.startswith(f"{table}.csv, row {row}, column {column}: {value!r}: ")]
        assert remedy in line.split("Remedy: ")[1]
        assert f"({outcome})" in line
    assert last.startswith(f"{len(faults)} faults; ")


def test_check_counts_the_good_rows_left(ask: Ask, broken: Folder):
    counts = json.loads(ask("check", str(broken.path), "--json").out)["counts"]
    assert counts["events"] == len(ROWS["events"]) - 2
    assert counts["exercise_areas"] == 0
    assert counts["crossings"] == len(ROWS["crossings"])


def test_check_of_a_folder_without_a_table(ask: Ask, tiny: Folder):
    tiny.file("claims").unlink()
    code, out, _ = ask("check", str(tiny.path), "--json")
    (fault,) = json.loads(out)["faults"]
    assert code == 1
    assert (fault["file"], fault["row"], fault["outcome"]) == ("claims.csv", None, TABLE_MISSING)


def test_check_reads_the_folder_of_the_environment(ask: Ask, on_tiny: Folder):
    assert ask("check", "--json").json()["counts"]["events"] == len(EVENTS)


# --- what goes wrong


@pytest.mark.parametrize(
    "line",
    [
        "",
        "dance",
        "events --since yesterday",
        "events --since 2025-02-30",
        "events --until 10.09.2025",
        "events --known-at 2025-13-01",
        "events --since",
        "events --json --csv",
        "distance 54.7",
        "distance north 25",
        "distance 54.7 25.3 12",
        "status --loud",
        "check one two",
        "run --port many",
    ],
)
def test_bad_usage_ends_with_two(ask: Ask, line: str):
    code, out, err = ask(*line.split())
    assert (code, out) == (2, "")
    assert err.startswith("usage: monitor")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("events --country Atlantis", "“Atlantis”"),
        ("events --country PL --country XX", "“XX”"),
        ("events --country PL,LT", "“PL,LT”"),
        ("events --type picnic", "“picnic”"),
        ("distance 181 25", "latitude must lie in -90..90"),
        ("distance -90.01 25", "latitude must lie in -90..90"),
        ("distance 54 180.5", "longitude must lie in -180..180"),
        ("distance inf 25", "latitude"),
        ("distance nan 25", "latitude"),
        ("check no/such/folder", "no folder"),
        ("check README.md", "no folder"),
    ],
)
def test_what_cannot_be_done_ends_with_one(ask: Ask, on_shipped: dataset.Dataset, line: str, reason: str):
    code, out, err = ask(*line.split())
    assert (code, out) == (1, "")
    assert err.startswith("monitor: ")
    assert reason in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("day", ["20250910", "2025-W37-3"])
def test_other_ways_to_write_a_day_are_refused(ask: Ask, on_small: dataset.Dataset, day: str):
    assert ask("events", "--since", day).code == 2


def test_a_refusal_does_not_say_ignored(ask: Ask, on_small: dataset.Dataset):
    assert "ignored" not in ask("events", "--country", "Atlantis").err


@pytest.mark.parametrize("command", ["events", "status"])
def test_a_missing_data_folder_is_an_error(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str):
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "nowhere"))
    code, out, err = ask(command, "--json")
    assert (code, out) == (1, "")
    assert "no folder" in err


def test_a_missing_data_folder_is_an_error_of_check(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "nowhere"))
    code, out, err = ask("check")
    assert (code, out) == (1, "")
    assert "no folder" in err


# --- run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines with which Streamlit would have been started."""
    from streamlit.web import cli as streamlit

    lines: list[list[str]] = []
    monkeypatch.setattr(sys, "argv", ["monitor"])
    monkeypatch.setattr(streamlit, "main", lambda **_: lines.append(list(sys.argv)))
    return lines


def test_run_starts_the_dashboard_without_telemetry(ask: Ask, started: list[list[str]]):
    assert ask("run", "--port", "8600").code == 0
    ((program, command, app, *options),) = started
    assert (program, command) == ("streamlit", "run")
    assert Path(app).name == "app.py"
    assert Path(app).is_file()
    pairs = dict(zip(options[::2], options[1::2], strict=True))
    assert pairs["--server.port"] == "8600"
    assert pairs["--browser.gatherUsageStats"] == "false"


def test_run_without_the_source_tree_says_so(
    ask: Ask, started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(upkeep, "ROOT", tmp_path)
    code, out, err = ask("run")
    assert (code, out, started) == (1, "", [])
    assert "app.py" in err


@pytest.mark.parametrize("port", ["0", "-1", "70000"])
def test_a_port_out_of_range_is_bad_usage(ask: Ask, started: list[list[str]], port: str):
    assert ask("run", "--port", port).code == 2


# --- as a program


def program(*arguments: str, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "monitor.cli", *arguments],
        env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_the_program_prints_one_document_and_ends_with_zero(tiny: Folder):
    running = program("events", "--json", MONITOR_DATA=str(tiny.path))
    out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, b"")
    assert [row["event_id"] for row in json.loads(out.decode("utf-8"))] == EVENTS


def test_the_program_ends_with_its_code():
    running = [(program("distance", "181", "20", "--json"), 1), (program("events", "--since", "x"), 2)]
    for process, code in running:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (code, b"")
        assert err


def test_a_reader_that_has_gone_causes_no_noise():
    running = program("distance", "52.08", "23.62", PYTHONUNBUFFERED="")
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()
    assert (running.wait(60), err) == (1, b"")


def test_output_is_utf_8_whatever_the_terminal():
    running = program("distance", "52.08", "23.62", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 0
    assert " ± " in out.decode("utf-8")
