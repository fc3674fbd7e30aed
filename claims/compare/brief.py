"""Estimates in brief, as pages show them and databases keep them: their ends, and what was left out that tells most."""

from collections.abc import Collection, Iterable, Iterator

from claims.compare.estimate import Estimating, Weighed, end_of
from claims.compare.key import SeriesKey
from claims.compare.leaving_out import most_telling
from claims.compare.reasons import phrase
from claims.compare.series import Compared
from claims.compare.told import Told, told_among
from claims.records import Record

LEFT_OUT = 50
"""Of the claims that an estimate leaves out so many are named."""


class BriefEnd(Record):
    """A number of an estimate in words, the claim that gives it, and who says so; None where nobody is credited."""

    words: str
    claim: int
    who: str | None


class BriefLeftOut(Record):
    """A claim that an estimate leaves out, by kind, with the reason in one sentence."""

    kind: str
    claim: int
    reason: str


class EstimateInBrief(Record):
    """What a series comes to; without ends where no figure stands."""

    key: SeriesKey
    low: BriefEnd | None
    chosen: BriefEnd | None
    high: BriefEnd | None
    independence: str
    why: str
    notes: tuple[str, ...]
    left_out: tuple[BriefLeftOut, ...]
    more: int
    """How many more claims are left out."""


class PackedEstimates(Record):
    """The estimates of several series."""

    estimates: tuple[EstimateInBrief, ...]

    def of_metric(self, metric: str) -> "PackedEstimates":
        """Those of one metric."""
        return PackedEstimates(estimates=tuple(each for each in self.estimates if each.key.metric == metric))


def in_brief(
    series: Iterable[Compared], estimating: Estimating, asked: Collection[int] | None
) -> Iterator[EstimateInBrief]:
    """The estimates of series that were compared; only claims that are asked for count, all unless ids are given."""
    weighed = (estimating.of(each, asked) for each in told_among(series, asked))
    return (_brief(each) for each in weighed if each.counted or each.left_out)


def _brief(weighed: Weighed) -> EstimateInBrief:
    chosen, telling = weighed.chosen, most_telling(weighed.left_out)
    return EstimateInBrief(
        key=weighed.key,
        low=_end(weighed.low, low=True),
        chosen=_end_in(phrase(chosen.figure), chosen) if chosen else None,
        high=_end(weighed.high, low=False),
        independence=str(weighed.independence),
        why=weighed.why,
        notes=weighed.notes,
        left_out=tuple(BriefLeftOut(kind=each.kind, claim=each.id, reason=each.reason) for each in telling[:LEFT_OUT]),
        more=max(len(telling) - LEFT_OUT, 0),
    )


def _end(told: Told | None, *, low: bool) -> BriefEnd | None:
    return _end_in(end_of(told, low=low)[1], told) if told else None


def _end_in(words: str, told: Told) -> BriefEnd:
    return BriefEnd(words=words, claim=told.id, who=told.figure.name if told.figure.attributed else None)
