"""How long ago a post was made, as pages write it: "32 min ago", "1 hr 43 min ago", "2h", "yesterday at 5pm"."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from claims.records import Exactness, Moment
from claims.times import day_of, minute_of, read_stamp

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PART = re.compile(
    r"(?P<count>\d{1,3}|an?|one) ?"
    r"(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|[smhdw])(?!\w)\.?(?:,? (?:and )?)?",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?:just now|moments? ago|a moment ago|seconds ago|now)(?!\w)", re.IGNORECASE)
_DAY = re.compile(r"(?P<day>today|yesterday)(?!\w)(?:,? at|,)? ?", re.IGNORECASE)
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_MOST_PARTS = 3
"""Units in one span: "1 day, 2 hours and 5 minutes ago"."""
_AGO = re.compile(r" ?ago(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ago:
    """How long before the page's own time something was."""

    end: int
    """Where the words end in the text that they were read from."""
    back: timedelta
    exactness: Exactness

    def before(self, now: datetime, zone: tzinfo | None = None) -> Moment:
        """The moment, no more exact than its words; a day is one of the zone's."""
        at = (now - self.back).astimezone(zone or now.tzinfo)
        if self.exactness == "day":
            return day_of(at.date())
        at = at.replace(second=0, microsecond=0, minute=0 if self.exactness == "hour" else at.minute)
        return Moment(at=at, exactness=self.exactness)


def read_ago(text: str, start: int = 0) -> Ago | None:
    """The words "… ago" or "just now" that begin at an offset."""
    if now := _NOW.match(text, start):
        return Ago(now.end(), timedelta(), "minute")
    at, back, units = start, timedelta(), ""
    for _ in range(_MOST_PARTS):
        part = _PART.match(text, at)
        if not part:
            break
        count = 1 if part["count"].isalpha() else int(part["count"])
        unit = part["unit"][0].lower()
        back += timedelta(**{_UNITS[unit]: count})
        at, units = part.end(), units + unit
    ago = _AGO.match(text, max(start, at - 1)) or _AGO.match(text, at)
    if not units or (not ago and text[at:].strip()):
        return None
    exactness: Exactness = "day" if units[-1] in "dw" else "hour" if units[-1] == "h" else "minute"
    return Ago(ago.end() if ago else at, back, exactness)


def is_relative(text: str) -> bool:
    """Whether a text is such a stamp and nothing else."""
    return read_relative(text, _SOME_DAY, None) is not None


def read_relative(text: str, now: datetime, zone: tzinfo | None) -> Moment | None:
    """The moment of a whole stamp that refers to the page's own time; None where it does not."""
    text = text.strip(" .()[]")
    if (ago := read_ago(text)) and not text[ago.end :].strip(" .)"):
        return ago.before(now, zone)
    named = _DAY.match(text)
    if named is None:
        return None
    day = now.astimezone(zone or now.tzinfo).date() - timedelta(days=named["day"].lower() == "yesterday")
    rest = text[named.end() :].strip()
    if not rest:
        return day_of(day)
    stamp = read_stamp(rest)
    return minute_of(day, stamp.clock, zone) if stamp and stamp.clock and stamp.end == len(rest) else None
