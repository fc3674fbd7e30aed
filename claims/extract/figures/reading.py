"""A sentence read once: its tokens, the cues in it and the numbers that may count something."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extract.figures.lexicon import Lexicon, Sign
from claims.extract.figures.measures import is_measure
from claims.extract.figures.numbers import Number, find_numbers
from claims.extract.figures.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Cue:
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

    def within(self, at: int, *kinds: str) -> bool:
        """Whether a token is a small word of one of these kinds."""
        word = self.low(at)
        return any(word in self.lexicon.small[kind] for kind in kinds)

    def is_word(self, at: int) -> bool:
        """Whether a word stands there, no mark and no figure."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "word"


def read_sentence(text: str, offset: int, lexicon: Lexicon) -> Reading | None:
    """Read a sentence that begins at `offset` in the entry's text; None where no number in it can count anything."""
    tokens = tokenise(text, offset)
    every = find_numbers(tokens, lexicon)
    numbers = tuple(number for number in every if not is_measure(tokens, number, lexicon))
    if not numbers:
        return None
    inside = frozenset(at for number in every for at in range(number.first, number.last))
    cues = _find_cues(tokens, inside, lexicon)
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


def _find_cues(tokens: Sequence[Token], inside: frozenset[int], lexicon: Lexicon) -> dict[int, Cue]:
    cues: dict[int, Cue] = {}
    at = 0
    while at < len(tokens):
        found = None if at in inside else lexicon.cues.match(tokens, at)
        if found is None:
            at += 1
            continue
        last, signs = found
        if not any(sign.part == "never" for sign in signs):
            cues[at] = Cue(at, last, signs)
        at = last
    return cues
