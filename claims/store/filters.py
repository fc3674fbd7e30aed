"""Filters as conditions on the tables: one record behind every door."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, or_, select

from claims import gazetteer
from claims.records import Filters, Role
from claims.store.events import event_ids, event_row
from claims.store.rows import AttributionRow, CaptureRow, ClaimRow, EntryRow, PageRow, SourceRow
from claims.store.sources import home_of, matching_ids
from claims.store.words import entries_with, translations_with
from claims.vocabulary import Vocabulary

_SAME = ("metric", "qualifier", "certainty", "basis", "scope")
"""Filters that name a column and its value."""

FALLEN = ("withdrawn", "rejected", "retracted")
"""Statuses of claims that no longer stand."""
JUDGED = ("accepted", "amended", "rejected", "retracted")
"""Statuses that a person gave by a decision on the claim itself."""


def conditions(session: Session, filters: Filters, vocabulary: Vocabulary) -> Iterator[ColumnElement[bool]]:
    """What a claim must meet, on the rows of claim and entry.

    Raises UnknownEventError and UnknownSourceError, VocabularyError for an unknown side, ClaimsError for words that
    can't be looked for.
    """
    yield from claim_conditions(session, filters, vocabulary)
    yield from wording_conditions(filters)


def claim_conditions(session: Session, filters: Filters, vocabulary: Vocabulary) -> Iterator[ColumnElement[bool]]:
    """What a claim itself must meet, its wording aside.

    Raises UnknownEventError, UnknownSourceError, and VocabularyError for an unknown side.
    """
    home = None
    if filters.event is not None:
        event = event_row(session, filters.event)
        home = home_of(event.place, vocabulary)
        yield of_events(event_ids(session, event, sub_events=filters.sub_events))
    for name in _SAME:
        if (value := getattr(filters, name)) is not None:
            yield col(getattr(ClaimRow, name)) == value
    if filters.group is not None:
        yield col(ClaimRow.group_kind) == filters.group
    if filters.place is not None:
        yield _within(filters.place)
    if filters.since is not None:
        yield col(ClaimRow.said_at) >= filters.since
    if filters.until is not None:
        yield col(ClaimRow.said_at) < filters.until
    yield from _status_conditions(filters)
    if filters.source is not None:
        yield _credits(filters.role, _source(matching_ids(session, filters.source, home, vocabulary)))
    if filters.side is not None:
        yield _credits(filters.role or "speaker", _on_side(vocabulary.side(filters.side)))
    if filters.role is not None and filters.source is None and filters.side is None:
        yield _credits(filters.role)


def of_events(ids: tuple[int, ...]) -> ColumnElement[bool]:
    """The claim is in one of the events."""
    # One event is compared by itself: so an index over event and time gives its claims in order.
    return col(ClaimRow.event_id) == ids[0] if len(ids) == 1 else col(ClaimRow.event_id).in_(ids)


def _status_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.standing:
        yield col(ClaimRow.status).not_in(FALLEN)
    if filters.reviewed is not None:
        judged = col(ClaimRow.status).in_(JUDGED)
        yield judged if filters.reviewed else ~judged


def wording_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """What a claim's entry must meet: its words, public by then, and standing unless replaced ones are asked for too.

    Raises ClaimsError for words that can't be looked for.
    """
    yield from text_conditions(filters)
    yield from standing_conditions(filters)


def text_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The words that a claim's entry or its translation must have; raises ClaimsError."""
    if filters.text is not None:
        in_translation = col(ClaimRow.id).in_(translations_with(filters.text))
        yield or_(col(ClaimRow.entry_id).in_(entries_with(filters.text)), in_translation)


def standing_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """What an entry must meet to be a wording that stood: public by then, and not yet replaced."""
    if filters.as_known_at is not None:
        yield col(EntryRow.known_from) <= filters.as_known_at
    if filters.standing:
        yield _stood(filters)


def replaced() -> ColumnElement[bool]:
    """Another wording took the entry's place: it stands no more today."""
    until, deleted = col(EntryRow.known_until), col(EntryRow.deleted_at)
    return and_(until.is_not(None), or_(deleted.is_(None), deleted != until))


def _stood(filters: Filters) -> ColumnElement[bool]:
    """The wording stood: today, at the moment asked for, or as far as was known when the database was asked then.

    A deleted post stood at no moment after; where none is asked for, it is what was said, and marked.
    """
    until = col(EntryRow.known_until)
    ways: list[ColumnElement[bool]] = [until.is_(None)]
    if filters.as_known_at is None:
        ways.append(col(EntryRow.deleted_at) == until)
    else:
        ways.append(until > filters.as_known_at)
    if filters.as_stored_at is not None:
        ways.append(and_(*_not_yet_replaced(filters.as_stored_at)))
    return or_(*ways)


def _not_yet_replaced(at: datetime) -> Iterator[ColumnElement[bool]]:
    """What took the wording's place, or showed that it was deleted, was stored later, and nothing else had done so."""
    other, page, capture = aliased(EntryRow), aliased(PageRow), aliased(CaptureRow)
    of_post = select(other.id).join(page, col(other.page_id) == page.id).where(other.post_id == EntryRow.post_id)
    without = select(page.id).join(capture, col(page.capture_id) == capture.id)
    without = without.where(page.address_id == EntryRow.address_id, capture.captured_at == EntryRow.deleted_at)
    yield or_(
        of_post.where(other.replaces_id == EntryRow.id, col(page.stored_at) > at).exists(),
        without.where(col(page.stored_at) > at).exists(),
    )
    yield ~of_post.where(col(other.first_seen) > EntryRow.first_seen, col(page.stored_at) <= at).exists()


def _within(place: str) -> ColumnElement[bool]:
    """In a place or in a place within it: by its key's path, and for a region by the gazetteer."""
    column = col(ClaimRow.place)
    # "0" follows "/": the keys under a path are a range of the index.
    return or_(column == place, and_(column >= f"{place}/", column < f"{place}0"), column.in_(_cities(place)))


@lru_cache(maxsize=1024)
def _cities(region: str) -> tuple[str, ...]:
    """The cities of a region, by the gazetteer."""
    if gazetteer.place(region) is None:
        return ()
    return tuple(city.key for city in gazetteer.places().values() if city.region == region)


def _credits(role: Role | None, *asked: ColumnElement[bool]) -> ColumnElement[bool]:
    """A step of the claim's chain, in a role if one is asked for, meets what is asked."""
    step = select(AttributionRow.claim_id).where(*asked)
    # Not "exists": SQLite would go through all that a source ever said anew for every claim.
    return col(ClaimRow.id).in_(step.where(AttributionRow.role == role) if role else step)


def _source(ids: tuple[int, ...]) -> ColumnElement[bool]:
    return col(AttributionRow.source_id).in_(ids)


def _on_side(side: str) -> ColumnElement[bool]:
    """The source is on that side; one that has none of its own is on that of the body it speaks for."""
    source, body = aliased(SourceRow), aliased(SourceRow)
    joined = select(source.id).outerjoin(body, col(source.speaks_for_id) == body.id)
    return col(AttributionRow.source_id).in_(joined.where(func.coalesce(source.side, body.side) == side))
