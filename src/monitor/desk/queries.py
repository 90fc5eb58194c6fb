"""What the desk knows, read back: queries that return the desk's nouns and replay decisions into additions."""

from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, case, func, select

from monitor.additions import Addition, Additions, Citation
from monitor.desk import schema
from monitor.desk.nouns import STATUS, UNDECIDED, Candidate, Decision, Draft, Item, Refused
from monitor.desk.rows import address_of

CONFIDENCE = ("high", "medium", "low")
HEADLINE = schema.articles.c.article["title"].as_string().label("headline")
_undo = schema.decisions.alias("undo")


def item(connection: Connection, key: int, is_new: bool = False) -> Item:
    """Returns an article of the desk; raises Refused for an unknown one."""
    found = items(connection, [key])
    if not found:
        raise Refused(f"no article {key} is on the desk")
    return replace(found[key], is_new=is_new)


def items(connection: Connection, keys: list[int]) -> dict[int, Item]:
    """Returns articles by key."""
    raw = schema.raw_items.c
    query = (
        select(raw.id, raw.name, raw.url, raw.by, raw.at, schema.articles.c.article)
        .join(schema.articles, schema.articles.c.id == raw.id)
        .where(raw.id.in_(keys))
    )
    return {row["id"]: _item(row) for row in connection.execute(query).mappings()}


def _item(row: sa.RowMapping) -> Item:
    article = {**row["article"], "url": str(row["article"].get("url") or row["url"])}
    said = {name: str(article.get(name) or "") for name in ("published", "publisher", "language", "url", "text")}
    title = str(article.get("title") or row["name"])
    return Item(row["id"], title=title, article=article, by=row["by"], at=row["at"], **said)


def alike(connection: Connection, url: str, title: str, publisher: str, published: str) -> list[Item]:
    """Returns the articles at the same address, or with the same title, publisher and day of publication."""
    raw, told = schema.raw_items.c, schema.articles.c.article
    address, wanted = address_of(url), sa.false()
    if address:
        page = address.partition("?")[0]
        wanted |= raw.url.icontains(page, autoescape=True) | told["url"].as_string().icontains(page, autoescape=True)
    if title and published:
        same = {"title": title, "publisher": publisher, "published": published}
        wanted |= sa.and_(*(func.coalesce(told[name].as_string(), "") == text for name, text in same.items()))
    query = select(raw.id).join(schema.articles, schema.articles.c.id == raw.id).where(wanted).order_by(raw.id)
    found = items(connection, list(connection.scalars(query)))
    return [
        one for one in found.values()
        if (address and address_of(one.url) == address)
        or (title and (one.title, one.publisher, one.published) == (title, publisher, published))
    ]  # fmt: skip


def candidate(connection: Connection, key: int) -> Candidate:
    """Returns a candidate with its article and decisions; raises Refused for an unknown one."""
    found = candidates(connection, schema.candidates.c.id == key)
    if not found:
        raise Refused(f"no candidate {key} is on the desk")
    return found[0]


def queue(connection: Connection, limit: int) -> list[Candidate]:
    """Returns undecided candidates, highest confidence first, then in the order of arrival."""
    own = schema.candidates.c
    rank = case({name: step for step, name in enumerate(CONFIDENCE)}, value=own.confidence, else_=len(CONFIDENCE))
    return candidates(connection, ~_is_decided(), [rank, own.id], limit)


def candidates(
    connection: Connection, wanted: ColumnElement, order: list | None = None, limit: int | None = None
) -> list[Candidate]:
    """Returns the candidates that meet a condition."""
    query = select(schema.candidates).where(wanted).order_by(*(order or [schema.candidates.c.id])).limit(limit)
    rows = connection.execute(query).mappings().all()
    articles = items(connection, list({row["item_id"] for row in rows}))
    past: dict[int, list[Decision]] = {row["id"]: [] for row in rows}
    for found in decisions(connection, schema.decisions.c.candidate_id.in_(list(past))):
        past[found.candidate_id].insert(0, found)
    return [
        Candidate(row["id"], articles[row["item_id"]], row["fields"], row["confidence"], _status(past[row["id"]]),
                  tuple(past[row["id"]]), row["by"], row["at"])
        for row in rows
    ]  # fmt: skip


def _status(past: list[Decision]) -> str:
    return STATUS.get(past[-1].kind, UNDECIDED) if past else UNDECIDED


def _is_decided() -> ColumnElement:
    own = schema.decisions.c
    stands = (own.candidate_id == schema.candidates.c.id) & (own.kind != "undo") & ~_is_undone()
    return sa.exists().where(stands)


def _is_undone(at: int | None = None) -> ColumnElement:
    taken_back = _undo.c.undoes == schema.decisions.c.revision
    return sa.exists().where(taken_back if at is None else taken_back & (_undo.c.revision <= at))


def decision(connection: Connection, revision: int) -> Decision:
    """Returns a decision; raises Refused for an unknown one."""
    found = decisions(connection, schema.decisions.c.revision == revision)
    if not found:
        raise Refused(f"no decision {revision} is on the desk")
    return found[0]


def decisions(connection: Connection, wanted: ColumnElement | None = None, limit: int | None = None) -> list[Decision]:
    """Returns decisions, newest first, each with its candidate's fields and its article's title."""
    own, proposed = schema.decisions, schema.candidates
    columns = [column for column in own.c if column.name != "changes"]
    query = (
        select(*columns, _undo.c.revision.label("undone_by"), proposed.c.item_id, proposed.c.fields, HEADLINE)
        .join(proposed, proposed.c.id == own.c.candidate_id)
        .join(schema.articles, schema.articles.c.id == proposed.c.item_id)
        .outerjoin(_undo, _undo.c.undoes == own.c.revision)
        .order_by(own.c.revision.desc())
        .limit(limit)
    )
    if wanted is not None:
        query = query.where(wanted)
    return [Decision(**{**row, "headline": row["headline"] or ""}) for row in connection.execute(query).mappings()]


def drafts(connection: Connection, by: str) -> dict[int, Draft]:
    """Returns what a person changed on candidates that nobody has decided on, by candidate."""
    own = schema.drafts.c
    return {
        row.candidate_id: Draft(row.changes, row.is_apart) for row in connection.execute(UNFINISHED.where(own.by == by))
    }


def about(connection: Connection, candidate_id: int) -> sa.RowMapping:
    """Returns what a decision on a candidate is about, and the last one made: step, kind, by, revision, or None.

    Raises Refused for an unknown candidate.
    """
    found = connection.execute(ABOUT, {"candidate_id": candidate_id}).mappings().first()
    if found is None:
        raise Refused(f"no candidate {candidate_id} is on the desk")
    return found


def decided(about: sa.RowMapping, values: dict) -> Decision:
    """Returns a decision from its columns and what it is about."""
    said = {name: value for name, value in values.items() if name != "changes"}
    return Decision(**said, item_id=about["item_id"], fields=about["fields"], headline=about["headline"] or "")


def standing(connection: Connection, table: str, key: str) -> sa.RowMapping | None:
    """Returns the oldest accepted row with a key that no undo took back."""
    return connection.execute(STANDING, {"name": table, "wanted": key}).mappings().first()


def _accepted(at: int | None = None) -> sa.Select:
    own, made = schema.accepted, schema.decisions
    query = (
        select(own, made.c.by, made.c.at)
        .join(made, made.c.revision == own.c.revision)
        .where(~_is_undone(at))
        .order_by(own.c.id)
    )
    return query if at is None else query.where(own.c.revision <= at)


UNFINISHED = (
    select(schema.drafts).join(schema.candidates, schema.candidates.c.id == schema.drafts.c.candidate_id)
    .where(~_is_decided())
)  # fmt: skip
# Built once, because every decision asks them: putting such a query together costs ten times what asking it does.
ABOUT = (
    select(schema.candidates.c.item_id, schema.candidates.c.fields, HEADLINE, schema.decisions.c.step,
           schema.decisions.c.kind, schema.decisions.c.by, schema.decisions.c.revision)
    .join(schema.articles, schema.articles.c.id == schema.candidates.c.item_id)
    .outerjoin(schema.decisions, schema.decisions.c.candidate_id == schema.candidates.c.id)
    .where(schema.candidates.c.id == sa.bindparam("candidate_id"))
    .order_by(schema.decisions.c.step.desc())
    .limit(1)
)  # fmt: skip
STANDING = (
    _accepted()
    .where(schema.accepted.c.table_name == sa.bindparam("name"), schema.accepted.c.key == sa.bindparam("wanted"))
    .limit(1)
)


def additions(connection: Connection, at: int | None = None) -> Additions:
    """Replays the decisions up to `at` into rows and citations; a row that came twice stands once, the older one."""
    made, cited = schema.decisions, schema.citations
    last = select(func.max(made.c.revision)).where(made.c.changes)
    query = (
        select(cited, made.c.by, made.c.at)
        .join(made, made.c.revision == cited.c.revision)
        .where(~_is_undone(at))
        .order_by(cited.c.revision)
    )
    if at is not None:
        last, query = last.where(made.c.revision <= at), query.where(cited.c.revision <= at)
    rows: dict[tuple[str, str], Addition] = {}
    for row in connection.execute(_accepted(at)).mappings():
        added = Addition(row["revision"], row["table_name"], row["cells"], row["by"], row["at"].date())
        rows.setdefault((row["table_name"], row["key"]), added)
    citations = tuple(
        Citation(row["revision"], row["event_id"], row["article_id"], row["by"], row["at"].date())
        for row in connection.execute(query).mappings()
    )
    return Additions(connection.scalar(last) or 0, tuple(rows.values()), citations)


def counts(connection: Connection) -> dict[str, int]:
    """Returns the size of each table that grows by use, and the candidates by status."""
    own = schema.decisions.c
    grouped = select(own.kind, func.count()).where(own.kind != "undo", ~_is_undone()).group_by(own.kind)
    standing_kinds = dict(connection.execute(grouped).all())
    sizes = {
        name: connection.scalar(select(func.count()).select_from(schema.tables.tables[name])) or 0
        for name in ("articles", "candidates", "decisions", "notes")
    }
    by_status = {status: standing_kinds.get(kind, 0) for kind, status in STATUS.items()}
    return {**sizes, UNDECIDED: sizes["candidates"] - sum(by_status.values()), **by_status}


def feedback(connection: Connection) -> Iterator[dict]:
    """Gives the decisions that changed or rejected a proposal, oldest first."""
    for found in reversed(decisions(connection)):
        if found.kind == "reject" or found.edits:
            yield {
                "revision": found.revision, "kind": found.kind, "by": found.by, "at": found.at.isoformat(),
                "reason": found.reason, "edits": found.edits, "fields": found.fields, "title": found.headline,
                "item_id": found.item_id, "is_undone": found.undone_by is not None,
            }  # fmt: skip
