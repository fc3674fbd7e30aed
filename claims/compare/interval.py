"""What a figure means: the interval that its words allow and the core that its speaker plausibly meant."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from claims.compare.figure import Figure
from claims.vocabulary import Profile

INFINITY = float("inf")
_DIGITS = 6
"""Decimal places kept, so that 1.1 × 1,000 is 1,100."""


def digits(value: float) -> str:
    """A number as people write it: "9,900", "4.5"."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,}"


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; no `high` is unbounded. An end that is closed belongs to the interval."""

    low: float
    high: float | None
    low_closed: bool = True
    high_closed: bool = True
    ends: tuple[float, bool, float, bool] = field(init=False, repr=False, compare=False)
    """The lower end, whether it is closed, the upper end, whether that is: in order, infinity where unbounded."""

    def __post_init__(self) -> None:
        low, high = (self.low, self.low_closed), (INFINITY if self.high is None else self.high, self.high_closed)
        object.__setattr__(self, "ends", (*low, *high) if low[0] <= high[0] else (*high, *low))

    def __str__(self) -> str:
        high = "∞" if self.high is None else digits(self.high)
        closed = self.high_closed and self.high is not None
        return f"{'[' if self.low_closed else '('}{digits(self.low)}, {high}{']' if closed else ')'}"

    @property
    def crossed(self) -> bool:
        """Whether the low end lies above the high one, as sources sometimes write it; it is kept, not mended."""
        return self.high is not None and self.low > self.high

    @property
    def hull(self) -> "Interval":
        """The interval itself; of a crossed one, all between its two ends."""
        if self.high is None or self.low <= self.high:
            return self
        return Interval(self.high, self.low, self.high_closed, self.low_closed)

    def below(self, other: "Interval") -> bool:
        """Whether all of it lies below all of the other."""
        _, _, top, reached = self.ends
        bottom, begun, _, _ = other.ends
        return top < bottom or (top == bottom and not (reached and begun))

    def overlaps(self, other: "Interval") -> bool:
        """Whether one number can lie in both."""
        return not self.below(other) and not other.below(self)

    def holds(self, value: float) -> bool:
        """Whether the number lies in it."""
        bottom, begun, top, reached = self.ends
        return bottom < value < top or (value == bottom and begun) or (value == top and reached)

    def near(self, other: "Interval", factor: float) -> bool:
        """Whether the ends that face each other are within that factor."""
        if self.below(other):
            return other.ends[0] <= round(self.ends[2] * factor, _DIGITS)
        return not other.below(self) or self.ends[0] <= round(other.ends[2] * factor, _DIGITS)


class Measured(NamedTuple):
    """A figure with its interval and core under one profile."""

    figure: Figure
    interval: Interval
    core: Interval


class Measure:
    """What figures mean under one profile; figures of the same words share their intervals."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._known: dict[tuple[object, ...], tuple[Interval, Interval]] = {}

    def __call__(self, figure: Figure) -> Measured:
        """The figure with what it means."""
        words = (figure.value, figure.high, figure.qualifier, figure.vague, figure.documented)
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = (interval(figure, self._profile), core(figure, self._profile))
        return Measured(figure, *known)


def interval(figure: Figure, profile: Profile) -> Interval:
    """All that the words allow; a documented count and "several" are minimums, a word no profile knows 1 or more."""
    stated = _stated(figure, profile)
    loose = figure.value is None and figure.vague in profile.floors
    if loose or (figure.documented and figure.qualifier not in ("at_most", "fewer_than")):
        return replace(stated, high=None, high_closed=False)
    return stated


def core(figure: Figure, profile: Profile) -> Interval:
    """What the speaker plausibly meant: an open bound ends at `profile.core` times the number."""
    stated = _stated(figure, profile)
    if figure.value is None:
        return stated
    bound = figure.value
    if figure.qualifier in ("at_least", "more_than"):
        return Interval(bound, _times(bound, profile.core))
    if figure.qualifier in ("at_most", "fewer_than"):
        bound = bound if figure.high is None else figure.high
        return Interval(_times(bound, 2 - profile.core), bound)
    if figure.documented and stated.high is not None:
        return replace(stated, high=_times(stated.high, profile.core), high_closed=True)
    return stated


def _stated(figure: Figure, profile: Profile) -> Interval:
    """The interval of the qualifier, basis aside."""
    if figure.value is None:
        return _vague(figure, profile)
    low, high = figure.value, figure.value if figure.high is None else figure.high
    match figure.qualifier:
        case "about" | "vague":
            return Interval(_times(low, profile.about[0]), _times(high, profile.about[1]))
        case "nearly":
            return Interval(_times(low, profile.nearly), high, high_closed=high == 0)
        case "at_least" | "more_than":
            return Interval(low, None, figure.qualifier == "at_least", high_closed=False)
        case "at_most" | "fewer_than":
            return Interval(0.0, high, high_closed=figure.qualifier == "at_most" or high == 0)
        case "exact" | "range":
            return Interval(low, high)


def _vague(figure: Figure, profile: Profile) -> Interval:
    low, high = profile.vague.get(figure.vague or "", (1.0, None))
    return Interval(low, high, high_closed=high is not None)


def _times(value: float, factor: float) -> float:
    return round(value * factor, _DIGITS)
