"""A check of figures that should fit together: what it found, by how much, in words and with its claims."""

from dataclasses import dataclass

from claims.compare.interval import Interval, Measured
from claims.compare.key import SeriesKey

KINDS = (
    "exceeds",
    "gap",
    "twofold",
    "crossed",
    "fell",
    "uncovered",
    "unchecked",
    "fits",
)
"""What a check finds, the worst first: parts exceed their total; a period or additions do not make the rise between
the totals around them; one post gives one thing two figures that cannot both be; a range has its low end above its high
end; a total fell by its own speaker's correction; the time or the additions told leave some of a rise open; nothing is
there to check with; it fits."""


@dataclass(frozen=True, slots=True)
class Check:
    """Figures held against each other; `gap` is what is left over, above zero where more is told than fits."""

    kind: str
    key: SeriesKey
    claims: tuple[int, ...]
    """Ids of the claims that were held together."""
    gap: float | None
    reason: str


def number(measured: Measured) -> float:
    """The number to reckon with: the one stated, of a range or vague word the middle of its core."""
    figure, core = measured.figure, measured.core.hull
    if figure.value is not None and figure.high is None:
        return figure.value
    return core.low if core.high is None else (core.low + core.high) / 2


def rise(earlier: Measured, later: Measured) -> Interval:
    """All that the words of two totals allow for the rise from one to the other."""
    one, other = earlier.interval.hull, later.interval.hull
    low = float("-inf") if one.high is None else other.low - one.high
    high = None if other.high is None else other.high - one.low
    return Interval(
        low, high, other.low_closed and one.high_closed, other.high_closed and one.low_closed and high is not None
    )


def added(parts: tuple[Measured, ...]) -> Interval:
    """All that the words of several figures allow for their sum."""
    hulls = [each.interval.hull for each in parts]
    highs = [hull.high for hull in hulls if hull.high is not None]
    high = sum(highs) if len(highs) == len(hulls) else None
    closed = all(hull.high_closed for hull in hulls) and high is not None
    return Interval(sum(hull.low for hull in hulls), high, all(hull.low_closed for hull in hulls), closed)
