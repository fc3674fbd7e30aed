"""A figure beside an earlier one: what can be asked of the two, and what a rule answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from claims.compare.interval import Measured

PARTIES = frozenset({"state", "opposition", "armed group"})
"""Sides that fight each other, with figures too."""


class Pair:
    """A later figure beside an earlier one that still stands."""

    __slots__ = (
        "carried_both",
        "cores_overlap",
        "disjoint",
        "earlier",
        "ended",
        "higher",
        "later",
        "level",
        "origin",
        "own",
        "repeated",
        "same",
        "window",
    )

    def __init__(
        self,
        earlier: Measured,
        later: Measured,
        window: timedelta,
        ended: datetime | None = None,
        carried_both: bool = False,
        origin: Measured | None = None,
        repeated: Measured | None = None,
        own: Measured | None = None,
    ) -> None:
        self.earlier = earlier
        self.later = later
        self.window = window
        self.ended = ended
        """When the event ended."""
        self.carried_both = carried_both
        """Whether the later figure's publisher has carried the earlier figure too."""
        self.origin = origin
        """The figure that the earlier one only repeats."""
        self.repeated = repeated
        """An older figure of somebody else that the later one repeats."""
        self.own = own
        """What the later speaker said before."""
        self.same = earlier.figure.speaker == later.figure.speaker
        """Whether both have the same speaker."""
        self.level = later.figure.level
        """Whether the count may go down as well."""
        # Millions of pairs are looked at: the ends are compared here, as `Interval.below` does.
        bottom, begun, top, reached = earlier.core.ends
        low, low_closed, high, high_closed = later.core.ends
        self.higher = top < low or (top == low and not (reached and low_closed))
        """Whether the figure that was said later is the higher one, as plausibly meant."""
        lower = not self.higher and (high < bottom or (high == bottom and not (high_closed and begun)))
        self.cores_overlap = not self.higher and not lower
        """Whether both may well mean one number."""
        if lower:
            self.disjoint = later.interval.below(earlier.interval)
        elif self.higher:
            self.disjoint = earlier.interval.below(later.interval)
        else:
            self.disjoint = earlier.interval.below(later.interval) or later.interval.below(earlier.interval)
        """Whether no number fits both."""

    @property
    def passed_on(self) -> bool:
        """Whether the earlier figure is an outlet's own that the same outlet later credits to its speaker."""
        one, other = self.earlier.figure, self.later.figure
        return not one.attributed and other.attributed and one.speaker in other.carriers

    @property
    def opposed(self) -> bool:
        """Whether the speakers are on two sides of the conflict."""
        return opposed(self.earlier, self.later)

    def apart_by(self, factor: float) -> bool:
        """Whether one figure is more than so many times the other, as plausibly meant."""
        return not self.earlier.core.near(self.later.core, factor)

    @property
    def gap(self) -> timedelta | None:
        """How far apart the moments are that the figures hold for; None where one is not known."""
        one, other = self.earlier.figure.as_of, self.later.figure.as_of
        return abs(other - one) if one and other else None

    @property
    def far(self) -> bool:
        """Whether the figures surely hold for moments further apart than the window."""
        one, other = self.earlier.figure.holds, self.later.figure.holds
        if one is None or other is None:
            return False
        return other.first - one.last > self.window or one.first - other.last > self.window

    @property
    def near(self) -> bool:
        """Whether the figures surely hold for moments within the window."""
        one, other = self.earlier.figure.holds, self.later.figure.holds
        return one is not None and other is not None and one.most(other) <= self.window

    @property
    def ordered(self) -> bool:
        """Whether it is known which of the two holds for the earlier moment."""
        one, other = self.earlier.figure, self.later.figure
        return one.before(other) or other.before(one)

    @property
    def sequenced(self) -> bool:
        """Whether the order is known, or at least the figures bear different dates."""
        one, other = self.earlier.figure.holds, self.later.figure.holds
        return self.ordered or (one is not None and other is not None and one.least(other) > timedelta())

    @property
    def rises(self) -> bool:
        """Whether the figure for the later moment lies above the one for the earlier moment, as plausibly meant."""
        one, other = self.earlier.figure.as_of, self.later.figure.as_of
        if one and other and other < one:
            return self.later.core.below(self.earlier.core)
        return self.higher


def opposed(one: Measured, other: Measured) -> bool:
    """Whether the speakers of two figures are on two sides of the conflict."""
    sides = one.figure.side, other.figure.side
    return sides[0] != sides[1] and PARTIES.issuperset(sides)


class Ruling(NamedTuple):
    """A relation by kind with the template of its reason; `earlier` where it is not the pair's own earlier figure."""

    kind: str
    because: str
    earlier: Measured | None = None
    other: Measured | None = None
    late: bool = False


@dataclass(slots=True, eq=False)
class Tie:
    """A relation between two claims before it is put into words; an open one may yet be settled."""

    kind: str
    earlier: Measured
    later: Measured
    because: str
    other: Measured | None = None
    late: bool = False
    more: int = 0
    """How many more speakers' figures it stands for: lower ones that the later figure passed too."""

    @property
    def lower(self) -> Measured:
        """The lower of the two figures, as plausibly meant."""
        return self.later if self.later.core.below(self.earlier.core) else self.earlier
