"""Events in order: what a claim's event was before, rules that say where claims belong, names that events once had."""

import sqlalchemy as sa
from alembic import op

from claims.store.columns import Json, PageText, Slug, Time

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the log of moves, the rules, the changes of events, and which of them are names of others."""
    op.create_table(
        "event_name",
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), primary_key=True, autoincrement=False),
        sa.Column("stands_for_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
    )
    op.create_table(
        "event_rule",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("among_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=True),
        sa.Column("page", PageText(), nullable=True),
        sa.Column("place", Slug(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("metric", Slug(), nullable=True),
        sa.Column("who", PageText(), nullable=False),
        sa.Column("made_at", Time(), nullable=False),
        sa.Column("removed_at", Time(), nullable=True),
    )
    op.create_table(
        "event_change",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", Slug(), nullable=False),
        sa.Column("event", Slug(), nullable=False),
        sa.Column("other", Slug(), nullable=True),
        sa.Column("who", PageText(), nullable=False),
        sa.Column("why", PageText(), nullable=True),
        sa.Column("changed_at", Time(), nullable=False),
        sa.Column("before", Json(), nullable=False),
    )
    op.create_table(
        "claim_move",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("claim_id", sa.Integer(), sa.ForeignKey("claim.id"), nullable=False),
        sa.Column("from_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("to_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("cause", Slug(), nullable=False),
        sa.Column("rule_id", sa.Integer(), sa.ForeignKey("event_rule.id"), nullable=True),
        sa.Column("change_id", sa.Integer(), sa.ForeignKey("event_change.id"), nullable=True),
        sa.Column("moved_at", Time(), nullable=False),
    )
    op.create_index("ix_claim_move_claim", "claim_move", ["claim_id"])
    op.create_index("ix_claim_move_moved", "claim_move", ["moved_at"])
