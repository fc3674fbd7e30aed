"""The calendar by which a report's days are counted: weekdays, dates without a year, the day that is today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claims.records import Exactness, Moment

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time as the text names it; `start` and `end` are offsets, the moments None where nothing dates it."""

    start: int
    end: int
    first: Moment | None
    last: Moment | None
    possessive: bool = False
    """Written as an attribute of what follows: "Friday's statement"."""
    clock: Moment | None = None
    """The time of that day, where it is told: "18:00 on Friday"."""
    bare: bool = False
    """Whether a time of day is all that is written: "by noon"."""


@dataclass(frozen=True)
class Calendar:
    """What days are counted from: the time of the report and the zone of the event's place."""

    posted: Moment | None
    zone: str
    article: bool = False
    """Whether the report is an article, which may have been written on after the day that its page names."""

    @cached_property
    def today(self) -> date | None:
        """The day of the report as clocks at the event's place have it."""
        if self.posted is None:
            return None
        if self.posted.exactness in ("day", "month"):
            return self.posted.day
        return self.posted.at.astimezone(self.tz).date()

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone; UTC where the name is unknown."""
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    def moment(self, day: date | None, exactness: Exactness = "day", clock: time | None = None) -> Moment | None:
        """A day or month at the event's place, at its start; or a time of that day."""
        if day is None:
            return None
        start = datetime.combine(day, clock or time(), self.tz)
        return Moment(at=start.astimezone(UTC), exactness=exactness)

    def past(self, month: int, day: int, year: int | None = None) -> date | None:
        """The date; without a year, the last such day up to the report."""
        years = [year] if year else [self.today.year, self.today.year - 1] if self.today else []
        for each in years:
            try:
                found = date(each, month, day)
            except ValueError:
                return None
            if year or (self.today and found <= self.today + timedelta(days=1)):
                return found
        return None

    def beginning(self, unit: str, day: date) -> date:
        """The first day of the week, month or year in which a day lies."""
        if unit == "week":
            return day - timedelta(days=day.weekday())
        return day.replace(day=1, month=1 if unit == "year" else day.month)

    def weekday(self, name: str, *, last: bool = False) -> date | None:
        """The most recent such day, the day of the report included; with "last" it is not.

        An article dated by its day alone and naming tomorrow's weekday was updated the day after: nobody writes "on
        Saturday" of a Saturday six days ago.
        """
        if self.posted is None or self.today is None:
            return None
        back = (self.today.weekday() - WEEKDAYS.index(name.casefold())) % 7
        if back == 6 and self.article and self.posted.exactness == "day" and not last:
            return self.today + timedelta(days=1)
        return self.today - timedelta(days=back or (7 if last else 0))
