"""The numbers of a sentence: digits, number words, ranges, vague words and sums of money, with their values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extract.figures.lexicon import ARTICLES, Lexicon
from claims.extract.figures.tokens import Token

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d{1,12}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|[1-9]\d{0,2}\.\d00")
_DASHES = frozenset("-–—‑")
_MOST_DIGITS = 18
_LONGEST_CURRENCY = 4
_LONGEST_CHANGE = 9
_QUARTERS = (
    (("a", "quarter"), "0.25"),
    (("one", "quarter"), "0.25"),
    (("three", "quarters"), "0.75"),
    (("three-quarters",), "0.75"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a sentence: tokens `first` to `last` (exclusive), its span in the text, its value."""

    first: int
    last: int
    start: int
    end: int
    value: Decimal | None
    value_high: Decimal | None = None
    vague: str | None = None
    currency: str | None = None
    magnified: bool = False
    """Written with a magnitude: "200 million"."""
    bare: bool = False
    """Digits alone, without grouping: it may be a year."""


def find_numbers(tokens: Sequence[Token], lexicon: Lexicon) -> list[Number]:
    """The numbers of a sentence, from left to right; a range is one, a number written twice is its digits."""
    found: list[Number] = []
    for at in _starts(tokens, lexicon):
        if found and at < found[-1].last:
            continue
        number = _vague_at(tokens, at, lexicon) or _none_at(tokens, at, lexicon) or _number_at(tokens, at, lexicon)
        if number is not None:
            found.append(_with_currency(tokens, _widened(tokens, number, lexicon), lexicon))
    return found


def _starts(tokens: Sequence[Token], lexicon: Lexicon) -> list[int]:
    """The tokens with which a number may begin; at most it can't, so they are done with here."""
    words, last = lexicon.begins_number, len(tokens) - 1
    return [
        at
        for at, token in enumerate(tokens)
        if token.low in words
        or token.kind == "digits"
        or (token.kind == "word" and not token.low.isalpha())
        or (token.low in ARTICLES and at < last and tokens[at + 1].low in lexicon.after_article)
    ]


def read_digits(text: str) -> Decimal | None:
    """The value of digits: "7,939", "12.5", "1.200.000"; None where they are garbled."""
    if len(text) > _MOST_DIGITS:
        return None
    if _DOTTED.fullmatch(text):
        return Decimal(text.replace(".", ""))
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


def _number_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    token = tokens[at]
    if token.kind == "digits":
        return _digits_at(tokens, at, lexicon)
    if token.kind == "word":
        return _words_at(tokens, at, lexicon)
    return None


def _digits_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    token = tokens[at]
    value = read_digits(token.text)
    if value is None or _glued_before(tokens, at):
        return None
    last, end, bare = at + 1, token.end, token.text.isdigit()
    following = tokens[last] if last < len(tokens) else None
    if following and following.start == end and following.kind in ("word", "digits"):
        letters = lexicon.numerals["letters"].get(following.low)
        if letters is None:
            return None
        return Number(at, last + 1, token.start, following.end, value * letters, magnified=True)
    if following and following.low == "-" and following.start == end and _glued_word(tokens, last, lexicon):
        return None
    while bare and len(token.text) <= 3 and last < len(tokens) and _is_group_of_three(tokens, last):
        value = value * 1000 + Decimal(tokens[last].text)
        end = tokens[last].end
        last += 1
    factor, last = _magnitude_at(tokens, last, lexicon)
    return Number(
        *(at, last, token.start, tokens[last - 1].end, value * factor), magnified=factor != 1, bare=bare and factor == 1
    )


def _glued_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether the digits are the tail of a name or a code: "Covid-19", "#5", "T.56"."""
    if at == 0 or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1]
    if before.kind == "word":
        return len(before.text) > 3 or before.text.islower()
    if before.low in ("-", "‑", "."):
        return at > 1 and tokens[at - 2].end == before.start and tokens[at - 2].kind == "word"
    return before.low in ("#", "/", "+", "_", "№", "=", "*")


def _glued_word(tokens: Sequence[Token], dash: int, lexicon: Lexicon) -> bool:
    """Whether a dash ties a word to the number: "12-year-old", "5.6-magnitude"."""
    after = tokens[dash + 1] if dash + 1 < len(tokens) else None
    glued = after is not None and after.start == tokens[dash].end and after.kind == "word"
    return glued and after is not None and after.low not in lexicon.small["membership"]


def _is_group_of_three(tokens: Sequence[Token], at: int) -> bool:
    """Whether "000" of "12 000" stands here, after one space."""
    token = tokens[at]
    return len(token.text) == 3 and token.text.isdigit() and token.start == tokens[at - 1].end + 1


def _words_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Number words, "a hundred" and "half a million" among them."""
    first, factor = at, Decimal(1)
    quarters = _quarters_at(tokens, at)
    if quarters is not None and quarters[0] < len(tokens):
        at, factor = quarters
        if tokens[at].low not in lexicon.numerals["magnitudes"]:
            return None
        value, last = _sum_of_words(tokens, at, lexicon)
        return Number(first, last, tokens[first].start, tokens[last - 1].end, value * factor, magnified=value >= 1000)
    if tokens[at].low == "half" and at + 1 < len(tokens) and tokens[at + 1].low in ("a", "of"):
        at, factor = at + 1, Decimal("0.5")
    if tokens[at].low in ("a", "an", "of") and at + 1 < len(tokens):
        if tokens[at + 1].low == "half" and at + 2 < len(tokens) and first == at:
            at, factor = at + 1, Decimal("0.5")
        if at + 1 >= len(tokens) or tokens[at + 1].low not in lexicon.numerals["magnitudes"]:
            return None
        at += 1
    elif _small_value(tokens[at].low, lexicon) is None:
        return None
    value, last = _sum_of_words(tokens, at, lexicon)
    return Number(first, last, tokens[first].start, tokens[last - 1].end, value * factor, magnified=value >= 1000)


def _quarters_at(tokens: Sequence[Token], at: int) -> tuple[int, Decimal] | None:
    """The magnitude that follows "a quarter of a", "three-quarters of a", and the factor on it."""
    for spelling, factor in _QUARTERS:
        if tokens[at].low == spelling[0] and [token.low for token in tokens[at : at + len(spelling)]] == [*spelling]:
            at += len(spelling)
            for filler in ("of", "a"):
                at += at < len(tokens) and tokens[at].low == filler
            return at, Decimal(factor)
    return None


def _small_value(word: str, lexicon: Lexicon) -> int | None:
    """The value of a word, "forty-eight" is 48; a hyphenated word that holds anything else has none."""
    total = 0
    for part in word.replace("‑", "-").split("-"):
        value = lexicon.numerals["units"].get(part)
        if value is None:
            return None
        total += value
    return total


def _sum_of_words(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Decimal, int]:
    """The value of "two hundred and fifty thousand", and the token after it."""
    magnitudes = lexicon.numerals["magnitudes"]
    total = part = 0
    last, previous = at, ""
    while last < len(tokens):
        word = tokens[last].low
        small = _small_value(word, lexicon)
        if small is not None and (last == at or previous == "magnitude" or (previous == "tens" and small < 10)):
            part, previous = part + small, "tens" if small >= 20 and small % 10 == 0 else "units"
        elif word in magnitudes and (previous or last == at):
            total, part = _multiplied(total, part, magnitudes[word])
            previous = "magnitude"
        elif word == "and" and previous == "magnitude" and last + 1 < len(tokens) and part + total >= 100:
            if _small_value(tokens[last + 1].low, lexicon) is None or total % 1000 != 0 or part % 100 != 0:
                break
            if not _joins_with_and(tokens, last, lexicon):
                break
        else:
            break
        last += 1
    return Decimal(total + part), last


def _joins_with_and(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "and" is part of a number: "two hundred and six"."""
    return tokens[at - 1].low == "hundred" or tokens[at - 1].low == "thousand"


def _multiplied(total: int, part: int, factor: int) -> tuple[int, int]:
    if factor >= 1000:
        return total + (part or 1) * factor, 0
    return total, (part or 1) * factor


def _magnitude_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, int]:
    """The factor of "million" after digits, and the token after it."""
    factor = 1
    while at < len(tokens) and tokens[at].low in lexicon.numerals["magnitudes"] and factor < 10**12:
        factor *= lexicon.numerals["magnitudes"][tokens[at].low]
        at += 1
    if factor == 1 and at < len(tokens) and tokens[at].low in ("m", "bn", "tn", "mn"):
        return lexicon.numerals["letters"][tokens[at].low], at + 1
    return factor, at


def _none_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Zero, as in "no one" and "no deaths"; "no longer" and "no more than" are none."""
    found = lexicon.none.match(tokens, at)
    if found is None or (found[0] < len(tokens) and tokens[found[0]].low in lexicon.small["not_none"]):
        return None
    return Number(at, found[0], tokens[at].start, tokens[found[0] - 1].end, Decimal(0))


def _vague_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    found = lexicon.vague.match(tokens, at)
    if found is None:
        return None
    last, slugs = found
    return Number(at, last, tokens[at].start, tokens[last - 1].end, None, vague=slugs[0])


def _widened(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """The range or the number in brackets that begins with this number, else the number itself."""
    at = number.last
    if at + 1 >= len(tokens) or number.value is None:
        return number
    if tokens[at].low == "(":
        again = _number_at(tokens, at + 1, lexicon)
        same = again is not None and again.value == number.value and tokens[again.last : again.last + 1]
        return replace(again, first=number.first) if again and same and same[0].low == ")" else number
    before = tokens[number.first - 1].low if number.first else ""
    joined = (
        _is_range_dash(tokens, at)
        or tokens[at].low in ("to", "or")
        or (tokens[at].low == "and" and before == "between")
    )
    if not joined or (tokens[at].low == "to" and _is_change(tokens, number.first, lexicon)):
        return number
    upper = at + 1
    signed = lexicon.currency(tokens, upper)
    upper = signed[0] if signed else upper
    high = _number_at(tokens, upper, lexicon) if upper < len(tokens) else None
    if high is None or high.value is None:
        return number
    low = _scaled(number, high)
    if low >= high.value or (number.bare and _is_year(number.value)):
        return replace(high, first=number.first, start=number.start, value=None, vague="")
    return replace(high, first=number.first, start=number.start, value=low, value_high=high.value, bare=False)


def _is_range_dash(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash ties two numbers: "20-30", "20 - 30"; a long dash with space around it parts clauses."""
    if tokens[at].low not in _DASHES:
        return False
    tight = tokens[at].start == tokens[at - 1].end
    return tight or (tokens[at].low != "—" and tokens[at - 1].kind == "digits" == tokens[at + 1].kind)


def _is_change(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether "from 46 to 60" tells of a change: a verb of change stands before it, or what is counted up."""
    if not first or tokens[first - 1].low not in ("from", "by"):
        return False
    telling = lexicon.small["changes"] | lexicon.small["numbers_of"]
    return any(token.low in telling for token in tokens[max(0, first - _LONGEST_CHANGE) : first - 1])


def _is_year(value: Decimal) -> bool:
    return 1000 <= value <= 2100


def _scaled(low: Number, high: Number) -> Decimal:
    """The lower end, in the upper end's magnitude where it has none of its own: "5-6,000", "2 to 3 million"."""
    assert low.value is not None
    assert high.value is not None
    if low.magnified or low.value >= 1000:
        return low.value
    for factor in (10**9, 10**6, 10**5, 1000):
        if high.value >= factor and low.value * factor < high.value and (high.magnified or low.value < 100):
            return low.value * factor
    return low.value


def _with_currency(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """The number with the currency that stands right before or after it."""
    for back in range(_LONGEST_CURRENCY, 0, -1):
        begin = number.first - back
        found = lexicon.currency(tokens, begin) if begin >= 0 else None
        if found and found[0] == number.first:
            return replace(number, currency=found[1])
    at = number.last + (1 if number.last < len(tokens) and tokens[number.last].low in ("of", "in") else 0)
    found = lexicon.currency(tokens, at) if at < len(tokens) else None
    if found and (tokens[at].kind == "word" or tokens[at].low in "€£"):
        return replace(number, currency=found[1], last=found[0])
    return number
