"""Denials: which figures a party rejects or takes back, and from when on they stand no longer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from claims.compare.interval import Measured
from claims.compare.key import SeriesKey
from claims.compare.lattice import group_within, place_within
from claims.compare.pair import Tie
from claims.compare.rounding import rounds, same_figure
from claims.compare.said import Said
from claims.compare.standing import UNDATED, Number, number_of
from claims.vocabulary import Vocabulary

Fits: TypeAlias = Callable[[Measured, Measured], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """One denial, what it denies with the parts of that, and the earlier denial that it only repeats."""

    measured: Measured
    targets: tuple[Measured, ...]
    parts: tuple[Measured, ...] = ()
    repeats: "Denial | None" = None
    part_ids: frozenset[int] = field(init=False)
    key: SeriesKey = field(init=False)
    """The series in which it is shown: its own, or that of what it denies."""

    def __post_init__(self) -> None:
        keys, own = [target.figure.key for target in self.targets], self.measured.figure.key
        object.__setattr__(self, "part_ids", frozenset(part.figure.claim for part in self.parts))
        object.__setattr__(self, "key", own if not keys or own in keys else keys[0])

    @property
    def at(self) -> datetime | None:
        """When it stands: when it was said, and no earlier than what it denies or the denial that it repeats."""
        moments = [each.figure.said for each in (self.measured, *self.ended) if each.figure.said]
        if self.repeats and self.repeats.at:
            moments.append(self.repeats.at)
        return max(moments) if self.measured.figure.said else None

    @property
    def ended(self) -> tuple[Measured, ...]:
        """The figures that stand no longer."""
        return (*self.targets, *self.parts)

    def ties(self) -> list[Tie]:
        """Its relations: one to each speaker's first claim among what it denies."""
        if self.repeats is not None:
            because = "{speaker} ({when}) repeats its own denial of {own}."
            return [Tie("echo", self.repeats.measured, self.measured, because)]
        firsts: dict[str, Measured] = {}
        for target in self.targets:
            firsts.setdefault(target.figure.speaker, target)
        whole = [_rejection(earlier, self.measured) for earlier in firsts.values()]
        return whole + [Tie(whole[0].kind, part, self.measured, self._of_which(part)) for part in self.parts]

    def denied(self, ended: Measured) -> Tie:
        """What the denial does to a figure that stands in another series."""
        because = (
            self._of_which(ended) if ended.figure.claim in self.part_ids else _rejection(ended, self.measured).because
        )
        return Tie("denied", ended, self.measured, because)

    def _of_which(self, part: Measured) -> str:
        own = part.figure.speaker == self.measured.figure.speaker
        return f"{{speaker}} ({{when}}) {'takes back' if own else 'denies'} {{figure}}, of which {{earlier}} is a part."


def _rejection(earlier: Measured, later: Measured) -> Tie:
    if earlier.figure.speaker == later.figure.speaker:
        return Tie("withdraws", earlier, later, "{speaker} ({when}) takes back its own {own}.")
    return Tie("denies", earlier, later, "{speaker} ({when}) denies {earlier}.")


def find_denials(figures: Sequence[Measured], vocabulary: Vocabulary) -> list[Denial]:
    """The denials among the figures of one event and metric, each with what it denies; a repeat follows its denial.

    Each is looked at by when it was said at the latest: one of a day may answer what was said on its evening, and
    is no reason to take a denial of that noon for a repeat.
    """
    denials = sorted((each for each in figures if each.figure.denial), key=_latest)
    if not denials:
        return []
    stating = [each for each in figures if not each.figure.denial]
    said, by_whole = Said(stating), _by_whole(stating)
    made: dict[tuple[str, Number], list[Denial]] = defaultdict(list)
    found: list[Denial] = []
    for denial in denials:
        alike = made[denial.figure.speaker, number_of(denial)]
        repeats = next((each for each in alike if same_figure(denial.figure, each.measured.figure)), None)
        targets = _targets(denial, said, vocabulary, again=repeats is not None)
        of_them = [part for target in targets for part in by_whole.get(target.figure.claim, ())]
        known = said.gone.union(target.figure.claim for target in targets) if of_them else said.gone
        parts = tuple(part for part in of_them if part.figure.claim not in known)
        found.append(Denial(denial, targets, parts, None if targets else repeats))
        alike += [] if repeats else [found[-1]]
        for each in found[-1].ended:
            said.end(each)
    return found


def _latest(denial: Measured) -> tuple[datetime, tuple[str, str, int, str, str]]:
    return denial.figure.until or UNDATED, denial.figure.tie


def _by_whole(figures: Iterable[Measured]) -> dict[int, list[Measured]]:
    index: dict[int, list[Measured]] = defaultdict(list)
    for each in figures:
        if each.figure.part_of is not None:
            index[each.figure.part_of].append(each)
    return index


def _targets(denial: Measured, said: Said, vocabulary: Vocabulary, *, again: bool) -> tuple[Measured, ...]:
    """The denied figure wherever it stands in the series, else in one around or within it; else what is nearly that.

    A denial given again denies what has been said again since, and nothing that is only near it.
    """
    said.until(denial.figure.until)
    key = denial.figure.key
    tries: list[tuple[Fits, Callable[[], list[Measured]]]] = [
        (_same, lambda: said.same(denial, key)),
        (_same, lambda: _of_kin(denial, said, vocabulary)),
    ]
    if not again:
        tries.append((_nearly, lambda: said.around(denial)))
    if not again and denial.figure.qualifier != "exact":
        tries.append((_reaches, lambda: said.reached(key, denial.interval)))
    for fits, among in tries:
        if targets := tuple(one for one in _meant(denial, among()) if fits(denial, one)):
            return targets
    return ()


def _of_kin(denial: Measured, said: Said, vocabulary: Vocabulary) -> list[Measured]:
    """What gives the number in the series around the denial's own or within it."""
    kin = (key for key in said.keys(denial) if _akin(key, denial.figure.key, vocabulary))
    return [one for key in kin for one in said.same(denial, key)]


def _meant(denial: Measured, among: Iterable[Measured]) -> list[Measured]:
    """What was said by the time of the denial; of who takes back, their own if there is any."""
    until = denial.figure.until
    by_then = [one for one in among if one.figure.said is None or until is None or one.figure.said <= until]
    if denial.figure.stance == "withdraws":
        return [one for one in by_then if one.figure.speaker == denial.figure.speaker] or by_then
    return by_then


def _same(denial: Measured, one: Measured) -> bool:
    return same_figure(denial.figure, one.figure)


def _nearly(denial: Measured, one: Measured) -> bool:
    return rounds(denial, one) or rounds(one, denial)


def _reaches(denial: Measured, one: Measured) -> bool:
    """Whether a denial, an inexact one ("more than 150", "hundreds"), covers the figure."""
    return denial.interval.overlaps(one.core)


def _akin(one: SeriesKey, other: SeriesKey, vocabulary: Vocabulary) -> bool:
    """Whether one of two series counts part of what the other counts."""
    if one.unit != other.unit:
        return False
    groups = (one.group_kind, other.group_kind), (other.group_kind, one.group_kind)
    places = (one.place, other.place), (other.place, one.place)
    return any(group_within(*pair, vocabulary) for pair in groups) and any(place_within(*pair) for pair in places)
