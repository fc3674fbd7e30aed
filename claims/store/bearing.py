"""Which claims bear on some series, so that the others of a large event need not be read to tell these.

A claim is in a series with others of its group and place (`claims.compare.key`); one that names no place may be in any.
From other series only denials reach in (`claims.compare.denials`): an exact denial denies its very number wherever that
stands, in its own series before others. So denials bear on every series, and with them whatever gives their numbers.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import Session, col

from claims.store.rows import AttributionRow, ClaimRow, EntryRow

_MOST = 5_000
"""Denials that a query names; of more all claims are read."""


def bearing_on(
    session: Session, among: Iterable[ColumnElement[bool]], like: Iterable[ColumnElement[bool]]
) -> Iterator[ColumnElement[bool]]:
    """What all of some claims meet that bear on the series of those that are like these; nothing where all may."""
    among, like = tuple(among), tuple(like)
    claim, kind, place = col(ClaimRow.id), col(ClaimRow.group_kind), col(ClaimRow.place)
    series = {(row[0], row[1]) for row in session.execute(_claims(kind, place).where(*like).distinct())}
    kinds, places = {one for one, _ in series}, {one for _, one in series}
    inside = and_(kind.in_(kinds), or_(place.is_(None), place.in_(places - {None})))
    denials = session.execute(
        _claims(claim, ClaimRow.value, ClaimRow.vague_word, ClaimRow.qualifier, AttributionRow.stance, inside)
        .join(AttributionRow, col(AttributionRow.claim_id) == claim)
        .where(*among, col(AttributionRow.stance) != "states")
    ).all()
    # What is denied loosely, or taken back, or with a whole of another series, is found by all that stands there.
    loose = any(not within and (how != "exact" or stance != "denies") for *_, how, stance, within in denials)
    parts = _claims(claim).where(*among, inside, col(ClaimRow.part_of_id).is_not(None)).limit(1)
    if loose or len(denials) > _MOST or (denials and session.execute(parts).first() is not None):
        return
    numbers, words = {each[1] for each in denials} - {None}, {each[2] for each in denials} - {None}
    found = [inside, claim.in_({each[0] for each in denials})] if denials else [inside]
    found += [col(ClaimRow.value).in_(numbers)] if numbers else []
    found += [col(ClaimRow.vague_word).in_(words)] if words else []
    yield or_(*found)


def _claims(*columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).select_from(ClaimRow).join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
