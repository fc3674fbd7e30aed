"""The stamps of a live blog in plain text: where they stand, and which family of them cuts the page into posts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, TypeAlias

from claims.entries.relative import Ago, is_relative, read_ago
from claims.times import DateOrder, Stamp, Zones, read_stamp

Place: TypeAlias = Literal["line", "lead", "glued", "trailing"]
"""A line of its own above the post; at the start of its first line; run into the end of its headline; in a byline
below the post."""

_LONGEST = 120
"""No stamp is longer, so that only the ends of a line need reading."""

MOST = 20_000
"""The most stamps that are read from one page."""

_CLOCK = re.compile(
    r"\d[:.] ?\d|\d ?[aApP]\.? ?[mM]|\d\d ?[A-Z]{2}|\bago\b|[jJ]ust now|\d ?[mhd](?!\w)|[yY]esterday|[tT]oday"
)
_LINE = re.compile(r"[^\r\n]+")
WORD = (
    r"(?P<word>(?:(?:first |last |originally )?(?:published|updated|posted|modified|created)|update|date)"
    r"(?: on| at)?[:,]? {0,2})?"
)
"""The word that may stand before a stamp, as a group of a regular expression that ignores case."""

_OPENING = re.compile(
    rf"(?P<bracket>[\[(])?{WORD}",
    re.IGNORECASE,
)
_INNER = re.compile(r" ?\(")
_CLOSING = re.compile(r"[\])]{0,2}")
_UNKNOWN_ZONE = re.compile(r" [\w .'’-]{1,40}(?=[\])])")
_SEPARATOR = re.compile(r" ?[–—:|-] ?(?=\S)|[.,] (?=\S)| ")
_BODY = re.compile(r"[\"'“‘«\[(•#@$€£]|\d|[^\W\d_]")
_GLUE = re.compile(r"(?:published|posted|updated) at (?=\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\d{1,4}[.)] )?\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp on a line that may begin or end a post."""

    place: Place
    line_start: int
    line_end: int
    start: int
    end: int
    """The stamp as written, with the words around it: "4m ago (16:40 GMT)", "published at 21:05"."""
    content: int
    """Where the post's own words begin in this line, or after it."""
    stamp: Stamp
    """Without clock or date where the page says only how long ago."""
    word: str = ""
    """The word before the stamp, in lower case: "update", "published"."""
    ago: bool = False

    @property
    def family(self) -> tuple[str, str, str]:
        """What the stamps of one page share: where they stand, how the clock is written, the word before."""
        clock = "am/pm" if self.stamp.half else "24 h" if self.stamp.clock else ""
        return (self.place, "ago" if self.ago else clock, self.word)

    @property
    def weak(self) -> bool:
        """A bare "15:45", which may as well be the length of a video or a score."""
        stamp = self.stamp
        return not (stamp.half or stamp.zone or stamp.day or self.ago or self.word or self.place == "trailing")


def find_marks(text: str, order: DateOrder, zones: Zones) -> tuple[Mark, ...]:
    """The stamps of a text that stand where a post's stamp could, in text order, at most `MOST`."""
    return tuple(islice(_marks(text, order, zones), MOST))


def _marks(text: str, order: DateOrder, zones: Zones) -> Iterator[Mark]:
    for line in _LINE.finditer(text):
        start, end = _stripped(text, *line.span())
        near_start, near_end = min(end, start + _LONGEST), max(start, end - _LONGEST)
        if not _CLOCK.search(text, start, near_start) and not _CLOCK.search(text, near_end, end):
            continue
        found = (
            _leading(text, start, end, order, zones)
            or _glued(text, start, end, order, zones)
            or _trailing(text, start, end, order, zones)
        )
        if found:
            yield replace(found, line_start=line.start(), line_end=line.end())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip())


def _leading(text: str, start: int, end: int, order: DateOrder, zones: Zones) -> Mark | None:
    """A stamp that a line begins with, alone or with the post behind it."""
    head = text[start : min(end, start + 2 * _LONGEST)]
    if not (opening := _OPENING.match(head)):
        return None
    begin, inner = opening.end(), None
    ago = read_ago(head, begin)
    if ago:
        inner = _INNER.match(head, ago.end)
        begin = inner.end() if inner else ago.end
    stamp = read_stamp(head, begin, order, zones) if inner or not ago else None
    stamp = stamp or (None if inner else _without_clock(head, opening.end(), ago))
    if stamp is None or (stamp.clock is None and stamp.day and not ago):
        return None
    at, bracketed = _closed(head, stamp.end, bool(opening["bracket"] or inner))
    word = (opening["word"] or "").strip(" :,").lower()
    relative = ago is not None or stamp.clock is None
    mark = Mark("line", start, end, start, start + at, end, _at(stamp, start), word, relative)
    rest = head[at:].strip()
    if not rest.strip(":.|–—-"):
        return mark if len(head) < 2 * _LONGEST else None
    if relative or not (behind := _behind(head, at, stamp, bracketed)):
        return None
    return replace(mark, place="lead", content=start + behind)


def _without_clock(head: str, at: int, ago: Ago | None) -> Stamp | None:
    """A stamp that says only how long ago, or "yesterday at 5pm", which is the whole line then."""
    if ago:
        return Stamp(at, ago.end)
    return Stamp(at, len(head)) if len(head) < _LONGEST and is_relative(head[at:]) else None


def _closed(head: str, at: int, bracketed: bool) -> tuple[int, bool]:
    """Past the closing bracket, and past a zone that nothing explains where a bracket closes behind it."""
    if bracketed and (unknown := _UNKNOWN_ZONE.match(head, at)):
        at = unknown.end()
    closing = _CLOSING.match(head, at)
    opened = bracketed or "(" in head[:at]
    return (closing.end() if closing and opened else at), bracketed


def _behind(head: str, at: int, stamp: Stamp, bracketed: bool) -> int | None:
    """Where the post begins behind a stamp in its line; None where the line only goes on after a time of day."""
    separator = _SEPARATOR.match(head, at)
    if not separator or not (body := _BODY.match(head, separator.end())):
        return None
    bare = separator.group() == " " and not bracketed
    if bare and (body.group().islower() or body.group().isdecimal()):
        return None
    if bare and not (stamp.half or stamp.zone or stamp.day):
        return None
    return separator.end() if not stamp.dotted or stamp.zone or not bare else None


def _glued(text: str, start: int, end: int, order: DateOrder, zones: Zones) -> Mark | None:
    """A stamp run into the end of a headline: "Curfew extendedpublished at 21:05 GMT"."""
    tail = max(start, end - _LONGEST)
    for glue in _GLUE.finditer(text[tail:end]):
        stamp = read_stamp(text[tail:end], glue.end(), order, zones)
        if stamp and stamp.clock and tail + stamp.end == end:
            numbered = _NUMBERED.match(text, start, end)
            content = numbered.end() if numbered else start
            if content < tail + glue.start():
                return Mark("glued", start, end, tail + glue.start(), end, content, _at(stamp, tail))
    return None


def _trailing(text: str, start: int, end: int, order: DateOrder, zones: Zones) -> Mark | None:
    """A stamp at the end of a byline below the post: "by Ana Petrie 4/11/2022 5:12:40 PM"."""
    if text[start : start + 3].lower() != "by " or end - start > 2 * _LONGEST:
        return None
    line = text[start:end]
    for word in re.finditer(r"(?<=[ ,|(])(?=\d)", line):
        stamp = read_stamp(line, word.start(), order, zones)
        if stamp and stamp.clock and stamp.end == len(line.rstrip(".)")):
            return Mark("trailing", start, end, start + stamp.start, start + stamp.end, end, _at(stamp, start))
    return None


def _at(stamp: Stamp, offset: int) -> Stamp:
    return replace(stamp, start=stamp.start + offset, end=stamp.end + offset)


def leading_family(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks of the family that has the most, of two equal ones the first; at least two, else none."""
    counts = Counter(mark.family for mark in marks)
    if not counts:
        return ()
    family, count = counts.most_common(1)[0]
    return tuple(mark for mark in marks if mark.family == family) if count > 1 else ()
