"""What an estimate leaves out of a series, each figure with its reason; what is left is the latest of each speaker."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from claims.compare.citing import cite, sentence
from claims.compare.figure import Figure
from claims.compare.held import is_asked
from claims.compare.reasons import Wording
from claims.compare.rounding import restates, rounds, same_figure
from claims.compare.told import Told, ToldSeries, denied_because

_AGREEING = frozenset({"agrees", "close"})
_TELLING = ("denied", "withdrawn", "deprecated", "behind", "possible echo", "outdated", "other time", "unattributed")
"""Kinds of leaving out that a reader wants to know of first."""
_REPEATING = frozenset({"echo", "behind", "compatible", "possible echo"})

Why: TypeAlias = tuple[str, Callable[[], str]]
"""Why a figure is left out: the kind, and the reason, put into words when it is asked for."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim's figure that an estimate leaves out, by kind, with the reason, put into words when it is asked for."""

    figure: Figure
    kind: str
    because: Callable[[], str]

    @property
    def reason(self) -> str:
        """Why, in one sentence."""
        return sentence(self.because())

    @property
    def id(self) -> int:
        """The claim's id."""
        return self.figure.claim


def most_telling(left_out: Iterable[LeftOut]) -> list[LeftOut]:
    """What was left out, that first which a reader wants to know of first."""
    return sorted(left_out, key=lambda each: _TELLING.index(each.kind) if each.kind in _TELLING else len(_TELLING))


class Sifting:
    """Takes the figures of one series that are `asked` for, and leaves out one kind after another."""

    def __init__(self, series: ToldSeries, asked: Collection[int] | None, window: timedelta, wording: Wording) -> None:
        def asks(figure: Figure) -> bool:
            return is_asked(figure.claim, asked)

        self._series = series
        self._window = window
        self._wording = wording
        self.told = tuple(each for each in series.figures if asks(each.figure))
        self._by_id = {each.id: each for each in self.told}
        self.left_out: list[LeftOut] = [
            *(
                LeftOut(each.figure, "denial", partial(_denial, each, wording))
                for each in series.denials
                if asks(each.figure)
            ),
            *(
                LeftOut(each, each.aside.kind, partial(str, each.aside.reason))
                for each in series.beside
                if each.aside and asks(each)
            ),
        ]

    def standing(self) -> list[Told]:
        """The latest figures of each speaker that count; two of one post and moment, or misreported, both do."""
        figures = self._keep(self.told, self._fallen)
        repeated = self._repeated(figures)
        figures = self._keep(figures, lambda each: repeated.get(each.id))
        by_speaker: dict[str, list[Told]] = defaultdict(list)
        for each in figures:
            by_speaker[each.figure.speaker].append(each)
        latest = [each for told in by_speaker.values() for each in self._latest(told)]
        latest = self._of_one_time(latest)
        return sorted(self._not_outdated(latest), key=lambda each: each.order)

    def _keep(self, figures: Iterable[Told], why: Callable[[Told], Why | None]) -> list[Told]:
        """The figures that nothing speaks against; the others go to `left_out`."""
        kept = []
        for each in figures:
            reason = why(each)
            if reason is None:
                kept.append(each)
            else:
                self.left_out.append(LeftOut(each.figure, *reason))
        return kept

    def _fallen(self, told: Told) -> Why | None:
        """Denied or taken back, deprecated by a person, or in a post that was deleted (which denies nothing)."""
        denial = self._series.denied.get(told.id)
        if denial is not None:
            own = denial.measured.figure.speaker == told.figure.speaker
            return "withdrawn" if own else "denied", partial(denied_because, denial, told, self._wording)
        if told.figure.rank == "deprecated":
            return "deprecated", self._because("A person ranked {} deprecated.", told)
        if told.figure.deleted:
            return "deleted", self._because("The post with {} was deleted: its outlet no longer stands by it.", told)
        return None

    def _repeated(self, figures: Sequence[Told]) -> dict[int, Why]:
        """Figures that only repeat another, by claim id: echoes, outdated repeats, what was denied before."""
        found = dict(self._denied_before(figures))
        for told in figures:
            for tie in told.ties:
                earlier = self._by_id.get(tie.earlier.figure.claim) if tie.kind in _REPEATING else None
                if earlier is None or told.id in found:
                    continue
                because = partial(self._wording.of, tie)
                if tie.kind == "echo":
                    found[earlier.id if is_finer(told, earlier) else told.id] = ("echo", because)
                elif tie.kind == "behind":
                    found[told.id] = ("behind", because)
                elif tie.kind == "possible echo":
                    found[dependent(told, earlier).id] = ("possible echo", because)
                elif _adds_nothing(told, earlier):
                    found[told.id] = ("unattributed", because)
        return found

    def _denied_before(self, figures: Iterable[Told]) -> Iterator[tuple[int, Why]]:
        """What was denied and is told again: by whom it was denied, or by an outlet that credits nobody."""
        fallen: dict[tuple[float | None, str | None], list[Told]] = defaultdict(list)
        for each in self._series.figures:
            if each.id in self._series.denied:
                fallen[each.figure.value, each.figure.vague].append(each)
        for told in figures if fallen else ():
            for each in fallen.get((told.figure.value, told.figure.vague), ()):
                same = told.figure.speaker == each.figure.speaker or not told.figure.attributed
                if same and same_figure(told.figure, each.figure):
                    denier = self._series.denied[each.id].measured.figure
                    because = self._because("{} repeats {}, which {denier} had denied.", told, each, denier=denier.name)
                    yield told.id, ("denied", because)
                    break

    def _latest(self, told: Sequence[Told]) -> list[Told]:
        """A speaker's figures for the latest moment; the earlier ones are replaced, undated ones cannot be placed."""
        dated = [each for each in told if each.figure.as_of is not None]
        firm = [each for each in dated if not self._looser(each)] or dated or list(told)
        last = max(firm, key=lambda each: each.moment)
        versions = {tie.earlier.figure.claim for tie in last.ties if tie.kind == "misreport"}

        def replaced(each: Told) -> Why | None:
            as_one = each.id in versions or _one_statement(each, last)
            return None if each is last or as_one else self._replaced(each, last)

        return self._keep(told, replaced)

    def _looser(self, told: Told) -> bool:
        """Whether it only sets a bound that its speaker's earlier figure had met already."""
        for tie in told.ties:
            earlier = self._by_id.get(tie.earlier.figure.claim) if tie.kind == "compatible" else None
            if earlier is not None and earlier.figure.speaker == told.figure.speaker and not earlier.or_fewer:
                return told.or_more
        return False

    def _replaced(self, told: Told, last: Told) -> Why:
        if told.figure.as_of is None:
            words = "No time is known for {}; {} is its speaker's latest dated figure."
            return "undated", self._because(words, told, last)
        if told.order > last.order and self._looser(told):
            return "superseded", self._because("{} says less than {} did.", told, last)
        if told.order > last.order:
            return "superseded", self._because("{} holds for an earlier moment than {}.", told, last)
        return "superseded", self._because("{1} has replaced {0}.", told, last)

    def _of_one_time(self, figures: list[Told]) -> list[Told]:
        """Those that count at one time: a level holds for its own time only, as do killings of one day."""
        figures = self._keep(figures, _other_days(figures, self._wording))
        spans = [each for each in figures if each.figure.level and each.figure.holds]
        if not spans:
            return figures
        last = max(spans, key=lambda each: each.moment)

        def stale(each: Told) -> Why | None:
            one, other = each.figure.holds, last.figure.holds
            if one is None or other is None or one.least(other) <= self._window:
                return None
            return "outdated", self._because("{} is a level of another time than {}.", each, last)

        return self._keep(figures, stale)

    def _not_outdated(self, figures: list[Told]) -> list[Told]:
        """Without those that agreed with another speaker's figure, which that speaker has raised since."""
        latest = {each.figure.speaker: each for each in sorted(figures, key=lambda each: each.moment)}
        agreed: dict[int, list[Told]] = {each.id: [] for each in figures}
        for told in self.told:
            later = agreed.get(told.id)
            for tie in told.ties:
                earlier = self._by_id.get(tie.earlier.figure.claim) if tie.kind in _AGREEING else None
                if earlier is not None and later is not None:
                    later.append(earlier)
                if earlier is not None and earlier.id in agreed:
                    agreed[earlier.id].append(told)

        def outdated(told: Told) -> Why | None:
            for other in () if told.figure.level else agreed[told.id]:
                now = latest.get(other.figure.speaker)
                if now is None or now is other or now.figure.speaker == told.figure.speaker:
                    continue
                raised = told.measured.core.below(now.measured.core) and told.figure.before(now.figure)
                if raised and now.figure.attributed:
                    return "outdated", self._because("{} agreed with {}, since raised to {}.", told, other, now)
            return None

        return self._keep(figures, outdated)

    def _because(self, words: str, *told: Told, **named: str) -> Callable[[], str]:
        return partial(_filled, self._wording, words, *told, **named)


def _filled(wording: Wording, words: str, *told: Told, **named: str) -> str:
    """Words with the figures cited where they leave room."""
    return words.format(*cite(wording, *(each.measured for each in told)), **named)


def _adds_nothing(told: Told, earlier: Told) -> bool:
    """Whether a figure that nobody is credited with only says what somebody had said."""
    credited = earlier.figure.attributed and not told.figure.attributed
    return credited and restates(told.measured, earlier.measured)


def _one_statement(told: Told, last: Told) -> bool:
    """Whether both were told in one post for one moment."""
    one, other = told.figure, last.figure
    return (one.entry, one.said, one.as_of) == (other.entry, other.said, other.as_of)


def is_finer(told: Told, earlier: Told) -> bool:
    """Whether a post rounds its figure first, as in a headline, and then gives it exactly."""
    same = told.figure.speaker == earlier.figure.speaker
    return same and rounds(earlier.measured, told.measured) and not rounds(told.measured, earlier.measured)


def dependent(told: Told, earlier: Told) -> Told:
    """Of two that are perhaps one count, the one that goes: nobody's, else the rounding, else what was told later."""
    if told.figure.attributed != earlier.figure.attributed:
        return earlier if told.figure.attributed else told
    coarser = rounds(earlier.measured, told.measured) and not rounds(told.measured, earlier.measured)
    return earlier if coarser else told


def _other_days(figures: Sequence[Told], wording: Wording) -> Callable[[Told], Why | None]:
    """Leaves out what counts the things of one time where others count those of another."""
    limited = [each for each in figures if each.figure.occurred is not None]
    apart = len(limited) > 1 and max(each.figure.occurred[0] for each in limited if each.figure.occurred) >= min(
        each.figure.occurred[1] for each in limited if each.figure.occurred
    )
    whole = max((each for each in figures if each.figure.occurred is None), key=lambda each: each.moment, default=None)
    reference = whole or max(limited, key=lambda each: each.moment, default=None)

    def other(told: Told) -> Why | None:
        mine, its = told.figure.occurred, reference.figure.occurred if reference else None
        if not apart or mine is None or (its is not None and mine[0] < its[1] and its[0] < mine[1]):
            return None
        words = "{} counts what happened at another time than {}."
        return "other time", partial(_filled, wording, words, told, reference or told)

    return other


def _denial(told: Told, wording: Wording) -> str:
    return _filled(wording, "{} is a denial, and no figure of the series.", told)
