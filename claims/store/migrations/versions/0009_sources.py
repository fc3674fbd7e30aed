"""Decisions on sources: which were merged or split, and whom that makes a spelling or a body mean."""

import sqlalchemy as sa
from alembic import op

from claims.store.raising import on_sqlite

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a decision be of a source instead of a claim, and sources and spellings say where they were before."""
    with op.batch_alter_table("decision") as decision:
        decision.alter_column("claim_id", existing_type=sa.Integer(), nullable=True)
        decision.add_column(sa.Column("source_id", sa.Integer(), nullable=True))
        decision.create_foreign_key("fk_decision_source", "source", ["source_id"], ["id"])
    for statement in on_sqlite("decision"):  # those of 0008 went with the old table
        op.execute(statement)
    of_source = sa.text("source_id IS NOT NULL")
    op.create_index("ix_decision_source", "decision", ["source_id"], sqlite_where=of_source, postgresql_where=of_source)
    # Added as they are, not by a rebuilt table: that would lose the triggers of the search index.
    op.execute("ALTER TABLE source ADD COLUMN merged_into_id INTEGER REFERENCES source (id)")
    op.execute("ALTER TABLE source ADD COLUMN body_id INTEGER REFERENCES source (id)")
    op.execute("ALTER TABLE alias ADD COLUMN home_id INTEGER REFERENCES source (id)")
