"""Time across: where a moment stands, long empty stretches cut out, and which days or hours are written below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from claims.printable import counted

ACROSS = 10_000
"""Width of the axis in its own units."""
WIDTH = 690
"""Width of the axis in pixels."""

_BREAKS = 3
"""The most stretches that are cut out of an axis."""
_LONG = 0.8
"""A stretch without figures that is longer than this share of all the time drawn is cut out."""
_GAP = 500
"""Width of a stretch that is cut out."""
_LEAST = 1000
"""Width that each stretch between two cuts has at least."""
_ROOM = 0.03
"""Room before the first figure and after the last, as a share of the time between."""

_MARGIN = 14
"""Pixels beside the axis that words may reach into."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_STEPS = (
    *(n * _HOUR / 12 for n in (1, 3, 6)),
    *(n * _HOUR for n in (1, 3, 6, 12)),
    *(n * _DAY for n in (1, 2, 4, 7, 14)),
)
_MONTHS = (1, 3, 6, 12, 24, 60, 120)
_ROOM_OF_CLOCK, _ROOM_OF_DAY, _ROOM_OF_YEAR, _ROOM_OF_MONTH = 76, 44, 72, 60
"""Pixels that "5 Jan 12:00", "5 Jan", "5 Jan 2022" and "Jan 2022" need with the space around them."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark below the axis: where, and what is written there."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that is drawn without a cut, as the clocks of the event's zone have it.

    `at` is where it begins and `width` how wide it is, in units of `ACROSS`.
    """

    first: datetime
    last: datetime
    at: float
    width: float

    def place(self, when: datetime) -> float:
        """Where a moment stands, in units of `ACROSS`."""
        return self.at + self.width * ((when - self.first) / (self.last - self.first))


@dataclass(frozen=True)
class TimeAxis:
    """The stretches of time that a chart draws, in the zone of its event."""

    zone: str
    stretches: tuple[Stretch, ...]

    def place(self, moment: datetime) -> float:
        """Where a moment stands, from 0 to `ACROSS`; one in a cut stands at its begin."""
        when = local(moment, self.zone)
        found = next((each for each in reversed(self.stretches) if each.first <= when), self.stretches[0])
        return round(min(max(found.place(when), found.at), found.at + found.width), 1)

    @property
    def cuts(self) -> tuple[Tick, ...]:
        """The middle of each cut, with how much time was cut out."""
        return tuple(
            Tick(round((one.at + one.width + other.at) / 2), _lasting(other.first - one.last))
            for one, other in pairwise(self.stretches)
        )

    @property
    def title(self) -> str:
        """The zone, with the year where there is only one."""
        year = "" if len(self._years) > 1 else f"{self.stretches[0].first.year}, "
        return f"{year}times in {self.zone}"

    @cached_property
    def ticks(self) -> tuple[Tick, ...]:
        """What is written below, never two over each other."""
        found: list[Tick] = []
        for stretch in self.stretches:
            for order, (tick, room) in enumerate(self._of(stretch)):
                # The first words after a cut are worth more than the last before it.
                while order == 0 and len(found) > 1 and (tick.at - found[-1].at) * WIDTH / ACROSS < room:
                    found.pop()
                clear = not found or (tick.at - found[-1].at) * WIDTH / ACROSS >= room
                if clear and (ACROSS - tick.at) * WIDTH / ACROSS >= room / 2 - _MARGIN:
                    found.append(tick)
        return tuple(found)

    @property
    def _years(self) -> set[int]:
        return {each.year for stretch in self.stretches for each in (stretch.first, stretch.last)}

    def _of(self, stretch: Stretch) -> Iterator[tuple[Tick, int]]:
        pixels = stretch.width * WIDTH / ACROSS
        lasting = stretch.last - stretch.first
        many = len(self._years) > 1
        for step in _STEPS:
            room = _ROOM_OF_CLOCK if step < _DAY else _ROOM_OF_YEAR if many else _ROOM_OF_DAY
            if step / lasting * pixels >= room:
                for at in _every(step, stretch):
                    words = f"{at.day} {at:%b}{f' {at.year}' if many else ''}{f' {at:%H:%M}' if step < _DAY else ''}"
                    yield Tick(round(stretch.place(at)), words), room
                return
        fitting = (each for each in _MONTHS if each * 30 * _DAY / lasting * pixels >= _ROOM_OF_MONTH)
        months = next(fitting, _MONTHS[-1])
        for at in _each_month(months, stretch):
            words = f"{at.year}" if months >= 12 else f"{at:%b}{f' {at.year}' if many else ''}"
            yield Tick(round(stretch.place(at)), words), _ROOM_OF_MONTH


def time_axis(moments: Iterable[datetime], zone: str) -> TimeAxis:
    """The axis that holds all these moments, at least one."""
    times = sorted({local(each, zone) for each in moments})
    parts = _parted(times)
    ends = [_roomy(part[0], part[-1]) for part in parts]
    lasting = [last - first for first, last in ends]
    left = ACROSS - _GAP * (len(parts) - 1) - _LEAST * len(parts)
    stretches, at = [], 0.0
    for (first, last), length in zip(ends, lasting, strict=True):
        width = _LEAST + left * (length / sum(lasting, timedelta()))
        stretches.append(Stretch(first, last, at, width))
        at += width + _GAP
    return TimeAxis(zone, tuple(stretches))


def local(moment: datetime, zone: str) -> datetime:
    """What the clocks of a zone show, as a moment without a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _parted(times: Sequence[datetime]) -> list[Sequence[datetime]]:
    """The moments, parted where a long time lies between two."""
    gaps = sorted(((later - earlier, at) for at, (earlier, later) in enumerate(pairwise(times), 1)), reverse=True)
    drawn = times[-1] - times[0]
    cuts: list[int] = []
    for gap, at in gaps[:_BREAKS]:
        if gap <= _LONG * drawn or gap < 7 * _DAY or len(times) < 3:
            break
        cuts.append(at)
        drawn -= gap
    ends = [0, *sorted(cuts), len(times)]
    return [times[first:last] for first, last in pairwise(ends)]


def _roomy(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """The ends of a stretch with some room; of one moment the day that holds it."""
    if first == last:
        return _midnight(first), _midnight(last) + _DAY
    room = (last - first) * _ROOM
    return first - room, last + room


def _midnight(when: datetime) -> datetime:
    return when.replace(hour=0, minute=0, second=0, microsecond=0)


def _every(step: timedelta, stretch: Stretch) -> Iterator[datetime]:
    """Round hours, or every so many days, within a stretch."""
    start = datetime.min if step >= _DAY else _midnight(stretch.first)
    at = start + step * -((start - stretch.first) // step)
    while at <= stretch.last:
        yield at
        at += step


def _each_month(months: int, stretch: Stretch) -> Iterator[datetime]:
    """The first of every so many months within a stretch."""
    count = (stretch.first.year * 12 + stretch.first.month - 1) // months * months
    while (at := datetime(count // 12, count % 12 + 1, 1)) <= stretch.last:
        if at >= stretch.first:
            yield at
        count += months


def _lasting(time: timedelta) -> str:
    """A time in round words: "7 months", "12 days"."""
    days = time / _DAY
    for unit, length in (("year", 365.25), ("month", 30.44), ("day", 1.0)):
        if (count := round(days / length)) >= 2 or unit == "day":
            return counted(count, unit)
    return ""
