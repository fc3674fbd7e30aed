"""Denials: which figures a party rejects or takes back, and from when on they stand no longer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from claims.compare.interval import Measured
from claims.compare.key import SeriesKey
from claims.compare.lattice import group_within, place_within
from claims.compare.pair import Tie
from claims.compare.rounding import rounds, same_figure
from claims.vocabulary import Vocabulary

Fits: TypeAlias = Callable[[Measured, Measured], bool]


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial, what it denies with the parts of that, and the earlier denial that it only repeats."""

    measured: Measured
    targets: tuple[Measured, ...]
    parts: tuple[Measured, ...] = ()
    repeats: Measured | None = None

    @property
    def at(self) -> datetime | None:
        """When it stands: when it was said, and no earlier than what it denies."""
        moments = [each.figure.said for each in (self.measured, *self.ended) if each.figure.said]
        return max(moments) if moments and self.measured.figure.said else None

    @property
    def ended(self) -> tuple[Measured, ...]:
        """The figures that stand no longer."""
        return (*self.targets, *self.parts)

    @property
    def key(self) -> SeriesKey:
        """The series in which it is shown: its own, or that of what it denies."""
        keys = [target.figure.key for target in self.targets]
        own = self.measured.figure.key
        return own if not keys or own in keys else keys[0]

    def ties(self) -> list[Tie]:
        """Its relations: one to each speaker's first claim among what it denies."""
        if self.repeats is not None:
            return [Tie("echo", self.repeats, self.measured, "{speaker} ({when}) repeats its own denial of {own}.")]
        firsts: dict[str, Measured] = {}
        for target in self.targets:
            firsts.setdefault(target.figure.speaker, target)
        whole = [_rejection(earlier, self.measured) for earlier in firsts.values()]
        return whole + [Tie(whole[0].kind, part, self.measured, self._of_which(part)) for part in self.parts]

    def denied(self, ended: Measured) -> Tie:
        """What the denial does to a figure that stands in another series."""
        because = self._of_which(ended) if ended in self.parts else _rejection(ended, self.measured).because
        return Tie("denied", ended, self.measured, because)

    def _of_which(self, part: Measured) -> str:
        own = part.figure.speaker == self.measured.figure.speaker
        return f"{{speaker}} ({{when}}) {'takes back' if own else 'denies'} {{figure}}, of which {{earlier}} is a part."


def _rejection(earlier: Measured, later: Measured) -> Tie:
    if earlier.figure.speaker == later.figure.speaker:
        return Tie("withdraws", earlier, later, "{speaker} ({when}) takes back its own {own}.")
    return Tie("denies", earlier, later, "{speaker} ({when}) denies {earlier}.")


def find_denials(figures: Sequence[Measured], vocabulary: Vocabulary) -> list[Denial]:
    """The denials among the figures of one event and metric, each with what it denies; in the order of their times."""
    stating = [each for each in figures if not each.figure.denial]
    by_key = _indexed(stating, lambda each: each.figure.key)
    by_value = _indexed(stating, lambda each: each.figure.value)
    by_whole = _indexed(stating, lambda each: each.figure.part_of)
    found: list[Denial] = []
    gone: set[int] = set()
    for denial in (each for each in figures if each.figure.denial):
        key, alike = denial.figure.key, by_value[denial.figure.value]
        kin = [one for one in alike if _akin(one.figure.key, key, vocabulary)]
        targets = _targets(denial, *(_standing(denial, among, gone) for among in (by_key[key], kin)))
        of_them = (part for target in targets for part in by_whole[target.figure.claim])
        parts = tuple(part for part in of_them if part.figure.claim not in gone and part not in targets)
        found.append(Denial(denial, targets, parts, None if targets else _repeated(denial, found)))
        gone.update(each.figure.claim for each in found[-1].ended)
    return found


def _indexed(figures: Iterable[Measured], by: Callable[[Measured], object]) -> dict[object, list[Measured]]:
    index: dict[object, list[Measured]] = defaultdict(list)
    for each in figures:
        index[by(each)].append(each)
    return index


def _standing(denial: Measured, among: Iterable[Measured], gone: set[int]) -> list[Measured]:
    """What was said by the time of the denial and is not denied yet; of who takes back, their own if there is any."""
    until = denial.figure.until
    said = [
        one
        for one in among
        if one.figure.claim not in gone and (one.figure.said is None or until is None or one.figure.said <= until)
    ]
    if denial.figure.stance == "withdraws":
        return [one for one in said if one.figure.speaker == denial.figure.speaker] or said
    return said


def _targets(denial: Measured, own: Sequence[Measured], kin: Sequence[Measured]) -> tuple[Measured, ...]:
    """The denied figure wherever it stands in the series, else in one around or within it; else what is nearly that."""
    tries: tuple[tuple[Fits, Sequence[Measured]], ...] = ((_same, own), (_same, kin), (_nearly, own), (_reaches, own))
    for fits, among in tries:
        if targets := tuple(one for one in among if fits(denial, one)):
            return targets
    return ()


def _same(denial: Measured, one: Measured) -> bool:
    return same_figure(denial.figure, one.figure)


def _nearly(denial: Measured, one: Measured) -> bool:
    return rounds(denial, one) or rounds(one, denial)


def _reaches(denial: Measured, one: Measured) -> bool:
    """Whether an inexact denial ("more than 150", "hundreds") covers the figure."""
    return denial.figure.qualifier != "exact" and denial.interval.overlaps(one.core)


def _akin(one: SeriesKey, other: SeriesKey, vocabulary: Vocabulary) -> bool:
    """Whether one of two series counts part of what the other counts."""
    if one.unit != other.unit:
        return False
    groups = (one.group_kind, other.group_kind), (other.group_kind, one.group_kind)
    places = (one.place, other.place), (other.place, one.place)
    return any(group_within(*pair, vocabulary) for pair in groups) and any(place_within(*pair) for pair in places)


def _repeated(denial: Measured, found: Iterable[Denial]) -> Measured | None:
    """The same party's earlier denial of the same figure."""
    speaker = denial.figure.speaker
    earlier = (each.measured for each in found if each.measured.figure.speaker == speaker)
    return next((each for each in earlier if same_figure(denial.figure, each.figure)), None)
