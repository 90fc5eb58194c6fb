"""Curated and accepted rows in one data set: the same checks, the folder wins, and everything says who and when."""

from datetime import date

import pandas as pd
import pytest

from monitor import dataset
from monitor.additions import NOTHING, Addition, Additions, Citation
from monitor.dataset import Dataset
from monitor.reading import LINK_IGNORED, SET_ASIDE, Fault
from tests.desk.samples import article_row, event_row, rows, source_row
from tests.tiny import Folder

DAY = date(2025, 9, 21)


def additions(*given: tuple[str, dict], citations: tuple = (), revision: int = 7, on: date = DAY) -> Additions:
    return Additions(
        revision,
        tuple(Addition(revision, table, cells, "Ann", on) for table, cells in given),
        tuple(Citation(revision, event, article, "Bob", on) for event, article in citations),
    )


def event(data: Dataset, event_id: str = "kena") -> pd.Series:
    return data.events.set_index("event_id").loc[event_id]


def test_nothing_added_is_the_folder(tiny: Folder):
    plain, same = dataset.load(tiny.path), dataset.load(tiny.path, NOTHING)
    assert plain.version == same.version == dataset.fingerprint(tiny.path)
    assert set(plain.events["accepted"]) == {""}


def test_an_accepted_event_is_like_any_other(tiny: Folder):
    data = dataset.load(tiny.path, additions(*rows()))
    found = event(data)
    assert data.faults == ()
    assert data.version == f"{dataset.fingerprint(tiny.path)}-r7"
    assert found["accepted"] == "accepted by Ann on 21 Sep 2025"
    assert (found["severity"], found["border_country"], found["type_label"]) == (5.0 - 0.5, "LT", "Drone incursion")
    assert found["known_date"] == pd.Timestamp("2025-09-14")
    assert data.as_of == date(2025, 9, 13)
    assert data.articles.set_index("article_id").loc["d1", "cited_count"] == 1
    plain = dataset.load(tiny.path)
    for name, frame in data.frames().items():
        pd.testing.assert_series_equal(frame.dtypes, getattr(plain, name).dtypes)
    assert data.additions.rows == additions(*rows()).rows


def test_loading_again_does_not_pile_up(tiny: Folder):
    added = additions(*rows(), citations=(("swarm", "d1"),))
    assert len(dataset.load(tiny.path, added).events) == len(dataset.load(tiny.path, added).events)
    assert len(dataset.load(tiny.path).events) == 4
    assert event(dataset.load(tiny.path), "swarm")["sources"] == ("a1", "a2")


def test_a_citation_adds_a_source(tiny: Folder):
    data = dataset.load(tiny.path, additions(source_row(), article_row(), citations=(("swarm", "d1"),)))
    found = event(data, "swarm")
    assert data.faults == ()
    assert found["sources"] == ("a1", "a2", "d1")
    assert found["accepted"] == "source added by Bob on 21 Sep 2025"
    assert data.articles.set_index("article_id").loc["d1", "cited_count"] == 1


def test_an_accepted_event_may_get_another_source(tiny: Folder):
    data = dataset.load(tiny.path, additions(*rows(), citations=(("kena", "a4"),)))
    assert event(data)["accepted"] == "accepted by Ann on 21 Sep 2025; source added by Bob on 21 Sep 2025"


def test_a_source_that_was_there_is_not_said_to_be_added(tiny: Folder):
    data = dataset.load(tiny.path, additions(citations=(("swarm", "a1"),)))
    assert (event(data, "swarm")["accepted"], data.additions.citations, data.faults) == ("", (), ())


def faults_of(tiny: Folder, added: Additions) -> list[Fault]:
    return list(dataset.load(tiny.path, added).faults)


def test_the_folder_wins_a_clash(tiny: Folder):
    data = dataset.load(tiny.path, additions(event_row("swarm", sources="a1")))
    (fault,) = data.faults
    assert (fault.file, fault.row, fault.column, fault.value) == ("desk", 7, "event_id", "swarm")
    assert (fault.problem, fault.outcome) == ("the key stands already in events.csv, row 2", SET_ASIDE)
    assert event(data, "swarm")["title"] == "Drones enter Poland"
    assert event(data, "swarm")["accepted"] == "" and data.additions.rows == ()


def test_a_row_taken_over_into_the_folder_is_no_fault(tiny: Folder):
    for table, cells in rows():
        header, *kept = tiny.rows(table)
        tiny.put(table, [header, *kept, [cells.get(column, "") for column in header]])
    data = dataset.load(tiny.path, additions(*rows()))
    assert (data.faults, event(data)["accepted"]) == ((), "")


def test_a_publisher_graded_in_the_folder_is_no_fault(tiny: Folder):
    header, *kept = tiny.rows("sources")
    tiny.put("sources", [header, *kept, ["Kena Post", "kena.lt", "LT", "newspaper", "B", ""]])
    data = dataset.load(tiny.path, additions(*rows()))
    assert data.faults == ()
    assert data.sources.set_index("publisher").loc["Kena Post", "reliability"] == "B"


@pytest.mark.parametrize(
    ("row", "column", "outcome"),
    [
        (event_row(sources="a1", credibility="9"), "credibility", SET_ASIDE),
        (event_row(sources="a1", country="ZZ"), "country", SET_ASIDE),
        (event_row(sources="a1", event_type="picnic"), "event_type", SET_ASIDE),
        (event_row(sources="d9"), "sources", SET_ASIDE),
        (event_row(sources="a1", part_of="nothing"), "part_of", LINK_IGNORED),
        (event_row(sources="a1", response_to="kena"), "response_to", LINK_IGNORED),
        (event_row(sources="a1", colour="red"), "colour", SET_ASIDE),
    ],
)
def test_accepted_rows_pass_the_same_checks(tiny: Folder, row: tuple[str, dict], column: str, outcome: str):
    (fault,) = faults_of(tiny, additions(row))
    assert (fault.file, fault.row, fault.column, fault.outcome) == ("desk", 7, column, outcome)


@pytest.mark.parametrize(
    ("event_id", "article_id", "column"), [("no", "a1", "event_id"), ("swarm", "no", "article_id")]
)
def test_a_citation_that_leads_nowhere_is_a_fault(tiny: Folder, event_id: str, article_id: str, column: str):
    (fault,) = faults_of(tiny, additions(citations=((event_id, article_id),)))
    assert (fault.file, fault.row, fault.column, fault.value, fault.outcome) == ("desk", 7, column, "no", LINK_IGNORED)


def test_a_table_that_is_gone_takes_no_rows(tiny: Folder):
    tiny.file("events").unlink()
    data = dataset.load(tiny.path, additions(*rows()))
    assert len(data.events) == 0 and [fault.file for fault in data.faults] == ["events.csv"]


def test_an_accepted_event_is_known_from_its_publication(tiny: Folder):
    data = dataset.load(tiny.path, additions(*rows()))
    assert "kena" not in set(data.known_at(date(2025, 9, 13)).events["event_id"])
    known = data.known_at(date(2025, 9, 14))
    assert event(known)["accepted"] == "accepted by Ann on 21 Sep 2025"


def test_an_event_on_undated_sources_is_known_from_the_day_it_was_accepted(tiny: Folder):
    undated = [source_row(), article_row(published=""), event_row()]
    data = dataset.load(tiny.path, additions(*undated))
    assert event(data)["known_date"] == pd.Timestamp(DAY)
    before, after = data.known_at(date(2025, 9, 20)), data.known_at(DAY)
    assert "kena" not in set(before.events["event_id"]) and "d1" not in set(before.articles["article_id"])
    assert "kena" in set(after.events["event_id"]) and "d1" in set(after.articles["article_id"])


def test_an_undated_source_is_known_from_the_day_it_was_added(tiny: Folder):
    added = additions(source_row(), article_row(published=""), citations=(("swarm", "d1"),))
    data = dataset.load(tiny.path, added)
    before, after = event(data.known_at(date(2025, 9, 20)), "swarm"), event(data.known_at(DAY), "swarm")
    assert ("d1" in before["sources"], before["accepted"]) == (False, "")
    assert ("d1" in after["sources"], after["accepted"]) == (True, "source added by Bob on 21 Sep 2025")


def test_a_source_published_later_is_not_said_to_be_there(tiny: Folder):
    added = additions(source_row(), article_row(published="2025-09-18"), citations=(("swarm", "d1"),))
    data = dataset.load(tiny.path, added)
    assert event(data.known_at(date(2025, 9, 17)), "swarm")["accepted"] == ""
    assert event(data.known_at(date(2025, 9, 18)), "swarm")["accepted"].startswith("source added")


def test_a_version_comes_apart():
    for version, parts in {"4579ea1c": ("4579ea1c", 0), "4579ea1c-r12": ("4579ea1c", 12), "x-rx": ("x-rx", 0),
                           "x-r": ("x-r", 0), "": ("", 0), "x-r²": ("x-r²", 0)}.items():  # fmt: skip
        assert dataset.parts(version) == parts
