"""A text that lists addresses, one a line; lines that begin with # are comments."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from claims.capture.content import FEEDS
from claims.capture.feeds import linked_addresses
from claims.capture.met import Fetch, Item
from claims.capture.url import LONGEST
from claims.errors import CaptureError
from claims.records import Capture, Problem


def read_list(text: str) -> tuple[str, ...] | None:
    """The lines of a list of addresses, each once; None where not even half of them are some: the text is a page.

    What is no address among them stays, so that fetching it says so.
    """
    lines = [words for line in text.lstrip("\ufeff").splitlines() if (words := line.strip())]
    lines = [words for words in lines if not words.startswith("#")]
    if 2 * sum(map(is_address, lines)) <= len(lines):
        return None
    return tuple(dict.fromkeys(lines))


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
        return Problem(where=url[:LONGEST], what="", why=str(error))
