"""Decisions on sources: which were merged or split, and whom that makes a spelling or a body mean."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# The triggers of 0008, which went with the old table.
_RAISED = """
CREATE TRIGGER decision_{when}_raises AFTER {when} ON decision BEGIN
    UPDATE version SET number = number + 1 WHERE event_id = (SELECT event_id FROM claim WHERE id = {row}.claim_id);
END
"""


def upgrade() -> None:
    """Let a decision be of a source instead of a claim, and sources and spellings say where they were before."""
    with op.batch_alter_table("decision") as decision:
        decision.alter_column("claim_id", existing_type=sa.Integer(), nullable=True)
        decision.add_column(sa.Column("source_id", sa.Integer(), nullable=True))
        decision.create_foreign_key("fk_decision_source", "source", ["source_id"], ["id"])
    for when, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        op.execute(_RAISED.format(when=when, row=row))
    of_source = sa.text("source_id IS NOT NULL")
    op.create_index("ix_decision_source", "decision", ["source_id"], sqlite_where=of_source, postgresql_where=of_source)
    # Added as they are, not by a rebuilt table: that would lose the triggers of the search index.
    op.execute("ALTER TABLE source ADD COLUMN merged_into_id INTEGER REFERENCES source (id)")
    op.execute("ALTER TABLE source ADD COLUMN body_id INTEGER REFERENCES source (id)")
    op.execute("ALTER TABLE alias ADD COLUMN home_id INTEGER REFERENCES source (id)")
