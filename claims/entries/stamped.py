"""Live blogs in plain text: cut into posts at their time stamps, whatever family of stamp the page uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from claims.entries.dating import DateLine, date_marks, find_date_lines, local_day, own_dates, own_time, runs_backwards
from claims.entries.headline import headline_of, title_of
from claims.entries.keys import stamp_key, tell_apart
from claims.entries.layout import Facts, Reading
from claims.entries.relative import read_relative
from claims.entries.stamps import Mark, find_marks, leading_family
from claims.records import Entry, Moment
from claims.times import Zones, date_order, day_of, declared_zones, find_zone, minute_of

_RULES = " \t\r\n\u00a0_"
_SHORT = 80
"""Two bare clocks cut a page only where each post is at least so long, in characters."""


@dataclass(frozen=True, slots=True)
class _Post:
    mark: Mark
    start: int
    end: int


def read_stamped(
    text: str, published_at: Moment | None, zone: str | None, captured_at: datetime | None = None
) -> Reading | None:
    """A text's posts and the lead before them; None where it carries no two stamps of one family.

    `zone` reads the clock times that name none; how long ago something was refers to the time that the page gives as
    its own, else to `captured_at`.
    """
    zones = declared_zones(text)
    page_zone = zones.get("") or (find_zone(zone, zones) if zone else None)
    lines = find_date_lines(text, zones)
    published = local_day(published_at, page_zone)
    near = published or max((line.day for line in own_dates(lines)), default=None)
    posts = _posts(text, find_marks(text, date_order(text, near), zones), lines)
    if not _convincing(posts):
        return None
    marks = [post.mark for post in posts]
    newest_first = runs_backwards(marks, near)
    headers = own_dates(lines, posts[0].start)
    days = date_marks(marks, lines, published or _base(headers, newest_first=newest_first), newest_first=newest_first)
    words = (_headline(text, post) or _plain(text, post) for post in posts)
    keys = tell_apart(
        [stamp_key(*pair) for pair in zip((mark.stamp for mark in marks), words, strict=True)], newest_first
    )
    told = published_at or (headers[0].moment(page_zone) if headers else None)
    now = own_time([line.moment(page_zone) for line in headers], published_at, captured_at)
    return Reading(
        "stamped",
        text,
        (
            *_lead(text, posts[0], told or (day_of(days[0]) if days[0] else None)),
            *(_entry(text, *row, page_zone, zones, now) for row in zip(posts, keys, days, strict=True)),
        ),
        Facts(title=title_of(text[: _lead_end(posts[0])]), published_at=told),
        zone=zone or next((mark.stamp.zone for mark in marks if mark.stamp.zone), None),
    )


def _convincing(posts: Sequence[_Post]) -> bool:
    if len(posts) == 2 and any(post.mark.weak for post in posts):
        return all(post.end - post.start >= _SHORT for post in posts)
    return len(posts) > 1


def _base(headers: Sequence[DateLine], *, newest_first: bool) -> date | None:
    """The day of the first post in the text: the page's latest date where that is the newest post."""
    days = [line.day for line in headers]
    return (max(days) if newest_first else min(days)) if days else None


def _posts(text: str, marks: tuple[Mark, ...], lines: Sequence[DateLine]) -> tuple[_Post, ...]:
    """Where each post of the leading family begins and ends; marks that hold no words are left out."""
    family = leading_family(marks)
    if not family:
        return ()
    if family[0].place == "trailing":
        begins = [_first_of(text, family[0], lines), *(mark.line_end for mark in family[:-1])]
        spans = [(mark, begin, mark.line_start) for mark, begin in zip(family, begins, strict=True)]
    else:
        ends = [mark.line_start for mark in family[1:]] + [len(text)]
        own_lines = {mark.line_start: mark for mark in marks if mark.place == "line"}
        spans = [(mark, _behind(text, mark, own_lines), end) for mark, end in zip(family, ends, strict=True)]
    posts = (_Post(mark, *_trimmed(text, begin, end)) for mark, begin, end in spans)
    return tuple(post for post in posts if any(map(str.isalpha, _plain(text, post)[:500])))


def _behind(text: str, mark: Mark, own_lines: dict[int, Mark]) -> int:
    """Where a post's words begin: past a second stamp line, which some pages print below the first."""
    if mark.place != "line":
        return mark.content
    below = mark.line_end
    while below < len(text) and text[below] in "\r\n":
        below += 1
    again = own_lines.get(below)
    return again.line_end if again and again.family != mark.family else mark.line_end


def _first_of(text: str, mark: Mark, lines: Sequence[DateLine]) -> int:
    """Where the first post begins on a page whose stamps stand below: after the page's date, else after its title."""
    above = own_dates(lines, mark.line_start)
    if above:
        return text.find("\n", above[-1].offset) + 1 or above[-1].offset
    title, _, rest = text[: mark.line_start].lstrip().partition("\n")
    return mark.line_start - len(rest) if title_of(title) and rest.count("\n\n") > 1 else 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the spaces and rules around a post."""
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip(_RULES))
    words = words.strip(_RULES)
    cut = words.find("\n", len(words.rstrip(_RULES + "-–—*=")))
    return begin, begin + len(words[:cut].rstrip(_RULES) if cut >= 0 else words)


def _plain(text: str, post: _Post) -> str:
    """A post's words without the stamp among them."""
    if post.mark.place != "glued":
        return text[post.start : post.end]
    return text[post.start : post.mark.start] + text[post.mark.end : post.end]


def _headline(text: str, post: _Post) -> str | None:
    if post.mark.place == "glued":
        return text[post.start : post.mark.start].rstrip()
    return headline_of(text[post.start : post.end])


def _entry(
    text: str, post: _Post, key: str, day: date | None, zone: tzinfo | None, zones: Zones, now: datetime | None
) -> Entry:
    stamp, words = post.mark.stamp, text[post.start : post.end]
    glued = post.mark.place == "glued"
    if stamp.zone and (named := find_zone(stamp.zone, zones)):
        zone = named
    written = text[post.mark.start : post.mark.end]
    posted_at = minute_of(day, stamp.clock, zone) if day and stamp.clock else None
    if stamp.clock is None and now:
        posted_at = read_relative(written, now, zone)
    return Entry(
        key=key,
        text=words,
        start=post.start,
        headline=_headline(text, post),
        posted_at=posted_at,
        stamp=written,
        stamp_start=post.mark.start - post.start if glued else None,
        clock=None if day else stamp.clock,
    )


def _lead_end(first: _Post) -> int:
    return first.start if first.mark.place == "trailing" else first.mark.line_start


def _lead(text: str, first: _Post, dated: Moment | None) -> tuple[Entry, ...]:
    """What stands before the first post; it has no stamp, so that its date is always taken from elsewhere."""
    start, end = _trimmed(text, 0, _lead_end(first))
    if start >= end:
        return ()
    words = text[start:end]
    return (
        Entry(
            key="lead",
            kind="lead",
            text=words,
            start=start,
            headline=headline_of(words),
            posted_at=_assumed(dated),
        ),
    )


def _assumed(moment: Moment | None) -> Moment | None:
    """The moment, marked as taken from elsewhere."""
    return moment and moment.model_copy(update={"assumed": True})
