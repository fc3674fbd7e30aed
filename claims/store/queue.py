"""The queue: the claims that wait for a person, those that need review first, then the least sure."""

from sqlmodel import Session, col, select

from claims.errors import StoreError
from claims.records import Filters, StoredClaim
from claims.store.filters import conditions
from claims.store.looking import select_by_id
from claims.store.rows import ClaimRow, EntryRow
from claims.vocabulary import Vocabulary

_WAITING = ("needs review", "read")
"""Statuses of claims that wait, those that come first in front."""


def select_queue(session: Session, filters: Filters, limit: int, vocabulary: Vocabulary) -> tuple[StoredClaim, ...]:
    """The first claims that wait and fit, at most `limit`.

    Raises UnknownEventError, UnknownSourceError, and StoreError for what was stored at a moment: the queue is today's.
    """
    if filters.as_stored_at is not None:
        raise StoreError("What waits for review is what is stored today; leave out the moment at which it was stored.")
    met = tuple(conditions(session, filters, vocabulary))
    ids: list[int | None] = []
    for status in _WAITING:
        # One status after the other: so the index gives them in order, however many wait.
        asked = select(ClaimRow.id).join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        asked = asked.where(*met, ClaimRow.status == status)
        asked = asked.order_by(col(ClaimRow.confidence), col(ClaimRow.id)).limit(limit - len(ids))
        ids += session.exec(asked).all()
    found = {claim.id: claim for claim in select_by_id(session, (each for each in ids if each is not None))}
    return tuple(found[each] for each in ids if each is not None)
