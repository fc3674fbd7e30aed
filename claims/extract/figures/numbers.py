"""The numbers of a sentence: digits, number words, ranges, vague words and sums of money, with their values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from claims.extract.figures.lexicon import ARTICLES, Lexicon
from claims.extract.figures.tokens import Token, tokenise

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d{1,12}(?:\.\d+)?")
_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_THREE_PLACES = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_PLAIN_LETTERED = re.compile(r"(\d+)([^\W\d_]*)")
_PRICED = re.compile(r"(?P<sign>[^\W\d_]{1,4})(?P<digits>\d+)(?P<letters>[^\W\d_]*)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|[1-9]\d{0,2}\.\d00")
_DASHES = frozenset("-–—‑−‒~")
_MOST_DIGITS = 18
_LONGEST_CURRENCY = 4
_MOST_WORDS = 12
_SHARES = (
    (("half",), "0.5"),
    (("a", "half"), "0.5"),
    (("a", "quarter"), "0.25"),
    (("one", "quarter"), "0.25"),
    (("three", "quarters"), "0.75"),
)
_HALVES = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
}
_SEVERAL = {"10": "dozens", "100": "hundreds", "1000": "thousands", "1,000": "thousands"}
"""What "100s of people" are called in words."""
_WHOLES = frozenset({"thousand", "million", "billion", "trillion"})
"""Magnitudes of which "and a half" adds a half: "a million and a half"."""


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
        or (token.low in ARTICLES and at < last and _parts(tokens[at + 1].low)[0] in lexicon.after_article)
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
        return _words_at(tokens, at, lexicon) or _priced_at(tokens, at, lexicon)
    return None


def _digits_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    token = tokens[at]
    value, bare = _value_of(tokens, at, lexicon), token.text.isdigit()
    if value is None or _glued_before(tokens, at, lexicon):
        return None
    last, end = at + 1, token.end
    following = tokens[last] if last < len(tokens) else None
    if following and following.start == end and following.kind in ("word", "digits"):
        several = _SEVERAL.get(token.text) if following.low == "s" and _is_of(tokens, last + 1) else None
        if several:
            return Number(at, last + 1, token.start, following.end, None, vague=several)
        lettered = _lettered(Number(at, last, token.start, end, value), following, lexicon)
        return lettered and _magnified(lettered, tokens, lexicon)
    if following and following.low == "-" and following.start == end and _glued_word(tokens, last, lexicon):
        return None
    while bare and len(token.text) <= 3 and last < len(tokens) and _is_group_of_three(tokens, last):
        value = value * 1000 + Decimal(tokens[last].text)
        end = tokens[last].end
        last += 1
    part, behind = _part_at(tokens, last)
    if part is not None and _magnitude_at(tokens, behind, lexicon)[0] > 1:
        value, last = value + part, behind
    return _magnified(Number(at, last, token.start, end, value, bare=bare), tokens, lexicon)


def _is_of(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low == "of"


def _value_of(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Decimal | None:
    """The value of a token of digits: "7.939" is in thousands, unless money or a magnitude stands by: "1,2 million"."""
    text = tokens[at].text
    value = read_digits(text)
    if value is None:
        comma = _COMMA.fullmatch(text) is not None and _magnitude_at(tokens, at + 1, lexicon)[0] > 1
        return Decimal(text.replace(",", ".")) if comma else None
    if _THREE_PLACES.fullmatch(text) is None or _magnitude_at(tokens, at + 1, lexicon)[0] > 1:
        return value
    priced = at > 0 and any(lexicon.currency(tokens, at - back) for back in (1, 2))
    return value if priced else Decimal(text.replace(".", ""))


def _lettered(number: Number, letters: Token, lexicon: Lexicon) -> Number | None:
    """The number with what is glued to it: "4.1m", "12k-strong", "1½", "200ish"; None where that is no part of it."""
    assert number.value is not None
    word, *rest = _parts(letters.low)
    factor = lexicon.numerals["letters"].get(word)
    if rest and factor and (high := _PLAIN_LETTERED.fullmatch(rest[0])) is not None:
        times = lexicon.numerals["letters"].get(high[2], 0) if high[2] else factor
        ends = number.value * factor, Decimal(high[1]) * times
        whole = replace(
            number, last=number.last + 1, end=letters.end, value=ends[0], value_high=ends[1], magnified=True
        )
        return whole if ends[0] < ends[1] else None
    if rest and rest[0] not in lexicon.small["membership"]:
        return None
    half = _HALVES.get(word)
    if half is not None:
        return replace(number, last=number.last + 1, end=letters.end, value=number.value + half)
    if word in lexicon.small["membership"]:
        return replace(number, last=number.last + 1)
    if factor is None:
        return None
    end = letters.start + len(word)
    return replace(number, last=number.last + 1, end=end, value=number.value * factor, magnified=True)


def _part_at(tokens: Sequence[Token], at: int) -> tuple[Decimal | None, int]:
    """What adds to a number before its magnitude, and the token after it: "2 and a half million", "2 1/2 million"."""
    if at < len(tokens) and tokens[at].low in _HALVES:
        return _HALVES[tokens[at].low], at + 1
    if [token.low for token in tokens[at : at + 3]] == ["and", "a", "half"]:
        return Decimal("0.5"), at + 3
    return None, at


def _magnified(number: Number, tokens: Sequence[Token], lexicon: Lexicon) -> Number:
    """The number with the magnitude behind it."""
    assert number.value is not None
    factor, last, end, currency = _magnitude_at(tokens, number.last, lexicon)
    if factor == 1:
        return number
    value = number.value * factor
    return replace(number, last=last, end=end, value=value, currency=currency, magnified=True, bare=False)


def _priced_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """A sum with the letters of its currency glued to it: "Rs200 crore", "USD2bn", "P1.2 billion", "N50m"."""
    found = _PRICED.fullmatch(tokens[at].text)
    if found is None:
        return None
    sign, begin = found["sign"], tokens[at].start + found.start("digits")
    if sign.islower() or (code := lexicon.currency(tokenise(sign), 0)) is None:
        return None
    text, last = found["digits"], at + 1
    if not found["letters"] and last + 1 < len(tokens) and tokens[last].low in (".", ","):
        after = tokens[last + 1]
        if after.kind == "digits" and after.start == tokens[last].end == tokens[last].start + 1 == tokens[at].end + 1:
            text, last = text + tokens[last].low + after.text, last + 2
    comma = _COMMA.fullmatch(text) is not None and _magnitude_at(tokens, last, lexicon)[0] > 1
    value = Decimal(text.replace(",", ".")) if comma else read_digits(text)
    if value is None:
        return None
    number = Number(at, last, begin, tokens[last - 1].end, value, currency=code[1])
    if found["letters"]:
        glued: Token | None = tokenise(found["letters"], tokens[at].start + found.start("letters"))[0]
        number = replace(number, last=at, end=begin + len(text))
    else:
        glued = tokens[last] if last < len(tokens) and tokens[last].start == number.end else None
    if glued is not None and glued.kind == "word":
        return _lettered(number, glued, lexicon)
    magnified = _magnified(number, tokens, lexicon)
    if len(sign) == 1 and not magnified.magnified and "," not in text:
        return None
    return replace(magnified, currency=code[1])


def _glued_before(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the digits are the tail of a name or a code: "Covid-19", "#5", "T.56"; "Rs.200" and "c.200" are none."""
    if at == 0 or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1]
    if before.kind == "word":
        return len(before.text) > 3 or before.text.islower()
    if before.low == "." and (at == 1 or tokens[at - 2].end < before.start):
        return True  # ".22"
    if before.low in ("-", "‑", "."):
        glued = at > 1 and tokens[at - 2].end == before.start and tokens[at - 2].kind == "word"
        qualified = before.low == "." and (
            lexicon.currency(tokens, at - 2) is not None or lexicon.qualifiers.match(tokens, at - 2) is not None
        )
        return glued and not qualified
    return before.low in ("#", "/", "+", "_", "№", "=", "*")


def _glued_word(tokens: Sequence[Token], dash: int, lexicon: Lexicon) -> bool:
    """Whether a dash ties a word to the number: "12-year-old", "5.6-magnitude"; not "2-million", "60-strong"."""
    after = tokens[dash + 1] if dash + 1 < len(tokens) else None
    if after is None or after.start != tokens[dash].end or after.kind != "word":
        return False
    return after.low not in lexicon.small["membership"] and _parts(after.low)[0] not in lexicon.numerals["magnitudes"]


def _parts(word: str) -> list[str]:
    return word.replace("‑", "-").split("-")


def _is_group_of_three(tokens: Sequence[Token], at: int) -> bool:
    """Whether "000" of "12 000" stands here, after one space."""
    token = tokens[at]
    return len(token.text) == 3 and token.text.isdigit() and token.start == tokens[at - 1].end + 1


class _Piece(NamedTuple):
    """A word of a number, or a part of one written with hyphens."""

    low: str
    token: int
    end: int
    """Its end in the text."""
    closes: bool
    """No further part of its token follows."""


def _pieces(tokens: Sequence[Token], at: int) -> list[_Piece]:
    """The words from a token on, cut at hyphens, up to the first mark or figure."""
    pieces: list[_Piece] = []
    for index in range(at, min(len(tokens), at + _MOST_WORDS)):
        token = tokens[index]
        if token.kind != "word":
            break
        end, parts = token.start, _parts(token.low)
        for count, part in enumerate(parts):
            end += len(part) + (count > 0)
            pieces.append(_Piece(part, index, end, count == len(parts) - 1))
    return pieces


def _words_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Number words: "two hundred and six", "a hundred", "half-a-million", "one and a half million", "forty-odd"."""
    pieces = _pieces(tokens, at)
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
    whole = Number(at, final.token + 1, tokens[at].start, final.end, value * factor, top, currency=currency)
    return replace(whole, magnified=top is None and value >= 1000)


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


def _magnitude_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, int, int, str | None]:
    """The factor of "million" after digits, the token after it, its end, and the currency of "-million-dollar"."""
    magnitudes, factor, end = lexicon.numerals["magnitudes"], 1, 0
    while at < len(tokens) and factor < 10**12:
        dashed = tokens[at].low in ("-", "‑") and tokens[at].start == tokens[at - 1].end
        word = tokens[at + dashed] if at + dashed < len(tokens) else tokens[at]
        first, *rest = _parts(word.low)
        if first not in magnitudes or (dashed and word.start != tokens[at].end):
            break
        factor *= magnitudes[first]
        at, end = at + dashed + 1, word.start + len(first)
        if rest:
            sign = lexicon.currency(tokenise(rest[0]), 0)
            return factor, at, end, sign[1] if sign else None
    if factor == 1 and at < len(tokens) and tokens[at].low in ("m", "bn", "tn", "mn", "mil", "bil"):
        return lexicon.numerals["letters"][tokens[at].low], at + 1, tokens[at].end, None
    return factor, at, end, None


def _none_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Zero, as in "no one" and "no deaths"; "no longer" and "no more than" are none."""
    found = lexicon.none.match(tokens, at)
    if found is None or (found[0] < len(tokens) and tokens[found[0]].low in lexicon.small["not_none"]):
        return None
    if tokens[at].low == "no" and any(token.kind == "digits" for token in tokens[at + 1 : at + 3]):
        return None  # "No. 10"
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
        if not again or not same or same[0].low != ")":
            return number
        digits = tokens[number.first].kind == "digits"
        last = again.last + 1
        return replace(number, last=last) if digits else replace(again, first=number.first, last=last)
    before = tokens[number.first - 1].low if number.first else ""
    joined = (
        _is_range_dash(tokens, at)
        or tokens[at].low in ("to", "or")
        or (tokens[at].low == "and" and "between" in (before, _before_sign(tokens, number, lexicon)))
    )
    if not joined or (tokens[at].low == "to" and _is_change(tokens, number.first, lexicon)):
        return number
    upper = at + 1
    signed = lexicon.currency(tokens, upper)
    upper = signed[0] if signed else upper
    high = _number_at(tokens, upper, lexicon) if upper < len(tokens) else None
    if high is None or high.value is None:
        return number
    low = _scaled(number, high, tokens, lexicon)
    if low >= high.value or (number.bare and _is_year(number.value)):
        return replace(high, first=number.first, start=number.start, value=None, vague="")
    first = number.first - (before == "from" and tokens[at].low == "to")
    return replace(high, first=first, start=number.start, value=low, value_high=high.value, bare=False)


def _before_sign(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> str:
    """The word before the currency of a sum: "between $2bn and $3bn"."""
    for back in range(1, min(_LONGEST_CURRENCY, number.first - 1) + 1):
        found = lexicon.currency(tokens, number.first - back)
        if found and found[0] == number.first:
            return tokens[number.first - back - 1].low
    return ""


def _is_range_dash(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash ties two numbers: "20-30", "20 - 30"; a long dash with space around it parts clauses."""
    if tokens[at].low not in _DASHES:
        return False
    tight = tokens[at].start == tokens[at - 1].end
    return tight or (tokens[at].low != "—" and tokens[at - 1].kind == "digits" == tokens[at + 1].kind)


def _is_change(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether "from 46 to 60" tells of a change: a verb of change stands before it."""
    if not first or tokens[first - 1].low not in ("from", "by"):
        return False
    return any(token.low in lexicon.small["changes"] for token in tokens[max(0, first - 5) : first - 1])


def _is_year(value: Decimal) -> bool:
    return 1000 <= value <= 2100


def _scaled(low: Number, high: Number, tokens: Sequence[Token], lexicon: Lexicon) -> Decimal:
    """The lower end, in the upper end's magnitude where it has none: "5-6,000", "2 to 3 million", "10-15 crore"."""
    assert low.value is not None
    assert high.value is not None
    if low.magnified:
        return low.value
    factor = 1
    for at in range(high.last - 1, high.first, -1):
        word = _parts(tokens[at].low)[0]
        times = lexicon.numerals["magnitudes"].get(word) or lexicon.numerals["letters"].get(word)
        if times is None:
            break
        factor *= times
    if factor > 1:
        return low.value * factor if low.value < high.value / factor else low.value
    if low.value >= 1000:
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
        if found and found[0] == number.first and _is_sign(tokens[begin : number.first], number, lexicon):
            return replace(number, currency=found[1])
    at = number.last + (1 if number.last < len(tokens) and tokens[number.last].low in ("of", "in") else 0)
    found = lexicon.currency(tokens, at) if at < len(tokens) else None
    signed = found and (tokens[at].kind == "word" or tokens[at].low in "€£")
    if found and signed and _is_sign(tokens[at : found[0]], number, lexicon):
        return replace(number, currency=found[1], last=found[0])
    return number


def _is_sign(sign: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    """Whether a currency is no other word: "R 20 million", "3 billion won", but "they won 20", "Section R 20"."""
    if any(token.text == "$" for token in sign) and sign[-1].end - sign[0].start > sum(
        len(token.text) for token in sign
    ):
        return False  # "a $20m loss"
    other = len(sign) == 1 and (
        (len(sign[0].text) == 1 and sign[0].kind == "word") or sign[0].low in lexicon.small["finite"]
    )
    return not other or (number.magnified and (sign[0].text.isupper() or sign[0].start > number.start))
