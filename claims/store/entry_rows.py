"""Entries as rows, and back."""

from datetime import datetime, time
from hashlib import sha256
from typing import Any

from claims.records import Entry
from claims.store.columns import storable
from claims.store.moments import moment_columns, read_moment
from claims.store.rows import EntryRow
from claims.store.sights import Sight, make_sight


def entry_row(entry: Entry, address_id: int, page_id: int, first_seen: datetime) -> EntryRow:
    """A row for an entry that a page shows; from and until when it was known is still to be told."""
    return EntryRow(**entry_columns(entry, address_id, page_id, first_seen))


def entry_columns(entry: Entry, address_id: int, page_id: int, first_seen: datetime) -> dict[str, Any]:
    """The same as columns."""
    return {
        "key": entry.key,
        "address_id": address_id,
        "page_id": page_id,
        "first_seen": first_seen,
        "known_from": first_seen,
        **said_columns(entry),
    }


def said_columns(entry: Entry) -> dict[str, Any]:
    """What a reader made of a post, as columns."""
    return {
        **{name: getattr(entry, name) for name in ("kind", "text", "start", "headline", "stamp", "stamp_start")},
        **moment_columns("posted_at", entry.posted_at),
        "text_hash": sha256(storable(entry.text).encode()).hexdigest(),
        "clock": entry.clock.isoformat() if entry.clock else None,
    }


def read_entry(row: EntryRow, start: int | None = None, key: str | None = None) -> Entry:
    """The entry that a row stores; `start` and `key` are where another page has it, and under what key."""
    return Entry(
        **row.model_dump(include={"kind", "text", "headline", "stamp", "stamp_start"}),
        key=key or row.key,
        start=row.start if start is None else start,
        posted_at=read_moment(row.posted_at, row.posted_at_how),
        clock=time.fromisoformat(row.clock) if row.clock else None,
    )


def row_sight(row: EntryRow, key: str | None = None) -> Sight:
    """A stored wording as it was seen, under another key where one is given."""
    return make_sight(key or row.key, row.kind, row.text, read_moment(row.posted_at, row.posted_at_how), row.stamp)


def entry_id(row: EntryRow) -> int:
    """The id that a flushed row has."""
    assert row.id is not None
    return row.id
