"""When a figure was said and what moment it holds for, as far as that is known: spans of time instead of moments."""

from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from claims.records import Exactness, Moment

PAGE_LAG = timedelta(days=1)
"""What a page that names no day passes on may have been said a day before it was published."""
_ZONES = timedelta(hours=13)
"""How far a clock can be off whose zone nobody knows."""
_TICK = timedelta(microseconds=1)
_DATED = ("day", "month")


class Span(NamedTuple):
    """Some moment from `first` to `last`, or up to `lag` earlier."""

    first: datetime
    last: datetime
    exactness: Exactness
    """Minute or hour where a clock is known, else day or month."""
    day: date | None = None
    """The calendar day of what is known by its date; the first of a month."""
    lag: timedelta = timedelta()

    @property
    def clock(self) -> bool:
        """Whether the hour is known."""
        return self.exactness not in _DATED

    def before(self, other: "Span") -> bool:
        """Whether it is known to come first."""
        return self.last < other.first - other.lag

    def least(self, other: "Span") -> timedelta:
        """How far apart the two are at least, by their dates and clocks."""
        return max(other.first - self.last, self.first - other.last, timedelta())

    def most(self, other: "Span") -> timedelta:
        """How far apart the two are at most, by their dates and clocks."""
        return max(other.last - self.first, self.last - other.first)


def span_of(moment: Moment | None, posted: Moment | None = None, *, lagging: bool = False) -> Span | None:
    """The span of a moment; of a day or month no later than the post that falls in it."""
    if moment is None:
        return None
    lag = PAGE_LAG if lagging or moment.assumed else timedelta()
    if is_dated(moment):
        last = moment.end - _TICK
        if posted is not None and not is_dated(posted) and moment.at <= posted.at <= last:
            last = posted.at
        return Span(moment.at, last, moment.exactness, moment.day, lag)
    if moment.assumed or moment.zone_assumed or moment.exactness == "unknown":
        return Span(moment.at - _ZONES, moment.at + _ZONES, "day", None, lag)
    return posting(moment)


def posting(moment: Moment) -> Span:
    """The span of a moment on the clock of one outlet, whatever its zone."""
    last = moment.at if moment.exactness in ("minute", "unknown") else moment.end - _TICK
    return Span(moment.at, last, moment.exactness)


def is_dated(moment: Moment) -> bool:
    """Whether only the day or the month is known."""
    return moment.exactness in _DATED


def day_of(span: Span | None, zone: tzinfo) -> date | None:
    """The calendar day: of a clock's moment as the event's zone has it."""
    if span is None:
        return None
    return span.day or (span.first + (span.last - span.first) / 2).astimezone(zone).date()
