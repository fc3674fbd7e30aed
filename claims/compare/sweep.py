"""One pass over a series in the order of its times: each figure meets what still stands before it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from claims.compare.interval import Measured
from claims.compare.pair import Pair, Tie
from claims.compare.plain import plainly
from claims.compare.relations import CLOSE, REPEATS, SAME_POST, higher_than, other_days, passes_on, relate, within
from claims.compare.rounding import rounds
from claims.compare.standing import UNDATED, Standing

_FALLS = ("conflict", "close")
_DEPENDENT = ("possible echo", "behind")
_WAITING = 50
"""How many open questions that no clock lets a speaker's figure settle are kept for their next one."""


class Course(NamedTuple):
    """What the pass needs to know of the event: the window of simultaneous figures and the moment when it was over."""

    window: timedelta
    ended: datetime | None = None


class Sweep:
    """The state of one pass over a series; `ends` tells by claim id from when on a figure is denied."""

    def __init__(self, course: Course, ends: dict[int, datetime]) -> None:
        self._course = course
        self._ends = ends
        self._standing = Standing(ends)
        self._open: dict[str, list[Tie]] = defaultdict(list)

    def take(self, figures: Sequence[Measured]) -> dict[int, list[Tie]]:
        """The relations of each figure to those before it, by claim id."""
        return {each.figure.claim: self._meet(each) for each in figures}

    def _meet(self, later: Measured) -> list[Tie]:
        now = later.figure.said or UNDATED
        if self._ends and self._ends.get(later.figure.claim, UNDATED) < now:
            return []
        self._standing.advance(now)
        own = self._standing.latest(later.figure.speaker)
        tie = self._own(own, later, now) if own else None
        if tie is not None and tie.kind == "echo":
            self._note_echo(tie, later)
            return [tie]
        others = self._others(own, later, now)
        passed_on = next((each for each in others if each.kind == "echo" and not _gives_out(each)), None)
        if passed_on is not None:
            self._standing.carry(passed_on.earlier, later.figure.publisher)
            return [passed_on]
        for each in others:
            self._remember(each)
        if own is None or not _looks_back(own, later):
            self._settle(later)
            self._standing.tell(later)
        return [tie, *others] if tie else others

    def _own(self, own: Measured, later: Measured, now: datetime) -> Tie | None:
        """What a figure does to what its speaker said before; most only repeat it."""
        if own.core is later.core and not own.figure.level and not (own.figure.occurred and later.figure.occurred):
            return Tie("echo", own, later, SAME_POST if own.figure.entry == later.figure.entry else REPEATS)
        stale = self._stale(own, later, now)
        if stale:
            replaced = ", which {other} has replaced" if stale.figure.before(own.figure) else ""
            return Tie("echo", stale, later, f"{{later_in}} repeats {{earlier_in}}{replaced}: no new statement.", own)
        restated = self._standing.restated(later, now)
        return self._relate(self._pair(restated or own, later))

    def _stale(self, own: Measured, later: Measured, now: datetime) -> Measured | None:
        """The speaker's older figure that an outlet repeats which has carried nothing newer of theirs."""
        if own.figure.level or not later.core.below(own.core):
            return None
        if self._standing.carried(own, later.figure.publisher):
            return None
        older = self._standing.repeated(later, now, own=True)
        return older if older is not own else None

    def _others(self, own: Measured | None, later: Measured, now: datetime) -> list[Tie]:
        """What a figure does to the latest figures of everybody else, and to the one that it repeats.

        One that nobody is credited with and that only repeats another says nothing more of its own.
        """
        repeated = self._standing.repeated(later, now, own=False)
        if repeated is not None:
            pair = self._pair(repeated, later, None, own)
            if passed_on := passes_on(pair):
                return [passed_on]
            stands = self._standing.latest(repeated.figure.speaker) is repeated
            if stands and not later.figure.attributed and (tie := self._relate(pair)) and tie.kind == "possible echo":
                return [tie]
        ties: list[Tie] = []
        passed: Tie | None = None
        window, origins = self._course.window, self._standing.origins
        for earlier in self._standing.others(later):
            tie = plainly(earlier, later, window, own, origins.get(earlier.figure.claim))
            if tie is None or (repeated is not None and tie.kind in _FALLS and _may_lag(repeated, earlier)):
                tie = self._relate(self._pair(earlier, later, repeated, own))
            elif tie.kind == "grew" and later.core.ends[0] > earlier.core.ends[2] * CLOSE:
                if passed is not None:
                    passed.more += 1
                    continue
                passed = tie
            ties += [tie] if tie else []
        behind = next((tie for tie in ties if tie.kind == "behind"), None)
        if behind is None:
            return ties
        return [behind, *(tie for tie in ties if tie.kind != "behind" and tie.earlier is not behind.earlier)]

    def _remember(self, tie: Tie) -> None:
        """Keep what later figures need to know of a relation."""
        if tie.kind in _DEPENDENT:
            self._standing.origins[tie.later.figure.claim] = tie.earlier
        if tie.kind == "open":
            self._await(tie)

    def _pair(
        self, earlier: Measured, later: Measured, repeated: Measured | None = None, own: Measured | None = None
    ) -> Pair:
        same = earlier.figure.speaker == later.figure.speaker
        return Pair(
            earlier,
            later,
            self._course.window,
            self._course.ended,
            same and self._standing.carried(earlier, later.figure.publisher),
            self._standing.origins.get(earlier.figure.claim),
            repeated,
            own,
        )

    def _relate(self, pair: Pair) -> Tie | None:
        return None if other_days(pair) else relate(pair)

    def _note_echo(self, tie: Tie, later: Measured) -> None:
        """An echo is no new figure; said again much later, though, it shows that its speaker stays with it.

        Where a post rounds its figure first, in a headline, the exact one is the one that stands.
        """
        self._standing.carry(tie.earlier, later.figure.publisher)
        if rounds(tie.earlier, later):
            self._standing.tell(later)
        said, first = later.figure.said, tie.earlier.figure.said
        if tie.other is None and said and first and said - first > self._course.window:
            self._settle(later)

    def _await(self, tie: Tie) -> None:
        """Remember an open question for the next figure of the lower's speaker, or of whom that one repeats."""
        if tie.later.figure.said is None or tie.later.figure.level:
            return
        low = tie.lower.figure
        origin = self._standing.origins.get(low.claim)
        for speaker in {low.speaker, origin.figure.speaker if origin else low.speaker}:
            self._open[speaker].append(tie)

    def _settle(self, told: Measured) -> None:
        """Close the open questions that waited for this speaker: growth if it reaches the figure, else a conflict.

        Only a figure that surely came after both settles anything.
        """
        left: list[Tie] = []
        for tie in self._open.pop(told.figure.speaker, ()):
            if tie.kind != "open":
                continue
            low, high = (tie.later, tie.earlier) if tie.lower is tie.later else (tie.earlier, tie.later)
            if not (low.figure.before(told.figure) and high.figure.before(told.figure)):
                left.append(tie)
                continue
            tie.other = told
            below = told.interval.below(high.interval)
            nearly = below and within(told, high, CLOSE)
            tie.kind = "conflict" if below and not nearly else "grew"
            then = "reached it: the number grew"
            if below:
                then = "came near it: the number grew" if nearly else "stayed below it: they cannot both be right"
            tie.because = f"{higher_than(high is tie.later)}; {{other}} then {then}."
        if left:
            self._open[told.figure.speaker] = left[-_WAITING:]


def _gives_out(tie: Tie) -> bool:
    """Whether the later figure is the origin of an outlet's own, not the other way round."""
    return tie.later.figure.attributed and not tie.earlier.figure.attributed


def _may_lag(repeated: Measured, passed: Measured) -> bool:
    """Whether a figure that repeats another may only be behind a third, which had passed that other."""
    return repeated is not passed and repeated.figure.before(passed.figure)


def _looks_back(own: Measured, later: Measured) -> bool:
    """Whether a figure holds for an earlier moment than its speaker's latest."""
    one, other = own.figure.as_of, later.figure.as_of
    return one is not None and other is not None and other < one
