"""The pages that a feed links to."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from lxml import etree

from claims.records import Capture

MOST = 1_000
"""The most pages that are followed from one feed."""

_LONGEST = 8_000
"""Characters of an address from which on it is none."""


def linked_addresses(feed: Capture) -> tuple[str, ...]:
    """The addresses of a feed's items, in its order, each once; relative ones as the feed says, or against its own."""
    parser = etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False, no_network=True)
    content = feed.content.decode(feed.encoding, errors="replace").encode()
    try:
        tree = etree.fromstring(content, parser, base_url=feed.url)
    except etree.XMLSyntaxError:
        return ()  # nothing of it is XML, as its page says
    if tree is None:
        return ()
    found: dict[str, None] = {}
    for item in tree.iter("{*}item", "{*}entry"):
        if len(found) < MOST and (link := next(filter(None, map(_target, _links(item))), None)):
            found[link] = None
    return tuple(url for url in found if url.startswith(("http://", "https://")))


def _links(item: etree._Element) -> Iterator[etree._Element]:
    """The elements that may say where an item's page is: RSS items without a link name it by their id."""
    yield from item.iterchildren("{*}link")
    yield from (each for each in item.iterchildren("guid") if each.get("isPermaLink", "true").strip() == "true")


def _target(link: etree._Element) -> str:
    """Where a link leads: RSS writes it as text, Atom as an attribute."""
    words = link.get("href", "") if link.get("rel", "alternate") == "alternate" else ""
    words = (words or link.text or "").strip()
    if not words or len(words) >= _LONGEST:
        return ""
    try:
        return urldefrag(urljoin(link.base or "", words)).url
    except ValueError:
        return ""
