"""Who did it: "killed by security forces", "police arrested 20 people"."""

from claims.extract.figures.groups import Phrase, group_kind
from claims.extract.figures.reading import Reading
from claims.extract.figures.ruled import Ruled

_FARTHEST = 8
_LONGEST = 6
_ACTING = ("security_forces", "armed", "protesters")


def read_actor(ruled: Ruled) -> tuple[int, int] | None:
    """The span in the text of who did to the counted what the figure says; None where no one is named who can act."""
    reading, ruling = ruled.figure.reading, ruled.ruling
    if ruling.rule in ("predicate", "participle", "noun", "shared", "part"):
        return _after_by(reading, ruling.cue_last)
    if ruling.rule == "object":
        return _subject(reading, ruling.cue_first)
    return None


def _after_by(reading: Reading, cue_last: int) -> tuple[int, int] | None:
    for at in range(cue_last, min(len(reading.tokens), cue_last + _FARTHEST)):
        if (
            at in reading.starts
            or reading.tokens[at].kind == "mark"
            or reading.within(at, "subordinators", "conjunctions")
        ):
            return None
        if reading.within(at, "passive_by"):
            first = at + 1 + reading.within(at + 1, "articles")
            return _span(reading, first, _end(reading, first))
    return None


def _end(reading: Reading, first: int) -> int:
    last = first
    while last < len(reading.tokens) and last - first < _LONGEST and _may_name(reading, last):
        last += 1
    return last


def _may_name(reading: Reading, at: int) -> bool:
    if not reading.is_word(at) or at in reading.inside:
        return False
    known = reading.lexicon.groups.match(reading.tokens, at) is not None
    return known or (reading.low(at) not in reading.lexicon.noun_stops and at not in reading.cues)


def _subject(reading: Reading, cue_first: int) -> tuple[int, int] | None:
    last = cue_first
    while last > 0 and reading.within(last - 1, "have", "adverbs", "modals"):
        last -= 1
    first = last
    while first > 0 and last - first < _LONGEST and _may_name(reading, first - 1):
        first -= 1
    return _span(reading, first, last)


def _span(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """The span of a noun phrase whose words name a group that acts."""
    if first >= last or group_kind(reading, Phrase(first, last, last)) not in _ACTING:
        return None
    return reading.tokens[first].start, reading.tokens[last - 1].end
