"""What is done to events as a whole: renamed, merged, parted again, deleted; it is kept, and old names lead on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import insert, literal, select, update
from sqlmodel import Session, SQLModel, col

from claims.errors import StoreError
from claims.records import Record, Utc
from claims.store.columns import Time
from claims.store.event_rows import EventChangeRow, EventNameRow, EventRuleRow, MoveRow
from claims.store.events import event_row, is_within
from claims.store.portions import in_portions
from claims.store.rows import ClaimRow, DecisionRow, EventRow, PageRow, ProblemRow

ChangeKind: TypeAlias = Literal["rename", "merge", "part", "delete"]

_HELD: Mapping[str, tuple[type[SQLModel], str]] = {
    "pages": (PageRow, "event_id"),
    "problems": (ProblemRow, "event_id"),
    "rules": (EventRuleRow, "event_id"),
    "rules among": (EventRuleRow, "among_id"),
    "sub-events": (EventRow, "parent_id"),
}
"""What belongs to an event beside its claims, and goes with it into another."""


class EventChange(Record):
    """Something that a person did to an event as a whole."""

    id: int
    kind: ChangeKind
    event: str
    """Its name then."""
    other: str | None
    """The new name, or the event that it went into or was parted from."""
    who: str
    why: str | None
    changed_at: Utc


def list_event_changes(session: Session) -> tuple[EventChange, ...]:
    """What was done to events, the first first."""
    rows = session.scalars(select(EventChangeRow).order_by(col(EventChangeRow.id)))
    return tuple(EventChange.model_validate(row.model_dump(exclude={"before"})) for row in rows)


def rename_event(session: Session, slug: str, name: str, who: str, why: str | None, now: datetime) -> EventRow:
    """Give an event another name; the old one still leads to it. Raises UnknownEventError, StoreError."""
    row = event_row(session, slug)
    old = row.slug
    taken = session.scalars(select(EventRow).where(col(EventRow.slug) == name)).first()
    if taken is not None and (taken.id == row.id or event_row(session, name).id != row.id):
        raise StoreError(f"There is an event {name} already; `claims events merge {old} --into {name}` makes them one.")
    _note(session, "rename", old, name, who, why, now, {})
    if taken is None:
        taken = EventRow(slug=_FREE, title=row.title, zone=row.zone)
        session.add(taken)
    else:
        taken.slug = _FREE
    # One after the other: no two events ever have one name.
    session.flush()
    row.slug = name
    session.flush()
    taken.slug = old
    session.flush()
    if session.get(EventNameRow, taken.id) is None:
        session.add(EventNameRow(event_id=taken.id or 0, stands_for_id=row.id or 0))
    session.flush()
    return row


_FREE = " "
"""A name that no event can have, for the moment in which two change theirs."""


def merge_events(session: Session, slug: str, into: str, who: str, why: str | None, now: datetime) -> EventRow:
    """Say that an event is another one: what belongs to it goes there, its name leads there.

    Raises UnknownEventError, and StoreError for one that is the other or holds it.
    """
    row, other = event_row(session, slug), event_row(session, into)
    if row.id == other.id:
        raise StoreError(f"{slug} and {into} are one event already.")
    if is_within(session, other, row):
        raise StoreError(f"{other.slug} is a part of {row.slug}; merge {other.slug} into {row.slug} instead.")
    before: dict[str, Any] = {"id": row.id, **{name: _held(session, name, row.id) for name in _HELD}}
    change = _note(session, "merge", row.slug, other.slug, who, why, now, before)
    for name, ids in before.items():
        if name in _HELD:
            _give(session, name, ids, other.id)
    of_event = col(ClaimRow.event_id) == row.id
    _move(session, select(col(ClaimRow.id)).where(of_event), row.id, other.id, change, now)
    session.add(EventNameRow(event_id=row.id or 0, stands_for_id=other.id or 0))
    session.flush()
    return other


def part_event(session: Session, slug: str, who: str, why: str | None, now: datetime) -> EventRow:
    """Take a merge back: the event has again what it brought, but for what was moved since. Raises StoreError."""
    merged = select(EventChangeRow).where(col(EventChangeRow.kind) == "merge", col(EventChangeRow.event) == slug)
    change = session.scalars(merged.order_by(col(EventChangeRow.id).desc()).limit(1)).first()
    row = session.get_one(EventRow, change.before["id"]) if change else None
    name = session.get(EventNameRow, row.id) if row else None
    if change is None or row is None or name is None:
        raise StoreError(f"No event {slug} was merged into another; `claims events changes` lists what was done.")
    other = event_row(session, row.slug)
    noted = _note(session, "part", row.slug, other.slug, who, why, now, {})
    session.delete(name)
    for held in _HELD:
        _give(session, held, change.before[held], row.id, other.id)
    came = select(col(MoveRow.claim_id)).where(col(MoveRow.change_id) == change.id)
    last = select(col(MoveRow.id)).where(col(MoveRow.change_id) == change.id).order_by(col(MoveRow.id).desc()).limit(1)
    since = select(col(MoveRow.claim_id)).where(col(MoveRow.id) > last.scalar_subquery())
    theirs = select(col(ClaimRow.id)).where(col(ClaimRow.id).in_(came), col(ClaimRow.id).not_in(since))
    _move(session, theirs, other.id, row.id, noted, now)
    session.flush()
    return row


def delete_event(session: Session, slug: str, who: str, why: str | None, now: datetime) -> None:
    """Delete an event that nothing belongs or ever belonged to; raises UnknownEventError, StoreError."""
    row = event_row(session, slug)
    if row.slug != slug:
        raise StoreError(f"{slug} is a former name of {row.slug}; name {row.slug} itself.")
    held = [name for name in _HELD if _held(session, name, row.id)]
    if session.scalars(select(col(ClaimRow.id)).where(col(ClaimRow.event_id) == row.id).limit(1)).first():
        held.insert(0, "claims")
    if held:
        raise StoreError(f"{slug} has {', '.join(held)}; merge it into another event, or move them first.")
    if _is_remembered(session, row):
        raise StoreError(f"Claims were in {slug} once, or it had another name; merge it into another event instead.")
    _note(session, "delete", slug, None, who, why, now, row.model_dump(mode="json"))
    session.delete(row)
    session.flush()


def _is_remembered(session: Session, row: EventRow) -> bool:
    """Whether what was done before names an event."""
    moved = select(col(MoveRow.id)).where((col(MoveRow.from_id) == row.id) | (col(MoveRow.to_id) == row.id)).limit(1)
    named = select(col(EventNameRow.event_id)).where(col(EventNameRow.stands_for_id) == row.id).limit(1)
    if any(session.scalars(asked).first() is not None for asked in (moved, named)):
        return True
    decided = session.scalars(select(DecisionRow).where(col(DecisionRow.kind) == "move"))
    return any(row.slug in (each.before.get("event"), each.after.get("event")) for each in decided)


def _held(session: Session, name: str, event_id: int | None) -> list[int]:
    table, column = _HELD[name]
    asked = select(table.id).where(getattr(table, column) == event_id)  # type: ignore[attr-defined]
    return sorted(session.scalars(asked))


def _give(session: Session, name: str, ids: list[int], event_id: int | None, of: int | None = None) -> None:
    """Let rows belong to an event; with `of`, those that still belong to that one."""
    table, column = _HELD[name]
    for some in in_portions(ids):
        given = update(table).where(table.id.in_(some))  # type: ignore[attr-defined]
        session.execute((given if of is None else given.where(getattr(table, column) == of)).values({column: event_id}))


def _move(
    session: Session, claims: Any, from_id: int | None, to_id: int | None, change: EventChangeRow, now: datetime
) -> None:
    """Let the claims that a query gives go from one event to another, and keep it."""
    found = claims.add_columns(
        *(literal(each) for each in (from_id, to_id, "merge", change.id)),
        literal(now, type_=Time()),
    )
    columns = ["claim_id", "from_id", "to_id", "cause", "change_id", "moved_at"]
    session.execute(insert(MoveRow).from_select(columns, found))
    moved = select(col(MoveRow.claim_id)).where(col(MoveRow.change_id) == change.id)
    session.execute(
        update(ClaimRow).where(col(ClaimRow.id).in_(moved), col(ClaimRow.event_id) == from_id).values(event_id=to_id)
    )


def _note(
    session: Session,
    kind: ChangeKind,
    event: str,
    other: str | None,
    who: str,
    why: str | None,
    now: datetime,
    before: dict[str, Any],
) -> EventChangeRow:
    if not who.strip():
        raise StoreError("What is done to an event needs the name of who does it.")
    row = EventChangeRow(kind=kind, event=event, other=other, who=who, why=why, changed_at=now, before=before)
    session.add(row)
    session.flush()
    return row
