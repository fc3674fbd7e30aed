"""The counts of a series by time: what was known of it at a moment, and by whom."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from claims.compare.interval import Measured
from claims.compare.series import Compared
from claims.compare.standing import UNDATED

_LOOK_BACK = 50
"""How many of a part's figures are searched for one that stands, best by the speaker of the whole."""


class Counted:
    """The figures of a series that are one number each: no echo, range or vague word."""

    def __init__(self, series: Compared) -> None:
        self.key = series.key
        self.ends = series.ends
        self.denied = series.denied
        self.figures = [each for each in series.figures if _is_count(each, series)]
        self._said = [each.figure.said or UNDATED for each in self.figures]
        self._of: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self.figures):
            self._of[each.figure.speaker].append(place)

    def known(self, whole: Measured, at: datetime, window: timedelta) -> Measured | None:
        """The latest figure but zero that stood at a moment, of the whole's own speaker before others."""
        end = bisect_right(self._said, at)
        begin = max(0, end - _LOOK_BACK)
        mine = self._of.get(whole.figure.speaker, [])
        own = mine[bisect_right(mine, begin - 1) : bisect_right(mine, end - 1)]
        return self._latest(own, whole, at, window) or self._latest(range(begin, end), whole, at, window)

    def first_after(self, moment: datetime) -> datetime | None:
        """When the first figure after a moment was told."""
        at = bisect_right(self._said, moment)
        return self.figures[at].figure.said if at < len(self.figures) else None

    def _latest(self, places: Sequence[int], whole: Measured, at: datetime, window: timedelta) -> Measured | None:
        for place in reversed(places):
            each = self.figures[place]
            if not each.figure.value or self.ends.get(each.figure.claim, UNDATED) < at:
                continue
            if not each.figure.level or _simultaneous(each, whole, window):
                return each
        return None


def _is_count(measured: Measured, series: Compared) -> bool:
    figure = measured.figure
    echoes = any(tie.kind == "echo" for tie in series.ties[figure.claim])
    return figure.value is not None and figure.high is None and not echoes


def _simultaneous(one: Measured, other: Measured, window: timedelta) -> bool:
    first, second = one.figure.as_of, other.figure.as_of
    return first is not None and second is not None and abs(second - first) <= window
