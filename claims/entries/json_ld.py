"""Pages that state what they hold as JSON-LD: a LiveBlogPosting with its updates, or an article's own facts."""

import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from claims.entries.keys import first_words, tell_apart
from claims.entries.layout import Facts, Reading
from claims.entries.markup import clean, language_code, plain_text
from claims.records import Entry, Moment, Problem
from claims.times import find_zone, read_iso

_ESCAPED = 2
"""How many times over a text may be escaped."""

_WRAPPING = " \t\r\n;"
_DATES = ("datePublished", "dateCreated", "uploadDate", "dateModified")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Update:
    key: str
    headline: str
    text: str
    stamp: str | None
    posted_at: Moment | None


def read_nodes(blocks: Iterable[str], url: str) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """Every object in a page's JSON-LD, outer ones first, and a problem for each block that is no JSON."""
    nodes: list[Node] = []
    problems: list[Problem] = []
    for block in blocks:
        written = block.strip(_WRAPPING).removeprefix("<!--").removesuffix("-->").strip(_WRAPPING)
        try:
            nodes.extend(_objects(json.loads(written, strict=False)))
        except (ValueError, RecursionError) as error:
            why = f"The page's JSON-LD can't be read ({str(error)[:80]}); its text was read instead."
            problems.append(Problem(where=url, what=clean(written[:200]), why=why))
    return tuple(nodes), tuple(problems)


def _objects(data: Any) -> Iterator[Node]:
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(reversed(item.values()))
        elif isinstance(item, list):
            waiting.extend(reversed(item))


def _is_a(node: Node, *endings: str) -> bool:
    return any(isinstance(kind, str) and kind.endswith(endings) for kind in _listed(node.get("@type")))


def article_facts(nodes: Iterable[Node], zone: tzinfo | None) -> Facts:
    """What the first article, posting or live blog among the nodes says of itself."""
    node = next((node for node in nodes if _is_a(node, "Article", "LiveBlogPosting")), None)
    return _facts(node, zone) if node else Facts()


def _facts(node: Node, zone: tzinfo | None) -> Facts:
    publisher = node.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    return Facts(
        title=_line(node.get("headline")) or _line(node.get("name")) or None,
        language=language_code(_words(node.get("inLanguage"))),
        publisher=(_line(publisher.get("name")) if isinstance(publisher, dict) else _line(publisher)) or None,
        published_at=read_iso(_words(node.get("datePublished")), zone),
    )


def read_live_blog(nodes: Sequence[Node], url: str, zone_name: str | None) -> Reading | None:
    """The posts of the live blog among the nodes that has the most; None where there is none with posts."""
    blogs = [node for node in nodes if _is_a(node, "LiveBlogPosting")]
    blog = max(blogs, key=lambda node: len(_listed(node.get("liveBlogUpdate"))), default=None)
    if blog is None:
        return None
    zone = find_zone(zone_name) if zone_name else None
    updates: list[_Update] = []
    problems: list[Problem] = []
    for number, node in enumerate(_listed(blog.get("liveBlogUpdate")), 1):
        update = _update(node, blog, zone)
        if update:
            updates.append(update)
        if why := _missing(update):
            what = (
                " ".join(update.text.split())
                if update
                else f"fields: {', '.join(node)}"
                if isinstance(node, dict)
                else ""
            )
            problems.append(Problem(where=f"{url} (update {number})", what=clean(what[:200]), why=why))
    if not updates:
        return None
    text, entries = _joined(updates)
    return Reading("json-ld", text, entries, _facts(blog, zone), zone_name, tuple(problems))


def _missing(update: _Update | None) -> str | None:
    if update is None:
        return "An update of the live blog has neither headline nor text."
    return None if update.posted_at else "An update of the live blog has no date that can be read."


def _update(node: Any, blog: Node, zone: tzinfo | None) -> _Update | None:
    if not isinstance(node, dict):
        return None
    headline = _line(node.get("headline")) or _line(node.get("name"))
    body = _body(node.get("articleBody")) or _body(node.get("text")) or _body(node.get("description"))
    first, _, rest = body.partition("\n")
    if headline and _line(first) == headline:
        body = rest.strip()
    if not (headline or body):
        return None
    stamp = next((words for name in _DATES if (words := _words(node.get(name)).strip())), None)
    posted_at = read_iso(stamp, zone) if stamp else None
    text = "\n".join(filter(None, (headline, body)))
    key = _address(node, blog) or " ".join(filter(None, (stamp, first_words(text))))
    return _Update(key, headline, text, stamp, posted_at)


def _address(node: Node, blog: Node) -> str | None:
    """The update's own id or address, unless it is that of the page."""
    page = {_words(blog.get(name)) for name in ("@id", "url", "mainEntityOfPage")} | {""}
    return next((words for name in ("@id", "url") if (words := _words(node.get(name)).strip()) not in page), None)


def _joined(updates: Sequence[_Update]) -> tuple[str, tuple[Entry, ...]]:
    """The page's text, posts set apart by blank lines, and its entries."""
    shared = {update.key for update in updates}
    updates = updates if len(shared) > 1 else [_without_address(update) for update in updates]
    dated = [update.posted_at.at for update in updates if update.posted_at]
    keys = tell_apart([update.key for update in updates], bool(dated) and dated[0] >= dated[-1])
    entries, start = [], 0
    for update, key in zip(updates, keys, strict=True):
        entries.append(
            Entry(
                key=key,
                text=update.text,
                start=start,
                headline=update.headline or None,
                posted_at=update.posted_at,
                stamp=update.stamp,
            )
        )
        start += len(update.text) + 2
    return "\n\n".join(update.text for update in updates), tuple(entries)


def _without_address(update: _Update) -> _Update:
    """Keyed by stamp and words, for pages that give all their posts one address."""
    return replace(update, key=" ".join(filter(None, (update.stamp, first_words(update.text)))))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: Any) -> str:
    """A JSON-LD text: a string, or an object that holds one."""
    if isinstance(value, dict):
        value = next((value[name] for name in ("@value", "text", "articleBody", "name", "@id") if name in value), "")
    return clean(value) if isinstance(value, str) else ""


def _line(value: Any) -> str:
    """A headline: unescaped, without tags, on one line."""
    return " ".join(_body(value).split())


def _body(value: Any) -> str:
    """The words of a text that may be HTML, escaped once or twice, or listed by paragraph."""
    if isinstance(value, list):
        return "\n".join(filter(None, (_body(item) for item in value if not isinstance(item, list))))
    words = _words(value)
    for _ in range(_ESCAPED):
        words = clean(plain_text(html.unescape(words)))
    return words.replace("\r\n", "\n").strip()
