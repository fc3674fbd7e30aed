"""Reasons in words: figures, speakers and times as people write them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from string import Formatter

from claims.compare.figure import Figure, figure_of
from claims.compare.interval import Measured, digits
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
    """How reasons are written for one event: its time zone, and whether years need saying."""

    zone: tzinfo = UTC
    """Zone in which dates and times are given."""

    def fill(self, because: str, later: Measured, earlier: Measured, other: Measured | None = None) -> str:
        """The sentence of a template about a later and an earlier figure, and perhaps another."""
        one, two = earlier.figure, later.figure
        year = _year(one, self.zone) != _year(two, self.zone)
        hour = _day(one, self.zone) == _day(two, self.zone)
        names: dict[str, Callable[[], str]] = {
            "later": lambda: self.cited(two, year, hour),
            "earlier": lambda: self.cited(one, year, hour),
            "later_in": lambda: self.cited(two, year, hour, outlet=True),
            "earlier_in": lambda: self.cited(one, year, hour, outlet=True),
            "own": lambda: f"{phrase(one)} ({self._when(one, year, hour)})",
            "other": lambda: self.cited(other.figure, year, hour) if other else "",
            "figure": lambda: phrase(two),
            "speaker": lambda: two.name,
            "when": lambda: self._when(two, year, hour),
            "sides": lambda: _sides(one, two),
            "late": lambda: " after the event's end",
            "apart": lambda: _apart(one, two),
        }
        crossed = [phrase(each.figure) for each in (earlier, later) if each.interval.crossed]
        note = f" The range {crossed[0]} stands as written, its low end above its high end." if crossed else ""
        text = because.format_map({field: names[field]() for field in _fields(because)})
        return text[:1].upper() + text[1:] + note

    def cited(self, figure: Figure, year: bool = False, hour: bool = False, *, outlet: bool = False) -> str:
        """A figure with its speaker and date: "7,939 (Interior Ministry, 10 Jan)"."""
        who = figure.name if figure.attributed else f"{figure.name}, unattributed"
        if outlet and figure.attributed and figure.publisher_name != figure.name:
            who = f"{who} in {figure.publisher_name}"
        return f"{phrase(figure)} ({who}, {self._when(figure, year, hour)})"

    def _when(self, figure: Figure, year: bool, hour: bool) -> str:
        """The date; the hour where both figures are of one day; the day that the figure holds for, if another."""
        said = _date(figure.said, self.zone, year, hour and figure.clock)
        if (
            figure.as_of is None
            or figure.stated_for is None
            or _day(figure, self.zone) == _local(figure.as_of, self.zone)
        ):
            return said
        return f"{said}, as of {_date(figure.as_of, self.zone, year, False)}"


@cache
def _fields(because: str) -> tuple[str, ...]:
    """The names that a template asks for."""
    return tuple(name for _, name, _, _ in Formatter().parse(because) if name)


def figure_words(claim: StoredClaim) -> str:
    """A claim's figure in words: "more than 3,000", "20 to 30", "about 175 million EUR"."""
    return phrase(figure_of(claim))


def phrase(figure: Figure) -> str:
    """Qualifier and number of a figure in words, with its currency."""
    if figure.value is None:
        number = figure.number
    elif figure.high is not None and figure.high != figure.value:
        number = f"{_number(figure.value, figure.key.unit)} to {_number(figure.high, figure.key.unit)}"
    else:
        number = _number(figure.value, figure.key.unit)
    return f"{_WORDS[figure.qualifier]}{number}{f' {figure.key.unit}' if figure.key.unit else ''}"


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


def _apart(one: Figure, two: Figure) -> str:
    """The time between two figures: "3 hours", "2 days"."""
    if one.as_of is None or two.as_of is None:
        return "an unknown time"
    gap = abs(two.as_of - one.as_of)
    if gap < timedelta(hours=1):
        return "less than an hour"
    days, hours = round(gap / timedelta(days=1)), round(gap / timedelta(hours=1))
    count, unit = (hours, "hour") if gap < timedelta(hours=36) else (days, "day")
    return f"{count} {unit}{'s' if count > 1 else ''}"


def _local(moment: datetime, zone: tzinfo) -> tuple[int, int, int]:
    at = moment.astimezone(zone)
    return at.year, at.month, at.day


def _day(figure: Figure, zone: tzinfo) -> tuple[int, int, int] | None:
    return _local(figure.said, zone) if figure.said else None


def _year(figure: Figure, zone: tzinfo) -> int | None:
    return figure.said.astimezone(zone).year if figure.said else None


def _date(moment: datetime | None, zone: tzinfo, year: bool, hour: bool) -> str:
    if moment is None:
        return "undated"
    at = moment.astimezone(zone)
    date = f"{at.day} {at:%b}" + (f" {at.year}" if year else "")
    return f"{date} {at:%H:%M}" if hour else date
