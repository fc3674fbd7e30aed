"""Feeds, RSS and Atom: each item an entry with its own time, its words without markup."""

import html
import re
from collections.abc import Iterator
from datetime import tzinfo
from email.utils import parsedate_to_datetime
from html.entities import html5
from itertools import islice

from lxml import etree

from claims.entries.keys import first_words
from claims.entries.layout import Facts, Reading
from claims.entries.markup import clean, language_code, plain_text
from claims.entries.page_text import StatedPost, placed_posts
from claims.records import Moment, Problem
from claims.times import day_of, find_zone, moment_of, read_iso

MOST = 20_000
"""The most items that are read from one feed."""

_NAMESPACES = frozenset(
    (
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/rss/1.0/",
        "http://purl.org/rss/1.0/modules/content/",
        "http://purl.org/dc/elements/1.1/",
        "http://my.netscape.com/rdf/simple/0.9/",
    )
)
"""Whose elements say what an item holds; those of others (pictures, players) use the same names for other things."""
_PREFIXES = frozenset(("atom", "content", "dc", "rss"))
"""Prefixes that are understood where a feed forgets to declare them."""

_TITLES = ("title",)
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")
_KEYS = ("guid", "id")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#x[\da-fA-F]{1,6};)([a-zA-Z][a-zA-Z0-9]{1,30};)?")
_OF_XML = {"amp;": "&#38;", "lt;": "&#60;", "gt;": "&#62;", "quot;": "&#34;", "apos;": "&#39;"}
_CLOCK = re.compile(r"\d:\d\d")
_ESCAPED = 2
"""How many times over an item's HTML may be escaped."""


def read_feed(text: str, url: str, zone_name: str | None) -> Reading:
    """The items of a feed in its order, newest first as a rule; what is broken is read as far as it goes."""
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(_plain_xml(text).encode(), parser)
    except etree.XMLSyntaxError:
        tree = None
    problems = [_broken(entry, url) for entry in islice(parser.error_log.filter_from_errors(), 1)]
    if tree is None:
        return Reading("feed", "", (), problems=tuple(problems))
    zone = find_zone(zone_name) if zone_name else None
    items: list[StatedPost] = []
    for number, element in enumerate(tree.iter("{*}item", "{*}entry"), 1):
        if number > MOST:
            why = f"The feed has more than {MOST} items; those that follow were not read."
            problems.append(Problem(where=url, what="", why=why))
            break
        item = _item(element, zone)
        if item.text:
            items.append(item)
        if missing := _missing(item):
            what = " ".join(item.text.split())[:200]
            problems.append(Problem(where=f"{url} (item {number})", what=what, why=missing))
    whole, entries = placed_posts(items)
    return Reading("feed", whole, entries, _facts(tree), zone_name, tuple(problems))


def _plain_xml(text: str) -> str:
    """The feed without its declared encoding, which no longer holds, and without names for characters.

    Those of XML become numbers, for behind an error the parser forgets them; those of HTML characters; all others, the
    feed's own too, which could grow without bound, stay as written.
    """
    body = _DECLARATION.sub("", clean(text).removeprefix("\ufeff"), count=1)
    return _AMPERSAND.sub(_without_name, body)


def _without_name(found: re.Match[str]) -> str:
    name = found[1] or ""
    return _OF_XML.get(name) or html5.get(name) or f"&#38;{name}"


def _broken(error: "etree._LogEntry", url: str) -> Problem:
    why = f"The feed is broken XML ({error.message[:80]}); what could be read of it was."
    return Problem(where=f"{url} (line {error.line})", what="", why=why)


def _item(element: etree._Element, zone: tzinfo | None) -> StatedPost:
    headline = " ".join(_first(element, _TITLES).split())
    body = _first(element, _BODIES)
    first, _, rest = body.partition("\n")
    if headline and " ".join(first.split()) == headline:
        body = rest.strip()
    stamp = " ".join(_first(element, _DATES).split()) or None
    text = "\n".join(filter(None, (headline, body)))
    key = _first(element, _KEYS) or _link(element) or " ".join(filter(None, (stamp, first_words(text))))
    return StatedPost(key, headline, text, stamp, _posted(stamp, zone) if stamp else None)


def _missing(item: StatedPost) -> str | None:
    if not item.text:
        return "An item of the feed has neither title nor text."
    return None if item.posted_at else "An item of the feed has no date that can be read."


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element.iterchildren("*"):
        space, _, local = child.tag.rpartition("}")
        prefix, _, bare = local.rpartition(":")
        known = space.lstrip("{") in _NAMESPACES if space else not prefix or prefix in _PREFIXES
        if bare == name and known:
            yield child


def _first(element: etree._Element, names: tuple[str, ...]) -> str:
    """The words of the first child of one of the names that has some, names in order."""
    return next((words for name in names for child in _children(element, name) if (words := _words(child))), "")


def _words(element: etree._Element) -> str:
    """What an element says: text, HTML escaped in it, or markup of its own."""
    if len(element) and element.get("type") == "xhtml":
        words = etree.tostring(element, encoding="unicode", with_tail=False)
    else:
        words = "".join(part for part in element.itertext() if isinstance(part, str))
    for _ in range(_ESCAPED):
        words = clean(plain_text(html.unescape(words)))
    return words.replace("\r\n", "\n").strip()


def _link(element: etree._Element, relation: str = "alternate") -> str:
    links = (
        (child.get("rel", "alternate"), child.get("href") or child.text or "") for child in _children(element, "link")
    )
    return next((href.strip() for rel, href in links if rel == relation and href.strip()), "")


def _posted(stamp: str, zone: tzinfo | None) -> Moment | None:
    """When an item was posted: ISO 8601, as Atom writes it, or the form of mail, as RSS does."""
    if found := read_iso(stamp, zone):
        return found
    try:
        when = parsedate_to_datetime(stamp if _CLOCK.search(stamp) else f"{stamp} 00:00")
        if not 1900 <= when.year <= 2100:
            return None
        return moment_of(when, zone) if _CLOCK.search(stamp) else day_of(when.date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _facts(tree: etree._Element) -> Facts:
    """What the feed says of itself: RSS in its channel, Atom at its top."""
    top = next(tree.iterchildren("{*}channel"), tree)
    title = " ".join(_first(top, _TITLES).split()) or None
    own = _link(top, "self")
    language = _first(top, ("language",)) or top.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return Facts(
        url=own if own.startswith(("http://", "https://")) else None,
        title=title,
        language=language_code(language),
        publisher=_first(top, ("publisher",)) or title,
    )
