"""The desk: raw items, articles, candidates, decisions, accepted rows, citations, notes and the counter."""

import sqlalchemy as sa
from alembic import op

from monitor.desk.schema import Utc

revision = "0001"
down_revision = None


def upgrade() -> None:
    counter = op.create_table(
        "counter",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_counter"),
    )
    op.bulk_insert(counter, [{"id": 1, "revision": 0, "accepted": 0}])
    op.create_table(
        "raw_items",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_raw_items"),
        sa.UniqueConstraint("digest", name="uq_raw_items_digest"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("article", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.ForeignKeyConstraint(["id"], ["raw_items.id"], name="fk_articles_id"),
    )
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("confidence", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
        sa.ForeignKeyConstraint(["item_id"], ["articles.id"], name="fk_candidates_item_id"),
    )
    op.create_index("ix_candidates_item_id", "candidates", ["item_id"])
    op.create_table(
        "decisions",
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("candidate_id", sa.Integer, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("changes", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("edits", sa.JSON, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, nullable=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_decisions"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_decisions_candidate_id"),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.revision"], name="fk_decisions_undoes"),
        sa.UniqueConstraint("candidate_id", "step", name="uq_decisions_candidate_id_step"),
        sa.UniqueConstraint("undoes", name="uq_decisions_undoes"),
    )
    op.create_table(
        "accepted",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accepted"),
        sa.ForeignKeyConstraint(["revision"], ["decisions.revision"], name="fk_accepted_revision"),
    )
    op.create_index("ix_accepted_revision", "accepted", ["revision"])
    op.create_index("ix_accepted_table_name_key", "accepted", ["table_name", "key"])
    op.create_table(
        "citations",
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_citations"),
        sa.ForeignKeyConstraint(["revision"], ["decisions.revision"], name="fk_citations_revision"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_about", "notes", ["about"])
