"""What a comparison takes from the database: an event's figures as they were known, and the claims of its answer.

What costs much is kept there, too, until something is written of the event: histories and what disagrees, as they are
today and without rates. Filters that only choose what is shown choose from the kept answer.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple, TypeVar

from claims.compare import (
    WINDOW,
    Disagreement,
    Figure,
    SeriesHistory,
    SeriesKey,
    differences,
    disagreements,
    figure_of,
    histories,
)
from claims.compare.collecting import uncollected
from claims.compare.disagreement import between_claims
from claims.compare.held import is_asked
from claims.compare.packed import PackedDifferences, PackedHistories, pack_differences, pack_histories, unpack
from claims.compare.recalled import recall_disagreements, recall_histories
from claims.compare.telling import ids_of, narrowed, tell_series, with_records, zone_of
from claims.rates import Rates
from claims.records import Event, Filters, StoredClaim
from claims.store import Store
from claims.vocabulary import Profile, Vocabulary

BOUNDS = frozenset({"event", "sub_events", "metric", "as_known_at", "as_stored_at"})
"""Filters that say what is compared at all; the others choose what is shown or counts."""

COSTLY = 200
"""Figures from which on an answer is kept; fewer are compared as fast as the answer is read."""

Few = Callable[[SeriesKey, Sequence[int]], Iterable[int]]
"""Chooses from the claims of a series, in order, those that are shown."""

P = TypeVar("P", PackedDifferences, PackedHistories)


class Terms(NamedTuple):
    """How figures are compared, whatever is asked of them."""

    event: Event
    profile: Profile
    vocabulary: Vocabulary
    window: timedelta = WINDOW
    rates: Rates | None = None


class Comparison:
    """The claims of an event that are compared, held by the database; `asked` are the ids of those that fit."""

    def __init__(self, store: Store, filters: Filters, asked: AbstractSet[int] | None = None) -> None:
        self._store = store
        self._filters = filters.model_copy(
            update={name: None for name in Filters.model_fields if name not in BOUNDS | {"standing"}}
        )
        self.asked: AbstractSet[int] | None = (
            asked if asked is not None or filters == self._filters else store.ids(filters)
        )

    def figures(self, event: Event | None) -> Iterable[Figure]:
        """The figures of all that are compared; those of an event within it are measured by its own place and days."""
        if not self._filters.sub_events:
            return self._store.outlined(self._filters, lambda claim: figure_of(claim, event))
        events = {each.slug: each for each in self._store.events()}
        return self._store.outlined(self._filters, lambda claim: figure_of(claim, events[claim.event]))

    def records(self, ids: Collection[int]) -> Mapping[int, StoredClaim]:
        """The claims of some ids, in full."""
        return self._store.by_id(ids, self._filters.as_stored_at, self._filters.as_known_at)

    @uncollected()
    def histories(self, terms: Terms) -> tuple[SeriesHistory, ...]:
        """Every series with its history."""
        event, profile, words, window, rates = terms
        if not self._lasts(terms):
            return histories(self, profile, words, event=event, window=window, rates=rates, asked=self.asked)
        if (kept := self._kept(PackedHistories, terms)) is not None:
            return recall_histories(kept, self, self._figures_of(event), profile, event=event, asked=self.asked)
        version = self._version(event)
        told = tell_series(self.figures(event), profile, words, event=event, window=window)
        if sum(len(each.tellings) for each in told) >= COSTLY:
            self._keep(pack_histories(told), PackedHistories, terms, version)
        shown = narrowed(told, self.asked)
        return with_records(shown, self.records(ids_of(shown)), zone_of(event))

    @uncollected()
    def disagreements(self, terms: Terms) -> tuple[Disagreement, ...]:
        """The figures that disagree, worst first."""
        event, profile, words, window, rates = terms
        if not self._lasts(terms):
            return disagreements(self, profile, words, event=event, window=window, rates=rates, asked=self.asked)
        if (kept := self._kept(PackedDifferences, terms)) is not None:
            return recall_disagreements(kept, self, profile, event=event, asked=self.asked)
        version = self._version(event)
        figures = list(self.figures(event))
        found = differences(figures, profile, words, event=event, window=window)
        if len(figures) >= COSTLY:
            self._keep(pack_differences(found), PackedDifferences, terms, version)
        return between_claims(found, self, self.asked)

    @uncollected()
    def briefly(self, terms: Terms, few: Few) -> tuple[tuple[SeriesHistory, int], ...]:
        """Of every series the steps that `few` chooses, and how many there are in all."""
        event, profile, words, window, rates = terms
        kept = self._kept(PackedHistories, terms) if self._lasts(terms) else None
        if kept is not None:
            every = {each.key: self._fitting(each.claims) for each in kept.series}
            ids = {claim for key, among in every.items() for claim in few(key, among)}
            found = recall_histories(kept, self, self._figures_of(event), profile, event=event, asked=ids)
        else:
            version = self._store.version(event.slug)
            told = tell_series(self.figures(event), profile, words, event=event, window=window, rates=rates)
            if self._lasts(terms) and sum(len(each.tellings) for each in told) >= COSTLY:
                self._keep(pack_histories(told), PackedHistories, terms, version)
            every = {one.key: self._fitting(each.measured.figure.claim for each in one.tellings) for one in told}
            shown = narrowed(told, {claim for key, among in every.items() for claim in few(key, among)})
            found = with_records(shown, self.records(ids_of(shown)), zone_of(event))
        return tuple((each, len(every[each.key])) for each in found)

    @uncollected()
    def worst(self, terms: Terms, most: int) -> tuple[tuple[Disagreement, ...], int]:
        """The figures that disagree worst, at most so many pairs, and how many disagree in all."""
        event, profile, words, window, rates = terms
        kept = self._kept(PackedDifferences, terms) if self._lasts(terms) else None
        if kept is not None:
            first, count = kept.worst(most, self.asked)
            return recall_disagreements(first, self, profile, event=event), count
        version = self._store.version(event.slug)
        figures = list(self.figures(event))
        found = differences(figures, profile, words, event=event, window=window, rates=rates)
        if self._lasts(terms) and len(figures) >= COSTLY:
            self._keep(pack_differences(found), PackedDifferences, terms, version)
        if (asked := self.asked) is not None:
            found = [each for each in found if {each.first.figure.claim, each.second.figure.claim} & asked]
        return between_claims(found[:most], self, None), len(found)

    def _fitting(self, ids: Iterable[int]) -> Sequence[int]:
        return [claim for claim in ids if is_asked(claim, self.asked)]

    def _figures_of(self, event: Event) -> Callable[[Collection[int]], Iterable[Figure]]:
        return lambda ids: self._store.outlined_of(ids, lambda claim: figure_of(claim, event))

    def _lasts(self, terms: Terms) -> bool:
        """Whether the answer holds until something is written of the event, and of no other."""
        past = self._filters.as_known_at is not None or self._filters.as_stored_at is not None
        return terms.rates is None and not past and not self._filters.sub_events

    def _version(self, event: Event) -> int | None:
        """The version under which the answer is worked out; None where the event has just changed."""
        version = self._store.version(event.slug)
        return version if self._store.event(event.slug) == event else None

    def _kept(self, kind: type[P], terms: Terms) -> P | None:
        """The answer about the metric, else about all of them: what figures of one do never rests on another's."""
        metric = self._filters.metric
        for among in dict.fromkeys((metric, None)):
            packed = self._store.kept(terms.event.slug, kind.__name__, self._asked(terms, among))
            found = unpack(kind, packed) if packed is not None else None
            if found is not None:
                return found if among == metric else found.of_metric(str(metric))
        return None

    def _keep(self, packed: bytes | None, kind: type[P], terms: Terms, version: int | None) -> None:
        if packed is not None and version is not None:
            asked = self._asked(terms, self._filters.metric)
            self._store.keep(terms.event.slug, version, kind.__name__, asked, packed)

    def _asked(self, terms: Terms, metric: str | None) -> str:
        """Digest of all that the answer depends on beside what is stored of the event."""
        words = terms.vocabulary
        said = (
            _code(),
            metric,
            self._filters.standing,
            terms.window,
            terms.profile.model_dump_json(),
            [(slug, each.label) for slug, each in words.metrics.items()],
            [each.model_dump_json() for each in words.groups.values()],
        )
        return sha256(repr(said).encode()).hexdigest()


@cache
def _code() -> str:
    """Digest of what compares: an answer of another version of it is none."""
    read = sha256()
    for part in _PARTS:
        found = files("claims").joinpath(part)
        each = [found] if found.is_file() else sorted(found.iterdir(), key=lambda one: one.name)
        for one in each:
            if one.is_file():
                read.update(one.read_bytes())
    return read.hexdigest()


_PARTS = ("compare", "store", "gazetteer.py", "names.py", "outline.py", "records.py", "words/gazetteer.csv")
"""Files and folders of the package by which figures are read and compared."""
