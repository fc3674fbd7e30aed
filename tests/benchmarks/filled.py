"""A database filled with generated claims by plain inserts, for reading pages takes longer than what is measured."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from claims.records import Event, StoredClaim
from claims.store import Store
from claims.store.engine import open_engine
from claims.store.moments import claim_columns, moment_columns
from claims.store.rows import (
    AddressRow,
    AttributionRow,
    CaptureRow,
    ClaimRow,
    ContentRow,
    EntryRow,
    PageRow,
    SourceRow,
)

_AT_ONCE = 5000


def fill(path: Path, event: Event, claims: Iterable[StoredClaim]) -> None:
    """Make a database of one event with these claims, a post each; their ids count from 1."""
    with Store.open(path) as store:
        store.put_event(event)
    engine = open_engine(path, create=False)
    sources: dict[str, int] = {}
    with engine.begin() as connection:
        _put_page(connection)
        coming = iter(claims)
        while some := list(islice(coming, _AT_ONCE)):
            _put(connection, SourceRow, list(_new_sources(some, sources)))
            _put(connection, AddressRow, [{"id": each.id + 1, "url": each.url} for each in some])
            _put(connection, EntryRow, [_entry(each) for each in some])
            _put(connection, ClaimRow, [_claim(each, sources) for each in some])
            _put(connection, AttributionRow, [step for each in some for step in _steps(each, sources)])
    engine.dispose()


def _put(connection: Connection, row: type, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(row), rows)


def _put_page(connection: Connection) -> None:
    """The one page in which all posts stand."""
    now = datetime(2022, 1, 1, tzinfo=UTC)
    _put(connection, ContentRow, [{"id": 1, "sha256": "0" * 64, "packed": b""}])
    _put(connection, AddressRow, [{"id": 1, "url": "https://outlet.example/"}])
    capture = {"id": 1, "address_id": 1, "sha256": "0" * 64, "captured_at": now, "headers": []}
    _put(connection, CaptureRow, [{**capture, "media_type": "text/plain", "encoding": "utf-8", "content_id": 1}])
    page = {"id": 1, "capture_id": 1, "address_id": 1, "event_id": 1, "reader": "bench", "layout": "stamped"}
    _put(connection, PageRow, [{**page, "stored_at": now, "text_id": 1}])


def _new_sources(claims: Iterable[StoredClaim], sources: dict[str, int]) -> Iterator[dict[str, Any]]:
    for claim in claims:
        for slug, side in ((claim.speaker_source, claim.side), (claim.publisher_source, None)):
            if slug is not None and slug not in sources:
                sources[slug] = len(sources) + 1
                yield {"id": sources[slug], "slug": slug, "name": slug, "key": slug, "side": side}


def _entry(claim: StoredClaim) -> dict[str, Any]:
    return {
        "id": claim.entry_id, "address_id": claim.id + 1, "key": "post", "page_id": 1, "kind": "post",
        "text": claim.quote, "text_hash": "0" * 64, "start": 0, "first_seen": claim.known_from,
        "known_from": claim.known_from, **moment_columns("posted_at", claim.posted_at),
    }  # fmt: skip


def _claim(claim: StoredClaim, sources: dict[str, int]) -> dict[str, Any]:
    return {
        **claim_columns(claim), "id": claim.id, "uid": claim.uid, "entry_id": claim.entry_id, "event_id": 1,
        "found_metric": claim.metric, "found_start": 0, "found_number": claim.number, "status": claim.status,
        "rank": claim.rank, "speaker_id": sources.get(claim.speaker_source or ""),
    }  # fmt: skip


def _steps(claim: StoredClaim, sources: dict[str, int]) -> Iterator[dict[str, Any]]:
    slugs = {"speaker": claim.speaker_source, "publisher": claim.publisher_source}
    for number, step in enumerate(claim.chain):
        source = sources[slugs[step.role] or ""]
        yield {"claim_id": claim.id, "step": number, "source_id": source, **step.model_dump()}
