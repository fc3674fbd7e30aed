"""The figures of histories as estimates and records take them: what was told, and which figures were denied."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from claims.compare.denials import Denial, find_denials
from claims.compare.figure import ABOVE, Figure, figure_of
from claims.compare.interval import Measured
from claims.compare.reasons import Wording
from claims.compare.standing import UNDATED
from claims.compare.telling import Relation, SeriesHistory
from claims.records import Event, StoredClaim
from claims.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a series with its claim and with what it does to earlier ones; `order` is its place in the series."""

    claim: StoredClaim
    measured: Measured
    relations: tuple[Relation, ...]
    order: int

    @property
    def id(self) -> int:
        """The claim's id."""
        return self.claim.id

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
    """A series with its figures in order, and the denials of the event's metric by the claim that each rejects."""

    history: SeriesHistory
    figures: tuple[Told, ...]
    denials: tuple[Told, ...]
    denied: dict[int, Denial]


def told_series(
    histories: Iterable[SeriesHistory], vocabulary: Vocabulary, event: Event | None
) -> Iterator[ToldSeries]:
    """The histories with their figures; denials are looked for in all series of an event's metric together."""
    alike: dict[tuple[str, str], list[tuple[SeriesHistory, list[Told]]]] = defaultdict(list)
    for history in histories:
        alike[history.key.event, history.key.metric].append((history, list(_told(history, event))))
    for among in alike.values():
        every = sorted(
            (each.measured for _, figures in among for each in figures),
            key=lambda each: (each.figure.said or UNDATED, each.figure.tie),
        )
        found = find_denials(every, vocabulary) if any(each.figure.denial for each in every) else []
        denied = {ended.figure.claim: denial for denial in found for ended in denial.ended}
        for history, figures in among:
            stating = tuple(each for each in figures if not each.figure.denial)
            yield ToldSeries(history, stating, tuple(each for each in figures if each.figure.denial), denied)


def denied_because(denial: Denial, told: Told, wording: Wording) -> str:
    """Who denied a figure, in one sentence."""
    tie = denial.denied(told.measured)
    return wording.fill(tie.because, tie.later, tie.earlier)


def _told(history: SeriesHistory, event: Event | None) -> Iterator[Told]:
    for order, step in enumerate(history.steps):
        measured = Measured(figure_of(step.claim, event), step.interval, step.core)
        relations = tuple(Relation(tie, step.wording) for tie in step.ties)
        yield Told(step.claim, measured, relations, order)
