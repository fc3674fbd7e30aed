"""The tables that say how claims came to their events: names, rules, what was done to events, the log of moves."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from claims.store.columns import Json, PageText, Slug, Time


class EventNameRow(SQLModel, table=True):
    """An event that is only another name of one: that one was renamed, or this one merged into it."""

    __tablename__ = "event_name"
    event_id: int = Field(foreign_key="event.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    stands_for_id: int = Field(foreign_key="event.id")


class EventRuleRow(SQLModel, table=True):
    """Where claims belong that meet what is said; one that was taken back is kept, for claims were moved by it."""

    __tablename__ = "event_rule"
    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    among_id: int | None = Field(default=None, foreign_key="event.id")
    """Only claims that were read into that event."""
    page: str | None = Field(default=None, sa_type=PageText)
    place: str | None = Field(default=None, sa_type=Slug)
    since: date | None = None
    until: date | None = None
    metric: str | None = Field(default=None, sa_type=Slug)
    who: str = Field(sa_type=PageText)
    made_at: datetime = Field(sa_type=Time)
    removed_at: datetime | None = Field(default=None, sa_type=Time)


class EventChangeRow(SQLModel, table=True):
    """What a person did to an event as a whole: append-only."""

    __tablename__ = "event_change"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(sa_type=Slug)
    event: str = Field(sa_type=Slug)
    other: str | None = Field(default=None, sa_type=Slug)
    """The new name, or the event that it went into."""
    who: str = Field(sa_type=PageText)
    why: str | None = Field(default=None, sa_type=PageText)
    changed_at: datetime = Field(sa_type=Time)
    before: dict[str, Any] = Field(sa_type=Json)
    """What undoing it needs: ids of the pages, problems, sub-events and rules that it brought along."""


class MoveRow(SQLModel, table=True):
    """A claim that went from one event to another: append-only, so that it is known where it was at any moment."""

    __tablename__ = "claim_move"
    __table_args__ = (Index("ix_claim_move_claim", "claim_id"), Index("ix_claim_move_moved", "moved_at"))
    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id")
    from_id: int = Field(foreign_key="event.id")
    to_id: int = Field(foreign_key="event.id")
    cause: str = Field(sa_type=Slug)
    """person, rule, home (no rule holds it any more), merge."""
    rule_id: int | None = Field(default=None, foreign_key="event_rule.id")
    change_id: int | None = Field(default=None, foreign_key="event_change.id")
    moved_at: datetime = Field(sa_type=Time)
