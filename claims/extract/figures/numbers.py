"""The numbers of a sentence: digits, number words, ranges, vague words and sums of money, with their values."""

from collections.abc import Sequence
from decimal import Decimal

from claims.extract.figures.digits import digits_at, parts_of, priced_at
from claims.extract.figures.lexicon import ARTICLES, Lexicon
from claims.extract.figures.number import Number
from claims.extract.figures.number_words import words_at
from claims.extract.figures.tokens import Token

_DASHES = frozenset("-–—‑−‒~")
_LONGEST_CURRENCY = 4
_LONGEST_CHANGE = 9


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
        or (token.low in ARTICLES and at < last and parts_of(tokens[at + 1].low)[0] in lexicon.after_article)
    ]


def _number_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    token = tokens[at]
    if token.kind == "digits":
        return digits_at(tokens, at, lexicon)
    if token.kind == "word":
        return words_at(tokens, at, lexicon) or priced_at(tokens, at, lexicon)
    return None


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
        return number._replace(last=last) if digits else again._replace(first=number.first, last=last)
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
        return high._replace(first=number.first, start=number.start, value=None, vague="")
    first = number.first - (before == "from" and tokens[at].low == "to")
    return high._replace(first=first, start=number.start, value=low, value_high=high.value, bare=False)


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
    """Whether "from 46 to 60" tells of a change: a verb of change stands before it, or what is counted up."""
    if not first or tokens[first - 1].low not in ("from", "by"):
        return False
    telling = lexicon.small["changes"] | lexicon.small["numbers_of"]
    return any(token.low in telling for token in tokens[max(0, first - _LONGEST_CHANGE) : first - 1])


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
        word = parts_of(tokens[at].low)[0]
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
            return number._replace(currency=found[1])
    at = number.last + (1 if number.last < len(tokens) and tokens[number.last].low in ("of", "in") else 0)
    found = lexicon.currency(tokens, at) if at < len(tokens) else None
    signed = found and (tokens[at].kind == "word" or tokens[at].low in "€£")
    if found and signed and _is_sign(tokens[at : found[0]], number, lexicon):
        return number._replace(currency=found[1], last=found[0])
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
