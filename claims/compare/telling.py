"""Histories: every claim of a series in the order in which it was said, with what it does to those before."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from claims.compare.collecting import uncollected
from claims.compare.held import Held, held, is_asked
from claims.compare.interval import INFINITY, Interval, Measured
from claims.compare.key import SeriesKey
from claims.compare.pair import Tie
from claims.compare.reasons import Wording
from claims.compare.series import WINDOW, Compared, compare_figures, gap, ratio
from claims.compare.standing import UNDATED
from claims.rates import Rates
from claims.records import Event, StoredClaim
from claims.vocabulary import Profile, Vocabulary

_TELLING = {
    kind: place
    for place, kind in enumerate(
        (
            "denies",
            "withdraws",
            "denied",
            "misreport",
            "conflict",
            "corrected",
            "updated",
            "narrowed",
            "echo",
            "behind",
            "possible echo",
            "open",
            "agrees",
            "steady",
            "close",
            "grew",
            "fell",
            "compatible",
        )
    )
}
"""Kinds of relation, the one that tells most about a figure first."""
_REJECTIONS = frozenset({"denies", "withdraws", "denied"})
_NAMED = 3
"""Of relations of one kind to other speakers so many are named…"""
_PASSED = frozenset({"grew", "fell", "steady"})
"""… and of these, which only say that time went on, one."""


class Relation(NamedTuple):
    """What a claim does to an earlier one; it is put into words when they are asked for."""

    tie: Tie
    wording: Wording
    more: int = 0
    """To how many more speakers' figures it does the same: equal ones, or those that it passed as well."""

    @property
    def kind(self) -> str:
        """Its name: echo, updated, conflict…"""
        return self.tie.kind

    @property
    def earlier(self) -> int:
        """Id of the earlier claim."""
        return self.tie.earlier.figure.claim

    @property
    def later(self) -> int:
        """Id of the later claim."""
        return self.tie.later.figure.claim

    @property
    def late(self) -> bool:
        """Told after the event's end."""
        return self.tie.late

    @property
    def ratio(self) -> float | None:
        """The later figure over the earlier."""
        return ratio(self.tie.earlier, self.tie.later)

    @property
    def reason(self) -> str:
        """Why, in one sentence, and another where it holds for more speakers."""
        text = self.wording.of(self.tie)
        return f"{text} The same holds beside {_speakers(self.more)}." if self.more else text


@dataclass(slots=True, eq=False)
class Step:
    """A claim of a series, what it means, and its relations to earlier claims that still stood, most telling first.

    Shown are: what it does to its own speaker's latest figure; an echo's origin; beside the latest figure of each
    other speaker who spoke of late (`standing.MET`) and the highest, what it does, where those that give one figure
    count as one (named is who gave it first) and of each kind the `_NAMED` most telling are named: the disagreements
    that lie farthest, else what was said last. `more` counts the rest. Every one of these stays in `conflicts`.
    A figure that a denial in another series ends, as that of its total, says so itself: `denied`, later the denial.
    """

    claim: StoredClaim
    measured: Measured
    ties: list[Tie]
    ended: bool
    """Whether a denial rejects the figure or takes it back, in this series or another."""
    wording: Wording
    _relations: tuple[Relation, ...] | None = None

    @property
    def interval(self) -> Interval:
        """All that its words allow."""
        return self.measured.interval

    @property
    def core(self) -> Interval:
        """What was plausibly meant."""
        return self.measured.core

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that are shown; chosen when they are first asked for."""
        if self._relations is None:
            self._relations = _shown(self.ties, self.wording)
        return self._relations


@dataclass(frozen=True, slots=True)
class SeriesHistory:
    """The claims of a series in order; beside it parts, periods, additions, superseded, projected, background ones."""

    key: SeriesKey
    steps: tuple[Step, ...]
    beside: tuple[StoredClaim, ...]


def histories(
    claims: Held | Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    rates: Rates | None = None,
    asked: Collection[int] | None = None,
) -> tuple[SeriesHistory, ...]:
    """The series that the claims form, each with its history; figures without time stand last.

    `asked` are the ids of the claims that are shown, all unless given; each is compared with all of its series.
    """
    among = held(claims)
    figures = among.figures(event)
    told = tell(compare_figures(figures, profile, vocabulary, event=event, window=window, rates=rates), asked)
    return with_records(told, among.records(ids_of(told)), zone_of(event))


@uncollected()
def tell(series: Iterable[Compared], asked: Collection[int] | None = None) -> list["SeriesTelling"]:
    """The same of series that were compared before, and before the claims are there in full."""
    told = (
        SeriesTelling(
            each.key,
            list(tellings(each, asked)),
            [one.claim for one in each.beside if is_asked(one.claim, asked)],
        )
        for each in series
        if any(is_asked(claim, asked) for claim in each.ids)
    )
    return [each for each in told if each.tellings or each.beside]


def narrowed(told: Iterable["SeriesTelling"], asked: Collection[int] | None) -> list["SeriesTelling"]:
    """Of series that are told in full what is asked for, all unless ids are given."""
    if asked is None:
        return list(told)
    among = (
        SeriesTelling(
            each.key,
            [one for one in each.tellings if one.measured.figure.claim in asked],
            [claim for claim in each.beside if claim in asked],
        )
        for each in told
    )
    return [each for each in among if each.tellings or each.beside]


def ids_of(told: Iterable["SeriesTelling"]) -> set[int]:
    """The ids of the claims that series show."""
    return {claim for one in told for claim in (*(each.measured.figure.claim for each in one.tellings), *one.beside)}


def with_records(
    told: Iterable["SeriesTelling"], records: Mapping[int, StoredClaim], zone: ZoneInfo
) -> tuple[SeriesHistory, ...]:
    """Histories with their claims in full."""
    wording = Wording(zone)
    return tuple(
        SeriesHistory(
            one.key,
            tuple(Step(records[each.measured.figure.claim], *each, wording) for each in one.tellings),
            tuple(records[claim] for claim in one.beside),
        )
        for one in told
    )


def zone_of(event: Event | None) -> ZoneInfo:
    """The time zone in which an event is told."""
    return ZoneInfo(event.zone if event else "UTC")


class Telling(NamedTuple):
    """A figure or denial of a series with its relations to earlier ones; `ended` where a denial rejects it."""

    measured: Measured
    ties: list[Tie]
    ended: bool


class SeriesTelling(NamedTuple):
    """A series told: its figures and denials in order, and the ids of the claims beside it."""

    key: SeriesKey
    tellings: Sequence[Telling]
    beside: Sequence[int]


def tellings(compared: Compared, asked: Collection[int] | None = None) -> Iterator[Telling]:
    """Figures and denials in order, those asked for or all; at one moment the figures come first, repeats last."""
    for measured in _in_order(compared):
        if not is_asked(measured.figure.claim, asked):
            continue
        ties = compared.ties_of(measured)
        denial = compared.denied.get(measured.figure.claim) if compared.denied else None
        if denial is not None and denial.key != compared.key:
            ties = [denial.denied(measured), *ties]
        yield Telling(measured, ties, denial is not None)


def _in_order(compared: Compared) -> Iterable[Measured]:
    if not compared.denials:
        return compared.figures
    denials = ((each.at or UNDATED, each.measured) for each in compared.denials)
    figures = ((each.figure.said or UNDATED, each) for each in compared.figures)
    # Both come in order, denials so that a repeat follows what it repeats: sorting by time alone keeps that.
    return (each for _, each in sorted((*figures, *denials), key=lambda row: row[0]))


def _shown(ties: list[Tie], wording: Wording) -> tuple[Relation, ...]:
    """The relations that a step shows, those of a kind together; the rest is counted."""
    if len(ties) == 1:
        return (Relation(ties[0], wording, ties[0].more),)
    kinds: dict[str, list[Tie]] = {}
    for tie in ties:
        kinds.setdefault(tie.kind, []).append(tie)
    return tuple(
        Relation(tie, wording, more)
        for kind in sorted(kinds, key=_TELLING.__getitem__)
        for tie, more in _named(kind, kinds[kind])
    )


def _named(kind: str, ties: list[Tie]) -> Iterator[tuple[Tie, int]]:
    """The relations of one kind that are named, what was said last first, each with how many more it stands for."""
    if len(ties) == 1:
        yield ties[0], ties[0].more
        return
    alike: dict[tuple[object, ...], list[Tie]] = {}
    for tie in ties:
        alike.setdefault(_likeness(tie), []).append(tie)
    groups = [(min(group, key=_moment), group) for group in alike.values()]
    if kind in _REJECTIONS:
        yield from ((tie, len(group) - 1) for tie, group in groups)
        return
    groups.sort(key=lambda group: max(map(_moment, group[1])), reverse=True)
    most = 1 if kind in _PASSED else _NAMED
    named = groups[:most]
    if len(groups) > most and kind not in _PASSED:
        farthest = sorted(groups, key=lambda group: (_nearness(group[0]), _moment(group[0])))[:most]
        named = [group for group in groups if group in farthest]
    counts = [sum(1 + tie.more for tie in group) - 1 for _, group in named]
    counts[-1] += sum(1 + tie.more for tie in ties) - sum(count + 1 for count in counts)
    yield from zip((tie for tie, _ in named), counts, strict=True)


def _nearness(tie: Tie) -> float:
    return -(gap(tie.earlier, tie.later) or INFINITY)


def _likeness(tie: Tie) -> tuple[object, ...]:
    """What relations have in common that count as one: the words of the reason and the earlier figure."""
    figure, other = tie.earlier.figure, tie.other
    words = (figure.value, figure.high, figure.qualifier, figure.vague, figure.documented)
    return (tie.because, other and other.figure.claim, *words)


def _moment(tie: Tie) -> tuple[object, ...]:
    return tie.earlier.figure.said or UNDATED, tie.earlier.figure.tie


def _speakers(count: int) -> str:
    return "1 more speaker" if count == 1 else f"{count:,} more speakers"
