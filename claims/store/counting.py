"""How many claims fit: counted from the index over claims alone, less the few whose wording was replaced."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from claims.records import Filters
from claims.store.filters import claim_conditions, replaced, standing_conditions, text_conditions
from claims.store.rows import ClaimRow, EntryRow, EventRow
from claims.vocabulary import Vocabulary


def count_claims(session: Session, filters: Filters, vocabulary: Vocabulary) -> int:
    """How many claims fit; raises UnknownEventError, UnknownSourceError."""
    return sum(sign * int(session.execute(asked).scalar_one()) for sign, asked in _counts(session, filters, vocabulary))


def counts_by_event(session: Session, filters: Filters, vocabulary: Vocabulary) -> dict[int, int]:
    """How many claims fit of each event that has some, by its id; raises UnknownEventError, UnknownSourceError."""
    event, counts = col(ClaimRow.event_id), dict[int, int]()
    for sign, asked in _counts(session, filters, vocabulary):
        for event_id, count in session.execute(asked.with_only_columns(event, func.count()).group_by(event)):
            counts[event_id] = counts.get(event_id, 0) + sign * count
    return {event_id: count for event_id, count in counts.items() if count}


def counts_by_slug(session: Session, filters: Filters, vocabulary: Vocabulary) -> dict[str, int]:
    """The same by the event's slug; raises UnknownEventError, UnknownSourceError."""
    counts = counts_by_event(session, filters, vocabulary)
    slugs = session.execute(select(col(EventRow.id), col(EventRow.slug)))
    return {slug: counts[number] for number, slug in slugs if number in counts}


def _counts(session: Session, filters: Filters, vocabulary: Vocabulary) -> Iterator[tuple[int, Select[Any]]]:
    """What to count, with 1 for what is to be added and -1 for what is to be taken away."""
    met: tuple[ColumnElement[bool], ...] = (*claim_conditions(session, filters, vocabulary), *text_conditions(filters))
    of_claims = select(func.count()).select_from(ClaimRow).where(*met)
    with_entries = of_claims.join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
    if not filters.standing and filters.as_known_at is None:
        yield 1, of_claims
    elif filters.as_known_at is None and filters.as_stored_at is None:
        # Most wordings stand, and an index lists the others: to look each claim's up would take far longer.
        yield 1, of_claims
        yield -1, of_claims.where(col(ClaimRow.id).in_(_of_replaced()))
    else:
        yield 1, with_entries.where(*standing_conditions(filters))


def _of_replaced() -> Select[Any]:
    """Ids of the claims whose wording was replaced."""
    claim = aliased(ClaimRow)
    return select(col(claim.id)).join(EntryRow, col(claim.entry_id) == EntryRow.id).where(replaced())
