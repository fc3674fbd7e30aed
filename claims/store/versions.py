"""Versions: a number for each event, and one for the whole database, that every write raises.

What was worked out of an event's claims under one version holds for as long as that version stands. Triggers in the
database itself raise an event's number (migration 0008), whoever writes; what belongs to no claim (captures, problems,
aliases) is counted for the database alone, once a write transaction, by `claims.store.opened`.
"""

from sqlmodel import Session, col, func, or_, select, update

from claims.store.rows import EventRow, VersionRow

_ALL_ELSE = 0
"""Stands for the event where what is written belongs to none."""


def event_version(session: Session, event_id: int | None) -> int:
    """The version of an event."""
    return session.exec(select(VersionRow.number).where(VersionRow.event_id == event_id)).one()


def version_around(session: Session, event: EventRow) -> int:
    """The version of an event, of the one that holds it and of its parts together."""
    outer = col(EventRow.id).in_([number for number in (event.id, event.parent_id) if number is not None])
    around = select(EventRow.id).where(or_(outer, EventRow.parent_id == event.id))
    asked = select(VersionRow.event_id, VersionRow.number).where(col(VersionRow.event_id).in_(around))
    # Not their sum: a part that is taken away must not be made up for by a write to another.
    return hash(tuple(session.exec(asked.order_by(col(VersionRow.event_id)))))


def database_version(session: Session) -> int:
    """The version of the whole database: it rises with that of each event, too."""
    return int(session.exec(select(func.sum(VersionRow.number))).one())


def raise_version(session: Session) -> None:
    """Note that something was written."""
    raised = update(VersionRow).where(col(VersionRow.event_id) == _ALL_ELSE)
    session.exec(raised.values(number=VersionRow.number + 1))
