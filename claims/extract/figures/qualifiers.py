"""How exact a number is said to be: "at least", "nearly", "or more"."""

from dataclasses import dataclass
from typing import cast

from claims.extract.figures.numbers import Number
from claims.extract.figures.reading import Reading
from claims.extract.figures.tokens import tokenise
from claims.records import Qualifier

_LONGEST = 6
_BEHIND = frozenset({"or", "and", "plus", "+", "at", "-", "ish", "odd", "give"})


@dataclass(frozen=True, slots=True)
class Qualified:
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
        for begin in range(max(0, end - _LONGEST), end):
            found = reading.lexicon.qualifiers.match(reading.tokens, begin)
            if found is None or found[0] != end or found[1][0] == "vague":
                continue
            if reading.low(begin) == "up" and reading.within(begin - 1, "changes"):
                continue  # "The toll went up to 11"
            return begin, cast(Qualifier, found[1][0])
    return None


def _after(reading: Reading, number: Number) -> list[Qualifier]:
    """The words behind a number: "20 or more", "200+", "60-plus"."""
    at = number.last
    glued = reading.tokens[at - 1]
    if glued.kind == "word" and number.end < glued.end and number.end >= glued.start - 1:
        # "Twenty-odd", "a dozen-plus", "200ish"
        own = reading.lexicon.qualifiers.match(tokenise(glued.text[number.end - glued.start :].lstrip("-‑")), 0)
        return [cast(Qualifier, own[1][0])] if own and own[1][0] != "vague" else []
    if reading.low(at) in ("-", "people") and reading.low(at + 1) in _BEHIND:
        at += 1
    if at == number.last and reading.low(at) == "odd":
        return []
    if reading.low(at) not in _BEHIND or (reading.low(at) == "plus" and reading.tokens[at].start == 0):
        return []
    found = reading.lexicon.qualifiers.match(reading.tokens, at)
    return [cast(Qualifier, found[1][0])] if found and found[1][0] != "vague" else []
