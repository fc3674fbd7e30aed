"""What a capture brought: the wordings that were first read in it, with their claims and those that they follow."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from claims.records import Entry, StoredClaim
from claims.store.entry_rows import read_entry
from claims.store.looking import select_claim, select_claims
from claims.store.rows import EntryRow, PageRow


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A claim of a new wording; `before` is the claim of the post's earlier wording that it follows."""

    claim: StoredClaim
    before: StoredClaim | None = None


@dataclass(frozen=True, slots=True)
class NewWording:
    """A post in a wording that a capture was the first to have; `edited` where the post had another one before."""

    entry_id: int
    entry: Entry
    edited: bool
    claims: tuple[NewFigure, ...]


def news_of(session: Session, capture_id: int) -> tuple[NewWording, ...]:
    """The wordings that were first read in a capture, in the order of its page."""
    pages = select(PageRow.id).where(PageRow.capture_id == capture_id)
    asked = select(EntryRow).where(col(EntryRow.page_id).in_(pages))
    rows = session.exec(asked.order_by(col(EntryRow.start), col(EntryRow.id))).all()
    claims: dict[int, list[NewFigure]] = {}
    for claim in sorted(select_claims(session, col(EntryRow.page_id).in_(pages)), key=lambda claim: claim.id):
        before = select_claim(session, claim.replaces_id) if claim.replaces_id is not None else None
        claims.setdefault(claim.entry_id, []).append(NewFigure(claim, before))
    return tuple(
        NewWording(row.id or 0, read_entry(row), row.replaces_id is not None, tuple(claims.get(row.id or 0, ())))
        for row in rows
    )
