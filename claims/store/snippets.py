"""The part of a text around the words that were looked for, the same on every database."""

from collections.abc import Iterator, Sequence

from claims.records import Record
from claims.store.words import Question, Term, folded

_WORDS = 40
"""Words of a snippet."""
_LEAD = 5
"""Words that stand before the first one looked for, where its sentence begins too far off."""
_FAR = 16
"""Words from the beginning of a sentence to a word in it, from which that is far."""
_ENDS = frozenset(".!?\n")
_READ = 200_000
"""Characters of a text that are looked through."""


class Snippet(Record):
    """The part of a text around the words looked for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Where those words stand in it: from, to, in code points."""


def snippet(text: str, question: Question) -> Snippet:
    """The part of a text that holds most of the terms looked for, the first of such; its beginning if none does."""
    tokens = list(folded(text[:_READ]))
    words = [word for word, _, _ in tokens]
    found = sorted({each for term in question.wanted for each in _found(words, term)})
    first = _best([at for at, _ in found])
    end = min(first + _WORDS, len(tokens))
    begin = max(min(first, end - _WORDS), 0)
    if not tokens:
        return Snippet(text=text[: 8 * _WORDS])
    begin = _sentence(text, tokens, begin)
    end = min(begin + _WORDS, len(tokens))
    start, stop = tokens[begin][1] if begin else 0, tokens[end - 1][2] if end < len(tokens) else len(text)
    stop = min(stop, start + 40 * _WORDS)
    led, left = "…" if begin else "", "…" if stop < len(text) else ""
    marks = (
        (tokens[at][1] - start + len(led), tokens[upto - 1][2] - start + len(led))
        for at, upto in found
        if begin <= at and tokens[upto - 1][2] <= stop
    )
    return Snippet(text=f"{led}{text[start:stop]}{left}", marks=tuple(_apart(marks)))


def _found(words: Sequence[str], term: Term) -> Iterator[tuple[int, int]]:
    """Where a term stands: from, to, in words."""
    *whole, last = term.words
    for at in range(len(words) - len(whole)):
        end = words[at + len(whole)]
        if list(words[at : at + len(whole)]) == whole and (end.startswith(last) if term.prefix else end == last):
            yield at, at + len(whole) + 1


def _best(places: Sequence[int]) -> int:
    """Where the window begins that holds most of the places."""
    most, best, last = 0, 0, 0
    for number, at in enumerate(places):
        while last < len(places) and places[last] < at + _WORDS - _LEAD:
            last += 1
        if last - number > most:
            most, best = last - number, max(at - _LEAD, 0)
    return best


def _sentence(text: str, tokens: Sequence[tuple[str, int, int]], begin: int) -> int:
    """The word that begins the sentence of a word, so that who says so is not cut off; itself where that is far."""
    for at in range(begin, max(begin - _FAR + _LEAD, 0), -1):
        if not _ENDS.isdisjoint(text[tokens[at - 1][2] : tokens[at][1]]):
            return at
    return begin if begin >= _FAR - _LEAD else 0


def _apart(marks: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The marks in order, those that lie in another left out."""
    reached = 0
    for begin, end in marks:
        if begin >= reached:
            yield begin, end
            reached = end
