"""What stands in a database, as it stands: its claims and entries, events, sources and problems."""

from operator import index
from typing import TYPE_CHECKING, SupportsIndex

from claims import frames
from claims.asking import Asked, Day, read_filters
from claims.collection import Collection
from claims.elsewhere import Background, background_figures
from claims.records import Filters, StoredClaim
from claims.store import FoundEntries

if TYPE_CHECKING:
    import pandas as pd


class Contents(Collection):
    """A database as something that is looked through; what compares its claims is `claims.database.Database`.

    `filters` are the fields of `claims.Filters`, by name. They raise UnknownEventError, UnknownMetricError,
    UnknownSourceError, VocabularyError for a side that there is not, and ClaimsError for what else can't be meant.
    """

    def claim(self, name: SupportsIndex | str) -> StoredClaim:
        """The claim of that id (also as a frame holds it) or uid; raises UnknownClaimError."""
        return self.store.claim(name if isinstance(name, str) else index(name))

    def stored_claims(self, **filters: str | Day | None) -> tuple[StoredClaim, ...]:
        """The claims that fit the filters (fields of `claims.Filters`), in the order in which they were said."""
        return self.store.claims(self._filters(filters))

    def claim_batches(self, **filters: str | Day | None) -> frames.ClaimBatches:
        """The same as columns of `frames.CLAIMS`, some claims at a time: as many as there are, in little memory."""
        return frames.ClaimBatches(self.store, self._filters(filters))

    def count(self, **filters: str | Day | None) -> int:
        """How many claims fit the filters."""
        return self.store.count(self._filters(filters))

    def counts(self, **filters: str | Day | None) -> dict[str, int]:
        """How many claims fit of each event that has some, by its slug."""
        return self.store.counts(self._filters(filters))

    def last_said(self, *, limit: int, **filters: str | Day | None) -> tuple[StoredClaim, ...]:
        """The claims that fit and were said last, undated ones first, at most `limit`."""
        return self.store.last_said(self._filters(filters), limit)

    def newest(self, event: str, *, limit: int, **filters: str | Day | None) -> tuple[StoredClaim, ...]:
        """The claims of an event that became known last and fit, at most `limit`."""
        return self.store.newest(self._filters({"event": event, **filters}), limit)

    def queue(self, event: str, *, limit: int = 50, **filters: str | Day | None) -> tuple[StoredClaim, ...]:
        """The claims of an event that wait for a person and fit: those to review again first, then the least sure."""
        return self.store.queue(self._filters({"event": event, **filters}), limit=limit)

    def waiting(self, event: str, **filters: str | Day | None) -> int:
        """How many claims of an event wait for a person and fit the filters."""
        return self.store.count(self._filters({"event": event, **filters, "reviewed": False}))

    def found(self, words: str, *, limit: int = 20, fittest: bool = False, **filters: str | Day | None) -> FoundEntries:
        """The entries that hold the words, at most `limit`: newest first, or the `fittest` (BM25).

        All words must be there; "a phrase" in quotation marks, detain* for any ending, -sport for none. Filters that
        say something of claims leave the entries that hold such a claim. Raises ClaimsError.
        """
        return self.store.search(self._filters({**filters, "text": words}), limit=limit, fittest=fittest)

    def background_figures(self, event: str | None = None) -> tuple[Background, ...]:
        """The background figures of an event, or of all, each with the event of the database that it may belong to."""
        return background_figures(self.store, event)

    def source_lines(self) -> tuple[frames.SourceLine, ...]:
        """The sources, by slug, each with how many claims that stand are credited to it."""
        return tuple(frames.source_lines(self.store.sources(), self.store.credited()))

    def claims(self, **filters: str | Day | None) -> "pd.DataFrame":
        """The claims that fit the filters, a row each (`frames.CLAIMS`)."""
        return frames.CLAIMS.frame(self.stored_claims(**filters))

    def search(
        self, words: str, *, limit: int = 20, fittest: bool = False, **filters: str | Day | None
    ) -> "pd.DataFrame":
        """The entries that hold the words, a row each (`frames.SEARCH`), as `found` gives them."""
        return frames.SEARCH.frame(self.found(words, limit=limit, fittest=fittest, **filters).entries)

    def events(self) -> "pd.DataFrame":
        """The events, a row each (`frames.EVENTS`)."""
        return frames.EVENTS.frame(self.store.listed_events())

    def sources(self) -> "pd.DataFrame":
        """The sources, a row each (`frames.SOURCES`)."""
        return frames.SOURCES.frame(self.source_lines())

    def suggestions(self) -> "pd.DataFrame":
        """Which sources may be one, or speak for a body, the surest first, a row each (`frames.SUGGESTIONS`)."""
        return frames.SUGGESTIONS.frame(self.suggested_merges())

    def background(self, event: str | None = None) -> "pd.DataFrame":
        """The background figures and the events that they may belong to, a row each (`frames.BACKGROUND`)."""
        return frames.BACKGROUND.frame(self.background_figures(event))

    def problems(self) -> "pd.DataFrame":
        """What could not be read, a row each (`frames.PROBLEMS`)."""
        return frames.PROBLEMS.frame(self.store.problems())

    def _filters(self, given: Asked) -> Filters:
        if not given.get("event"):
            return read_filters(given, "UTC", self.vocabulary)
        about = self.store.event(str(given["event"]))
        return read_filters({**given, "event": about.slug}, about.zone, self.vocabulary)
