"""Versions of events, and the answers that are kept under them.

Triggers raise an event's version, so that no writer can forget to. A later migration that makes one of their tables
anew (`batch_alter_table`) drops its triggers, and has to make them again.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TRIGGER = "CREATE TRIGGER {table}_{when}_raises AFTER {when} ON {table} BEGIN {body} END"
_RAISE = "UPDATE version SET number = number + 1 WHERE event_id {events};"


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
    op.execute("INSERT INTO version(event_id, number) SELECT id, 1 FROM event UNION ALL SELECT 0, 1")
    for table, when, body in _triggers():
        op.execute(_TRIGGER.format(table=table, when=when, body=body))


def _triggers() -> Iterator[tuple[str, str, str]]:
    """Table, write and what it does: what is known of a claim raises the claim's event, a changed source all events."""
    yield "claim", "INSERT", _raise("= new.event_id")
    yield "claim", "UPDATE", _raise("IN (new.event_id, old.event_id)")
    yield "claim", "DELETE", _raise("= old.event_id")
    for when, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        for table in ("attribution", "reading", "decision"):
            yield table, when, _raise(f"= (SELECT event_id FROM claim WHERE id = {row}.claim_id)")
    # A new entry has no claims yet, and a new source no say in any.
    yield "entry", "UPDATE", _raise("IN (SELECT event_id FROM claim WHERE entry_id = new.id)")
    for when in ("UPDATE", "DELETE"):
        yield "source", when, _raise("> 0")
    # The number of an event that is gone stays: another may be given its id.
    yield "event", "INSERT", "INSERT INTO version VALUES (new.id, 1) ON CONFLICT DO UPDATE SET number = number + 1;"
    yield "event", "UPDATE", _raise("= new.id")


def _raise(events: str) -> str:
    return _RAISE.format(events=events)
