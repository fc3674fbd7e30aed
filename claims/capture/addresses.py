"""A text that lists addresses, one a line; lines that begin with # are comments."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from claims.capture.content import FEEDS
from claims.capture.feeds import linked_addresses
from claims.capture.met import Fetch, Item
from claims.errors import CaptureError
from claims.records import Capture, Problem


def read_list(text: str) -> tuple[str, ...] | None:
    """The addresses that a text lists, each once; None where a line is none, for then the text is a page."""
    found: dict[str, None] = {}
    for line in text.lstrip("\ufeff").splitlines():
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if not is_address(words):
            return None
        found[words] = None
    return tuple(found) or None


def is_address(words: str) -> bool:
    """Whether words are an address of the web and nothing else."""
    if not words.lower().startswith(("http://", "https://")) or len(words.split()) != 1:
        return False
    try:
        return bool(urlsplit(words).netloc)
    except ValueError:
        return False


def fetch_each(addresses: tuple[str, ...], fetch: Fetch, *, follow: bool) -> Iterator[tuple[int, Item]]:
    """The page of each address, or why there is none, with how many addresses are done.

    With `follow`, a feed is followed by the pages that it links to.
    """
    for number, url in enumerate(addresses, 1):
        page = _fetched(url, fetch)
        yield number, page
        if follow and isinstance(page, Capture) and page.media_type in FEEDS:
            for link in linked_addresses(page):
                yield number, _fetched(link, fetch)


def _fetched(url: str, fetch: Fetch) -> Item:
    try:
        return fetch(url)
    except CaptureError as error:
        return Problem(where=url, what="", why=str(error))
