"""Answers that were kept, made whole again: the same as if they were worked out anew."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from claims.compare.collecting import uncollected
from claims.compare.disagreement import Disagreement
from claims.compare.figure import Figure, figure_of
from claims.compare.held import Held, is_asked
from claims.compare.interval import Measure, Measured
from claims.compare.packed import PackedDifferences, PackedHistories, PackedSeries, PackedTies
from claims.compare.pair import Tie
from claims.compare.reasons import Wording
from claims.compare.telling import SeriesHistory, SeriesTelling, Telling, with_records, zone_of
from claims.records import Event, StoredClaim
from claims.vocabulary import Profile

FiguresOf: TypeAlias = Callable[[Collection[int]], Iterable[Figure]]
"""Gives the figures of some claims."""


class Recall:
    """What the figures of claims mean under a profile, made when they are asked for."""

    def __init__(self, records: Mapping[int, StoredClaim], profile: Profile, event: Event | None) -> None:
        self._records = records
        self._event = event
        self._measure = Measure(profile)
        self._made: dict[int, Measured] = {}

    def __call__(self, claim: int) -> Measured:
        """What a claim's figure means."""
        made = self._made.get(claim)
        if made is None:
            made = self._made[claim] = self._measure(figure_of(self._records[claim], self._event))
        return made

    def take_in(self, figures: Iterable[Figure]) -> None:
        """Know the figures of more claims."""
        self._made |= {figure.claim: self._measure(figure) for figure in figures}


@uncollected()
def recall_histories(
    packed: PackedHistories,
    among: Held,
    figures_of: FiguresOf,
    profile: Profile,
    *,
    event: Event | None = None,
    asked: Collection[int] | None = None,
    bare: bool = False,
) -> tuple[SeriesHistory, ...]:
    """The histories as `histories` gives them for the claims asked for; `bare` ones tell no relations."""
    chosen = [_Chosen(each, asked, bare) for each in packed.series]
    chosen = [each for each in chosen if each.steps or each.beside]
    shown = {claim for each in chosen for claim in (*each.claims, *each.beside)}
    records = among.records(shown)
    recall = Recall(records, profile, event)
    recall.take_in(figures_of({claim for each in chosen for claim in each.named} - records.keys() - {0}))
    return with_records((each.told(packed.words, recall) for each in chosen), records, zone_of(event))


class _Chosen:
    """What is shown of a packed series: its steps asked for, by number; `bare` without what they do to others."""

    def __init__(self, series: PackedSeries, asked: Collection[int] | None, bare: bool) -> None:
        self._series = series
        self.steps = [at for at, claim in enumerate(series.claims) if is_asked(claim, asked)]
        self.beside = [claim for claim in series.beside if is_asked(claim, asked)]
        begins = (0, *accumulate(series.counts))
        self._rows = [range(0 if bare else begins[at], 0 if bare else begins[at + 1]) for at in self.steps]

    @property
    def claims(self) -> Iterable[int]:
        """Ids of the claims of the steps."""
        return (self._series.claims[at] for at in self.steps)

    @property
    def named(self) -> Iterable[int]:
        """Ids of the claims that the relations name, 0 for none."""
        ties = self._series.ties
        columns = (ties.earlier, ties.later, ties.other)
        return (column[row] for rows in self._rows for row in rows for column in columns)

    def told(self, words: Sequence[str], recall: Recall) -> SeriesTelling:
        """The series told."""
        series = self._series
        steps = [
            Telling(recall(series.claims[at]), _ties(series.ties, rows, words, recall), bool(series.ended[at]))
            for at, rows in zip(self.steps, self._rows, strict=True)
        ]
        return SeriesTelling(series.key, steps, self.beside)


def _ties(ties: PackedTies, rows: Iterable[int], words: Sequence[str], recall: Recall) -> list[Tie]:
    return [
        Tie(
            words[ties.kinds[row]],
            recall(ties.earlier[row]),
            recall(ties.later[row]),
            words[ties.because[row]],
            recall(ties.other[row]) if ties.other[row] else None,
            bool(ties.late[row]),
            ties.more[row],
        )
        for row in rows
    ]


@uncollected()
def recall_disagreements(
    packed: PackedDifferences,
    among: Held,
    profile: Profile,
    *,
    event: Event | None = None,
    asked: Collection[int] | None = None,
) -> tuple[Disagreement, ...]:
    """The figures that disagree as `disagreements` gives them for the claims asked for."""
    rows = [
        row
        for row, both in enumerate(zip(packed.first, packed.second, strict=True))
        if any(is_asked(claim, asked) for claim in both)
    ]
    parties = {claim for row in rows for claim in (packed.first[row], packed.second[row])}
    # Few reasons name a third claim.
    records = among.records(parties | {packed.other[row] for row in rows} - {0})
    recall, wording, words = Recall(records, profile, event), Wording(zone_of(event)), packed.words
    return tuple(
        Disagreement(
            words[packed.kinds[row]],
            records[packed.first[row]],
            records[packed.second[row]],
            _Recalled(packed, row, wording, recall),
            packed.ratio[row],
            packed.more[row],
            words[packed.metric[row]],
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Recalled:
    """A kept reason, put into words when it is asked for."""

    packed: PackedDifferences
    row: int
    wording: Wording
    recall: Recall

    def __call__(self) -> str:
        """The sentence."""
        packed, row = self.packed, self.row
        because, later, earlier, other = (
            column[row] for column in (packed.because, packed.later, packed.earlier, packed.other)
        )
        if not later:
            return packed.words[because]
        third = self.recall(other) if other else None
        return self.wording.fill(packed.words[because], self.recall(later), self.recall(earlier), third)
