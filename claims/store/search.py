"""Full-text search: the entries that hold words, each with a snippet and its claims, and the sources of such names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, true
from sqlmodel import Session, col

from claims.errors import ClaimsError
from claims.records import Filters, Moment, Record, Source, StoredClaim, Utc
from claims.store.event_rows import MoveRow
from claims.store.events import event_ids, event_row
from claims.store.filters import claim_conditions, standing_conditions
from claims.store.looking import select_by_id
from claims.store.moments import read_moment
from claims.store.past import claims_stored_by
from claims.store.rows import AddressRow, AliasRow, ClaimRow, EntryRow, EventRow, PageRow, SourceRow
from claims.store.snippets import Snippet, snippet
from claims.store.sources import is_spelled, list_sources
from claims.store.words import ENTRY_WORDS, aliases_with, has_words, read_question, translations_with, unfitness
from claims.vocabulary import Vocabulary

RANKED = 1_000
"""Entries that are put in order, by time or by fitness: of more only those stored last are."""
_OF_ENTRIES = {"event", "sub_events", "text", "as_known_at", "as_stored_at", "standing"}
"""Filters that an entry without claims may meet, too."""


class FoundEntry(Record):
    """An entry that holds the words looked for, with those of its claims that fit the filters."""

    id: int
    event: str
    zone: str
    """The event's time zone."""
    url: str
    publisher: str | None
    headline: str | None
    posted_at: Moment | None
    known_until: Utc | None
    """When another wording took its place; None while it stands."""
    snippet: Snippet
    claims: tuple[StoredClaim, ...]


class FoundEntries(Record):
    """The answer to a search."""

    entries: tuple[FoundEntry, ...]
    count: int
    """How many entries hold the words, those not given included; at `RANKED` there may be more."""


def find_entries(
    session: Session, filters: Filters, limit: int, *, fittest: bool, vocabulary: Vocabulary
) -> FoundEntries:
    """The entries that hold the words of `filters.text`, at most `limit`: newest first, or the fittest by BM25.

    Filters that say something of claims leave the entries that hold such a claim. Raises ClaimsError for words that
    can't be looked for, UnknownEventError and UnknownSourceError.
    """
    if filters.text is None:
        raise ClaimsError("A search needs words to look for.")
    of_claims = tuple(claim_conditions(session, filters, vocabulary))
    met = tuple(_entry_conditions(filters, of_claims))
    found = {
        row.id: row for row in _matching(session, filters.text, met, _Home.asked(session, filters), ranked=fittest)
    }
    in_order = sorted(found.values(), key=lambda each: each.unfitness if fittest else -each.known_from.timestamp())
    first = [each.id for each in in_order[:limit]]
    claims = _claims(session, filters, first, of_claims, vocabulary)
    entries = {each.id: each for each in _entries(session, filters.text, first, claims)}
    return FoundEntries(entries=tuple(entries[each] for each in first), count=min(len(found), RANKED))


def find_sources(session: Session, words: str, most: int | None = None) -> tuple[Source, ...]:
    """The sources that have a spelling with the words, all or the first, by slug; raises ClaimsError."""
    named = select(col(AliasRow.source_id)).where(col(AliasRow.id).in_(aliases_with(words)))
    if most is not None:
        first = select(col(SourceRow.id)).where(col(SourceRow.id).in_(named), is_spelled())
        ids = session.scalars(first.order_by(col(SourceRow.slug)).limit(most)).all()
        return list_sources(session, col(SourceRow.id).in_(ids))
    return list_sources(session, col(SourceRow.id).in_(named))


def _entry_conditions(filters: Filters, of_claims: Sequence[ColumnElement[bool]]) -> Iterable[ColumnElement[bool]]:
    yield from standing_conditions(filters)
    if filters.as_stored_at is not None:
        yield col(PageRow.stored_at) <= filters.as_stored_at
    if _asks_of_claims(filters):
        fitting = select(col(ClaimRow.id)).where(col(ClaimRow.entry_id) == EntryRow.id, *of_claims)
        yield fitting.correlate(EntryRow).exists()


class _Home(NamedTuple):
    """The entries of some events: on their pages, or with a claim that was moved there."""

    events: tuple[int, ...]

    @classmethod
    def asked(cls, session: Session, filters: Filters) -> "_Home | None":
        """That of the event asked for; None where all are, or where the claims say it."""
        if filters.event is None or _asks_of_claims(filters):
            return None
        return cls(event_ids(session, event_row(session, filters.event), sub_events=filters.sub_events))

    def holds(self) -> ColumnElement[bool]:
        """The entry that is looked at is one of them."""
        return or_(self._on_page(), col(EntryRow.id).in_(self._moved()))

    def listed(self) -> ColumnElement[bool]:
        """The same of a row of the index, by a list of them all: most rows are let go without looking them up."""
        here = select(col(EntryRow.id)).join(PageRow, col(EntryRow.page_id) == PageRow.id).where(self._on_page())
        # A sum, so that the index gives its rows in order, and is not searched for each of the list.
        return (ENTRY_WORDS.c.rowid + 0).in_(here.union_all(self._moved()))

    def _on_page(self) -> ColumnElement[bool]:
        return col(PageRow.event_id).in_(self.events)

    def _moved(self) -> Select[Any]:
        moved = select(col(ClaimRow.entry_id)).join(MoveRow, col(MoveRow.claim_id) == ClaimRow.id)
        # A sum, so that no index is used for it: moves are few, the claims of an event may be many.
        return moved.where((col(ClaimRow.event_id) + 0).in_(self.events))


def _asks_of_claims(filters: Filters) -> bool:
    return bool(filters.model_dump(exclude=_OF_ENTRIES, exclude_none=True))


class _Match(NamedTuple):
    """An entry that holds the words."""

    id: int
    known_from: datetime
    unfitness: float
    """BM25, lowest for what fits best; 0 where only a translation has the words, and where nobody asks for it."""


def _matching(
    session: Session, words: str, met: Sequence[ColumnElement[bool]], home: _Home | None, *, ranked: bool
) -> Iterator[_Match]:
    """The entries stored last that hold the words, themselves or in a claim's translation."""
    columns = (col(EntryRow.id), col(EntryRow.known_from))
    # A sum, so that it begins with those translations, not with all entries of an event's pages.
    translated = select(*columns, literal(0.0)).join(PageRow, col(EntryRow.page_id) + 0 == PageRow.id)
    of_claims = select(col(ClaimRow.entry_id)).where(col(ClaimRow.id).in_(translations_with(words)))
    translated = translated.where(*met, col(EntryRow.id).in_(of_claims))
    translated = translated.where(*((home.holds(),) if home else ())).order_by(col(EntryRow.id).desc()).limit(RANKED)
    # The index gives its rows by id, so that it need not go through all that match.
    at = ENTRY_WORDS.c.rowid
    # Its rank would have it count all that match, too.
    how = unfitness(ENTRY_WORDS, words) if ranked else literal(0.0)
    asked = select(*columns, how).select_from(ENTRY_WORDS)
    asked = asked.join(EntryRow, at == EntryRow.id)
    asked = asked.join(PageRow, col(EntryRow.page_id) == PageRow.id).where(has_words(ENTRY_WORDS, words), *met)
    asked = asked.where(*((home.listed(),) if home else ())).order_by(at.desc()).limit(RANKED)
    for each in (translated, asked):
        yield from (_Match._make(row) for row in session.connection().execute(each))


def _claims(
    session: Session,
    filters: Filters,
    entries: Sequence[int],
    of_claims: Sequence[ColumnElement[bool]],
    vocabulary: Vocabulary,
) -> Mapping[int, list[StoredClaim]]:
    """The claims of entries that fit the filters, by entry."""
    if filters.as_stored_at is not None:
        found = claims_stored_by(session, filters.as_stored_at, filters, vocabulary)
    else:
        # What they must meet is asked of each as a column: as conditions it would have all of an event looked through.
        asked = select(col(ClaimRow.id), and_(true(), *of_claims)).where(col(ClaimRow.entry_id).in_(entries))
        found = tuple(select_by_id(session, [number for number, fits in session.execute(asked) if fits]))
    of_entry: dict[int, list[StoredClaim]] = defaultdict(list)
    for claim in sorted(found, key=lambda claim: claim.number_start):
        of_entry[claim.entry_id].append(claim)
    return of_entry


def _entries(
    session: Session, words: str, ids: Sequence[int], claims: Mapping[int, list[StoredClaim]]
) -> Iterable[FoundEntry]:
    question = read_question(words)
    asked = (
        select(EntryRow, col(EventRow.slug), col(EventRow.zone), col(AddressRow.url), col(PageRow.publisher))
        .join(PageRow, col(EntryRow.page_id) == PageRow.id)
        .join(EventRow, col(PageRow.event_id) == EventRow.id)
        .join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
        .where(col(EntryRow.id).in_(ids))
    )
    for row, event, zone, url, publisher in session.execute(asked):
        found = claims.get(row.id, [])
        shown = snippet(row.text, question)
        translated = next((claim.translation for claim in found if claim.translation), None)
        yield FoundEntry(
            id=row.id,
            event=event,
            zone=zone,
            url=url,
            publisher=publisher,
            headline=row.headline,
            posted_at=read_moment(row.posted_at, row.posted_at_how),
            known_until=row.known_until,
            snippet=shown if shown.marks or translated is None else snippet(translated, question),
            claims=tuple(found),
        )
