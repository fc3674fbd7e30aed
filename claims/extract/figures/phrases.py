"""Phrases looked up in the tokens of a sentence."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from claims.extract.figures.tokens import Token

Payload = TypeVar("Payload")
Words = tuple[str, ...]
Row = tuple[Words, tuple[Payload, ...]]

_ANY = "*"
_LONGEST_GAP = 6


class Phrases(Generic[Payload]):
    """Phrases by their first two words, the longest first; "*" in a phrase stands for one to six words."""

    def __init__(self, rows: Iterable[tuple[str, Payload]] = ()) -> None:
        told: dict[Words, list[Payload]] = {}
        for phrase, payload in rows:
            payloads = told.setdefault(tuple(phrase.lower().replace("’", "'").split()), [])
            if payload not in payloads:
                payloads.append(payload)
        by_first: dict[str, list[tuple[Words, tuple[Payload, ...]]]] = {}
        for words in sorted(told, key=len, reverse=True):
            by_first.setdefault(words[0], []).append((words, tuple(told[words])))
        self._by_first = {first: _by_second(rows) for first, rows in by_first.items()}

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """The tokens with whose word a phrase begins: only there is a match worth looking for."""
        first_words = self._by_first
        return [at for at, token in enumerate(tokens) if token.low in first_words]

    def match(
        self, tokens: Sequence[Token], at: int, barred: frozenset[int] = frozenset()
    ) -> tuple[int, tuple[Payload, ...]] | None:
        """The longest phrase that begins at a token: where it ends, and what it tells; `barred` are numbers."""
        by_second = self._by_first.get(tokens[at].low) if at < len(tokens) else None
        if by_second is None:
            return None
        second = tokens[at + 1].low if at + 1 < len(tokens) else ""
        for words, payloads in by_second.get(second) or by_second[_ANY]:
            end = follow(words, tokens, at, barred)
            if end is not None:
                return end, payloads
        return None


def _by_second(rows: Sequence[Row[Payload]]) -> dict[str, tuple[Row[Payload], ...]]:
    """Phrases with one first word, by the second; under "*" those that any word may follow."""
    loose = [row for row in rows if len(row[0]) == 1 or row[0][1] == _ANY]
    found: dict[str, list[Row[Payload]]] = {_ANY: []}
    for row in rows:
        if len(row[0]) > 1 and row[0][1] != _ANY:
            found.setdefault(row[0][1], []).append(row)
    return {second: tuple(sorted(of + loose, key=_length, reverse=True)) for second, of in found.items()}


def _length(row: Row[Payload]) -> int:
    return len(row[0])


def follow(words: Words, tokens: Sequence[Token], at: int, barred: frozenset[int] = frozenset()) -> int | None:
    """Where the phrase ends if it stands at a token; a gap right after its first word holds no barred token."""
    if "*" not in words:
        if at + len(words) > len(tokens):
            return None
        for word in words:
            if tokens[at].low != word:
                return None
            at += 1
        return at
    gap = words.index("*")
    start = follow(words[:gap], tokens, at)
    if start is None:
        return None
    # Right after a verb a figure is what is counted: "pulled two people alive" is no phrase, "moved to 31 shelters" is.
    kinds = ("word", "digits") if gap > 1 else ("word",)
    for length in range(1, _LONGEST_GAP + 1):
        if start + length >= len(tokens) or tokens[start + length - 1].kind not in kinds:
            return None
        if gap == 1 and start + length - 1 in barred:
            return None
        end = follow(words[gap + 1 :], tokens, start + length)
        if end is not None:
            return end
    return None
