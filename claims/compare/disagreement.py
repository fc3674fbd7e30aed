"""What disagrees: for each series and pair of speakers the worst pair of figures, with the reason; worst first."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import combinations
from typing import NamedTuple

from claims.compare.collecting import uncollected
from claims.compare.currencies import Exchange
from claims.compare.figure import Figure
from claims.compare.held import Held, held, is_asked
from claims.compare.interval import Measured
from claims.compare.pair import Tie
from claims.compare.parts import Breakdown, breakdowns
from claims.compare.reasons import Wording
from claims.compare.series import WINDOW, Compared, compare_figures, gap, in_currencies
from claims.compare.standing import UNDATED
from claims.compare.telling import zone_of
from claims.rates import Rates
from claims.records import Event, StoredClaim
from claims.vocabulary import Profile, Vocabulary

KINDS = (
    "denies",
    "withdraws",
    "conflict",
    "misreport",
    "exceeds",
    "open",
    "unexplained",
    "close",
    "not compared",
)
"""Kinds of disagreement, the worst first."""

_REJECTIONS = ("denies", "withdraws")
_WORST = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True, eq=False)
class Because:
    """A reason that is put into words when it is asked for."""

    wording: Wording
    template: str
    later: Measured
    earlier: Measured
    other: Measured | None = None

    def __call__(self) -> str:
        """The sentence."""
        return self.wording.fill(self.template, self.later, self.earlier, self.other)


class Difference(NamedTuple):
    """Two figures that disagree, in the order of their times; of a denial that meets no claim, `first` is `second`.

    `more` is the number of further pairs of these speakers in the series.
    """

    kind: str
    first: Measured
    second: Measured
    because: Callable[[], str]
    ratio: float | None
    more: int
    metric: str


class Disagreement(NamedTuple):
    """Two claims that disagree, in the order of their times; of a denial that meets no claim, `first` is `second`.

    `ratio` is the larger figure over the smaller, `more` the number of further pairs of these speakers in the series.
    """

    kind: str
    first: StoredClaim
    second: StoredClaim
    because: Callable[[], str]
    ratio: float | None
    more: int
    metric: str

    @property
    def reason(self) -> str:
        """Why, in one sentence."""
        return self.because()


def disagreements(
    claims: Held | Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    rates: Rates | None = None,
    asked: Collection[int] | None = None,
) -> tuple[Disagreement, ...]:
    """The figures that disagree: denials, then conflicts, open questions, what parts leave of a whole unexplained.

    `asked` are the ids of claims of which each pair names one at least, all unless given.
    """
    among = held(claims)
    found = differences(among.figures(event), profile, vocabulary, event=event, window=window, rates=rates)
    return between_claims(found, among, asked)


@uncollected()
def between_claims(found: Iterable[Difference], among: Held, asked: Collection[int] | None) -> tuple[Disagreement, ...]:
    """The differences with their claims in full, of which each names one at least that is asked for."""
    pairs = [(each, each.first.figure.claim, each.second.figure.claim) for each in found]
    pairs = [pair for pair in pairs if is_asked(pair[1], asked) or is_asked(pair[2], asked)]
    records = among.records({claim for _, *both in pairs for claim in both})
    return tuple(
        Disagreement(each.kind, records[first], records[second], each.because, each.ratio, each.more, each.metric)
        for each, first, second in pairs
    )


@uncollected()
def differences(
    figures: Iterable[Figure],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    rates: Rates | None = None,
) -> list[Difference]:
    """The same of figures that were made before, so that no claims need be kept; worst first."""
    series = compare_figures(figures, profile, vocabulary, event=event, window=window, rates=rates)
    return differences_among(series, vocabulary, event=event, window=window, rates=rates)


@uncollected()
def differences_among(
    series: Sequence[Compared],
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    rates: Rates | None = None,
) -> list[Difference]:
    """The same of series that were compared before, with that window and those rates."""
    wording = Wording(zone_of(event))
    found = [
        *(each for one in series for each in _in_series(one, wording)),
        *_unlike(breakdowns(series, vocabulary, window), wording, vocabulary),
        *_in_two_currencies(series, wording, Exchange(rates, wording.zone) if rates else None),
    ]
    return sorted(found, key=_badness)


def _badness(found: Difference) -> tuple[object, ...]:
    width = float("inf") if found.ratio is None else found.ratio
    return _WORST[found.kind], -width, found.metric, found.second.figure.tie, found.first.figure.tie


def _in_series(series: Compared, wording: Wording) -> Iterator[Difference]:
    """The worst pair of each two speakers, and the denials of figures that no claim states."""
    pairs: dict[tuple[bool, str, str], list[Tie]] = defaultdict(list)
    for ties in series.ties.values():
        for tie in ties:
            kind = tie.kind
            if kind in _WORST and not (kind == "open" and _one_text(tie)):
                one, other = tie.earlier.figure.speaker, tie.later.figure.speaker
                pairs[kind in _REJECTIONS, min(one, other), max(one, other)].append(tie)
    for ties in pairs.values():
        worst = min(ties, key=_severity) if len(ties) > 1 else ties[0]
        because = Because(wording, worst.because, worst.later, worst.earlier, worst.other)
        width = gap(worst.earlier, worst.later)
        yield Difference(worst.kind, worst.earlier, worst.later, because, width, len(ties) - 1, series.key.metric)
    for denial in series.denials:
        if not denial.targets and denial.repeats is None:
            template = "{speaker} ({when}) denies {figure}, a figure that no claim states here."
            because = Because(wording, template, denial.measured, denial.measured)
            yield Difference("denies", denial.measured, denial.measured, because, None, 0, series.key.metric)


def _one_text(tie: Tie) -> bool:
    """Whether one speaker's two figures stand in one post, whose order nobody knows: open, but nobody's difference."""
    one, other = tie.earlier.figure, tie.later.figure
    return (one.speaker, one.entry) == (other.speaker, other.entry)


def _severity(tie: Tie) -> tuple[int, float, tuple[str, str, int, str, str]]:
    width = 0.0 if tie.kind in _REJECTIONS else gap(tie.earlier, tie.later)
    return _WORST[tie.kind], float("-inf") if width is None else -width, tie.later.figure.tie


def _unlike(found: Iterable[Breakdown], wording: Wording, vocabulary: Vocabulary) -> Iterator[Difference]:
    """For each series and speaker of a whole the figure that its parts explain least, by group and by place."""
    wholes: dict[tuple[object, ...], list[Breakdown]] = defaultdict(list)
    for each in found:
        figure = each.whole.figure
        wholes[figure.key, figure.speaker, each.by_place, each.kind].append(each)
    for alike in wholes.values():
        worst = max(alike, key=lambda each: (abs(each.rest), each.whole.figure.tie))
        first, second = sorted((worst.parts[0], worst.whole), key=_moment)
        share = (worst.whole.figure.value or 0.0) / worst.total if worst.total else None
        share = 1 / share if share and share < 1 else share
        because = partial(worst.reason, wording, vocabulary)
        yield Difference(worst.kind, first, second, because, share, len(alike) - 1, worst.whole.figure.key.metric)


def _in_two_currencies(series: Sequence[Compared], wording: Wording, exchange: Exchange | None) -> Iterator[Difference]:
    """Money in two currencies that was not compared, which the answer says: for want of rates, or of one."""
    for among in in_currencies(series):
        for one, other in combinations(among, 2):
            why, more, pair = "no rates were given", len(one.figures) * len(other.figures), (_last(one), _last(other))
            if exchange is not None:
                left, right = ([each for each in some.figures if _lacks_rate(each, exchange)] for some in (one, other))
                if not (left or right):
                    continue
                more -= (len(one.figures) - len(left)) * (len(other.figures) - len(right))
                pair = (left[-1], pair[1]) if left else (pair[0], right[-1])
                why = exchange.lacking(pair[0 if left else 1].figure)
            first, second = sorted(pair, key=_moment)
            template = f"{{later}} and {{earlier}} were not compared: they are in two currencies, and {why}."
            because = Because(wording, template, second, first)
            yield Difference("not compared", first, second, because, None, more - 1, one.key.metric)


def _lacks_rate(measured: Measured, exchange: Exchange) -> bool:
    return exchange.converted(measured.figure) is None


def _last(series: Compared) -> Measured:
    """The figure that stood last, else the last one."""
    return next((each for each in reversed(series.figures) if each.figure.claim not in series.ends), series.figures[-1])


def _moment(measured: Measured) -> tuple[object, ...]:
    return measured.figure.said or UNDATED, measured.figure.tie
