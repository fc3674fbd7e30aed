"""Claims page by page: each page goes on behind the last claim of the one before, whatever was stored meanwhile."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from claims.records import StoredClaim
from claims.store.looking import claim_row, select_by_id
from claims.store.rows import ClaimRow, EntryRow


def turn_claims(
    session: Session, conditions: Sequence[ColumnElement[bool]], after: int | None, limit: int
) -> tuple[StoredClaim, ...]:
    """At most `limit` claims that meet the conditions, in the order in which they were said, behind that claim.

    Undated ones come last. Raises UnknownClaimError.
    """
    said, number = col(ClaimRow.said_at), col(ClaimRow.id)
    ids: list[int] = []
    # One question for dated and one for undated claims: each is answered in the order of an index, without a sort.
    for behind in _behind(claim_row(session, after)) if after is not None else (said.is_not(None), said.is_(None)):
        asked = select(number).join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id).where(*conditions, behind)
        asked = asked.order_by(said, number).limit(limit - len(ids))
        ids += [int(row[0] or 0) for row in session.connection().execute(asked)]
    found = {claim.id: claim for claim in select_by_id(session, ids)}
    return tuple(found[each] for each in ids)


def cut_claims(claims: Sequence[StoredClaim], after: int | None, limit: int) -> tuple[StoredClaim, ...]:
    """The same of claims that are already in order."""
    begin = 0 if after is None else next((at + 1 for at, each in enumerate(claims) if each.id == after), len(claims))
    return tuple(claims[begin : begin + limit])


def _behind(row: ClaimRow) -> tuple[ColumnElement[bool], ...]:
    """What a claim must meet to come after another, dated ones first."""
    said, later = col(ClaimRow.said_at), col(ClaimRow.id) > row.id
    if row.said_at is None:
        return (and_(said.is_(None), later),)
    return and_(said >= row.said_at, or_(said > row.said_at, later)), said.is_(None)
