"""The figures of histories as estimates and records take them: what was told, and which figures were denied."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.compare.denials import Denial
from claims.compare.figure import ABOVE, Figure
from claims.compare.held import Held, held, is_asked
from claims.compare.interval import Measured
from claims.compare.key import SeriesKey
from claims.compare.pair import Tie
from claims.compare.reasons import Wording
from claims.compare.series import Compared, compare_figures
from claims.compare.standing import UNDATED
from claims.compare.telling import tellings
from claims.records import Event, StoredClaim
from claims.vocabulary import Profile, Vocabulary


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a series with its relations to earlier ones; `order` is its place in the series."""

    measured: Measured
    ties: Sequence[Tie]
    order: int

    @property
    def id(self) -> int:
        """The claim's id."""
        return self.figure.claim

    @property
    def figure(self) -> Figure:
        """The figure as the comparisons see it."""
        return self.measured.figure

    @property
    def low(self) -> float:
        """The lowest number that is stated; of a vague word, that it is read as under the profile."""
        return self.measured.core.hull.low if self.figure.value is None else min(self._stated)

    @property
    def high(self) -> float:
        """The highest number that is stated, never infinity."""
        if self.figure.value is None:
            ceiling = self.measured.core.hull.high
            return self.measured.core.hull.low if ceiling is None else ceiling
        return max(self._stated)

    @property
    def or_more(self) -> bool:
        """Whether the words leave open how many more there are."""
        if self.figure.value is None:
            return self.measured.core.high is None
        figure = self.figure
        return figure.qualifier in ABOVE or (figure.documented and figure.qualifier not in ("at_most", "fewer_than"))

    @property
    def or_fewer(self) -> bool:
        """Whether the words leave open how many fewer there are."""
        return self.figure.qualifier in ("at_most", "fewer_than")

    @property
    def width(self) -> float:
        """How far apart the ends are of what was plausibly meant."""
        hull = self.measured.core.hull
        return float("inf") if hull.high is None else hull.high - hull.low

    @property
    def moment(self) -> tuple[datetime, int]:
        """Orders figures by the moment that they hold for, then as they were told."""
        return self.figure.as_of or UNDATED, self.order

    @property
    def _stated(self) -> tuple[float, float]:
        value = self.figure.value or 0.0
        return value, value if self.figure.high is None else self.figure.high


@dataclass(frozen=True, slots=True)
class ToldSeries:
    """A series with its figures in order, what stands beside it, and the metric's denials by the claim denied."""

    key: SeriesKey
    figures: tuple[Told, ...]
    denials: tuple[Told, ...]
    beside: tuple[Figure, ...]
    denied: dict[int, Denial]


def told_series(
    claims: Held | Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None,
    window: timedelta,
    asked: Collection[int] | None = None,
) -> Iterator[ToldSeries]:
    """The series that the claims form, those that hold none of the claims `asked` for left out."""
    figures = held(claims).figures(event)
    return told_among(compare_figures(figures, profile, vocabulary, event=event, window=window), asked)


def told_among(series: Iterable[Compared], asked: Collection[int] | None = None) -> Iterator[ToldSeries]:
    """The same of series that were compared before."""
    for each in series:
        if not any(is_asked(claim, asked) for claim in each.ids):
            continue
        told = [Told(measured, ties, order) for order, (measured, ties, _) in enumerate(tellings(each))]
        stating = tuple(one for one in told if not one.figure.denial)
        yield ToldSeries(each.key, stating, tuple(one for one in told if one.figure.denial), each.beside, each.denied)


def denied_because(denial: Denial, told: Told, wording: Wording) -> str:
    """Who denied a figure, in one sentence."""
    tie = denial.denied(told.measured)
    return wording.fill(tie.because, tie.later, tie.earlier)
