"""A sentence read once: its tokens, the cues in it and the numbers that may count something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.extract.figures.lexicon import Lexicon, Sign
from claims.extract.figures.measures import is_measure
from claims.extract.figures.number import Number
from claims.extract.figures.numbers import find_numbers
from claims.extract.figures.phrases import Phrases
from claims.extract.figures.tokens import Token, tokenise

_NO_KIND = frozenset[str]()


class Cue(NamedTuple):
    """A phrase that signals one or more metrics: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    signs: tuple[Sign, ...]

    def has(self, *parts: str) -> bool:
        """Whether the phrase may play one of these parts."""
        return any(sign.part in parts for sign in self.signs)


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence made ready for the rules."""

    tokens: Sequence[Token]
    lexicon: Lexicon
    numbers: tuple[Number, ...]
    """Those that may count something, from left to right."""
    cues: dict[int, Cue]
    """By the token with which they begin."""
    endings: dict[int, Cue]
    """By the token after them."""
    inside: frozenset[int]
    """Tokens of numbers, of measures too."""
    covered: frozenset[int]
    """Tokens of cues."""
    starts: dict[int, int]
    """Index in `numbers` by first token."""

    def low(self, at: int) -> str:
        """A token in lower case; nothing outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def kinds(self, at: int) -> frozenset[str]:
        """The kinds of small words that a token is one of."""
        return self.lexicon.kinds.get(self.tokens[at].low, _NO_KIND) if 0 <= at < len(self.tokens) else _NO_KIND

    def within(self, at: int, *kinds: str) -> bool:
        """Whether a token is a small word of one of these kinds."""
        return not self.kinds(at).isdisjoint(kinds)

    def is_word(self, at: int) -> bool:
        """Whether a word stands there, no mark and no figure."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "word"


def read_sentence(text: str, offset: int, lexicon: Lexicon, told: bool = False) -> Reading | None:
    """Read a sentence that begins at `offset` in the entry's text; None where no number in it can count anything.

    `told`: the text before has told of an event, so that weak cues count.
    """
    tokens = tokenise(text, offset)
    if not any(token.kind == "word" for token in tokens):
        return None
    every = find_numbers(tokens, lexicon)
    numbers = tuple(number for number in every if not is_measure(tokens, number, lexicon))
    if not numbers:
        return None
    inside = frozenset(at for number in every for at in range(number.first, number.last))
    counted = frozenset(at for number in numbers for at in range(number.first, number.last))
    cues = _find_cues(tokens, inside, counted, lexicon, told)
    return Reading(
        tokens=tokens,
        lexicon=lexicon,
        numbers=numbers,
        cues=cues,
        endings={cue.last: cue for cue in cues.values()},
        inside=inside,
        covered=frozenset(at for cue in cues.values() for at in range(cue.first, cue.last)),
        starts={number.first: n for n, number in enumerate(numbers)},
    )


def _metrics_at(tokens: Sequence[Token], phrases: Phrases[str]) -> set[str]:
    """The metrics that a word of the sentence names."""
    found = (phrases.match(tokens, at) for at in phrases.starts(tokens))
    return {metric for hit in found if hit is not None for metric in hit[1]}


def _find_cues(
    tokens: Sequence[Token], inside: frozenset[int], counted: frozenset[int], lexicon: Lexicon, told: bool
) -> dict[int, Cue]:
    cues: dict[int, Cue] = {}
    barred = _metrics_at(tokens, lexicon.unless)
    # In a text that has told of an event weak cues need no context.
    context = lexicon.metrics.keys() if told else _metrics_at(tokens, lexicon.contexts)
    behind = 0
    for at in lexicon.cues.starts(tokens):
        if at < behind or at in inside or (found := lexicon.cues.match(tokens, at, counted)) is None:
            continue
        behind, signs = found
        never = {sign.metric for sign in signs if sign.part == "never"} | barred
        telling = tuple(
            sign for sign in signs if sign.metric not in never and (not sign.weak or sign.metric in context)
        )
        if telling:
            cues[at] = Cue(at, behind, telling)
    return cues
