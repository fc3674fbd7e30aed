"""Readings: what extractors made of a claim, and reading a stored entry again."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from claims.records import Claim, Record, Utc
from claims.store.captures import origin_of
from claims.store.ingested import Ingested
from claims.store.rows import ClaimRow, EntryRow, EventRow, ReadingRow
from claims.store.sources import Sources
from claims.store.standing import (
    About,
    about_origin,
    add_claims,
    by_identity,
    link_parts,
    link_successors,
    reading_columns,
    restand,
)


class Reading(Record):
    """What one extractor made of a claim; only `superseded_at` is ever added to it."""

    id: int
    extractor: str | None
    """Name and version; None for a claim entered by hand."""
    claim: Claim | None
    """The claim as read; None where this extractor did not find it."""
    stored_at: Utc
    superseded_at: Utc | None


def list_readings(session: Session, claim_id: int) -> tuple[Reading, ...]:
    """The readings of a claim, oldest first."""
    asked = select(ReadingRow).where(ReadingRow.claim_id == claim_id).order_by(col(ReadingRow.id))
    return tuple(_reading(row) for row in session.exec(asked))


def read_again(
    session: Session, entry_id: int, claims: Sequence[Claim], extractor: str, sources: Sources, now: datetime
) -> Ingested:
    """Give an entry's claims the readings of an extractor.

    A claim found again (same metric, same number) gets a new reading where it reads differently or was read by another
    extractor; one not found is marked withdrawn but kept as it is if decided on; the rest are new. What a researcher's
    own words found is left as it is where they are not among today's: a run that forgets them withdraws nothing.
    """
    entry = session.get_one(EntryRow, entry_id)
    origin = origin_of(session, entry.page_id)
    about = about_origin(sources, origin, session.get_one(EventRow, origin.page.event_id), extractor, now)
    stored = {(row.found_metric, row.found_start, row.found_number): row for row in _read_claims(session, entry_id)}
    found = by_identity(claims)
    changes = [_reread(session, row, found.get(key), about) for key, row in stored.items()]
    new = [(entry, claim) for key, claim in found.items() if key not in stored]
    add_claims(session, new, about)
    link_parts(session, [entry_id])
    before = session.get(EntryRow, entry.replaces_id) if entry.replaces_id and new else None
    return Ingested(
        entries_seen=1,
        claims_new=len(new),
        claims_known=changes.count("known"),
        claims_changed=changes.count("changed"),
        claims_withdrawn=changes.count("withdrawn"),
        claims_left=changes.count("left"),
        needs_review=link_successors(session, entry, before, about) if before else 0,
    )


def _read_claims(session: Session, entry_id: int) -> Sequence[ClaimRow]:
    """The claims of an entry that an extractor found; what people entered is not for extractors to judge."""
    asked = select(ClaimRow).where(ClaimRow.entry_id == entry_id, col(ClaimRow.extractor).is_not(None))
    return session.exec(asked.order_by(col(ClaimRow.id))).all()


def _reread(session: Session, row: ClaimRow, claim: Claim | None, about: About) -> str:
    """Add a reading to a claim where it says something new; returns what became of the claim."""
    assert row.id is not None
    asked = select(ReadingRow).where(ReadingRow.claim_id == row.id).order_by(col(ReadingRow.id).desc())
    latest = session.exec(asked.limit(1)).one()
    if claim is None and _own_words(latest.extractor) not in ("", _own_words(about.extractor)):
        return "left"
    reading = ReadingRow(**reading_columns(row.id, claim, about))
    same = latest.fields == reading.fields
    if same and (claim is None or latest.extractor == about.extractor):
        return "known" if claim else "gone"
    latest.superseded_at = about.now
    session.add(reading)
    session.flush()
    restand(session, row, about.sources, about.now)
    if claim is None:
        return "withdrawn" if row.status == "withdrawn" else "kept"
    return "known" if same else "changed"


def _own_words(extractor: str | None) -> str:
    """The name of the researcher's own file behind "rules 2 + my.toml 1a2b3c4d", without its fingerprint."""
    return (extractor or "").partition(" + ")[2].rpartition(" ")[0]


def _reading(row: ReadingRow) -> Reading:
    assert row.id is not None
    return Reading(
        id=row.id,
        extractor=row.extractor,
        claim=Claim.model_validate(row.fields) if row.fields is not None else None,
        stored_at=row.stored_at,
        superseded_at=row.superseded_at,
    )
