"""The store: one database file, its every read and write a transaction of its own."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, col

from claims.outline import Outline
from claims.records import Capture, Claim, Entry, Event, Filters, Page, Problem, Source, StoredClaim
from claims.store import (
    by_hand,
    captures,
    counting,
    events,
    kept,
    looking,
    news,
    outlines,
    pages,
    past,
    readings,
    refilling,
    remapping,
    rereading,
    taking,
    turning,
    versions,
)
from claims.store.arranged import Arranged
from claims.store.bearing import bearing_on
from claims.store.by_hand import Passage
from claims.store.changes import Change, list_changes
from claims.store.filters import conditions
from claims.store.flat import FlatRows, select_flat
from claims.store.ingested import Ingested
from claims.store.judged import now
from claims.store.known_by import KnownBy
from claims.store.migrations import HEAD
from claims.store.news import NewWording
from claims.store.portions import in_portions
from claims.store.rows import ClaimRow, EntryRow, EventRow
from claims.store.search import FoundEntries, find_entries, find_sources
from claims.store.whole import Row, whole
from claims.vocabulary import Vocabulary

Made = TypeVar("Made")


class Store(KnownBy, Arranged):
    """One database of claims; use it in a `with` statement, or close it.

    Everything may raise StoreError where the file can't be read or written. A write is stored as a whole or not at all.
    """

    def __init__(self, engine: Engine, path: Path | str, vocabulary: Vocabulary | None = None) -> None:
        super().__init__(engine, path, vocabulary)
        self._page: dict[int, Page] = {}

    # Events

    def event(self, slug: str) -> Event:
        """The event of that slug; raises UnknownEventError."""
        with self._reading() as session:
            return events.find_event(session, slug)

    def events(self, most: int | None = None) -> tuple[Event, ...]:
        """All events, or at most so many, by slug."""
        with self._reading() as session:
            return events.list_events(session, most)

    def version(self, event: str | None = None) -> int:
        """A number that rises with every write that may change what is known of the event's claims.

        Without an event it rises with every write. Raises UnknownEventError.
        """
        with self._reading() as session:
            if event is None:
                return versions.database_version(session)
            return versions.event_version(session, events.event_row(session, event).id)

    def kept(self, event: str, name: str, asked: str) -> bytes | None:
        """The answer about an event that was kept under that name, if nothing was written since."""
        with self._reading() as session:
            return kept.find_kept(session, events.event_row(session, event).id, name, asked)

    def keep(self, event: str, version: int, name: str, asked: str, packed: bytes) -> None:
        """Keep an answer that was worked out under a version of the event, where the file can be written just now."""
        with self._keeping() as session:
            kept.keep(session, events.event_row(session, event).id or 0, version, name, asked, packed)

    def put_event(self, event: Event) -> Event:
        """Add an event, or change the one of its slug; fields that are unset or None leave what is stored."""
        with self._writing() as session:
            return events.put_event(session, event)

    # Taking in

    def add(
        self, capture: Capture, page: Page, claims: Mapping[str, Sequence[Claim]], event: str, *, extractor: str
    ) -> Ingested:
        """Store a capture, its page and its claims (by entry key), as far as they are new; raises UnknownEventError."""
        with self._writing() as session:
            return taking.take_in(session, capture, page, claims, event, extractor, self._sources(session), now())

    def known(self, capture: Capture) -> Ingested | None:
        """What is stored of the same retrieval (address, bytes, moment); None where it must be read."""
        with self._reading() as session:
            return taking.known_retrieval(session, capture)

    def add_problem(self, problem: Problem, event: str | None = None) -> bool:
        """Store a problem that belongs to no page, of an event or none; returns whether it is new.

        Raises UnknownEventError.
        """
        with self._writing() as session:
            about = events.event_row(session, event).id if event is not None else None
            return captures.add_input_problem(session, problem, about, now())

    def new_entries(self, page: Page, captured_at: datetime) -> tuple[Entry, ...]:
        """The entries of a page whose wording is not stored yet: the only ones whose claims `add` reads."""
        with self._reading() as session:
            return taking.new_entries(session, page, captured_at)

    def add_by_hand(
        self, claim: Claim, passage: Passage, *, event: str, who: str, why: str | None = None
    ) -> StoredClaim:
        """Store a claim that a person entered (`make_claim`); raises UnknownEventError, StoreError."""
        with self._writing() as session:
            sources = self._sources(session)
            claim_id = by_hand.add_by_hand(session, claim, passage, event, who, why, sources, now())
            return looking.select_claim(session, claim_id)

    def entries_to_read(self, event: str | None = None) -> Iterator[tuple[int, Entry]]:
        """The entries of an event, or all, with their ids, to extract again; it may be written to in between."""
        last = 0
        while True:
            with self._reading() as session:
                if event is not None:
                    event = events.event_row(session, event).slug
                some = pages.entries_after(session, last, event)
            if not some:
                return
            yield from some
            last = some[-1][0]

    def reread(self, entry_id: int, claims: Sequence[Claim], extractor: str) -> Ingested:
        """Give a stored entry's claims the readings of an extractor; nothing twice, no decision lost."""
        with self._writing() as session:
            return readings.read_again(session, entry_id, claims, extractor, self._sources(session), now())

    def pages_to_read(self, reader: str, event: str | None = None) -> Iterator[tuple[int, Capture, str | None]]:
        """The captures that another version of a reader read, by page, with the zone of bare clock times."""
        with self._reading() as session:
            ids = rereading.pages_to_read(session, reader, event)
        for page_id in ids:
            with self._reading() as session:
                origin = captures.origin_of(session, page_id)
                found = captures.read_capture(session, origin)
            yield page_id, found, origin.page.zone

    def reread_page(self, page_id: int, page: Page, extractor: str) -> Ingested:
        """Let what a reader now makes of a capture take the place of an earlier reader's page; no decision is lost."""
        with self._writing() as session:
            return rereading.read_page_again(session, page_id, page, extractor, self._sources(session), now())

    def read_table_again(
        self, capture_id: int, page: Page, claims: Mapping[str, Sequence[Claim]], extractor: str
    ) -> Ingested | None:
        """Let what another mapping makes of a stored table take the place of what one made; None where it is the same.

        No decision is lost.
        """
        with self._writing() as session:
            sources = self._sources(session)
            return remapping.read_table_again(session, capture_id, page, claims, extractor, sources, now())

    # Looking

    def claims(self, filters: Filters | None = None) -> tuple[StoredClaim, ...]:
        """The claims that fit, by the time they were said, undated ones last.

        Raises UnknownEventError and UnknownSourceError for filters that name none.
        """
        filters = filters or Filters()
        known, stored = filters.as_known_at, filters.as_stored_at
        with self._reading() as session:
            if stored is not None:
                found = past.claims_stored_by(session, stored, filters, self._words())
            else:
                found = looking.select_claims(session, *conditions(session, filters, self._words()))
            return past.before_deletion(session, found, known, stored)

    def claims_after(self, after: int | None, limit: int, filters: Filters) -> tuple[StoredClaim, ...]:
        """At most `limit` claims of `claims`, from the one behind the claim of that id, or from the first.

        Raises UnknownClaimError, and what `claims` raises.
        """
        known, stored = filters.as_known_at, filters.as_stored_at
        with self._reading() as session:
            if stored is not None:
                found = turning.cut_claims(past.claims_stored_by(session, stored, filters, self._words()), after, limit)
            else:
                met = tuple(conditions(session, filters, self._words()))
                found = turning.turn_claims(session, met, after, limit)
            return past.before_deletion(session, found, known, stored)

    def flat(self, filters: Filters, read: Callable[[FlatRows], Made]) -> Iterator[Made]:
        """What `read` makes of the claims that fit, some rows of `FLAT` at a time, in the order of `claims`.

        Raises as it does. Of what was stored by a moment there are no such rows: ask for `claims`.
        """
        assert filters.as_stored_at is None
        with self._reading() as session:
            met = conditions(session, filters, self._words())
            yield from map(read, select_flat(session, *met, deletions=filters.as_known_at is None))

    @property
    def revision(self) -> str:
        """The revision of the tables."""
        return HEAD

    def whole(self) -> Iterator[tuple[str, Row]]:
        """All that the database holds, as it is at one moment: every row with its table's name, parents first."""
        with self._reading() as session:
            yield from whole(session)

    def refill(self, rows: Iterable[tuple[int, str, Row]]) -> int:
        """Fill an empty database with what `whole` gave of another, each row with its line; returns how many.

        Raises StoreError for a database that holds anything, and for rows that are none.
        """
        with self._writing() as session:
            return refilling.refill(session, rows)

    def outlined(
        self, filters: Filters, read: Callable[[Outline | StoredClaim], Made], like: Filters | None = None
    ) -> list[Made]:
        """What `read` makes of each claim that fits, held no longer than that, in no order; raises as `claims` does.

        With `like` those may be lacking that neither share a series with one that fits it nor bear on it by a denial.
        """
        with self._reading() as session:
            changed, anew = self._made_anew(session, filters)
            asked = tuple(conditions(session, filters, self._words()))
            near = bearing_on(session, asked, conditions(session, like, self._words())) if like else ()
            found = outlines.select_outlines(session, *asked, *near)
            known, stored = filters.as_known_at, filters.as_stored_at
            today = past.outlines_then(session, found, changed, known, stored)
            return [*map(read, today), *map(read, past.before_deletion(session, anew, known, stored))]

    def outlined_of(self, ids: Collection[int], read: Callable[[Outline], Made]) -> list[Made]:
        """What `read` makes of the claims of some ids, as they stand today, in no order."""
        with self._reading() as session:
            found = (each for some in looking.portions(ids) for each in outlines.select_outlines(session, some))
            return list(map(read, looking.none_lacking(found, ids)))

    def ids(self, filters: Filters) -> set[int]:
        """Ids of the claims that fit; raises as `claims` does."""
        with self._reading() as session:
            changed, anew = self._made_anew(session, filters)
            found = looking.select_ids(session, *conditions(session, filters, self._words()))
            return found.difference(changed).union(claim.id for claim in anew)

    def _made_anew(self, session: Session, filters: Filters) -> tuple[Collection[int], Sequence[StoredClaim]]:
        if filters.as_stored_at is None:
            return (), ()
        return past.made_anew(session, filters.as_stored_at, filters, self._words())

    def by_id(
        self, ids: Iterable[int], as_stored_at: datetime | None = None, as_known_at: datetime | None = None
    ) -> dict[int, StoredClaim]:
        """The claims of some ids, as the database held them, or as was known, at a moment if one is given."""
        with self._reading() as session:
            found = looking.select_by_id(session, ids)
            if as_stored_at is not None:
                found = past.as_stored_by(session, as_stored_at, found)
            return {claim.id: claim for claim in past.before_deletion(session, found, as_known_at, as_stored_at)}

    def by_uid(self, uids: Iterable[str]) -> dict[str, StoredClaim]:
        """The claims of some uids, standing or not."""
        with self._reading() as session:
            found = (looking.select_claims(session, col(ClaimRow.uid).in_(each)) for each in in_portions(set(uids)))
            return {claim.uid: claim for portion in found for claim in portion}

    def count(self, filters: Filters | None = None) -> int:
        """How many claims fit; raises as `claims` does."""
        if filters is not None and filters.as_stored_at is not None:
            return len(self.claims(filters))
        with self._reading() as session:
            return counting.count_claims(session, filters or Filters(), self._words())

    def newest(self, filters: Filters, limit: int) -> tuple[StoredClaim, ...]:
        """The claims that fit and became known last, at most `limit`, the latest first; raises as `claims` does."""
        if filters.as_stored_at is not None:
            return tuple(sorted(self.claims(filters), key=lambda claim: claim.known_from)[::-1][:limit])
        return self._last(filters, limit, looking.KNOWN_LAST)

    def last_said(self, filters: Filters, limit: int) -> tuple[StoredClaim, ...]:
        """The claims that fit in the order opposite to that of `claims`, at most `limit`; raises as that does."""
        if filters.as_stored_at is not None:
            return self.claims(filters)[::-1][:limit]
        return self._last(filters, limit, looking.SAID_LAST)

    def _last(self, filters: Filters, limit: int, order: looking.Order) -> tuple[StoredClaim, ...]:
        with self._reading() as session:
            found = looking.select_first(session, order, limit, *conditions(session, filters, self._words()))
            return past.before_deletion(session, found, filters.as_known_at, None)

    def counts(self, filters: Filters | None = None) -> dict[str, int]:
        """How many claims fit of each event that has some; raises as `claims` does."""
        if filters is not None and filters.as_stored_at is not None:
            return dict(Counter(claim.event for claim in self.claims(filters)))
        with self._reading() as session:
            return counting.counts_by_slug(session, filters or Filters(), self._words())

    def is_larger(self, event: str | None, count: int) -> bool:
        """Whether more claims than that are stored, of an event or in all; raises UnknownEventError."""
        with self._reading() as session:
            about = events.event_row(session, event).id if event is not None else None
            return looking.has_more(session, about, count)

    def search(self, filters: Filters, *, limit: int = 20, fittest: bool = False) -> FoundEntries:
        """The entries that hold the words of `filters.text`, with their claims: newest first, or the fittest.

        Raises ClaimsError for words that can't be looked for, UnknownEventError and UnknownSourceError.
        """
        with self._reading() as session:
            return find_entries(session, filters, limit, fittest=fittest, vocabulary=self._words())

    def search_sources(self, words: str, most: int | None = None) -> tuple[Source, ...]:
        """The sources that have a spelling with the words, all or the first, by slug; raises ClaimsError."""
        with self._reading() as session:
            return find_sources(session, words, most)

    def claim(self, claim: int | str) -> StoredClaim:
        """The claim of that id or uid, standing or not; raises UnknownClaimError."""
        with self._reading() as session:
            return looking.select_claim(session, claim)

    def entry_of(self, claim: int | str) -> Entry:
        """The entry that holds a claim, as read; raises UnknownClaimError."""
        with self._reading() as session:
            return pages.stored_entry(session, looking.claim_row(session, claim).entry_id)

    def page_of(self, entry_id: int) -> Page:
        """The page in which an entry's wording was read."""
        with self._reading() as session:
            page_id = session.get_one(EntryRow, entry_id).page_id
            if page_id not in self._page:
                # A stored page never changes, and the next entry asked for is most often of the same one.
                self._page = {page_id: pages.stored_page(session, page_id)}
            return self._page[page_id]

    def capture_of(self, claim: int | str) -> Capture:
        """The capture that a claim was read from, with its bytes; raises UnknownClaimError."""
        with self._reading() as session:
            entry = session.get_one(EntryRow, looking.claim_row(session, claim).entry_id)
            return captures.read_capture(session, captures.origin_of(session, entry.page_id))

    def claims_of(self, entries: Collection[int]) -> tuple[StoredClaim, ...]:
        """The claims of entries, standing or not."""
        with self._reading() as session:
            found = (looking.select_claims(session, col(ClaimRow.entry_id).in_(some)) for some in in_portions(entries))
            return tuple(claim for portion in found for claim in portion)

    def changes(
        self, event: str | None = None, url: str | None = None, *, sub_events: bool = False
    ) -> tuple[Change, ...]:
        """What captures show otherwise than those before: posts edited, deleted, late. Raises UnknownEventError."""
        with self._reading() as session:
            about = events.asked_slugs(session, Filters(event=event, sub_events=sub_events))
            return tuple(list_changes(session, about, url))

    def latest_capture(self, url: str) -> Capture | None:
        """The latest capture of the page of that address, with its bytes; None where there is none."""
        with self._reading() as session:
            origin = captures.find_latest(session, url)
            return captures.read_capture(session, origin) if origin else None

    def event_of(self, url: str) -> str | None:
        """The slug of the event that the latest capture of the page of that address went to; None without one."""
        with self._reading() as session:
            origin = captures.find_latest(session, url)
            return session.get_one(EventRow, origin.page.event_id).slug if origin else None

    def news_of(self, capture_id: int) -> tuple[NewWording, ...]:
        """The wordings that were first read in a capture (`Ingested.capture_id`), with their claims."""
        with self._reading() as session:
            return news.news_of(session, capture_id)

    def problems(self, event: str | None = None, url: str | None = None) -> tuple[Problem, ...]:
        """What could not be read, of all pages, of an event's or of one; raises UnknownEventError."""
        with self._reading() as session:
            if event is not None:
                event = events.event_row(session, event).slug
            return captures.list_problems(session, event, url)
