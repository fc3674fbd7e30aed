"""A figure as the comparisons see it: what is said, by whom, when; light enough for sweeps over many."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from claims.compare.aside import Aside, aside_of
from claims.compare.dating import Span, is_dated, posting, span_of
from claims.compare.key import SeriesKey, series_key
from claims.outline import Outline
from claims.records import Event, Moment, Qualifier, Rank, Stance, StoredClaim

BELOW: frozenset[Qualifier] = frozenset({"nearly", "at_most", "fewer_than"})
"""Qualifiers that put the number below what is written."""
ABOVE: frozenset[Qualifier] = frozenset({"at_least", "more_than"})
"""Qualifiers that put the number above what is written."""

_NAME_LENGTH = 80
"""Characters of a name that sentences show."""


class Converted(NamedTuple):
    """What a sum converted into another currency was: as written, and in a sentence with the rate."""

    words: str
    note: str


class Figure(NamedTuple):
    """One claim's figure with its speaker and its times; `claim` is the claim's id."""

    claim: int
    entry: int
    part_of: int | None
    """Id of the claim that this one is a part of."""
    key: SeriesKey
    value: float | None
    """In what the metric counts, of money in the series' currency; the lower end of a range, None for vague words."""
    high: float | None
    qualifier: Qualifier
    vague: str | None
    number: str
    """The number as written, in small letters: "dozens"."""
    documented: bool
    speaker: str
    """Who is compared: the slug of the body that the speaker acts as; the outlet's where nobody is credited."""
    name: str
    """The speaker's name for people."""
    attributed: bool
    side: str | None
    publisher: str
    publisher_name: str
    carriers: frozenset[str]
    """Slugs of those who passed the figure on or published it."""
    said: datetime | None
    """When it was said, as nearly as can be told."""
    until: datetime | None
    """The latest moment at which it can have been said."""
    as_of: datetime | None
    """The moment that it holds for."""
    stated_for: tuple[datetime, str] | None
    """That moment as the text gives it, where it is not simply when it was said."""
    dated: Span | None
    """When it can have been said."""
    holds: Span | None
    """When the moment can be that it holds for."""
    posted: Span | None
    """When its outlet posted it, by the outlet's own clock."""
    occurred: tuple[datetime, datetime] | None
    """From when to when the counted things happened."""
    stance: Stance
    rank: Rank
    deleted: bool
    """Whether the post was deleted from its page: what it says was said, but its outlet stands by it no longer."""
    source: str | None
    """Slug of who is credited: the spokesperson, where `speaker` is the body."""
    aside: Aside | None
    """Why it stands beside its series: a part, a period, an addition, a projection, or what a person took out."""
    tie: tuple[str, str, int, str, str]
    """Orders figures that were said at one moment: by page and place in it, whatever their ids."""
    converted: Converted | None = None
    """Where value and unit are those of another currency than the words."""

    @property
    def level(self) -> bool:
        """Whether the count may go down as well."""
        return self.key.counting == "level"

    @property
    def denial(self) -> bool:
        """Whether the speaker denies or takes back the figure."""
        return self.stance != "states"

    @property
    def clock(self) -> bool:
        """Whether the hour is known at which it was said."""
        return self.dated is not None and self.dated.clock

    def before(self, other: "Figure") -> bool:
        """Whether the moment that it holds for is known to come before the other's."""
        if self.stated_for or other.stated_for:
            return self.holds is not None and other.holds is not None and self.holds.before(other.holds)
        return self.told_before(other)

    def told_before(self, other: "Figure") -> bool:
        """Whether it is known to have been said first.

        Where dates and clocks leave it open, one outlet tells things in the order in which it posts them.
        """
        if self.dated is None or other.dated is None:
            return False
        if self.dated.before(other.dated) or other.dated.before(self.dated):
            return self.dated.before(other.dated)
        if self.publisher != other.publisher or self.posted is None or other.posted is None:
            return False
        return self.posted.before(other.posted)


def figure_of(claim: StoredClaim | Outline, event: Event | None = None) -> Figure:
    """The figure of a claim: its outlet's where nobody is credited, for the event's place where none is given."""
    outlet = claim.publisher_source or claim.publisher or claim.url
    speaking = claim.speaking
    credited = claim.speaks_for or claim.speaker_source or (speaking.name if speaking else None)
    said, as_of = claim.said_at or claim.posted_at, claim.as_of
    likely = _likely(said, claim.posted_at)
    # What a page passes on without a day of its own is dated by the page: it was said by then.
    by_page = credited is not None and said is not None and is_dated(said) and said == claim.posted_at
    dated = span_of(said, claim.posted_at, lagging=by_page)
    # Most figures hold for when they were said: one look tells, where moments are read but once.
    stated = as_of is not None and as_of is not claim.said_at and as_of != claim.said_at
    return Figure(
        claim=claim.id,
        entry=claim.entry_id,
        part_of=claim.part_of_id,
        key=series_key(claim, event),
        value=None if claim.value is None else float(claim.value),
        high=None if claim.value_high is None else float(claim.value_high),
        qualifier=claim.qualifier,
        vague=claim.vague_word,
        number=claim.number.lower(),
        documented=claim.basis == "documented",
        speaker=credited or outlet,
        name=_short(speaking.name if speaking else claim.publisher or claim.url),
        attributed=credited is not None,
        side=claim.side if credited else claim.publisher_side,
        publisher=outlet,
        publisher_name=_short(claim.publisher or claim.url),
        carriers=_carriers(claim.relay_sources, outlet),
        said=likely,
        until=said.end if said and is_dated(said) else likely,
        as_of=(_likely(as_of, claim.posted_at) if stated else None) or likely,
        stated_for=(as_of.at, as_of.exactness) if as_of and stated else None,
        dated=dated,
        holds=span_of(as_of, claim.posted_at) if stated else dated,
        posted=posting(claim.posted_at) if claim.posted_at else None,
        occurred=_occurred(claim),
        stance=speaking.stance if speaking else "states",
        rank=claim.rank,
        deleted=claim.deleted_at is not None,
        source=claim.speaker_source,
        aside=aside_of(claim, event),
        tie=(outlet, claim.url, claim.number_start, claim.quote, claim.uid),
    )


@lru_cache(maxsize=65536)
def _carriers(relays: tuple[str, ...], outlet: str) -> frozenset[str]:
    """Who passed a figure on or published it: one set for all that came the same way."""
    return frozenset((*relays, outlet))


def _likely(moment: Moment | None, posted: Moment | None) -> datetime | None:
    """The moment itself; of a day or month the time of the post that falls in it, else its middle."""
    if moment is None or not is_dated(moment):
        return moment.at if moment else None
    if posted is not None and not is_dated(posted) and moment.at <= posted.at < moment.end:
        return posted.at
    return moment.at + (moment.end - moment.at) / 2


def _occurred(claim: StoredClaim | Outline) -> tuple[datetime, datetime] | None:
    if claim.occurred_from is None or claim.occurred_to is None:
        return None
    return claim.occurred_from.at, claim.occurred_to.end


def _short(name: str) -> str:
    """A name from a page, cut where it is overlong."""
    return name if len(name) <= _NAME_LENGTH else f"{name[:_NAME_LENGTH]}…"
