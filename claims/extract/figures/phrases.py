"""Phrases looked up in the tokens of a sentence."""

from collections.abc import Iterable, Sequence
from itertools import compress, count
from typing import Generic, TypeVar

from claims.extract.figures.tokens import Tokens

Payload = TypeVar("Payload")
Words = tuple[str, ...]
# Plain tuples, as there are many thousand: the garbage collector need not go through those that hold words only.
Row = tuple[Words, tuple[Payload, ...], int]
"""A phrase in words, what it tells, and its length; 0 for one with a gap, whose length shows in the sentence only."""
Rows = tuple[tuple[Row[Payload], ...], tuple[Row[Payload], ...], frozenset[str] | None, int]
"""Phrases, the longest first; those that need no word behind a gap; the words of which one stands behind the gap of
each of the others, and how many tokens on that is at most."""

_ANY = "*"
_LONGEST_GAP = 6
"""Words that "*" stands for, at most."""
_TOLD_BY_TWO = 2
"""Words of a phrase that the look-up by its first two words has compared."""


class Phrases(Generic[Payload]):
    """Phrases by their first two words, the longest first; "*" in a phrase stands for one to six words."""

    def __init__(self, rows: Iterable[tuple[str, Payload]] = ()) -> None:
        told: dict[Words, list[Payload]] = {}
        for phrase, payload in rows:
            payloads = told.setdefault(tuple(phrase.lower().replace("’", "'").split()), [])
            if payload not in payloads:
                payloads.append(payload)
        same: dict[tuple[Payload, ...], tuple[Payload, ...]] = {}
        by_first: dict[str, list[Row[Payload]]] = {}
        for words in sorted(told, key=len, reverse=True):
            tells = tuple(told[words])
            row = words, same.setdefault(tells, tells), 0 if _ANY in words else len(words)
            by_first.setdefault(words[0], []).append(row)
        self.firsts = frozenset(by_first)
        """The words with which a phrase begins."""
        self.lasts = frozenset(words[-1] for words in told)
        """The words with which a phrase ends."""
        self._alone = {first: _rows(loose) for first, of in by_first.items() if (loose := _loose(of))}
        """Phrases of one word, or with a gap behind the first."""
        self._by_two = {first: by_second for first, of in by_first.items() if (by_second := _by_second(of))}
        """All that may begin with two words."""

    def starts(self, tokens: Tokens) -> list[int]:
        """The tokens with whose word, and the next, a phrase begins: only there is a match worth looking for."""
        lows, alone, by_two = tokens.lows, self._alone, self._by_two
        return [
            at
            for at in compress(count(), map(self.firsts.__contains__, lows))
            if lows[at] in alone or lows[at + 1] in by_two[lows[at]]
        ]

    def match(
        self, tokens: Tokens, at: int, barred: frozenset[int] = frozenset()
    ) -> tuple[int, tuple[Payload, ...]] | None:
        """The longest phrase that begins at a token: where it ends, and what it tells; `barred` are numbers."""
        lows = tokens.lows
        low = lows[at] if at < len(lows) else ""
        if low not in self.firsts:
            return None
        by_second = self._by_two.get(low)
        rows = (by_second and by_second.get(lows[at + 1])) or self._alone.get(low)
        if rows is None:
            return None
        every, sure, behind, reach = rows
        if behind is not None and not behind.isdisjoint(lows[at + 2 : at + reach]):
            sure = every
        for words, payloads, length in sure:
            if not length:
                end = follow(words, tokens, at, barred)
                if end is not None:
                    return end, payloads
            elif length <= _TOLD_BY_TWO or tuple(lows[at : at + length]) == words:
                return at + length, payloads
        return None


def _loose(rows: Iterable[Row[Payload]]) -> list[Row[Payload]]:
    """The phrases whose first word any other may follow."""
    return [row for row in rows if len(row[0]) == 1 or row[0][1] == _ANY]


def _by_second(rows: Sequence[Row[Payload]]) -> dict[str, Rows[Payload]]:
    """Phrases with one first word, by the second, those that any word may follow among them."""
    found: dict[str, list[Row[Payload]]] = {}
    for row in rows:
        if len(row[0]) > 1 and row[0][1] != _ANY:
            found.setdefault(row[0][1], []).append(row)
    return {second: _rows(of + _loose(rows)) for second, of in found.items()}


def _rows(rows: Iterable[Row[Payload]]) -> Rows[Payload]:
    every = tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True))
    gaps = {words: words.index(_ANY) for words, _, length in every if not length}
    needed = {words: words[gap + 1] for words, gap in gaps.items() if words[gap + 1 :] and words[gap + 1] != _ANY}
    if not needed:
        return every, every, None, 0
    sure = tuple([row for row in every if row[0] not in needed])
    return every, sure, frozenset(needed.values()), max(gaps.values()) + _LONGEST_GAP + 1


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
