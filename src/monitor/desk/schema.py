"""The tables of the desk; rows are only ever added, except for the counter of decisions and for unfinished drafts."""

from datetime import UTC, datetime

import sqlalchemy as sa

# The newest migration; a desk that stands there is opened without loading alembic.
HEAD = "0002"
VERSION_TABLE = "desk_version"
NAMES = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
         "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}  # fmt: skip
tables = sa.MetaData(naming_convention=NAMES)


class Utc(sa.TypeDecorator):
    """A moment in UTC; a moment without a time zone is refused rather than guessed."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        # SQLite keeps the digits and forgets the zone.
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


def _signed() -> tuple[sa.Column, sa.Column]:
    return sa.Column("by", sa.Text, nullable=False), sa.Column("at", Utc, nullable=False)


def _refers(name: str, to: str, **options) -> sa.Column:
    return sa.Column(name, sa.Integer, sa.ForeignKey(to), **{"nullable": False, **options})


counter = sa.Table(
    "counter",
    tables,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("accepted", sa.Integer, nullable=False),
)
raw_items = sa.Table(
    "raw_items",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    *_signed(),
)
articles = sa.Table(
    "articles",
    tables,
    _refers("id", "raw_items.id", primary_key=True, autoincrement=False),
    sa.Column("article", sa.JSON, nullable=False),
)
candidates = sa.Table(
    "candidates",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    _refers("item_id", "articles.id", index=True),
    sa.Column("fields", sa.JSON, nullable=False),
    sa.Column("confidence", sa.Text, nullable=False),
    *_signed(),
)
decisions = sa.Table(
    "decisions",
    tables,
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    _refers("candidate_id", "candidates.id"),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("changes", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("edits", sa.JSON, nullable=False),
    sa.Column("event_id", sa.Text, nullable=False),
    _refers("undoes", "decisions.revision", nullable=True, unique=True),
    *_signed(),
    sa.UniqueConstraint("candidate_id", "step"),
)
accepted = sa.Table(
    "accepted",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    _refers("revision", "decisions.revision", index=True),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("cells", sa.JSON, nullable=False),
    sa.Index("ix_accepted_table_name_key", "table_name", "key"),
)
citations = sa.Table(
    "citations",
    tables,
    _refers("revision", "decisions.revision", primary_key=True, autoincrement=False),
    sa.Column("event_id", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text, nullable=False),
)
notes = sa.Table(
    "notes",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("about", sa.Text, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    *_signed(),
)
drafts = sa.Table(
    "drafts",
    tables,
    _refers("candidate_id", "candidates.id", primary_key=True, autoincrement=False),
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Column("is_apart", sa.Boolean, nullable=False),
    sa.Column("at", Utc, nullable=False),
)
