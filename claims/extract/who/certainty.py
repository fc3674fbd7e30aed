"""How sure a text is of a figure, and what the figure rests on: the words of its clause."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from claims.extract.mention import Mention
from claims.extract.passage import Passage
from claims.names import alternation
from claims.records import Basis, Certainty
from claims.vocabulary import Vocabulary

_MARKS = r",;:—–()\n"
# "As many as" ends no clause, though "as" does.
_NO_QUALIFIER = r"(?<!many\s)(?<!much\s)(?<!few\s)(?!as\s+(?:many|much|few)\b)"
_WORD = re.compile(r"\w+")
_REACH = 300
"""Characters to either side of a figure in which its clause is looked for."""


class _Span(NamedTuple):
    """A part of a text; `words` are those around it, casefolded."""

    text: str
    start: int
    words: frozenset[str]


class _Phrases:
    """Phrases of one meaning as a slow pattern, spared where not all words of any of them stand."""

    def __init__(self, phrases: Iterable[str]) -> None:
        words = [_WORD.findall(phrase.casefold()) for phrase in phrases]
        self._words = tuple(map(frozenset, words))
        self._telling = frozenset(max(each, key=len) for each in words)
        self._pattern = re.compile(rf"\b(?:{alternation(phrases)})\b", re.IGNORECASE)

    def found(self, span: _Span, end: int | None = None) -> Iterator[re.Match[str]]:
        """The phrases in a span, or in what of it lies before an offset of the text."""
        if self._telling.isdisjoint(span.words) or not any(map(span.words.issuperset, self._words)):
            return iter(())
        stop = len(span.text) if end is None else max(0, end - span.start)
        return self._pattern.finditer(span.text, 0, stop)

    def are_in(self, span: _Span, end: int | None = None) -> bool:
        """Whether any of the phrases stands there."""
        return next(self.found(span, end), None) is not None


class _Words:
    """The vocabulary's words of certainty, and what ends a clause."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.reporting
        self.preliminary = _Phrases(words["preliminary"])
        self.not_confirmed = _Phrases(words["not_confirmed"])
        self.confirmed = _Phrases(words["confirmed"])
        self.unconfirmed = _Phrases(words["unconfirmed"])
        self.doubted = _Phrases(words["doubted"])
        self.projected = _Phrases(words["projected"])
        self.documented = _Phrases(words["documented"])
        self.estimated = _Phrases(words["estimated"])
        self.by_estimate = _Phrases(words["by_estimate"])
        ends = rf"{_NO_QUALIFIER}(?:{alternation(words['clause_ends'])})\s"
        # The set of characters in front, of which one opens every break, lets the search skip all others at once.
        self.break_ = re.compile(rf"[{_MARKS}\s](?:(?<=[{_MARKS}])|{ends})", re.IGNORECASE)


def sureness(passage: Passage, mention: Mention, vocabulary: Vocabulary) -> tuple[Certainty, Basis]:
    """How sure the text is of a figure, and what the figure rests on.

    It is stated, preliminary, confirmed, unconfirmed ("reportedly") or projected ("could reach"); simply stated,
    documented (counted by name or record: at least that many) or estimated.
    """
    words = _words(vocabulary)
    sentence = passage.sentences[mention.sentence]
    low = max(sentence.start, mention.quote_start - _REACH)
    high = min(sentence.end, mention.quote_end + _REACH)
    near = frozenset(_WORD.findall(passage.text[low:high].casefold()))
    start, end = _clause(passage.text, mention, low, high, words)
    clause = _Span(passage.text[start:end], start, near)
    # Of a very long sentence what is near the figure.
    start, end = max(sentence.start, mention.number_start - _REACH), min(sentence.end, mention.number_end + _REACH)
    whole = _Span(passage.text[start:end], start, near)
    opens = clause.start == sentence.start
    return _certainty(clause, whole, mention, opens, words), _basis(clause, whole, words)


def _certainty(clause: _Span, whole: _Span, mention: Mention, opens: bool, words: _Words) -> Certainty:
    """How sure the clause and the whole sentence are; `opens` says that the clause opens its sentence."""
    if words.not_confirmed.are_in(whole) or words.unconfirmed.are_in(clause):
        return "unconfirmed"
    for found in words.projected.found(clause, mention.quote_end):
        # "May" and "Will" with a capital are a month and a name, unless they open the sentence before a small letter.
        first = opens and found.start() == 0 and clause.text[found.end() + 1 : found.end() + 2].islower()
        if found[0].islower() or first:
            return "projected"
    if words.doubted.are_in(clause, mention.number_start):
        return "unconfirmed"
    if words.preliminary.are_in(whole):
        return "preliminary"
    return "confirmed" if words.confirmed.are_in(clause) else "stated"


def _basis(clause: _Span, whole: _Span, words: _Words) -> Basis:
    if words.estimated.are_in(clause) or words.by_estimate.are_in(whole):
        return "estimated"
    documented = words.documented.are_in(clause) and not words.not_confirmed.are_in(clause)
    return "documented" if documented else "stated"


def _clause(text: str, mention: Mention, low: int, high: int, words: _Words) -> tuple[int, int]:
    """Where the clause around a figure's quote begins and ends, between two offsets."""
    start = low
    for found in words.break_.finditer(text, low, mention.quote_start):
        start = found.end()
    after = words.break_.search(text, mention.quote_end, high)
    return start, after.start() if after else high


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    return _Words(vocabulary)
