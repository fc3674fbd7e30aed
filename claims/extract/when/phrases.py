"""The days and spans of time that a sentence names, as Moments: "on Friday", "9 January", "overnight"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extract.when.calendar import WEEKDAYS, Calendar, TimePhrase
from claims.extract.when.clocks import with_clocks
from claims.records import Moment
from claims.times import MONTHS
from claims.vocabulary import Vocabulary

COUNTS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
} | {"couple of": 2}
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_MONTH = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_FULL = "|".join(name.capitalize() for name in MONTHS if len(name) > 4 or name in ("june", "july"))
_BEFORE_MAY = (
    r"(?:(?<=[Ii]n )|(?<=[Oo]f )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=[Dd]uring )|(?<=[Ll]ast )|(?<=[Ee]arly )|(?<=[Ll]ate ))"
)
_WEEKDAY = "|".join(name.capitalize() for name in WEEKDAYS)
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_NO_NOUN = r"(?!\s(?:yesterday|tomorrow|the|an?|his|her|its|their|it|they|he|she|that|this|in|than|[A-Z]))"
"""After "the day before": no event whose eve it is."""
_WORD_START = re.compile(r"\b\w")
_LEAD = 28
"""Characters of a time before the word by which it is found."""
_UNIT = "hour|day|week|fortnight|month|year"
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_JOINT = re.compile(r" (?:and|to|through|until) (?:on )?")


@dataclass(frozen=True, slots=True)
class Past:
    """A time that ends when the figure was said, or at a day that follows: "the past 24 hours", "the day to Sunday"."""

    start: int
    end: int
    count: int
    """0 for the current one: "this month"."""
    unit: str
    dated: bool
    """Whether the day that it ends with follows."""

    def span(self, last: Moment, calendar: "Calendar") -> tuple[Moment, Moment]:
        """Its first and last moment where it ends at `last`."""
        day = last.day if last.exactness in ("day", "month") else last.at.astimezone(calendar.tz).date()
        if self.unit == "hour":
            first = last.model_copy(update={"at": last.at - timedelta(hours=self.count)})
            return first, last
        days = _DAYS[self.unit] * self.count
        began = day - timedelta(days=days) if self.count else calendar.beginning(self.unit, day)
        return calendar.moment(began) or last, last


class TimeReader:
    """Finds times in sentences; one is made for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = {name: "|".join(map(re.escape, listed)) for name, listed in vocabulary.time.items()}
        self.words = {name: frozenset(word.casefold() for word in listed) for name, listed in vocabulary.time.items()}
        self._pattern = _days_pattern(words)
        self._past = _past_pattern(words)
        # Every one of these times holds a word that is quick to find; they are looked for around such words alone.
        named = sorted({f"{name[0].upper()}{name[1:3]}" for name in MONTHS})
        spoken = {w for name in ("night", "yesterday", "today", "weekend") for w in vocabulary.time[name]}
        spoken |= {f"{word[0].upper()}{word[1:]}" for word in spoken} | {word.upper() for word in spoken}
        units = ["week", "month", "year", "ago", r"19\d\d", r"20\d\d", "a day"]
        self._hint = re.compile("|".join([r"day\b", *named, *units, *map(re.escape, sorted(spoken))]))
        # It begins with a set of characters, so that the search skips all others at once.
        self._may_past = re.compile(rf"[\s-](?:{_UNIT}|{_UNIT.title()}|{_UNIT.upper()})")
        self._alone = re.compile(rf"\s(?:{words['alone']})\b")

    def phrases(self, text: str, start: int, calendar: Calendar) -> tuple[TimePhrase, ...]:
        """The days and spans of a sentence that begins at `start`, in the order of the text."""
        return tuple(with_clocks(list(self._days(text, start, calendar)), text, start, calendar))

    def _days(self, text: str, start: int, calendar: Calendar) -> Iterator[TimePhrase]:
        held: TimePhrase | None = None
        for match in self._matches(text):
            first, last = _moments(match, calendar, held)
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

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        """The times from left to right, none inside another."""
        at = 0
        for hint in self._hint.finditer(text):
            for word in _WORD_START.finditer(text, max(at, hint.start() - _LEAD), hint.end()):
                if word.start() < at or at >= hint.end():
                    continue
                if match := self._pattern.match(text, word.start()):
                    yield match
                    at = match.end()

    def past(self, text: str, start: int) -> Iterator[Past]:
        """The times up to now that a sentence names: "in the past 24 hours", "so far this year"."""
        for match in self._past.finditer(text) if self._may_past.search(text) else ():
            written = (match["c1"] or match["c2"] or match["c3"] or "one").casefold()
            count = int(written) if written.isdigit() else COUNTS[written]
            unit = match["u1"] or match["u2"] or match["u3"] or match["u4"]
            yield Past(
                start + match.start(),
                start + match.end(),
                0 if match["u4"] else count,
                unit.casefold(),
                bool(match["u2"]),
            )

    def is_alone(self, text: str, at: int) -> bool:
        """Whether what ends at an offset is said to be counted by itself: "on Sunday alone"."""
        return self._alone.match(text, at) is not None


def _days_pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    """Days, months, years and nights, by the vocabulary's alternatives; each alternative is a group of its own name."""
    return re.compile(
        rf"(?P<range>\b(?P<r1>{_DAY})\s*(?:[–-]|to|and|until)\s*(?P<r2>{_DAY})\s+(?P<rm>{_MONTH})\b\.?(?:,?\s+(?P<ry>\d{{4}}))?"
        rf"|\b(?P<rm2>{_MONTH})\b\.?\s+(?P<r3>{_DAY})\s*(?:[–-]|to|and|until)\s*(?P<r4>{_DAY})\b(?![:,.]?\d)(?:,\s+(?P<ry2>\d{{4}}))?)"
        rf"|(?P<date>\b(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
        rf"|\b(?P<m2>{_MONTH})\b\.?\s+(?P<d2>{_DAY})\b(?![:,.]?\d)(?:,?\s+(?P<y2>\d{{4}})\b)?)"
        r"|(?P<iso>\b(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)\b)"
        rf"|(?P<month>\b(?P<mn>{_FULL}|May(?=\s+\d{{4}})|{_BEFORE_MAY}May\b)(?:,?\s+(?P<my>\d{{4}}))?\b)"
        rf"|(?P<ago>\b(?P<an>(?i:a|an|\d{{1,2}}|{'|'.join(COUNTS)}))\s(?P<au>day|week|fortnight|month|year)s?\sago\b)"
        rf"|(?P<weekend>\b(?P<wbefore>last\s+)?(?i:{words['weekend']})\b)"
        r"|(?P<recent>(?<!the )(?<!The )\b[Ll]ast\s(?P<ru>week|month|year)\b)"
        rf"|(?P<beginning>\b[Tt]he\s(?:{words['beginning']})\sof\s(?:(?:the|this)\s(?P<bu>week|month|year)\b"
        rf"|(?P<bm>{_MONTH})\b(?!\s\d\d?\b)(?:\s+(?P<by>\d{{4}}))?))"
        rf"|(?P<before_last>\b(?i:{words['before_yesterday']})\b)"
        rf"|(?P<next>\b(?i:{words['day_after']})\b{_NO_NOUN})|(?P<previous>\b(?i:{words['day_before']})\b{_NO_NOUN})"
        r"|(?P<year>(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Dd]uring ))(?P<yy>(?:19|20)\d\d)\b"
        r"|(?<=[Ii]n the |ng the )(?P<ye>(?:19|20)\d\d)"
        rf"(?=\s(?:[\w-]{{1,20}}\s){{0,2}}(?:{words['event_nouns']})\b))"
        rf"|(?P<weekday>\b(?P<before>last\s+)?(?P<wd>{_WEEKDAY})\b{_PART})"
        rf"|(?P<night>\b(?i:{words['night']})\b)|(?P<yesterday>\b(?i:{words['yesterday']})\b)"
        rf"|(?P<today>\b(?i:{words['today']})\b)"
    )


def _past_pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    """Spans that end now: "the past 24 hours", "this week"."""
    numbers = rf"(?:\d{{1,3}}|{'|'.join(COUNTS)})"
    return re.compile(
        rf"\b(?!(?:{words['day_before']})\b)the\s(?:{words['past']})[\s-](?:(?P<c1>{numbers})[\s-])?(?P<u1>{_UNIT})s?\b"
        rf"|\bthe\s(?P<c2>{numbers})[\s-](?P<u2>{_UNIT})s?\s(?:{words['up_to']})\b"
        rf"|\b(?:{words['within']})\s(?:(?:{words['barely']})\s)?(?P<c3>{numbers})\s(?P<u3>hour|day)s?\b"
        rf"(?!\s(?:{words['not_past']})\b|['’])"
        r"|\bthis\s(?P<u4>week|month|year)\b",
        re.IGNORECASE,
    )


def _follows(earlier: TimePhrase, later: TimePhrase) -> bool:
    """Whether two times make one span: "on Tuesday and Wednesday"."""
    return earlier.first is not None and later.last is not None and earlier.first.at < later.last.at


def _moments(
    match: re.Match[str], calendar: Calendar, before: TimePhrase | None
) -> tuple[Moment | None, Moment | None]:
    """First and last moment of what was found; the same for a day. `before` is the time named before it."""
    if match["range"]:
        month = MONTHS[(match["rm"] or match["rm2"]).casefold()]
        year = _int(match["ry"] or match["ry2"])
        last = calendar.past(month, _day(match["r2"] or match["r4"]), year)
        first = calendar.past(month, _day(match["r1"] or match["r3"]), last.year if last else year)
        return calendar.moment(first), calendar.moment(last)
    if match["night"]:
        day = calendar.today
        return calendar.moment(day - timedelta(days=1) if day else None), calendar.moment(day)
    if match["weekend"]:
        day = calendar.weekday("saturday", last=bool(match["wbefore"]))
        return calendar.moment(day), calendar.moment(day + timedelta(days=1) if day else None)
    if match["recent"]:
        return _recent(match["ru"], calendar)
    if match["year"]:
        return _year(int(match["yy"] or match["ye"]), calendar)
    if match["ago"] and match["au"] == "year":
        return _year(calendar.today.year - _so_many(match), calendar) if calendar.today else (None, None)
    if match["month"]:
        found = calendar.moment(_month(match, calendar), "month")
    elif match["ago"]:
        found = _ago(match, calendar)
    elif match["previous"] or match["next"]:
        found = _beside(before, calendar, -1 if match["previous"] else 1)
    else:
        found = calendar.moment(_date(match, calendar))
    return found, found


def _beside(before: TimePhrase | None, calendar: Calendar, step: int) -> Moment | None:
    """The day before or after the one named before it, which is that of the report where none is."""
    if before is None:
        return calendar.moment(calendar.today - timedelta(days=1)) if calendar.today and step < 0 else None
    named = before.last
    if named is None or named.exactness != "day":
        return None
    return calendar.moment(named.day + timedelta(days=step))


def _year(year: int, calendar: Calendar) -> tuple[Moment | None, Moment | None]:
    last = date(year, 12, 31)
    if calendar.today is not None and year <= calendar.today.year:
        last = min(last, calendar.today)
    return calendar.moment(date(year, 1, 1)), calendar.moment(last)


def _recent(unit: str, calendar: Calendar) -> tuple[Moment | None, Moment | None]:
    """First and last day of the week, month or year before that of the report."""
    if calendar.today is None:
        return None, None
    last = calendar.beginning(unit, calendar.today) - timedelta(days=1)
    if unit == "month":
        month = calendar.moment(calendar.beginning(unit, last), "month")
        return month, month
    return calendar.moment(calendar.beginning(unit, last)), calendar.moment(last)


def _ago(match: re.Match[str], calendar: Calendar) -> Moment | None:
    """The day so many days or weeks before the report; the month where months are counted."""
    if calendar.today is None:
        return None
    count = _so_many(match)
    if match["au"] == "month":
        months = calendar.today.year * 12 + calendar.today.month - 1 - count
        return calendar.moment(date(months // 12, months % 12 + 1, 1), "month")
    return calendar.moment(calendar.today - timedelta(days=count * _DAYS[match["au"]]))


def _so_many(match: re.Match[str]) -> int:
    written = match["an"].casefold()
    return int(written) if written.isdigit() else COUNTS.get(written, 1)


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
    if match["bm"]:
        return calendar.past(MONTHS[match["bm"].casefold()], 1, _int(match["by"]))
    if calendar.today is None:
        return None
    if match["beginning"]:
        return calendar.beginning(match["bu"], calendar.today)
    return calendar.today - timedelta(days=2 if match["before_last"] else 1 if match["yesterday"] else 0)


def _day(written: str) -> int:
    return int(written.rstrip("stndrh"))


def _int(written: str | None) -> int | None:
    return int(written) if written else None
