"""Figures of unlike scope: how much of a whole the parts known at the time explain, by group or by place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.compare.counted import Counted
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
    places_apart,
    places_around,
)
from claims.compare.reasons import Wording
from claims.compare.series import Compared
from claims.compare.standing import UNDATED
from claims.vocabulary import Vocabulary

TELLING = 0.1
"""Parts that make less of a whole say nothing about it: 26 of 4,578 is no breakdown."""


@dataclass(frozen=True, slots=True, eq=False)
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
        what = "part of a total that" if measured.figure.claim in denial.part_ids else "which"
        own = denial.measured.figure.speaker == measured.figure.speaker
        return f"{cited}, {what} {denial.measured.figure.name} {'took back' if own else 'denied'},"

    def _label(self, part: Measured, vocabulary: Vocabulary) -> str:
        key = part.figure.key
        return place_label(key.place) if self.by_place else group_label(key.group_kind, vocabulary)


def breakdowns(series: Sequence[Compared], vocabulary: Vocabulary, window: timedelta) -> Iterator[Breakdown]:
    """Every whole that leaves something unexplained by its parts, or that they exceed."""
    alike: dict[tuple[object, ...], list[Compared]] = defaultdict(list)
    for each in series:
        if each.figures:
            alike[each.key.event, each.key.metric, each.key.unit, each.key.counting].append(each)
    for among in alike.values():
        counted: dict[SeriesKey, Counted] = {}
        for by_place, find in ((False, _by_group), (True, _by_place)):
            for whole, parts in find(among, vocabulary):
                for each in (whole, *parts):
                    counted.setdefault(each.key, Counted(each))
                known = [counted[part.key] for part in parts]
                yield from _of_series(counted[whole.key], known, by_place, vocabulary, window)


def _by_group(among: Sequence[Compared], vocabulary: Vocabulary) -> Iterator[tuple[Compared, list[Compared]]]:
    """Each series with those that count a smaller group in the same place."""
    places: dict[str | None, list[Compared]] = defaultdict(list)
    for each in among:
        places[each.key.place].append(each)
    for alike in places.values():
        for whole in alike:
            outer = whole.key.group_kind
            parts = [one for one in alike if one is not whole and group_within(one.key.group_kind, outer, vocabulary)]
            if parts:
                yield whole, parts


def _by_place(among: Sequence[Compared], vocabulary: Vocabulary) -> Iterator[tuple[Compared, list[Compared]]]:
    """Each series with those that count the same group in a listed place inside."""
    wholes = {(each.key.group_kind, each.key.place): each for each in among}
    inside: dict[SeriesKey, list[Compared]] = defaultdict(list)
    for part in among:
        for place in places_around(part.key.place) if is_listed(part.key.place) else ():
            if (whole := wholes.get((part.key.group_kind, place))) is not None:
                inside[whole.key].append(part)
    return ((whole, inside[whole.key]) for whole in among if whole.key in inside)


def _of_series(
    series: Counted, parts: Sequence[Counted], by_place: bool, vocabulary: Vocabulary, window: timedelta
) -> Iterator[Breakdown]:
    """The breakdowns of a series' figures, when each was said or, within the window, when it met its first part."""
    replaced: dict[str, datetime] = {}
    for whole in reversed(series.figures):
        said = whole.figure.said
        if said is None:
            continue
        until = min(replaced.get(whole.figure.speaker, UNDATED), series.ends.get(whole.figure.claim, UNDATED))
        replaced[whole.figure.speaker] = said
        known = [one for part in parts if (one := part.known(whole, said, window))]
        if not known and (later := _first_after(parts, said, min(said + window, until))):
            known = [one for part in parts if (one := part.known(whole, later, window))]
        apart = _apart(known, by_place, vocabulary) if known else ()
        found = Breakdown(whole, apart, by_place, series.denied)
        if apart and (found.exceeds or found.explains):
            yield found


def _first_after(parts: Sequence[Counted], after: datetime, until: datetime) -> datetime | None:
    """When the first part was told after the whole, up to a moment."""
    firsts = [said for part in parts if (said := part.first_after(after)) and said <= until]
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
