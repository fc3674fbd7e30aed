"""The numbers of a sentence: digits, number words, ranges, vague words and sums of money, with their values."""

from decimal import Decimal
from itertools import compress, count

from claims.extract.figures.digits import digits_at, parts_of, priced_at
from claims.extract.figures.lexicon import ARTICLES, Lexicon
from claims.extract.figures.number import Number
from claims.extract.figures.number_words import words_at
from claims.extract.figures.tokens import Tokens, kind_of

_DASHES = frozenset("-–—‑−‒~")
_LONGEST_CURRENCY = 4
"""Words of the longest name of a currency."""
_LONGEST_CHANGE = 9
"""Words before "from 46 to 60" among which a change is told: it is no range then."""


def find_numbers(tokens: Tokens, lexicon: Lexicon) -> list[Number]:
    """The numbers of a sentence, from left to right; a range is one, a number written twice is its digits."""
    found: list[Number] = []
    for at in _starts(tokens, lexicon):
        if found and at < found[-1].last:
            continue
        number = _worded_at(tokens, at, lexicon) or _number_at(tokens, at, lexicon)
        if number is not None:
            found.append(_with_currency(tokens, _widened(tokens, number, lexicon), lexicon))
    return found


def _starts(tokens: Tokens, lexicon: Lexicon) -> list[int]:
    """The tokens with which a number may begin; at most it can't, so they are done with here."""
    lows = tokens.lows
    return [
        at
        for at in compress(count(), map(lexicon.may_begin_number.__getitem__, lows))
        if lows[at] not in ARTICLES or parts_of(lows[at + 1])[0] in lexicon.after_article
    ]


def _number_at(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    kind = tokens.kind(at)
    if kind == "digits":
        return digits_at(tokens, at, lexicon)
    if kind == "word":
        return words_at(tokens, at, lexicon) or priced_at(tokens, at, lexicon)
    return None


def _worded_at(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    """A vague number or zero."""
    low = tokens.lows[at]
    found = _vague_at(tokens, at, lexicon) if low in lexicon.vague.firsts else None
    return _none_at(tokens, at, lexicon) if found is None and low in lexicon.none.firsts else found


def _none_at(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    """Zero, as in "no one" and "no deaths"; "no longer" and "no more than" are none."""
    found = lexicon.none.match(tokens, at)
    if found is None or tokens.low(found[0]) in lexicon.small["not_none"]:
        return None
    if tokens.lows[at] == "no" and "digits" in map(kind_of, tokens.texts[at + 1 : at + 3]):
        return None  # "No. 10"
    return Number(at, found[0], tokens.start(at), tokens.end(found[0] - 1), Decimal(0))


def _vague_at(tokens: Tokens, at: int, lexicon: Lexicon) -> Number | None:
    found = lexicon.vague.match(tokens, at)
    if found is None:
        return None
    last, slugs = found
    return Number(at, last, tokens.start(at), tokens.end(last - 1), None, vague=slugs[0])


def _widened(tokens: Tokens, number: Number, lexicon: Lexicon) -> Number:
    """The range or the number in brackets that begins with this number, else the number itself."""
    at = number.last
    if at + 1 >= len(tokens) or number.value is None:
        return number
    if tokens.lows[at] == "(":
        again = _number_at(tokens, at + 1, lexicon)
        if again is None or again.value != number.value or tokens.low(again.last) != ")":
            return number
        digits = tokens.kind(number.first) == "digits"
        last = again.last + 1
        return number._replace(last=last) if digits else again._replace(first=number.first, last=last)
    before = tokens.lows[number.first - 1] if number.first else ""
    joined = (
        _is_range_dash(tokens, at)
        or tokens.lows[at] in ("to", "or")
        or (tokens.lows[at] == "and" and "between" in (before, _before_sign(tokens, number, lexicon)))
    )
    if not joined or (tokens.lows[at] == "to" and _is_change(tokens, number.first, lexicon)):
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
    first = number.first - (before == "from" and tokens.lows[at] == "to")
    return high._replace(first=first, start=number.start, value=low, value_high=high.value, bare=False)


def _before_sign(tokens: Tokens, number: Number, lexicon: Lexicon) -> str:
    """The word before the currency of a sum: "between $2bn and $3bn"."""
    for back in range(1, min(_LONGEST_CURRENCY, number.first - 1) + 1):
        found = lexicon.currency(tokens, number.first - back)
        if found and found[0] == number.first:
            return tokens.lows[number.first - back - 1]
    return ""


def _is_range_dash(tokens: Tokens, at: int) -> bool:
    """Whether a dash ties two numbers: "20-30", "20 - 30"; a long dash with space around it parts clauses."""
    if tokens.lows[at] not in _DASHES:
        return False
    tight = tokens.start(at) == tokens.end(at - 1)
    return tight or (tokens.lows[at] != "—" and tokens.kind(at - 1) == "digits" == tokens.kind(at + 1))


def _is_change(tokens: Tokens, first: int, lexicon: Lexicon) -> bool:
    """Whether "from 46 to 60" tells of a change: a verb of change stands before it, or what is counted up."""
    if not first or tokens.lows[first - 1] not in ("from", "by"):
        return False
    telling = lexicon.small["changes"] | lexicon.small["numbers_of"]
    return not telling.isdisjoint(tokens.lows[max(0, first - _LONGEST_CHANGE) : first - 1])


def _is_year(value: Decimal) -> bool:
    return 1000 <= value <= 2100


def _scaled(low: Number, high: Number, tokens: Tokens, lexicon: Lexicon) -> Decimal:
    """The lower end, in the upper end's magnitude where it has none: "5-6,000", "2 to 3 million", "10-15 crore"."""
    assert low.value is not None
    assert high.value is not None
    if low.magnified:
        return low.value
    factor = 1
    for at in range(high.last - 1, high.first, -1):
        word = parts_of(tokens.lows[at])[0]
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


def _with_currency(tokens: Tokens, number: Number, lexicon: Lexicon) -> Number:
    """The number with the currency that stands right before or after it."""
    signed = tokens.lows[number.first - 1] in lexicon.currencies.lasts
    for begin in range(max(0, number.first - _LONGEST_CURRENCY), number.first if signed else 0):
        found = lexicon.currency(tokens, begin)
        if found and found[0] == number.first and _is_sign(tokens, begin, number.first, number, lexicon):
            return number._replace(currency=found[1])
    at = number.last + (tokens.lows[number.last] in ("of", "in"))
    found = lexicon.currency(tokens, at)
    signed = found is not None and (tokens.kind(at) == "word" or tokens.lows[at] in "€£")
    if found and signed and _is_sign(tokens, at, found[0], number, lexicon):
        return number._replace(currency=found[1], last=found[0])
    return number


def _is_sign(tokens: Tokens, first: int, last: int, number: Number, lexicon: Lexicon) -> bool:
    """Whether a currency is no other word: "R 20 million", "3 billion won", but "they won 20", "Section R 20"."""
    texts = tokens.texts[first:last]
    if "$" in texts and tokens.end(last - 1) - tokens.start(first) > sum(map(len, texts)):
        return False  # "a $20m loss"
    text = texts[0]
    other = len(texts) == 1 and (
        (len(text) == 1 and tokens.kind(first) == "word") or tokens.lows[first] in lexicon.small["finite"]
    )
    return not other or (number.magnified and (text.isupper() or first > number.first))
