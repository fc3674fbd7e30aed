"""What a comparison takes from the database: an event's figures as they were known, and the claims of its answer."""

from collections.abc import Collection, Iterable, Mapping

from claims.compare import Figure, figure_of
from claims.records import Event, Filters, StoredClaim
from claims.store import Store

BOUNDS = frozenset({"event", "sub_events", "metric", "as_known_at", "as_stored_at"})
"""Filters that say what is compared at all; the others choose what is shown or counts."""


class Comparison:
    """The claims of an event that are compared, held by the database; `asked` are the ids of those that fit."""

    def __init__(self, store: Store, filters: Filters) -> None:
        self._store = store
        self._filters = filters.model_copy(
            update={name: None for name in Filters.model_fields if name not in BOUNDS | {"standing"}}
        )
        self.asked = None if filters == self._filters else store.ids(filters)

    def figures(self, event: Event | None) -> Iterable[Figure]:
        """The figures of all that are compared; those of an event within it are measured by its own place and days."""
        if not self._filters.sub_events:
            return self._store.outlined(self._filters, lambda claim: figure_of(claim, event))
        events = {each.slug: each for each in self._store.events()}
        return self._store.outlined(self._filters, lambda claim: figure_of(claim, events[claim.event]))

    def records(self, ids: Collection[int]) -> Mapping[int, StoredClaim]:
        """The claims of some ids, in full."""
        return self._store.by_id(ids, self._filters.as_stored_at, self._filters.as_known_at)
