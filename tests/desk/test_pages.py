"""What was accepted on the desk appears in every view; an older link shows its own state; no desk breaks a page."""

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from monitor import cli, dataset, desk
from monitor.desk import rows
from monitor.desk.store import Desk
from monitor.ui import load
from monitor.ui.frame import ROOT
from tests.desk.samples import article, fields, filled

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STAMP = "accepted by Ann on 22 Nov 2026"
MOST_SECONDS = 0.5
TITLE = "Drone seen over the ponds of Kena"


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, file_url: str) -> Iterator[Desk]:
    """The desk that pages and commands use during a test."""
    monkeypatch.setenv("MONITOR_HOME", str(Path(file_url.removeprefix("sqlite:///")).parent))
    opened = desk.open(desk.location())
    yield opened
    opened.close()


@cache
def curated() -> dataset.Dataset:
    return dataset.load()


def accept(opened: Desk, number: int = 1) -> str:
    candidate = filled(opened, 1, number=number)[0]
    given = fields() | {"title": TITLE, "start": "2026-06-09"}
    read = article(number) | {"published": "2026-06-09"}
    data = dataset.load(additions=opened.additions()) if opened.revision() else curated()
    return opened.accept(candidate, rows.accepted(given, read, data), "Ann", NOW).event_id


def page(name: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def headed(**query: str) -> AppTest:
    """The frame of a page, without the page: what every page says of its data."""

    def script() -> None:
        import streamlit as st

        from monitor.ui import frame

        view = frame.read()
        frame.header(view, "What?")
        st.text(len(view.dataset.events))
        frame.footer(view)

    app = AppTest.from_function(script, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def hovers(app: AppTest) -> str:
    return " ".join(json.dumps(json.loads(e.proto.spec)["data"], ensure_ascii=False) for e in app.get("plotly_chart"))


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


def test_an_accepted_event_is_on_timeline_map_table_and_card(at_home: Desk):
    event_id = accept(at_home)
    version = f"{dataset.fingerprint()}-r1"
    timeline = page("timeline", open=f"event:{event_id}", period="Last 30 days")
    assert version in captions(timeline)
    assert STAMP[1:] in hovers(timeline)
    card = " ".join(text.value for text in timeline.markdown)
    assert TITLE in card and STAMP in card
    assert STAMP in set(timeline.dataframe[0].value["Accepted"])
    assert STAMP[1:] in hovers(page("map", period="Last 30 days"))


def test_an_undone_event_is_gone(at_home: Desk):
    before = len(load.whole().events)
    accept(at_home)
    assert int(headed(period="All").text[0].value) == before + 1
    at_home.undo(1, "Ann", NOW)
    app = headed(period="All")
    assert f"{dataset.fingerprint()}-r2" in captions(app)
    assert int(app.text[0].value) == before


def test_a_decision_is_seen_at_the_next_rerun_and_at_once(at_home: Desk):
    before = load.whole()
    accept(at_home)
    started = time.process_time()
    after = load.whole()
    assert time.process_time() - started < MOST_SECONDS
    assert (len(after.events), after.version) == (len(before.events) + 1, f"{before.version}-r1")
    assert load.whole() is after


def test_a_link_shows_the_state_it_was_made_with(at_home: Desk):
    accept(at_home, 1)
    accept(at_home, 2)
    fingerprint = dataset.fingerprint()
    for asked, events in ((f"{fingerprint}-r2", 2), (f"{fingerprint}-r1", 1), (fingerprint, 0)):
        app = headed(v=asked, period="All")
        assert f"data version {asked} ·" in captions(app)
        assert int(app.text[0].value) == len(curated().events) + events
        told = " ".join(note.value for note in app.info)
        assert (f"as of version {asked}" in told) == (events < 2)
        assert not app.warning
    (newest,) = [button for button in app.button if button.label == "Show the newest"]
    newest.click().run()
    assert f"data version {fingerprint}-r2 ·" in captions(app)
    assert not app.info and "v" not in app.query_params


def test_as_known_on_a_day_goes_by_publication_and_not_by_acceptance(at_home: Desk, capsys: pytest.CaptureFixture):
    def seen(day: str) -> tuple[int, float]:
        app = headed(period="All", known_at=day)
        assert "What was published later is hidden" in captions(app)
        told = json.loads(ask(capsys, "index", "--at", day, "--known-at", day, "--json")[1])
        return int(app.text[0].value), told["series"][0]["pressure"]

    eve, day = "2026-06-08", "2026-06-09"
    before = seen(eve), seen(day)
    event_id = accept(at_home)  # on 22 November, of an event told on 9 June
    after = seen(eve), seen(day)
    assert after[0] == before[0]
    assert after[1][0] == before[1][0] + 1 and after[1][1] > before[1][1]
    told = " ".join(note.value for note in page("timeline", open=f"event:{event_id}", known_at=eve).info)
    assert "not yet known on the chosen day" in told


def test_a_link_that_cannot_be_shown_says_so(at_home: Desk):
    accept(at_home)
    version = dataset.fingerprint()
    for asked in ("00000000", "00000000-r1", f"{version}-r9", f"{version}-rx"):
        app = headed(v=asked)
        assert "so figures may differ" in " ".join(note.value for note in app.warning), asked
        assert f"data version {version}-r1 ·" in captions(app), asked


def test_a_page_without_its_desk_shows_the_curated_data_and_why(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "postgresql://ann:secret@127.0.0.1:1/desk")
    for _ in range(2):
        app = headed()
        told = " ".join(note.value for note in app.warning)
        assert "Events accepted on the desk are missing here" in told and "secret" not in told
        assert f"data version {dataset.fingerprint()} ·" in captions(app)


def test_a_desk_that_breaks_while_the_page_is_open_does_not_break_the_page(at_home: Desk, monkeypatch):
    accept(at_home)
    assert load.whole().version.endswith("-r1")

    def fail(_: Desk) -> int:
        raise desk.Unreachable("the desk does not answer; start it")

    monkeypatch.setattr(Desk, "revision", fail)
    assert load.whole().version == dataset.fingerprint()
    assert load.trouble() == "the desk does not answer; start it"


def test_a_file_that_was_taken_away_is_not_written_to(at_home: Desk):
    accept(at_home)
    assert load.whole().version.endswith("-r1")
    os.remove(desk.location().removeprefix("sqlite:///"))
    assert load.whole().version == dataset.fingerprint()
    assert load.desk().counts()["decisions"] == 0


def ask(capsys: pytest.CaptureFixture, *arguments: str) -> tuple[int, str, str]:
    code = cli.main(arguments)
    return (code, *capsys.readouterr())


def test_commands_answer_from_the_same_data(at_home: Desk, capsys: pytest.CaptureFixture):
    event_id = accept(at_home)
    version = f"{dataset.fingerprint()}-r1"
    listed = json.loads(ask(capsys, "events", "--since", "2026-06-09", "--json")[1])
    assert {row["event_id"]: row["accepted"] for row in listed}[event_id] == STAMP
    assert json.loads(ask(capsys, "index", "--at", "2026-06-10", "--json")[1])["version"] == version
    assert json.loads(ask(capsys, "check", "--json")[1])["version"] == version
    assert json.loads(ask(capsys, "check", str(dataset.DATA), "--json")[1])["version"] == dataset.fingerprint()
    status = json.loads(ask(capsys, "status", "--json")[1])
    assert (status["version"], status["desk"], status["desk_revision"]) == (version, desk.location(), 1)
    assert status["desk_counts"]["accepted"] == 1
    assert f"desk: {desk.location()}, revision 1" in ask(capsys, "status")[1]


def test_commands_refuse_to_answer_without_the_desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "postgresql://ann:secret@127.0.0.1:1/desk")
    code, out, err = ask(capsys, "events")
    assert (code, out) == (1, "") and "does not answer" in err and "secret" not in err
    code, out, _ = ask(capsys, "status", "--json")
    assert code == 0 and json.loads(out)["desk"].startswith("unreachable: ") and "secret" not in out


def test_the_modules_under_test_are_the_shipped_ones():
    assert Path(sys.modules["monitor.desk"].__file__).is_relative_to(ROOT / "src")
