"""How sure a text is of a figure, and what the figure rests on: the words of its clause."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, get_args

from claims.extract.mention import Mention
from claims.extract.passage import Passage
from claims.names import alternation
from claims.records import Basis, Certainty
from claims.vocabulary import Vocabulary

_MARKS = r",;:—–()\n"
# "As many as" ends no clause, though "as" does.
_NO_QUALIFIER = r"(?<!many\s)(?<!much\s)(?<!few\s)(?!as\s+(?:many|much|few)\b)"
_WORD = re.compile(r"\w+")

Kind = Literal[
    "preliminary",
    "not_confirmed",
    "confirmed",
    "unconfirmed",
    "doubted",
    "projected",
    "documented",
    "estimated",
    "by_estimate",
]
"""What a phrase says of a figure: the names of the lists in `words/reporting.toml`."""
_REACH = 300
"""Characters to either side of a figure in which its clause is looked for."""


class _Span(NamedTuple):
    """A part of a text; `kinds` are those of the phrases of which every word stands around it."""

    text: str
    start: int
    kinds: frozenset[str]


class _Words:
    """The vocabulary's phrases of certainty by kind, and what ends a clause."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.reporting
        self._patterns = {
            kind: re.compile(rf"\b(?:{alternation(words[kind])})\b", re.IGNORECASE) for kind in get_args(Kind)
        }
        self._kinds: dict[str, list[tuple[frozenset[str], str]]] = {}
        for kind in self._patterns:
            for phrase in words[kind]:
                split = _WORD.findall(phrase.casefold())
                self._kinds.setdefault(max(split, key=len), []).append((frozenset(split), kind))
        ends = rf"{_NO_QUALIFIER}(?:{alternation(words['clause_ends'])})\s"
        # The set of characters in front, of which one opens every break, lets the search skip all others at once.
        self.break_ = re.compile(rf"[{_MARKS}\s](?:(?<=[{_MARKS}])|{ends})", re.IGNORECASE)

    def kinds(self, near: set[str]) -> frozenset[str]:
        """The kinds of which a phrase can stand among casefolded words: all of its own are there."""
        telling = self._kinds.keys() & near
        return frozenset(kind for word in telling for phrase, kind in self._kinds[word] if phrase <= near)

    def found(self, kind: Kind, span: _Span, end: int | None = None) -> Iterator[re.Match[str]]:
        """The phrases of a kind in a span, or in what of it lies before an offset of the text."""
        if kind not in span.kinds:
            return iter(())
        stop = len(span.text) if end is None else max(0, end - span.start)
        return self._patterns[kind].finditer(span.text, 0, stop)

    def stand_in(self, kind: Kind, span: _Span, end: int | None = None) -> bool:
        """Whether any of the phrases of a kind stands there."""
        return next(self.found(kind, span, end), None) is not None


def sureness(passage: Passage, mention: Mention, vocabulary: Vocabulary) -> tuple[Certainty, Basis]:
    """How sure the text is of a figure, and what the figure rests on.

    It is stated, preliminary, confirmed, unconfirmed ("reportedly") or projected ("could reach"); simply stated,
    documented (counted by name or record: at least that many) or estimated.
    """
    words = _words(vocabulary)
    sentence = passage.sentences[mention.sentence]
    low = max(sentence.start, mention.quote_start - _REACH)
    high = min(sentence.end, mention.quote_end + _REACH)
    kinds = words.kinds({*_WORD.findall(passage.text[low:high].casefold())})
    if not kinds:
        return "stated", "stated"
    start, end = _clause(passage.text, mention, low, high, words)
    clause = _Span(passage.text[start:end], start, kinds)
    # Of a very long sentence what is near the figure.
    start, end = max(sentence.start, mention.number_start - _REACH), min(sentence.end, mention.number_end + _REACH)
    whole = _Span(passage.text[start:end], start, kinds)
    opens = clause.start == sentence.start
    return _certainty(clause, whole, mention, opens, words), _basis(clause, whole, words)


def _certainty(clause: _Span, whole: _Span, mention: Mention, opens: bool, words: _Words) -> Certainty:
    """How sure the clause and the whole sentence are; `opens` says that the clause opens its sentence."""
    if words.stand_in("not_confirmed", whole) or words.stand_in("unconfirmed", clause):
        return "unconfirmed"
    for found in words.found("projected", clause, mention.quote_end):
        # "May" and "Will" with a capital are a month and a name, unless they open the sentence before a small letter.
        first = opens and found.start() == 0 and clause.text[found.end() + 1 : found.end() + 2].islower()
        if found[0].islower() or first:
            return "projected"
    if words.stand_in("doubted", clause, mention.number_start):
        return "unconfirmed"
    if words.stand_in("preliminary", whole):
        return "preliminary"
    return "confirmed" if words.stand_in("confirmed", clause) else "stated"


def _basis(clause: _Span, whole: _Span, words: _Words) -> Basis:
    if words.stand_in("estimated", clause) or words.stand_in("by_estimate", whole):
        return "estimated"
    documented = words.stand_in("documented", clause) and not words.stand_in("not_confirmed", clause)
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
