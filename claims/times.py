"""Stamps and zones: clock times, dates and zone names as pages write them, read into Moments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from claims.records import Exactness, Moment

DateOrder: TypeAlias = Literal["dmy", "mdy"]
"""How a page writes 4/11/2022: day first or month first."""

Zones: TypeAlias = Mapping[str, tzinfo]
"""Zones by lower-case name."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

# Hours ahead of UTC. Where one abbreviation means two zones, the one that English-language pages use most.
_OFFSETS = {
    "GMT": 0, "UTC": 0, "WET": 0, "BST": 1, "CET": 1, "WAT": 1, "CEST": 2, "EET": 2, "SAST": 2, "CAT": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "EAT": 3, "IRST": 3.5, "GST": 4, "AFT": 4.5, "PKT": 5, "IST": 5.5, "NPT": 5.75,
    "WIB": 7, "ICT": 7, "SGT": 8, "HKT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10,
    "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "NST": -3.5, "NDT": -2.5, "ADT": -3, "BRT": -3, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6,
    "MST": -7, "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10,
}  # fmt: skip

_NAMED = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern": "America/New_York", "central": "America/Chicago", "pacific": "America/Los_Angeles",
    "washington": "America/New_York", "greenwich mean": "UTC", "coordinated universal": "UTC",
    "doha": "Asia/Qatar", "beijing": "Asia/Shanghai", "delhi": "Asia/Kolkata", "india": "Asia/Kolkata",
    "kyiv": "Europe/Kyiv", "israel": "Asia/Jerusalem", "turkey": "Europe/Istanbul", "astana": "Asia/Almaty",
    "gaza": "Asia/Gaza", "british summer": "Etc/GMT-1", "central european": "Europe/Paris",
}  # fmt: skip

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_ABBREVIATIONS = "|".join(sorted([*_OFFSETS, "ET", "CT", "MT", "PT"], key=len, reverse=True))
_ZONE = re.compile(
    rf"(?P<abbreviation>(?:{_ABBREVIATIONS})(?![A-Za-z]))(?:(?P<plus>[+-]\d{{1,2}}(?::?\d\d)?)(?!\d))?"
    r"|(?P<name>(?:[A-Za-z][\w.'’/-]{0,30}[ _]){1,3}?)[Tt]ime\b"
    r"|(?P<offset>[+-]\d\d:?\d\d)(?!\d)|(?P<zulu>Z)(?!\w)"
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>\.|: ?)(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?)?(?![.:]?\d)"
    r"(?:[ \u00a0\u202f]?(?P<half>[apAP])\.? ?[mM]\b\.?)?"
)
_MILITARY = re.compile(rf"(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?= ?(?:{_ABBREVIATIONS})(?![A-Za-z]))")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_DATE = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d\d?)[-/](?P<day>\d\d?)(?!\d)"
    r"|(?P<first>\d\d?)(?P<mark>[./-])(?P<second>\d\d?)(?P=mark)(?P<end>\d{4})(?!\d)"
    rf"|{_WEEKDAY}(?P<dday>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<dmonth>{_MONTH})\b\.?,?(?: (?P<dyear>\d{{4}})(?![:\d]))?"
    rf"|{_WEEKDAY}(?P<mmonth>{_MONTH})\b\.? (?P<mday>\d\d?)(?:st|nd|rd|th)?(?![\d:])"
    r"(?:,? (?P<myear>\d{4})(?![:\d]))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"T(?=\d)|[ \u00a0\u202f]{0,3}(?:[,|·(–]|-(?!\d\d:?\d\d))?[ \u00a0\u202f]{0,3}(?:(?:at|on|At|On)[ \u00a0]{1,2})?"
)
_AHEAD = re.compile(
    r" hours? (?P<way>ahead of|behind|before|after) (?:the )?(?:GMT|UTC|Greenwich Mean Time|Coordinated Universal Time)"
)
_NAME_BEFORE = re.compile(
    r"(?P<name>(?:[A-Z][\w'’-]{0,30} ){1,4})is (?:currently |now )?(?P<count>\w{1,10})(?P<half> and a half)?$"
)
_ALL_TIMES = re.compile(r"\b[Aa]ll times(?: are| given| shown| listed| stated| below| here){0,3}(?: in| as)? ?")
_SLASHED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/(\d{4})(?![\d/])")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; `year` is None where the text leaves it out."""

    year: int | None
    month: int
    day: int

    def on(self, near: date | None = None) -> date | None:
        """The date; without a written year, the last such day not after the day behind `near`."""
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if near is None:
            return None
        for year in (near.year + 1, near.year, near.year - 1):
            found = _date(year, self.month, self.day)
            if found and found <= near + timedelta(days=1):
                return found
        return None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says, and where it stands: "7:20pm Lunda Time", "18:39 GMT 10.01.2022"."""

    start: int
    end: int
    clock: time | None = None
    half: bool = False
    """Written with am or pm."""
    dotted: bool = False
    """Written with a full stop and without am or pm, as decimal numbers are: "15.45"."""
    day: Day | None = None
    zone: str | None = None
    """The zone's name as written."""


def read_stamp(text: str, start: int = 0, order: DateOrder = "mdy", zones: Zones | None = None) -> Stamp | None:
    """The stamp that begins at an offset: a clock time, a date or both, with a zone, in any order; else None.

    `zones` are names that the page explains; other names are read only where they are known.
    """
    stamp = Stamp(start, start)
    while longer := _lengthened(text, stamp, order, zones or {}):
        stamp = longer
    return stamp if stamp.clock or stamp.day else None


def _lengthened(text: str, stamp: Stamp, order: DateOrder, zones: Zones) -> Stamp | None:
    """The stamp with one part more: a date, a clock time or a zone, each once."""
    between = _BETWEEN.match(text, stamp.end) if stamp.end > stamp.start else None
    at = between.end() if between else stamp.end
    if stamp.day is None and (dated := read_date(text, at, order)):
        return replace(stamp, day=dated[0], end=dated[1])
    if stamp.clock is None and (timed := _clock(text, at)):
        clock, end, half, dotted = timed
        return replace(stamp, clock=clock, end=end, half=half, dotted=dotted)
    if stamp.clock and stamp.zone is None and (named := _zone(text, at, zones)):
        return replace(stamp, zone=named[0], end=named[1])
    return None


def read_date(text: str, start: int = 0, order: DateOrder = "mdy") -> tuple[Day, int] | None:
    """The date that begins at an offset, and where it ends; None where there is none, or no such day."""
    found = _DATE.match(text, start)
    if not found:
        return None
    part = found.groupdict()
    if part["first"]:
        first, second = int(part["first"]), int(part["second"])
        day_first = part["mark"] == "." or order == "dmy"
        day = Day(int(part["end"]), second, first) if day_first else Day(int(part["end"]), first, second)
    elif part["year"]:
        day = Day(int(part["year"]), int(part["month"]), int(part["day"]))
    else:
        year, month = part["dyear"] or part["myear"], part["dmonth"] or part["mmonth"]
        day = Day(int(year) if year else None, MONTHS[month.lower()], int(part["dday"] or part["mday"]))
    return (day, found.end()) if _date(day.year or 2024, day.month, day.day) else None


def _date(year: int, month: int, day: int) -> date | None:
    """A date of this age: pages about 1066 carry no stamps of 1066."""
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _clock(text: str, start: int) -> tuple[time, int, bool, bool] | None:
    found = _MILITARY.match(text, start) or _CLOCK.match(text, start)
    if not found:
        return None
    part = found.groupdict()
    hour, half = int(part["hour"]), (part.get("half") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif part["minute"] is None:
        return None
    try:
        clock = time(hour, int(part["minute"] or 0), int(part.get("second") or 0))
    except ValueError:
        return None
    return clock, found.end(), bool(half), not half and part.get("mark") == "."


def _zone(text: str, start: int, zones: Zones) -> tuple[str, int] | None:
    found = _ZONE.match(text, start)
    if not found:
        return None
    name = found.group()
    known = found["abbreviation"] or found["offset"] or found["zulu"] or name.lower() == "local time"
    return (name, found.end()) if known or find_zone(name, zones) else None


def find_zone(name: str, zones: Zones | None = None) -> tzinfo | None:
    """The zone of a name: "GMT", "UTC+3", "+03:00", "Moscow time", "Asia/Almaty"; None where it is unknown."""
    folded = " ".join(name.lower().replace("_", " ").split())
    if zones and folded in zones:
        return zones[folded]
    found = _ZONE.fullmatch(name.strip())
    if found and (written := found["plus"] or found["offset"]):
        return _fixed(written)
    if found and found["zulu"]:
        return UTC
    if found and found["abbreviation"] in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[found["abbreviation"]]))
    place = folded.removesuffix(" time").removesuffix(" standard").removesuffix(" daylight")
    if place.upper() in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[place.upper()]))
    return _iana(_NAMED.get(place) or _cities().get(place, ""))


def _fixed(written: str) -> tzinfo | None:
    digits = written[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    ahead = timedelta(hours=hours, minutes=minutes)
    if ahead >= timedelta(hours=15):
        return None
    return timezone(-ahead if written[0] == "-" else ahead)


def _iana(key: str) -> tzinfo | None:
    try:
        return ZoneInfo(key) if key else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


@cache
def _cities() -> dict[str, str]:
    """IANA names by themselves and by their city, in lower case: "asia/almaty" and "almaty"."""
    keys = sorted(key for key in available_timezones() if "/" in key and not key.startswith(("Etc", "posix", "right")))
    whole = {key.lower().replace("_", " "): key for key in keys}
    return {key.rsplit("/", 1)[1]: name for key, name in whole.items()} | whole


def declared_zones(text: str) -> dict[str, tzinfo]:
    """The zones that a page explains, by lower-case name: "Lunda Time is three hours ahead of GMT".

    The zone of "all times are in GMT" stands under the name "".
    """
    zones: dict[str, tzinfo] = {}
    for found in _AHEAD.finditer(text):
        name = _NAME_BEFORE.search(text[max(0, found.start() - 160) : found.start()])
        hours = _hours(name["count"].lower()) if name else 0
        if not name or not 0 < hours < 15:
            continue
        ahead = timedelta(hours=hours, minutes=30 if name["half"] else 0)
        zone = timezone(ahead if found["way"] in ("ahead of", "after") else -ahead)
        words = name["name"].lower().split()
        zones[" ".join(words)] = zone
        zones[" ".join([*words, "time"])] = zone
    for found in _ALL_TIMES.finditer(text):
        if (named := _zone(text, found.end(), zones)) and (known := find_zone(named[0], zones)):
            zones.setdefault("", known)
    return zones


def _hours(word: str) -> int:
    if word.isdecimal() and len(word) < 3:
        return int(word)
    return _HOURS.index(word) + 1 if word in _HOURS else 0


def date_order(text: str, near: date | None = None) -> DateOrder:
    """Whether slashed dates put the day first.

    Told by dates that fit one order only, else by the order that comes nearer to a known date, else month first.
    """
    pairs = [(int(first), int(second), int(year)) for first, second, year in _SLASHED.findall(text)]
    day_first = sum(first > 12 >= second for first, second, _ in pairs)
    month_first = sum(second > 12 >= first for first, second, _ in pairs)
    if day_first != month_first:
        return "dmy" if day_first > month_first else "mdy"
    if near is None:
        return "mdy"
    days = [_date(year, second, first) for first, second, year in pairs]
    months = [_date(year, first, second) for first, second, year in pairs]
    return "dmy" if _distance(days, near) < _distance(months, near) else "mdy"


def _distance(dates: list[date | None], near: date) -> int:
    return min((abs((found - near).days) for found in dates if found), default=10**6)


def minute_of(day: date, clock: time, zone: tzinfo | None) -> Moment:
    """The moment of a clock time on a day; read as UTC and marked where no zone is known."""
    return Moment(at=datetime.combine(day, clock, zone or UTC), zone_assumed=zone is None)


def day_of(day: date, *, exactness: Exactness = "day", assumed: bool = False) -> Moment:
    """A bare date as a moment: kept at 00:00 UTC whatever the zone, so that it is written as the same date."""
    return Moment(at=datetime.combine(day, time(), UTC), exactness=exactness, zone_assumed=True, assumed=assumed)


def moment_of(when: date | datetime, zone: tzinfo | None = None) -> Moment:
    """A date as a day, a datetime as a minute; one without zone is read in `zone`, else as UTC and marked."""
    if not isinstance(when, datetime):
        return day_of(when)
    when = when.replace(microsecond=0)
    if when.tzinfo is None:
        return minute_of(when.date(), when.time(), zone)
    return Moment(at=when)


def read_iso(written: str, zone: tzinfo | None = None) -> Moment | None:
    """The moment of an ISO 8601 date or time, as JSON-LD and page headers carry them; None for anything else."""
    text = written.strip()
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text)
            return day_of(day) if 1900 <= day.year <= 2100 else None
        when = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        return None
    return moment_of(when, zone) if 1900 <= when.year <= 2100 else None


def time_words(when: Moment | datetime | None, zone: str = "UTC") -> str:
    """A time for people, no more exact than it is known: "10 Jan 2022 18:39"; "?" where its zone or day is assumed."""
    if when is None:
        return "undated"
    if isinstance(when, datetime):
        return clock_words(when, zone)
    doubt = "?" if when.zone_assumed or when.assumed else ""
    if when.exactness == "month":
        return f"{when.day:%b %Y}{doubt}"
    if when.exactness == "day":
        return f"{when.day.day} {when.day:%b %Y}{doubt}"
    return clock_words(when.at, zone) + doubt


def clock_words(at: datetime, zone: str) -> str:
    """A moment as the clocks of a zone show it: "9 Jan 2022 21:15"."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there.day} {there:%b %Y %H:%M}"
