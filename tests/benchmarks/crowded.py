"""A database of many events filled with generated claims by plain inserts, shaped as real ones are.

Events and sources by Zipf's law, a few large, most small; pages of a live blog each with captures, entries that read
as sentences, claims with chains and readings. The same for the same number of claims.
"""

import random
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert

from claims.names import slugify, source_key
from claims.records import Attribution, Claim, Moment
from claims.store import Store
from claims.store.engine import open_engine
from claims.store.moments import claim_columns, moment_columns
from claims.store.rows import (
    AddressRow,
    AliasRow,
    AttributionRow,
    CaptureRow,
    ClaimRow,
    ContentRow,
    EntryRow,
    EventRow,
    PageRow,
    ReadingRow,
    SightingRow,
    SourceRow,
)

EVENTS, OUTLETS, POSTS = 2_000, 300, 40
"""Events, outlets, and posts of a page at most."""
TOWNS = ("almaty", "shymkent", "aktau", "taraz")
METRICS = (("killed", "killed"), ("injured", "injured"), ("detained", "detained"), ("displaced", "displaced"))
GROUPS = (("all", "people"), ("civilians", "civilians"), ("security_forces", "police officers"))
THINGS = [
    "flood",
    "storm",
    "strike",
    "march",
    "quake",
    "fire",
    "border",
    "bridge",
    "market",
    "hospital",
    "valley",
    "river",
    "harbour",
    "school",
]
TOPICS = [
    "roads",
    "rescue",
    "water",
    "shelter",
    "talks",
    "curfew",
    "power",
    "damage",
    "aid",
    "weather",
    "schools",
    "ferry",
]
BEGIN = datetime(2015, 1, 1, tzinfo=UTC)
_AT_ONCE = 100
"""Pages written at once."""


class _Post(NamedTuple):
    """A post, its claim, and who speaks in it."""

    claim: Claim
    text: str
    at: datetime
    speaker: int


def fill(path: Path, size: int) -> None:
    """Make a database of so many claims."""
    Store.open(path).close()
    engine = open_engine(path, create=False)
    with engine.begin() as connection:
        bodies = max(50, size // 100)
        _put_names(connection, bodies)
        pages = _pages(size, bodies)
        number = claims = 0
        while some := list(islice(pages, _AT_ONCE)):
            claims = _put_pages(connection, some, number, claims)
            number += len(some)
    engine.dispose()


def _put_names(connection: Connection, bodies: int) -> None:
    _put(connection, EventRow, [_event(number) for number in range(1, EVENTS + 1)])
    names = [f"Outlet {number}" for number in range(1, OUTLETS + 1)]
    names += [f"{TOPICS[number % 12].title()} Office {number}" for number in range(1, bodies + 1)]
    rows = [{"id": at, "name": name, **_slug(name)} for at, name in enumerate(names, 1)]
    _put(connection, SourceRow, [{**row, "side": ("state", "ngo", None)[row["id"] % 3]} for row in rows])
    _put(connection, AliasRow, [{"source_id": row["id"], "name": row["name"], "key": row["key"]} for row in rows])


def _slug(name: str) -> dict[str, str]:
    return {"slug": slugify(name), "key": source_key(name, "Kazakhstan")}


def _event(number: int) -> dict[str, Any]:
    begin = (BEGIN + timedelta(days=number)).date()
    title = f"{THINGS[number % len(THINGS)].title()} of {begin:%B %Y}, {number}"
    place = {"place": "kazakhstan", "zone": "Asia/Almaty"}
    return {"id": number, "slug": f"event-{number}", "title": title, "starts_on": begin, **place}


def _pages(size: int, bodies: int) -> Iterator[tuple[int, list[_Post]]]:
    """Pages with their events, those of all events mixed as time mixes them."""
    chance = random.Random(size)
    events = min(EVENTS, size // 5)
    shares = [1 / rank for rank in range(1, events + 1)]
    sizes = [max(1, int(size * share / sum(shares))) for share in shares]
    sizes[0] += size - sum(sizes)
    order = [event for event, count in enumerate(sizes, 1) for _ in range(0, count, POSTS)]
    chance.shuffle(order)
    speakers = list(accumulate(1 / rank for rank in range(1, bodies + 1)))
    told = dict.fromkeys(range(1, events + 1), 0)
    for event in order:
        some = range(told[event], min(told[event] + POSTS, sizes[event - 1]))
        told[event] += len(some)
        yield event, [_post(chance, event, at, sizes[event - 1], speakers) for at in some]


def _post(chance: random.Random, event: int, at: int, size: int, speakers: list[float]) -> _Post:
    """A post of an event of so many: its figure grows with time, as each speaker sees it."""
    days = min(900.0, max(3.0, size / 100))
    moment = BEGIN + timedelta(days=event + days * at / size, minutes=chance.randrange(300))
    metric, verb = chance.choices(METRICS, (5, 3, 2, 1))[0]
    group, people = chance.choices(GROUPS, (8, 1, 1))[0]
    town = chance.choice(TOWNS) if chance.random() < 0.2 else None
    speaker = chance.choices(range(1, len(speakers) + 1), cum_weights=speakers)[0]
    value = int((10 + 2_000 * at / size) * (0.8 + 0.4 * (speaker * 37 % 11) / 10)) + chance.randrange(3)
    name = f"{TOPICS[speaker % 12].title()} Office {speaker}"
    number, place = f"{value:,}", f" in {town.title()}" if town else ""
    before = (
        f"{chance.choice(TOPICS).title()} and {chance.choice(TOPICS)} were discussed near the {THINGS[event % 14]}. "
    )
    quote = f"{number} {people} were {verb}{place}"
    text = f"{before}{quote}, {name} said. Bulletin {event}-{at}, {chance.choice(TOPICS)} desk."
    said = Moment(at=moment)
    chain = (
        Attribution(role="speaker", name=name, words=name, verb="said"),
        Attribution(role="publisher", name=f"Outlet {1 + event % OUTLETS}", words=""),
    )
    claim = Claim.model_construct(
        quote=quote, start=len(before), number=number, number_start=len(before), prefix=before[-20:], suffix=", ",
        metric=metric, value=Decimal(value), qualifier=chance.choice(("exact", "exact", "at_least", "about")),
        group=people, group_kind=group, location=town and town.title(), place=f"kazakhstan/{town}" if town else
        "kazakhstan", place_assumed=town is None, counting="level" if metric == "displaced" else "cumulative",
        said_at=said, as_of=said, chain=chain, rule="bench", confidence=round(chance.uniform(0.4, 1), 2),
    )  # fmt: skip
    return _Post(claim, text, moment, speaker)


def _put_pages(connection: Connection, pages: list[tuple[int, list[_Post]]], first: int, claims: int) -> int:
    """Write pages; returns how many claims there are then."""
    rows: dict[type, list[dict[str, Any]]] = {}
    for number, (event, posts) in enumerate(pages, first + 1):
        for table, row in _page_rows(number, event, posts):
            rows.setdefault(table, []).append(row)
        for at, post in enumerate(posts):
            claims += 1
            start = sum(len(each.text) + 2 for each in posts[:at])
            for table, row in _claim_rows(claims, number, event, post, start):
                rows.setdefault(table, []).append(row)
    for table, some in rows.items():
        _put(connection, table, some)
    return claims


def _page_rows(number: int, event: int, posts: list[_Post]) -> Iterator[tuple[type, dict[str, Any]]]:
    content = "\n\n".join(post.text for post in posts).encode()
    digest, at = sha256(content).hexdigest(), posts[-1].at
    yield ContentRow, {"id": number, "sha256": digest, "packed": zlib.compress(content)}
    yield AddressRow, {"id": number, "url": f"https://outlet{event % OUTLETS}.example/{number}"}
    capture = {"id": number, "address_id": number, "sha256": digest, "captured_at": at, "headers": []}
    yield CaptureRow, {**capture, "media_type": "text/plain", "encoding": "utf-8", "content_id": number}
    page = {"id": number, "capture_id": number, "address_id": number, "event_id": event, "reader": "bench"}
    outlet = f"Outlet {1 + event % OUTLETS}"
    yield PageRow, {**page, "layout": "stamped", "publisher": outlet, "stored_at": at, "text_id": number}


def _claim_rows(number: int, page: int, event: int, post: _Post, start: int) -> Iterator[tuple[type, dict[str, Any]]]:
    claim, at = post.claim, post.at
    known = {"first_seen": at, "known_from": at, "post_id": number}
    read = {"key": str(number), "kind": "post", "text": post.text, "start": start}
    digest = sha256(post.text.encode()).hexdigest()
    posted = moment_columns("posted_at", claim.said_at)
    yield EntryRow, {"id": number, "address_id": page, "page_id": page, **read, "text_hash": digest, **known, **posted}
    yield SightingRow, {"entry_id": number, "page_id": page, "start": start}
    found = {"found_metric": claim.metric, "found_start": claim.number_start, "found_number": claim.number}
    stands = {"status": "read", "rank": "normal", "speaker_id": OUTLETS + post.speaker, "extractor": "bench 1"}
    ids = {"id": number, "uid": f"{number:032x}", "entry_id": number, "event_id": event}
    yield ClaimRow, {**claim_columns(claim), **ids, **found, **stands}
    for step, source in enumerate((OUTLETS + post.speaker, 1 + event % OUTLETS)):
        yield AttributionRow, {"claim_id": number, "step": step, "source_id": source, **claim.chain[step].model_dump()}
    fields = claim.model_dump(mode="json", exclude_none=True)
    reading = {"claim_id": number, "extractor": "bench 1", "rule": "bench", "confidence": claim.confidence}
    yield ReadingRow, {**reading, "fields": fields, "stored_at": at}


def _put(connection: Connection, table: type, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(table), rows)
