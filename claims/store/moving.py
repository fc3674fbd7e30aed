"""Claims that go from one event to another: each step is kept, so that it is known where a claim was, and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from claims.records import Claim, Record, Utc
from claims.store.event_rows import MoveRow
from claims.store.events import standing_event
from claims.store.portions import in_portions
from claims.store.rows import ClaimRow, EventRow

Cause: TypeAlias = Literal["person", "rule", "home", "merge"]
_BY_MACHINE = ("rule", "home")


class Move(Record):
    """A claim's way from one event to another."""

    before: str
    after: str
    cause: Cause
    """A person's decision, a rule, the page's event again (home) because no rule holds it, two events made one."""
    rule: int | None
    moved_at: Utc


def list_moves(session: Session, claim_id: int) -> tuple[Move, ...]:
    """How a claim came to its event, the first step first; a claim that is where its page is has none."""
    made = moves_of(session, claim_id)
    met = {each for row in made for each in (row.from_id, row.to_id)}
    names = dict(session.exec(select(EventRow.id, EventRow.slug).where(col(EventRow.id).in_(met))).all())
    return tuple(
        Move.model_validate(
            {
                "before": names[row.from_id],
                "after": names[row.to_id],
                "cause": row.cause,
                "rule": row.rule_id,
                "moved_at": row.moved_at,
            }
        )
        for row in made
    )


def moves_of(session: Session, claim_id: int) -> list[MoveRow]:
    """The steps of a claim, the first one first."""
    asked = select(MoveRow).where(MoveRow.claim_id == claim_id).order_by(col(MoveRow.id))
    return list(session.exec(asked))


def note_move(
    session: Session, row: ClaimRow, event_id: int, cause: Cause, now: datetime, rule_id: int | None = None
) -> None:
    """Let a claim's row name another event, and keep how it came there."""
    assert row.id is not None
    session.add(
        MoveRow(
            claim_id=row.id,
            from_id=row.event_id,
            to_id=event_id,
            cause=cause,
            rule_id=rule_id,
            moved_at=now,
        )
    )
    row.event_id = event_id
    session.flush()


def has_moved(session: Session, ids: Iterable[int | None]) -> bool:
    """Whether one of some claims ever went to another event."""
    known = [each for each in ids if each is not None]
    return session.exec(select(MoveRow.id).where(col(MoveRow.claim_id).in_(known)).limit(1)).first() is not None


def machine_event(session: Session, row: ClaimRow) -> int:
    """Id of the event in which a claim would be had no person moved it: that of a rule, else its page's."""
    assert row.id is not None
    moves = moves_of(session, row.id)
    by_machine = [each.to_id for each in moves if each.cause in _BY_MACHINE]
    return _standing_id(session, by_machine[-1]) if by_machine else home_event(session, row, moves)


def home_event(session: Session, row: ClaimRow, moves: list[MoveRow]) -> int:
    """Id of the event that a claim was read into."""
    return _standing_id(session, moves[0].from_id if moves else row.event_id)


def events_at(session: Session, at: datetime) -> dict[int, EventRow]:
    """By claim, the event at that moment of each claim that has gone to another since; an event is what it is today."""
    return _first_from(session, col(MoveRow.moved_at) > at)


def homes_of(session: Session, ids: Iterable[int]) -> dict[int, EventRow]:
    """By claim, the event that each of some claims was read into, where it ever went to another."""
    return _first_from(session, col(MoveRow.claim_id).in_(ids))


def in_its_event(claim: Claim, read_in: EventRow, event: EventRow) -> Claim:
    """A claim as its event has it: a place taken from the event that it was read into is that of its own event now."""
    taken = claim.place_assumed and claim.place == read_in.place
    if not taken or read_in.id == event.id or event.place is None:
        return claim
    return claim.model_copy(update={"place": event.place})


def ruled(session: Session) -> dict[int, EventRow]:
    """By claim, the event that it was read into, for claims that are by a rule where they are, people's moves aside."""
    asked = select(MoveRow.claim_id, MoveRow.cause).where(col(MoveRow.cause).in_(_BY_MACHINE))
    last = dict(session.exec(asked.order_by(col(MoveRow.id))).all())
    by_rule = [claim for claim, cause in last.items() if cause == "rule"]
    found: dict[int, EventRow] = {}
    for some in in_portions(by_rule):
        found |= homes_of(session, some)
    return found


def _first_from(session: Session, condition: ColumnElement[bool]) -> dict[int, EventRow]:
    """By claim, where the first step that meets a condition began."""
    asked = select(MoveRow.claim_id, MoveRow.from_id).where(condition).order_by(col(MoveRow.id).desc())
    first = dict(session.exec(asked).all())
    events = {each: session.get_one(EventRow, _standing_id(session, each)) for each in set(first.values())}
    return {claim: events[event] for claim, event in first.items()}


def _standing_id(session: Session, event_id: int) -> int:
    found = standing_event(session, session.get_one(EventRow, event_id)).id
    assert found is not None
    return found
