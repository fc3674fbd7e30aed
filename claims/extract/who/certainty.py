"""How sure a text is of a figure, and what the figure rests on: the words of its clause."""

import re
from functools import cache

from claims.extract.mention import Mention
from claims.extract.passage import Passage
from claims.names import alternation
from claims.records import Basis, Certainty
from claims.vocabulary import Vocabulary

_MARKS = r"[,;:—–()\n]"
# "As many as" ends no clause, though "as" does.
_NO_QUALIFIER = r"(?<!many)(?<!much)(?<!few)\s(?!as\s+(?:many|much|few)\b)"
_REACH = 300
"""Characters to either side of a figure in which its clause is looked for."""


class _Words:
    """The vocabulary's words of certainty, as patterns."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.reporting
        tables = (
            "preliminary",
            "not_confirmed",
            "confirmed",
            "unconfirmed",
            "doubted",
            "projected",
            "documented",
            "estimated",
            "by_estimate",
        )
        self.of = {name: re.compile(rf"\b(?:{alternation(words[name])})\b", re.IGNORECASE) for name in tables}
        self.break_ = re.compile(rf"{_MARKS}|{_NO_QUALIFIER}(?:{alternation(words['clause_ends'])})\s", re.IGNORECASE)


def certainty(passage: Passage, mention: Mention, vocabulary: Vocabulary) -> Certainty:
    """Whether the figure is stated, preliminary, confirmed, unconfirmed ("reportedly") or projected ("could reach")."""
    words = _words(vocabulary)
    sentence = passage.sentences[mention.sentence]
    clause, start = _clause(passage, mention, words)
    whole = _around(passage, mention)
    if words.of["not_confirmed"].search(whole) or words.of["unconfirmed"].search(clause):
        return "unconfirmed"
    for found in words.of["projected"].finditer(clause, 0, mention.quote_end - start):
        # "May" and "Will" with a capital are a month and a name, unless they open the sentence before a small letter.
        opens = start + found.start() == sentence.start and clause[found.end() + 1 : found.end() + 2].islower()
        if found[0].islower() or opens:
            return "projected"
    if words.of["doubted"].search(clause, 0, max(0, mention.number_start - start)):
        return "unconfirmed"
    if words.of["preliminary"].search(whole):
        return "preliminary"
    return "confirmed" if words.of["confirmed"].search(clause) else "stated"


def basis(passage: Passage, mention: Mention, vocabulary: Vocabulary) -> Basis:
    """Whether the figure is simply stated, documented (counted by name or record: at least that many) or estimated."""
    words = _words(vocabulary)
    clause, _ = _clause(passage, mention, words)
    if words.of["estimated"].search(clause) or words.of["by_estimate"].search(_around(passage, mention)):
        return "estimated"
    denied = words.of["not_confirmed"].search(clause)
    return "documented" if words.of["documented"].search(clause) and not denied else "stated"


def _around(passage: Passage, mention: Mention) -> str:
    """The figure's sentence, of a very long one what is near the figure."""
    sentence = passage.sentences[mention.sentence]
    low, high = mention.number_start - _REACH, mention.number_end + _REACH
    return passage.text[max(sentence.start, low) : min(sentence.end, high)]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    return _Words(vocabulary)


def _clause(passage: Passage, mention: Mention, words: _Words) -> tuple[str, int]:
    """The clause around a figure's quote, and where it begins."""
    sentence = passage.sentences[mention.sentence]
    low = max(sentence.start, mention.quote_start - _REACH)
    high = min(sentence.end, mention.quote_end + _REACH)
    breaks = [found.end() for found in words.break_.finditer(passage.text, low, mention.quote_start)]
    start = breaks[-1] if breaks else low
    after = words.break_.search(passage.text, mention.quote_end, high)
    return passage.text[start : after.start() if after else high], start
