"""What rows say of each other: duplicate keys, links that lead nowhere, circles, answers before their cause."""

import pytest

from monitor.reading import LINK_IGNORED, SET_ASIDE
from tests.tiny import Folder


def test_the_second_row_with_a_key_is_set_aside(tiny: Folder):
    rows = tiny.rows("events")
    rows.append(["wreck", *rows[1][1:]])
    tiny.put("events", rows)
    (fault,) = tiny.check()
    assert (fault.file, fault.row, fault.column, fault.value) == ("events.csv", 6, "event_id", "wreck")
    assert fault.problem == "the key stands already in row 3"
    assert (fault.remedy, fault.outcome) == ("give each row its own key", SET_ASIDE)
    assert tiny.keys("events") == ["swarm", "wreck", "protest", "closure"]
    assert tiny.column("events", "title")[1] == "Wreck at Wyryki"


def test_a_table_without_a_key_may_repeat_its_rows(tiny: Folder):
    rows = tiny.rows("crossing_status")
    tiny.put("crossing_status", [*rows, rows[-1]])
    assert tiny.check() == ()
    assert len(tiny.kept["crossing_status"]) == 3


# (table, column, code that does not exist): a required reference in row 3; the row cannot stand without it.
FATAL = [
    ("events", "event_type", "picnic", "event_types"),
    ("events", "country", "QQ", "actors"),
    ("events", "initiator", "QQ", "actors"),
    ("events", "sources", "a9", "articles"),
    ("events", "sources", "a8;a9", "articles"),
    ("articles", "publisher", "Nobody", "sources"),
    ("crossings", "country_a", "QQ", "actors"),
    ("crossing_status", "crossing_id", "nowhere", "crossings"),
    ("crossing_status", "sources", "a9", "articles"),
]


@pytest.mark.parametrize(("table", "column", "value", "target"), FATAL)
def test_a_required_reference_that_leads_nowhere_sets_the_row_aside(tiny, table, column, value, target):
    tiny.check()
    before = tiny.keys(table)
    tiny.set(table, 3, column, value)
    fault = tiny.check()[0]
    assert (fault.file, fault.row, fault.column, fault.value) == (f"{table}.csv", 3, column, value)
    assert fault.problem == f"not in {target}.csv"
    assert fault.remedy == f"add it to {target}.csv or correct it"
    assert fault.outcome == SET_ASIDE
    assert tiny.keys(table) == before[:1] + before[2:]


# (column of the events, bad value, what is left of it): an optional or partly good reference in row 3.
LOST_LINKS = [
    ("sources", "a9;a1", ("a1",), "a9"),
    ("sources", "a1;a8;a2;a9", ("a1", "a2"), "a8;a9"),
    ("initiator", "RU;QQ", ("RU",), "QQ"),
    ("target", "QQ", (), "QQ"),
    ("denied_by", "QQ;RU", ("RU",), "QQ"),
    ("part_of", "nothing", "", "nothing"),
    ("response_to", "nothing", "", "nothing"),
    ("exercise_id", "nothing", "", "nothing"),
]


@pytest.mark.parametrize(("column", "value", "left", "missing"), LOST_LINKS)
def test_an_optional_or_partly_good_reference_only_loses_the_link(tiny, column, value, left, missing):
    tiny.set("events", 3, column, value)
    (fault,) = tiny.check()
    assert (fault.file, fault.row, fault.column, fault.value) == ("events.csv", 3, column, missing)
    assert fault.outcome == LINK_IGNORED
    assert tiny.keys("events") == ["swarm", "wreck", "protest", "closure"]
    assert tiny.column("events", column)[1] == (None if left == "" else left)


def test_a_row_set_aside_takes_the_links_to_it_along(tiny: Folder):
    tiny.set("events", 2, "sources", "a9")
    faults = tiny.check()
    named = {(f.file, f.row, f.column, f.outcome) for f in faults}
    assert named == {
        ("events.csv", 2, "sources", SET_ASIDE),
        ("events.csv", 3, "part_of", LINK_IGNORED),
        ("events.csv", 4, "response_to", LINK_IGNORED),
        ("claims.csv", 2, "about_event", LINK_IGNORED),
        ("indicators.csv", 2, "observed_event_ids", LINK_IGNORED),
    }
    assert tiny.keys("events") == ["wreck", "protest", "closure"]
    assert tiny.column("events", "part_of") == [None] * len(tiny.kept["events"])
    assert tiny.column("indicators", "observed_event_ids") == [()]


def test_a_link_may_lead_to_a_row_further_down(tiny: Folder):
    rows = tiny.rows("events")
    tiny.put("events", [rows[0], *rows[:0:-1]])
    assert tiny.check() == ()
    assert tiny.column("events", "part_of") == [None, None, "swarm", None]


def test_a_response_before_its_trigger_loses_the_link(tiny: Folder):
    tiny.set("events", 4, "event_date", "2025-09-08")
    (fault,) = tiny.check()
    assert (fault.file, fault.row, fault.column, fault.value) == ("events.csv", 4, "response_to", "swarm")
    assert fault.problem == "the response lies before its trigger of 2025-09-09"
    assert fault.outcome == LINK_IGNORED
    assert tiny.column("events", "response_to") == [None] * 4


def test_a_response_on_the_day_of_its_trigger_is_right(tiny: Folder):
    tiny.set("events", 4, "event_date", "2025-09-09")
    assert tiny.check() == ()


def test_a_day_known_only_to_the_month_does_not_make_a_response_early(tiny: Folder):
    tiny.set("events", 4, "event_date", "2025-09-01")
    tiny.set("events", 4, "date_precision", "month")
    assert tiny.check() == ()


@pytest.mark.parametrize("column", ["part_of", "response_to"])
def test_a_circle_of_two_is_cut(tiny: Folder, column: str):
    tiny.set("events", 2, "part_of", "")
    tiny.set("events", 2, column, "wreck")
    tiny.set("events", 3, "part_of", "")
    tiny.set("events", 3, column, "swarm")
    tiny.set("events", 3, "event_date", "2025-09-09")
    tiny.set("events", 4, "response_to", "")
    faults = tiny.check()
    assert {(f.row, f.column, f.outcome) for f in faults} == {(2, column, LINK_IGNORED), (3, column, LINK_IGNORED)}
    assert all("circle" in f.remedy for f in faults)
    assert tiny.column("events", column) == [None] * 4


def test_an_event_that_is_part_of_itself_is_cut(tiny: Folder):
    tiny.set("events", 3, "part_of", "wreck")
    (fault,) = tiny.check()
    assert (fault.row, fault.column, fault.value) == (3, "part_of", "wreck")
    assert tiny.column("events", "part_of") == [None] * len(tiny.kept["events"])


def test_a_circle_of_three_is_cut(tiny: Folder):
    for row, whole in ((2, "wreck"), (3, "protest"), (4, "swarm")):
        tiny.set("events", row, "part_of", whole)
    faults = tiny.check()
    assert {f.row for f in faults if f.column == "part_of"} == {2, 3, 4}
    assert len(tiny.kept["events"]) == 4


def test_an_event_outside_a_circle_keeps_its_link(tiny: Folder):
    tiny.set("events", 2, "part_of", "wreck")
    tiny.set("events", 3, "part_of", "swarm")
    tiny.set("events", 5, "part_of", "swarm")
    tiny.check()
    assert tiny.column("events", "part_of")[3] == "swarm"


def test_references_to_a_table_that_was_not_loaded_are_left_alone(tiny: Folder):
    tiny.file("actors").unlink()
    faults = tiny.check()
    assert len(faults) == 1
    assert tiny.column("events", "initiator")[0] == ("RU",)
