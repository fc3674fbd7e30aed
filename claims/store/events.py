"""Events: found by slug, added and changed."""

from sqlmodel import Session, col, select

from claims.errors import StoreError, UnknownEventError
from claims.records import Event, is_zone
from claims.store.rows import EventRow


def event_row(session: Session, slug: str) -> EventRow:
    """The row of the event of that slug; raises UnknownEventError."""
    row = session.exec(select(EventRow).where(EventRow.slug == slug)).first()
    if row is None:
        raise UnknownEventError(slug, session.exec(select(EventRow.slug)))
    return row


def find_event(session: Session, slug: str) -> Event:
    """The event of that slug; raises UnknownEventError."""
    row = event_row(session, slug)
    return _event(row, _slugs(session))


def list_events(session: Session) -> tuple[Event, ...]:
    """All events, by slug."""
    slugs = _slugs(session)
    return tuple(_event(row, slugs) for row in session.exec(select(EventRow).order_by(col(EventRow.slug))))


def put_event(session: Session, event: Event) -> Event:
    """Add an event, or change the one of its slug in what is said of it.

    Raises UnknownEventError for its parent, StoreError for days that are out of order with those stored.
    """
    said = event.model_dump(exclude_unset=True, exclude_none=True)
    parent = said.pop("parent", None)
    row = session.exec(select(EventRow).where(EventRow.slug == event.slug)).first()
    if row is None:
        row = EventRow(zone=event.zone, **{name: value for name, value in said.items() if name != "zone"})
        session.add(row)
    for name, value in said.items():
        setattr(row, name, value)
    if parent is not None:
        row.parent_id = event_row(session, parent).id
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise StoreError(f"{event.slug} can't end on {row.ends_on}: it starts on {row.starts_on}.")
    session.flush()
    return _event(row, _slugs(session))


def _slugs(session: Session) -> dict[int | None, str]:
    return dict(session.exec(select(EventRow.id, EventRow.slug)).all())


def _event(row: EventRow, slugs: dict[int | None, str]) -> Event:
    """An event as stored, unchecked: a slug or days that are refused today were not always.

    A zone that this machine does not know reads as UTC, which every answer then names.
    """
    fields = row.model_dump(exclude={"id", "parent_id"})
    zone = row.zone if is_zone(row.zone) else "UTC"
    return Event.model_construct(**{**fields, "zone": zone, "parent": slugs.get(row.parent_id)})
