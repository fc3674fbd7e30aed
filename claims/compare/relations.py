"""What a figure does to an earlier one that still stands: one rule a function, the first that fits.

Two figures are *disjoint* where their intervals do not overlap, *apart* where the intervals do and the cores do not.
Each rule gives its sentence as a template, which `claims.compare.reasons` fills in.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from claims.compare.interval import Measured
from claims.compare.pair import Pair, Ruling, Tie
from claims.compare.rounding import is_floor, is_precise, is_rounded, restates, rounds, same_figure

CLOSE = 1.1
"""Figures within this factor are close, if one of them is rounded or they are told within the window."""
PARTISAN = 2.0
"""Beyond this factor, figures of two parties to the conflict differ by more than time."""
ONE_STATEMENT = timedelta(hours=6)
"""Two outlets that credit one speaker with unlike figures this near in time probably mean one statement…"""
ONE_STATEMENT_RISING = timedelta(hours=2)
"""… but a count that rises may have been told anew by then."""

SAME_POST = "{later} repeats {own} in the same post."
REPEATS = "{later_in} repeats {earlier_in}: one statement, not a second source."
UPDATES = "{later} updates its own {own}{late}."
CORRECTS = "{later} corrects its own {own}{late}: such a count goes down only by correction."
GREW = "{later} is higher than {earlier}, {apart}: the number grew."
OPEN = "{later} is higher than {earlier}, {apart}: growth and disagreement cannot be told apart yet."
LOWER = "{later} is lower than {earlier}: such a count does not go down, so one of them is wrong."
ROUNDED = "{later} and {earlier} differ by no more than rounding."
REACHES = "{later} neither confirms nor contradicts {earlier}: the bound of one reaches the other."

Rule: TypeAlias = Callable[[Pair], Ruling | None]


def echo(pair: Pair) -> Ruling | None:
    """One statement: the chain or the words lead to the same speaker, the figure is the same or a rounding of it."""
    if not restates(pair.later, pair.earlier):
        return None
    if pair.same:
        if pair.level and pair.far:
            return None
        if pair.later.figure.entry == pair.earlier.figure.entry:
            return Ruling("echo", SAME_POST)
        return Ruling("echo", REPEATS)
    if pair.passed_on:
        return Ruling("echo", "{earlier_in} gives out {later_in}: one statement, not a second source.")
    one, other = pair.earlier.figure, pair.later.figure
    if other.speaker in one.carriers or one.speaker in other.carriers:
        return Ruling("echo", "{later_in} goes back to {earlier_in}: one statement, not a second source.")
    return None


def possible_echo(pair: Pair) -> Ruling | None:
    """Only rounding and time suggest that one statement is behind both."""
    if pair.same or pair.gap is None or pair.far:
        return None
    one, other = pair.earlier, pair.later
    if other.figure.value is None or one.figure.value is None:
        return None
    same = same_figure(one.figure, other.figure)
    if not (one.figure.attributed and other.figure.attributed):
        likely = same or rounds(other, one) or rounds(one, other)
    else:
        # Nobody can make 7,939 of "almost 8,000"; but where no clock orders the two, either may have come first.
        either = not (one.figure.clock and other.figure.clock) and rounds(one, other)
        likely = rounds(other, one) or either or (same and is_precise(one.figure) and is_precise(other.figure))
    if not likely:
        return None
    how = "is the same as" if one.figure.value == other.figure.value else "is a rounding of"
    first, second = ("{earlier}", "{later}") if rounds(one, other) and not same else ("{later}", "{earlier}")
    return Ruling("possible echo", f"{first} {how} {second} and near it in time: perhaps one count, not two.")


def misreport(pair: Pair) -> Ruling | None:
    """One speaker's one statement, given by two publishers with disjoint figures."""
    one, other = pair.earlier.figure, pair.later.figure
    if not (pair.same and one.attributed and one.publisher != other.publisher and pair.disjoint):
        return None
    clocks = one.clock and other.clock
    if not pair.ordered and not clocks and pair.gap is not None and not pair.carried_both:
        # In the order of their dates a rise is the ordinary course; a fall would rest on an order that nobody knows.
        if pair.sequenced and (pair.level or pair.rises):
            return None
        because = (
            "{earlier_in} and {later_in}, {apart}, may be one statement given in two ways, or the figure changed in "
            "between: nothing says which was told first."
        )
        return Ruling("misreport", because)
    limit = ONE_STATEMENT_RISING if pair.rises else ONE_STATEMENT
    if one.said is None or other.said is None or other.said - one.said > limit or pair.carried_both:
        return None
    return Ruling(
        "misreport",
        "{earlier_in} and {later_in} seem to be one statement given in two ways: one of them misreports it, "
        "or it was changed within hours.",
    )


def recounted(pair: Pair) -> Ruling | None:
    """The same speaker raises its floor, or its list of names grows or shrinks, by however little."""
    one, other = pair.earlier.figure, pair.later.figure
    if not pair.same or one.value is None or other.value is None or not (is_floor(one) and is_floor(other)):
        return None
    back = one.as_of is not None and other.as_of is not None and other.as_of < one.as_of
    if back or not pair.cores_overlap or not pair.sequenced:
        return None
    if other.value > one.value:
        return Ruling("updated", UPDATES, late=_late(pair))
    if other.value < one.value and one.documented and other.documented and pair.ordered and not pair.level:
        return Ruling("corrected", CORRECTS, late=_late(pair))
    return None


def narrowed(pair: Pair) -> Ruling | None:
    """The same speaker, cores overlap; a level that is told again later is steady."""
    if not (pair.same and pair.cores_overlap) or _is_raised(pair):
        return None
    if pair.level and pair.far:
        return Ruling("steady", "{later} leaves its own {own} as it was.")
    return Ruling("narrowed", "{later} stays within its own {own}{late}.", late=_late(pair))


def _is_raised(pair: Pair) -> bool:
    """Whether a speaker raises its own count in the same words: "about 12,200" after "about 12,000" the day before."""
    one, other = pair.earlier.figure, pair.later.figure
    if (
        not pair.same
        or pair.level
        or one.qualifier != other.qualifier
        or one.high is not None
        or other.high is not None
    ):
        return False
    return one.value is not None and other.value is not None and one.value < other.value and one.before(other)


def corrected(pair: Pair) -> Ruling | None:
    """The same speaker's cumulative figure falls, or the same moment is restated."""
    if not pair.same or pair.gap is None or pair.cores_overlap:
        return None
    one, other = pair.earlier.figure, pair.later.figure
    if not pair.disjoint:
        return None
    if one.stated_for and one.stated_for == other.stated_for and one.told_before(other):
        return Ruling("corrected", "{later} restates its own {own} for the same moment{late}.", late=_late(pair))
    if pair.level or pair.rises or not pair.ordered:
        return None
    return Ruling("corrected", CORRECTS, late=_late(pair))


def updated(pair: Pair) -> Ruling | None:
    """The same speaker tells a new figure; a looser floor under the old one is none."""
    if _is_raised(pair):
        return Ruling("updated", UPDATES, late=_late(pair))
    if not pair.same or not pair.sequenced or pair.cores_overlap or not (pair.disjoint or pair.rises):
        return None
    if pair.later.figure.before(pair.earlier.figure):
        return Ruling("updated", "{later} goes back to an earlier moment than its own {own}{late}.", late=_late(pair))
    return Ruling("updated", UPDATES, late=_late(pair))


def behind(pair: Pair) -> Ruling | None:
    """The later figure repeats somebody's older one, which the earlier figure had passed by then."""
    if pair.same or pair.level or pair.repeated is None or not pair.disjoint or pair.rises:
        return None
    if pair.repeated is pair.earlier:
        return None
    passed = pair.earlier.figure
    if not (pair.repeated.figure.before(passed) and passed.before(pair.later.figure)):
        return None
    return Ruling("behind", "{later} repeats {earlier}, which {other} had passed.", pair.repeated, pair.earlier)


def agrees(pair: Pair) -> Ruling | None:
    """Independent speakers, cores overlap; of a level, long after one another: steady."""
    if pair.same or not pair.cores_overlap:
        return None
    if not (pair.earlier.figure.attributed and pair.later.figure.attributed):
        because = "{later} fits {earlier}, but a figure that nobody is credited with confirms nothing."
        return Ruling("compatible", because)
    if pair.level and pair.far:
        return Ruling("steady", "{later} is where {earlier} was{sides}.")
    return Ruling("agrees", "{later} agrees with {earlier}{sides}.")


def grew(pair: Pair) -> Ruling | None:
    """Different speakers, disjoint, the moments further apart than the window: a rise, or any change of a level.

    Inside the window too, where the later speaker was at the earlier figure before. What one party to the conflict
    says beyond twice the other's figure is no growth before the other has spoken again.
    """
    if pair.same or not pair.disjoint or pair.gap is None:
        return None
    if pair.far and pair.level and not pair.rises:
        lower = "{earlier} is lower than {later}" if pair.higher else "{later} is lower than {earlier}"
        return Ruling("fell", f"{lower}, {{apart}}: the level fell.")
    if pair.far and pair.rises and not (pair.opposed and pair.apart_by(PARTISAN)):
        return Ruling("grew", GREW if pair.higher else f"{higher_than(False)}, {{apart}}: the number grew.")
    if pair.level or not pair.rises:
        return None
    later = pair.later.figure
    if pair.origin and pair.origin.figure.speaker == later.speaker and pair.origin.figure.before(later):
        because = "{later} goes beyond {earlier}, which may only repeat {other}: the number grew."
        return Ruling("grew", because, other=pair.origin)
    if pair.own and pair.own.core.overlaps(pair.earlier.core) and pair.own.figure.before(later):
        return Ruling(
            "grew", "{later} goes beyond {earlier}, with which {other} agreed: the number grew.", other=pair.own
        )
    return None


def close(pair: Pair) -> Ruling | None:
    """Disjoint or apart, but within a factor of 1.1, and one figure is rounded; or both are told within the window.

    A count that rises by so little inside the window may well have grown: that stays open.
    """
    if pair.same:
        return None
    if still_close(pair.earlier, pair.later):
        return Ruling("close", ROUNDED)
    falls = pair.level or (pair.ordered and not pair.rises)
    if falls and pair.near and within(pair.earlier, pair.later, CLOSE):
        return Ruling("close", "{later} and {earlier} differ by little, {apart}: one may not have heard the latest.")
    return None


def open_question(pair: Pair) -> Ruling | None:
    """A cumulative rise inside the window, or no time or clock to tell by: growth and disagreement look alike."""
    if not pair.disjoint:
        return None
    if pair.gap is None:
        because = "{later} and {earlier} differ, but without a time growth and disagreement cannot be told apart."
        return Ruling("open", because)
    if pair.level and not pair.same:
        because = "{later} and {earlier} differ, {apart}: a change and a disagreement cannot be told apart."
        return None if pair.near else Ruling("open", because)
    if not pair.ordered:
        then = "an update and a correction" if pair.same else "growth and disagreement"
        because = (
            f"{higher_than(pair.higher)}, {{apart}}: nothing says which came first, so {then} cannot be told apart."
        )
        return Ruling("open", because)
    if pair.same or not pair.rises:
        return None
    because = f"{higher_than(False)}, {{apart}}: growth and disagreement cannot be told apart yet."
    return Ruling("open", OPEN if pair.higher else because)


def conflict(pair: Pair) -> Ruling | None:
    """Different speakers, disjoint, and nothing explains it."""
    if pair.same or not pair.disjoint:
        return None
    if pair.level or not pair.later.core.below(pair.earlier.core):
        return Ruling("conflict", "{later} and {earlier} cannot both be right: they are {apart}.")
    return Ruling("conflict", LOWER)


def compatible(pair: Pair) -> Ruling | None:
    """Apart: an open bound that reaches the other figure neither confirms nor contradicts it."""
    return Ruling("compatible", REACHES)


RULES: tuple[Rule, ...] = (
    echo,
    possible_echo,
    misreport,
    recounted,
    narrowed,
    corrected,
    updated,
    behind,
    agrees,
    grew,
    close,
    open_question,
    conflict,
    compatible,
)
"""The first that fits wins; denials come before them all, see `claims.compare.denials`."""
_OF_ONE = tuple(each for each in RULES if each not in (possible_echo, behind, agrees, grew, close, conflict))
_OF_TWO = tuple(each for each in RULES if each not in (misreport, recounted, narrowed, corrected, updated))
_OF_TWO_ALIKE = (echo, possible_echo, agrees)
_OF_TWO_APART = (close, compatible)
_OF_TWO_DISJOINT = (grew, close, open_question, conflict)
_OF_TWO_BEHIND = (behind, *_OF_TWO_DISJOINT)
"""The rules that can fit figures of one speaker or two, with other numbers, by how their intervals and cores lie."""


def rule(pair: Pair) -> Ruling:
    """The relation of the pair."""
    for each in _rules(pair):
        if (ruling := each(pair)) is not None:
            return ruling
    raise AssertionError("compatible fits whatever no other rule does")


def _rules(pair: Pair) -> tuple[Rule, ...]:
    """The rules that can fit the pair."""
    if pair.same:
        return _OF_ONE
    if pair.earlier.figure.value == pair.later.figure.value:
        return _OF_TWO
    if pair.cores_overlap:
        return _OF_TWO if pair.disjoint else _OF_TWO_ALIKE
    if not pair.disjoint:
        return _OF_TWO_APART
    return _OF_TWO_DISJOINT if pair.repeated is None else _OF_TWO_BEHIND


def relate(pair: Pair) -> Tie:
    """The relation of the pair, with the figures that it names."""
    ruling = rule(pair)
    earlier = ruling.earlier or pair.earlier
    because = ruling.because
    if not ruling.late and "{late}" in because:
        because = because.replace("{late}", "")
    return Tie(ruling.kind, earlier, pair.later, because, ruling.other, ruling.late)


def passes_on(pair: Pair) -> Tie | None:
    """The echo of somebody else's figure, where the later speaker only passes it on."""
    if pair.passed_on or (ruling := echo(pair)) is None:
        return None
    return Tie(ruling.kind, pair.earlier, pair.later, ruling.because)


def still_close(one: Measured, other: Measured) -> bool:
    """Whether two figures differ by no more than rounding; a vague word holds what it means and no more."""
    return (is_rounded(one.figure) or is_rounded(other.figure)) and within(one, other, CLOSE)


def within(one: Measured, other: Measured, factor: float) -> bool:
    """Whether two numbers are within a factor of each other."""
    if one.figure.value is None or other.figure.value is None:
        return False
    return one.core.near(other.core, factor)


def other_days(pair: Pair) -> bool:
    """Whether the figures count what happened at different times: killed on 5 January, killed on 6 January."""
    one, other = pair.earlier.figure.occurred, pair.later.figure.occurred
    return one is not None and other is not None and (one[1] <= other[0] or other[1] <= one[0])


def higher_than(later: bool) -> str:
    """Which figure is the higher one: the later, or the earlier, which may hold for a later moment."""
    return "{later} is higher than {earlier}" if later else "{earlier} is higher than {later}"


def _late(pair: Pair) -> bool:
    """Whether the later figure was told after the event's end."""
    dated = pair.later.figure.dated
    return pair.ended is not None and dated is not None and dated.first >= pair.ended
