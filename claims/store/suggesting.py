"""Suggestions: which sources may be one, and which may speak for a body, for a person to judge."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from claims.names import index_names, source_key, spoken_for
from claims.records import Record
from claims.store.alike import Named, find_alike, read_names
from claims.store.merging import distinct_pairs
from claims.store.moves import Spelling
from claims.store.rows import AliasRow, SourceRow
from claims.store.source_decisions import all_decisions, in_force
from claims.vocabulary import Vocabulary

_SAID = 0.9
"""How sure it is that who is called a body's spokesperson speaks for it."""
_GUESSED = 0.7
"""The same where the body is named without its country, which only one here has."""


class Suggestion(Record):
    """What a person may make of a source: merge it into another, or let it speak for a body."""

    what: Literal["merge", "speaks for"]
    slug: str
    name: str
    other: str
    """Slug of the body, or of the source that it may be: of the two the one with more claims."""
    other_name: str
    score: float
    """How sure, from 0 to 1."""
    reason: str


class _Source(NamedTuple):
    """A source with all its spellings, and what they tell."""

    row: SourceRow
    spellings: Sequence[Spelling]
    named: Named


def suggest(session: Session, credited: Mapping[str, int], vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """What may be merged and who may speak for whom, the surest first; nothing that a person has decided on.

    `credited` are the claims of each source, by slug.
    """
    sources = _named_sources(session, vocabulary)
    found = (*_merges(session, sources, credited, vocabulary), *_affiliations(session, sources, vocabulary))
    return tuple(sorted(found, key=lambda each: (-each.score, each.slug, each.other)))


def _named_sources(session: Session, vocabulary: Vocabulary) -> list[_Source]:
    """The sources that a name tells apart; "witnesses" are each outlet's own."""
    index = index_names(vocabulary)
    spellings: dict[int, list[Spelling]] = defaultdict(list)
    for of_source, key, name in session.exec(
        select(AliasRow.source_id, AliasRow.key, AliasRow.name).order_by(col(AliasRow.id))
    ):
        if " @ " not in key:
            spellings[of_source].append((key, name))
    rows = {row.id: row for row in session.exec(select(SourceRow).order_by(col(SourceRow.slug)))}
    found = []
    for source_id, row in rows.items():
        if own := spellings.get(source_id or 0):
            body = rows.get(row.speaks_for_id)
            speaks_for = body.slug if body else None
            fields = {"kind": row.kind, "side": row.side, "country": row.country, "speaks_for": speaks_for}
            found.append(_Source(row, own, read_names(row.slug, own, fields, index)))
    return found


def _merges(
    session: Session, sources: Sequence[_Source], credited: Mapping[str, int], vocabulary: Vocabulary
) -> Iterator[Suggestion]:
    names = {source.row.slug: source.row.name for source in sources}
    apart = distinct_pairs(session)
    for each in find_alike([source.named for source in sources], index_names(vocabulary)):
        if frozenset((each.one, each.other)) not in apart:
            into, slug = sorted((each.one, each.other), key=lambda one: (-credited.get(one, 0), len(one), one))
            yield Suggestion(
                what="merge",
                slug=slug,
                name=names[slug],
                other=into,
                other_name=names[into],
                score=each.score,
                reason=each.reason,
            )


def _affiliations(session: Session, sources: Sequence[_Source], vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """Spokespeople of whom nobody has said for whom they speak, though a spelling of them does."""
    said = {each.source for each in in_force(all_decisions(session)) if "speaks_for" in each.after}
    by_key = {key: source for source in reversed(sources) for key, _ in source.spellings}
    by_words: dict[frozenset[str], list[_Source]] = defaultdict(list)
    for source in sources:
        by_words[frozenset(source.named.words)].append(source)
    for source in sources:
        if source.row.speaks_for_id is not None or source.row.slug in said or not source.named.spokes:
            continue
        for _, name in source.spellings:
            body = spoken_for(name)
            key = source_key(body, None, vocabulary) if body else ""
            namesakes = by_words.get(frozenset(key.split()), [])
            found = by_key.get(key) or (namesakes[0] if len(namesakes) == 1 else None)
            if found is not None and found is not source:
                yield Suggestion(
                    what="speaks for",
                    slug=source.row.slug,
                    name=source.row.name,
                    other=found.row.slug,
                    other_name=found.row.name,
                    score=_SAID if key in by_key else _GUESSED,
                    reason=f"“{name}” says so",
                )
                break
