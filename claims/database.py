"""What `claims.open` returns: one database's claims, histories and disagreements, as records and as data frames."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from claims import frames
from claims.compare import Disagreement, SeriesHistory, disagreements, histories
from claims.errors import ClaimsError
from claims.ingest import UNSAID, Taken, extract_again, ingest_file
from claims.records import Event, Filters, StoredClaim
from claims.store import Ingested, Store
from claims.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    import pandas as pd

Day = str | date | datetime
"""A moment as people give it: "2022-01-09", a date, or a datetime with a zone."""

WINDOW = timedelta(hours=24)
"""Figures of different speakers further apart than this may both be right, one after the other."""


def open(path: Path | str = "claims.db", *, create: bool = True, vocabulary: Path | None = None) -> "Database":
    """Open the database at `path`, making it where there is none unless `create` is False; raises StoreError."""
    words = load_vocabulary(vocabulary)
    return Database(Store.open(path, create=create, vocabulary=words), words)


class Database:
    """Claims of one database file; use it in a `with` statement, or close it.

    `claims`, `history`, `conflicts`, `events`, `sources` and `problems` are data frames whose columns
    `claims.frames.TABLES` describes; `stored_claims`, `histories` and `disagreements` are the same as records.
    """

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self.store = store
        self.vocabulary = vocabulary

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    # Taking in

    def ingest(self, path: Path | str, *, event: str | None = None, taken: Taken = UNSAID) -> Ingested:
        """Take a saved page in; what is known already is not stored again. Raises CaptureError."""
        return ingest_file(self.store, Path(path), event, taken, self.vocabulary)

    def extract_again(self, event: str | None = None) -> Ingested:
        """Read the stored entries again with today's extractor; no decision is lost."""
        return extract_again(self.store, event, self.vocabulary)

    def put_event(self, event: Event) -> Event:
        """Add an event, or change what is said of the one of that slug."""
        return self.store.put_event(event)

    # Records

    def claim(self, name: int | str) -> StoredClaim:
        """The claim of that id or uid; raises UnknownClaimError."""
        return self.store.claim(name)

    def stored_claims(self, **filters: str | Day | None) -> tuple[StoredClaim, ...]:
        """The claims that fit the filters (fields of `claims.Filters`), in the order in which they were said."""
        return self.store.claims(self._filters(filters))

    def histories(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        **filters: str | Day | None,
    ) -> tuple[SeriesHistory, ...]:
        """Every series of an event, each claim with what it does to those before it."""
        about = self.store.event(event)
        found = self.store.claims(self._filters({**filters, "event": event, "metric": metric}))
        return histories(found, self.vocabulary.profile(profile), self.vocabulary, event=about, window=window)

    def disagreements(
        self, event: str, *, profile: str = "default", window: timedelta = WINDOW, **filters: str | Day | None
    ) -> tuple[Disagreement, ...]:
        """The figures of an event that disagree, worst first."""
        about = self.store.event(event)
        found = self.store.claims(self._filters({**filters, "event": event}))
        return disagreements(found, self.vocabulary.profile(profile), self.vocabulary, event=about, window=window)

    # Data frames

    def claims(self, **filters: str | Day | None) -> "pd.DataFrame":
        """The claims that fit the filters, a row each (`frames.CLAIMS`)."""
        return frames.CLAIMS.frame(self.stored_claims(**filters))

    def history(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        **filters: str | Day | None,
    ) -> "pd.DataFrame":
        """The histories of an event's series, a row a claim, with what each does to those before (`frames.HISTORY`)."""
        found = self.histories(event, metric, profile=profile, window=window, **filters)
        return frames.HISTORY.frame(frames.history_lines(found))

    def conflicts(
        self, event: str, *, profile: str = "default", window: timedelta = WINDOW, **filters: str | Day | None
    ) -> "pd.DataFrame":
        """The figures of an event that disagree, worst first, a row a pair (`frames.CONFLICTS`)."""
        return frames.CONFLICTS.frame(self.disagreements(event, profile=profile, window=window, **filters))

    def events(self) -> "pd.DataFrame":
        """The events, a row each (`frames.EVENTS`)."""
        return frames.EVENTS.frame(self.store.events())

    def sources(self) -> "pd.DataFrame":
        """The sources, a row each (`frames.SOURCES`)."""
        return frames.SOURCES.frame(self.store.sources())

    def problems(self) -> "pd.DataFrame":
        """What could not be read, a row each (`frames.PROBLEMS`)."""
        return frames.PROBLEMS.frame(self.store.problems())

    def _filters(self, given: dict[str, str | Day | None]) -> Filters:
        """Filters from words: unknown names and metrics refused, bare dates read in the event's zone."""
        unknown = given.keys() - Filters.model_fields.keys()
        if unknown:
            known = ", ".join(Filters.model_fields)
            raise ClaimsError(f"There is no filter {min(unknown)!r}; the filters are {known}.")
        event, metric = given.get("event"), given.get("metric")
        zone = self.store.event(str(event)).zone if event else "UTC"
        if metric:
            self.vocabulary.metric(str(metric))
        moments = {name: _moment(given.get(name), zone, name == "until") for name in ("since", "until")}
        try:
            return Filters.model_validate({**given, **moments})
        except ValidationError as error:
            wrong = error.errors()[0]
            raise ClaimsError(f"The filter {wrong['loc'][0]} can't be {wrong['input']!r}: {wrong['msg']}.") from None


def _moment(day: Day | None, zone: str, end: bool) -> datetime | None:
    """A moment from words; a bare date is its begin, or its end, in the zone. Raises ClaimsError."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day) if len(day) == 10 else datetime.fromisoformat(day)
        except ValueError:
            raise ClaimsError(f"{day!r} is no date; write 2022-01-09, or 2022-01-09T12:00+06:00.") from None
    if day is None:
        return None
    if not isinstance(day, datetime):
        day = datetime.combine(day + timedelta(days=1) if end else day, time())
    return (day if day.tzinfo else day.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
