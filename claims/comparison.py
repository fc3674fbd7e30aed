"""What a comparison takes from the database: an event's figures as they were known, and the claims of its answer.

What costs much is kept there, too (`claims.answers`): histories and what disagrees, as relations between ids and as the
columns of their data frames. Filters that only choose what is shown choose from the kept answer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar, cast

from claims import frames
from claims.answers import Answers, Scope, Terms, lasting
from claims.compare import (
    Compared,
    Disagreement,
    Figure,
    SeriesHistory,
    SeriesKey,
    compare_figures,
    disagreements,
    figure_of,
)
from claims.compare import histories as told_histories
from claims.compare.brief import EstimateInBrief, PackedEstimates, in_brief
from claims.compare.collecting import uncollected
from claims.compare.disagreement import Difference, between_claims, differences_among
from claims.compare.estimate import Estimating
from claims.compare.held import is_asked
from claims.compare.packed import (
    PackedDifferences,
    PackedHistories,
    PackedWorst,
    as_bytes,
    pack_differences,
    pack_histories,
    pack_worst,
    unpack,
)
from claims.compare.policies import policy_of
from claims.compare.reasons import Wording
from claims.compare.recalled import recall_disagreements, recall_histories
from claims.compare.telling import SeriesTelling, ids_of, narrowed, tell, with_records, zone_of
from claims.records import Event, Filters, StoredClaim
from claims.store import Store

if TYPE_CHECKING:
    import pandas as pd

BOUNDS = frozenset({"event", "sub_events", "metric", "as_known_at", "as_stored_at", "standing"})
"""Filters that say what is compared at all; the others choose what is shown or counts."""
SERIES = BOUNDS | {"group", "place"}
"""Filters that say which series are told."""

COSTLY = 200
"""Figures from which on an answer is kept; fewer are compared as fast as the answer is read."""
ALL_PAIRS = 10_000
"""Pairs that disagree up to which all are kept where only the worst were asked for: somebody will ask for others."""

Few = Callable[[SeriesKey, Sequence[int]], Iterable[int]]
"""Chooses from the claims of a series, in order, those that are shown."""

P = TypeVar("P", PackedDifferences, PackedHistories, PackedWorst, PackedEstimates)


class Comparison:
    """The claims of an event that are compared, held by the database; `asked` are the ids of those shown, if known.

    One that `holds` compares once for all that is asked of it under the same terms, and keeps the series in memory.
    """

    def __init__(
        self, store: Store, filters: Filters, asked: AbstractSet[int] | None = None, *, holds: bool = False
    ) -> None:
        self._store = store
        self._asks = filters
        self._filters = _only(filters, BOUNDS)
        self._series = _only(filters, SERIES)
        self._scope = Scope(filters.metric, filters.group, filters.place)
        self._keeps = True  # what it works out
        self._costs = True  # what it worked out last: enough to be kept
        self._given = asked
        self._holds = holds
        self._held: tuple[Terms, list[Compared]] | None = None
        self._since: int | None = None

    @cached_property
    def asked(self) -> Collection[int] | None:
        """Ids of the claims that fit all filters; None where all that are compared do."""
        if self._given is not None:
            return self._given
        return None if self._asks == self._filters else self._store.ids(self._asks)

    @cached_property
    def _told(self) -> Collection[int] | None:
        """Ids of the claims of the series that are told."""
        if self._series == self._filters:
            return None
        return self.asked if self._series == self._asks else self._store.ids(self._series)

    def figures(self, event: Event | None, like: Filters | None = None) -> Iterable[Figure]:
        """The figures of all that are compared; those of an event within it are measured by its own place and days.

        With `like` at least those that bear on what fits it, as `Store.outlined` says.
        """
        if not self._filters.sub_events:
            return self._store.outlined(self._filters, lambda claim: figure_of(claim, event), like)
        events = {each.slug: each for each in self._store.events()}
        return self._store.outlined(self._filters, lambda claim: figure_of(claim, events[claim.event]))

    def records(self, ids: Collection[int]) -> Mapping[int, StoredClaim]:
        """The claims of some ids, in full."""
        return self._store.by_id(ids, self._filters.as_stored_at, self._filters.as_known_at)

    @uncollected()
    def histories(self, terms: Terms) -> tuple[SeriesHistory, ...]:
        """Every series with its history."""
        event, profile, words, window, rates = terms
        answers = self._answers(terms)
        if answers is None:
            return told_histories(self, profile, words, event=event, window=window, rates=rates, asked=self.asked)
        for kept, asked in self._kept(PackedHistories, answers, self._scope):
            return recall_histories(kept, self, self._figures_of(event), profile, event=event, asked=asked)
        return self._with_records(narrowed(self._tell(terms, answers), self.asked), event)

    @uncollected()
    def history(self, terms: Terms) -> "pd.DataFrame":
        """The same as the rows of `frames.HISTORY`."""

        def made(among: Comparison) -> "pd.DataFrame":
            return frames.HISTORY.frame(frames.history_lines(among.histories(terms), terms.profile.slug))

        return self._framed(frames.HISTORY, made, self._answers(terms), self._scope, ("claim_id",))

    @uncollected()
    def disagreements(self, terms: Terms) -> tuple[Disagreement, ...]:
        """The figures that disagree, worst first."""
        event, profile, words, window, rates = terms
        answers = self._answers(terms)
        if answers is None:
            return disagreements(self, profile, words, event=event, window=window, rates=rates, asked=self.asked)
        for kept, asked in self._kept(PackedDifferences, answers, Scope(self._scope.metric)):
            return recall_disagreements(kept, self, profile, event=event, asked=asked)
        return between_claims(self._differences(terms, answers), self, self.asked)

    @uncollected()
    def conflicts(self, terms: Terms) -> "pd.DataFrame":
        """The same as the rows of `frames.CONFLICTS`."""

        def made(among: Comparison) -> "pd.DataFrame":
            return frames.CONFLICTS.frame(frames.conflict_lines(among.disagreements(terms), terms.profile.slug))

        scope = Scope(self._scope.metric)
        return self._framed(frames.CONFLICTS, made, self._answers(terms), scope, ("first_id", "second_id"))

    @uncollected()
    def briefly(self, terms: Terms, few: Few, *, bare: bool = False) -> tuple[tuple[SeriesHistory, int], ...]:
        """Of every series the steps that `few` chooses, and how many there are in all.

        Those that are `bare` hold their claims in outline and no relations, which is enough for small charts.
        """
        event, answers = terms.event, self._answers(terms)
        among = self._in_outline(keeps=False) if bare else self
        for kept, asked in self._kept(PackedHistories, answers, self._scope) if answers else ():
            every = {each.key: [one for one in each.claims if is_asked(one, asked)] for each in kept.series}
            ids = {claim for key, among in every.items() for claim in few(key, among)}
            found = recall_histories(
                kept, among, self._figures_of(event), terms.profile, event=event, asked=ids, bare=bare
            )
            return tuple((each, len(every[each.key])) for each in found)
        told = narrowed(self._tell(terms, answers), self.asked)
        told = [_without_ties(each) for each in told] if bare else told
        every = {one.key: [each.measured.figure.claim for each in one.tellings] for one in told}
        shown = narrowed(told, {claim for key, among in every.items() for claim in few(key, among)})
        return tuple((each, len(every[each.key])) for each in among._with_records(shown, event))

    @uncollected()
    def worst(self, terms: Terms, most: int, *, bare: bool = False) -> tuple[tuple[Disagreement, ...], int]:
        """The figures that disagree worst, at most so many pairs, `bare` in outline, and how many disagree in all."""
        answers, among = self._answers(terms), self._in_outline(keeps=False) if bare else self
        for first, count in self._kept_worst(answers, most) if answers else ():
            return recall_disagreements(first, among, terms.profile, event=terms.event), count
        found = self._differences(terms, answers, most if self.asked is None else None)
        if (asked := self.asked) is not None:
            found = [each for each in found if each.first.figure.claim in asked or each.second.figure.claim in asked]
        return between_claims(found[:most], among, None), len(found)

    def _kept_worst(self, answers: Answers, most: int) -> Iterator[tuple[PackedDifferences, int]]:
        """What of the kept answers is worst, and how many disagree."""
        scope = Scope(self._scope.metric)
        for few, asked in self._kept(PackedWorst, answers, scope):
            if asked is None and few.most >= most:
                yield few.worst.first_pairs(most), sum(few.counts.values())
        for kept, asked in self._kept(PackedDifferences, answers, scope):
            yield kept.worst(most, None if asked is None else frozenset(asked))

    @uncollected()
    def estimates(self, terms: Terms) -> Mapping[SeriesKey, EstimateInBrief]:
        """What each series comes to by its latest figures; only claims that are asked for count."""
        answers, asked, scope = self._answers(terms), self.asked, Scope(self._scope.metric)
        for kept, chosen in self._kept(PackedEstimates, answers, scope) if answers else ():
            if chosen is None:
                return {each.key: each for each in kept.estimates}
        version = self._version(answers)
        # The policy of the latest figure asks nothing of sources.
        estimating = Estimating(
            policy_of("latest"), {}, terms.window, Wording(zone_of(terms.event)), terms.vocabulary, terms.rates
        )
        found = tuple(in_brief(self.compared(terms), estimating, asked))
        if answers and asked is None and self._costs:
            answers.keep(PackedEstimates.__name__, scope, version, as_bytes(PackedEstimates(estimates=found)))
        return {each.key: each for each in found}

    def compared(self, terms: Terms, like: Filters | None = None) -> list[Compared]:
        """The series of all that is compared, or with `like` at least of what fits that."""
        if self._held is not None and self._held[0] is terms:
            return self._held[1]
        event, profile, words, window, rates = terms
        figures = list(self.figures(event, None if self._holds else like))
        self._costs = len(figures) >= COSTLY
        series = compare_figures(figures, profile, words, event=event, window=window, rates=rates)
        if self._holds:
            self._held = terms, series
        return series

    def _version(self, answers: Answers | None) -> int | None:
        """The version under which an answer is worked out; for one that holds, that of what it holds."""
        if answers is None or not self._holds:
            return answers.version if answers else None
        if self._since is None:
            self._since = answers.version
        return self._since

    def _tell(self, terms: Terms, answers: Answers | None) -> list[SeriesTelling]:
        """The series told anew, with the claims of all that are told; kept where that costs much."""
        version = self._version(answers)
        told = tell(self.compared(terms, None if self._told is None else self._series), self._told)
        if answers and self._costs and self._keeps:
            answers.keep(PackedHistories.__name__, self._scope, version, pack_histories(told))
        return told

    def _differences(self, terms: Terms, answers: Answers | None, most: int | None = None) -> list[Difference]:
        """What disagrees, worked out anew; kept where that costs much, as far as so many are asked for."""
        event, _, words, window, rates = terms
        version = self._version(answers)
        found = differences_among(self.compared(terms), words, event=event, window=window, rates=rates)
        if answers and self._costs and self._keeps:
            name, packed = PackedDifferences.__name__, partial(pack_differences, found)
            if most is not None and len(found) > ALL_PAIRS:
                name, packed = PackedWorst.__name__, partial(pack_worst, found, most)
            answers.keep(name, Scope(self._scope.metric), version, packed())
        return found

    def _framed(
        self,
        shape: frames.Table,
        made: Callable[["Comparison"], "pd.DataFrame"],
        answers: Answers | None,
        scope: Scope,
        ids: tuple[str, ...],
    ) -> "pd.DataFrame":
        """A frame from its kept columns, else made anew, and kept where it shows all of its scope."""
        if answers is None:
            return made(self)
        name = f"frame {ids[0]}"
        for wider, packed in answers.find(name, scope):
            if (kept := frames.unpack_frame(shape, packed)) is not None:
                kept = kept if wider.metric == scope.metric else kept.of_metric(str(scope.metric))
                asked = self._asked_of(wider)
                return (kept if asked is None else kept.among(ids, asked)).frame()
        whole, version = self._asked_of(scope) is None, answers.version
        among = self._in_outline(keeps=not whole)
        frame = made(among)
        if whole and among._costs:
            answers.keep(name, scope, version, frames.pack_frame(frame))
        return frame

    def _in_outline(self, *, keeps: bool) -> "_InOutline":
        return _InOutline(self._store, self._asks, keeps=keeps)

    def _with_records(self, told: Sequence[SeriesTelling], event: Event) -> tuple[SeriesHistory, ...]:
        return with_records(told, self.records(ids_of(told)), zone_of(event))

    def _figures_of(self, event: Event) -> Callable[[Collection[int]], Iterable[Figure]]:
        return lambda ids: self._store.outlined_of(ids, lambda claim: figure_of(claim, event))

    def _answers(self, terms: Terms) -> Answers | None:
        return lasting(self._store, terms, self._filters)

    def _kept(self, kind: type[P], answers: Answers, scope: Scope) -> Iterator[tuple[P, Collection[int] | None]]:
        """The kept answers about a scope or a wider one, each with the ids that choose from it, None for all of it."""
        for among, packed in answers.find(kind.__name__, scope):
            if (found := unpack(kind, packed)) is not None:
                found = found if among.metric == scope.metric else found.of_metric(str(scope.metric))
                yield found, self._asked_of(among)

    def _asked_of(self, scope: Scope) -> Collection[int] | None:
        """The ids that choose from an answer about a scope; None where all of it is asked for."""
        whole = self._filters.model_copy(update={"group": scope.group, "place": scope.place})
        return None if self._given is None and self._asks == whole else self.asked


class _InOutline(Comparison):
    """The same with claims as they stand today in outline, which hold all that tables show and cost a third."""

    def __init__(self, store: Store, filters: Filters, *, keeps: bool) -> None:
        super().__init__(store, filters)
        self._keeps = keeps

    def records(self, ids: Collection[int]) -> Mapping[int, StoredClaim]:
        """The claims of some ids, as far as tables ask for them."""
        found = {claim.id: claim for claim in self._store.outlined_of(ids, lambda claim: claim)}
        return cast(Mapping[int, StoredClaim], found)


def _without_ties(told: SeriesTelling) -> SeriesTelling:
    return told._replace(tellings=[each._replace(ties=[]) for each in told.tellings])


def _only(filters: Filters, names: Collection[str]) -> Filters:
    return filters.model_copy(update={name: None for name in Filters.model_fields if name not in names})
