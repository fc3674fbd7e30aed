"""Invented pages of an invented ferry accident, made post by post, for the tests of the store."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import inspect

from claims.records import Attribution, Capture, Claim, Entry, Event, Moment, Page
from claims.store import Ingested, Store

URL = "https://orvan-post.example/live"
EXTRACTOR = "claims 1"
FERRY = Event(slug="ferry", title="Ferry accident on Lake Orvan", place="kazakhstan", zone="Asia/Almaty")
NOON = datetime(2022, 1, 10, 12, tzinfo=UTC)

Posts = Mapping[str, str]
"""Texts by key; posted an hour apart, from eight o'clock on."""


def at(hours: float) -> datetime:
    """Hours after noon of the day."""
    return NOON + timedelta(hours=hours)


def made_capture(text: str, captured_at: datetime = NOON, url: str = URL, publisher: str = "Orvan Post") -> Capture:
    content = text.encode()
    return Capture(
        url=url,
        publisher=publisher,
        captured_at=captured_at,
        media_type="text/plain",
        sha256=sha256(content).hexdigest(),
        content=content,
    )


def made_page(posts: Posts, url: str = URL, publisher: str = "Orvan Post", **fields: Any) -> Page:
    entries, start = [], 0
    for number, (key, text) in enumerate(posts.items()):
        posted = Moment(at=datetime(2022, 1, 10, 8, tzinfo=UTC) + timedelta(hours=number))
        entries.append(Entry(key=key, text=text, start=start, posted_at=posted))
        start += len(text) + 2
    text = "\n\n".join(posts.values())
    return Page(
        **{"url": url, "reader": "test 1", "layout": "stamped", "publisher": publisher, "text": text, **fields},
        entries=tuple(entries),
    )


def made_claim(text: str, number: str, metric: str = "killed", speaker: str | None = None, **fields: Any) -> Claim:
    """The claim whose quote is the whole text."""
    chain = (Attribution(role="publisher", name="Orvan Post", words="Orvan Post"),)
    if speaker:
        chain = (Attribution(role="speaker", name=speaker, words=speaker, verb="said"), *chain)
    return Claim(
        **{
            "quote": text,
            "start": 0,
            "number": number,
            "number_start": text.index(number),
            "metric": metric,
            "value": int(number) if number.isdigit() else None,
            "rule": "test",
            "confidence": 0.9,
            "chain": chain,
            **fields,
        }
    )


def killed(posts: Posts, speaker: str | None = "Interior Ministry") -> dict[str, list[Claim]]:
    """One claim a post: its first whole number, killed."""
    found = {}
    for key, text in posts.items():
        number = next((word for word in text.split() if word.isdigit()), None)
        found[key] = [made_claim(text, number, speaker=speaker)] if number else []
    return found


def take_in(store: Store, posts: Posts, captured_at: datetime = NOON, **claims: Any) -> Ingested:
    page = made_page(posts)
    found = claims or killed(posts)
    return store.add(made_capture(page.text, captured_at), page, found, "ferry", extractor=EXTRACTOR)


def row_counts(store: Store) -> dict[str, int]:
    """How many rows each table holds, the indexes of full-text search aside."""
    with store._engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if "words" not in name]
        return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names}
