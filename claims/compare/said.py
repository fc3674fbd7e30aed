"""What has been said by a moment and is not denied yet, by its number: where a denial finds what it denies."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from claims.compare.interval import Interval, Measured
from claims.compare.key import SeriesKey
from claims.compare.rounding import rounder_than
from claims.compare.standing import UNDATED, Number, number_of

_FARTHEST = 2.0
"""Nobody reads a number as more than so many times higher or lower."""


class _Series:
    """What was said of one series, by number."""

    def __init__(self) -> None:
        self.by_number: dict[Number, dict[int, Measured]] = {}
        self.ordered: list[float] = []
        self.words: set[str | None] = set()

    def add(self, measured: Measured) -> None:
        number = number_of(measured)
        if number not in self.by_number:
            self.by_number[number] = {}
            if measured.figure.value is None:
                self.words.add(measured.figure.vague)
            else:
                insort(self.ordered, measured.figure.value)
        self.by_number[number][measured.figure.claim] = measured

    def remove(self, measured: Measured) -> None:
        number = number_of(measured)
        alike = self.by_number.get(number, {})
        alike.pop(measured.figure.claim, None)
        if not alike and self.by_number.pop(number, None) is not None:
            if measured.figure.value is None:
                self.words.discard(measured.figure.vague)
            else:
                del self.ordered[bisect_left(self.ordered, measured.figure.value)]

    def within(self, low: float, high: float) -> Iterator[Number]:
        yield from self.ordered[bisect_left(self.ordered, low) : bisect_right(self.ordered, high)]


class Said:
    """The figures of one event and metric that were said by a moment and stand, denials aside."""

    def __init__(self, figures: Sequence[Measured]) -> None:
        undated = [each for each in figures if each.figure.said is None]
        dated = [each for each in figures if each.figure.said is not None]
        self._coming = [*undated, *dated]
        self._taken = 0
        self._series: dict[SeriesKey, _Series] = defaultdict(_Series)
        self._keys: dict[Number, dict[SeriesKey, None]] = defaultdict(dict)
        self.gone: set[int] = set()

    def until(self, moment: datetime | None) -> None:
        """Take in what was said by then."""
        while self._taken < len(self._coming):
            coming = self._coming[self._taken]
            if moment is not None and coming.figure.said is not None and coming.figure.said > moment:
                return
            self._taken += 1
            if coming.figure.claim not in self.gone:
                self._series[coming.figure.key].add(coming)
                self._keys[number_of(coming)][coming.figure.key] = None

    def end(self, measured: Measured) -> None:
        """Forget a figure that stands no longer."""
        self.gone.add(measured.figure.claim)
        self._series[measured.figure.key].remove(measured)

    def same(self, denial: Measured, key: SeriesKey) -> list[Measured]:
        """What gives the number of the denial in a series."""
        return self._of(key, (number_of(denial),))

    def keys(self, denial: Measured) -> tuple[SeriesKey, ...]:
        """The series in which the number of the denial was given."""
        return tuple(self._keys.get(number_of(denial), ()))

    def around(self, denial: Measured) -> list[Measured]:
        """What the denial may have rounded, or what may have been rounded to give it, in its own series."""
        series, value = self._series[denial.figure.key], denial.figure.value
        low, _, high, _ = denial.core.ends
        rounder = () if value is None else rounder_than(value)
        return self._of(denial.figure.key, {*series.within(low, high), *series.words, *rounder})

    def reached(self, key: SeriesKey, interval: Interval) -> list[Measured]:
        """What lies in or near an interval."""
        series = self._series[key]
        low, _, high, _ = interval.ends
        return self._of(key, {*series.within(low / _FARTHEST, high * _FARTHEST), *series.words})

    def _of(self, key: SeriesKey, numbers: Iterable[Number]) -> list[Measured]:
        """The figures of these numbers, in the order in which they were said."""
        by_number = self._series[key].by_number if key in self._series else {}
        found = [each for number in numbers for each in by_number.get(number, {}).values()]
        return sorted(found, key=lambda each: (each.figure.said or UNDATED, each.figure.tie))
