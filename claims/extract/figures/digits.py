"""Numbers in digits: grouped, with letters or a magnitude tied to them, with the letters of a currency before them."""

import re
from decimal import Decimal

from claims.extract.figures.lexicon import Lexicon
from claims.extract.figures.number import Number
from claims.extract.figures.tokens import Token, Tokens, tokenise

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d{1,12}\.\d+")
_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_THREE_PLACES = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_PLAIN_LETTERED = re.compile(r"(\d+)([^\W\d_]*)")
_PRICED = re.compile(r"(?P<sign>[^\W\d_]{1,4})(?P<digits>\d+)(?P<letters>[^\W\d_]*)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|[1-9]\d{0,2}\.\d00")
_MOST_DIGITS = 18
"""Characters of digits with their marks; longer ones are no number."""
_MOST_PLAIN = 12
"""Digits of a number without any mark."""
_HALVES = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
}
_ABBREVIATED = frozenset({"m", "bn", "tn", "mn", "mil", "bil"})
"""Magnitudes behind digits and a space."""
_SEVERAL = {"10": "dozens", "100": "hundreds", "1000": "thousands", "1,000": "thousands"}
"""What "100s of people" are called in words."""


def read_digits(text: str) -> Decimal | None:
    """The value of digits: "7,939", "12.5", "1.200.000"; None where they are garbled."""
    if len(text) > _MOST_DIGITS:
        return None
    if text.isdecimal() and len(text) <= _MOST_PLAIN:
        return Decimal(text)
    if _DOTTED.fullmatch(text):
        return Decimal(text.replace(".", ""))
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


def digits_at(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    """The number in digits that begins at a token, with what is tied to it."""
    text, start, end, last = tokens.texts[at], tokens.start(at), tokens.end(at), at + 1
    value, bare = _value_of(tokens, at, lexicon), text.isdigit()
    if value is None or _glued_before(tokens, at, lexicon):
        return None
    if last < len(tokens) and tokens.start(last) == end:
        if tokens.kind(last) in ("word", "digits"):
            return _with_letters(tokens, Number(at, last, start, end, value), lexicon)
        if tokens.lows[last] == "-" and _glued_word(tokens, last, lexicon):
            return None
    while bare and len(text) <= 3 and _is_group_of_three(tokens, last):
        value = value * 1000 + Decimal(tokens.texts[last])
        end = tokens.end(last)
        last += 1
    part, behind = _part_at(tokens, last)
    if part is not None and _magnitude_at(tokens, behind, lexicon)[0] > 1:
        value, last = value + part, behind
    return _magnified(Number(at, last, start, end, value, bare=bare), tokens, lexicon)


def _with_letters(tokens: Tokens, number: Number, lexicon: Lexicon) -> Number | None:
    """The number with the word that is glued to it: "4.1m", "100s of people"."""
    letters = tokens[number.last]
    if (
        letters.low == "s"
        and tokens.lows[number.last + 1] == "of"
        and (several := _SEVERAL.get(tokens.texts[number.first]))
    ):
        return Number(number.first, number.last + 1, number.start, letters.end, None, vague=several)
    lettered = _lettered(number, letters, lexicon)
    return lettered and _magnified(lettered, tokens, lexicon)


def _value_of(tokens: Tokens, at: int, lexicon: Lexicon) -> Decimal | None:
    """The value of a token of digits: "7.939" is in thousands, unless money or a magnitude stands by: "1,2 million"."""
    text = tokens.texts[at]
    value = read_digits(text)
    if text.isdecimal():
        return value
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
    word, *rest = parts_of(letters.low)
    factor = lexicon.numerals["letters"].get(word)
    if rest and factor and (high := _PLAIN_LETTERED.fullmatch(rest[0])) is not None:
        times = lexicon.numerals["letters"].get(high[2], 0) if high[2] else factor
        ends = number.value * factor, Decimal(high[1]) * times
        whole = number._replace(
            last=number.last + 1, end=letters.end, value=ends[0], value_high=ends[1], magnified=True
        )
        return whole if ends[0] < ends[1] else None
    if rest and rest[0] not in lexicon.small["membership"]:
        return None
    half = _HALVES.get(word)
    if half is not None:
        return number._replace(last=number.last + 1, end=letters.end, value=number.value + half)
    if word in lexicon.small["membership"]:
        return number._replace(last=number.last + 1)
    if factor is None:
        return None
    end = letters.start + len(word)
    return number._replace(last=number.last + 1, end=end, value=number.value * factor, magnified=True)


def _part_at(tokens: Tokens, at: int) -> tuple[Decimal | None, int]:
    """What adds to a number before its magnitude, and the token after it: "2 and a half million", "2 1/2 million"."""
    if tokens.lows[at] in _HALVES:
        return _HALVES[tokens.lows[at]], at + 1
    if tokens.lows[at : at + 3] == ["and", "a", "half"]:
        return Decimal("0.5"), at + 3
    return None, at


def _magnified(number: Number, tokens: Tokens, lexicon: Lexicon) -> Number:
    """The number with the magnitude behind it."""
    assert number.value is not None
    factor, last, end, currency = _magnitude_at(tokens, number.last, lexicon)
    if factor == 1:
        return number
    value = number.value * factor
    return number._replace(last=last, end=end, value=value, currency=currency, magnified=True, bare=False)


def priced_at(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    """A sum with the letters of its currency glued to it: "Rs200 crore", "USD2bn", "P1.2 billion", "N50m"."""
    found = _PRICED.fullmatch(tokens.texts[at])
    if found is None:
        return None
    sign, begin = found["sign"], tokens.start(at) + found.start("digits")
    if sign.islower() or (code := lexicon.currency(tokenise(sign), 0)) is None:
        return None
    text, last = found["digits"], at + 1
    if not found["letters"] and last + 1 < len(tokens) and tokens.lows[last] in (".", ","):
        after = tokens[last + 1]
        if after.kind == "digits" and after.start == tokens.end(last) == tokens.start(last) + 1 == tokens.end(at) + 1:
            text, last = text + tokens.lows[last] + after.text, last + 2
    comma = _COMMA.fullmatch(text) is not None and _magnitude_at(tokens, last, lexicon)[0] > 1
    value = Decimal(text.replace(",", ".")) if comma else read_digits(text)
    if value is None:
        return None
    number = Number(at, last, begin, tokens.end(last - 1), value, currency=code[1])
    if found["letters"]:
        glued: Token | None = tokenise(found["letters"], tokens.start(at) + found.start("letters"))[0]
        number = number._replace(last=at, end=begin + len(text))
    else:
        glued = tokens[last] if last < len(tokens) and tokens.start(last) == number.end else None
    if glued is not None and glued.kind == "word":
        return _lettered(number, glued, lexicon)
    magnified = _magnified(number, tokens, lexicon)
    if len(sign) == 1 and not magnified.magnified and "," not in text:
        return None
    return magnified._replace(currency=code[1])


def _glued_before(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether the digits are the tail of a name or a code: "Covid-19", "#5", "T.56"; "Rs.200" and "c.200" are none."""
    if at == 0 or tokens.end(at - 1) != tokens.start(at):
        return False
    before, start = tokens.texts[at - 1], tokens.start(at - 1)
    if tokens.kind(at - 1) == "word":
        return len(before) > 3 or before.islower()
    if before == "." and (at == 1 or tokens.end(at - 2) < start):
        return True  # ".22"
    if before in ("-", "‑", "."):
        glued = at > 1 and tokens.end(at - 2) == start and tokens.kind(at - 2) == "word"
        qualified = before == "." and (
            lexicon.currency(tokens, at - 2) is not None or lexicon.qualifiers.match(tokens, at - 2) is not None
        )
        return glued and not qualified
    return before in ("#", "/", "+", "_", "№", "=", "*")


def _glued_word(tokens: Tokens, dash: int, lexicon: Lexicon) -> bool:
    """Whether a dash ties a word to the number: "12-year-old", "5.6-magnitude"; not "2-million", "60-strong"."""
    at = dash + 1
    if at >= len(tokens) or tokens.start(at) != tokens.end(dash) or tokens.kind(at) != "word":
        return False
    low = tokens.lows[at]
    return low not in lexicon.small["membership"] and parts_of(low)[0] not in lexicon.numerals["magnitudes"]


def parts_of(word: str) -> list[str]:
    """The parts of a hyphened word."""
    return word.replace("‑", "-").split("-")


def _is_group_of_three(tokens: Tokens, at: int) -> bool:
    """Whether "000" of "12 000" stands here, after one space."""
    text = tokens.low(at)
    return len(text) == 3 and text.isdigit() and tokens.start(at) == tokens.end(at - 1) + 1


def _magnitude_at(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, int, int, str | None]:
    """The factor of "million" after digits, the token after it, its end, and the currency of "-million-dollar"."""
    magnitudes, factor, end = lexicon.numerals["magnitudes"], 1, 0
    if tokens.lows[at].isalpha() and tokens.lows[at] not in magnitudes and tokens.lows[at] not in _ABBREVIATED:
        return factor, at, end, None
    while at < len(tokens) and factor < 10**12:
        dashed = tokens.lows[at] in ("-", "‑") and tokens.start(at) == tokens.end(at - 1)
        word = tokens[at + dashed] if at + dashed < len(tokens) else tokens[at]
        first, *rest = parts_of(word.low)
        if first not in magnitudes or (dashed and word.start != tokens.end(at)):
            break
        factor *= magnitudes[first]
        at, end = at + dashed + 1, word.start + len(first)
        if rest:
            sign = lexicon.currency(tokenise(rest[0]), 0)
            return factor, at, end, sign[1] if sign else None
    if factor == 1 and at < len(tokens) and tokens.lows[at] in _ABBREVIATED:
        return lexicon.numerals["letters"][tokens.lows[at]], at + 1, tokens.end(at), None
    return factor, at, end, None
