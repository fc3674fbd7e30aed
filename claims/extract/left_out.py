"""The numbers of a text that are no claim, each with the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.extract.figures.finder import Found
from claims.extract.figures.lexicon import Lexicon
from claims.extract.figures.measures import Measure, measure_of
from claims.extract.figures.number import Number
from claims.extract.figures.numbers import find_numbers
from claims.extract.figures.reading import read_sentence
from claims.extract.figures.tokens import Tokens, tokenise
from claims.extract.passage import Passage, Sentence
from claims.vocabulary import load_rules

NoClaim = Literal["tied", "money", "ungoverned", "no cue"]

_MOST_WORDS = 5
"""Words of what is counted that a reason names."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that was not taken as a claim, by which rule, and the rule in plain words."""

    number: str
    start: int
    """Offset of the number in the entry's text."""
    sentence: int
    """Index of its sentence."""
    rule: Measure | NoClaim
    why: str


def left_out(passage: Passage, found: Sequence[Found], lexicon: Lexicon) -> tuple[LeftOut, ...]:
    """Every number of a passage that none of the figures found is, in text order."""
    taken = {figure.ruled.figure.number.start for figure in found}
    return tuple(
        LeftOut(passage.text[start:end], start, index, rule, why)
        for index, sentence in enumerate(passage.sentences)
        for start, end, rule, why in _of_sentence(sentence, lexicon, taken)
    )


def _of_sentence(
    sentence: Sentence, lexicon: Lexicon, taken: set[int]
) -> Iterator[tuple[int, int, Measure | NoClaim, str]]:
    tokens = tokenise(sentence.text, sentence.start)
    numbers = {number.first: number for number in find_numbers(tokens, lexicon)}
    described = load_rules()["left_out"]
    cues: str | None = None
    behind = 0
    for at, token in enumerate(tokens):
        number = numbers.get(at)
        if number is None:
            if at >= behind and any(letter.isdigit() for letter in token.text):
                yield token.start, token.end, "tied", described["tied"]
            continue
        behind = number.last
        if number.start in taken:
            continue
        if cues is None:
            cues = _cues(sentence, lexicon)
        rule = _why(tokens, number, lexicon, cues)
        yield number.start, number.end, rule, f"{described[rule]} {cues}." if rule == "ungoverned" else described[rule]


def _why(tokens: Tokens, number: Number, lexicon: Lexicon, cues: str) -> Measure | NoClaim:
    kind = measure_of(tokens, number, lexicon)
    if kind is not None:
        return kind
    if number.currency is not None:
        return "money"
    return "ungoverned" if cues else "no cue"


def _cues(sentence: Sentence, lexicon: Lexicon) -> str:
    """The words of a sentence that can say what is counted: "“killed”, “hurt”"; none where no number can count."""
    reading = read_sentence(sentence.text, sentence.start, lexicon, told=True)
    if reading is None:
        return ""
    spans = ((reading.tokens.start(cue.first), reading.tokens.end(cue.last - 1)) for cue in reading.cues.values())
    words = dict.fromkeys(sentence.text[start - sentence.start : end - sentence.start] for start, end in spans)
    return ", ".join(f"“{word}”" for word in list(words)[:_MOST_WORDS])
