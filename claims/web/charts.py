"""Series as SVG: coordinates for a template to draw, so that charts need no script and no text can leave its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor, log10
from typing import TypeAlias
from zoneinfo import ZoneInfo

from claims.compare import Disagreement, SeriesHistory
from claims.plot import Mark, Panel, draw
from claims.records import Event

_STEPS = (1, 2, 2.5, 5, 10)
_LOOKS = 6
"""Speakers with a look of their own; the others share one."""
_LETTER, _TALL, _MARK, _ASIDE, _EDGE = 7.0, 12.0, 5.0, 9.0, 90.0
"""Pixels: a letter's width and height, half a mark, how far words stand from it, and where they go to its left."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""
_LATE, _ROOM = 4.0, 0.12
"""Where the last figures come after a silence so many times as long as all before it took, the axis is broken: they
get this share of its width."""
_WIDE = 50
"""Largest over smallest figure from which the scale is logarithmic."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A claim where it stands: its centre, the ends of its interval, and what it is."""

    mark: Mark
    x: float
    y: float
    top: float
    bottom: float
    look: int
    label: str
    """Its words, where there is room for them."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A series drawn into a box of so many pixels."""

    width: int
    height: int
    left: int
    base: float
    """Where the lowest figure stands, from the top."""
    dots: tuple[Dot, ...]
    course: str
    """The line from figure to figure of those that nobody denies, as SVG writes points."""
    links: tuple[tuple[float, float, float, float], ...]
    figures: tuple[tuple[float, str], ...]
    """Lines across, by height, with their figures."""
    days: tuple[tuple[float, str], ...]
    """Lines down, by place, with their days."""
    speakers: tuple[tuple[int, str], ...]
    """Looks and names, in the order of their first figures."""
    logarithmic: bool
    undrawn: int
    cut: tuple[float, str] | None = None
    """Where the time axis is broken, and how many days it leaves out, in words."""


def panel_of(history: SeriesHistory, disagreements: Sequence[Disagreement], event: Event) -> Panel | None:
    """What a chart of a series shows; None where no claim has a time."""
    return next(iter(draw((history,), disagreements, event).panels), None)


def chart(panel: Panel, zone: str, width: int, height: int, *, axes: bool = True) -> Chart:
    """The panel in a box; without axes it is a small one."""
    left, right, top, bottom = (44, 14, 12, 24) if axes else (5, 5, 5, 5)
    marks = panel.marks
    first, last = min(mark.said for mark in marks), max(mark.said for mark in marks)
    gap = _silence([mark.said for mark in marks])
    until = gap[0] if gap else last
    spread = max((until - first).total_seconds(), 3600.0)
    room = width - left - right
    early = room * (1 - _ROOM) if gap else room
    high = max(mark.high for mark in marks) or 1.0
    positive = [mark.low for mark in marks if mark.low > 0]
    logarithmic = bool(positive) and len(positive) == len(marks) and high / min(positive) > _WIDE
    ticks = _powers(min(positive), high) if logarithmic else _ticks(high)
    floor_at, ceiling = (log10(ticks[0]), log10(ticks[-1])) if logarithmic else (0.0, ticks[-1])
    base = height - bottom

    def x(moment: datetime) -> float:
        if gap and moment >= gap[1]:
            after = (moment - gap[1]).total_seconds() / max((last - gap[1]).total_seconds(), 3600.0)
            return round(left + early + room * _ROOM * (0.5 + after / 2), 1)
        return round(left + (moment - first).total_seconds() / spread * early, 1)

    def y(number: float) -> float:
        value = log10(max(number, ticks[0])) if logarithmic else number
        return round(base - (value - floor_at) / ((ceiling - floor_at) or 1) * (base - top), 1)

    order = list(dict.fromkeys(mark.speaker for mark in marks))
    names = {mark.speaker: mark.name for mark in reversed(marks)}
    look = {speaker: min(at, _LOOKS) for at, speaker in enumerate(order)}
    speakers = [(at, names[speaker]) for speaker, at in look.items() if at < _LOOKS]
    others = len(order) - len(speakers)
    places = [(mark, x(mark.said), y(mark.figure)) for mark in marks]
    labels = _labels(places, width) if axes else {}
    dots = tuple(
        Dot(mark, at, up, y(mark.high), y(mark.low), look[mark.speaker], labels.get(mark.claim, ""))
        for mark, at, up in places
    )
    where = {dot.mark.claim: dot for dot in dots}
    ends = [(where[each.first.claim], where[each.second.claim]) for each in panel.links if not each.open]
    return Chart(
        width=width,
        height=height,
        left=left,
        base=base,
        dots=dots,
        course=" ".join(f"{dot.x},{dot.y}" for dot in dots if not (dot.mark.denied or dot.mark.denial)),
        links=tuple((one.x, one.y, other.x, other.y) for one, other in ends),
        figures=tuple((y(tick), _short(tick)) for tick in ticks),
        days=_lines(x, _days(first, until, zone, 7 if width > 500 else 3), gap, last.astimezone(ZoneInfo(zone))),
        speakers=(*speakers, *([(_LOOKS, f"{others} more")] if others else [])),
        logarithmic=logarithmic,
        undrawn=panel.undated + panel.crowded,
        cut=(round(left + early + room * _ROOM / 4, 1), _silent(gap)) if gap else None,
    )


def _silence(moments: Sequence[datetime]) -> tuple[datetime, datetime] | None:
    """The long silence before a few late figures: its ends; None where there is none, or most are told after it."""
    told = sorted(moments)
    for at in range(len(told) - 1, len(told) // 2, -1):
        before, after = told[at - 1], told[at]
        if after - before > max((before - told[0]) * _LATE, timedelta(days=7)):
            return before, after
    return None


def _lines(
    x: Callable[[datetime], float], days: Sequence[datetime], gap: tuple[datetime, datetime] | None, last: datetime
) -> tuple[tuple[float, str], ...]:
    """Where days stand, with their words; behind a broken axis the last one, with its year."""
    found = [(x(day), f"{day.day} {day:%b}") for day in days]
    if gap is None:
        return tuple(found)
    end = (x(last), f"{last:%b %Y}")
    return (*(each for each in found if each[0] < end[0] - _EDGE * 0.6), end)


def _silent(gap: tuple[datetime, datetime]) -> str:
    return f"{(gap[1] - gap[0]).days} days left out"


def _labels(places: Sequence[tuple[Mark, float, float]], width: int) -> dict[int, str]:
    """The words to write beside marks, by claim: each figure once, later ones first, where there is room."""
    written: dict[int, str] = {}
    boxes = [(at - _MARK, up - _MARK, at + _MARK, up + _MARK) for _, at, up in places]
    for mark, at, up in reversed(places):
        long = _LETTER * len(mark.words)
        begin = at - _ASIDE - long if at > width - _EDGE else at + _ASIDE
        box = (begin, up - _ASIDE - _TALL, begin + long, up - _ASIDE + 2)
        if mark.words not in written.values() and not any(_overlap(box, other) for other in boxes):
            written[mark.claim] = mark.words
            boxes.append(box)
    return written


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ticks(high: float) -> list[float]:
    """Round figures from zero to the highest, about four."""
    rough = high / 4
    power = 10 ** floor(log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough * 0.999)
    step = max(step, 1.0)
    return [number * step for number in range(ceil(high / step) + 1)]


def _powers(low: float, high: float) -> list[float]:
    """Powers of ten around the figures."""
    first, last = floor(log10(low)), ceil(log10(high))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]


def _days(first: datetime, last: datetime, zone: str, most: int) -> list[datetime]:
    """Midnights between two moments, evenly thinned."""
    there = ZoneInfo(zone)
    day = first.astimezone(there).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    count = max((last.astimezone(there) - day).days + 1, 0)
    step = max(1, ceil(count / most))
    return [day + timedelta(days=at) for at in range(0, count, step) if day + timedelta(days=at) <= last]


def _short(number: float) -> str:
    for size, sign in ((1e9, "bn"), (1e6, "m"), (1e4, "k")):
        if number >= size:
            return f"{number / (1e3 if sign == 'k' else size):g}{sign}"
    return f"{number:,g}"
