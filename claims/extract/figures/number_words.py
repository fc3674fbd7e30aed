"""Numbers in words: "two hundred and six", "half a million", "one and a half million"."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from claims.extract.figures.digits import parts_of
from claims.extract.figures.lexicon import Lexicon
from claims.extract.figures.number import Number
from claims.extract.figures.tokens import Tokens, tokenise

_MOST_WORDS = 12
"""Words of the longest number."""
_SHARES = (
    (("half",), "0.5"),
    (("a", "half"), "0.5"),
    (("a", "quarter"), "0.25"),
    (("one", "quarter"), "0.25"),
    (("three", "quarters"), "0.75"),
)
_WHOLES = frozenset({"thousand", "million", "billion", "trillion"})
"""Magnitudes of which "and a half" adds a half: "a million and a half"."""

_JOINING = frozenset({"a", "an", "and", "half", "of", "quarter", "quarters"})
"""Words of numbers beside those that have a value."""


class _Piece(NamedTuple):
    """A word of a number, or a part of one written with hyphens."""

    low: str
    token: int
    end: int
    """Its end in the text."""
    closes: bool
    """No further part of its token follows."""


def _pieces(tokens: Tokens, at: int, lexicon: Lexicon) -> list[_Piece]:
    """The words from a token on, cut at hyphens, up to the first mark, figure or word that is part of no number."""
    pieces: list[_Piece] = []
    for index in range(at, min(len(tokens), at + _MOST_WORDS)):
        if tokens.kind(index) != "word":
            break
        end, parts = tokens.start(index), parts_of(tokens.lows[index])
        for count, part in enumerate(parts):
            end += len(part) + (count > 0)
            pieces.append(_Piece(part, index, end, count == len(parts) - 1))
            if not _goes_on(part, lexicon):
                return pieces
    return pieces


def words_at(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    """Number words: "two hundred and six", "a hundred", "half-a-million", "one and a half million", "forty-odd"."""
    single = lexicon.numerals["units"].get(tokens.lows[at])
    if single is not None and not _goes_on(parts_of(tokens.lows[at + 1])[0], lexicon):
        return Number(at, at + 1, tokens.start(at), tokens.end(at), Decimal(single), magnified=single >= 1000)
    return _of_words(tokens, at, lexicon)


def _goes_on(word: str, lexicon: Lexicon) -> bool:
    """Whether a word behind one of a number may belong to it."""
    return word in _JOINING or word in lexicon.numerals["units"] or word in lexicon.numerals["magnitudes"]


def _of_words(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    """The number of several words, or of one word with hyphens, that begins at a token."""
    pieces = _pieces(tokens, at, lexicon)
    magnitudes = lexicon.numerals["magnitudes"]
    begin, factor = _share_of(pieces)
    if begin < len(pieces) and pieces[begin].low in ("a", "an"):
        begin += 1
    led = begin > 0
    if begin >= len(pieces) or (led and pieces[begin].low not in magnitudes):
        return None
    if not led and pieces[begin].low not in lexicon.numerals["units"]:
        return None
    value, last, high = _sum_of_words(pieces, begin, lexicon)
    if last == begin:
        return None
    words = [piece.low for piece in pieces[last : last + 4]]
    if words[:3] == ["and", "a", "half"] and factor == 1 and value < 100 and words[3:] and words[3] in magnitudes:
        value, last = (value + Decimal("0.5")) * magnitudes[words[3]], last + 4
    elif words[:3] == ["and", "a", "half"] and factor == 1 and pieces[last - 1].low in _WHOLES:
        value, last = value + Decimal(magnitudes[pieces[last - 1].low]) / 2, last + 3
    final, top = pieces[last - 1], None if high is None else Decimal(high)
    currency = None
    if not final.closes and (last >= len(pieces) or pieces[last].low not in lexicon.small["membership"]):
        sign = lexicon.currency(tokenise(pieces[last].low), 0) if last < len(pieces) else None
        if sign is None or value < 1000:
            return None
        currency = sign[1]
    whole = Number(at, final.token + 1, tokens.start(at), final.end, value * factor, top, currency=currency)
    return whole._replace(magnified=top is None and value >= 1000)


def _share_of(pieces: Sequence[_Piece]) -> tuple[int, Decimal]:
    """How many pieces stand before the magnitude of "half a million", "a quarter of a million", and its factor."""
    words = [piece.low for piece in pieces[:6]]
    for spelling, factor in _SHARES:
        if words[: len(spelling)] == [*spelling]:
            at = len(spelling)
            for filler in ("of", "a"):
                at += at < len(words) and words[at] == filler
            return at, Decimal(factor)
    return 0, Decimal(1)


def _sum_of_words(pieces: Sequence[_Piece], at: int, lexicon: Lexicon) -> tuple[Decimal, int, int | None]:
    """The value of "two hundred and fifty thousand", the piece after it, and the upper end of "two-three"."""
    units, magnitudes = lexicon.numerals["units"], lexicon.numerals["magnitudes"]
    total = part = 0
    last, previous = at, ""
    while last < len(pieces):
        word = pieces[last].low
        small = units.get(word)
        if small is not None and (last == at or previous == "magnitude" or (previous == "tens" and small < 10)):
            part, previous = part + small, "tens" if small >= 20 and small % 10 == 0 else "units"
        elif small is not None and last == at + 1 and small > part and pieces[last].closes and not pieces[at].closes:
            return Decimal(part), last + 1, small
        elif word in magnitudes and (previous or last == at):
            total, part = _multiplied(total, part, magnitudes[word])
            previous = "magnitude"
        elif word == "and" and previous == "magnitude" and last + 1 < len(pieces) and part + total >= 100:
            if units.get(pieces[last + 1].low) is None or total % 1000 != 0 or part % 100 != 0:
                break
            if pieces[last - 1].low not in ("hundred", "thousand"):
                break
        else:
            break
        last += 1
    return Decimal(total + part), last, None


def _multiplied(total: int, part: int, factor: int) -> tuple[int, int]:
    if factor >= 1000:
        return total + (part or 1) * factor, 0
    return total, (part or 1) * factor
