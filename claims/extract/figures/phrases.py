"""Phrases looked up in the tokens of a sentence."""

from collections.abc import Iterable, Sequence
from itertools import compress, count
from typing import Generic, NamedTuple, TypeVar

from claims.extract.figures.tokens import Tokens

Payload = TypeVar("Payload")
Words = tuple[str, ...]

_ANY = "*"
_LONGEST_GAP = 6
_TOLD_BY_TWO = 2
"""Words of a phrase that the look-up by its first two words has compared."""


class _Row(NamedTuple, Generic[Payload]):
    """A phrase in words and what it tells."""

    words: Words
    payloads: tuple[Payload, ...]
    length: int
    """In words; 0 for a phrase with a gap, whose length shows in the sentence only."""


class _Rows(NamedTuple, Generic[Payload]):
    """The phrases that may begin with a word, or with two, the longest first."""

    every: tuple[_Row[Payload], ...]
    sure: tuple[_Row[Payload], ...]
    """Those that need no word behind a gap."""
    behind: frozenset[str]
    """The words of which one stands behind the gap of each of the others."""
    reach: int
    """How many tokens on that is at most."""


class Phrases(Generic[Payload]):
    """Phrases by their first two words, the longest first; "*" in a phrase stands for one to six words."""

    def __init__(self, rows: Iterable[tuple[str, Payload]] = ()) -> None:
        told: dict[Words, list[Payload]] = {}
        for phrase, payload in rows:
            payloads = told.setdefault(tuple(phrase.lower().replace("’", "'").split()), [])
            if payload not in payloads:
                payloads.append(payload)
        by_first: dict[str, list[_Row[Payload]]] = {}
        for words in sorted(told, key=len, reverse=True):
            row = _Row(words, tuple(told[words]), 0 if _ANY in words else len(words))
            by_first.setdefault(words[0], []).append(row)
        self._by_first = {first: _by_second(rows) for first, rows in by_first.items()}
        self.firsts = frozenset(self._by_first)
        """The words with which a phrase begins."""
        self._alone = frozenset(first for first, rows in self._by_first.items() if rows[_ANY].every)
        """Those of them that any word may follow."""
        self.lasts = frozenset(words[-1] for words in told)
        """The words with which a phrase ends."""

    def starts(self, tokens: Tokens) -> list[int]:
        """The tokens with whose word, and the next, a phrase begins: only there is a match worth looking for."""
        lows, alone, by_first = tokens.lows, self._alone, self._by_first
        return [
            at
            for at in compress(count(), map(self.firsts.__contains__, lows))
            if lows[at] in alone or lows[at + 1] in by_first[lows[at]]
        ]

    def match(
        self, tokens: Tokens, at: int, barred: frozenset[int] = frozenset()
    ) -> tuple[int, tuple[Payload, ...]] | None:
        """The longest phrase that begins at a token: where it ends, and what it tells; `barred` are numbers."""
        lows = tokens.lows
        by_second = self._by_first.get(lows[at]) if at < len(lows) else None
        if by_second is None:
            return None
        every, sure, behind, reach = by_second.get(lows[at + 1]) or by_second[_ANY]
        if behind and not behind.isdisjoint(lows[at + 2 : at + reach]):
            sure = every
        for words, payloads, length in sure:
            if not length:
                end = follow(words, tokens, at, barred)
                if end is not None:
                    return end, payloads
            elif length <= _TOLD_BY_TWO or tuple(lows[at : at + length]) == words:
                return at + length, payloads
        return None


def _by_second(rows: Sequence[_Row[Payload]]) -> dict[str, _Rows[Payload]]:
    """Phrases with one first word, by the second; under "*" those that any word may follow."""
    loose = [row for row in rows if len(row.words) == 1 or row.words[1] == _ANY]
    found: dict[str, list[_Row[Payload]]] = {_ANY: []}
    for row in rows:
        if len(row.words) > 1 and row.words[1] != _ANY:
            found.setdefault(row.words[1], []).append(row)
    return {second: _rows(of + loose) for second, of in found.items()}


def _rows(rows: list[_Row[Payload]]) -> _Rows[Payload]:
    every = tuple(sorted(rows, key=lambda row: len(row.words), reverse=True))
    gaps = {row.words: row.words.index(_ANY) for row in every if _ANY in row.words}
    needed = {words: words[gap + 1] for words, gap in gaps.items() if words[gap + 1 :] and words[gap + 1] != _ANY}
    sure = tuple(row for row in every if row.words not in needed)
    return _Rows(every, sure, frozenset(needed.values()), max(gaps.values(), default=0) + _LONGEST_GAP + 1)


def follow(words: Words, tokens: Tokens, at: int, barred: frozenset[int] = frozenset()) -> int | None:
    """Where the phrase ends if it stands at a token; a gap right after its first word holds no barred token."""
    if _ANY not in words:
        behind = at + len(words)
        return behind if tuple(tokens.lows[at:behind]) == words else None
    gap = words.index(_ANY)
    start = follow(words[:gap], tokens, at)
    rest = words[gap + 1 :]
    within = tokens.lows[start + 1 : start + 1 + _LONGEST_GAP] if start is not None else []
    if start is None or (rest and rest[0] != _ANY and rest[0] not in within):
        return None
    # Right after a verb a figure is what is counted: "pulled two people alive" is no phrase, "moved to 31 shelters" is.
    kinds = ("word", "digits") if gap > 1 else ("word",)
    for length in range(1, _LONGEST_GAP + 1):
        if start + length >= len(tokens) or tokens.kind(start + length - 1) not in kinds:
            return None
        if gap == 1 and start + length - 1 in barred:
            return None
        end = follow(rest, tokens, start + length)
        if end is not None:
            return end
    return None
