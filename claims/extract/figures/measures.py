"""Numbers that count nothing: dates, times, ages, distances, scores, names with a number."""

from collections.abc import Callable
from typing import Literal

from claims.extract.figures.digits import read_digits
from claims.extract.figures.lexicon import Lexicon
from claims.extract.figures.number import Number
from claims.extract.figures.tokens import Tokens

Measure = Literal[
    "garbled",
    "question",
    "unit",
    "date",
    "label",
    "age",
    "year",
    "time",
    "pronoun",
    "share",
    "score",
    "address",
]

_LONGEST_QUALIFIER = 4
"""Words of the longest qualifier before a number."""
_LONGEST_STREET = 4
"""Words behind a number among which that for a street stands."""
_SHORTEST_YEAR = 4
"""Digits of a year: "one of 2022" is no share."""
_SHARES_OF = frozenset({"most"})
_PLURAL = frozenset({"were", "are", "have", "weren't", "aren't", "haven't"})
_SINGULAR = frozenset({"was", "is", "has", "who", "whose", "from", "of", "wasn't", "had"})
_ENDS_AGE = frozenset({",", ";", ")", ".", "and", "—", "–"})


def is_measure(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether the number is a measure, date, time, age, year, score or part of a name."""
    return measure_of(tokens, number, lexicon) is not None


_BASE_OF_SHARE = 10
"""The largest base of a share: "three in ten", not "three of 40"."""


def measure_of(tokens: Tokens, number: Number, lexicon: Lexicon) -> Measure | None:
    """What the number is that it counts nothing, the first kind that fits; None where it may count something."""
    if number.value is None:
        if number.vague == "":
            return "garbled"
        if number.vague == "many" and tokens.lows[number.first - 1] in lexicon.small["before_many"]:
            return "question"
        return "unit" if _has_unit(tokens, number, lexicon) else None
    for kind, holds in _MEASURES:
        if holds(tokens, number, lexicon):
            return kind
    return None


def _is_broken(tokens: Tokens, number: Number) -> bool:
    """Whether nothing can be counted so: "a 6.1 quake", "0530", the rest of "0800 123 456"; money can."""
    if number.currency is not None or number.value is None:
        return False
    if number.value % 1 != 0 or (number.value == 0 and number.value_high is not None):
        return True
    first = number.first
    if tokens.kind(first) != "digits":
        return False
    while first and (tokens.kind(first - 1) == "digits" or tokens.lows[first - 1] in ("-", ")", "(")):
        first -= 1
    row = [tokens.texts[at] for at in range(first, number.first + 1) if tokens.kind(at) == "digits"]
    return any(len(text) > 2 and text[0] == "0" for text in row) or (len(row) > 1 and tokens.lows[first - 1] == "+")


def _goes_on(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether it shares the unit that is tied to the next number: "18 to 24-year-olds", "two- or three-day"."""
    at = number.last + (tokens.lows[number.last] == "-")
    if tokens.lows[at] not in ("to", "or", "-", "–") or at + 1 >= len(tokens):
        return False
    if tokens.kind(at + 1) == "digits":
        tied = tokens.lows[at + 2] == "-" and _is_tight(tokens, at + 1, at + 3) if at + 3 < len(tokens) else False
        word = tokens.lows[at + 3].split("-")[0]
    else:
        first, *rest = tokens.lows[at + 1].split("-")
        tied, word = bool(rest) and first in lexicon.numerals["units"], rest[0] if rest else ""
    return tied and word in lexicon.small["units"]


def _is_score(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether two numbers tied by a dash are a result: "lost 1-3", "a 2-4 defeat", "by 5-7"."""
    if number.value_high is None or number.last - number.first != 3 or tokens.kind(number.first) != "digits":
        return False
    if tokens.kind(number.first + 1) != "mark" or lexicon.groups.match(tokens, number.last) is not None:
        return False
    before, after = tokens.lows[number.first - 1], tokens.lows[number.last]
    return before in lexicon.small["before_score"] or after in lexicon.small["after_score"]


def _is_address(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether a street is named behind it: "at 45 Elm Road", "outside 10 Downing Street"."""
    if tokens.lows[number.first - 1] not in lexicon.small["before_address"] or not number.bare:
        return False
    for at in range(number.last, min(len(tokens), number.last + _LONGEST_STREET)):
        if not tokens.texts[at][:1].isupper():
            return False
        if at > number.last and tokens.lows[at] in lexicon.small["streets"]:
            return True
    return False


def _has_unit(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether a unit follows: "40 miles", "three more days", "5 per cent"; money in pounds is no weight."""
    if number.currency is not None:
        return False
    units, at = lexicon.small["units"], number.last
    if tokens.lows[at] in lexicon.small["superlatives"]:
        return True
    if tokens.lows[at : at + 3] == ["and", "a", "half"]:
        at += 3
    elif tokens.lows[at] in lexicon.small["before_unit"]:
        at += 1
    if f"{tokens.lows[at]} {tokens.lows[at + 1]}" in units:
        return True
    word = tokens.texts[at] if at < len(tokens) else ""
    return word in units or word.lower() in units or ("-" in word and word.lower().split("-")[0] in units)


def _is_date(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether it is the day of a month: "9 January", "January 9", "Jan. 5-6"."""
    if number.magnified or number.value is None or (number.value_high or number.value) > 31:
        return False
    months = lexicon.small["months"]
    before = number.first - 1
    if tokens.lows[before] == ".":
        before -= 1
    named = tokens.lows[before] in months and tokens.texts[before][:1].isupper()
    last = number.last
    follows = tokens.lows[last] in months and tokens.texts[last][:1].isupper()
    listed = tokens.lows[before] in ("and", ",") and before > 1 and tokens.lows[before - 2] in months
    ends = listed and last < len(tokens) and tokens.kind(last) == "mark"
    return named or follows or (ends and tokens.kind(before - 1) == "digits")


def _is_labelled(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether a label stands right before, and no noun that is counted after: "magnitude 5", "Route 9"."""
    labels = lexicon.small["labels"]
    before = number.first - 1
    if before < 0 or number.magnified:
        return False
    two = f"{tokens.lows[before - 1]} {tokens.lows[before]}"
    if two in lexicon.small["names"] or tokens.lows[before] in lexicon.small["names"]:
        return True
    if two not in labels and tokens.lows[before] not in labels:
        return False
    counted = lexicon.groups.match(tokens, number.last) is not None
    if tokens.texts[before][:1].isupper() and before > 0:
        # "In Elm District 12 people": the label is the tail of a place's name.
        named = tokens.lows[before] in lexicon.small["tails"] and tokens.texts[before - 1][:1].isupper()
        return not (named and (counted or tokens.lows[number.last] in _PLURAL))
    if tokens.lows[number.last] in _PLURAL and tokens.lows[before] in lexicon.small["tails"]:
        return False  # "In the building 12 were killed"
    return lexicon.groups.match(tokens, number.last) is None and lexicon.cues.match(tokens, number.last) is None


def _is_age(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether it is an age: "Ann Roe, 54, who", "aged 70", "a boy of 12", "then 22,"."""
    if number.value is None or number.value > 120:
        return False
    after = tokens.lows[number.last]
    if number.value_high is not None:
        told = {tokens.lows[number.first - back] for back in (1, 2, 3, 4)}
        return tokens.lows[number.first - 1] in ("aged", "between", "from", "of") and bool(
            told & {"aged", "ages", "age"}
        )
    if tokens.lows[number.first - 1] == after == "," and tokens.lows[number.last + 1] in _SINGULAR:
        return True
    listed = _behind_list(tokens, number.first)
    before = tokens.lows[listed - 1]
    two = f"{tokens.lows[listed - 2]} {before}"
    ages = lexicon.small["ages"]
    if two in ages or before in ages:
        return after in _ENDS_AGE or after == "" or after in lexicon.noun_stops or before == "aged"
    named = number.first >= 2 and (tokens.texts[number.first - 2][:1].isupper() or tokens.lows[number.first - 2] == ")")
    ends = after in _ENDS_AGE or after == ""
    return before in (",", "(") and named and ends and tokens.kind(number.first) == "digits"


def _behind_list(tokens: Tokens, at: int) -> int:
    """The first of the bare numbers that are listed up to a token: "aged [19], 22 and 34"."""
    while at > 1 and tokens.lows[at - 1] in ("and", ",", "or") and tokens.kind(at - 2) == "digits":
        at -= 2
    return at


def _is_year(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """A bare four-digit number from 1800 to 2100, unless people or things follow that are counted."""
    if not number.bare or number.value is None or not 1800 <= number.value <= 2100:
        return False
    before = tokens.lows[number.first - 1]
    if before in lexicon.small["before_year"] or before in lexicon.small["months"]:
        return True
    if (
        _is_qualified(tokens, number.first, lexicon)
        and tokens.lows[number.last] in lexicon.small["be"] | lexicon.small["have"]
    ):
        return False  # "Over 2000 have been hurt"
    return number.last >= len(tokens) or lexicon.groups.match(tokens, number.last) is None


def _is_qualified(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a qualifier ends before a token, and no word that stands before years leads it: "since about 2000"."""
    for begin in range(max(0, at - _LONGEST_QUALIFIER), at):
        found = lexicon.qualifiers.match(tokens, begin)
        if found is not None and found[0] == at:
            return tokens.lows[begin - 1] not in lexicon.small["before_year"]
    return False


def _is_time(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether it is a clock: "21:00", "by 6.10", "at 9 on Monday"."""
    before, after = tokens.lows[number.first - 1], tokens.lows[number.last]
    if ":" in (before, after):
        near = number.first - 2 if before == ":" else number.last + 1
        if (
            0 <= near < len(tokens)
            and tokens.kind(near) == "digits"
            and _is_tight(tokens, *sorted((number.first, near)))
        ):
            return True
    text = tokens.texts[number.first]
    if before == "at" and len(text) == 4 and text.isdigit() and int(text) < 2400 and int(text[2:]) < 60:
        counted = tokens.lows[number.first - 2] in lexicon.small["before_at"]
        return not counted and (after in lexicon.small["after_time"] or after in lexicon.small["weekdays"])
    if number.value is None or number.value >= 25 or before not in lexicon.small["before_time"]:
        return False
    if "." in text:
        return len(text.split(".")[1]) == 2
    counted = tokens.lows[number.first - 2] in lexicon.small["before_at"]
    ends = after in ("", ",", ".", ";", "on") or after in lexicon.small["weekdays"]
    return before == "at" and ends and not counted and text.isdigit()


def _is_tight(tokens: Tokens, first: int, last: int) -> bool:
    """Whether no space parts the tokens: "21:00", not "3,500: 1,200 killed"."""
    return tokens.start(last) - tokens.end(first) == last - first - 1


def _is_fraction(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether it is a share or what one is of: "four in ten", "1 in 5", "per 100,000", "a third of the 300 homes"."""
    after, at = tokens.lows[number.last], number.first - 1
    if after in ("in", "out") and _is_one_of(tokens, number, lexicon):
        return True
    if after in lexicon.small["fractions"] and after not in _SHARES_OF:
        return True
    if tokens.lows[at] in ("per", "every"):
        return True
    if _is_base_of_share(tokens, number, lexicon):
        return True
    at -= tokens.lows[at] in lexicon.small["articles"] or tokens.lows[at] in ("some", "about", "all", "around")
    shared = tokens.lows[at] == "of" and tokens.lows[at - 1] in lexicon.small["fractions"]
    return shared and lexicon.cues.match(tokens, number.last) is None


def _is_base_of_share(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether it is what a smaller number is a share of: "nine in [ten] of the dead", "two out of [five]"."""
    at, lows = number.first - 1, tokens.lows
    within = lows[at] == "in"
    if number.value is None or not (within or (lows[at] == "of" and lows[at - 1] == "out")):
        return False
    before = lows[at - 1 if within else at - 2]
    smaller = float(before) if before.isdigit() else lexicon.numerals["units"].get(before, 0)
    return 0 < smaller < number.value <= _BASE_OF_SHARE


def _is_one_of(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether a larger number follows of which it is so many: "four in ten", "3 out of 5"."""
    words = tokens.lows[number.last : number.last + 3]
    of = words[2] if words[:2] in (["out", "of"], ["in", "every"]) else words[1] if words[0] == "in" else ""
    whole = read_digits(of) if of.isdigit() and len(of) < _SHORTEST_YEAR else lexicon.numerals["units"].get(of, 0)
    return number.value is not None and whole is not None and whole > number.value


def _is_pronoun(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether "one" counts nothing: "one of the worst", "the one", "one another", "one in five"."""
    if number.value != 1 or tokens.lows[number.first] != "one":
        return False
    before, after = tokens.lows[number.first - 1], tokens.lows[number.last]
    following = tokens.lows[number.last + 1]
    if before in lexicon.small["before_one"]:
        return True
    if after == "of":
        return following not in lexicon.small["pronouns"]
    if after == "in":
        return following in lexicon.numerals["units"]
    return after in lexicon.small["after_one"]


_MEASURES: tuple[tuple[Measure, Callable[[Tokens, Number, Lexicon], bool]], ...] = (
    ("unit", _has_unit),
    ("unit", _goes_on),
    ("score", _is_score),
    ("address", _is_address),
    ("date", _is_date),
    ("label", _is_labelled),
    ("age", _is_age),
    ("year", _is_year),
    ("time", _is_time),
    ("pronoun", _is_pronoun),
    ("share", _is_fraction),
    ("garbled", lambda tokens, number, lexicon: _is_broken(tokens, number)),
)
