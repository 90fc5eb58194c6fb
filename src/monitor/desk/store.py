"""The desk: takes articles in, keeps what was decided by whom, and says what that adds to the data."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from monitor.additions import Additions
from monitor.desk import queries, schema, writing
from monitor.desk.connect import Database
from monitor.desk.nouns import Candidate, CellRow, Conflict, Decision, Draft, Item, Note, Raw, Refused
from monitor.desk.rules import check_rows, cleaned, key_of, signed

MOST_SHOWN = 200
# Whoever reads the counter so decides next: on a server everybody else waits, on a file the transaction holds the lock.
TURN = select(schema.counter.c.revision, schema.counter.c.accepted).with_for_update()


class Desk:
    """Every method is one transaction: when it returns, what it says is on the disk; when it raises, nothing is.

    `by` is the name of a person or feed, `at` a moment with its time zone. Raises Unreachable when the database
    fails, Conflict when another person was faster, Refused for a request that makes no sense.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name = database.name

    def close(self) -> None:
        self._database.close()

    # Taking in

    def add(self, raw: Raw, article: dict, candidates: list[dict], by: str, at: datetime) -> Item:
        """Keeps what was brought in, its article and the proposed events; the same bytes are kept once.

        Returns the Item, or the one there already with `is_new` False.
        """
        digest = hashlib.sha256(raw.content).hexdigest()
        sign = signed(by, at)
        with self._turn() as (connection, _, _):
            there = connection.scalar(select(schema.raw_items.c.id).where(schema.raw_items.c.digest == digest))
            if there is not None:
                return queries.item(connection, there)
            words = cleaned({"name": raw.name, "media_type": raw.media_type, "url": raw.url})
            row = {"digest": digest, "content": raw.content, **words, **sign}
            key = connection.execute(schema.raw_items.insert().values(row)).inserted_primary_key[0]
            connection.execute(schema.articles.insert().values(id=key, article=cleaned(article)))
            if candidates:
                proposed = [_proposal(key, fields, sign) for fields in candidates]
                connection.execute(schema.candidates.insert(), proposed)
            return queries.item(connection, key, is_new=True)

    def propose(self, item_id: int, fields: dict, by: str, at: datetime) -> Candidate:
        """Adds a candidate that a person found missing in an article."""
        sign = signed(by, at)
        with self._turn() as (connection, _, _):
            queries.item(connection, item_id)
            proposed = schema.candidates.insert().values(_proposal(item_id, fields, sign))
            return queries.candidate(connection, connection.execute(proposed).inserted_primary_key[0])

    def note(self, about: str, text: str, by: str, at: datetime) -> Note:
        """Keeps a remark about anything that has a name."""
        if not text.strip():
            raise Refused("the note is empty; write something")
        row = {**cleaned({"about": about, "text": text}), **signed(by, at)}
        with self._turn() as (connection, _, _):
            key = connection.execute(schema.notes.insert().values(row)).inserted_primary_key[0]
        return Note(key, row["about"], row["text"], row["by"], at)

    def draft(self, candidate_id: int, changed: Draft, by: str, at: datetime) -> None:
        """Keeps what a person has changed on a candidate so far in place of what was kept before; no decision."""
        sign = signed(by, at)
        own = schema.drafts.c
        mine = (own.candidate_id == candidate_id) & (own.by == sign["by"])
        row = {"candidate_id": candidate_id, "changes": cleaned(changed.changes), "is_apart": changed.is_apart, **sign}
        with self._turn() as (connection, _, _):
            queries.about(connection, candidate_id)
            connection.execute(schema.drafts.delete().where(mine))
            if changed != Draft():
                connection.execute(schema.drafts.insert().values(row))

    # Deciding

    def accept(
        self,
        candidate_id: int,
        rows: list[CellRow],
        by: str,
        at: datetime,
        reason: str = "",
        seen: int = 0,
        edits: dict[str, list] | None = None,
    ) -> Decision:
        """Adds rows to the data: the event, and what it rests on where that is not there yet.

        `edits` maps a field to [proposed, decided]; `seen` is the number of decisions on the candidate that the
        person saw.
        """
        check_rows(rows, at)
        event_id = next((key_of(row) for row in rows if row[0] == "events"), "")
        if not event_id:
            raise Refused("no event stands among the rows; accept at least one")
        values = {"kind": "accept", "changes": True, "edits": edits or {}, "event_id": event_id}
        return self._decide(candidate_id, values, by, at, reason, seen, rows)

    def cite(
        self,
        candidate_id: int,
        event_id: str,
        rows: list[CellRow],
        by: str,
        at: datetime,
        reason: str = "",
        seen: int = 0,
        article_id: str = "",
    ) -> Decision:
        """Makes the article a source of an event that is there already: the first one in `rows`, or `article_id`."""
        check_rows(rows, at)
        if any(table == "events" for table, _ in rows):
            raise Refused("the same event is there already; give its article, not the event again")
        article_id = article_id or next((key_of(row) for row in rows if row[0] == "articles"), "")
        if not article_id:
            raise Refused("no article stands among the rows; give the one to cite")
        values = {"kind": "cite", "changes": True, "edits": {}, "event_id": event_id}
        return self._decide(candidate_id, values, by, at, reason, seen, rows, article_id)

    def reject(self, candidate_id: int, reason: str, by: str, at: datetime, seen: int = 0) -> Decision:
        """Sets a candidate aside, with the reason why."""
        if not reason.strip():
            raise Refused("a rejection needs its reason; choose or write one")
        values = {"kind": "reject", "changes": False, "edits": {}, "event_id": ""}
        return self._decide(candidate_id, values, by, at, reason, seen)

    def undo(self, revision: int, by: str, at: datetime) -> Decision:
        """Takes a decision back: its candidate is undecided again, and both decisions stay on record."""
        sign = signed(by, at)
        with self._turn() as (connection, last, accepted):
            past = queries.decision(connection, revision)
            if past.kind == "undo":
                raise Refused("an undo is not taken back; decide on the candidate again")
            if past.undone_by:
                raise Conflict(f"decision {revision} was taken back already, in decision {past.undone_by}")
            about = queries.about(connection, past.candidate_id)
            values = {"kind": "undo", "changes": past.kind in ("accept", "cite"), "edits": {}, "reason": "",
                      "event_id": past.event_id, "undoes": revision, "candidate_id": past.candidate_id,
                      "step": about["step"] + 1, **sign}  # fmt: skip
            writing.append(connection, values, last, accepted)
            return queries.decided(about, {**values, "revision": last + 1})

    def _decide(
        self,
        candidate_id: int,
        values: dict,
        by: str,
        at: datetime,
        reason: str,
        seen: int,
        rows: list[CellRow] | None = None,
        article_id: str = "",
    ) -> Decision:
        values |= {"candidate_id": candidate_id, "step": seen + 1, "reason": cleaned(reason.strip()), **signed(by, at)}
        values["edits"] = cleaned(values["edits"])
        with self._turn() as (connection, last, accepted):
            about = queries.about(connection, candidate_id)
            writing.check_turn(about, seen)
            writing.append(connection, values, last, accepted)
            if added := writing.complete(connection, cleaned(rows or []), article_id):
                writing.keep(connection, last + 1, added)
            if article_id:
                citation = {"revision": last + 1, "event_id": values["event_id"], "article_id": article_id}
                connection.execute(schema.citations.insert(), citation)
            return queries.decided(about, {**values, "revision": last + 1})

    @contextmanager
    def _turn(self) -> Iterator[tuple[Connection, int, int]]:
        """Opens a write transaction that nobody else decides beside; gives the last revision and the last change."""
        try:
            with self._database.write() as connection:
                yield connection, *connection.execute(TURN).one()
        except IntegrityError as error:
            raise Conflict("another person decided in the meantime; look again and decide anew") from error

    # Looking

    def queue(self, limit: int = MOST_SHOWN) -> list[Candidate]:
        """Returns undecided candidates, highest confidence first."""
        with self._database.read() as connection:
            return queries.queue(connection, limit)

    def decided(self, limit: int = MOST_SHOWN) -> list[Decision]:
        """Returns the last decisions, newest first."""
        with self._database.read() as connection:
            return queries.decisions(connection, limit=limit)

    def item(self, item_id: int) -> Item:
        with self._database.read() as connection:
            return queries.item(connection, item_id)

    def alike(self, url: str, title: str, publisher: str, published: str) -> list[Item]:
        """Returns articles that are probably the same: the same address, or title, publisher and day (YYYY-MM-DD)."""
        with self._database.read() as connection:
            return queries.alike(connection, *cleaned([url, title, publisher, published]))

    def raw(self, item_id: int) -> Raw:
        """Returns what was brought in, byte for byte."""
        own = schema.raw_items.c
        query = select(own.content, own.name, own.media_type, own.url).where(own.id == item_id)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise Refused(f"no article {item_id} is on the desk")
        return Raw(**row)

    def candidate(self, candidate_id: int) -> Candidate:
        with self._database.read() as connection:
            return queries.candidate(connection, candidate_id)

    def candidates(self, item_id: int) -> list[Candidate]:
        """Returns every candidate of an article, decided or not, in the order in which they were proposed."""
        with self._database.read() as connection:
            return queries.candidates(connection, schema.candidates.c.item_id == item_id)

    def drafts(self, by: str) -> dict[int, Draft]:
        """Returns a person's unfinished changes by candidate, of those that nobody has decided on."""
        with self._database.read() as connection:
            return queries.drafts(connection, cleaned(by.strip()))

    def notes(self, about: str) -> list[Note]:
        """Returns the remarks about something, oldest first."""
        rows = select(schema.notes).where(schema.notes.c.about == cleaned(about)).order_by(schema.notes.c.id)
        with self._database.read() as connection:
            return [Note(**row) for row in connection.execute(rows).mappings()]

    def reviewers(self) -> list[str]:
        """Returns the names of those who decided, sorted."""
        by = schema.decisions.c.by
        with self._database.read() as connection:
            return sorted(connection.scalars(select(by).distinct()))

    def counts(self) -> dict[str, int]:
        """Returns how many articles, candidates, decisions and notes there are, and the candidates by status."""
        with self._database.read() as connection:
            return queries.counts(connection)

    def feedback(self) -> Iterator[dict]:
        """Returns every decision that says how the proposal was wrong, oldest first, fit for JSON lines."""
        with self._database.read() as connection:
            return iter(list(queries.feedback(connection)))

    # What it adds to the data

    def revision(self) -> int:
        """Returns the last decision that changed the accepted rows, 0 for none: one query of one row."""
        with self._database.read() as connection:
            return connection.scalar(select(schema.counter.c.accepted)) or 0

    def additions(self, at: int | None = None) -> Additions:
        """Returns what stood accepted after decision `at`, or now; what it says of the past never changes."""
        with self._database.read() as connection:
            return queries.additions(connection, at)


def _proposal(item_id: int, fields: dict, sign: dict) -> dict:
    return {"item_id": item_id, "fields": cleaned(fields), "confidence": str(fields.get("confidence") or ""), **sign}
