"""The relations that most figures have to those of other speakers, told at a glance; the rules have the last word.

Where two figures lie further apart than rounding explains, no rule of repeats, agreement or closeness can fit, and one
look at the dates tells the rest: `plainly` gives what the rules would, or None where they have to be asked.
"""

from datetime import timedelta

from claims.compare.figure import Figure
from claims.compare.interval import Measured
from claims.compare.pair import Tie, opposed
from claims.compare.relations import CLOSE, GREW, LOWER, OPEN, REACHES


def plainly(
    earlier: Measured, later: Measured, window: timedelta, own: Measured | None = None, origin: Measured | None = None
) -> Tie | None:
    """The relation of a figure to another speaker's, where it repeats nothing and one look tells.

    `own` is what the later speaker said before, `origin` what the earlier figure only repeats.
    """
    floor, _, top, _ = earlier.core.ends
    bottom, _, ceiling, _ = later.core.ends
    above = bottom > top * CLOSE
    one, other = earlier.figure, later.figure
    if not (above or floor > ceiling * CLOSE) or (one.occurred and other.occurred):
        return None
    low, high = (earlier, later) if above else (later, earlier)
    if not low.interval.below(high.interval):
        return Tie("compatible", earlier, later, REACHES)
    if other.key.counting == "level" or not _in_order(one, other):
        return None
    if not above:
        return Tie("conflict", earlier, later, LOWER)
    if _far(one, other, window):
        return None if opposed(earlier, later) else Tie("grew", earlier, later, GREW)
    if origin is not None or (own is not None and own.core.overlaps(earlier.core)):
        return None
    return Tie("open", earlier, later, OPEN)


def _in_order(one: Figure, other: Figure) -> bool:
    """Whether the figures simply hold for when they were said, and the earlier one surely was said first."""
    if one.dated is None or other.dated is None or one.said is None or other.said is None:
        return False
    if one.stated_for is not None or other.stated_for is not None:
        return False
    return one.said <= other.said and one.dated.last < other.dated.first - other.dated.lag


def _far(one: Figure, other: Figure, window: timedelta) -> bool:
    return one.dated is not None and other.dated is not None and other.dated.first - one.dated.last > window
