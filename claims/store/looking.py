"""Claims as the database gives them back: what stands, with their chains, in two queries however many they are."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from claims.errors import UnknownClaimError
from claims.outline import Outline
from claims.records import Attribution, Claim, Role, Stance, StoredClaim
from claims.store.moments import claim_fields, read_moment
from claims.store.portions import in_portions
from claims.store.rows import (
    AddressRow,
    AttributionRow,
    CaptureRow,
    ClaimRow,
    EntryRow,
    EventRow,
    PageRow,
    SourceRow,
)

C = TypeVar("C", Outline, StoredClaim)

_LARGEST_ID = 2**63 - 1


class Step(NamedTuple):
    """A step of a claim's chain, with its source's slug and side."""

    attribution: Attribution
    source: str
    side: str | None


def select_claims(session: Session, *conditions: ColumnElement[bool]) -> tuple[StoredClaim, ...]:
    """The claims that meet conditions on the rows of claim and entry, by the time they were said; undated ones last."""
    chains = _chains(session, conditions)
    asked = _of_claims().where(*conditions)
    found = session.connection().execute(asked)
    columns = tuple(found.keys())
    # Plain dicts: looking a column up in a row of the library takes several times as long.
    rows = (dict(zip(columns, row, strict=True)) for row in found.all())
    return tuple(_stored(row, chains.get(row["id"], ())) for row in rows)


@cache
def _of_claims() -> Select[*tuple[Any, ...]]:
    """The columns that claims are made of; put together once, which costs more than asking."""
    speaker, body = aliased(SourceRow), aliased(SourceRow)
    return (
        select(
            *ClaimRow.metadata.tables["claim"].columns,
            col(EventRow.slug).label("event"),
            col(AddressRow.url),
            col(EntryRow.headline),
            col(EntryRow.posted_at),
            col(EntryRow.posted_at_how),
            col(EntryRow.known_from),
            col(EntryRow.known_until),
            col(EntryRow.deleted_at),
            col(CaptureRow.captured_at),
            col(CaptureRow.sha256).label("capture_sha256"),
            col(speaker.slug).label("speaker_source"),
            col(speaker.side).label("speaker_side"),
            col(body.slug).label("body_source"),
            col(body.side).label("body_side"),
        )
        .join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        .join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
        .join(EventRow, col(ClaimRow.event_id) == EventRow.id)
        .join(PageRow, col(EntryRow.page_id) == PageRow.id)
        .join(CaptureRow, col(PageRow.capture_id) == CaptureRow.id)
        .outerjoin(speaker, col(ClaimRow.speaker_id) == speaker.id)
        .outerjoin(body, col(speaker.speaks_for_id) == body.id)
        .order_by(col(ClaimRow.said_at).is_(None), col(ClaimRow.said_at), col(ClaimRow.id))
    )


def select_ids(session: Session, *conditions: ColumnElement[bool]) -> set[int]:
    """Ids of the claims that meet conditions on the rows of claim and entry."""
    asked = select(col(ClaimRow.id)).join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id).where(*conditions)
    return {int(row[0]) for row in session.connection().execute(asked) if row[0] is not None}


def select_by_id(session: Session, ids: Iterable[int]) -> Iterator[StoredClaim]:
    """The claims of some ids; raises as `none_lacking`."""
    asked = set(ids)
    return none_lacking((claim for some in portions(asked) for claim in select_claims(session, some)), asked)


def none_lacking(found: Iterable[C], ids: Iterable[int]) -> Iterator[C]:
    """What was found of some ids; raises NoResultFound where one is lacking: claims go only where a file is damaged."""
    lacking = set(ids)
    for claim in found:
        lacking.discard(claim.id)
        yield claim
    if lacking:
        raise NoResultFound(f"claim {min(lacking)} is lacking")


def portions(ids: Iterable[int]) -> Iterator[ColumnElement[bool]]:
    """Conditions that a claim has one of some ids, so many at a time as a query takes."""
    return (col(ClaimRow.id).in_(some) for some in in_portions(ids))


def has_more(session: Session, event_id: int | None, count: int) -> bool:
    """Whether more claims than that are stored, of an event or in all; they are counted no further."""
    asked = select(col(ClaimRow.id)).offset(count).limit(1)
    if event_id is not None:
        asked = asked.where(col(ClaimRow.event_id) == event_id)
    return session.scalars(asked).first() is not None


Order = tuple[ColumnElement[Any], ...]
SAID_LAST: Order = (col(ClaimRow.said_at).is_(None).desc(), col(ClaimRow.said_at).desc(), col(ClaimRow.id).desc())
"""Undated claims, then those said last: what `select_claims` gives, from its end."""
KNOWN_LAST: Order = (col(EntryRow.known_from).desc(), *SAID_LAST)
"""Claims that became known last."""


def select_first(session: Session, order: Order, limit: int, *conditions: ColumnElement[bool]) -> Iterator[StoredClaim]:
    """The first claims, in an order, that meet conditions on the rows of claim and entry."""
    asked = select(col(ClaimRow.id)).join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id).where(*conditions)
    ids = [number for number in session.scalars(asked.order_by(*order).limit(limit)) if number is not None]
    found = {claim.id: claim for claim in select_by_id(session, ids)}
    return (found[number] for number in ids)


def claim_row(session: Session, claim: int | str) -> ClaimRow:
    """The row of the claim of that id or uid; raises UnknownClaimError."""
    asked = select(ClaimRow).where(_named(claim))
    row = session.scalars(asked).first()
    if row is None:
        raise UnknownClaimError(claim)
    return row


def select_claim(session: Session, claim: int | str) -> StoredClaim:
    """The claim of that id or uid, standing or not; raises UnknownClaimError."""
    found = select_claims(session, _named(claim))
    if not found:
        raise UnknownClaimError(claim)
    return found[0]


def as_claim(stored: StoredClaim) -> Claim:
    """What a stored claim says, without where it was found."""
    return Claim(**{name: getattr(stored, name) for name in Claim.model_fields})


def _named(claim: int | str) -> ColumnElement[bool]:
    number = int(claim) if isinstance(claim, int) or (claim.isdecimal() and len(claim) < 20) else None
    if number is None or not 0 <= number <= _LARGEST_ID:
        return col(ClaimRow.uid) == str(claim)
    return col(ClaimRow.id) == number


def _chains(session: Session, conditions: tuple[ColumnElement[bool], ...]) -> dict[int, tuple[Step, ...]]:
    """The chains of the claims that meet the conditions, by the claim's id."""
    asked = _of_steps().where(*conditions)
    chains: dict[int, tuple[Step, ...]] = {}
    for claim, *said, slug, side in session.connection().execute(asked).all():
        chains[claim] = (*chains.get(claim, ()), Step(_attribution(*said), slug, side))
    return chains


@cache
def _of_steps() -> Select[*tuple[Any, ...]]:
    """The steps of chains, in order."""
    return (
        select(
            col(AttributionRow.claim_id),
            *(col(column) for column in (AttributionRow.role, AttributionRow.name, AttributionRow.words)),
            *(col(column) for column in (AttributionRow.verb, AttributionRow.stance)),
            col(SourceRow.slug),
            col(SourceRow.side),
        )
        .join(SourceRow, col(AttributionRow.source_id) == SourceRow.id)
        .join(ClaimRow, col(AttributionRow.claim_id) == ClaimRow.id)
        .join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        .order_by(col(AttributionRow.claim_id), col(AttributionRow.step))
    )


@lru_cache(maxsize=4096)
def _attribution(role: Role, name: str, words: str, verb: str | None, stance: Stance) -> Attribution:
    """A step as told; outlets and speakers come again and again."""
    return Attribution(role=role, name=name, words=words, verb=verb, stance=stance)


def _stored(row: Mapping[Any, Any], chain: tuple[Step, ...]) -> StoredClaim:
    publisher = next((step for step in chain if step.attribution.role == "publisher"), None)
    return StoredClaim(
        **claim_fields(row),
        **{name: row[name] for name in _SAME},
        chain=tuple(step.attribution for step in chain),
        posted_at=read_moment(row["posted_at"], row["posted_at_how"]),
        speaks_for=row["body_source"] or row["speaker_source"],
        side=row["speaker_side"] or row["body_side"],
        relay_sources=tuple(step.source for step in chain if step.attribution.role == "relay"),
        publisher_source=publisher.source if publisher else None,
        publisher_side=publisher.side if publisher else None,
    )


_SAME = (
    "id",
    "uid",
    "event",
    "entry_id",
    "url",
    "headline",
    "known_from",
    "known_until",
    "deleted_at",
    "captured_at",
    "capture_sha256",
    "part_of_id",
    "replaces_id",
    "speaker_source",
    "status",
    "rank",
    "extractor",
)
"""Fields of a stored claim that a column of the query holds under the same name."""
