"""A sentence read once: its tokens, the cues in it and the numbers that may count something."""

from collections.abc import Set
from functools import cached_property
from typing import NamedTuple

from claims.extract.figures.lexicon import Lexicon, Sign
from claims.extract.figures.measures import is_measure
from claims.extract.figures.number import Number
from claims.extract.figures.numbers import find_numbers
from claims.extract.figures.phrases import Phrases
from claims.extract.figures.tokens import Tokens, kind_of, tokenise

_NO_KIND = frozenset[str]()


class Cue(NamedTuple):
    """A phrase that signals one or more metrics: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    signs: tuple[Sign, ...]
    parts: frozenset[str]
    """The parts that it may play."""

    def has(self, *parts: str) -> bool:
        """Whether the phrase may play one of these parts."""
        return not self.parts.isdisjoint(parts)


def cue_of(first: int, last: int, signs: tuple[Sign, ...]) -> Cue:
    """The cue of a phrase that gives these signs."""
    return Cue(first, last, signs, frozenset([sign.part for sign in signs]))


class Phrase(NamedTuple):
    """The noun phrase of a number: tokens `first` to `last` (exclusive); `last == first` where it has none."""

    first: int
    last: int
    after: int
    """The token at which the rest of the clause begins."""
    pronoun: bool = False
    """Said of what an earlier number counts: "three of them", "20 of whom"."""
    partitive: bool = False
    """A part of a whole that it names: "20 of those hurt", "two of the deaths"."""
    cue: Cue | None = None
    """A cue that is part of it: "53 deaths", "11 wounded workers"."""

    @property
    def empty(self) -> bool:
        """Whether no noun follows the number."""
        return self.first == self.last


class Reading:
    """A sentence made ready for the rules."""

    def __init__(
        self, tokens: Tokens, lexicon: Lexicon, numbers: tuple[Number, ...], inside: frozenset[int], told: bool
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.numbers = numbers
        """Those that may count something, from left to right."""
        self.inside = inside
        """Tokens of numbers, of measures too."""
        self.starts = {number.first: n for n, number in enumerate(numbers)}
        """Index in `numbers` by first token."""
        counted = frozenset(at for number in numbers for at in range(number.first, number.last))
        self.cues = _find_cues(tokens, inside, counted, lexicon, told)
        """By the token with which they begin."""
        self.last_cue = max(self.cues, default=-1)
        """Where the last cue begins; -1 where there is none."""
        self.endings = {cue.last: cue for cue in self.cues.values()}
        """By the token after them."""
        self.phrases: dict[int, Phrase] = {}
        """The noun phrases that have been read, by the first token of their number."""
        self.low = tokens.low
        """A token in lower case; nothing outside the sentence."""
        groups = ((at, lexicon.groups.match(tokens, at)) for at in lexicon.groups.starts(tokens))
        self.groups = {at: named for at, named in groups if named is not None}
        """The nouns of groups, by the token with which they begin: where each ends, and the groups that it names."""

    @cached_property
    def covered(self) -> frozenset[int]:
        """Tokens of cues."""
        return frozenset(at for cue in self.cues.values() for at in range(cue.first, cue.last))

    @cached_property
    def has_around(self) -> bool:
        """Whether the first piece of a verb in two pieces stands in it."""
        return not self.lexicon.around.firsts.isdisjoint(self.tokens.lows)

    @cached_property
    def capitalised(self) -> bool:
        """Whether every word begins with a capital, as in some headlines."""
        return all(text[0].isupper() for at, text in enumerate(self.tokens.texts) if self.is_word(at))

    @cached_property
    def verbless(self) -> bool:
        """Whether no verb of being or having stands in it, as in many headlines."""
        return not any(self.within(at, "be", "have") for at in range(len(self.tokens)))

    def kinds(self, at: int) -> frozenset[str]:
        """The kinds of small words that a token is one of."""
        return self.lexicon.kinds.get(self.tokens.lows[at], _NO_KIND)

    def within(self, at: int, *kinds: str) -> bool:
        """Whether a token is a small word of one of these kinds."""
        try:
            own = self.lexicon.kinds.get(self.tokens.lows[at])
        except IndexError:
            return False
        return own is not None and not own.isdisjoint(kinds)

    def is_word(self, at: int) -> bool:
        """Whether a word stands there, no mark and no figure."""
        return 0 <= at < len(self.tokens.texts) and kind_of(self.tokens.texts[at]) == "word"


def read_sentence(text: str, offset: int, lexicon: Lexicon, told: bool = False) -> Reading | None:
    """Read a sentence that begins at `offset` in the entry's text; None where no number in it can count anything.

    `told`: the text before has told of an event, so that weak cues count.
    """
    tokens = tokenise(text, offset)
    if not any(tokens.kind(at) == "word" for at in range(len(tokens))):
        return None
    every = find_numbers(tokens, lexicon)
    numbers = tuple(number for number in every if not is_measure(tokens, number, lexicon))
    if not numbers:
        return None
    inside = frozenset(at for number in every for at in range(number.first, number.last))
    return Reading(tokens, lexicon, numbers, inside, told)


def _metrics_at(tokens: Tokens, phrases: Phrases[str]) -> frozenset[str]:
    """The metrics that a word of the sentence names."""
    if phrases.firsts.isdisjoint(tokens.lows):
        return frozenset()
    found = (phrases.match(tokens, at) for at in phrases.starts(tokens))
    return frozenset(metric for hit in found if hit is not None for metric in hit[1])


def _find_cues(
    tokens: Tokens, inside: frozenset[int], counted: frozenset[int], lexicon: Lexicon, told: bool
) -> dict[int, Cue]:
    cues: dict[int, Cue] = {}
    barred = _metrics_at(tokens, lexicon.unless)
    # In a text that has told of an event weak cues need no context; where there are none, nobody asks for it.
    context: Set[str] | None = lexicon.metrics.keys() if told else None
    behind = 0
    for at in lexicon.cues.starts(tokens):
        if at < behind or at in inside or (found := lexicon.cues.match(tokens, at, counted)) is None:
            continue
        behind, signs = found
        if context is None and any(sign.weak for sign in signs):
            context = _metrics_at(tokens, lexicon.contexts)
        telling = _telling(signs, barred, context or frozenset())
        if telling:
            cues[at] = cue_of(at, behind, telling)
    return cues


def _telling(signs: tuple[Sign, ...], barred: Set[str], context: Set[str]) -> tuple[Sign, ...]:
    """The signs of a phrase that hold in its sentence."""
    never = {sign.metric for sign in signs if sign.part == "never"} | barred
    return tuple([sign for sign in signs if sign.metric not in never and (not sign.weak or sign.metric in context)])
