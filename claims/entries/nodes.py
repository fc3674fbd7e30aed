"""The objects of a page's JSON-LD, and the words, lines and moments in them."""

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeAlias

from claims.entries.json_text import read_json
from claims.entries.markup import clean, plain_text
from claims.records import Moment, Problem
from claims.times import find_zone, minute_of, read_iso, read_stamp

Node: TypeAlias = Mapping[str, Any]

_ESCAPED = 2
"""How many times over a text may be escaped."""

_MOST = 200_000
"""The most objects that are looked at in one page."""

_POSTS = ("LiveBlogPosting", "Article", "BlogPosting", "liveBlogUpdate", "articleBody")
_LAST_SECOND = 4_102_444_800
"""The end of 2099, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a page's JSON-LD holds."""

    nodes: tuple[Node, ...] = ()
    """Every object, outer ones first."""
    problems: tuple[Problem, ...] = ()
    named: Mapping[str, Node] = field(default_factory=dict)
    """Those that are given a name, for objects that only refer to them."""


def read_nodes(blocks: Iterable[str], url: str) -> Data:
    """Every object in a page's JSON-LD, and a problem for each block of posts or articles that is no whole JSON."""
    nodes: list[Node] = []
    problems: list[Problem] = []
    for block in filter(str.strip, blocks):
        try:
            data, broken = read_json(block)
            why = broken and f"The page's JSON-LD is broken ({broken}); what can be made of it was read."
        except ValueError as error:
            data, why = None, f"The page's JSON-LD can't be read ({str(error)[:80]}); its text was read instead."
        if why and any(name in block for name in _POSTS):
            problems.append(Problem(where=url, what=clean(block.strip()[:200]), why=why))
        nodes.extend(_objects(data, _MOST - len(nodes)))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return Data(tuple(nodes), tuple(problems), named)


def _objects(data: Any, most: int) -> Iterator[Node]:
    waiting = [data]
    while waiting and most > 0:
        item = waiting.pop()
        if isinstance(item, dict):
            most -= 1
            yield item
            waiting.extend(reversed(item.values()))
        elif isinstance(item, list):
            waiting.extend(reversed(item))


def is_a(node: Node, *endings: str) -> bool:
    """Whether one of an object's types, such as "schema:NewsArticle", ends like that."""
    return any(isinstance(kind, str) and kind.strip().endswith(endings) for kind in listed(node.get("@type")))


def listed(value: Any) -> list[Any]:
    """A value that may stand alone or in lists, as one list."""
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if not isinstance(value, list):
        return [] if value is None else [value]
    return [part for item in value for part in (item if isinstance(item, list) else [item])]


def words_of(value: Any) -> str:
    """A JSON-LD text: a string, or an object that holds one."""
    for _ in range(3):
        if isinstance(value, dict):
            names = ("@value", "text", "articleBody", "description", "name", "@id")
            value = next((value[name] for name in names if name in value), "")
    return clean(value) if isinstance(value, str) else ""


def line_of(value: Any) -> str:
    """A headline: unescaped, without tags, on one line."""
    return " ".join(body_of(value).split())


def body_of(value: Any) -> str:
    """The words of a text that may be HTML, escaped once or twice, or listed by paragraph."""
    if isinstance(value, list):
        return "\n".join(filter(None, (body_of(item) for item in value if not isinstance(item, list))))
    words = words_of(value)
    for _ in range(_ESCAPED):
        words = clean(plain_text(html.unescape(words)))
    return words.replace("\r\n", "\n").strip()


def moment_of_data(value: Any, zone: tzinfo | None = None) -> Moment | None:
    """The moment that a data field states: ISO 8601, seconds or milliseconds since 1970, or as people write it."""
    if isinstance(value, list):
        moments = (moment_of_data(item, zone) for item in value[:5] if not isinstance(item, list))
        return next(filter(None, moments), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    written = " ".join(words_of(value)[:100].split())
    if written.isdecimal() and len(written) >= 9:
        return _since_1970(int(written))
    return read_iso(written, zone) or _as_written(written, zone)


def _since_1970(number: float) -> Moment | None:
    seconds = number / 1000 if abs(number) > 10 * _LAST_SECOND else number
    if not 10**8 < seconds < _LAST_SECOND:
        return None
    return Moment(at=datetime.fromtimestamp(int(seconds), UTC))


def _as_written(written: str, zone: tzinfo | None) -> Moment | None:
    stamp = read_stamp(written)
    day = stamp.day.on() if stamp and stamp.day else None
    if stamp is None or day is None or stamp.end != len(written):
        return None
    if stamp.clock is None:
        return read_iso(day.isoformat())
    return minute_of(day, stamp.clock, find_zone(stamp.zone) if stamp.zone else zone)
