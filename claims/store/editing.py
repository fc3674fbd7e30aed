"""What people say of a source: its name, kind, side, country, reliability, whom it speaks for, one more spelling.

An edit is a decision; taken back, a field is what the edits that still stand make it, else what it was before them all.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col, select

from claims.errors import StoreError
from claims.names import source_key
from claims.records import Source
from claims.store.carrying import carry
from claims.store.columns import storable
from claims.store.moves import body_of
from claims.store.rows import AliasRow, SourceRow
from claims.store.source_decisions import SourceDecision, all_decisions, in_force, record
from claims.store.sources import Sources, find_source, standing_row
from claims.vocabulary import Vocabulary

FIELDS = ("name", "kind", "side", "country", "speaks_for", "reliability", "wikidata")
"""What can be said of a source."""


def edit_source(
    session: Session,
    slug: str,
    changes: Mapping[str, str | None],
    alias: str | None,
    who: str,
    why: str | None,
    sources: Sources,
    now: datetime,
) -> Source:
    """Set fields of a source, None for nothing, and add a spelling; what is so already is no decision.

    Raises UnknownSourceError, StoreError.
    """
    row = standing_row(session, slug)
    wanted = _checked(session, row, _in_the_vocabulary(changes, sources.vocabulary))
    held = _fields(session, row)
    after: dict[str, Any] = {name: value for name, value in wanted.items() if value != held[name]}
    before = {name: held[name] for name in after}
    if alias is not None:
        after |= _added(session, row, storable(alias), sources)
    if after:
        record(session, row, "edit", who, why, before, after, now)
        _set_fields(session, row, {name: value for name, value in after.items() if name in FIELDS})
        carry(session, sources, _id_of(session, after.get("from")))
    return find_source(session, slug)


def restore_fields(session: Session, row: SourceRow, undone: SourceDecision) -> None:
    """Give a source the fields that it has without an edit that was taken back."""
    made = all_decisions(session)
    every = [each for each in made if each.source == row.slug and each.kind == "edit"]
    standing = in_force(made)
    fields = {}
    for name in undone.before:
        setting = [each for each in every if name in each.before]
        left = [each for each in setting if each in standing]
        fields[name] = left[-1].after[name] if left else setting[0].before[name]
    _set_fields(session, row, fields)


def _checked(session: Session, row: SourceRow, changes: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """The changes, if a source may have them; a body that was merged is the one that it is part of now."""
    said = dict(changes)
    if body := said.get("speaks_for"):
        if body == row.slug:
            raise StoreError(f"{row.slug} can't speak for itself; name the body that it speaks for.")
        said["speaks_for"] = find_source(session, body).slug
    if "name" in said and not (said["name"] or "").strip():
        raise StoreError(f"{row.slug} needs a name; give one that people know it by.")
    try:
        Source.model_validate({**find_source(session, row.slug).model_dump(), **said})
    except ValidationError as error:
        wrong = error.errors()[0]
        raise StoreError(f"The {wrong['loc'][0]} of a source can't be {wrong['input']!r}: {wrong['msg']}.") from error
    return said


def _fields(session: Session, row: SourceRow) -> dict[str, str | None]:
    body = session.get(SourceRow, body_of(row)) if body_of(row) else None
    return {name: getattr(row, name) for name in FIELDS if name != "speaks_for"} | {
        "speaks_for": body.slug if body else None
    }


def _set_fields(session: Session, row: SourceRow, fields: Mapping[str, Any]) -> None:
    fields = dict(fields)
    if "speaks_for" in fields:
        row.speaks_for_id, row.body_id = _id_of(session, fields.pop("speaks_for")), None
    for name, value in fields.items():
        setattr(row, name, value)
    session.flush()


def _id_of(session: Session, slug: str | None) -> int | None:
    return session.exec(select(SourceRow.id).where(SourceRow.slug == slug)).one() if slug else None


def _in_the_vocabulary(changes: Mapping[str, str | None], vocabulary: Vocabulary) -> dict[str, str | None]:
    """The changes with kind and side as the vocabulary spells them; raises StoreError for those that it has not."""
    changes = dict(changes)
    kind, side = changes.get("kind"), changes.get("side")
    if kind and kind not in vocabulary.kinds:
        raise StoreError(f"There is no kind of source {kind!r}; the kinds are {', '.join(vocabulary.kinds)}.")
    if side:
        changes["side"] = vocabulary.side(side)
    return changes


def _added(session: Session, row: SourceRow, alias: str, sources: Sources) -> dict[str, Any]:
    """Enter one more spelling and say, as a decision does, from where to where it moves; nothing if it is known."""
    key = storable(source_key(alias, None, sources.vocabulary))
    holders = select(SourceRow).join(AliasRow, col(AliasRow.source_id) == SourceRow.id).where(AliasRow.key == key)
    holder = session.exec(holders).first()
    if holder is not None and holder.id != row.id:
        raise StoreError(
            f"{alias!r} already means {holder.slug}; it can't also mean {row.slug}, "
            f"unless you merge the two (`claims sources merge {holder.slug} --into {row.slug}`)."
        )
    known = select(AliasRow.id).where(AliasRow.key == key, AliasRow.name == alias)
    if session.exec(known).first() is not None:
        return {}
    spelled = sources.spell(alias, key)
    said: dict[str, Any] = {"alias": alias, "keys": [key], "spellings": []}
    if spelled.source_id == row.id:
        return said
    return {**said, "from": session.get_one(SourceRow, spelled.source_id).slug, "into": row.slug}
