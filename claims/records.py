"""The records that pass between the stages: frozen, checked, ready for JSON.

Capture → Page → Entry → Claim with its chain of Attributions; Problem for whatever was not read. An Event is
what is reported on, a Source anyone who publishes, passes on or states a figure. `StoredClaim` is a Claim
as the database gives it back. Rows of the database only store these; see `claims.store`.
"""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

Qualifier: TypeAlias = Literal[
    "exact", "about", "nearly", "at_least", "more_than", "at_most", "fewer_than", "range", "vague"
]
Exactness: TypeAlias = Literal["minute", "hour", "day", "month", "unknown"]
Scope: TypeAlias = Literal["total", "additional", "period", "part", "superseded"]
Counting: TypeAlias = Literal["cumulative", "level"]
Basis: TypeAlias = Literal["stated", "documented", "estimated"]
Certainty: TypeAlias = Literal["stated", "preliminary", "confirmed", "unconfirmed", "projected"]
Role: TypeAlias = Literal["speaker", "relay", "publisher"]
Stance: TypeAlias = Literal["states", "denies", "withdraws"]
EntryKind: TypeAlias = Literal["post", "lead", "article", "row"]
Status: TypeAlias = Literal["read", "accepted", "amended", "rejected", "retracted", "withdrawn", "needs review"]
Rank: TypeAlias = Literal["preferred", "normal", "disputed", "deprecated"]

Utc = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
"""A moment with a zone, kept in UTC; a naive one is refused."""

_LENGTHS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=31),
}
_SLUG = re.compile("[a-z0-9_]+(?:-[a-z0-9_]+)*")


def is_zone(name: str) -> bool:
    """Whether this machine knows a time zone of that IANA name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last for a folder of zones, such as "Asia"
        return False
    return True


class Record(BaseModel):
    """The base of all records: frozen, and no field that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(Record):
    """A point in time as exactly as it is known: `at` is where the minute, hour, day or month begins."""

    at: Utc
    exactness: Exactness = "minute"
    zone_assumed: bool = False
    """The text names no zone: `at` reads the clock as if it stood in the page's zone, else in UTC."""
    assumed: bool = False
    """Not read but taken from elsewhere, such as a lead dated by the first entry."""

    @property
    def end(self) -> datetime:
        """Where the minute, hour, day or month ends; `at` itself where the exactness is unknown."""
        return self.at + _LENGTHS.get(self.exactness, timedelta())

    @property
    def day(self) -> date:
        """The calendar day, for a day or month that begins at midnight of some zone (from UTC-10 to UTC+13)."""
        return (self.at + timedelta(hours=13)).date() if self.exactness in ("day", "month") else self.at.date()

    def written(self) -> str:
        """ISO 8601, no more exact than it is known; without offset where the zone is assumed."""
        if self.exactness == "month":
            return self.day.strftime("%Y-%m")
        if self.exactness == "day":
            return self.day.isoformat()
        return (self.at.replace(tzinfo=None) if self.zone_assumed else self.at).isoformat()


class Event(Record):
    """What is reported on: an unrest, a flood, an attack."""

    slug: str
    """Small letters and digits, in words parted by single hyphens: "kazakhstan-2022"."""
    title: str
    place: str | None = None
    """A gazetteer key, such as "kazakhstan" or "kazakhstan/almaty"."""
    zone: str = "UTC"
    """IANA name of the time zone of the event's place."""
    starts_on: date | None = Field(default=None, ge=date(2, 1, 1), lt=date(9999, 1, 1))
    ends_on: date | None = Field(default=None, ge=date(2, 1, 1), lt=date(9999, 1, 1))
    parent: str | None = None
    wikidata: str | None = None
    note: str | None = None

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, slug: str) -> str:
        if not _SLUG.fullmatch(slug):
            raise PydanticCustomError("slug", "write small letters, digits and hyphens, such as flood-2022")
        return slug

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, zone: str) -> str:
        if not is_zone(zone):
            raise PydanticCustomError("zone", "name one like Asia/Almaty or UTC")
        return zone

    @field_validator("ends_on")
    @classmethod
    def _ends_after_it_starts(cls, ends_on: date | None, info: ValidationInfo) -> date | None:
        starts_on = info.data.get("starts_on")
        if ends_on and starts_on and ends_on < starts_on:
            raise PydanticCustomError("days", "it lies before the first day, {first}", {"first": starts_on.isoformat()})
        return ends_on


class Source(Record):
    """Anyone who publishes, passes on or states a figure."""

    slug: str
    name: str
    key: str
    """Matching key: what two spellings of one name have in common (`claims.names.source_key`)."""
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    country: str | None = None
    speaks_for: str | None = None
    """Slug of the body that a spokesperson acts as."""
    side: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    """Admiralty scale; unset until a person sets it."""
    wikidata: str | None = None


class Capture(Record):
    """One retrieval of one page; never changed. `content` are the bytes as they came, unpacked."""

    url: str
    publisher: str | None = None
    captured_at: Utc
    published_at: Moment | None = None
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str
    encoding: str = "utf-8"
    sha256: str
    """Of `content`, in hex."""
    content: bytes = Field(repr=False)


class Problem(Record):
    """A passage that could not be read: stored and shown, never dropped."""

    where: str
    """The page's address, and the passage's offset or entry where there is one."""
    what: str
    """The passage itself, cut to 200 characters."""
    why: str
    """One sentence for people."""


class Entry(Record):
    """One post in one wording; an article is one post, so is a row of a table. Offsets of claims refer to `text`."""

    key: str
    """What recognises the post again in a later capture of the same page."""
    kind: EntryKind = "post"
    text: str
    start: int
    """Where `text` begins in the page's text: page.text[start:start + len(text)] == text."""
    headline: str | None = None
    """The headline as it stands in `text`; it comes first there."""
    posted_at: Moment | None = None
    stamp: str | None = None
    """The time stamp as written."""
    stamp_start: int | None = None
    """Offset of the stamp in `text` where it stands inside it."""
    clock: time | None = None
    """The time of day read from a stamp whose date nothing gives; `posted_at` is None then."""

    @property
    def text_hash(self) -> str:
        """sha256 of the text, in hex: two wordings of one post differ in it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def time(self) -> str | None:
        """The time as far as it is known, ISO 8601: "2022-01-10T18:39:00+00:00", "2020-10-22T08:10:00", "T20:45:00"."""
        if self.posted_at is not None:
            return self.posted_at.written()
        return f"T{self.clock.isoformat()}" if self.clock else None


class Page(Record):
    """What a named version of the reader made of a capture. For plain text, `text` is the decoded bytes unchanged."""

    url: str
    reader: str
    """Name and version of the reader."""
    layout: str
    """Which family of page it was read as: "stamped", "json-ld", "article"…"""
    title: str | None = None
    language: str | None = None
    """ISO 639-1 code where the page states one."""
    publisher: str | None = None
    published_at: Moment | None = None
    zone: str | None = None
    text: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()


class Attribution(Record):
    """One step of a claim's chain: who stated the figure, passed it on or published it."""

    role: Role
    name: str
    """The party's fullest name in the text."""
    words: str
    """As written where the figure is credited ("the ministry", "he")."""
    verb: str | None = None
    """The reporting verb or phrase as written ("said", "according to")."""
    stance: Stance = "states"


class Claim(Record):
    """One figure that a text reports, with the words that carry it and the chain of who says so."""

    quote: str
    """The smallest clause that holds the number and the words that say what is counted."""
    start: int
    """Offset of `quote` in the entry's text, in Unicode code points."""
    number: str
    """The number as written, without qualifier or currency: "7,939", "200 million", "Dozens"."""
    number_start: int
    """Offset of `number` in the entry's text."""
    prefix: str = ""
    suffix: str = ""
    """Up to 32 characters before and after the quote (W3C Web Annotation text quote selector)."""
    translation: str | None = None
    """The quote in English, where a person entered a claim from a text in another language."""
    metric: str
    value: Decimal | None = None
    """None for vague words; the lower end of a range."""
    value_high: Decimal | None = None
    qualifier: Qualifier = "exact"
    vague_word: str | None = None
    """Slug of the vague word: "dozens", "tens_of_thousands"."""
    currency: str | None = None
    """ISO 4217 code, for money."""
    group: str | None = None
    """Who or what is counted, verbatim, without the number."""
    group_resolved: str | None = None
    """`group`, or the noun carried over from the figure before ("three people killed and 213 injured")."""
    group_kind: str = "all"
    """Standard group of the vocabulary."""
    location: str | None = None
    """The place as written."""
    place: str | None = None
    """Gazetteer key of the place: of `location`, else of the speaker's jurisdiction, else of the event."""
    place_assumed: bool = False
    by: str | None = None
    """Who did it, verbatim: "security forces"."""
    scope: Scope = "total"
    period_from: Moment | None = None
    period_to: Moment | None = None
    """The ends of a figure "in the past 24 hours"."""
    part_of: int | None = None
    """`number_start` of the claim in the same entry that this figure is a part of."""
    counting: Counting = "cumulative"
    basis: Basis = "stated"
    certainty: Certainty = "stated"
    said_at: Moment | None = None
    as_of: Moment | None = None
    occurred_from: Moment | None = None
    occurred_to: Moment | None = None
    chain: tuple[Attribution, ...] = ()
    """Speaker first where the text credits one, then relays, the publisher last."""
    rule: str
    """The rule that found the figure."""
    confidence: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _quote_holds_number(self) -> "Claim":
        at = self.number_start - self.start
        if at < 0 or self.quote[at : at + len(self.number)] != self.number:
            raise ValueError(f"the quote {self.quote!r} does not hold {self.number!r} at {at}")
        return self

    @property
    def speaker(self) -> Attribution | None:
        """Who the text credits with the figure, or rejects it; None where it speaks in its own voice."""
        return next((step for step in self.chain if step.role == "speaker"), None)

    @property
    def speaking(self) -> Attribution | None:
        """Who rejects the figure, else who states it."""
        return next((step for step in self.chain if step.stance != "states"), self.speaker)

    @property
    def attributed_to(self) -> str | None:
        """The speaker's fullest name in the text."""
        return self.speaker.name if self.speaker else None

    @property
    def via(self) -> tuple[str, ...]:
        """Names of those who, says the text, passed the figure on."""
        return tuple(step.name for step in self.chain if step.role == "relay")

    @property
    def publisher(self) -> str | None:
        """Name of who published the page."""
        return next((step.name for step in self.chain if step.role == "publisher"), None)

    @property
    def denied(self) -> bool:
        """Whether the credited party denies or takes back the figure."""
        return any(step.stance != "states" for step in self.chain)


class StoredClaim(Claim):
    """A claim as the database gives it back: what stands, with ids and where it was seen."""

    id: int
    uid: str
    event: str
    entry_id: int
    url: str
    headline: str | None = None
    posted_at: Moment | None = None
    known_from: Utc
    known_until: Utc | None = None
    deleted_at: Utc | None = None  # see claims.store.timeline
    captured_at: Utc
    capture_sha256: str
    part_of_id: int | None = None
    replaces_id: int | None = None
    """Id of the claim that this one follows in a newer wording of the post."""
    speaker_source: str | None = None
    """Slug of the speaker's source; None where the text speaks in its own voice."""
    speaks_for: str | None = None
    """Slug of the body that the speaker acts as: their own where they act for nobody else."""
    side: str | None = None
    """The speaker's side."""
    relay_sources: tuple[str, ...] = ()
    publisher_source: str | None = None
    publisher_side: str | None = None
    status: Status = "read"
    rank: Rank = "normal"
    extractor: str | None = None
    """Name and version of the extractor whose reading stands; None for a claim entered by hand."""


class Filters(Record):
    """Which claims are meant: one record behind every door, applied by the store. None means any."""

    event: str | None = None
    sub_events: bool = False  # also what is of the events within that one; their figures stay series of their own
    metric: str | None = None
    group: str | None = None
    place: str | None = None
    """Gazetteer key; a place includes the places in it."""
    source: str | None = None
    """Slug or name of a source anywhere in the chain, or only in `role`."""
    side: str | None = None
    role: Role | None = None
    since: Utc | None = None
    until: Utc | None = None
    """Bounds of said_at: from `since` on, before `until`."""
    qualifier: Qualifier | None = None
    certainty: Certainty | None = None
    basis: Basis | None = None
    scope: Scope | None = None
    reviewed: bool | None = None  # accepted, amended, rejected or retracted by a person, or not
    text: str | None = None
    """Words of the entry that holds the claim, or of the claim's translation: `claims.store.words`."""
    as_known_at: Utc | None = None
    """Only what was public then: the wording of each post that stood at that moment."""
    as_stored_at: Utc | None = None
    """Only what this database held then: the readings and decisions stored by that moment."""
    standing: bool = True
    """Only what stands: no wording that was replaced, nothing withdrawn, rejected or retracted; False: those too."""
