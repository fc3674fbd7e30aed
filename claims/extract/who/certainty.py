"""How sure a text is of a figure, and what the figure rests on: the words of its clause."""

import re

from claims.extract.mention import Mention
from claims.extract.passage import Passage
from claims.names import alternation
from claims.records import Basis, Certainty
from claims.vocabulary import Vocabulary

_MARKS = r"[,;:—–()\n]"
_REACH = 300
"""Characters to either side of a figure in which its clause is looked for."""


class _Words:
    """The vocabulary's words of certainty, as patterns."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.reporting
        tables = ("preliminary", "not_confirmed", "confirmed", "unconfirmed", "projected", "documented", "estimated")
        self.of = {name: re.compile(rf"\b(?:{alternation(words[name])})\b", re.IGNORECASE) for name in tables}
        self.break_ = re.compile(rf"{_MARKS}|\s(?:{alternation(words['clause_ends'])})\s", re.IGNORECASE)


_MADE: dict[int, tuple[Vocabulary, _Words]] = {}


def certainty(passage: Passage, mention: Mention, vocabulary: Vocabulary) -> Certainty:
    """Whether the figure is stated, preliminary, confirmed, unconfirmed ("reportedly") or projected ("could reach")."""
    words = _words(vocabulary)
    sentence = passage.sentences[mention.sentence]
    clause, start = _clause(passage, mention, words)
    whole = passage.text[
        max(sentence.start, mention.number_start - _REACH) : min(sentence.end, mention.number_end + _REACH)
    ]
    if words.of["not_confirmed"].search(whole) or words.of["unconfirmed"].search(clause):
        return "unconfirmed"
    for found in words.of["projected"].finditer(clause, 0, mention.quote_end - start):
        # "May" and "Will" with a capital are a month and a name, unless they open the sentence before a small letter.
        opens = start + found.start() == sentence.start and clause[found.end() + 1 : found.end() + 2].islower()
        if found[0].islower() or opens:
            return "projected"
    if words.of["preliminary"].search(whole):
        return "preliminary"
    return "confirmed" if words.of["confirmed"].search(clause) else "stated"


def basis(passage: Passage, mention: Mention, vocabulary: Vocabulary) -> Basis:
    """Whether the figure is simply stated, documented (counted by name or record: at least that many) or estimated."""
    words = _words(vocabulary)
    clause, _ = _clause(passage, mention, words)
    if words.of["estimated"].search(clause):
        return "estimated"
    denied = words.of["not_confirmed"].search(clause)
    return "documented" if words.of["documented"].search(clause) and not denied else "stated"


def _words(vocabulary: Vocabulary) -> _Words:
    # A vocabulary can't be hashed; it is kept beside its words, so that an id is never used twice.
    if id(vocabulary) not in _MADE:
        _MADE[id(vocabulary)] = (vocabulary, _Words(vocabulary))
    return _MADE[id(vocabulary)][1]


def _clause(passage: Passage, mention: Mention, words: _Words) -> tuple[str, int]:
    """The clause around a figure's quote, and where it begins."""
    sentence = passage.sentences[mention.sentence]
    low = max(sentence.start, mention.quote_start - _REACH)
    high = min(sentence.end, mention.quote_end + _REACH)
    breaks = [found.end() for found in words.break_.finditer(passage.text, low, mention.quote_start)]
    start = breaks[-1] if breaks else low
    after = words.break_.search(passage.text, mention.quote_end, high)
    return passage.text[start : after.start() if after else high], start
