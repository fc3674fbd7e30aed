"""On which day a clock time falls: by the stamp's own date, the date line above it, the page's date, and midnights."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from claims.entries.stamps import MOST, WORD, Mark
from claims.records import Moment
from claims.times import Stamp, Zones, day_of, find_zone, minute_of, read_stamp

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(WORD, re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_GOES_ON = ("|", ".", "–", "—", "·")
_HEADER = 2000
"""How far into a page its own date may stand, in characters."""

_FRESH = timedelta(days=3)
"""A copy taken later than this after the page's date shows how long ago things were by a clock that nobody knows."""

_OUT_OF_ORDER = timedelta(hours=2)
"""A clock that runs the wrong way by less is a post out of order: as a midnight it would mean 22 silent hours."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says what day it is: "Published on 14 June 2021", "22 October 2020 | Newsroom"."""

    offset: int
    day: date
    stamp: Stamp

    def moment(self, zone: tzinfo | None) -> Moment:
        """The day, or the minute where the line gives one."""
        if self.stamp.clock is None:
            return day_of(self.day)
        return minute_of(self.day, self.stamp.clock, find_zone(self.stamp.zone) if self.stamp.zone else zone)


def find_date_lines(text: str, zones: Zones) -> tuple[DateLine, ...]:
    """All lines that begin with a full date and say little else, in text order."""
    lines: list[DateLine] = []
    for line in _LINE.finditer(text):
        if len(lines) == MOST:
            break
        head = text[line.start() : min(line.end(), line.start() + 200)].strip()
        if _YEAR.search(head, 0, 60) and (found := _date_line(head, line.start(), zones)):
            lines.append(found)
    return tuple(lines)


def _date_line(head: str, offset: int, zones: Zones) -> DateLine | None:
    word = _WORD.match(head)
    begin = word.end() if word else 0
    stamp = read_stamp(head, begin, zones=zones)
    if not stamp or not stamp.day or (stamp.clock and not begin) or "/" in head[begin : stamp.end]:
        return None
    day, rest = stamp.day.on(), head[stamp.end :].strip()
    return DateLine(offset, day, stamp) if day and (not rest or rest.startswith(_GOES_ON)) else None


def own_dates(lines: Sequence[DateLine], before: int = _HEADER) -> tuple[DateLine, ...]:
    """The date lines at the top of a page, which date the page itself."""
    return tuple(line for line in lines if line.offset < min(before, _HEADER))


def runs_backwards(marks: Sequence[Mark], near: date | None) -> bool:
    """Whether the posts stand newest first, by what most steps from stamp to stamp say; a tie is newest first."""
    steps = [_step(above, below, near) for above, below in pairwise(marks)]
    return sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)


def _step(above: Mark, below: Mark, near: date | None) -> int:
    """-1 where the post below is older, 1 where it is newer: by date, else the shorter way round the clock."""
    first, second = (mark.stamp.day and mark.stamp.day.on(near) for mark in (above, below))
    if first and second and first != second:
        return 1 if second > first else -1
    if above.stamp.clock is None or below.stamp.clock is None:
        return 0
    minutes = (_minutes(below.stamp.clock) - _minutes(above.stamp.clock)) % 1440
    if first and second:
        minutes = _minutes(below.stamp.clock) - _minutes(above.stamp.clock)
    return 0 if minutes == 0 else 1 if 0 < minutes <= 720 else -1


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def date_marks(
    marks: Sequence[Mark], lines: Sequence[DateLine], base: date | None, *, newest_first: bool
) -> tuple[date | None, ...]:
    """The day of each mark, in text order; None where nothing tells it."""
    days: list[date | None] = []
    day, above, line = base, None, 0
    for mark in marks:
        while line < len(lines) and lines[line].offset < mark.line_start:
            if marks[0].line_start < lines[line].offset:
                day, above = lines[line].day, None
            line += 1
        if mark.stamp.day:
            day = mark.stamp.day.on(day or base) or day
        elif day and above and mark.stamp.clock:
            day += _turned(above, mark.stamp.clock, newest_first=newest_first)
        above = mark.stamp.clock or above
        days.append(day if mark.stamp.clock else None)
    return tuple(days)


def _turned(above: time, below: time, *, newest_first: bool) -> timedelta:
    """A day back or on where midnight lies between two posts, else nothing."""
    risen = timedelta(minutes=_minutes(below) - _minutes(above))
    if newest_first:
        return timedelta(days=-1) if risen >= _OUT_OF_ORDER else timedelta()
    return timedelta(days=1) if -risen >= _OUT_OF_ORDER else timedelta()


def own_time(stated: Sequence[Moment], published_at: Moment | None, captured_at: datetime | None) -> datetime | None:
    """The moment that "10 min ago" counts back from: the latest that the page states, else that of its capture.

    None where the page says that it is days older than its copy, which was saved or taken over at some other time.
    """
    exact = [moment.at for moment in stated if moment.exactness == "minute"]
    if exact:
        return max(exact)
    days = [moment.at for moment in (*stated, *filter(None, [published_at]))]
    if captured_at and days and captured_at - max(days) > _FRESH:
        return None
    return captured_at


def local_day(moment: Moment | None, zone: tzinfo | None) -> date | None:
    """The date of a moment as clocks in the page's zone have it; a bare date is the same everywhere."""
    if moment is None:
        return None
    exact = moment.exactness in ("minute", "hour") and zone is not None
    return moment.at.astimezone(zone).date() if exact else moment.at.date()
