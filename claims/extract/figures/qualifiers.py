"""How exact a number is said to be: "at least", "nearly", "or more"."""

from typing import NamedTuple, cast

from claims.extract.figures.number import Number
from claims.extract.figures.reading import Reading
from claims.extract.figures.tokens import tokenise
from claims.records import Qualifier

_LONGEST = 6
"""Words of the longest qualifier before a number."""
_NEAR_TOTAL = 8
"""Words before "up to" among which the total stands that goes up."""
_FARTHEST_BEHIND = 3
"""Words between a number and what qualifies it behind: "20 people or more"."""
_FAR_BEHIND = frozenset({"or", "and", "at", "give", "if", "possibly", "perhaps"})
_BEHIND = _FAR_BEHIND | {"plus", "+", "-", "ish", "odd", "upwards", "max", "maximum"}
_MARKS = frozenset({",", "(", "–", "—", "-"})


class Qualified(NamedTuple):
    """The qualifier of a number and the token with which the qualified number begins."""

    qualifier: Qualifier
    first: int


def read_qualifier(reading: Reading, number: Number) -> Qualified:
    """Read the words before and after a number; the outermost bound wins ("at least some 20" is at least 20)."""
    first, found = _before(reading, number)
    if number.vague is not None:
        return Qualified("vague", first)
    if number.value_high is not None:
        return Qualified("range", first)
    behind = _after(reading, number)
    bounds = [slug for slug in (*reversed(found), *behind) if slug not in ("about", "exact", "range", "vague")]
    if bounds:
        return Qualified(bounds[0], first)
    return Qualified("about" if "about" in (*found, *behind) else "exact", first)


def words_of(reading: Reading, number: Number, qualified: Qualified) -> tuple[int, int] | None:
    """The tokens of the words that qualify a number; None where it is exact or says itself how exact it is."""
    for at in (*range(qualified.first, number.first), *range(number.last, number.last + _FARTHEST_BEHIND + 1)):
        found = reading.lexicon.qualifiers.match(reading.tokens, at)
        if found is not None and found[1][0] == qualified.qualifier:
            return at, found[0]
    return None


def _before(reading: Reading, number: Number) -> tuple[int, list[Qualifier]]:
    """The first token of the qualifiers before a number, and what they say, the nearest first."""
    first, found = _skip_currency(reading, number), list[Qualifier]()
    while True:
        match = _ending_at(reading, first)
        if match is None:
            return first, found
        begin, slug = match
        found.append(slug)
        first = begin


def _skip_currency(reading: Reading, number: Number) -> int:
    if number.currency is None:
        return number.first
    for back in (4, 3, 2, 1):
        begin = number.first - back
        if begin < 0:
            continue
        found = reading.lexicon.currency(reading.tokens, begin)
        if found is not None and found[0] == number.first:
            return begin
    return number.first


def _ending_at(reading: Reading, last: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier that ends where the number begins; an adverb may stand between."""
    for end in (last, last - 1):
        if end != last and reading.low(end) not in (
            "an",
            "a",
            "the",
            "just",
            "estimated",
            "“",
            '"',
            "some",
            "another",
            "confirmed",
        ):
            break
        if reading.low(end - 1) not in reading.lexicon.qualifiers.lasts:
            continue
        for begin in range(max(0, end - _LONGEST), end):
            found = reading.lexicon.qualifiers.match(reading.tokens, begin)
            if found is None or found[0] != end or found[1][0] == "vague":
                continue
            if reading.low(begin) == "up" and _is_change(reading, begin):
                continue  # "The toll went up to 11", "Quake toll up to 11"
            if _is_of_verb(reading, begin, end):
                continue  # "ran over three people"
            return begin, cast(Qualifier, found[1][0])
    return None


def _is_change(reading: Reading, at: int) -> bool:
    """Whether "up" goes with a verb of change, or with a total and no verb: "Death toll in Orle quake up to 11"."""
    if reading.within(at - 1, "changes"):
        return True
    for back in range(at, max(-1, at - _NEAR_TOTAL), -1):
        cue = reading.endings.get(back)
        if cue is not None and cue.has("total"):
            return True
        if reading.within(back - 1, "be", "have", "modals", "total_links", "numbers_of") or back - 1 in reading.inside:
            return False
    return False


def _is_of_verb(reading: Reading, begin: int, end: int) -> bool:
    """Whether the words are the tail of a verb that stands before them."""
    cue = reading.endings.get(end)
    return cue is not None and cue.first < begin and cue.has("verb")


def _after(reading: Reading, number: Number) -> list[Qualifier]:
    """The words behind a number or its noun: "20 or more", "200+", "60-plus", "20 villagers at the least"."""
    tokens, glue = reading.tokens, number.last - 1
    if tokens.kind(glue) == "word" and tokens.start(glue) - 1 <= number.end < tokens.end(glue):
        # "Twenty-odd", "a dozen-plus", "200ish"
        own = reading.lexicon.qualifiers.match(
            tokenise(tokens.texts[glue][number.end - tokens.start(glue) :].lstrip("-‑")), 0
        )
        return [cast(Qualifier, own[1][0])] if own and own[1][0] != "vague" else []
    farthest = number.last + _FARTHEST_BEHIND + 1
    if _BEHIND.isdisjoint(reading.tokens.lows[number.last : farthest]):
        return []
    for at in range(number.last, farthest):
        if at != number.last and not (reading.is_word(at - 1) or reading.low(at - 1) in _MARKS):
            break
        words = _BEHIND if at == number.last or (at == number.last + 1 and reading.low(at - 1) == "-") else _FAR_BEHIND
        found = _behind(reading, at) if reading.low(at) in words else None
        if found is not None:
            return [found]
        if at in reading.inside or reading.within(at, "be", "have", "conjunctions", "relatives"):
            break
    return []


def _behind(reading: Reading, at: int) -> Qualifier | None:
    """The qualifier that stands at a token and ends there: not the "at least" of "at least 30", nor "or more than"."""
    if reading.low(at) == "odd" and reading.low(at - 1) != "-":
        return None
    if reading.low(at) == "plus" and reading.tokens.start(at) == 0:
        return None
    found = reading.lexicon.qualifiers.match(reading.tokens, at)
    if found is None or found[1][0] == "vague" or reading.low(found[0]) == "than" or found[0] in reading.inside:
        return None
    return cast(Qualifier, found[1][0])
