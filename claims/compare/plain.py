"""The relations that most figures have to those of other speakers, told at a glance; the rules have the last word.

Where what was plausibly meant differs, no rule of repeats or agreement can fit, and one look at the numbers and dates
mostly tells the rest: `plainly` gives what the rules would, or None where they have to be asked.
"""

from datetime import timedelta

from claims.compare.figure import Figure
from claims.compare.interval import Measured
from claims.compare.pair import Tie, opposed
from claims.compare.relations import CLOSE, GREW, LOWER, OPEN, REACHES, ROUNDED, still_close


def plainly(
    earlier: Measured, later: Measured, window: timedelta, own: Measured | None = None, origin: Measured | None = None
) -> Tie | None:
    """The relation of a figure to another speaker's, where it repeats nothing and one look tells.

    `own` is what the later speaker said before, `origin` what the earlier figure only repeats.
    """
    floor, begun, top, reached = earlier.core.ends
    bottom, low_closed, ceiling, high_closed = later.core.ends
    one, other = earlier.figure, later.figure
    if one.occurred and other.occurred:
        return None
    above = bottom > top * CLOSE
    close = not (above or floor > ceiling * CLOSE)
    if close:
        above = top < bottom or (top == bottom and not (reached and low_closed))
        if not above and (floor < ceiling or (floor == ceiling and begun and high_closed)):
            return None
        if one.value == other.value:
            return None
    low, high = (earlier, later) if above else (later, earlier)
    level, disjoint = other.key.counting == "level", low.interval.below(high.interval)
    if not disjoint and not close:
        return Tie("compatible", earlier, later, REACHES)
    if level or not _in_order(one, other):
        return None
    far = above and disjoint and _far(one, other, window)
    if far and (close or not opposed(earlier, later)):
        return Tie("grew", earlier, later, GREW)
    if far or (above and disjoint and _may_have_grown(earlier, later, own, origin)):
        return None
    if close and still_close(earlier, later):
        return Tie("close", earlier, later, ROUNDED)
    if close and not above and _near(one, other, window):
        return None
    if not disjoint:
        return Tie("compatible", earlier, later, REACHES)
    return Tie("open", earlier, later, OPEN) if above else Tie("conflict", earlier, later, LOWER)


def _may_have_grown(earlier: Measured, later: Measured, own: Measured | None, origin: Measured | None) -> bool:
    """Whether the later speaker was at the earlier figure before, or at what that only repeats."""
    if origin is not None and origin.figure.speaker == later.figure.speaker:
        return True
    return own is not None and own.core.overlaps(earlier.core)


def _in_order(one: Figure, other: Figure) -> bool:
    """Whether the figures simply hold for when they were said, and the earlier one surely was said first."""
    if one.dated is None or other.dated is None or one.said is None or other.said is None:
        return False
    if one.stated_for is not None or other.stated_for is not None:
        return False
    return one.said <= other.said and one.dated.last < other.dated.first - other.dated.lag


def _far(one: Figure, other: Figure, window: timedelta) -> bool:
    return one.dated is not None and other.dated is not None and other.dated.first - one.dated.last > window


def _near(one: Figure, other: Figure, window: timedelta) -> bool:
    """Whether both were surely said within the window."""
    return one.dated is not None and other.dated is not None and other.dated.last - one.dated.first <= window
