"""Figures cited beside each other: with the year where years differ, with the hour where the day is the same."""

from collections.abc import Sequence

from claims.compare.interval import Measured
from claims.compare.reasons import Wording


def cite(wording: Wording, *told: Measured) -> list[str]:
    """Each figure with its speaker and date: "7,939 (Interior Ministry, 10 Jan)"."""
    days = [each.figure.said.astimezone(wording.zone).date() for each in told if each.figure.said]
    year = len({day.year for day in days}) > 1
    hour = len(days) == len(told) > 1 and len(set(days)) == 1
    return [wording.cited(each.figure, year, hour) for each in told]


def sentence(text: str) -> str:
    """Text that begins a sentence."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
