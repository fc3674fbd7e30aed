"""The pages that a feed links to."""

from urllib.parse import urldefrag, urljoin

from lxml import etree

from claims.records import Capture

MOST = 1_000
"""The most pages that are followed from one feed."""

_LONGEST = 8_000


def linked_addresses(feed: Capture) -> tuple[str, ...]:
    """The addresses of a feed's items, in its order, each once; relative ones stand against the feed's own."""
    parser = etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(feed.content.decode(feed.encoding, errors="replace").encode(), parser)
    except etree.XMLSyntaxError:
        return ()  # nothing of it is XML, as its page says
    if tree is None:
        return ()
    found: dict[str, None] = {}
    for item in tree.iter("{*}item", "{*}entry"):
        link = next((words for child in item.iterchildren("{*}link") if (words := _target(child))), "")
        if link and len(link) < _LONGEST and len(found) < MOST:
            found[_joined(feed.url, link)] = None
    return tuple(url for url in found if url.startswith(("http://", "https://")))


def _target(link: etree._Element) -> str:
    """Where a link leads: RSS writes it as text, Atom as an attribute."""
    words = link.get("href", "") if link.get("rel", "alternate") == "alternate" else ""
    return (words or link.text or "").strip()


def _joined(base: str, link: str) -> str:
    try:
        return urldefrag(urljoin(base, link)).url
    except ValueError:
        return ""
