"""Posts and their wordings: seen before, changed, or new; from when and until when each wording stood.

Captures may arrive in any order. A post's wordings stand one after the other in the order in which they were first
seen; the first is known from when it was posted, a later one from when it was first seen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256

from sqlmodel import Session, col, func, select

from claims.records import Entry, Moment
from claims.store.columns import storable
from claims.store.moments import moment_columns, read_moment
from claims.store.rows import CaptureRow, EntryRow, PageRow, SightingRow

_AT_ONCE = 500
"""Keys asked for in one query."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry of a page with its row; `before` and `after` are the wordings around one that is new."""

    entry: Entry
    row: EntryRow
    new: bool
    before: EntryRow | None = None
    after: EntryRow | None = None

    @property
    def edited(self) -> bool:
        """Whether the post has other wordings next to a new one."""
        return self.new and (self.before is not None or self.after is not None)

    @property
    def id(self) -> int:
        """The row's id, once it is stored."""
        return entry_id(self.row)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and when entries are seen: a page, its address, the moment of its capture."""

    address_id: int
    page_id: int
    at: datetime


def place_entries(session: Session, entries: Iterable[Entry], seen: Seen) -> tuple[Wording, ...]:
    """Store each entry's wording where it is new, and a sighting of each."""
    entries = tuple(entries)
    stored = stored_wordings(session, seen.address_id, (entry.key for entry in entries))
    placed = tuple(_place(session, entry, stored.get(storable(entry.key), []), seen) for entry in entries)
    session.add_all(wording.row for wording in placed if wording.new)
    session.flush()
    for wording in placed:
        if wording.new:
            _link(wording)
    session.add_all(
        SightingRow(entry_id=wording.id, page_id=seen.page_id, start=wording.entry.start) for wording in placed
    )
    session.flush()
    return placed


def stored_wordings(session: Session, address_id: int, keys: Iterable[str]) -> dict[str, list[EntryRow]]:
    """The wordings of a page's posts by key, first seen first."""
    found: dict[str, list[EntryRow]] = {}
    for some in in_portions(tuple({storable(key) for key in keys})):
        asked = select(EntryRow).where(EntryRow.address_id == address_id, col(EntryRow.key).in_(some))
        for row in session.exec(asked.order_by(col(EntryRow.first_seen), col(EntryRow.id))):
            found.setdefault(row.key, []).append(row)
    return found


def standing_at(wordings: list[EntryRow], at: datetime) -> EntryRow | None:
    """The last wording that was first seen by then."""
    return next((row for row in reversed(wordings) if row.first_seen <= at), None)


def is_same(row: EntryRow | None, entry: Entry) -> bool:
    """Whether a wording is that of the entry, but for line ends and trailing blanks: nobody edits those.

    A page saved again with other line ends is the same, though offsets in its own text differ.
    """
    return row is not None and (row.text_hash == _hash(entry) or _evened(row.text) == _evened(storable(entry.text)))


def read_entry(row: EntryRow, start: int | None = None) -> Entry:
    """The entry that a row stores; `start` is where another page has it."""
    return Entry(
        **row.model_dump(include={"key", "kind", "text", "headline", "stamp", "stamp_start"}),
        start=row.start if start is None else start,
        posted_at=read_moment(row.posted_at, row.posted_at_how),
        clock=time.fromisoformat(row.clock) if row.clock else None,
    )


def entry_id(row: EntryRow) -> int:
    """The id that a flushed row has."""
    assert row.id is not None
    return row.id


def in_portions(items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The items, a few hundred at a time: a query takes only so many."""
    return (items[first : first + _AT_ONCE] for first in range(0, len(items), _AT_ONCE))


def _place(session: Session, entry: Entry, wordings: list[EntryRow], seen: Seen) -> Wording:
    standing = standing_at(wordings, seen.at)
    later = next((row for row in wordings if row.first_seen > seen.at), None)
    if standing is not None and is_same(standing, entry):
        return Wording(entry, standing, new=False)
    if later is not None and is_same(later, entry):
        later.first_seen = seen.at
        later.known_from = seen.at if standing else _first_known(read_entry(later), seen.at)
        if standing is not None and standing.known_until is not None:
            standing.known_until = seen.at
        return Wording(entry, later, new=False)
    row = _row(entry, seen)
    row.known_from = seen.at if standing else _first_known(entry, seen.at)
    if later is not None:
        if standing is None:
            later.known_from = later.first_seen
        row.known_until = later.known_from
    if standing is not None:
        _end(session, standing, row)
    return Wording(entry, row, new=True, before=standing, after=later)


def _end(session: Session, standing: EntryRow, row: EntryRow) -> None:
    """Let a wording give way to the next; one seen again later only yields until then."""
    seen = select(func.min(CaptureRow.captured_at)).join(PageRow).join(SightingRow)
    again = session.exec(seen.where(SightingRow.entry_id == standing.id, CaptureRow.captured_at > row.first_seen)).one()
    if again is None:
        standing.known_until = row.known_from
    else:
        row.known_until = min(again, row.known_until or again)


def _link(wording: Wording) -> None:
    if wording.before is not None:
        wording.row.replaces_id = entry_id(wording.before)
    if wording.after is not None:
        wording.after.replaces_id = wording.id


def _row(entry: Entry, seen: Seen) -> EntryRow:
    return EntryRow(
        **entry.model_dump(include={"key", "kind", "text", "start", "headline", "stamp", "stamp_start"}),
        **moment_columns("posted_at", entry.posted_at),
        address_id=seen.address_id,
        page_id=seen.page_id,
        text_hash=_hash(entry),
        clock=entry.clock.isoformat() if entry.clock else None,
        first_seen=seen.at,
    )


def _evened(text: str) -> str:
    """A text without trailing blanks, its lines parted by single line feeds."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _hash(entry: Entry) -> str:
    return sha256(storable(entry.text).encode()).hexdigest()


def _first_known(entry: Entry, seen: datetime) -> datetime:
    """When a first wording was public: when posted, a bare date being its end; no later than it was seen."""
    return seen if entry.posted_at is None else min(_public(entry.posted_at), seen)


def _public(posted: Moment) -> datetime:
    return posted.at if posted.exactness == "minute" else posted.end
