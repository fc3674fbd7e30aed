"""A post as one capture shows it, and a capture as an order of posts: what recognising and telling changes work on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from claims.records import Entry, Moment
from claims.store.columns import storable

ONE_STAMP = timedelta(minutes=2)
"""By how much the stamps of one post may differ without being others."""
_MINUTE = timedelta(minutes=1)
_CLOCK = re.compile(r"\d\s?[:.h]\s?\d\d")
"""A clock time in a stamp; without one ("32 min ago") the stamp says something else in every capture."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A post as one capture shows it."""

    key: str
    kind: str
    text: str
    """Without trailing blanks, its lines parted by single line feeds: nobody edits those."""
    posted: datetime | None
    """The minute of its stamp; None where only the day is known, or where the time is taken from elsewhere."""
    zoned: bool
    """Whether the zone of that minute was said, so that it can be held against the moment of a capture."""
    public: datetime | None
    """From when it was public if its stamp is right: a bare date is its end."""
    stamp: str | None

    def same(self, other: "Sight") -> bool:
        """Whether it is the same wording: the same text under the same stamp."""
        return self.text == other.text and not self.restamped(other)

    def restamped(self, other: "Sight") -> bool:
        """Whether both stamps give a clock time, and another one."""
        if self.posted is None or other.posted is None or abs(self.posted - other.posted) < _MINUTE:
            return False
        stamps = (self.stamp, other.stamp)
        return self.stamp != other.stamp and all(stamp and _CLOCK.search(stamp) for stamp in stamps)


def sight_of(entry: Entry) -> Sight:
    """An entry as it was seen."""
    return make_sight(storable(entry.key), entry.kind, storable(entry.text), entry.posted_at, entry.stamp)


def make_sight(key: str, kind: str, text: str, posted_at: Moment | None, stamp: str | None) -> Sight:
    """A post as it was seen, from what an entry or its row holds."""
    minute = posted_at is not None and posted_at.exactness == "minute"
    return Sight(
        key=key,
        kind=kind,
        text=evened(text),
        posted=posted_at.at if posted_at and minute and not posted_at.assumed else None,
        zoned=posted_at is not None and not posted_at.zone_assumed,
        public=(posted_at.at if minute else posted_at.end) if posted_at else None,
        stamp=stamp,
    )


def evened(text: str) -> str:
    """A text without trailing blanks, its lines parted by single line feeds."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


class View:
    """The posts that a capture shows, in the order of its page; leads and articles are none."""

    def __init__(self, posts: Sequence[object], times: Sequence[datetime | None], last: datetime) -> None:
        self.posts = posts
        self.place = {id(post): number for number, post in enumerate(posts)}
        self.last = last
        """The last moment at which the page was seen to show them."""
        dated = [time for time in times if time is not None]
        self.oldest = min(dated, default=None)
        self.newest = max(dated, default=None)
        falls = sum(later < earlier for earlier, later in pairwise(dated))
        rises = sum(later > earlier for earlier, later in pairwise(dated))
        self._newest_first = dated if falls >= rises else dated[::-1]

    def holds(self, post: object) -> bool:
        """Whether it shows a post."""
        return id(post) in self.place

    def reaches(self, time: datetime | None) -> bool:
        """Whether a time lies among those of its posts; one that is not known may."""
        return time is None or (
            self.oldest is not None and self.newest is not None and self.oldest <= time <= self.newest
        )

    def brackets(self, time: datetime | None) -> bool:
        """Whether a newer post stands above and an older one below where a post of that time would stand."""
        newer = False
        for each in self._newest_first if time is not None else ():
            if newer and time is not None and each <= time:
                return True
            newer = newer or (time is not None and each >= time)
        return False
