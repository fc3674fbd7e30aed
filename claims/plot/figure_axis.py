"""Figures up: from zero, or in powers of ten where they span three decades, with zero at the foot."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

_DECADES = 1000
"""Figures that span as much are drawn on a logarithmic scale."""
_TICKS = 7
"""The most numbers beside an axis."""
_ROOM = 1.1
"""How many times the highest figure an axis reaches."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class FigureAxis:
    """How high a figure stands; on `symlog`, zero and all below `foot` are drawn below the powers of ten."""

    kind: Literal["linear", "log", "symlog"]
    low: float
    high: float
    ticks: tuple[int, ...]
    foot: float = 1

    def within(self, figure: float) -> float:
        """The figure itself, or the nearer end of the axis."""
        return min(max(figure, self.low), self.high)

    def height(self, figure: float) -> float:
        """How high it stands, from 0 to 1."""
        low, high, at = (self._scaled(each) for each in (self.low, self.high, self.within(figure)))
        return (at - low) / (high - low)

    def figure(self, height: float) -> float:
        """The figure that stands that high."""
        low, high = self._scaled(self.low), self._scaled(self.high)
        at = low + height * (high - low)
        if self.kind == "linear":
            return at
        return 10**at if self.kind == "log" else (10**at - 1) * self.foot

    def _scaled(self, figure: float) -> float:
        if self.kind == "linear":
            return figure
        return log10(figure) if self.kind == "log" else log10(1 + figure / self.foot)


def figure_axis(figures: Iterable[float], ends: Iterable[float] = ()) -> FigureAxis:
    """The axis for the figures of a series and for the ends of their intervals."""
    values = tuple(figures)
    highest = max((*values, *ends, 1))
    above = [max(each, 1.0) for each in values if each > 0]
    if not above or max(above) < _DECADES * min(above):
        return _linear(highest)
    first, last = floor(log10(min(above))), ceil(log10(highest * _ROOM))
    powers = tuple(10**power for power in range(first, last + 1))
    if min(values) <= 0:
        return FigureAxis("symlog", 0, highest * _ROOM**3, (0, *_thin(powers, highest)), 10.0**first)
    return FigureAxis("log", 10.0**first, highest * _ROOM**3, _thin(powers, highest))


def number_words(number: int) -> str:
    """A number as it is written beside the axis: "12,000", "1.5 million"."""
    for size, word in ((_MILLION**2, "trillion"), (_MILLION * 1000, "billion"), (_MILLION, "million")):
        if number >= size:
            return f"{number / size:,g} {word}"
    return f"{number:,}"


def _linear(highest: float) -> FigureAxis:
    top = highest * _ROOM
    size = 10 ** max(floor(log10(top / _TICKS)), 0)
    step = next(each * size for each in (1, 2, 5, 10) if top / (each * size) <= _TICKS)
    return FigureAxis("linear", 0, top, tuple(range(0, floor(top) + 1, step)))


def _thin(powers: tuple[int, ...], highest: float) -> tuple[int, ...]:
    """The powers of ten that fit on the axis, of very many every second."""
    fitting = tuple(each for each in powers if each <= highest * _ROOM**3)
    return fitting[:: ceil(len(fitting) / 8)]
