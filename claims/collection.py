"""What goes into a database: pages of all kinds, events, claims entered by hand."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from claims.amending import read_amendment
from claims.asking import check_group, checked, read_date, read_moment, read_place
from claims.capture import Taken, Visiting, open_input
from claims.corrections import Corrections, read_corrections
from claims.errors import ClaimsError, UnknownEventError
from claims.extract import read_digits
from claims.ingest import extract_again, fetching, ingest_input
from claims.records import Event, Source, StoredClaim
from claims.store import (
    Decision,
    EventRule,
    Ingested,
    Kind,
    Passage,
    Placing,
    Reading,
    SourceDecision,
    Store,
    Suggestion,
    make_claim,
)
from claims.vocabulary import Vocabulary
from claims.watching import Visit, watch

if TYPE_CHECKING:
    from claims.exchange.tables import ReadTable


class Collection:
    """A database as something that is filled; `claims.contents.Contents` is the same looked through."""

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

    def ingest(
        self,
        what: Path | str,
        *,
        event: str | None = None,
        publisher: str | None = None,
        published: str | date | None = None,
        url: str | None = None,
        zone: str | None = None,
        captured_at: str | datetime | None = None,
        **web: Unpack[Visiting],
    ) -> Ingested:
        """Take in a page, folder, archive, feed, address or list of them, nothing known twice; raises CaptureError.

        What is said of it goes before what stands in it, and `zone` is that of bare clock times; `url` and
        `captured_at` name one page only. `web` says how the web is visited, as for `claims.capture.web.Web`.
        """
        if strange := web.keys() - Visiting.__optional_keys__:
            raise TypeError(f"ingest() takes no option {min(strange)!r}")
        when = read_moment(captured_at, "UTC", end=False)
        taken = Taken(publisher, read_date(published), url, zone, when)
        with fetching(self.store, taken, **web) as fetch:
            found = open_input(str(what), fetch, taken)
            brought = ingest_input(self.store, found, event, zone=zone, vocabulary=self.vocabulary)
            return sum((each.ingested for each in brought), Ingested())

    def import_table(
        self,
        path: Path | str,
        mapping: Path | str,
        event: str,
        *,
        published_at: str | date | None = None,
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

    def import_readings(self, address: str | Path, event: str | None = None) -> Ingested:
        """Take in a data set that `claims extract --out` made, a folder or fsspec address, nothing known twice.

        Each page goes to `event`, else to one named after it. Broken off, the same call goes on. Raises ClaimsError.
        """
        from claims.cluster import load_archive

        return sum((each.ingested for each in load_archive(self.store, str(address), event)), Ingested())

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
        published_at: str | date | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> "ReadTable":
        """What `import_table` would store, without storing it: columns, claims, refused rows; raises as it does."""
        from claims.exchange.tables import event_for, read_file

        about = event_for(self.store, event)
        taken = Taken(url=url, published=read_date(published_at), publisher=publisher)
        return read_file(Path(path), mapping, about, self.vocabulary, taken)

    def store_table(self, read: "ReadTable", event: str) -> Ingested:
        """Store a table that was read; raises StoreError, ClaimsError for what can't be an event's name."""
        from claims.exchange.tables import event_for, store_table

        return store_table(self.store, read, event_for(self.store, event))

    def watch(self, url: str, *, every: float = 60.0, **options: Any) -> Iterator[Visit]:
        """Visit an address every so many seconds and store what changed; `options` as in `claims.watching.watch`.

        Raises ClaimsError for less than a second or more than 30 days, CaptureError where it can't be watched.
        """
        return watch(self.store, url, every=every, vocabulary=self.vocabulary, **options)

    def extract_again(self, event: str | None = None) -> Ingested:
        """Read what is stored again with today's reader and extractor; no decision is lost.

        Raises UnknownEventError, StoreError.
        """
        return extract_again(self.store, event, self.vocabulary)

    def put_event(self, slug: str, *, title: str | None = None, place: str | None = None, **fields: Any) -> Event:
        """Add an event, or change what is said of the one of that slug; what is not given stays.

        `fields` are those of `claims.records.Event`; `parent=""` takes it out of the event that holds it. Raises
        ClaimsError for an unknown place or zone, and for events that would hold each other.
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

    def rename_event(self, slug: str, name: str, *, who: str, why: str | None = None) -> Event:
        """Give an event another name; the old one still leads to it. Raises ClaimsError."""
        checked(Event, {"slug": name, "title": name})
        return self.store.rename_event(slug, name, who, why)

    def merge_events(self, slug: str, *, into: str, who: str, why: str | None = None) -> Event:
        """Say that an event is another one, which then has its claims, pages, rules and parts. Raises ClaimsError."""
        return self.store.merge_events(slug, into, who, why)

    def part_event(self, slug: str, *, who: str, why: str | None = None) -> Event:
        """Take a merge back; what was moved since stays where it is. Raises ClaimsError."""
        return self.store.part_event(slug, who, why)

    # Rules

    def add_rule(
        self,
        event: str,
        *,
        who: str,
        page: str | None = None,
        place: str | None = None,
        since: date | None = None,
        until: date | None = None,
        metric: str | None = None,
        among: str | None = None,
    ) -> EventRule:
        """State that claims belong to an event: of pages whose address begins so, in a place, on days, of a metric.

        A place without days means the event's own; `among` leaves the claims that were read into that event. Claims to
        come go there at once, those stored when the rules are applied (`apply_rules`). Raises ClaimsError.
        """
        if metric is not None:
            self.vocabulary.metric(metric)
        key = read_place(place)
        return self.store.add_rule(
            event, who, among=among, page=page, place=key, since=since, until=until, metric=metric
        )

    def rules(self) -> tuple[EventRule, ...]:
        """The rules that say which claims belong to an event."""
        return self.store.rules()

    def remove_rule(self, number: int) -> EventRule:
        """Take a rule back; what it moved goes back when the rules are applied. Raises ClaimsError."""
        return self.store.remove_rule(number)

    def apply_rules(self, *, dry_run: bool = False) -> tuple[Placing, ...]:
        """Move the stored claims that rules put elsewhere; what a person moved or entered stays where it is."""
        return self.store.apply_rules(dry_run=dry_run)

    # Review

    def decide(
        self,
        claim: int | str,
        kind: Kind,
        *,
        who: str,
        why: str | None = None,
        fields: Mapping[str, Any] | None = None,
        seen: int | None = None,
    ) -> Decision:
        """Record what a person does to the claim of that id or uid; `claims.store.Kind` names what there is.

        `fields` are what "amend" changes, also as words (`claims.amending`), `{"rank": "preferred"}`, or for "move"
        `{"event": "flood-2022"}`. Raises ClaimsError for what the vocabulary or the gazetteer does not know, or the
        entry does not hold. `seen` is the id of the latest decision that the person knew of, 0 for none; raises
        DecidedSinceError where there is a later one.
        """
        said = dict(fields or {})
        if kind == "amend":
            stored = self.store.claim(claim)
            zone = self.store.event(stored.event).zone
            said = read_amendment(said, stored, self.store.entry_of(claim).text, zone, self.vocabulary)
        return self.store.decide(claim, kind, who, why, said, seen)

    def move(
        self, claims: int | str | Iterable[int | str], *, to: str, who: str, why: str | None = None
    ) -> tuple[Decision, ...]:
        """Put claims into another event, by a decision on each; what a person moved is moved by no rule.

        Raises UnknownClaimError, UnknownEventError.
        """
        return self.store.move((claims,) if isinstance(claims, int | str) else claims, to, who, why)

    def undo(self, claim: int | str, *, who: str, why: str | None = None, seen: int | None = None) -> Decision:
        """Take back the latest decision on a claim that none has taken back; raises StoreError where there is none."""
        return self.store.decide(claim, "undo", who, why, seen=seen)

    def decisions(self, claim: int | str) -> tuple[Decision, ...]:
        """What people did to a claim, oldest first; raises UnknownClaimError."""
        return self.store.decisions_of(claim)

    def readings(self, claim: int | str) -> tuple[Reading, ...]:
        """What extractors made of a claim, oldest first; raises UnknownClaimError."""
        return self.store.readings_of(claim)

    # Sources

    def edit_source(self, slug: str, *, who: str, why: str | None = None, **fields: str | None) -> Source:
        """Change what is said of a source: name, kind, side, country, speaks_for, reliability, wikidata, alias.

        None leaves a field, "" takes it away. Raises UnknownSourceError, StoreError.
        """
        return self.store.edit_source(slug, who=who, why=why, **fields)

    def merge_sources(self, slug: str, into: str, *, who: str, why: str | None = None) -> SourceDecision:
        """Let every name of a source mean another, also when it is seen again; no stored word changes.

        Raises UnknownSourceError, StoreError.
        """
        return self.store.merge_source(slug, into, who=who, why=why)

    def suggested_merges(self) -> tuple[Suggestion, ...]:
        """Which sources may be one, and which may speak for a body, each with a score and its reason, surest first."""
        return self.store.suggested_merges()

    def split_source(
        self, slug: str, names: str | Iterable[str], into: str | None = None, *, who: str, why: str | None = None
    ) -> SourceDecision:
        """Let some names of a source mean the source of the slug `into`, or a new one of that name.

        Raises UnknownSourceError, StoreError.
        """
        some = (names,) if isinstance(names, str) else tuple(names)
        return self.store.split_source(slug, some, into, who=who, why=why)

    def distinct_sources(self, slug: str, other: str, *, who: str, why: str | None = None) -> SourceDecision:
        """Note that two sources are not the same: they are not suggested again; raises StoreError."""
        return self.store.distinct_sources(slug, other, who=who, why=why)

    def undo_source(
        self, slug: str, *, who: str, why: str | None = None, decision: int | None = None
    ) -> SourceDecision:
        """Take back the latest decision on a source that none has taken back, or that one; raises StoreError."""
        return self.store.undo_source(slug, who=who, why=why, decision=decision)

    def source_decisions(self, slug: str) -> tuple[SourceDecision, ...]:
        """What people did to a source, oldest first; raises UnknownSourceError."""
        return self.store.source_decisions(slug)
