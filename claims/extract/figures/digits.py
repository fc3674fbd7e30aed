"""Numbers in digits: grouped, with letters or a magnitude tied to them, with the letters of a currency before them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from claims.extract.figures.lexicon import Lexicon
from claims.extract.figures.number import Number
from claims.extract.figures.tokens import Token, tokenise

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d{1,12}(?:\.\d+)?")
_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_THREE_PLACES = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_PLAIN_LETTERED = re.compile(r"(\d+)([^\W\d_]*)")
_PRICED = re.compile(r"(?P<sign>[^\W\d_]{1,4})(?P<digits>\d+)(?P<letters>[^\W\d_]*)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|[1-9]\d{0,2}\.\d00")
_MOST_DIGITS = 18
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


def read_digits(text: str) -> Decimal | None:
    """The value of digits: "7,939", "12.5", "1.200.000"; None where they are garbled."""
    if len(text) > _MOST_DIGITS:
        return None
    if _DOTTED.fullmatch(text):
        return Decimal(text.replace(".", ""))
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


def digits_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """The number in digits that begins at a token, with what is tied to it."""
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
    return number._replace(last=last, end=end, value=value, currency=currency, magnified=True, bare=False)


def priced_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
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
        number = number._replace(last=at, end=begin + len(text))
    else:
        glued = tokens[last] if last < len(tokens) and tokens[last].start == number.end else None
    if glued is not None and glued.kind == "word":
        return _lettered(number, glued, lexicon)
    magnified = _magnified(number, tokens, lexicon)
    if len(sign) == 1 and not magnified.magnified and "," not in text:
        return None
    return magnified._replace(currency=code[1])


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
    return after.low not in lexicon.small["membership"] and parts_of(after.low)[0] not in lexicon.numerals["magnitudes"]


def parts_of(word: str) -> list[str]:
    """The parts of a hyphened word."""
    return word.replace("‑", "-").split("-")


def _is_group_of_three(tokens: Sequence[Token], at: int) -> bool:
    """Whether "000" of "12 000" stands here, after one space."""
    token = tokens[at]
    return len(token.text) == 3 and token.text.isdigit() and token.start == tokens[at - 1].end + 1


def _magnitude_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, int, int, str | None]:
    """The factor of "million" after digits, the token after it, its end, and the currency of "-million-dollar"."""
    magnitudes, factor, end = lexicon.numerals["magnitudes"], 1, 0
    while at < len(tokens) and factor < 10**12:
        dashed = tokens[at].low in ("-", "‑") and tokens[at].start == tokens[at - 1].end
        word = tokens[at + dashed] if at + dashed < len(tokens) else tokens[at]
        first, *rest = parts_of(word.low)
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
