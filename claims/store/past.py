"""The claims as the database held them at a moment: by the readings, decisions and moves stored by then.

What has not changed since is asked as ever; what has is made anew from its readings and decisions, and then meets the
same filters. Names keep the sources, sides and bodies that they have today, and events that are one today were one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlmodel import Session, col, or_, select

from claims.outline import Outline
from claims.records import Attribution, Claim, Filters, StoredClaim
from claims.store.event_rows import MoveRow
from claims.store.events import event_ids, event_row
from claims.store.filters import conditions, of_events, wording_conditions
from claims.store.looking import select_claims
from claims.store.meeting import meeting
from claims.store.moving import events_at, homes_of, in_its_event
from claims.store.portions import in_portions
from claims.store.rows import (
    AddressRow,
    AliasRow,
    AttributionRow,
    CaptureRow,
    ClaimRow,
    DecisionRow,
    EventRow,
    PageRow,
    ReadingRow,
    SourceRow,
)
from claims.store.standing import UNDECIDED, overlaid
from claims.vocabulary import Vocabulary

_Made = TypeVar("_Made", ReadingRow, DecisionRow)


def made_anew(
    session: Session, at: datetime, filters: Filters, vocabulary: Vocabulary
) -> tuple[Collection[int], Sequence[StoredClaim]]:
    """Ids of the claims that have changed since that moment, and those of them that fit the filters as they stood.

    Raises UnknownEventError, UnknownSourceError.
    """
    changed = _changed_since(session, at)
    if not changed:
        return changed, ()
    past, meets = _Past(session, at), meeting(session, filters, vocabulary)
    return changed, [claim for claim in past.claims(_today(session, at, changed, filters)) if meets(claim)]


def claims_stored_by(
    session: Session, at: datetime, filters: Filters, vocabulary: Vocabulary
) -> tuple[StoredClaim, ...]:
    """The claims that fit the filters as the database held them at that moment, by the time they were said.

    Raises UnknownEventError, UnknownSourceError.
    """
    changed, anew = made_anew(session, at, filters, vocabulary)
    today = select_claims(session, *conditions(session, filters, vocabulary))
    return tuple(sorted((*(claim for claim in today if claim.id not in changed), *anew), key=_telling))


def as_stored_by(session: Session, at: datetime, claims: Iterable[StoredClaim]) -> Iterator[StoredClaim]:
    """Claims as the database held them at that moment; those not read by then are left out."""
    changed = _changed_since(session, at)
    found = list(claims)
    yield from (claim for claim in found if claim.id not in changed)
    yield from _Past(session, at).claims(claim for claim in found if claim.id in changed)


def before_deletion(
    session: Session, claims: Iterable[StoredClaim], known: datetime | None, stored: datetime | None
) -> tuple[StoredClaim, ...]:
    """The claims without the deletions of their posts that were not known, or not stored, at the moments asked for."""
    return tuple(
        claim if _counts_deleted(session, claim, known, stored) else claim.model_copy(update={"deleted_at": None})
        for claim in claims
    )


def outlines_then(
    session: Session,
    found: Iterable[Outline],
    changed: Collection[int],
    known: datetime | None,
    stored: datetime | None,
) -> Iterable[Outline]:
    """The outlines of claims but for those that have changed since, without the deletions that do not count."""
    if known is None and stored is None:
        return found
    return (
        each if _counts_deleted(session, each, known, stored) else each._replace(deleted_at=None)
        for each in found
        if each.id not in changed
    )


def _counts_deleted(
    session: Session, claim: Outline | StoredClaim, known: datetime | None, stored: datetime | None
) -> bool:
    """Whether a deletion of the claim's post, if there is one, counts at the moments asked for.

    What was public at a moment is a claim whose post, if it was deleted, was so later.
    """
    return claim.deleted_at is None or (known is None and (stored is None or _stored_by(session, claim, stored)))


def _stored_by(session: Session, claim: Outline | StoredClaim, at: datetime) -> bool:
    """Whether the capture that shows the deletion was stored by then."""
    asked = select(PageRow.id).join(CaptureRow).join(AddressRow, col(PageRow.address_id) == AddressRow.id)
    asked = asked.where(AddressRow.url == claim.url, CaptureRow.captured_at == claim.deleted_at)
    return session.exec(asked.where(col(PageRow.stored_at) <= at)).first() is not None


def _telling(claim: StoredClaim) -> tuple[bool, float, int]:
    """The order of `select_claims`."""
    said = claim.said_at
    return said is None, said.at.timestamp() if said else 0.0, claim.id


def _changed_since(session: Session, at: datetime) -> set[int]:
    """Ids of the claims that were read, decided on or moved later, and of those that inherit a decision made later."""
    read = select(ReadingRow.claim_id).where(col(ReadingRow.stored_at) > at)
    made = select(DecisionRow.claim_id).where(col(DecisionRow.decided_at) > at)
    decided = {each for each in session.exec(made) if each is not None}
    heirs = decided
    while heirs:
        following = (select(ClaimRow.id).where(col(ClaimRow.replaces_id).in_(some)) for some in in_portions(heirs))
        heirs = {each for asked in following for each in session.exec(asked) if each is not None} - decided
        decided |= heirs
    moved = select(MoveRow.claim_id).where(col(MoveRow.moved_at) > at)
    return decided | set(session.exec(read)) | set(session.exec(moved))


def _today(session: Session, at: datetime, ids: Iterable[int], filters: Filters) -> Iterator[StoredClaim]:
    """What stands today of claims whose wording stood, of those that are in the event now or may have been then."""
    asked = list(wording_conditions(filters))
    if filters.event is not None:
        events = event_ids(session, event_row(session, filters.event), sub_events=filters.sub_events)
        moved = select(MoveRow.claim_id).where(col(MoveRow.moved_at) > at)
        asked.append(or_(of_events(events), col(ClaimRow.id).in_(moved)))
    for some in in_portions(ids):
        yield from select_claims(session, *asked, col(ClaimRow.id).in_(some))


class _Standing(NamedTuple):
    """What no field of a claim says."""

    status: str
    rank: str


class _Past:
    """Claims made anew from what was stored by a moment."""

    def __init__(self, session: Session, at: datetime) -> None:
        self._session = session
        self._at = at
        self._readings: dict[int, list[ReadingRow]] = {}
        self._decisions: dict[int, list[DecisionRow]] = {}
        self._standing: dict[int, _Standing] = {}
        self._sources = {row.id: row for row in session.exec(select(SourceRow))}
        self._events = events_at(session, at)
        self._homes: dict[int, EventRow] = {}

    def claims(self, today: Iterable[StoredClaim]) -> Iterator[StoredClaim]:
        """The claims as they stood; those not read by then are left out."""
        held = {claim.id: claim for claim in today}
        self._fetch(held)
        for claim in held.values():
            found = next((each for each in reversed(self._readings[claim.id]) if each.fields is not None), None)
            if found is not None:
                yield self._made(claim, found)

    def _fetch(self, ids: Iterable[int]) -> None:
        """Load what was stored by then of claims."""
        missing = [each for each in ids if each not in self._readings]
        for some in in_portions(missing):
            read = select(ReadingRow).where(col(ReadingRow.claim_id).in_(some), col(ReadingRow.stored_at) <= self._at)
            decided = select(DecisionRow).where(col(DecisionRow.claim_id).in_(some))
            decided = decided.where(col(DecisionRow.decided_at) <= self._at)
            self._homes |= homes_of(self._session, some)
            self._readings |= _by_claim(some, self._session.exec(read.order_by(col(ReadingRow.id))))
            self._decisions |= _by_claim(some, self._session.exec(decided.order_by(col(DecisionRow.id))))

    def _made(self, today: StoredClaim, found: ReadingRow) -> StoredClaim:
        decided = self._decided(today.id)
        fields = {name: value for name, value in decided.items() if name in Claim.model_fields}
        claim = Claim.model_validate({**(found.fields or {}), **fields})
        event = self._events.get(today.id)
        if (home := self._homes.get(today.id)) is not None:
            claim = in_its_event(claim, home, event or event_row(self._session, today.event))
        standing = self._stood(today.id, today.replaces_id)
        return StoredClaim.model_validate(
            {
                **dict(today),
                **dict(claim),
                **self._credited(today, claim),
                "part_of_id": today.part_of_id if claim.part_of == today.part_of else self._whole(today, claim),
                "event": event.slug if event else today.event,
                "status": standing.status,
                "rank": standing.rank,
                "extractor": found.extractor,
            }
        )

    def _decided(self, claim_id: int) -> dict[str, Any]:
        return overlaid(self._decisions[claim_id])

    def _stood(self, claim_id: int, before_id: int | None) -> _Standing:
        """Status and rank: by its own decisions, else by those of the claim that it follows."""
        if claim_id not in self._standing:
            self._fetch((claim_id,))
            decided = self._decided(claim_id)
            before = self._before(before_id) if before_id else None
            readings = self._readings[claim_id]
            inherited = "read" if before is None or before.status in UNDECIDED else "needs review"
            status = "withdrawn" if readings and readings[-1].fields is None else inherited
            rank = decided.get("rank") or (before.rank if before else "normal")
            self._standing[claim_id] = _Standing(decided.get("status") or status, rank)
        return self._standing[claim_id]

    def _before(self, claim_id: int) -> _Standing:
        row = self._session.get_one(ClaimRow, claim_id)
        return self._stood(claim_id, row.replaces_id)

    def _credited(self, today: StoredClaim, claim: Claim) -> dict[str, Any]:
        """Whom the chain's names mean: as today where they stand in today's chain, else by their spelling."""
        if claim.chain == today.chain:
            return {}
        asked = select(AttributionRow.name, AttributionRow.source_id).where(AttributionRow.claim_id == today.id)
        known = dict(self._session.exec(asked).all())
        steps = [(step, self._sources.get(self._source_id(step, known))) for step in claim.chain]
        speaker = next((source for step, source in steps if step.role == "speaker"), None)
        body = self._sources.get(speaker.speaks_for_id) if speaker else None
        outlet = next((source for step, source in steps if step.role == "publisher"), None)
        return {
            "speaker_source": speaker.slug if speaker else None,
            "speaks_for": (body or speaker).slug if body or speaker else None,  # type: ignore[union-attr]
            "side": speaker and (speaker.side or (body.side if body else None)),
            "relay_sources": tuple(source.slug for step, source in steps if step.role == "relay" and source),
            "publisher_source": outlet.slug if outlet else None,
            "publisher_side": outlet.side if outlet else None,
        }

    def _source_id(self, step: Attribution, known: dict[str, int]) -> int | None:
        if step.name in known:
            return known[step.name]
        return self._session.exec(select(AliasRow.source_id).where(AliasRow.name == step.name)).first()

    def _whole(self, today: StoredClaim, claim: Claim) -> int | None:
        """Id of the claim that it was read to be a part of, best of the same metric."""
        asked = select(ClaimRow.id, ClaimRow.metric).where(ClaimRow.entry_id == today.entry_id)
        found = self._session.exec(asked.where(ClaimRow.number_start == claim.part_of, ClaimRow.id != today.id)).all()
        return min(found, key=lambda each: (each[1] != claim.metric, each[0]), default=(None,))[0]


def _by_claim(ids: Iterable[int], rows: Iterable[_Made]) -> dict[int, list[_Made]]:
    found: dict[int | None, list[_Made]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return {each: found[each] for each in ids}
