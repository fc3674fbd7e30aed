"""Pages too large or too tangled for a tree: their text and data by the tags alone, in one pass."""

import html
import re
from collections.abc import Iterator

_TAGS = 150_000
"""Tags up to which a page is made into a tree; the largest live blogs have a third of that."""

_LONGEST_TAG = 50_000
"""Characters of one tag: its attributes cost the parser their number squared."""

_EQUALS = 20_000
"""Signs of attributes up to which no tag can hold too many."""

_EFFORT = 40_000_000
"""Characters that are looked through for tags that never end."""

LONGEST_TEXT = 4_000_000
"""Characters of text that are kept of such a page."""

_TAG = re.compile(r"""<[a-zA-Z/](?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_START = re.compile(r"<[a-zA-Z/]")
_ANY_TAG = re.compile(r"<(/?[a-zA-Z][\w:-]{0,30}|!|\?)?[^<>]*>?")
_SILENT = re.compile(r"<(script|style|noscript|template|svg|!--)", re.IGNORECASE)
_DATA = re.compile(r"""type\s{0,5}=\s{0,5}["']?application/ld\+json""", re.IGNORECASE)
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_LINES = re.compile(r"[ \t\r\f\v\u00a0]*\n\s*")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")


def too_large(markup: str) -> bool:
    """Whether a page has so many tags, or attributes in one tag, that a tree of it would cost too much."""
    if markup.count("<") > _TAGS:
        return True
    if max(map(len, markup.split(">"))) <= _LONGEST_TAG and markup.count("=") <= _EQUALS:
        return False
    return _has_long_tag(markup)


def _has_long_tag(markup: str) -> bool:
    at = effort = 0
    while start := _START.search(markup, at):
        if tag := _TAG.match(markup, start.start()):
            if len(tag.group()) > _LONGEST_TAG and tag.group().count("=") + tag.group().count(" ") > _LONGEST_TAG // 10:
                return True
            at = tag.end()
        else:
            at = start.end()
            effort += len(markup) - at
            if effort > _EFFORT:
                return True
    return False


def flat_text(markup: str) -> tuple[str, bool]:
    """The words of a page, a line for each block, and whether it is longer than what is kept of it."""
    pieces, length = [], 0
    for piece, _ in _pieces(markup):
        pieces.append(_ANY_TAG.sub(_break, piece))
        length += len(pieces[-1])
        if length > 2 * LONGEST_TEXT:
            break
    text = html.unescape(_SPACES.sub(" ", "".join(pieces)))
    text = _LINES.sub("\n", text).strip()
    return text[:LONGEST_TEXT], len(text) > LONGEST_TEXT


def _break(tag: re.Match[str]) -> str:
    return "" if (tag[1] or "").lstrip("/").lower() in _INLINE else "\n"


def flat_data(markup: str, most: int) -> tuple[str, ...]:
    """The first JSON-LD blocks of a page, as written."""
    found = []
    for _, (head, body) in _pieces(markup):
        if _DATA.search(head):
            found.append(body)
        if len(found) == most:
            break
    return tuple(found)


def _pieces(markup: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What stands between scripts, styles and comments; and the tag and words of the one behind it."""
    at, lower = 0, markup.lower() if markup.isascii() else _ascii_lower(markup)
    while silent := _SILENT.search(markup, at):
        close = "-->" if silent[1] == "!--" else f"</{silent[1].lower()}"
        end = lower.find(close, silent.end())
        if end < 0:
            break
        begin = markup.find(">", silent.end(), silent.end() + 2000) + 1 or silent.end()
        yield markup[at : silent.start()], (markup[silent.start() : begin], markup[begin:end])
        at = end + len(close)
    yield markup[at:], ("", "")


def _ascii_lower(text: str) -> str:
    """Small letters where they change no offset."""
    return text.translate({code: code + 32 for code in range(65, 91)})
