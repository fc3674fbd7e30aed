"""The tables. Rows only store what the records hold; nothing checks a row but the record it was made from.

    address ─< capture ─< page ─< sighting >─ entry ─< claim ─< attribution >─ source ─< alias
                                                        claim ─< reading, decision >─ source

A `Moment` takes two columns: NAME, and NAME_how, which says how exact it is (`claims.store.moments`).
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from claims.store.columns import Figure, Json, PageText, Slug, Time


def _slug(**rules: Any) -> Any:
    return Field(default=None, sa_type=Slug, **rules)


def _text() -> Any:
    return Field(default=None, sa_type=PageText)


def _time() -> Any:
    return Field(default=None, sa_type=Time)


class EventRow(SQLModel, table=True):
    """An event."""

    __tablename__ = "event"
    id: int | None = Field(default=None, primary_key=True)
    slug: str = _slug(unique=True)
    title: str = _text()
    place: str | None = _slug()
    zone: str = _slug()
    starts_on: date | None = None
    ends_on: date | None = None
    parent_id: int | None = Field(default=None, foreign_key="event.id")
    wikidata: str | None = _slug()
    note: str | None = _text()


class SourceRow(SQLModel, table=True):
    """A source."""

    __tablename__ = "source"
    id: int | None = Field(default=None, primary_key=True)
    slug: str = _slug(unique=True)
    name: str = _text()
    key: str = Field(sa_type=PageText, unique=True)
    kind: str | None = _slug()
    country: str | None = _slug()
    speaks_for_id: int | None = Field(default=None, foreign_key="source.id")
    side: str | None = _slug()
    reliability: str | None = _slug()
    wikidata: str | None = _slug()
    merged_into_id: int | None = Field(default=None, foreign_key="source.id")
    """The source that a person merged it into: no spelling means it any more."""
    body_id: int | None = Field(default=None, foreign_key="source.id")
    """The body that it was said to speak for, where a merge makes `speaks_for_id` another."""


class AliasRow(SQLModel, table=True):
    """A spelling of a source's name. All spellings of one key belong to one source, unless a person split some off."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("key", "name"), Index("ix_alias_source", "source_id"))
    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    key: str = _text()
    name: str = _text()
    home_id: int | None = Field(default=None, foreign_key="source.id")
    """The source that it would mean had nobody merged or split, where that is another."""


class AddressRow(SQLModel, table=True):
    """A page's address: stored once, however often the page is captured."""

    __tablename__ = "address"
    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(sa_type=PageText, unique=True)


class ContentRow(SQLModel, table=True):
    """Bytes as they came, or a page's text: compressed, once for each sha256."""

    __tablename__ = "content"
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = _slug(unique=True)
    packed: bytes = Field(sa_type=LargeBinary)


class CaptureRow(SQLModel, table=True):
    """One retrieval of one page."""

    __tablename__ = "capture"
    __table_args__ = (UniqueConstraint("address_id", "sha256", "captured_at"),)
    id: int | None = Field(default=None, primary_key=True)
    address_id: int = Field(foreign_key="address.id")
    sha256: str = _slug()
    publisher: str | None = _text()
    captured_at: datetime = _time()
    published_at: datetime | None = _time()
    published_at_how: str | None = _slug()
    again: list[str] | None = Field(default=None, sa_type=Json)
    """The later moments at which the same bytes were retrieved, nothing else between: ISO 8601, in order."""
    headers: list[list[str]] = Field(sa_type=Json)
    media_type: str = _text()
    encoding: str = _text()
    content_id: int = Field(foreign_key="content.id")


class PageRow(SQLModel, table=True):
    """What a reader made of a capture."""

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("capture_id", "reader"),
        Index("ix_page_event", "event_id"),
        Index("ix_page_address", "address_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    capture_id: int = Field(foreign_key="capture.id")
    address_id: int = Field(foreign_key="address.id")
    """The page's own address; a saved copy was captured from another."""
    event_id: int = Field(foreign_key="event.id")
    reader: str = _text()
    layout: str = _slug()
    title: str | None = _text()
    language: str | None = _slug()
    publisher: str | None = _text()
    published_at: datetime | None = _time()
    published_at_how: str | None = _slug()
    zone: str | None = _slug()
    stored_at: datetime = _time()
    text_id: int = Field(foreign_key="content.id")


class ProblemRow(SQLModel, table=True):
    """A passage that could not be read, where a page first had it; or a part of an input that came to be no page."""

    __tablename__ = "problem"
    __table_args__ = (
        Index("ix_problem_page", "page_id"),
        Index(
            "uq_problem_input",
            *("where", "what", "why"),
            unique=True,
            sqlite_where=text("page_id IS NULL"),
            postgresql_where=text("page_id IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    page_id: int | None = Field(default=None, foreign_key="page.id")
    event_id: int | None = Field(default=None, foreign_key="event.id")
    """The event that an input was taken in for; that of a page's problem is the page's."""
    where: str = _text()
    what: str = _text()
    why: str = _text()
    stored_at: datetime = _time()


class EntryRow(SQLModel, table=True):
    """A post in one wording. The wording that stands has no `known_until`; see `claims.store.timeline`."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_post", "address_id", "key"),
        Index("ix_entry_page", "page_id"),
        Index("ix_entry_of_post", "post_id"),
        Index(
            "ix_entry_replaced",
            "known_until",
            sqlite_where=text("known_until IS NOT NULL"),
            postgresql_where=text("known_until IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    address_id: int = Field(foreign_key="address.id")
    key: str = _text()
    page_id: int = Field(foreign_key="page.id")
    """The page in which this wording was read."""
    kind: str = _slug()
    text: str = _text()
    text_hash: str = _slug()
    start: int
    headline: str | None = _text()
    posted_at: datetime | None = _time()
    posted_at_how: str | None = _slug()
    stamp: str | None = _text()
    stamp_start: int | None = None
    clock: str | None = _slug()
    first_seen: datetime = _time()
    known_from: datetime = _time()
    known_until: datetime | None = _time()
    replaces_id: int | None = Field(default=None, foreign_key="entry.id")
    post_id: int | None = Field(default=None, foreign_key="entry.id")
    """The same for all wordings of a post; null where only an earlier reader cut the page so."""
    seen_key: str | None = _text()
    """The key under which the wording was last seen, where that is another."""
    deleted_at: datetime | None = _time()
    """The first capture in which the post was missing though those around it were there."""


class SightingRow(SQLModel, table=True):
    """A wording seen in a page, and where it starts in the page's text."""

    __tablename__ = "sighting"
    __table_args__ = (Index("ix_sighting_page", "page_id"), {"sqlite_with_rowid": False})
    entry_id: int = Field(foreign_key="entry.id", primary_key=True)
    page_id: int = Field(foreign_key="page.id", primary_key=True)
    start: int
    key: str | None = _text()
    """The post's key in that page, where it is not the one under which the wording was first read."""


class ClaimRow(SQLModel, table=True):
    """A figure: what stands of it, materialised from its latest reading and its decisions."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("entry_id", "found_metric", "found_start", "found_number"),
        Index("ix_claim_series", "event_id", "metric", "group_kind", "place", "said_at"),
        Index("ix_claim_event_said", "event_id", "said_at"),
        Index("ix_claim_said", "said_at"),
        Index("ix_claim_speaker", "speaker_id", "said_at"),
        Index("ix_claim_queue", "event_id", "status", "confidence"),
        Index(
            "ix_claim_replaces",
            "replaces_id",
            sqlite_where=text("replaces_id IS NOT NULL"),
            postgresql_where=text("replaces_id IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = _slug(unique=True)
    entry_id: int = Field(foreign_key="entry.id")
    event_id: int = Field(foreign_key="event.id")
    found_metric: str = _slug()
    found_start: int
    found_number: str = _text()
    """The metric and the number's span as read, by which extracting again finds the claim, whatever people amend."""
    replaces_id: int | None = Field(default=None, foreign_key="claim.id")
    """The claim of the wording before."""
    speaker_id: int | None = Field(default=None, foreign_key="source.id")
    part_of_id: int | None = Field(default=None, foreign_key="claim.id")
    status: str = _slug()
    rank: str = _slug()
    extractor: str | None = _text()
    quote: str = _text()
    start: int
    number: str = _text()
    number_start: int
    prefix: str = _text()
    suffix: str = _text()
    translation: str | None = _text()
    metric: str = _slug()
    value: Decimal | None = Field(default=None, sa_type=Figure)
    value_high: Decimal | None = Field(default=None, sa_type=Figure)
    qualifier: str = _slug()
    vague_word: str | None = _slug()
    currency: str | None = _slug()
    group: str | None = _text()
    group_resolved: str | None = _text()
    group_kind: str = _slug()
    location: str | None = _text()
    place: str | None = _slug()
    place_assumed: bool
    by: str | None = _text()
    scope: str = _slug()
    period_from: datetime | None = _time()
    period_from_how: str | None = _slug()
    period_to: datetime | None = _time()
    period_to_how: str | None = _slug()
    part_of: int | None = None
    counting: str = _slug()
    basis: str = _slug()
    certainty: str = _slug()
    said_at: datetime | None = _time()
    said_at_how: str | None = _slug()
    as_of: datetime | None = _time()
    as_of_how: str | None = _slug()
    occurred_from: datetime | None = _time()
    occurred_from_how: str | None = _slug()
    occurred_to: datetime | None = _time()
    occurred_to_how: str | None = _slug()
    rule: str = _text()
    confidence: float


class AttributionRow(SQLModel, table=True):
    """A step of a claim's chain."""

    __tablename__ = "attribution"
    __table_args__ = (Index("ix_attribution_source", "source_id", "role"), {"sqlite_with_rowid": False})
    claim_id: int = Field(foreign_key="claim.id", primary_key=True)
    step: int = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    role: str = _slug()
    name: str = _text()
    words: str = _text()
    verb: str | None = _text()
    stance: str = _slug()


class ReadingRow(SQLModel, table=True):
    """What an extractor made of a claim: append-only but for the moment at which a later reading took its place."""

    __tablename__ = "reading"
    __table_args__ = (Index("ix_reading_claim", "claim_id"),)
    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id")
    extractor: str | None = _text()
    rule: str | None = _text()
    confidence: float | None = None
    fields: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """The claim as read; null where this extractor did not find it."""
    stored_at: datetime = _time()
    superseded_at: datetime | None = _time()


class DecisionRow(SQLModel, table=True):
    """What a person did: append-only, each row holding the hash of the one before."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_claim", "claim_id"),
        Index(
            "ix_decision_source",
            "source_id",
            sqlite_where=text("source_id IS NOT NULL"),
            postgresql_where=text("source_id IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    claim_id: int | None = Field(default=None, foreign_key="claim.id")
    source_id: int | None = Field(default=None, foreign_key="source.id")
    """What it is of: a claim or a source."""
    kind: str = _slug()
    who: str = _text()
    decided_at: datetime = _time()
    before: dict[str, Any] = Field(sa_type=Json)
    after: dict[str, Any] = Field(sa_type=Json)
    why: str | None = _text()
    previous_hash: str = _slug()
    hash: str = _slug()


class ChainEndRow(SQLModel, table=True):
    """Where the chain of decisions ends: a last one that is taken out is missed. One row, none before the first."""

    __tablename__ = "chain_end"
    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    decisions: int
    """How many there are."""
    hash: str = _slug()


class VersionRow(SQLModel, table=True):
    """How often what is known of an event's claims was written, raised by triggers; of event 0, all else."""

    __tablename__ = "version"
    event_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int


class KeptRow(SQLModel, table=True):
    """An answer about an event, kept for as long as its version stands."""

    __tablename__ = "kept"
    event_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = _slug(primary_key=True)
    asked: str = _slug(primary_key=True)
    """Digest of all that the answer depends on beside the claims."""
    version: int
    packed: bytes = Field(sa_type=LargeBinary)
