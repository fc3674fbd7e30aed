"""The days and spans of time that a sentence names, as Moments: "on Friday", "9 January", "overnight"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claims.records import Exactness, Moment
from claims.times import MONTHS
from claims.vocabulary import Vocabulary

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_MONTH = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_FULL = "|".join(name.capitalize() for name in MONTHS if len(name) > 4 or name in ("june", "july"))
_WEEKDAY = "|".join(name.capitalize() for name in WEEKDAYS)
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_JOINT = re.compile(r" (?:and|to|through|until) (?:on )?")
_CLOCK = r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)?|(?P<twelve>noon|midnight)"


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time as the text names it; `start` and `end` are offsets, the moments None where nothing dates it."""

    start: int
    end: int
    first: Moment | None
    last: Moment | None
    possessive: bool = False
    """Written as an attribute of what follows: "Friday's statement"."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What days are counted from: the time of the report and the zone of the event's place."""

    posted: Moment | None
    zone: str
    article: bool = False
    """Whether the report is an article, which may have been written on after the day that its page names."""

    @property
    def today(self) -> date | None:
        """The day of the report as clocks at the event's place have it."""
        if self.posted is None:
            return None
        if self.posted.exactness in ("day", "month"):
            return self.posted.day
        return self.posted.at.astimezone(self.tz).date()

    @property
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


class TimeReader:
    """Finds times in sentences; one is made for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = {name: "|".join(map(re.escape, listed)) for name, listed in vocabulary.time.items()}
        self.words = {name: frozenset(word.casefold() for word in listed) for name, listed in vocabulary.time.items()}
        self._pattern = re.compile(
            rf"(?P<range>\b(?P<r1>{_DAY})\s*(?:[–-]|to|and|until)\s*(?P<r2>{_DAY})\s+(?P<rm>{_MONTH})\b\.?(?:,?\s+(?P<ry>\d{{4}}))?"
            rf"|\b(?P<rm2>{_MONTH})\b\.?\s+(?P<r3>{_DAY})\s*(?:[–-]|to|and|until)\s*(?P<r4>{_DAY})\b(?![:,.]?\d)(?:,\s+(?P<ry2>\d{{4}}))?)"
            rf"|(?P<date>\b(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
            rf"|\b(?P<m2>{_MONTH})\b\.?\s+(?P<d2>{_DAY})\b(?![:,.]?\d)(?:,?\s+(?P<y2>\d{{4}})\b)?)"
            r"|(?P<iso>\b(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)\b)"
            rf"|(?P<month>\b(?P<mn>{_FULL}|May(?=\s+\d{{4}}))(?:,?\s+(?P<my>\d{{4}}))?\b)"
            rf"|(?P<weekday>\b(?P<before>last\s+)?(?P<wd>{_WEEKDAY})\b{_PART})"
            rf"|(?P<night>\b(?i:{words['night']})\b)|(?P<yesterday>\b(?i:{words['yesterday']})\b)"
            rf"|(?P<today>\b(?i:{words['today']})\b)"
        )
        self._clock = re.compile(
            rf"\b(?:{words['as_of']})\s+(?:around\s+|about\s+)?(?:{_CLOCK})(?:\s+local time)?(?:\s+\([^()]{{1,30}}\))?"
            rf"(?:\s+(?:on\s+)?(?P<wd>{_WEEKDAY}))?",
            re.IGNORECASE,
        )
        self._past = re.compile(
            rf"\bthe (?:{words['past']})[\s-](?:(?P<count>\d{{1,3}}|{'|'.join(COUNTS)})[\s-])?"
            r"(?P<unit>hour|day|week|month|year)s?\b",
            re.IGNORECASE,
        )

    def phrases(self, text: str, start: int, calendar: Calendar) -> Iterator[TimePhrase]:
        """The days and spans of a sentence that begins at `start`, in the order of the text."""
        held: TimePhrase | None = None
        for match in self._pattern.finditer(text):
            first, last = _moments(match, calendar)
            possessive = text[match.end() : match.end() + 2] in ("'s", "’s")
            found = TimePhrase(start + match.start(), start + match.end(), first, last, possessive)
            if held is not None and _JOINT.fullmatch(text[held.end - start : match.start()]) and _follows(held, found):
                held = TimePhrase(held.start, found.end, held.first, found.last, possessive)
                continue
            if held is not None:
                yield held
            held = found
        if held is not None:
            yield held

    def clock(self, text: str, start: int, calendar: Calendar) -> TimePhrase | None:
        """The time of day for which a sentence's figures hold: "as of 5 p.m. local time Sunday"."""
        match = self._clock.search(text)
        if match is None or not (match["minute"] or match["half"] or match["twelve"]):
            return None
        day = calendar.weekday(match["wd"]) if match["wd"] else calendar.today
        hour = 12 if match["twelve"] == "noon" else 0 if match["twelve"] else int(match["hour"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
        if hour > 23:
            return None
        found = calendar.moment(day, "minute", time(hour, int(match["minute"] or 0)))
        return TimePhrase(start + match.start(), start + match.end(), found, found)

    def past(self, text: str, start: int) -> tuple[int, int, timedelta, Exactness] | None:
        """Where a sentence names a time up to now, how long it is, and how exact: "in the past 24 hours"."""
        match = self._past.search(text)
        if match is None:
            return None
        written = (match["count"] or "one").casefold()
        count = int(written) if written.isdigit() else COUNTS[written]
        unit = match["unit"].casefold()
        days = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
        length = timedelta(days=days, hours=count if unit == "hour" else 0)
        return start + match.start(), start + match.end(), length, "hour" if unit == "hour" else "day"


def _follows(earlier: TimePhrase, later: TimePhrase) -> bool:
    """Whether two times make one span: "on Tuesday and Wednesday"."""
    return earlier.first is not None and later.last is not None and earlier.first.at < later.last.at


def _moments(match: re.Match[str], calendar: Calendar) -> tuple[Moment | None, Moment | None]:
    """First and last moment of what was found; the same for a day."""
    if match["range"]:
        month = MONTHS[(match["rm"] or match["rm2"]).casefold()]
        year = _int(match["ry"] or match["ry2"])
        last = calendar.past(month, _day(match["r2"] or match["r4"]), year)
        first = calendar.past(month, _day(match["r1"] or match["r3"]), last.year if last else year)
        return calendar.moment(first), calendar.moment(last)
    if match["night"]:
        day = calendar.today
        return calendar.moment(day - timedelta(days=1) if day else None), calendar.moment(day)
    found = (
        calendar.moment(_month(match, calendar), "month") if match["month"] else calendar.moment(_date(match, calendar))
    )
    return found, found


def _month(match: re.Match[str], calendar: Calendar) -> date | None:
    return calendar.past(MONTHS[match["mn"].casefold()], 1, _int(match["my"]))


def _date(match: re.Match[str], calendar: Calendar) -> date | None:
    """The day that a date, a weekday or a word such as "yesterday" means."""
    if match["date"]:
        month = MONTHS[(match["m1"] or match["m2"]).casefold()]
        return calendar.past(month, _day(match["d1"] or match["d2"]), _int(match["y1"] or match["y2"]))
    if match["iso"]:
        return calendar.past(int(match["im"]), int(match["id"]), int(match["iy"]))
    if match["weekday"]:
        return calendar.weekday(match["wd"], last=bool(match["before"]))
    if calendar.today is None:
        return None
    return calendar.today - timedelta(days=1 if match["yesterday"] else 0)


def _day(written: str) -> int:
    return int(written.rstrip("stndrh"))


def _int(written: str | None) -> int | None:
    return int(written) if written else None
