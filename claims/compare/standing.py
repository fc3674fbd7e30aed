"""What stands at a moment of the sweep: each speaker's figures that nobody has denied, and who carried them."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

from claims.compare.interval import Measured
from claims.compare.rounding import restates

UNDATED = datetime.max.replace(tzinfo=UTC)
"""Where figures without time stand: last."""

_LOOK_BACK = 20
"""How many of a speaker's figures are searched for one that holds for the same moment."""


class Standing:
    """The figures of one series that stand; `ends` tells by claim id from when on a figure is denied."""

    def __init__(self, ends: dict[int, datetime]) -> None:
        self._ends = ends
        self._told: dict[str, list[Measured]] = defaultdict(list)
        self._values: list[float] = []
        self._by_value: dict[float | str | None, list[Measured]] = defaultdict(list)
        self._carriers: dict[int, set[str]] = defaultdict(set)
        self.origins: dict[int, Measured] = {}
        """What a figure only repeats, by claim id."""

    def latest(self, speaker: str, now: datetime) -> Measured | None:
        """The speaker's latest figure that still stands."""
        told = self._told.get(speaker, [])
        while told and not self._stands(told[-1], now):
            told.pop()
        return told[-1] if told else None

    def others(self, speaker: str, now: datetime) -> Iterator[Measured]:
        """The latest standing figure of everybody else."""
        for other in self._told:
            if other != speaker and (latest := self.latest(other, now)) is not None:
                yield latest

    def restated(self, later: Measured, now: datetime) -> Measured | None:
        """The speaker's earlier figure that the text gives for the very moment of the later one."""
        figure = later.figure
        told = self._told.get(figure.speaker, [])[-_LOOK_BACK:]
        same = (each for each in reversed(told) if each.figure.stated_for == figure.stated_for)
        return next((each for each in same if self._stands(each, now)), None) if figure.stated_for else None

    def repeated(self, later: Measured, now: datetime, *, own: bool) -> Measured | None:
        """The latest figure of the speaker's own, or of somebody else, that the later one repeats."""
        found = [
            each
            for value in self._around(later)
            if (each := self._last(value, later.figure.speaker, now, own)) and restates(later, each)
        ]
        return max(found, key=lambda each: (each.figure.said or UNDATED, each.figure.tie), default=None)

    def tell(self, measured: Measured) -> None:
        """Take a figure in as its speaker's latest."""
        figure = measured.figure
        key = figure.vague if figure.value is None else figure.value
        if figure.value is not None and figure.value not in self._by_value:
            insort(self._values, figure.value)
        self._told[figure.speaker].append(measured)
        self._by_value[key].append(measured)
        self.carry(measured, figure.publisher)

    def carry(self, measured: Measured, publisher: str) -> None:
        """Note that an outlet carried the figure."""
        self._carriers[measured.figure.claim].add(publisher)

    def carried(self, measured: Measured, publisher: str) -> bool:
        """Whether an outlet carried the figure."""
        return publisher in self._carriers[measured.figure.claim]

    def _stands(self, measured: Measured, now: datetime) -> bool:
        end = self._ends.get(measured.figure.claim)
        return end is None or end >= now

    def _around(self, later: Measured) -> Iterator[float | str | None]:
        """The numbers told so far that the figure could repeat."""
        yield later.figure.vague if later.figure.value is None else later.figure.value
        low, high = later.core.low, later.core.high
        if high is not None:
            yield from self._values[bisect_left(self._values, low) : bisect_right(self._values, high)]

    def _last(self, value: float | str | None, speaker: str, now: datetime, own: bool) -> Measured | None:
        told = self._by_value.get(value, ())
        fitting = (each for each in reversed(told) if (each.figure.speaker == speaker) == own)
        return next((each for each in fitting if self._stands(each, now)), None)
