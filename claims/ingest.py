"""Capture → entries → extract → store: the only file that knows the order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from claims.capture import capture_file, capture_text
from claims.entries import read_page
from claims.errors import ClaimsError, UnknownEventError
from claims.extract import EXTRACTOR, Context, extract_claims
from claims.extract.explain import Explanation, explain
from claims.names import slugify
from claims.records import Capture, Claim, Event, Page
from claims.store import Ingested, Store
from claims.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class Taken:
    """What is said of a file when it is taken in, beside what stands in it; every part may be left out."""

    publisher: str | None = None
    published: date | datetime | None = None
    url: str | None = None
    zone: str | None = None
    """IANA name of the zone in which the page's bare clock times stand."""
    captured_at: datetime | None = None


UNSAID = Taken()


def read_file(path: Path, taken: Taken = UNSAID) -> Page:
    """A file's page with its dated entries; raises CaptureError."""
    return read_page(_capture(path, taken), zone=taken.zone)


def read_text(text: str, taken: Taken) -> Page:
    """The page of a text that stands in no file; raises CaptureError."""
    return read_page(capture_text(text, publisher=taken.publisher, published=taken.published), zone=taken.zone)


def explain_claims(page: Page, context: Context, vocabulary: Vocabulary) -> Iterator[Explanation]:
    """Why each entry of a page was read as it was."""
    return (explain(entry, context, vocabulary) for entry in page.entries)


def read_claims(page: Page, context: Context, vocabulary: Vocabulary) -> dict[str, tuple[Claim, ...]]:
    """The claims of each entry of a page, by the entry's key."""
    return {entry.key: extract_claims(entry, context, vocabulary) for entry in page.entries}


def ingest_file(
    store: Store, path: Path, event: str | None = None, taken: Taken = UNSAID, vocabulary: Vocabulary | None = None
) -> Ingested:
    """Capture a file, read it, extract its claims and store what is new; raises CaptureError and StoreError.

    Without `event`, the claims go to an event named after the page.
    """
    return ingest_capture(store, _capture(path, taken), event, zone=taken.zone, vocabulary=vocabulary)


def ingest_capture(
    store: Store,
    capture: Capture,
    event: str | None = None,
    *,
    zone: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Ingested:
    """Read a capture, extract its claims and store what is new; raises StoreError.

    One that is stored already is recognised before it is read. Without `event`, the claims go to an event named after
    the page; `zone` reads the clock times that name none.
    """
    if known := store.known(capture):
        return known
    vocabulary = vocabulary or load_vocabulary()
    page = read_page(capture, zone=zone)
    about = _event(store, event, page)
    fresh = page.model_copy(update={"entries": store.new_entries(page, capture.captured_at)})
    claims = read_claims(fresh, context_of(about, page), vocabulary)
    return store.add(capture, page, claims, about.slug, extractor=EXTRACTOR)


def _capture(path: Path, taken: Taken) -> Capture:
    return capture_file(
        path, publisher=taken.publisher, published=taken.published, url=taken.url, captured_at=taken.captured_at
    )


def _event(store: Store, slug: str | None, page: Page) -> Event:
    """The event of that slug, made where there is none; without one, that of the page or an event named after it.

    Live pages change their titles, so that a page taken in before keeps its event.
    """
    slug = slug or store.event_of(page.url)
    name = slug or page.title or PurePosixPath(urlsplit(page.url).path).stem
    try:
        return store.event(slug or slugify(name))
    except UnknownEventError:
        if slug and slugify(slug) != slug:
            raise ClaimsError(f"An event can't be named {slug!r}; name it {slugify(slug)}.") from None
        return store.put_event(Event(slug=slug or slugify(name), title=name))


def extract_again(store: Store, event: str | None = None, vocabulary: Vocabulary | None = None) -> Ingested:
    """Read the stored entries again with today's extractor: new readings, nothing twice, no decision lost."""
    vocabulary = vocabulary or load_vocabulary()
    total = Ingested()
    for about in (store.event(event),) if event else store.events():
        for entry_id, entry in store.entries_to_read(about.slug):
            context = context_of(about, store.page_of(entry_id))
            total += store.reread(entry_id, extract_claims(entry, context, vocabulary), EXTRACTOR)
    return total


def context_of(event: Event, page: Page) -> Context:
    """What an entry's claims take from its event and page where the text is silent."""
    return Context(
        publisher=page.publisher,
        place=event.place,
        zone=event.zone,
        began=event.starts_on.isoformat() if event.starts_on else None,
        page_text=page.text,
    )
