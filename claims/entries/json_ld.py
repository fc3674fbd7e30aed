"""Pages that state what they hold as JSON-LD: live blogs with their updates, or an article's own facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

from claims.entries.keys import first_words
from claims.entries.layout import Facts, Reading
from claims.entries.markup import clean, language_code
from claims.entries.nodes import Data, Node, body_of, is_a, line_of, listed, moment_of_data, words_of
from claims.entries.page_text import StatedPost, placed_posts
from claims.entries.stamps import MOST
from claims.records import Entry, Problem
from claims.times import find_zone

_DATES = ("datePublished", "dateCreated", "uploadDate", "dateModified")
_CUT = ("…", "...")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the data of a page say of the article in it."""

    facts: Facts = field(default_factory=Facts)
    body: str = ""
    descriptions: tuple[str, ...] = ()
    live: bool = False
    """Whether it is a live blog that they describe."""


def read_stated(data: Data, zone: tzinfo | None, titles: Iterable[str] = ()) -> Stated:
    """What the first live blog among the objects, else the article that the page's titles name, says of itself."""
    nodes = [node for node in data.nodes if is_a(node, "Article", "LiveBlogPosting")]
    nodes = nodes or [node for node in data.nodes if is_a(node, "BlogPosting", "Report")]
    live = [node for node in nodes if is_a(node, "LiveBlogPosting")]
    if not nodes:
        return Stated()
    shown = frozenset(word for title in titles for word in title.casefold().split())
    node = max(live or nodes, key=lambda node: _fits(node, shown))
    descriptions = tuple(filter(None, (line_of(node.get(name)) for name in ("description", "alternativeHeadline"))))
    return Stated(_facts(node, data, zone), body_of(node.get("articleBody")), descriptions, bool(live))


def _fits(node: Node, shown: frozenset[str]) -> tuple[bool, float]:
    """How well an object fits the page: whether it says when and what, and how much of its headline is shown."""
    words = line_of(node.get("headline"))[:300].casefold().split()
    return (bool(words) and "datePublished" in node, sum(word in shown for word in words) / max(1, len(words)))


def _facts(node: Node, data: Data, zone: tzinfo | None) -> Facts:
    publisher = next(iter(listed(node.get("publisher"))), None)
    if isinstance(publisher, dict) and "name" not in publisher:
        publisher = data.named.get(str(publisher.get("@id")), {}).get("name")
    title = line_of(node.get("headline")) or line_of(node.get("name"))
    return Facts(
        title=None if title.endswith(_CUT) else title or None,
        language=language_code(words_of(node.get("inLanguage"))),
        publisher=line_of(publisher) or None,
        published_at=moment_of_data(node.get("datePublished"), zone) or moment_of_data(node.get("dateCreated"), zone),
    )


def read_live_blog(data: Data, url: str, zone_name: str | None) -> Reading | None:
    """The posts of the live blogs among the objects; None where there is none with posts."""
    blogs = [node for node in data.nodes if is_a(node, "LiveBlogPosting")]
    zone = find_zone(zone_name) if zone_name else None
    pages = _addresses(*blogs)
    updates: list[StatedPost] = []
    problems: list[Problem] = []
    for number, node in enumerate(_nodes_of(blogs, data), 1):
        if number > MOST:
            why = f"The live blog has more than {MOST} updates; the rest was not read."
            problems.append(Problem(where=f"{url} (update {number})", what="", why=why))
            break
        update = _update(node, pages, zone)
        if update:
            updates.append(update)
        if lacking := _missing(update):
            problems.append(Problem(where=f"{url} (update {number})", what=_shown(update, node), why=lacking))
    if not updates:
        return None
    text, entries = _joined(tuple(dict.fromkeys(updates)))
    most = max(blogs, key=lambda node: len(listed(node.get("liveBlogUpdate"))))
    return Reading("json-ld", text, entries, _facts(most, data, zone), zone_name, tuple(problems))


def _nodes_of(blogs: Iterable[Node], data: Data) -> Iterator[Any]:
    """The updates of live blogs, each looked up where only its name stands there; a live blog is no update."""
    for blog in blogs:
        for node in listed(blog.get("liveBlogUpdate")):
            if isinstance(node, dict) and set(node) <= {"@id", "@type"}:
                node = data.named.get(str(node.get("@id")), node)
            if not (isinstance(node, dict) and "liveBlogUpdate" in node):
                yield node


def _shown(update: StatedPost | None, node: Any) -> str:
    if update:
        return clean(" ".join(update.text.split())[:200])
    return clean(f"fields: {', '.join(node)}"[:200]) if isinstance(node, dict) else ""


def _missing(update: StatedPost | None) -> str | None:
    if update is None:
        return "An update of the live blog has neither headline nor text."
    return None if update.posted_at else "An update of the live blog has no date that can be read."


def _update(node: Any, pages: frozenset[str], zone: tzinfo | None) -> StatedPost | None:
    if not isinstance(node, dict):
        return None
    headline = line_of(node.get("headline")) or line_of(node.get("name"))
    body = body_of(node.get("articleBody")) or body_of(node.get("text")) or body_of(node.get("description"))
    first, _, rest = body.partition("\n")
    if headline and line_of(first) == headline:
        body = rest.strip()
    if not (headline or body):
        return None
    dated = [(written, moment_of_data(node[name], zone)) for name in _DATES if (written := _written(node.get(name)))]
    stamp, posted_at = next((pair for pair in dated if pair[1]), dated[0] if dated else (None, None))
    text = "\n".join(filter(None, (headline, body)))
    own = next((words for name in ("@id", "url") if (words := words_of(node.get(name)).strip()) not in pages), None)
    return StatedPost(own or " ".join(filter(None, (stamp, first_words(text)))), headline, text, stamp, posted_at)


def _written(value: Any) -> str | None:
    value = next(iter(listed(value)), None)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return (str(value) if number else words_of(value).strip()[:100]) or None


def _addresses(*blogs: Node) -> frozenset[str]:
    """The addresses of the pages themselves, which tell no update from another."""
    return frozenset(words_of(blog.get(name)) for blog in blogs for name in ("@id", "url", "mainEntityOfPage")) | {""}


def _joined(updates: Sequence[StatedPost]) -> tuple[str, tuple[Entry, ...]]:
    """The page's text, posts set apart by blank lines, and its entries."""
    shared = {update.key for update in updates}
    updates = updates if len(shared) > 1 else [_without_address(update) for update in updates]
    return placed_posts(updates)


def _without_address(update: StatedPost) -> StatedPost:
    """Keyed by stamp and words, for pages that give all their posts one address."""
    return replace(update, key=" ".join(filter(None, (update.stamp, first_words(update.text)))))
