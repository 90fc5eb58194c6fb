"""Drafts: what a person has changed and not decided yet outlives the program, and is no part of what was decided."""

import select
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from monitor import desk
from monitor.additions import NOTHING
from monitor.desk import Draft, Refused, migrations
from monitor.desk.connect import connect
from monitor.desk.schema import HEAD
from monitor.desk.store import Desk
from tests.desk.crowd import Child
from tests.desk.samples import NOON, filled, moment, rows

BEGUN = Draft({"location": "Kena", "initiator": ["BY"], "object_count": None, "latitude": 54.6}, is_apart=True)


def test_a_draft_is_its_owners_and_the_last_one_stands(opened: Desk):
    one, two = filled(opened, 2)
    opened.draft(one, Draft({"location": "Vilnius"}), "Ann", NOON)
    opened.draft(one, BEGUN, "Ann ", moment(1))
    opened.draft(one, Draft({"note": "mine"}), "Bob", moment(1))
    opened.draft(two, Draft({"note": "a\0b"}), "Ann", moment(2))
    assert opened.drafts("Ann") == {one: BEGUN, two: Draft({"note": "a\N{REPLACEMENT CHARACTER}b"})}
    assert opened.drafts("Bob") == {one: Draft({"note": "mine"})}
    opened.draft(one, Draft(), "Ann", moment(3))
    assert list(opened.drafts("Ann")) == [two]
    with pytest.raises(Refused, match="no candidate 99"):
        opened.draft(99, BEGUN, "Ann", NOON)
    with pytest.raises(Refused, match="needs a name"):
        opened.draft(one, BEGUN, " ", NOON)


def test_a_draft_is_no_decision(opened: Desk):
    (one,) = filled(opened, 1)
    before = (opened.counts(), opened.revision())
    opened.draft(one, BEGUN, "Ann", NOON)
    assert (opened.counts(), opened.revision()) == before
    assert (opened.decided(), opened.additions(), opened.reviewers()) == ([], NOTHING, [])
    assert opened.queue()[0].status == desk.UNDECIDED


def test_a_draft_waits_behind_a_decision_and_is_there_after_its_undo(opened: Desk):
    (one,) = filled(opened, 1)
    opened.draft(one, BEGUN, "Ann", NOON)
    made = opened.accept(one, rows(), "Bob", NOON)
    assert opened.drafts("Ann") == {}
    opened.undo(made.revision, "Bob", NOON)
    assert opened.drafts("Ann") == {one: BEGUN}


def _type(url: str, who: str, candidates: list[int], tell) -> None:
    opened = desk.open(url)
    step = 0
    while True:
        step += 1
        for candidate in candidates:
            opened.draft(candidate, Draft({"object_count": step}), who, NOON)
            tell("draft", step)


def test_what_was_typed_before_a_kill_is_there_afterwards(url: str):
    opened = desk.open(url)
    candidates = filled(opened, 2)
    opened.close()
    for number in range(3):
        who = f"victim-{number}"
        child = Child(_type, url, who, candidates)
        while len(child.told.splitlines()) < 9 and select.select([child.pipe], [], [], 10)[0]:
            child.read()
        child.kill()
        child.end()
        acknowledged = [step for _, _, step in child.acknowledged()]
        assert len(acknowledged) >= 9
        found = desk.open(url)
        kept = {candidate: draft.changes["object_count"] for candidate, draft in found.drafts(who).items()}
        found.close()
        assert set(kept) == set(candidates)
        # A change may have been kept before its word of it got through, but never the other way round.
        assert sum(kept.values()) - len(acknowledged) in (0, 1)


def test_an_older_desk_gets_drafts_and_keeps_what_it_has(empty: str, monkeypatch: pytest.MonkeyPatch):
    def first_step(connection: sa.Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")

    with monkeypatch.context() as older:
        older.setattr(migrations, "upgrade", first_step)
        older.setattr("monitor.desk.connect.HEAD", "0001")
        database = connect(empty)
    with database.read() as connection:
        assert "drafts" not in sa.inspect(connection).get_table_names()
    was = Desk(database)
    one, two = filled(was, 2)
    was.accept(one, rows(), "Ann", NOON)
    told = was.additions()
    was.close()
    now = desk.open(empty)
    assert now.additions() == told and now.revision() == 1
    now.draft(two, BEGUN, "Ann", NOON)
    assert now.drafts("Ann") == {two: BEGUN}
    now.close()
    assert HEAD > "0001"
