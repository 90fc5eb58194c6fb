"""What a decision writes: itself with its number, the rows it accepts, and what those rest on."""

from sqlalchemy import Connection, RowMapping

from monitor.desk import queries, schema
from monitor.desk.nouns import STATUS, CellRow, Conflict
from monitor.desk.rules import key_of


def append(connection: Connection, values: dict, last: int, accepted: int) -> None:
    """Adds a decision after decision `last`, and counts it; `accepted` is the last one that changed the rows."""
    revision = last + 1
    counted = {"revision": revision, "accepted": revision if values["changes"] else accepted}
    connection.execute(schema.counter.update(), counted)
    connection.execute(schema.decisions.insert(), {"undoes": None, **values, "revision": revision})


def check_turn(about: RowMapping, seen: int) -> None:
    """Raises Conflict unless the last decision is the one the person saw, and leaves something to decide."""
    if (about["step"] or 0) != seen or about["kind"] in STATUS:
        said = "nobody has decided yet"
        if about["step"]:
            said = f"{about['by']} decided ({about['kind']}) as decision {about['revision']}"
        raise Conflict(f"the candidate has changed: {said}; look again before you decide, or undo that decision first")


def keep(connection: Connection, revision: int, rows: list[CellRow]) -> None:
    """Keeps accepted rows; an event whose key stands accepted already is a Conflict, other rows may come often."""
    for row in rows:
        if row[0] == "events" and (found := queries.standing(connection, "events", key_of(row))):
            raise Conflict(
                f"event {key_of(row)} was accepted already in decision {found['revision']}; "
                "if it is the same, cite it, else give this one another key"
            )
    kept = [{"revision": revision, "table_name": row[0], "key": key_of(row), "cells": row[1]} for row in rows]
    connection.execute(schema.accepted.insert(), kept)


def complete(connection: Connection, rows: list[CellRow], article_id: str) -> list[CellRow]:
    """Adds the desk's own rows that these rest on, so that undoing another decision takes nothing away from them."""
    given = {(table, key_of((table, cells))) for table, cells in rows}
    found = list(rows)

    def rest_on(table: str, key: str) -> None:
        if key and (table, key) not in given and (there := queries.standing(connection, table, key)):
            given.add((table, key))
            found.insert(0, (table, there["cells"]))

    cited = [article_id, *(part for t, cells in rows if t == "events" for part in cells.get("sources", "").split(";"))]
    for key in cited:
        rest_on("articles", key.strip())
    for table, cells in list(found):
        if table == "articles":
            rest_on("sources", cells.get("publisher", ""))
    return found
