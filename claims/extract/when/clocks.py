"""The time of day beside a day, or alone: "18:00 on Monday", "Tuesday noon", "by 5 p.m. local time"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from claims.extract.when.calendar import Calendar, TimePhrase
from claims.records import Moment

# It begins with a set of characters, so that the search skips all others at once.
_MAY = re.compile(r"[\dnNmM](?:(?<=\d)(?:[:.][0-5]\d|\s?[apAP]\.?[mM]|\s(?:GMT|UTC))|oon|OON|id[dn]|ID[DN])")
_CLOCK = re.compile(
    r"(?<![\w.:,$€£-])(?:(?P<hour>[0-2]?\d)(?:[:.]?(?P<minute>[0-5]\d))?(?![\d:]|[.,]\d)(?:\s?(?P<half>[ap]\.?m\b\.?))?"
    r"|(?P<twelve>noon|midday|midnight)\b)(?P<zone>\s(?:GMT|UTC)\b)?(?:\s+local time)?(?:\s+\([^()]{1,30}\))?",
    re.IGNORECASE,
)
_THEN = re.compile(r",?\s+(?:on\s+)?")
"""Between a time of day and its day: "18:00 on Monday"."""
_AT = re.compile(r",?\s+(?:at\s+)?(?:around\s+|about\s+)?")
"""Between a day and its time: "Monday at 18:00"."""
_WIDEST = 16
"""Characters between a time of day and its day."""


def with_clocks(days: list[TimePhrase], text: str, start: int, calendar: Calendar) -> list[TimePhrase]:
    """The times of a sentence that begins at `start`, each day with its time of day; a time alone is today's."""
    if not _MAY.search(text):
        return days
    found: list[TimePhrase] = []
    left = list(reversed(days))
    for match in _clocks(text):
        first, end = start + match.start(), start + match.end()
        while left and left[-1].start < first:
            found.append(left.pop())
        if left and left[-1].start < end + _WIDEST and _THEN.fullmatch(text[match.end() : left[-1].start - start]):
            day = left.pop()
            found.append(_joined(day, match, first, day.end, calendar))
        elif found and found[-1].end > first - _WIDEST and _AT.fullmatch(text[found[-1].end - start : match.start()]):
            day = found.pop()
            found.append(_joined(day, match, day.start, end, calendar))
        elif not found or found[-1].end <= first:
            today = calendar.moment(calendar.today)
            bare = TimePhrase(first, end, today, today, bare=True)
            found.append(_joined(bare, match, first, end, calendar))
    return [*found, *reversed(left)]


def _clocks(text: str) -> Iterator[re.Match[str]]:
    for match in _CLOCK.finditer(text):
        marked = match["minute"] and text[match.end("hour")] in ":."
        if marked or match["half"] or match["twelve"] or match["zone"]:
            yield match


def _joined(phrase: TimePhrase, match: re.Match[str], start: int, end: int, calendar: Calendar) -> TimePhrase:
    """A day together with its time; one that nothing dates, and more than a day, has none."""
    clock = _time(match)
    single = phrase.first is not None and phrase.first == phrase.last and phrase.first.exactness == "day"
    if clock is None or not single or phrase.first is None or phrase.clock is not None:
        return phrase
    day = phrase.first.day
    if match["zone"]:
        moment: Moment | None = Moment(at=datetime.combine(day, clock, UTC), exactness="minute")
    else:
        moment = calendar.moment(day, "minute", clock)
    return replace(phrase, start=start, end=end, clock=moment)


def _time(match: re.Match[str]) -> time | None:
    """The time of day as clocks show it; None where the hour is none."""
    hour = int(match["hour"]) if match["hour"] else 0 if match["twelve"].casefold() == "midnight" else 12
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return time(hour, int(match["minute"] or 0)) if hour < 24 else None
