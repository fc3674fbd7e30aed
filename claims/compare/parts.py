"""Figures of unlike scope: how much of a whole the parts known at the time explain, by group or by place."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from claims.compare.denials import Denial
from claims.compare.interval import Measured, digits
from claims.compare.key import SeriesKey
from claims.compare.lattice import (
    crosses,
    group_label,
    group_within,
    groups_apart,
    is_listed,
    place_label,
    place_within,
    places_apart,
)
from claims.compare.reasons import Wording
from claims.compare.series import Compared
from claims.compare.standing import UNDATED
from claims.vocabulary import Vocabulary

_LOOK_BACK = 50
"""How many of a part's figures are searched for one that stands, best by the speaker of the whole."""

TELLING = 0.1
"""Parts that make less of a whole say nothing about it: 26 of 4,578 is no breakdown."""

Within: TypeAlias = Callable[[SeriesKey, SeriesKey], bool]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole with the parts of it that were known, largest first; no one is counted in two of them."""

    whole: Measured
    parts: tuple[Measured, ...]
    by_place: bool
    denied: Mapping[int, Denial]
    """By claim id, who denied a figure."""

    @property
    def kind(self) -> str:
        """How the figures disagree; parts told later than a count that grows may be more than it was then."""
        if not self.exceeds:
            return "unexplained"
        return "exceeds" if all(self._told_by_then(part) for part in self.parts) else "open"

    @property
    def total(self) -> float:
        """What the parts add up to."""
        return sum(part.figure.value or 0.0 for part in self.parts)

    @property
    def rest(self) -> float:
        """What of the whole the parts leave unexplained; below zero where they count more than the whole."""
        return (self.whole.figure.value or 0.0) - self.total

    @property
    def exceeds(self) -> bool:
        """Whether the parts count more than the whole can be."""
        high = self.whole.interval.high
        return high is not None and sum(part.interval.hull.low for part in self.parts) > high

    @property
    def explains(self) -> bool:
        """Whether the parts make up a telling share of the whole and leave something unexplained.

        The whole's own parts alone are no difference: its speaker breaks it down.
        """
        own = all(_own_part(part, self.whole) for part in self.parts)
        return not own and self.rest > 0 and self.total >= TELLING * (self.whole.figure.value or 0.0)

    def reason(self, wording: Wording, vocabulary: Vocabulary) -> str:
        """The difference in words: what the parts count, what they add up to, what is left."""
        exact = all(
            each.figure.qualifier == "exact" and not each.figure.documented for each in (self.whole, *self.parts)
        )
        about = "" if exact else "about "
        first, *others = self.parts
        text = f"{self._cited(first, wording)} counts {self._label(first, vocabulary)}"
        if others:
            cited = [f"{self._cited(each, wording)} for {self._label(each, vocabulary)}" for each in others]
            text += f"; with {' and '.join(cited)} that is {about}{digits(self.total)}"
        whole = self._cited(self.whole, wording)
        if self.rest < 0:
            text += f"; that is {about}{digits(-self.rest)} more than the whole of {whole}"
            return f"{text.removesuffix(',')}{', unless the count grew in between' if self.kind == 'open' else ''}."
        return f"{text}; {about}{digits(self.rest)} of the {whole} are unexplained."

    def _told_by_then(self, part: Measured) -> bool:
        """Whether a part was surely counted before the whole, or with it; of a level, near it in time is enough."""
        return part.figure.level or part.figure.before(self.whole.figure) or _one_statement(part, self.whole)

    def _cited(self, measured: Measured, wording: Wording) -> str:
        """A figure with its speaker and date, and who denied it or its total, between commas."""
        cited = wording.cited(measured.figure)
        denial = self.denied.get(measured.figure.claim)
        if denial is None:
            return cited
        what = "part of a total that" if measured in denial.parts else "which"
        own = denial.measured.figure.speaker == measured.figure.speaker
        return f"{cited}, {what} {denial.measured.figure.name} {'took back' if own else 'denied'},"

    def _label(self, part: Measured, vocabulary: Vocabulary) -> str:
        key = part.figure.key
        return place_label(key.place) if self.by_place else group_label(key.group_kind, vocabulary)


def breakdowns(series: Sequence[Compared], vocabulary: Vocabulary, window: timedelta) -> Iterator[Breakdown]:
    """Every whole that leaves something unexplained by its parts, or that they exceed."""
    alike: dict[tuple[object, ...], list[Compared]] = defaultdict(list)
    for each in series:
        alike[each.key.event, each.key.metric, each.key.unit, each.key.counting].append(each)
    for among in alike.values():
        for whole in among:
            for by_place in (False, True):
                parts = [each for each in among if _is_part(each.key, whole.key, by_place, vocabulary)]
                if parts:
                    yield from _of_series(whole, parts, by_place, vocabulary, window)


def _is_part(inner: SeriesKey, outer: SeriesKey, by_place: bool, vocabulary: Vocabulary) -> bool:
    """Whether a series counts a smaller group in the same place, or the same group in a listed place inside."""
    if inner == outer:
        return False
    if by_place:
        listed = is_listed(inner.place) and place_within(inner.place, outer.place)
        return listed and inner.group_kind == outer.group_kind
    return inner.place == outer.place and group_within(inner.group_kind, outer.group_kind, vocabulary)


def _of_series(
    series: Compared, parts: Sequence[Compared], by_place: bool, vocabulary: Vocabulary, window: timedelta
) -> Iterator[Breakdown]:
    """The breakdowns of a series' figures, when each was said or, within the window, when it met its first part."""
    told = [each for each in series.figures if _is_count(each, series)]
    replaced: dict[str, datetime] = {}
    for whole in reversed(told):
        said = whole.figure.said
        if said is None:
            continue
        until = min(replaced.get(whole.figure.speaker, UNDATED), series.ends.get(whole.figure.claim, UNDATED))
        replaced[whole.figure.speaker] = said
        known = _known(parts, whole, said, window)
        if not known and (later := _first_after(parts, said, min(said + window, until))):
            known = _known(parts, whole, later, window)
        apart = _apart(known, by_place, vocabulary)
        found = Breakdown(whole, apart, by_place, series.denied)
        if apart and (found.exceeds or found.explains):
            yield found


def _is_count(measured: Measured, series: Compared) -> bool:
    """Whether a figure is one number of its own, not an echo, a range or a vague word."""
    figure = measured.figure
    echo = any(tie.kind == "echo" and tie.later is measured for tie in series.ties[figure.claim])
    return figure.value is not None and figure.high is None and not echo


def _known(parts: Sequence[Compared], whole: Measured, at: datetime, window: timedelta) -> list[Measured]:
    """Of each part the latest figure that stood at the time, of the whole's own speaker before others."""
    found = []
    for part in parts:
        known = bisect_right(part.figures, at, key=lambda each: each.figure.said or UNDATED)
        recent = part.figures[max(0, known - _LOOK_BACK) : known]
        latest = [
            each
            for each in reversed(recent)
            if _is_count(each, part)
            and each.figure.value
            and part.ends.get(each.figure.claim, UNDATED) >= at
            and (not each.figure.level or _simultaneous(each, whole, window))
        ]
        own = (each for each in latest if each.figure.speaker == whole.figure.speaker)
        found += [next(own, latest[0])] if latest else []
    return found


def _simultaneous(one: Measured, other: Measured, window: timedelta) -> bool:
    first, second = one.figure.as_of, other.figure.as_of
    return first is not None and second is not None and abs(second - first) <= window


def _first_after(parts: Sequence[Compared], after: datetime, until: datetime) -> datetime | None:
    """When the first part was told after the whole, up to a moment."""
    firsts = []
    for part in parts:
        at = bisect_right(part.figures, after, key=lambda each: each.figure.said or UNDATED)
        firsts += [said for each in part.figures[at : at + 1] if (said := each.figure.said) and said <= until]
    return min(firsts, default=None)


def _own_part(part: Measured, whole: Measured) -> bool:
    """Whether a part is the whole's own, told with it: a breakdown, no difference."""
    return part.figure.part_of == whole.figure.claim or _one_statement(part, whole)


def _one_statement(part: Measured, whole: Measured) -> bool:
    """Whether one speaker told both in one post and at one time."""
    one, other = part.figure, whole.figure
    return (one.speaker, one.entry, one.said) == (other.speaker, other.entry, other.said)


def _apart(known: list[Measured], by_place: bool, vocabulary: Vocabulary) -> tuple[Measured, ...]:
    """The largest parts of which no two count the same people; groups that cut across others come last."""
    chosen: list[Measured] = []
    for each in sorted(known, key=lambda part: _rank(part, by_place, vocabulary)):
        if all(_share_nothing(each, other, by_place, vocabulary) for other in chosen):
            chosen.append(each)
    return tuple(chosen)


def _rank(part: Measured, by_place: bool, vocabulary: Vocabulary) -> tuple[bool, float, str]:
    key = part.figure.key
    crossing = not by_place and crosses(key.group_kind, vocabulary)
    return crossing, -(part.figure.value or 0.0), key.place or key.group_kind


def _share_nothing(one: Measured, other: Measured, by_place: bool, vocabulary: Vocabulary) -> bool:
    mine, its = one.figure.key, other.figure.key
    if by_place:
        return places_apart(mine.place, its.place)
    return groups_apart(mine.group_kind, its.group_kind, vocabulary)
