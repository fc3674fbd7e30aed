"""Whether two figures are one: the same number, or a rounding of it."""

from functools import lru_cache

from claims.compare.figure import ABOVE, BELOW, Figure
from claims.compare.interval import Measured
from claims.records import Qualifier

_PRECISE = 3
"""Significant digits from which on two parties hardly come to the same number on their own."""


def is_rounded(figure: Figure) -> bool:
    """Whether the figure is no exact count, by its words or its zeros: 5,800 and "about 17", not 5,812."""
    if figure.value is None or figure.qualifier != "exact" or figure.high is not None:
        return True
    return _is_round(figure.value)


@lru_cache(maxsize=65536)
def _is_round(value: float) -> bool:
    digits = len(f"{abs(value):.0f}")
    return digits > 1 and value != 0 and significant(value) <= (digits + 1) // 2


@lru_cache(maxsize=65536)
def significant(value: float) -> int:
    """Digits of a number without the zeros at its end: 2 for 5,800."""
    return len(f"{abs(value):.0f}".rstrip("0"))


def is_precise(figure: Figure) -> bool:
    """Whether a number is so exact that whoever gives it too has probably taken it over."""
    return figure.value is not None and figure.qualifier == "exact" and significant(figure.value) >= _PRECISE


def is_floor(figure: Figure) -> bool:
    """Whether a number says that there are at least so many: "at least 26", 26 by name."""
    return figure.high is None and (figure.qualifier in ABOVE or (figure.documented and figure.qualifier == "exact"))


def same_figure(one: Figure, other: Figure) -> bool:
    """The same number or vague word; "over 5,000" and "5,000" are one, "over 1,000" and "almost 1,000" are not."""
    if one.value is None or other.value is None:
        return one.value is other.value and one.vague is not None and one.vague == other.vague
    opposed = (one.qualifier in BELOW and other.qualifier in ABOVE) or (
        one.qualifier in ABOVE and other.qualifier in BELOW
    )
    return one.value == other.value and one.high == other.high and not opposed


def may_round(measured: Measured) -> bool:
    """Whether a figure can be another one rounded: a vague word, or a number with a zero at its end."""
    figure = measured.figure
    return figure.value is None or (figure.high is None and _step(figure.value) > 1)


def rounder_than(value: float) -> tuple[float, ...]:
    """The rounder numbers that a number may have been made into: 7,940, 7,900, 8,000 and so on for 7,939."""
    steps = [10.0**power for power in range(1, len(f"{abs(value):.0f}") + 1)]
    return tuple(dict.fromkeys(value // step * step + more for step in steps for more in (0.0, step)))


def rounds(coarse: Measured, fine: Measured) -> bool:
    """Whether one figure is the other, rounded: "almost 8,000" for 7,939, "dozens" for 26, "over 100" for 107."""
    value, target = coarse.figure.value, fine.figure.value
    if target is None or fine.figure.high is not None:
        return False
    if coarse.figure.documented and coarse.figure.qualifier == "exact":
        return False  # a list of names is as long as it is
    if value is None:
        return coarse.core.high is not None and coarse.core.holds(target)
    if coarse.figure.high is not None or not coarse.core.low <= target <= (coarse.core.high or target):
        return False
    step = _step(value)
    if step <= max(1, _step(target)) or not coarse.core.holds(target):
        return False
    return _within_step(coarse.figure.qualifier, target - value, step)


def _within_step(qualifier: Qualifier, rest: float, step: float) -> bool:
    """Whether rounding down, up or to the nearest step leaves that rest."""
    if qualifier in ABOVE:
        return 0 <= rest < step
    if qualifier in BELOW:
        return -step < rest <= 0
    return abs(rest) <= step / 2


@lru_cache(maxsize=65536)
def _step(value: float) -> float:
    """What a number is rounded to, by its zeros: 1,000 for 8,000, 10 for 120; below 1 where it isn't."""
    digits = f"{abs(value):.0f}"
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10.0**zeros if value and value == round(value) else 0.1


def restates(later: Measured, earlier: Measured) -> bool:
    """Whether the later figure is the earlier one again, as exactly or less so; in one post in either order."""
    if same_figure(later.figure, earlier.figure) or rounds(later, earlier):
        return True
    return later.figure.entry == earlier.figure.entry and rounds(earlier, later)
