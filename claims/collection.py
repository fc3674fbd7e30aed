"""What goes into a database: pages of all kinds, events, claims entered by hand."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from claims.amending import read_amendment
from claims.asking import check_group, checked, read_place
from claims.capture import UNSAID, Taken, open_input
from claims.corrections import Corrections, read_corrections
from claims.errors import ClaimsError, UnknownEventError
from claims.extract import read_digits
from claims.ingest import extract_again, fetching, ingest_input
from claims.records import Event, StoredClaim
from claims.store import Decision, Ingested, Kind, Passage, Reading, Store, make_claim
from claims.vocabulary import Vocabulary
from claims.watching import Visit, watch

if TYPE_CHECKING:
    from claims.exchange.tables import ReadTable


class Collection:
    """A database as something that is filled; `claims.database.Database` is the same as something that is asked."""

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

    def ingest(self, what: Path | str, *, event: str | None = None, taken: Taken = UNSAID, **web: Any) -> Ingested:
        """Take in a page, folder, archive, feed, address or list of them, nothing known twice; raises CaptureError.

        `web` are the options of `claims.capture.web.Web`, such as `allow_private`.
        """
        with fetching(self.store, taken, **web) as fetch:
            found = open_input(str(what), fetch, taken)
            brought = ingest_input(self.store, found, event, zone=taken.zone, vocabulary=self.vocabulary)
            return sum((each.ingested for each in brought), Ingested())

    def import_table(
        self,
        path: Path | str,
        mapping: Path | str,
        event: str,
        *,
        published_at: date | datetime | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Ingested:
        """Take in a table by a mapping, shipped or of your own: each row an entry, each figure a claim.

        A later version of the table (the same address: `url`, else the mapping's, else the file's) changes what it
        changes. Raises CaptureError for no table, MappingError for a mapping that does not fit.
        """
        read = self.read_table(path, mapping, event, published_at=published_at, publisher=publisher, url=url)
        return self.store_table(read, event)

    def read_corrections(self, path: Path | str) -> Corrections:
        """What a researcher changed in an export of claims, before anything is written; raises CaptureError."""
        return read_corrections(self.store, Path(path), self.vocabulary)

    def take_corrections(
        self, corrections: Corrections, *, who: str, why: str | None = None
    ) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
        """One decision to amend for each claim that was changed, and what could not be amended, in words."""
        made: list[Decision] = []
        refused: list[str] = []
        for each in corrections.amendments:
            try:
                made.append(self.decide(each.uid, "amend", who=who, why=why, fields=each.fields))
            except ClaimsError as error:
                refused.append(f"Line {each.line}: {error}")
        return tuple(made), tuple(refused)

    def import_everything(self, path: Path | str) -> int:
        """Fill this empty database with all that another one held (`claims export --what everything`), ids and all.

        Returns how many rows; raises CaptureError, StoreError.
        """
        from claims.exchange.restoring import read_everything

        return read_everything(self.store, Path(path))

    def read_table(
        self,
        path: Path | str,
        mapping: Path | str,
        event: str,
        *,
        published_at: date | datetime | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> "ReadTable":
        """What `import_table` would store, without storing it: columns, claims, refused rows; raises as it does."""
        from claims.exchange.tables import event_for, read_file

        about = event_for(self.store, event)
        taken = Taken(url=url, published=published_at, publisher=publisher)
        return read_file(Path(path), mapping, about, self.vocabulary, taken)

    def store_table(self, read: "ReadTable", event: str) -> Ingested:
        """Store a table that was read; raises StoreError."""
        from claims.exchange.tables import event_for, store_table

        return store_table(self.store, read, event_for(self.store, event))

    def watch(self, url: str, *, every: float = 60.0, **options: Any) -> Iterator[Visit]:
        """Visit an address every so many seconds and store what changed; `options` as in `claims.watching.watch`."""
        return watch(self.store, url, every=every, vocabulary=self.vocabulary, **options)

    def extract_again(self, event: str | None = None) -> Ingested:
        """Read what is stored again with today's reader and extractor; no decision is lost."""
        return extract_again(self.store, event, self.vocabulary)

    def put_event(self, slug: str, *, title: str | None = None, place: str | None = None, **fields: Any) -> Event:
        """Add an event, or change what is said of the one of that slug; what is not given stays.

        `fields` are those of `claims.records.Event`. Raises ClaimsError for an unknown place or zone.
        """
        given = {"place": read_place(place), "title": title, **fields}
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
        said["place"] = read_place(said.get("place"))
        check_group(said.get("group_kind", "all"), self.vocabulary)
        if said["place"] is None:
            said |= {"place": self.store.event(event).place, "place_assumed": True}
        if said.get("value") is None and said.get("qualifier") != "vague":
            said["value"] = read_digits(number)
            if said["value"] is None:
                raise ClaimsError(f"The number {number!r} is not read by itself; say what it is with the value.")
        passage = passage or Passage(quote, url="by-hand:")
        claim = make_claim(quote, number, passage, metric=metric, **said)
        return self.store.add_by_hand(claim, passage, event=event, who=who)

    # Review

    def decide(
        self,
        claim: int | str,
        kind: Kind,
        *,
        who: str,
        why: str | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Record what a person does to the claim of that id or uid: accept, reject, amend, retract, comment, rank.

        `fields` are what "amend" changes, also as words (`claims.amending`), or `{"rank": "preferred"}`. Raises
        ClaimsError for what the vocabulary or the gazetteer does not know, or the entry does not hold.
        """
        said = dict(fields or {})
        if kind == "amend":
            stored = self.store.claim(claim)
            zone = self.store.event(stored.event).zone
            said = read_amendment(said, stored, self.store.entry_of(claim).text, zone, self.vocabulary)
        return self.store.decide(claim, kind, who, why, said)

    def undo(self, claim: int | str, *, who: str, why: str | None = None) -> Decision:
        """Take back the latest decision on a claim that none has taken back; raises StoreError where there is none."""
        return self.store.decide(claim, "undo", who, why)

    def decisions(self, claim: int | str) -> tuple[Decision, ...]:
        """What people did to a claim, oldest first; raises UnknownClaimError."""
        return self.store.decisions_of(claim)

    def readings(self, claim: int | str) -> tuple[Reading, ...]:
        """What extractors made of a claim, oldest first; raises UnknownClaimError."""
        return self.store.readings_of(claim)
