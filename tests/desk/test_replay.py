"""Any sequence of decisions replays to the same additions, and the past never changes; against a model in memory."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import desk
from monitor.additions import Additions
from monitor.desk import Conflict, DeskError, Refused
from monitor.desk.store import Desk
from tests.desk.samples import NOON, article_row, event_row, filled, moment, source_row

CANDIDATES = 3
ARTICLES = ("d1", "d2")
ACTS = st.one_of(
    st.tuples(st.just("accept"), st.integers(0, 2), st.sampled_from(["e1", "e2", "e3"]), st.sampled_from(ARTICLES)),
    st.tuples(st.just("cite"), st.integers(0, 2), st.sampled_from(["e1", "swarm"]), st.sampled_from(ARTICLES)),
    st.tuples(st.just("reject"), st.integers(0, 2), st.just(""), st.just("")),
    st.tuples(st.just("undo"), st.integers(1, 8), st.just(""), st.just("")),
)


@dataclass
class Model:
    """What the desk should hold: every decision made, and the additions after each."""

    made: list[tuple] = field(default_factory=list)  # (kind, candidate, event, article, undone revision)

    def undone(self, until: int) -> set[int]:
        return {act[4] for act in self.made[:until] if act[0] == "undo"}

    def last(self, candidate: int) -> tuple | None:
        return next((act for act in reversed(self.made) if act[1] == candidate), None)

    def is_open(self, candidate: int) -> bool:
        last = self.last(candidate)
        return last is None or last[0] == "undo"

    def standing(self, until: int) -> list[tuple[int, tuple]]:
        gone = self.undone(until)
        return [(n, act) for n, act in enumerate(self.made[:until], 1) if n not in gone]

    def act(self, kind: str, target: int, event: str, article: str) -> bool:
        """Makes a decision if it may be made, and tells whether it was."""
        if kind == "undo":
            stands = dict(self.standing(len(self.made)))
            if target not in stands or stands[target][0] == "undo":
                return False
            self.made.append(("undo", stands[target][1], "", "", target))
            return True
        taken = {act[2] for _, act in self.standing(len(self.made)) if act[0] == "accept"}
        if not self.is_open(target) or (kind == "accept" and event in taken):
            return False
        self.made.append((kind, target, event, article, 0))
        return True

    def additions(self, until: int) -> tuple[int, set, list]:
        """The last revision that changed the rows, (revision, table, key) of each row, (revision, event, article)."""
        changing = {n for n, act in enumerate(self.made[:until], 1) if act[0] in ("accept", "cite")}
        changing |= {n for n, act in enumerate(self.made[:until], 1) if act[0] == "undo" and act[4] in changing}
        rows: dict[tuple[str, str], int] = {}
        cited = []
        for revision, (kind, _, event, article, _) in self.standing(until):
            if kind in ("accept", "cite"):
                rows.setdefault(("sources", "Kena Post"), revision)
                rows.setdefault(("articles", article), revision)
            if kind == "accept":
                rows[("events", event)] = revision
            if kind == "cite":
                cited.append((revision, event, article))
        return max(changing, default=0), {(n, *key) for key, n in rows.items()}, cited


def plain(found: Additions) -> tuple[int, set, list]:
    keys = {"sources": "publisher", "articles": "article_id", "events": "event_id"}
    rows = [(row.revision, row.table, row.cells[keys[row.table]]) for row in found.rows]
    assert len(rows) == len(set(rows))
    return found.revision, set(rows), [(c.revision, c.event_id, c.article_id) for c in found.citations]


def act(opened: Desk, model: Model, ids: list[int], kind: str, target: int, event: str, article: str) -> None:
    if kind == "undo":
        opened.undo(target, "Ann", NOON)
        return
    seen = sum(made[1] == target for made in model.made)
    rows = [source_row(), article_row(article)]
    if kind == "accept":
        opened.accept(ids[target], [*rows, event_row(event, sources=article)], "Ann", moment(seen), seen=seen)
    elif kind == "cite":
        opened.cite(ids[target], event, rows, "Bob", moment(seen), seen=seen)
    else:
        opened.reject(ids[target], "hoax", "Ann", NOON, seen=seen)


@settings(max_examples=15)
@given(acts=st.lists(ACTS, max_size=9))
def test_decisions_replay_as_they_were_made(migrated_file: Path, tmp_path: Path, acts: list[tuple]):
    file = tmp_path / "desk.sqlite"
    shutil.copy(migrated_file, file)
    opened, model = desk.open(f"sqlite:///{file}"), Model()
    ids = filled(opened, CANDIDATES)
    history = [opened.additions()]
    for step in acts:
        before = Model(list(model.made))
        if model.act(*step):
            act(opened, before, ids, *step)
            history.append(opened.additions())
        else:
            try:
                act(opened, before, ids, *step)
            except (Conflict, Refused):
                continue
            raise AssertionError(f"{step} was let through")
    for until, then in enumerate(history):
        assert plain(then) == model.additions(until)
        assert opened.additions(until) == then, "the past has changed"
    again = desk.open(f"sqlite:///{file}")
    assert again.additions() == history[-1]
    assert again.revision() == history[-1].revision
    assert [d.revision for d in again.decided()] == list(range(len(model.made), 0, -1))
    assert again.counts()["undecided"] == sum(model.is_open(n) for n in range(CANDIDATES))
    again.close()
    opened.close()


def test_errors_are_one_family():
    assert issubclass(Conflict, DeskError) and issubclass(Refused, DeskError)
