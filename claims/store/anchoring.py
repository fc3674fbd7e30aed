"""Where a claim's words stand in a page that was cut otherwise: by its quote and what stood around it.

The text quote selector of the W3C's Web Annotations: the exact quote, told apart by the words before and after it; then
the same words with other blanks; then words that are nearly the same. The number must stand in them letter by letter.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from claims.quoting import neighbours

_NEARLY = 90
"""How alike, of 100, words are that were only cleaned differently: an entity, a quotation mark, a hyphen."""
_LONGEST = 200_000
"""Characters of a text in which words are searched for that are nearly the same."""
_MOST = 100
"""Places of one quote in one text that are weighed."""


class Quoted(NamedTuple):
    """A quote with its neighbours and the number in it."""

    quote: str
    prefix: str
    suffix: str
    number: str
    number_at: int
    """Where the number begins in the quote."""
    near: float
    """Where the quote began, as a part of its page."""


class Anchor(NamedTuple):
    """Where a quote stands: in which text, from where to where, and where its number begins."""

    text: int
    start: int
    end: int
    number_start: int


def find_anchor(quoted: Quoted, texts: Sequence[str], parts: Sequence[float]) -> Anchor | None:
    """The best place of a quote in texts of a page; `parts` says at which part of the page each begins."""
    for search in (_exact, _spaced, _nearly):
        found = [
            Anchor(number, begin, end, at)
            for number, text in enumerate(texts)
            for begin, end in search(quoted, text)
            if (at := _number(quoted, text, begin, end)) is not None
        ]
        if found:
            return max(found, key=lambda anchor: _fit(quoted, anchor, texts, parts))
    return None


def _exact(quoted: Quoted, text: str) -> Iterator[tuple[int, int]]:
    at, count = text.find(quoted.quote), 0
    while at >= 0 and count < _MOST:
        yield at, at + len(quoted.quote)
        at, count = text.find(quoted.quote, at + 1), count + 1


def _spaced(quoted: Quoted, text: str) -> Iterator[tuple[int, int]]:
    words = r"\s+".join(map(re.escape, quoted.quote.split()))
    for number, match in enumerate(re.finditer(words, text)):
        if number == _MOST:
            return
        yield match.span()


def _nearly(quoted: Quoted, text: str) -> Iterator[tuple[int, int]]:
    if len(text) < len(quoted.quote) or len(text) > _LONGEST:
        return
    found = fuzz.partial_ratio_alignment(quoted.quote, text, score_cutoff=_NEARLY)
    if found is not None:
        yield found.dest_start, found.dest_end


def _number(quoted: Quoted, text: str, begin: int, end: int) -> int | None:
    """Where the number stands by itself in words that were found, nearest to where it stood in the quote."""
    alone = re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(quoted.number)}(?!\w)")
    found = [match.start() for match in alone.finditer(text, begin, end)]
    return min(found, key=lambda at: abs(at - begin - quoted.number_at), default=None)


def _fit(quoted: Quoted, anchor: Anchor, texts: Sequence[str], parts: Sequence[float]) -> tuple[float, float]:
    """How well the words around a place are those around the quote, then how near the place is to where it was."""
    text = texts[anchor.text]
    before, after = neighbours(text, anchor.start, anchor.end)
    alike = fuzz.ratio(quoted.prefix, before) + fuzz.ratio(quoted.suffix, after)
    return alike, -abs(parts[anchor.text] - quoted.near)
