"""What `claims.open` returns: one database's claims, histories and disagreements, as records and as data frames."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from operator import index
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, SupportsIndex, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from claims import frames, gazetteer
from claims.compare import WINDOW, Disagreement, SeriesHistory, disagreements, histories
from claims.errors import ClaimsError, UnknownEventError
from claims.extract import read_digits
from claims.ingest import UNSAID, Taken, extract_again, ingest_file
from claims.records import Event, Filters, Record, StoredClaim
from claims.store import Ingested, Passage, Store, make_claim
from claims.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    import pandas as pd

Day = str | date | datetime
"""A moment as people give it: "2022-01-09", a date, or a datetime with a zone."""

_MOMENTS = ("since", "until", "as_known_at", "as_stored_at")
"""Filters that are moments; a bare date is its end, but for `since`."""
_PAST = ("as_known_at", "as_stored_at")
"""Filters that say what was known or stored at all: they bound what is compared, too."""

R = TypeVar("R", bound=Record)


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

    def put_event(self, slug: str, *, title: str | None = None, place: str | None = None, **fields: Any) -> Event:
        """Add an event, or change what is said of the one of that slug; what is not given stays.

        `fields` are those of `claims.records.Event`. Raises ClaimsError for an unknown place or zone.
        """
        given = {"place": _place(place), "title": title, **fields}
        try:
            known = self.store.event(slug)
        except UnknownEventError:
            given["title"] = title or slug
        else:
            given["title"] = title or known.title
        said = {name: value for name, value in given.items() if value is not None}
        return self.store.put_event(checked(Event, {"slug": slug, **said}))

    def add(
        self,
        event: str,
        metric: str,
        quote: str,
        number: str,
        *,
        who: str,
        passage: Passage | None = None,
        **fields: Any,
    ) -> StoredClaim:
        """Store a claim that a person read somewhere: the quote, the number in it, and who says so.

        `passage` holds the quote with its address, publisher and date; `fields` are `speaker`, `via` and those of
        `claims.records.Claim`, such as value, qualifier, group, place, translation. Raises ClaimsError where the
        number is not read by itself and no value is given, and for words that the vocabulary does not know.
        """
        self.vocabulary.metric(metric)
        said = {name: value for name, value in fields.items() if value is not None}
        said["place"] = _place(said.get("place"))
        self._check_group(said.get("group_kind", "all"))
        if said["place"] is None:
            said |= {"place": self.store.event(event).place, "place_assumed": True}
        if said.get("value") is None and said.get("qualifier") != "vague":
            said["value"] = read_digits(number)
            if said["value"] is None:
                raise ClaimsError(f"The number {number!r} is not read by itself; say what it is with the value.")
        passage = passage or Passage(quote, url="by-hand:")
        claim = make_claim(quote, number, passage, metric=metric, **said)
        return self.store.add_by_hand(claim, passage, event=event, who=who)

    # Records

    def claim(self, name: SupportsIndex | str) -> StoredClaim:
        """The claim of that id (also as a frame holds it) or uid; raises UnknownClaimError."""
        return self.store.claim(name if isinstance(name, str) else index(name))

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
        """Every series of an event, each claim with what it does to those before it.

        The filters say which claims are shown; each is compared with all of its series.
        """
        about, shown = self._compared(event, metric, filters)
        rules = self.vocabulary.profile(profile)
        whole = histories(about.claims, rules, self.vocabulary, event=about.event, window=window)
        found = (
            replace(
                series,
                steps=tuple(step for step in series.steps if step.claim.id in shown),
                beside=tuple(claim for claim in series.beside if claim.id in shown),
            )
            for series in whole
        )
        return tuple(series for series in found if series.steps or series.beside)

    def disagreements(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        **filters: str | Day | None,
    ) -> tuple[Disagreement, ...]:
        """The figures of an event that disagree, worst first; the filters fit one of the two at least."""
        about, shown = self._compared(event, metric, filters)
        rules = self.vocabulary.profile(profile)
        found = disagreements(about.claims, rules, self.vocabulary, event=about.event, window=window)
        return tuple(pair for pair in found if pair.first.id in shown or pair.second.id in shown)

    def _compared(
        self, event: str, metric: str | None, filters: dict[str, str | Day | None]
    ) -> tuple["_About", set[int]]:
        """What is compared, and the ids of the claims that fit the filters."""
        about = self.store.event(event)
        asked = {name: value for name, value in filters.items() if value is not None}
        past = {name: value for name, value in asked.items() if name in _PAST}
        claims = self.store.claims(self._filters({**past, "event": event, "metric": metric}))
        if asked.keys() == past.keys():
            return _About(about, claims), {claim.id for claim in claims}
        fitting = self.store.claims(self._filters({**asked, "event": event, "metric": metric}))
        return _About(about, claims), {claim.id for claim in fitting}

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
        return frames.HISTORY.frame(frames.history_lines(found, profile))

    def conflicts(
        self,
        event: str,
        metric: str | None = None,
        *,
        profile: str = "default",
        window: timedelta = WINDOW,
        **filters: str | Day | None,
    ) -> "pd.DataFrame":
        """The figures of an event that disagree, worst first, a row a pair (`frames.CONFLICTS`)."""
        found = self.disagreements(event, metric, profile=profile, window=window, **filters)
        return frames.CONFLICTS.frame(frames.conflict_lines(found, profile))

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
        if given.get("group"):
            self._check_group(str(given["group"]))
        moments = {name: _moment(given.get(name), zone, name != "since") for name in _MOMENTS}
        return checked(Filters, {**given, **moments, "place": _place(given.get("place"))})

    def _check_group(self, group: str) -> None:
        if group not in self.vocabulary.groups:
            known = ", ".join(self.vocabulary.groups)
            raise ClaimsError(f"There is no standard group {group!r}; the groups are {known}.")


@dataclass(frozen=True, slots=True)
class _About:
    """An event with all its claims that are compared."""

    event: Event
    claims: tuple[StoredClaim, ...]


def _place(name: object) -> str | None:
    """The gazetteer key of a place given by key or name; raises ClaimsError."""
    if name is None:
        return None
    found = gazetteer.place(str(name)) or gazetteer.find(str(name))
    if found is None:
        raise ClaimsError(
            f"The gazetteer has no place {name!r}; write a country, region or city of 15,000 people or more."
        )
    return found.key


def checked(record: type[R], fields: Mapping[str, Any]) -> R:
    """A record made of what a person gave; raises ClaimsError in one sentence where a field can't be so."""
    try:
        return record.model_validate(fields)
    except ValidationError as error:
        wrong = error.errors()[0]
        given = wrong["input"] if isinstance(wrong["input"], str) else str(wrong["input"])
        raise ClaimsError(f"The {wrong['loc'][0]} can't be {given!r}: {wrong['msg']}.") from None


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
