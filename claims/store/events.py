"""Events: found by slug or by a name they once had, added and changed, one within another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from claims.errors import StoreError, UnknownEventError
from claims.records import Event, Filters, is_zone
from claims.store.event_rows import EventNameRow
from claims.store.rows import EventRow

MET = "events met"
"""Where a session that reads at one moment keeps the events that were asked for, by slug."""


class ListedEvent(Event):
    """An event in the list of all, with how many claims of it stand."""

    claims: int


def event_row(session: Session, slug: str) -> EventRow:
    """The row of the event of that slug, also of a name that it once had; raises UnknownEventError."""
    met: dict[str, EventRow] = session.info.get(MET, {})
    if slug not in met:
        row = session.exec(select(EventRow).where(EventRow.slug == slug)).first()
        if row is None:
            raise UnknownEventError(slug, session.exec(select(EventRow.slug)))
        met[slug] = standing_event(session, row)
    return met[slug]


def standing_event(session: Session, row: EventRow) -> EventRow:
    """The event that a row stands for: another one where it was renamed or merged."""
    while (name := session.get(EventNameRow, row.id)) is not None:
        row = session.get_one(EventRow, name.stands_for_id)
    return row


def find_event(session: Session, slug: str) -> Event:
    """The event of that slug; raises UnknownEventError."""
    return _event_of(session, event_row(session, slug))


def list_events(session: Session, most: int | None = None) -> tuple[Event, ...]:
    """All events, or the first, by slug."""
    slugs = _slugs_of_parents(session)
    asked = select(EventRow).where(col(EventRow.id).not_in(select(EventNameRow.event_id)))
    asked = asked.order_by(col(EventRow.slug)).limit(most)
    return tuple(_event(row, slugs.get(row.parent_id)) for row in session.exec(asked))


def list_parts(session: Session, slug: str) -> tuple[Event, ...]:
    """The events that are parts of an event itself, by slug; raises UnknownEventError."""
    asked = select(EventRow).where(EventRow.parent_id == event_row(session, slug).id)
    asked = asked.where(col(EventRow.id).not_in(select(EventNameRow.event_id))).order_by(col(EventRow.slug))
    return tuple(_event_of(session, row) for row in session.exec(asked).all())


def counted_events(session: Session, counts: Mapping[int, int]) -> tuple[ListedEvent, ...]:
    """All events, by slug, with how many claims there are of each, given by its id."""
    ids = dict(session.exec(select(EventRow.slug, EventRow.id)).all())
    return tuple(
        ListedEvent.model_construct(**dict(event), claims=counts.get(ids[event.slug] or 0, 0))
        for event in list_events(session)
    )


def put_event(session: Session, event: Event) -> Event:
    """Add an event, or change the one of its slug in what is said of it; an empty parent is none.

    Raises UnknownEventError for its parent, StoreError for days that are out of order with those stored, for a parent
    that is a part of it, and for a name that another event once had.
    """
    said = event.model_dump(exclude_unset=True, exclude_none=True)
    parent = said.pop("parent", None)
    row = session.exec(select(EventRow).where(EventRow.slug == event.slug)).first()
    if row is None:
        row = EventRow(zone=event.zone, **{name: value for name, value in said.items() if name != "zone"})
        session.add(row)
    elif (now_called := standing_event(session, row).slug) != event.slug:
        raise StoreError(f"{event.slug} is a former name of {now_called}; say it of {now_called}, or name another.")
    for name, value in said.items():
        setattr(row, name, value)
    if parent is not None:
        session.flush()
        row.parent_id = _parent_id(session, row, parent) if parent else None
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise StoreError(f"{event.slug} can't end on {row.ends_on}: it starts on {row.starts_on}.")
    session.flush()
    return _event_of(session, row)


def event_ids(session: Session, event: EventRow, *, sub_events: bool) -> tuple[int, ...]:
    """Id of an event, with those of the events within it where they are taken along."""
    assert event.id is not None
    return (event.id, *(sorted(_within(session, (event.id,))) if sub_events else ()))


def asked_slugs(session: Session, filters: Filters) -> frozenset[str] | None:
    """Slugs of the events that filters ask for; None for any. Raises UnknownEventError."""
    if filters.event is None:
        return None
    ids = event_ids(session, event_row(session, filters.event), sub_events=filters.sub_events)
    return frozenset(session.exec(select(EventRow.slug).where(col(EventRow.id).in_(ids))))


def is_within(session: Session, event: EventRow, outer: EventRow) -> bool:
    """Whether an event is the other, or a part of it however deep."""
    assert outer.id is not None
    return event.id == outer.id or event.id in _within(session, (outer.id,))


def _within(session: Session, ids: Iterable[int]) -> set[int]:
    """Ids of the events within some."""
    children: dict[int | None, list[int]] = defaultdict(list)
    asked = select(EventRow.id, EventRow.parent_id).where(col(EventRow.parent_id).is_not(None))
    for child, parent in session.exec(asked):
        children[parent].append(child or 0)
    found: set[int] = set()
    waiting = list(ids)
    while waiting:
        new = [each for each in children[waiting.pop()] if each not in found]
        found.update(new)
        waiting += new
    return found


def _parent_id(session: Session, row: EventRow, parent: str) -> int:
    outer = event_row(session, parent)
    assert outer.id is not None
    if outer.id == row.id:
        raise StoreError(f"{row.slug} can't be a part of itself; name another event as its parent.")
    if is_within(session, outer, row):
        raise StoreError(f"{row.slug} can't be a part of {outer.slug}: {outer.slug} is a part of {row.slug}.")
    return outer.id


def _slugs_of_parents(session: Session) -> dict[int | None, str]:
    parents = select(EventRow.parent_id).where(col(EventRow.parent_id).is_not(None))
    return dict(session.exec(select(EventRow.id, EventRow.slug).where(col(EventRow.id).in_(parents))).all())


def _event_of(session: Session, row: EventRow) -> Event:
    """One event; the names of all others are not read for it."""
    outer = session.get(EventRow, row.parent_id) if row.parent_id is not None else None
    return _event(row, outer.slug if outer else None)


def _event(row: EventRow, parent: str | None) -> Event:
    """An event as stored, unchecked: a slug or days that are refused today were not always.

    A zone that this machine does not know reads as UTC, which every answer then names.
    """
    fields = row.model_dump(exclude={"id", "parent_id"})
    zone = row.zone if is_zone(row.zone) else "UTC"
    return Event.model_construct(**{**fields, "zone": zone, "parent": parent})
