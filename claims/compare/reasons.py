"""Reasons in words: figures, speakers and times as people write them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from string import Formatter

from claims.compare.dating import Span, day_of
from claims.compare.figure import Figure
from claims.compare.interval import Measured, digits
from claims.compare.pair import Tie
from claims.records import Qualifier, StoredClaim

_WORDS: Mapping[Qualifier, str] = {
    "exact": "",
    "about": "about ",
    "nearly": "almost ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "fewer_than": "fewer than ",
    "range": "",
    "vague": "",
}
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Wording:
    """How reasons are written for one event: its time zone, and whether years need saying.

    A figure is cited in many reasons, so what is written of it is remembered.
    """

    zone: tzinfo = UTC
    """Zone in which dates and times are given."""
    _cited: dict[tuple[object, ...], str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _days: dict[Span | None, date | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def fill(self, because: str, later: Measured, earlier: Measured, other: Measured | None = None) -> str:
        """The sentence of a template about a later and an earlier figure, and perhaps another."""
        one, two = earlier.figure, later.figure
        days = self._day(one.dated), self._day(two.dated)
        year, hour = _year(days[0]) != _year(days[1]), days[0] == days[1]
        words = {name: self._word(name, one, two, other, year, hour) for name in _fields(because)}
        crossed = [phrase(each.figure) for each in (earlier, later) if each.interval.crossed]
        note = f" The range {crossed[0]} stands as written, its low end above its high end." if crossed else ""
        notes = "".join(f" {each.converted.note}" for each in (one, two) if each.converted)
        text = because.format_map(words)
        return text[:1].upper() + text[1:] + note + notes

    def of(self, tie: Tie) -> str:
        """The sentence of a relation."""
        return self.fill(tie.because, tie.later, tie.earlier, tie.other)

    def _word(self, name: str, one: Figure, two: Figure, other: Measured | None, year: bool, hour: bool) -> str:
        """What stands for a name in a template about an earlier figure `one` and a later figure `two`."""
        match name:
            case "later" | "later_in":
                return self.cited(two, year, hour, outlet=name == "later_in")
            case "earlier" | "earlier_in":
                return self.cited(one, year, hour, outlet=name == "earlier_in")
            case "other":
                return self.cited(other.figure, year, hour) if other else ""
            case "own":
                return f"{phrase(one)} ({self._when(one, year, hour)})"
            case "figure":
                return phrase(two)
            case "speaker":
                return two.name
            case "when":
                return self._when(two, year, hour)
            case "sides":
                return _sides(one, two)
            case "late":
                return " after the event's end"
            case "apart":
                return self._apart(one, two)
        raise KeyError(name)

    def cited(self, figure: Figure, year: bool = False, hour: bool = False, *, outlet: bool = False) -> str:
        """A figure with its speaker and date: "7,939 (Interior Ministry, 10 Jan)"."""
        asked = (figure.claim, figure.converted, year, hour, outlet)
        written = self._cited.get(asked)
        if written is None:
            who = figure.name if figure.attributed else f"{figure.name}, unattributed"
            if outlet and figure.attributed and figure.publisher_name != figure.name:
                who = f"{who} in {figure.publisher_name}"
            written = self._cited[asked] = f"{phrase(figure)} ({who}, {self._when(figure, year, hour)})"
        return written

    def _day(self, span: Span | None) -> date | None:
        """The day of a span in the zone."""
        if span not in self._days:
            self._days[span] = day_of(span, self.zone)
        return self._days[span]

    def _when(self, figure: Figure, year: bool, hour: bool) -> str:
        """The date; the hour where both figures are of one day; the day that the figure holds for, if another."""
        said = _date(figure.dated, self.zone, year, hour)
        if figure.holds is None or figure.holds is figure.dated or self._day(figure.dated) == self._day(figure.holds):
            return said
        return f"{said}, as of {_date(figure.holds, self.zone, year, False)}"

    def _apart(self, one: Figure, two: Figure) -> str:
        """The time between two figures, no more exactly than it is known: "3 hours apart", "dated the same day"."""
        if one.holds is None or two.holds is None:
            return "an unknown time apart"
        if one.holds.clock and two.holds.clock:
            return _hours(abs(two.holds.first - one.holds.first))
        days = [self._day(each) or date.min for each in (one.holds, two.holds)]
        if "month" in (one.holds.exactness, two.holds.exactness):
            months = [day.year * 12 + day.month for day in days]
            return _dated(abs(months[0] - months[1]), "month")
        return _dated(abs(days[0] - days[1]).days, "day")


@cache
def _fields(because: str) -> tuple[str, ...]:
    """The names that a template asks for."""
    return tuple(name for _, name, _, _ in Formatter().parse(because) if name)


def figure_words(claim: StoredClaim) -> str:
    """A claim's figure in words: "more than 3,000", "20 to 30", "about 175 million EUR"."""
    return figure_in_words(claim.qualifier, claim.value, claim.value_high, claim.number, claim.currency)


def figure_in_words(
    qualifier: Qualifier, value: Decimal | None, high: Decimal | None, number: str, currency: str | None
) -> str:
    """The same, from the parts of a claim."""
    low, up = (None if each is None else float(each) for each in (value, high))
    return worded(qualifier, low, up, number.lower(), currency)


def phrase(figure: Figure) -> str:
    """Qualifier and number of a figure in words, with its currency; of a converted one as it was said."""
    if figure.converted is not None:
        return figure.converted.words
    return worded(figure.qualifier, figure.value, figure.high, figure.number, figure.key.unit)


def worded(qualifier: Qualifier, value: float | None, high: float | None, number: str, unit: str | None) -> str:
    """A figure in words, from its parts; `number` is as written, in small letters."""
    if value is None:
        amount = number
    elif high is not None and high != value:
        amount = f"{_number(value, unit)} to {_number(high, unit)}"
    else:
        amount = _number(value, unit)
    return f"{_WORDS[qualifier]}{amount}{f' {unit}' if unit else ''}"


def _number(value: float, unit: str | None) -> str:
    """A number with thousands separators; round millions of money as "175 million"."""
    if unit is None or abs(value) < _MILLION or value % (_MILLION / 100):
        return digits(value)
    millions = value / _MILLION
    return f"{millions:,.10g} million" if millions < 1000 else f"{millions / 1000:,.10g} billion"


def _sides(one: Figure, two: Figure) -> str:
    """How independent two speakers are: " (2 speakers, 1 side)"."""
    if one.side is None or two.side is None:
        return " (2 speakers, a side unknown)"
    return f" (2 speakers, {'1 side' if one.side == two.side else '2 sides'})"


def _hours(gap: timedelta) -> str:
    """A time between two clocks: "3 hours apart", "2 days apart"."""
    if gap < timedelta(hours=1):
        return "less than an hour apart"
    days, hours = round(gap / timedelta(days=1)), round(gap / timedelta(hours=1))
    count, unit = (hours, "hour") if gap < timedelta(hours=36) else (days, "day")
    return f"{count} {unit}{'s' if count > 1 else ''} apart"


def _dated(count: int, unit: str) -> str:
    """A time between two dates: "dated the same day", "dated a day apart"."""
    if count == 0:
        return f"dated the same {unit}"
    return f"dated {'a' if count == 1 else count} {unit}{'s' if count > 1 else ''} apart"


def _year(day: date | None) -> int | None:
    return day.year if day else None


def day_words(day: date) -> str:
    """A day with its year: "5 Jan 2022"."""
    return f"{day.day} {day:%b %Y}"


def _date(span: Span | None, zone: tzinfo, year: bool, hour: bool) -> str:
    """A date, or a month where no more is known; with the hour where that is asked for and known."""
    day = day_of(span, zone)
    if span is None or day is None:
        return "undated"
    words = (f"{day:%b}" if span.exactness == "month" else f"{day.day} {day:%b}") + (f" {day.year}" if year else "")
    return f"{words} {span.first.astimezone(zone):%H:%M}" if hour and span.clock else words
