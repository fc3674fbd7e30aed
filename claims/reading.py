"""Capture → entries → extract: what is read from a page.

It stores nothing, and so loads no database: SQLAlchemy takes longer to load than a text to read.
"""

from collections.abc import Iterator
from pathlib import Path

from claims.capture import UNSAID, Taken, capture_file, capture_text
from claims.entries import read_page
from claims.extract import Context, extract_claims
from claims.extract.explain import Explanation, explain
from claims.records import Capture, Claim, Event, Page
from claims.vocabulary import Vocabulary


def read_file(path: Path, taken: Taken = UNSAID) -> Page:
    """A file's page with its dated entries; raises CaptureError, and ClaimsError where there is no such zone."""
    return read_page(capture_saved(path, taken), zone=taken.zone)


def read_text(text: str, taken: Taken) -> Page:
    """The page of a text that stands in no file; raises CaptureError, and ClaimsError where there is no such zone."""
    return read_page(capture_text(text, publisher=taken.publisher, published=taken.published), zone=taken.zone)


def explain_claims(page: Page, context: Context, vocabulary: Vocabulary) -> Iterator[Explanation]:
    """Why each entry of a page was read as it was."""
    return (explain(entry, context, vocabulary) for entry in page.entries)


def read_claims(page: Page, context: Context, vocabulary: Vocabulary) -> dict[str, tuple[Claim, ...]]:
    """The claims of each entry of a page, by the entry's key."""
    return {entry.key: extract_claims(entry, context, vocabulary) for entry in page.entries}


def capture_saved(path: Path, taken: Taken = UNSAID) -> Capture:
    """Take in a saved page, with what is said of it; raises CaptureError."""
    return capture_file(
        path, publisher=taken.publisher, published=taken.published, url=taken.url, captured_at=taken.captured_at
    )


def context_of(event: Event, page: Page) -> Context:
    """What an entry's claims take from its event and page where the text is silent."""
    return Context(
        publisher=page.publisher,
        place=event.place,
        zone=event.zone,
        began=event.starts_on.isoformat() if event.starts_on else None,
        page_text=page.text,
    )
