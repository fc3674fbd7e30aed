"""Words and phrases of credit, found in one pass over the words of a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claims.extract.who.tokens import Tokens

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
                words = tuple(Tokens(phrase).lows)
                self._telling.add(max(words, key=len))
                by_wording.setdefault(words, []).append(kind)
        for words in sorted(by_wording, key=len, reverse=True):
            if len(words) == 1:
                self._words[words[0]] = tuple(by_wording[words])
            else:
                followers = self._phrases.setdefault(words[0], {})
                followers.setdefault(words[1], []).append((words[2:], tuple(by_wording[words])))
        self._openers = self._words.keys() | self._phrases.keys()

    def may_hold(self, words: Iterable[str]) -> bool:
        """Whether any of the lower-case words is the longest of a wording."""
        return not self._telling.isdisjoint(words)

    def find(self, words: Sequence[str]) -> Mapping[str, Sequence[Span]]:
        """The wordings among lower-case words by kind, in their order; of a kind the longest, none inside another."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        openers = self._openers.intersection(words)
        for at in [at for at, word in enumerate(words) if word in openers] if openers else ():
            word = words[at]
            if word in self._phrases and at + 1 < len(words):
                for rest, kinds in self._phrases[word].get(words[at + 1], ()):
                    end = at + 2 + len(rest)
                    if not rest or tuple(words[at + 2 : end]) == rest:
                        _enter(found, kinds, at, end)
            if word in self._words:
                _enter(found, self._words[word], at, at + 1)
        return found


def _enter(found: dict[str, list[Span]], kinds: Iterable[str], at: int, end: int) -> None:
    for kind in kinds:
        spans = found[kind]
        if len(spans) < _MOST and (not spans or spans[-1][1] <= at):
            spans.append((at, end))
