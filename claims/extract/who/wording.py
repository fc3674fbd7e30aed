"""Words and phrases of credit, found in one pass over the words of a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claims.extract.who.token import Token, tokens_of

Words = tuple[str, ...]
Span = tuple[int, int]
"""The first token of a wording, and the token behind it."""
_MOST = 30
"""Wordings of one kind that are looked at in one sentence: a sentence that is nothing else says nothing."""


class Wordings:
    """Words and phrases by their first word, each with the kinds of credit that it opens."""

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        self._telling: set[str] = set()
        self._words: dict[str, tuple[str, ...]] = {}
        self._phrases: dict[str, dict[str, list[tuple[Words, tuple[str, ...]]]]] = {}
        by_wording: dict[Words, list[str]] = {}
        for kind, phrases in kinds.items():
            for phrase in phrases:
                words = tuple(token.low for token in tokens_of(phrase, 0))
                self._telling.add(max(words, key=len))
                by_wording.setdefault(words, []).append(kind)
        for words in sorted(by_wording, key=len, reverse=True):
            if len(words) == 1:
                self._words[words[0]] = tuple(by_wording[words])
            else:
                followers = self._phrases.setdefault(words[0], {})
                followers.setdefault(words[1], []).append((words[2:], tuple(by_wording[words])))

    def may_hold(self, words: Iterable[str]) -> bool:
        """Whether any of the lower-case words is the longest of a wording."""
        return not self._telling.isdisjoint(words)

    def find(self, tokens: Sequence[Token]) -> Mapping[str, Sequence[Span]]:
        """The wordings of a sentence by kind, in text order; of one kind the longest, and none inside another."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for at, token in enumerate(tokens):
            if token.low in self._phrases and at + 1 < len(tokens):
                for rest, kinds in self._phrases[token.low].get(tokens[at + 1].low, ()):
                    end = at + 2 + len(rest)
                    if not rest or tuple(follower.low for follower in tokens[at + 2 : end]) == rest:
                        _enter(found, kinds, at, end)
            if token.low in self._words:
                _enter(found, self._words[token.low], at, at + 1)
        return found


def _enter(found: dict[str, list[Span]], kinds: Iterable[str], at: int, end: int) -> None:
    for kind in kinds:
        spans = found[kind]
        if len(spans) < _MOST and (not spans or spans[-1][1] <= at):
            spans.append((at, end))
