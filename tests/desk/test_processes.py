"""Two processes write 1,000 decisions each while a third is killed twenty times: nothing acknowledged is lost."""

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from monitor import desk
from monitor.desk import schema
from monitor.desk.connect import connect
from tests.desk.crowd import KILLED, WRITERS

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = 1_000
SEED = 20_250_910
UNDONE = DECISIONS // 10


def test_nothing_acknowledged_is_lost(url: str):
    program = [sys.executable, "-m", "tests.desk.crowd", url, str(DECISIONS), str(SEED)]
    ended = subprocess.run(program, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert ended.returncode == 0, ended.stderr[-800:]
    found = json.loads(ended.stdout)
    told = [tuple(said) for said in found["told"]]
    killed = {who: code for who, code in found["codes"].items() if who not in WRITERS}
    assert {found["codes"][who] for who in WRITERS} == {0}
    assert list(killed.values()) == [-signal.SIGKILL] * KILLED
    assert all(any(who == name for who, _, _ in told) for name in killed), "each was killed in the middle of its work"
    for who in WRITERS:
        kinds = [kind for name, kind, _ in told if name == who]
        assert (len(kinds), kinds.count("undo")) == (DECISIONS + UNDONE, UNDONE)

    opened = desk.open(url)
    kept = {(d.by, d.kind, d.revision) for d in opened.decided(limit=10 * DECISIONS)}
    assert {said for said in told if said[1] != "add"} <= kept
    assert [revision for _, _, revision in sorted(kept, key=lambda d: d[2])] == list(range(1, len(kept) + 1))
    # A process may have been killed between the commit and its word of it, but it can have had one decision under way.
    assert len(kept) - sum(said[1] != "add" for said in told) <= KILLED
    assert {opened.item(key).by for who, kind, key in told if kind == "add"} <= set(killed)
    undone = {d.undoes for d in opened.decided(limit=10 * DECISIONS) if d.kind == "undo"}
    events = [row for row in opened.additions().rows if row.table == "events"]
    assert {row.revision for row in events} == {r for _, kind, r in kept if kind == "accept" and r not in undone}
    opened.close()
    assert_whole(url)


def assert_whole(url: str) -> None:
    """Nothing is there by halves: every row leads to the rows it was written with."""
    if url.startswith("sqlite:"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    database = connect(url)
    with database.read() as connection:

        def number(query: sa.Select) -> int:
            return connection.scalar(sa.select(sa.func.count()).select_from(query.subquery()))

        raw, articles, decisions = schema.raw_items.c, schema.articles.c, schema.decisions.c
        accepted = sa.select(decisions.revision).where(decisions.kind == "accept")
        with_event = sa.select(schema.accepted.c.revision).where(schema.accepted.c.table_name == "events")
        per_article = sa.select(schema.candidates.c.item_id).group_by(schema.candidates.c.item_id)
        assert number(sa.select(raw.id)) == number(sa.select(articles.id)) == number(per_article)
        assert number(accepted) == number(with_event)
        assert number(per_article.having(sa.func.count() == 3)) == number(sa.select(articles.id)) - 1
    database.close()
