"""Merging and splitting sources, and saying that two are not the same: decisions, each of which can be taken back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from claims.errors import StoreError
from claims.names import slugify
from claims.store.carrying import carry
from claims.store.chain import UNDOES
from claims.store.columns import storable
from claims.store.editing import restore_fields
from claims.store.moves import Spelling, named_row
from claims.store.rows import AliasRow, AttributionRow, SourceRow
from claims.store.source_decisions import SourceDecision, all_decisions, in_force, record
from claims.store.sources import Sources, source_row, spellings_of, standing_row


def merge_source(
    session: Session, slug: str, into: str, who: str, why: str | None, sources: Sources, now: datetime
) -> SourceDecision:
    """Let every spelling of a source mean another one, now and when it is seen again.

    Raises UnknownSourceError, StoreError.
    """
    row, other = standing_row(session, slug), standing_row(session, into)
    if row.id == other.id:
        raise StoreError(f"{slug} can't be merged into itself; name the other source.")
    made = record(session, row, "merge", who, why, {"names": _names(spellings_of(session, row))}, {"into": into}, now)
    carry(session, sources, row.id)
    return made


def split_source(
    session: Session,
    slug: str,
    names: Collection[str],
    into: str | None,
    who: str,
    why: str | None,
    sources: Sources,
    now: datetime,
) -> SourceDecision:
    """Let some spellings of a source mean another one, or a new one of that name (unless given, the first spelling).

    Raises UnknownSourceError, and StoreError for spellings that are not there, all of them, or the source's own name.
    """
    row = standing_row(session, slug)
    spellings = spellings_of(session, row)
    _check_names(row, names, spellings)
    asked = {storable(name) for name in names}
    parting = [each for each in spellings if each[1] in asked]
    staying = {key for key, name in spellings if name not in asked}
    keys = {key for key, _ in parting} - staying
    other = _other(session, row, into or next(iter(names)), parting, sources)
    if other.id == row.id:
        raise StoreError(f"{slug} can't be split into itself; name another source with --into.")
    after = {
        "into": other.slug,
        "keys": sorted(keys),
        "spellings": sorted([key, name] for key, name in parting if key not in keys),
        "names": _names(parting),
    }
    made = record(session, row, "split", who, why, {"names": _names(spellings)}, after, now)
    carry(session, sources, row.id)
    return made


def distinct_sources(
    session: Session, slug: str, other: str, who: str, why: str | None, now: datetime
) -> SourceDecision:
    """Note that two sources are not the same, so that nobody is asked again; raises UnknownSourceError, StoreError."""
    row, second = standing_row(session, slug), standing_row(session, other)
    if row.id == second.id:
        raise StoreError(f"{slug} can't be told apart from itself; name the other source.")
    if frozenset((row.slug, second.slug)) in distinct_pairs(session):
        raise StoreError(f"{slug} and {other} are known not to be the same; there is nothing to add.")
    return record(session, row, "distinct", who, why, {}, {"distinct": second.slug}, now)


def distinct_pairs(session: Session) -> set[frozenset[str]]:
    """The pairs of slugs of which somebody said that they are not the same; of those merged, what they are part of."""
    pairs = set()
    for each in in_force(all_decisions(session)):
        if each.kind == "distinct":
            both = (named_row(session, slug) for slug in (each.source, each.after["distinct"]))
            pairs.add(frozenset(row.slug for row in both if row is not None))
    return pairs


def undo_source(
    session: Session, slug: str, number: int | None, who: str, why: str | None, sources: Sources, now: datetime
) -> SourceDecision:
    """Take back the latest decision on a source that none has taken back, or the one of that number.

    A merge or split of which it is the other source counts too. Raises UnknownSourceError, StoreError.
    """
    source_row(session, slug)
    about = [each for each in in_force(all_decisions(session)) if slug == each.source or slug in each.others]
    chosen = [each for each in about if number in (None, each.id)]
    if not chosen:
        which = "" if number is None else f" {number}"
        raise StoreError(f"There is no decision{which} on {slug} to undo; `claims sources history {slug}` lists them.")
    last = chosen[-1]
    of = source_row(session, last.source)
    made = record(session, of, "undo", who, why, last.after, {UNDOES: last.id}, now)
    if last.kind == "edit":
        restore_fields(session, of, last)
    carry(session, sources)
    _forget_spelling(session, last.after)
    return made


def _check_names(row: SourceRow, names: Iterable[str], spellings: Iterable[Spelling]) -> None:
    known = _names(spellings)
    asked = [storable(name) for name in names]
    listed = "; ".join(known[:20])
    for name in asked:
        if name not in known:
            raise StoreError(f"{row.slug} has no spelling {name[:80]!r}; it has: {listed}.")
    if not asked:
        raise StoreError(f"Name the spellings to split off {row.slug}; it has: {listed}.")
    if len(set(asked)) == len(known):
        raise StoreError(f"These are all spellings of {row.slug}; merge it into another source instead.")
    if row.name in asked:
        raise StoreError(
            f"{row.slug} goes by the name {row.name!r}; split off the others, or give it another name first "
            f"(`claims sources edit {row.slug} --name …`)."
        )


def _other(session: Session, row: SourceRow, into: str, parting: Collection[Spelling], sources: Sources) -> SourceRow:
    """The source of that slug or spelling, else a new one of that name; one whose split was undone comes back."""
    known = session.exec(select(SourceRow).where(col(SourceRow.slug).in_((into, slugify(into))))).all()
    for each in known:
        if not spellings_of(session, each) and each.merged_into_id is None:
            return each
        if each.slug == into:
            return standing_row(session, into)
    named = select(SourceRow).join(AliasRow, col(AliasRow.source_id) == SourceRow.id)
    other = session.exec(named.where(AliasRow.name == into, SourceRow.id != row.id)).first()
    if other is not None:
        return other
    key = min(key for key, _ in parting)
    while session.exec(select(SourceRow.id).where(SourceRow.key == key)).first() is not None:
        key += " ~"
    return session.get_one(SourceRow, sources.make(storable(into), key))


def _forget_spelling(session: Session, after: Mapping[str, Any]) -> None:
    """Take out a spelling that a person added and no text has used."""
    if "alias" not in after:
        return
    asked = select(AliasRow).where(AliasRow.key == after["keys"][0], AliasRow.name == after["alias"])
    row = session.exec(asked).first()
    if row is None:
        return
    said = select(AttributionRow.claim_id).where(AttributionRow.source_id == row.source_id)
    if session.exec(said.where(AttributionRow.name == row.name).limit(1)).first() is None:
        session.exec(delete(AliasRow).where(col(AliasRow.id) == row.id))


def _names(spellings: Iterable[Spelling]) -> list[str]:
    """The names of spellings, each once, in order."""
    return [*dict.fromkeys(name for _, name in spellings)]
