"""The columns of `claims extract` and `claims split`: what was read from a file, without a database."""

from dataclasses import dataclass

from claims.entries import is_relative
from claims.frames.table import FLAG, ID, NUMBER, SLUG, TEXT, Column, Table
from claims.records import Claim, Entry


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim as read from a file, without a database: with the file's name and the entry that holds it."""

    doc: str
    entry: Entry
    claim: Claim


def _found(name: str, dtype: str, meaning: str) -> Column:
    return Column(name, dtype, meaning, lambda found: getattr(found.claim, name))


def _in_page(name: str, meaning: str) -> Column:
    """An offset of the claim, counted in the page's text."""

    def read(found: FoundClaim) -> int | None:
        offset = getattr(found.claim, name)
        return None if offset is None else found.entry.start + offset

    return Column(name, ID, f"{meaning}, in code points of the page's text", read)


def _written(name: str, meaning: str) -> Column:
    def read(found: FoundClaim) -> str | None:
        moment = getattr(found.claim, name)
        return moment.written() if moment else None

    return Column(name, TEXT, meaning, read)


def _time(entry: Entry) -> str | None:
    """What the stamp itself says; nothing where it only counts back from the page's own time ("2 hours ago")."""
    return None if entry.kind == "post" and is_relative(entry.stamp or "") else entry.time


FOUND = Table(
    (
        Column("doc", TEXT, "name of the file, without suffix", lambda found: found.doc),
        Column("time", TEXT, "time of the entry, as far as its stamp says it", lambda found: _time(found.entry)),
        Column("headline", TEXT, "headline of the entry", lambda found: found.entry.headline),
        _found("quote", TEXT, "the words that carry the figure"),
        _in_page("start", "offset of the quote"),
        _found("number", TEXT, "the number as written"),
        _in_page("number_start", "offset of the number"),
        _found("value", NUMBER, "the figure; the lower end of a range; empty for vague words"),
        _found("value_high", NUMBER, "the upper end of a range"),
        _found("qualifier", SLUG, "exact, about, nearly, at_least, more_than, at_most, fewer_than, range, vague"),
        _found("metric", SLUG, "what is counted"),
        _found("group", TEXT, "who or what is counted, verbatim"),
        _found("attributed_to", TEXT, "who the text credits, or who denies the figure"),
        _found("via", TEXT, "who passed it on, says the text"),
        _found("location", TEXT, "the place, verbatim"),
        _found("currency", SLUG, "ISO 4217 code, for money"),
        _found("denied", FLAG, "the credited party denies or takes back the figure"),
        _found("publisher", TEXT, "who published the page"),
        _found("vague_word", SLUG, "the vague word"),
        _found("group_resolved", TEXT, "`group`, or the noun carried over from the figure before"),
        _found("group_kind", SLUG, "standard group"),
        _found("place", SLUG, "gazetteer key of the place"),
        _found("place_assumed", FLAG, "the text names no place"),
        _found("by", TEXT, "who did it, verbatim"),
        _found("scope", SLUG, "total, additional, period, part, superseded"),
        _in_page("part_of", "offset of the number of the claim that this is a part of"),
        _found("counting", SLUG, "cumulative or level"),
        _found("basis", SLUG, "stated, documented, estimated"),
        _found("certainty", SLUG, "stated, preliminary, confirmed, unconfirmed, projected"),
        _written("said_at", "when the speaker said it"),
        _written("as_of", "the moment that the figure holds for"),
        _written("occurred_from", "from when the counted things happened"),
        _written("occurred_to", "until when the counted things happened"),
        _written("period_from", "begin of the period of a period figure"),
        _written("period_to", "end of the period of a period figure"),
        _found("rule", SLUG, "the rule that found the figure"),
        _found("confidence", NUMBER, "the extractor's own, 0 to 1"),
    )
)


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """An entry as split from a file, with the file's name."""

    doc: str
    entry: Entry


def _head(split: SplitEntry) -> str:
    """The headline, else the first line of the body."""
    return split.entry.headline or next((line for line in split.entry.text.splitlines() if line.strip()), "")


SPLIT = Table(
    (
        Column("doc", TEXT, "name of the file, without suffix", lambda split: split.doc),
        Column("time", TEXT, "ISO 8601, as far as the stamp says it", lambda split: _time(split.entry)),
        Column("head", TEXT, "the headline, else the first line", _head),
        Column("text", TEXT, "the entry's text", lambda split: split.entry.text),
        Column("start", ID, "offset of the text in the page's text, in code points", lambda split: split.entry.start),
        Column("end", ID, "where it ends", lambda split: split.entry.start + len(split.entry.text)),
        Column("kind", SLUG, "post, lead or article", lambda split: split.entry.kind),
        Column("stamp", TEXT, "the time stamp as written", lambda split: split.entry.stamp),
        Column(
            "posted_at",
            TEXT,
            "when it was posted, worked out from the page's own time where the stamp counts back from it",
            lambda split: split.entry.posted_at and split.entry.posted_at.written(),
        ),
        Column(
            "posted_at_exactness",
            SLUG,
            "how exact `posted_at` is: minute, hour, day, month",
            lambda split: split.entry.posted_at and split.entry.posted_at.exactness,
        ),
    )
)
