"""Drafts: what a reviewer has changed on a candidate and not decided yet; one row each, replaced as work goes on."""

import sqlalchemy as sa
from alembic import op

from monitor.desk.schema import Utc

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("candidate_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("is_apart", sa.Boolean, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.PrimaryKeyConstraint("candidate_id", "by", name="pk_drafts"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_drafts_candidate_id"),
    )
