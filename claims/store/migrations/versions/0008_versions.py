"""Versions of events, and the answers that are kept under them.

Triggers raise an event's version, so that no writer can forget to. A later migration that makes one of their tables
anew (`batch_alter_table`) drops its triggers, and has to make them again.
"""

import sqlalchemy as sa
from alembic import op

from claims.store.raising import on_postgresql, on_sqlite

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, number the events that are there, and let triggers raise the numbers."""
    op.create_table(
        "version",
        sa.Column("event_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
    )
    op.create_table(
        "kept",
        sa.Column("event_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("asked", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
    )
    op.execute("INSERT INTO version(event_id, number) SELECT id, 1 FROM event")
    op.execute("INSERT INTO version(event_id, number) VALUES (0, 1)")
    for statement in on_sqlite() if op.get_bind().dialect.name == "sqlite" else on_postgresql():
        op.execute(statement)
