"""Whom a spelling means: its own source, carried on by the merges, splits and added spellings that are in force.

A spelling's place is worked out from its home, the source that it would mean had nobody decided anything, so that
merges and splits can be taken back in any order.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlmodel import Session, col, select

from claims.store.portions import in_portions
from claims.store.rows import SourceRow
from claims.store.source_decisions import SourceDecision, all_decisions, in_force

Spelling = tuple[str, str]
"""A matching key and a name spelled so."""


class Move(NamedTuple):
    """What a decision carries from one source to another: everything, or all spellings of keys and some alone."""

    source: int
    into: int
    keys: frozenset[str] | None
    """None: everything."""
    spellings: frozenset[Spelling] = frozenset()

    def carries(self, at: int, spelling: Spelling) -> bool:
        """Whether it moves a spelling that means the source `at`."""
        return at == self.source and (self.keys is None or spelling[0] in self.keys or spelling in self.spellings)


def moves_in_force(session: Session) -> tuple[Move, ...]:
    """What all decisions in force carry, the oldest first."""
    moving = [each for each in in_force(all_decisions(session)) if "into" in each.after]
    slugs = {slug for each in moving for slug in (_origin(each), each.after["into"])}
    ids: dict[str, int] = {}
    for some in in_portions(slugs):
        asked = select(SourceRow.slug, SourceRow.id).where(col(SourceRow.slug).in_(some))
        ids |= {slug: source_id for slug, source_id in session.exec(asked) if source_id is not None}
    return tuple(_move(each, ids[_origin(each)], ids[each.after["into"]]) for each in moving)


def place_of(home: int, spelling: Spelling, moves: Iterable[Move]) -> int:
    """Id of the source that a spelling of that home means."""
    at = home
    for move in moves:
        if move.carries(at, spelling):
            at = move.into
    return at


def body_of(row: SourceRow) -> int | None:
    """Id of the body that a source was said to speak for, merged or not."""
    return row.body_id or row.speaks_for_id


def named_row(session: Session, slug: str) -> SourceRow | None:
    """The source that a slug names: of one that was merged, the one that it is part of now."""
    row = session.exec(select(SourceRow).where(SourceRow.slug == slug)).first()
    while row is not None and row.merged_into_id is not None:
        row = session.get_one(SourceRow, row.merged_into_id)
    return row


def _origin(decision: SourceDecision) -> str:
    """The slug of the source that a decision moves spellings from: an added one comes from a source of its own."""
    return str(decision.after.get("from", decision.source))


def _move(decision: SourceDecision, source: int, into: int) -> Move:
    after = decision.after
    if decision.kind == "merge":
        return Move(source, into, None)
    return Move(source, into, frozenset(after["keys"]), frozenset((key, name) for key, name in after["spellings"]))
