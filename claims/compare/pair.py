"""A figure beside an earlier one: what can be asked of the two, and what a rule answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.compare.interval import Measured


@dataclass(frozen=True, slots=True)
class Pair:
    """A later figure beside an earlier one that still stands."""

    earlier: Measured
    later: Measured
    window: timedelta
    ended: datetime | None = None
    """When the event ended."""
    carried_both: bool = False
    """Whether the later figure's publisher has carried the earlier figure too."""
    origin: Measured | None = None
    """The figure that the earlier one only repeats."""
    repeated: Measured | None = None
    """An older figure of somebody else that the later one repeats."""
    own: Measured | None = None
    """What the later speaker said before."""

    @property
    def same(self) -> bool:
        """Whether both have the same speaker."""
        return self.earlier.figure.speaker == self.later.figure.speaker

    @property
    def passed_on(self) -> bool:
        """Whether the earlier figure is an outlet's own that the same outlet later credits to its speaker."""
        one, other = self.earlier.figure, self.later.figure
        return not one.attributed and other.attributed and one.speaker in other.carriers

    @property
    def level(self) -> bool:
        """Whether the count may go down as well."""
        return self.later.figure.level

    @property
    def gap(self) -> timedelta | None:
        """How far apart the moments are that the figures hold for; None where one is not known."""
        one, other = self.earlier.figure.as_of, self.later.figure.as_of
        return abs(other - one) if one and other else None

    @property
    def far(self) -> bool:
        """Whether the figures hold for moments further apart than the window."""
        return self.gap is not None and self.gap > self.window

    @property
    def disjoint(self) -> bool:
        """Whether no number fits both."""
        return not self.earlier.interval.overlaps(self.later.interval)

    @property
    def cores_overlap(self) -> bool:
        """Whether both may well mean one number."""
        return self.earlier.core.overlaps(self.later.core)

    @property
    def rises(self) -> bool:
        """Whether the figure for the later moment lies above the one for the earlier moment, as plausibly meant."""
        one, other = self.earlier, self.later
        if one.figure.as_of and other.figure.as_of and other.figure.as_of < one.figure.as_of:
            one, other = other, one
        return one.core.below(other.core)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A relation by kind with the template of its reason; `earlier` where it is not the pair's own earlier figure."""

    kind: str
    because: str
    earlier: Measured | None = None
    other: Measured | None = None
    late: bool = False


@dataclass(slots=True)
class Tie:
    """A relation between two claims before it is put into words; an open one may yet be settled."""

    kind: str
    earlier: Measured
    later: Measured
    because: str
    other: Measured | None = None
    late: bool = False
