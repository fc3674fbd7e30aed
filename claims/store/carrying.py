"""What follows when merges and splits come and go: spellings, chains, speakers and bodies mean other sources.

Chains keep their names and words; only the sources that they point to change.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session, col, func, or_, select

from claims.errors import StoreError
from claims.store.captures import origin_of
from claims.store.moves import Move, Spelling, body_of, moves_in_force, place_of
from claims.store.portions import in_portions
from claims.store.rows import AliasRow, AttributionRow, ClaimRow, EntryRow, EventRow, SourceRow
from claims.store.sources import Sources, outlet_of


class _Carried(NamedTuple):
    """A spelling that means another source than before."""

    spelling: Spelling
    before: int
    now: int


class _Step(NamedTuple):
    """A step of a chain whose name alone does not tell which spelling it is."""

    claim_id: int
    step: int
    now: int


def carry(session: Session, sources: Sources, touched: int | None = None) -> None:
    """Let everything follow the decisions in force; raises StoreError where sources would speak for each other.

    `touched` is the source that a new decision takes spellings from: only those and spellings moved before can change.
    """
    moves = moves_in_force(session)
    carried = _carry_spellings(session, moves, touched)
    if carried:
        _carry_chains(session, carried, sources)
    changed = _mark_merged(session, moves)
    _carry_bodies(session, changed)
    check_bodies(session)


def _carry_spellings(session: Session, moves: Sequence[Move], touched: int | None) -> list[_Carried]:
    carried = []
    asked = select(AliasRow).where(or_(col(AliasRow.home_id).is_not(None), AliasRow.source_id == touched))
    for row in session.exec(asked.order_by(col(AliasRow.id))).all():
        home = row.home_id or row.source_id
        now = place_of(home, (row.key, row.name), moves)
        if now != row.source_id:
            carried.append(_Carried((row.key, row.name), row.source_id, now))
            row.source_id, row.home_id = now, None if now == home else home
    return carried


def _carry_chains(session: Session, carried: Sequence[_Carried], sources: Sources) -> None:
    """Point the steps of chains to what their names now mean, and claims to their speakers."""
    ways = _ways(session, carried)
    often = Counter(name for _, name in ways)
    singly = {way: now for way, now in ways.items() if len(now) > 1 or often[way[1]] > 1}
    # All are found before any is changed: a name may leave a source that the same name of another country enters.
    steps = [step for way, now in singly.items() for step in _steps(session, *way, now, carried, sources)]
    at_once: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (old, name), now in ways.items():
        if (old, name) not in singly:
            at_once[old, min(now)].append(name)
    for (old, new), names in at_once.items():
        for some in in_portions(names):
            of_name = update(AttributionRow).where(col(AttributionRow.name).in_(some))
            session.exec(of_name.where(col(AttributionRow.source_id) == old).values(source_id=new))
    for step in steps:
        of_step = update(AttributionRow).where(col(AttributionRow.claim_id) == step.claim_id)
        session.exec(of_step.where(col(AttributionRow.step) == step.step).values(source_id=step.now))
    speaker = select(AttributionRow.source_id).where(AttributionRow.claim_id == ClaimRow.id)
    speaker = speaker.where(AttributionRow.role == "speaker").order_by(col(AttributionRow.step)).limit(1)
    for some_ids in in_portions({each.before for each in carried}):
        of_claims = update(ClaimRow).where(col(ClaimRow.speaker_id).in_(some_ids))
        session.exec(of_claims.values(speaker_id=speaker.scalar_subquery()))


def _ways(session: Session, carried: Sequence[_Carried]) -> dict[tuple[int, str], set[int]]:
    """Where the names carried go from each source; to several where a bare "Interior Ministry" is of two countries."""
    ways: dict[tuple[int, str], set[int]] = defaultdict(set)
    for each in carried:
        ways[each.before, each.spelling[1]].add(each.now)
    arrived = {(each.now, each.spelling) for each in carried}
    for names in in_portions({name for _, name in ways}):
        asked = select(AliasRow.source_id, AliasRow.key, AliasRow.name).where(col(AliasRow.name).in_(names))
        for source_id, key, name in session.exec(asked):
            if (source_id, name) in ways and (source_id, (key, name)) not in arrived:
                ways[source_id, name].add(source_id)
    return ways


def _steps(
    session: Session, source_id: int, name: str, now: set[int], carried: Sequence[_Carried], sources: Sources
) -> Iterator[_Step]:
    """Where each step with a name of a source goes; of several ways, by the key that the name has in its claim."""
    to = {each.spelling: each.now for each in carried if each.before == source_id}
    outlet = lru_cache(maxsize=1_000)(lambda page_id: _outlet(session, page_id))
    asked = select(AttributionRow.claim_id, AttributionRow.step, EventRow.place, EntryRow.page_id)
    asked = asked.join(ClaimRow, col(AttributionRow.claim_id) == ClaimRow.id)
    asked = asked.join(EventRow, col(ClaimRow.event_id) == EventRow.id)
    asked = asked.join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
    of_name = asked.where(AttributionRow.source_id == source_id, AttributionRow.name == name)
    for claim_id, step, place, page_id in session.exec(of_name).all():
        key = sources.key(name, place, outlet(page_id)) if len(now) > 1 else ""
        yield _Step(claim_id, step, min(now) if len(now) == 1 else to.get((key, name), source_id))


def _outlet(session: Session, page_id: int) -> str:
    origin = origin_of(session, page_id)
    return outlet_of(origin.page.publisher or origin.capture.publisher, origin.url)


def _mark_merged(session: Session, moves: Iterable[Move]) -> set[int]:
    """Mark the sources that are merged into others, and those alone that are; returns ids of those that changed."""
    into = {move.source: move.into for move in moves if move.keys is None}
    marked = session.exec(select(SourceRow).where(col(SourceRow.merged_into_id).is_not(None))).all()
    changed = {row.id for row in marked} ^ set(into)
    changed |= {row.id for row in marked if into.get(row.id or 0) != row.merged_into_id}
    for source_id in changed:
        if source_id is not None:
            session.get_one(SourceRow, source_id).merged_into_id = into.get(source_id)
    session.flush()
    return {source_id for source_id in changed if source_id is not None}


def _carry_bodies(session: Session, changed: set[int]) -> None:
    """Let those who speak for a merged source speak for what it is part of, and for it again when it stands alone."""
    body = func.coalesce(SourceRow.body_id, SourceRow.speaks_for_id)
    merged = select(SourceRow.id).where(col(SourceRow.merged_into_id).is_not(None))
    asked = select(SourceRow).where(or_(col(SourceRow.body_id).is_not(None), body.in_(changed), body.in_(merged)))
    for row in session.exec(asked).all():
        said = body_of(row)
        now = session.get_one(SourceRow, said)
        while now.merged_into_id is not None:
            now = session.get_one(SourceRow, now.merged_into_id)
        row.speaks_for_id = None if now.id == row.id else now.id
        row.body_id = None if row.speaks_for_id == said else said
    session.flush()


def check_bodies(session: Session) -> None:
    """Raise StoreError where sources would speak for each other in a ring, or for one that has no spelling left."""
    asked = select(SourceRow.id, SourceRow.speaks_for_id).where(col(SourceRow.speaks_for_id).is_not(None))
    bodies = dict(session.exec(asked.where(col(SourceRow.merged_into_id).is_(None))).all())
    safe: set[int | None] = set()
    for first in bodies:
        at, seen = first, [first]
        while (body := bodies.get(at)) is not None and body not in safe:
            if body in seen:
                names = ", ".join(session.get_one(SourceRow, each).slug for each in seen[seen.index(body) :])
                raise StoreError(f"Then {names} would speak for each other in a ring; change speaks_for of one first.")
            seen.append(body)
            at = body
        safe.update(seen)
    spelled = select(AliasRow.source_id).where(AliasRow.source_id == SourceRow.id).exists()
    for some in in_portions({body for body in bodies.values() if body is not None}):
        nameless = select(SourceRow).where(col(SourceRow.id).in_(some), ~spelled)
        if (row := session.exec(nameless).first()) is not None:
            who = next(session.get_one(SourceRow, each).slug for each, body in bodies.items() if body == row.id)
            raise StoreError(f"{who} speaks for {row.slug}, which no name would mean then; change that first.")
