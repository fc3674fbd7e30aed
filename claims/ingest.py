"""Capture → entries → extract → store: what is taken in is read (`claims.reading`) and stored."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claims.capture import UNSAID, Fetch, Input, PassedOver, Taken
from claims.entries import READER, read_page
from claims.errors import ClaimsError, UnknownEventError
from claims.extract import extract_claims, extractor_of
from claims.names import slugify
from claims.reading import context_of, read_claims
from claims.records import Capture, Claim, Event, Page, Problem
from claims.store import Ingested, Store
from claims.times import find_zone
from claims.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from claims.capture.web import Web


def ingest_capture(
    store: Store,
    capture: Capture,
    event: str | None = None,
    *,
    zone: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Ingested:
    """Read a capture, extract its claims and store what is new.

    One that is stored already is recognised before it is read. Without `event`, the claims go to that of a rule
    for the page, else to an event named after it; `zone` reads the clock times that name none. Raises StoreError, and
    ClaimsError where there is no such zone, or `event` can't be the name of one.
    """
    if known := store.known(capture):
        return known
    vocabulary = vocabulary or load_vocabulary()
    page = read_page(capture, zone=zone)
    about = _event_of(store, page, event)
    fresh = page.model_copy(update={"entries": store.new_entries(page, capture.captured_at)})
    claims = read_claims(fresh, context_of(about, page), vocabulary)
    return store.add(capture, page, claims, about.slug, extractor=extractor_of(vocabulary))


def ingest_read(
    store: Store, capture: Capture, page: Page, found: Mapping[str, Sequence[Claim]], extractor: str, event: str | None
) -> Ingested:
    """Store a page that was read elsewhere, with its claims by their entry's key, if it is new; raises StoreError.

    Figures whose place nothing in the text told are of the event's place, marked assumed.
    """
    if known := store.known(capture):
        return known
    about = _event_of(store, page, event)
    here = {"place": about.place, "place_assumed": about.place is not None}
    claims = {
        key: tuple(claim if claim.place else claim.model_copy(update=here) for claim in each)
        for key, each in found.items()
    }
    return store.add(capture, page, claims, about.slug, extractor=extractor)


@dataclass(frozen=True, slots=True)
class Brought:
    """What an item of an input brought: a page that was taken in, a problem, or something that was passed over."""

    name: str
    """Address of the page, or where the problem lies."""
    done: int
    """How far the input is read, in what its total counts."""
    ingested: "Ingested"
    problem: Problem | None = None
    passed_over: str | None = None


def ingest_input(
    store: "Store",
    found: Input,
    event: str | None = None,
    *,
    zone: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Iterator[Brought]:
    """Take in what an input holds, one item after the other, and say what each brought.

    Each is stored as a whole before the next is read: broken off anywhere, the same call goes on where it was. Raises
    CaptureError for an input of one page that can't be read; in one of many that is a problem, and stored. Raises
    otherwise what `ingest_capture` raises.
    """
    from claims.store import Ingested

    for met in found.read():
        match met.item:
            case Capture():
                ingested = ingest_capture(store, met.item, event, zone=zone, vocabulary=vocabulary)
                yield Brought(met.item.url, met.done, ingested)
            case Problem():
                if event:
                    event_named(store, event, event)
                new = store.add_problem(met.item, event)
                yield Brought(met.item.where, met.done, Ingested(problems=int(new)), met.item)
            case PassedOver():
                yield Brought(found.name, met.done, Ingested(), passed_over=met.item.what)


@contextmanager
def fetching(store: "Store", taken: Taken = UNSAID, **options: Any) -> Iterator[Fetch]:
    """What captures addresses as long as the context lasts; the web, with its options, is opened at the first one.

    A page that is unchanged is given as it is stored. What it yields raises CaptureError, and UnreachableError where
    trying again later may help.
    """
    with ExitStack() as opened:
        webs: list[Web] = []

        def fetch(url: str) -> Capture:
            if not webs:
                from claims.capture.web import Web

                webs.append(opened.enter_context(Web(**options)))
            before = store.latest_capture(url)
            page = webs[0].capture(url, publisher=taken.publisher, published=taken.published, before=before)
            known = page or before
            assert known is not None
            return known

        yield fetch


def _event_of(store: Store, page: Page, event: str | None) -> Event:
    """The event that a page's claims go to: a live page changes its title, so one taken in before keeps its event."""
    slug = event or store.event_of(page.url) or store.default_event(page.url)
    return event_named(store, slug, page.title or PurePosixPath(urlsplit(page.url).path).stem)


def event_named(store: Store, slug: str | None, page: str) -> Event:
    """The event of that slug, made where there is none; without one, an event of the name of the page.

    Raises ClaimsError for what can't be a slug.
    """
    name = slug or page
    try:
        return store.event(slug or slugify(name))
    except UnknownEventError:
        if slug and slugify(slug) != slug:
            raise ClaimsError(f"An event can't be named {slug!r}; name it {slugify(slug)}.") from None
        return store.put_event(Event(slug=slug or slugify(name), title=name))


def extract_again(store: Store, event: str | None = None, vocabulary: Vocabulary | None = None) -> Ingested:
    """Read what is stored again with today's reader and extractor: new readings, nothing twice, no decision lost.

    Bytes that another version of the reader read become a new page; claims move to where their words stand in it.
    Raises UnknownEventError, StoreError.
    """
    vocabulary = vocabulary or load_vocabulary()
    extractor = extractor_of(vocabulary)
    total = Ingested()
    for page_id, capture, zone in store.pages_to_read(READER, event):
        page = read_page(capture, zone=zone if zone and find_zone(zone) else None)
        total += store.reread_page(page_id, page, extractor)
    for about in (store.event(event),) if event else store.events():
        for entry_id, entry in store.entries_to_read(about.slug):
            context = context_of(about, store.page_of(entry_id))
            total += store.reread(entry_id, extract_claims(entry, context, vocabulary), extractor)
    return total
