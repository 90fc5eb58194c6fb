"""The desk: what is taken in, decided, taken back and read, on both kinds of database."""

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from monitor import desk
from monitor.additions import NOTHING, Addition, Citation
from monitor.desk import Conflict, Raw, Refused
from monitor.desk.store import Desk
from tests.desk.samples import NOON, article, article_row, event_row, fields, filled, moment, rows, source_row

DAY = date(2025, 9, 21)


def test_an_empty_desk_adds_nothing(opened: Desk):
    assert (opened.revision(), opened.additions(), opened.queue(), opened.decided()) == (0, NOTHING, [], [])
    assert set(opened.counts().values()) == {0}
    assert (opened.reviewers(), list(opened.feedback())) == ([], [])


def test_an_article_is_kept_whole(opened: Desk):
    item = opened.add(Raw(b"\x00\xffbytes", "a.pdf", "application/pdf", "https://a.lt"), article(), [], " Ann ", NOON)
    assert item.is_new
    assert (item.title, item.published, item.publisher) == ("Drone over Kena 1", "2025-09-14", "Kena Post")
    assert (item.language, item.url, item.text) == ("lt", "https://kena.lt/1", article()["text"])
    assert (item.by, item.at) == ("Ann", NOON)
    assert opened.item(item.id) == dataclasses.replace(item, is_new=False)
    assert opened.raw(item.id) == Raw(b"\x00\xffbytes", "a.pdf", "application/pdf", "https://a.lt")


def test_an_article_without_title_bears_the_name_of_its_file(opened: Desk):
    item = opened.add(Raw(b"x", "note.txt", url="https://a.lt/x"), {"text": "x"}, [], "Ann", NOON)
    assert (item.title, item.url, item.published) == ("note.txt", "https://a.lt/x", "")
    assert item.article["url"] == "https://a.lt/x"


def test_articles_that_are_probably_the_same_are_found(opened: Desk):
    told = {"text": "x", "title": "Drone_100%", "publisher": "Kena Post", "published": "2025-09-14"}
    first = opened.add(Raw(b"1", url="https://www.Kena.lt/News/1/?id=7"), told, [], "Ann", NOON).id
    second = opened.add(Raw(b"2"), told | {"url": "http://kena.lt/other"}, [], "Ann", NOON).id

    def found(url: str = "", title: str = "", publisher: str = "", published: str = "") -> list[int]:
        return [item.id for item in opened.alike(url, title, publisher, published)]

    assert found("http://kena.lt/News/1?id=7") == [first]
    assert found("https://kena.lt/other/") == [second]
    assert found("https://kena.lt/News/1?id=8") == found("https://kena.lt/News") == found("https://kena.lt") == []
    assert found("", "Drone_100%", "Kena Post", "2025-09-14") == [first, second]
    assert found("", "Drone_100%", "Kena Post", "2025-09-15") == found("", "Drone_100%", "", "2025-09-14") == []
    assert found("", "Drone_100%", "Kena Post") == found() == []
    assert found("https://a.lt/' OR 1=1 --%_", "%", "%", "%") == []


def test_the_same_bytes_are_kept_once(opened: Desk):
    first = opened.add(Raw(b"same", "a.txt"), article(), [fields()], "Ann", NOON)
    again = opened.add(Raw(b"same", "b.txt"), {"title": "Other"}, [fields()] * 3, "Bob", moment(1))
    assert again == dataclasses.replace(first, is_new=False)
    assert opened.counts() == {"articles": 1, "candidates": 1, "decisions": 0, "notes": 0, "undecided": 1,
                               "accepted": 0, "cited": 0, "rejected": 0}  # fmt: skip


def test_what_no_database_keeps_is_replaced(opened: Desk):
    item = opened.add(
        Raw(b"x"), {"title": "a\0b", "text": "half \ud800"}, [{"latitude": float("nan"), "start": DAY}], "Ann", NOON
    )
    assert (item.title, item.text) == ("a\N{REPLACEMENT CHARACTER}b", "half ?")
    assert opened.queue()[0].fields == {"latitude": None, "start": "2025-09-21"}


def test_the_queue_is_ordered_by_confidence_then_arrival(opened: Desk):
    given = ["low", "high", "odd", "medium", "high"]
    opened.add(Raw(b"x"), article(), [fields(c) for c in given], "Ann", NOON)
    assert [(c.confidence, c.id) for c in opened.queue()] == [
        ("high", 2), ("high", 5), ("medium", 4), ("low", 1), ("odd", 3)]  # fmt: skip
    assert [c.id for c in opened.queue(limit=2)] == [2, 5]


def test_a_decided_candidate_leaves_the_queue(opened: Desk):
    one, two = filled(opened, 2)
    opened.reject(one, "weather balloon", "Ann", NOON)
    assert [c.id for c in opened.queue()] == [two]
    assert opened.candidate(one).status == "rejected"


def test_accept(opened: Desk):
    (one,) = filled(opened, 1)
    edits = {"location": ["Vilnius", "Kena"]}
    decision = opened.accept(one, rows(), "Ann", NOON, reason=" seen on site ", edits=edits)
    assert (decision.revision, decision.step, decision.kind, decision.by, decision.at) == (1, 1, "accept", "Ann", NOON)
    assert (decision.reason, decision.edits, decision.event_id) == ("seen on site", edits, "kena")
    assert (decision.headline, decision.fields) == ("Drone over Kena 1", fields())
    assert opened.revision() == 1
    assert opened.additions().rows == tuple(Addition(1, table, cells, "Ann", DAY) for table, cells in rows())
    assert opened.candidate(one).status == "accepted"
    assert opened.candidate(one).decisions == (decision,)


def test_the_day_of_a_decision_is_counted_in_utc(opened: Desk):
    (one,) = filled(opened, 1)
    late = datetime(2025, 9, 22, 1, tzinfo=timezone(timedelta(hours=3)))
    opened.accept(one, rows(), "Ann", late)
    assert opened.additions().rows[0].on == DAY
    assert opened.decided()[0].at == late
    assert opened.decided()[0].at.utcoffset() == timedelta(0)


def test_cite(opened: Desk):
    (one,) = filled(opened, 1)
    decision = opened.cite(one, "swarm", [source_row(), article_row()], "Ann", NOON, "the same swarm")
    assert (decision.kind, decision.event_id, opened.candidate(one).status) == ("cite", "swarm", "cited")
    assert opened.additions().citations == (Citation(1, "swarm", "d1", "Ann", DAY),)
    assert [a.table for a in opened.additions().rows] == ["sources", "articles"]


def test_an_article_that_is_there_is_cited_by_its_id(opened: Desk):
    (one,) = filled(opened, 1)
    opened.cite(one, "swarm", [], "Ann", NOON, article_id="a4")
    assert opened.additions().citations[0].article_id == "a4"
    assert opened.additions().rows == ()


def test_a_rejection_changes_nothing_but_the_record(opened: Desk):
    (one,) = filled(opened, 1)
    decision = opened.reject(one, "not in the theatre", "Ann", NOON)
    assert (decision.revision, opened.revision(), opened.additions()) == (1, 0, NOTHING)


def test_undo_makes_a_candidate_undecided_again(opened: Desk):
    (one,) = filled(opened, 1)
    opened.accept(one, rows(), "Ann", NOON)
    undone = opened.undo(1, "Bob", moment(1))
    assert (undone.kind, undone.undoes, undone.revision, undone.step, undone.event_id) == ("undo", 1, 2, 2, "kena")
    assert (opened.additions().revision, opened.additions().rows) == (2, ())
    assert [d.undone_by for d in opened.decided()] == [None, 2]
    assert [c.id for c in opened.queue()] == [one]
    again = opened.accept(one, rows(), "Ann", moment(2), seen=2)
    assert (again.revision, again.step) == (3, 3)
    assert opened.counts()["accepted"] == 1


def test_undoing_a_rejection_does_not_change_the_data(opened: Desk):
    (one,) = filled(opened, 1)
    opened.reject(one, "hoax", "Ann", NOON)
    opened.undo(1, "Ann", NOON)
    assert (opened.revision(), opened.additions()) == (0, NOTHING)


def test_an_undo_is_made_once_and_not_taken_back(opened: Desk):
    (one,) = filled(opened, 1)
    opened.reject(one, "hoax", "Ann", NOON)
    opened.undo(1, "Ann", NOON)
    with pytest.raises(Conflict, match="in decision 2"):
        opened.undo(1, "Bob", NOON)
    with pytest.raises(Refused, match="decide on the candidate again"):
        opened.undo(2, "Bob", NOON)
    assert opened.counts()["decisions"] == 2


def test_the_past_does_not_change(opened: Desk):
    one, two = filled(opened, 2)
    opened.accept(one, rows(), "Ann", NOON)
    opened.reject(two, "hoax", "Ann", NOON)
    first, second = opened.additions(1), opened.additions(2)
    assert first == second
    opened.undo(1, "Ann", NOON)
    assert opened.additions(1) == first and opened.additions(2) == second
    assert opened.additions(0) == NOTHING
    assert opened.additions(3).rows == () and opened.additions(3).revision == 3


def test_a_decision_on_what_was_not_seen_is_a_conflict(opened: Desk):
    (one,) = filled(opened, 1)
    opened.reject(one, "hoax", "Ann", NOON)
    with pytest.raises(Conflict, match=r"Ann decided \(reject\) as decision 1"):
        opened.accept(one, rows(), "Bob", NOON)
    with pytest.raises(Conflict, match="undo that decision first"):
        opened.accept(one, rows(), "Bob", NOON, seen=1)
    with pytest.raises(Conflict, match="nobody has decided"):
        opened.accept(filled(opened, 1, number=2)[0], rows(), "Bob", NOON, seen=1)
    assert opened.counts()["decisions"] == 1 and opened.additions() == NOTHING


def test_an_event_is_accepted_once(opened: Desk):
    one, two = filled(opened, 2)
    opened.accept(one, rows(), "Ann", NOON)
    with pytest.raises(Conflict, match="event kena was accepted already in decision 1"):
        opened.accept(two, rows(), "Bob", NOON)
    opened.undo(1, "Ann", NOON)
    assert opened.accept(two, rows(), "Bob", NOON).revision == 3


def test_undo_takes_nothing_away_from_another_decision(opened: Desk):
    one, two, three = filled(opened, 3)
    opened.accept(one, rows(), "Ann", NOON)
    opened.accept(two, [event_row("second")], "Ann", NOON)  # rests on the article that came with the first
    opened.cite(three, "swarm", [], "Ann", NOON, article_id="d1")
    opened.undo(1, "Ann", NOON)
    found = opened.additions()
    assert {(a.table, a.revision) for a in found.rows} == {("sources", 2), ("articles", 2), ("events", 2)}
    opened.undo(2, "Ann", NOON)
    assert {(a.table, a.revision) for a in opened.additions().rows} == {("sources", 3), ("articles", 3)}


def test_a_row_that_came_twice_stands_once(opened: Desk):
    one, two = filled(opened, 2)
    opened.accept(one, rows("first"), "Ann", NOON)
    opened.accept(two, rows("second"), "Bob", NOON)
    assert [(a.table, a.revision) for a in opened.additions().rows] == [
        ("sources", 1), ("articles", 1), ("events", 1), ("events", 2)]  # fmt: skip


REFUSED_ROWS = {
    "no event": ([source_row(), article_row()], "no event stands among the rows"),
    "another table": ([("actors", {"code": "ZZ", "name": "Z", "side": "other"})], "edit data/actors.csv"),
    "no key": ([("events", {"title": "x"})], "lacks its event_id"),
    "no such country code": ([event_row(latitude="91")], "latitude '91': input should be less than or equal to 90"),
    "half a place": ([event_row(latitude="")], "given together"),
    "an unknown column": ([event_row(colour="red")], "unknown column of events"),
    "a day to come": ([event_row(day="2025-09-22")], r"dated 2025-09-22, after today \(2025-09-21\).*correct the date"),
    "published later": ([article_row(published="2025-09-22"), event_row()], "the article is dated 2025-09-22"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED_ROWS)
def test_rows_the_data_could_not_use_are_refused(sqlite: Desk, why: str):
    (one,) = filled(sqlite, 1)
    given, says = REFUSED_ROWS[why]
    with pytest.raises(Refused, match=says):
        sqlite.accept(one, given, "Ann", NOON)
    assert sqlite.counts()["decisions"] == 0


def test_an_event_of_the_day_itself_is_accepted(sqlite: Desk):
    (one,) = filled(sqlite, 1)
    assert sqlite.accept(one, [event_row(day="2025-09-21")], "Ann", NOON).revision == 1


def test_requests_without_name_moment_or_reason_are_refused(sqlite: Desk):
    (one,) = filled(sqlite, 1)
    for wrong in (
        lambda: sqlite.accept(one, rows(), " ", NOON),
        lambda: sqlite.accept(one, rows(), "Ann", NOON.replace(tzinfo=None)),
        lambda: sqlite.reject(one, "", "Ann", NOON),
        lambda: sqlite.note("event:kena", " ", "Ann", NOON),
        lambda: sqlite.cite(one, "swarm", [], "Ann", NOON),
        lambda: sqlite.cite(one, "swarm", rows(), "Ann", NOON),
        lambda: sqlite.candidate(99),
        lambda: sqlite.item(99),
        lambda: sqlite.raw(99),
        lambda: sqlite.undo(99, "Ann", NOON),
        lambda: sqlite.reject(99, "hoax", "Ann", NOON),
        lambda: sqlite.propose(99, fields(), "Ann", NOON),
    ):
        with pytest.raises(Refused):
            wrong()
    assert sqlite.counts()["decisions"] == 0


def test_a_missing_event_is_proposed_by_a_person(opened: Desk):
    item = opened.add(Raw(b"x"), article(), [], "Ann", NOON)
    candidate = opened.propose(item.id, fields("low"), "Bob", moment(1))
    assert (candidate.by, candidate.at, candidate.confidence, candidate.item) == (
        "Bob", moment(1), "low", dataclasses.replace(item, is_new=False))  # fmt: skip
    assert opened.queue() == [candidate]


def test_notes(opened: Desk):
    opened.note("event:kena", "call the ministry", "Ann", NOON)
    opened.note("event:other", "x", "Ann", NOON)
    opened.note("event:kena", "called", "Bob", moment(1))
    assert [(n.text, n.by, n.at) for n in opened.notes("event:kena")] == [
        ("call the ministry", "Ann", NOON), ("called", "Bob", moment(1))]  # fmt: skip


def test_reviewers_are_those_who_decided(opened: Desk):
    one, two = filled(opened, 2)
    opened.reject(two, "hoax", "Zoe", NOON)
    opened.reject(one, "hoax", "Bob", NOON)
    assert opened.reviewers() == ["Bob", "Zoe"]


def test_feedback_says_what_was_wrong_with_the_proposals(opened: Desk):
    one, two, three = filled(opened, 3)
    opened.accept(one, rows(), "Ann", NOON, edits={"location": ["a", "b"]})
    opened.accept(two, [event_row("second")], "Ann", NOON)  # accepted as proposed: nothing to learn
    opened.reject(three, "training text", "Bob", NOON)
    opened.undo(3, "Bob", NOON)
    found = list(opened.feedback())
    assert [(f["revision"], f["kind"], f["edits"], f["reason"], f["is_undone"]) for f in found] == [
        (1, "accept", {"location": ["a", "b"]}, "", False), (3, "reject", {}, "training text", True)]  # fmt: skip
    assert found[0]["fields"] == fields()


def test_decided_is_newest_first_and_limited(opened: Desk):
    for number, candidate in enumerate(filled(opened, 3)):
        opened.reject(candidate, f"reason {number}", "Ann", moment(number))
    assert [d.revision for d in opened.decided(2)] == [3, 2]


def test_a_desk_opened_again_holds_what_was_decided(opened: Desk, url: str):
    (one,) = filled(opened, 1)
    opened.accept(one, rows(), "Ann", NOON)
    other = desk.open(url)
    assert other.additions() == opened.additions()
    assert other.decided() == opened.decided()
    other.close()


def test_the_clock_of_the_tests_is_in_utc():
    assert NOON.tzinfo is UTC
