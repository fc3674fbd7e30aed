"""The columns of events, sources, problems, metrics and flaws."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from claims.compare import figure_words
from claims.frames.table import ID, NUMBER, SLUG, TEXT, TIME, Column, Table, field
from claims.records import Source


class SourceLine(Source):
    """A source as it is listed: with how many claims that stand are credited to it."""

    claims: int


def source_lines(sources: Iterable[Source], claims: Mapping[str, int]) -> Iterator[SourceLine]:
    """The sources as they are listed; `claims` are those credited to each, by slug."""
    return (SourceLine(**dict(source), claims=claims.get(source.slug, 0)) for source in sources)


class FlawLine(NamedTuple):
    """What a check of the database found wrong."""

    check: str
    what: str
    advice: str


EVENTS = Table(
    (
        field("slug", TEXT, "the event's name in commands"),
        field("title", TEXT, "title"),
        field("place", SLUG, "gazetteer key of the place"),
        field("zone", SLUG, "time zone"),
        Column("starts_on", TEXT, "first day", lambda event: event.starts_on and event.starts_on.isoformat()),
        Column("ends_on", TEXT, "last day", lambda event: event.ends_on and event.ends_on.isoformat()),
        field("parent", TEXT, "slug of the event that holds it"),
        field("wikidata", TEXT, "Wikidata id"),
        field("note", TEXT, "note"),
        field("claims", ID, "how many claims of it stand, those of events within it not counted"),
    )
)

RULES = Table(
    (
        field("id", ID, "the rule's number"),
        field("event", TEXT, "slug of the event to which claims belong that meet all that follows"),
        field("page", TEXT, "how the address of the page begins"),
        field("place", SLUG, "gazetteer key; holds what lies in it"),
        Column("since", TEXT, "first day", lambda rule: rule.since and rule.since.isoformat()),
        Column("until", TEXT, "last day", lambda rule: rule.until and rule.until.isoformat()),
        field("metric", SLUG, "what is counted"),
        field("among", TEXT, "slug of the event that they were read into"),
        field("who", TEXT, "who stated it"),
        field("made_at", TIME, "when"),
    )
)

PLACINGS = Table(
    (
        field("claim", ID, "the claim's number: `claims show ID`"),
        field("before", TEXT, "slug of the event that it is in"),
        field("after", TEXT, "slug of the event to which it goes"),
        field("rule", ID, "number of the rule that says so; empty where no rule holds it any more"),
    )
)

BACKGROUND = Table(
    (
        Column("claim", ID, "the claim's number: `claims show ID`", lambda each: each.claim.id),
        Column("metric", SLUG, "what is counted", lambda each: each.claim.metric),
        Column("figure", TEXT, "qualifier and figure in words", lambda each: figure_words(each.claim)),
        Column("event", TEXT, "slug of the event that it is in, as background", lambda each: each.claim.event),
        field("to", TEXT, "slug of the event that it may belong to; empty where none fits"),
        field("reason", TEXT, "why, in one sentence"),
        Column("quote", TEXT, "the words that carry the figure", lambda each: each.claim.quote),
    )
)

EVENT_CHANGES = Table(
    (
        field("kind", SLUG, "rename, merge, part, delete"),
        field("event", TEXT, "the event's name then"),
        field("other", TEXT, "its new name, or the event that it went into or was parted from"),
        field("who", TEXT, "who did it"),
        field("changed_at", TIME, "when"),
        field("why", TEXT, "the reason given"),
    )
)

SOURCES = Table(
    (
        field("slug", TEXT, "the source's name in commands"),
        field("name", TEXT, "name"),
        field("kind", SLUG, "kind of source"),
        field("side", SLUG, "side"),
        field("country", SLUG, "ISO 3166-1 code"),
        field("speaks_for", TEXT, "slug of the body that it acts as"),
        field("aliases", TEXT, "other spellings seen"),
        field("reliability", SLUG, "Admiralty A–F, set by a person"),
        field("wikidata", TEXT, "Wikidata id"),
        field("claims", ID, "claims credited to it that stand"),
    )
)

SOURCE_HISTORY = Table(
    (
        field("id", ID, "the decision's number"),
        field("source", TEXT, "slug of the source"),
        field("kind", SLUG, "edit, merge, split, distinct or undo"),
        field("who", TEXT, "who decided"),
        field("decided_at", TIME, "when"),
        Column("before", TEXT, "what it changed, before, as JSON", lambda made: _as_json(made.before)),
        Column("after", TEXT, "what it set, as JSON", lambda made: _as_json(made.after)),
        field("why", TEXT, "the reason given"),
        field("undoes", ID, "number of the decision that it takes back"),
    )
)

SUGGESTIONS = Table(
    (
        field("what", SLUG, "merge, or speaks for"),
        field("slug", TEXT, "slug of the source"),
        field("name", TEXT, "its name"),
        field("other", TEXT, "slug of the source that it may be, or of the body that it may speak for"),
        field("other_name", TEXT, "name of that one"),
        field("score", NUMBER, "how sure, from 0 to 1"),
        field("reason", TEXT, "why, in words"),
    )
)

FLAWS = Table(
    (
        field("check", SLUG, "what was checked"),
        field("what", TEXT, "what is wrong"),
        field("advice", TEXT, "what to do"),
    )
)

PROBLEMS = Table(
    (
        field("where", TEXT, "the page's address and the place in it"),
        field("what", TEXT, "the passage"),
        field("why", TEXT, "why it could not be read"),
    )
)

METRICS = Table(
    (
        field("slug", TEXT, "the metric's name in commands"),
        field("label", TEXT, "label for people"),
        field("counts", SLUG, "what it counts: people, things, incidents, money"),
        field("counting", SLUG, "cumulative (can only rise) or level, unless the text says otherwise"),
        Column(
            "names",
            TEXT,
            "its names in EM-DAT, UCDP, ACLED, IDMC and Sendai, where it has one",
            lambda metric: tuple(f"{scheme}: {name}" for scheme, name in metric.names.items()),
        ),
    )
)


def _as_json(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
