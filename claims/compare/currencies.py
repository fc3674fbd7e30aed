"""Sums in two currencies: compared in the reference currency of rates that a person gives, else not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from claims.compare.citing import sentence
from claims.compare.dating import day_of
from claims.compare.figure import Converted, Figure
from claims.compare.interval import Measure, Measured
from claims.compare.pair import Tie
from claims.compare.reasons import day_words, phrase
from claims.compare.standing import UNDATED
from claims.compare.sweep import Course, Sweep
from claims.rates import Rate, Rates

_SIGNIFICANT = 4
"""Digits with which a converted sum is written: a rate is no more exact."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Rates, and the zone in which their days are those of the event."""

    rates: Rates
    zone: tzinfo

    def converted(self, figure: Figure) -> Figure | None:
        """The figure in the reference currency; None where it has none, or no rate is given.

        A sum said exactly is converted as "about": who converted it before had another rate.
        """
        rate = self._rate(figure)
        if rate is None or figure.value is None:
            return None
        if rate.currency == self.rates.reference:
            return figure
        units = float(rate.units)
        made = figure._replace(
            key=figure.key._replace(unit=self.rates.reference),
            value=figure.value / units,
            high=None if figure.high is None else figure.high / units,
            qualifier="about" if figure.qualifier == "exact" else figure.qualifier,
        )
        return made._replace(converted=Converted(phrase(figure), self._note(figure, made, rate)))

    def lacking(self, figure: Figure) -> str:
        """Why a figure can't be converted, as the end of a sentence."""
        if figure.key.unit is None:
            return "the currency of one is not known"
        if figure.value is None:
            return "one is no number that could be converted"
        if figure.holds is None:
            return "the day of one is not known"
        return f"no rate of {figure.key.unit} was given for that day or before"

    def _rate(self, figure: Figure) -> Rate | None:
        return self.rates.on(figure.key.unit, day_of(figure.holds, self.zone)) if figure.key.unit else None

    def _note(self, figure: Figure, made: Figure, rate: Rate) -> str:
        """The sum in both currencies, with the rate, its date and its source."""
        about = [day_words(rate.day)] if rate.day else ["no date given"]
        about += [rate.source] if rate.source else []
        reference = self.rates.reference
        rounded = made._replace(value=_rounded(made.value), high=_rounded(made.high), qualifier=figure.qualifier)
        rate_words = f"{rate.units:f} {rate.currency} for 1 {reference} ({', '.join(about)})"
        return sentence(f"{phrase(figure)} is {phrase(rounded)} at {rate_words}.")


def ties_across(
    series: Sequence[Iterable[Measured]],
    exchange: Exchange,
    measure: Measure,
    course: Course,
    ends: dict[int, datetime],
) -> dict[int, list[Tie]]:
    """What figures in one currency do to those in another, by claim id; each of the series has its own currency."""
    of: dict[int, int] = {}
    told: list[Measured] = []
    for at, one in enumerate(series):
        made = [measure(figure) for each in one if (figure := exchange.converted(each.figure)) is not None]
        of |= dict.fromkeys((each.figure.claim for each in made), at)
        told += made
    told.sort(key=lambda each: (each.figure.said or UNDATED, each.figure.tie))
    found = Sweep(course, ends).take(told)
    across = (
        (claim, [tie for tie in ties if of[tie.earlier.figure.claim] != of[claim]]) for claim, ties in found.items()
    )
    return {claim: ties for claim, ties in across if ties}


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{_SIGNIFICANT}g}")
