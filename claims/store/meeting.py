"""Filters on claims in hand: the same answers as `claims.store.filters` gives on the tables."""

from collections.abc import Callable, Collection, Mapping

from sqlmodel import Session, select

from claims import gazetteer
from claims.records import Filters, Role, StoredClaim
from claims.store.events import asked_slugs, event_row
from claims.store.filters import FALLEN, JUDGED
from claims.store.rows import SourceRow
from claims.store.sources import home_of, matching_ids
from claims.vocabulary import Vocabulary

_SAME = ("metric", "qualifier", "certainty", "basis", "scope")
"""Filters that name a field and its value."""


def meeting(session: Session, filters: Filters, vocabulary: Vocabulary) -> Callable[[StoredClaim], bool]:
    """Whether a claim fits the filters, its wording aside.

    Raises UnknownEventError, UnknownSourceError, and VocabularyError for an unknown side.
    """
    rows = {row.id: row for row in session.exec(select(SourceRow))}
    home = home_of(event_row(session, filters.event).place, vocabulary) if filters.event else None
    events = asked_slugs(session, filters)
    named = None
    if filters.source is not None:
        named = {rows[each].slug for each in matching_ids(session, filters.source, home, vocabulary)}
    on_side = None
    if filters.side is not None:
        side = vocabulary.side(filters.side)
        on_side = {row.slug for row in rows.values() if _side(row, rows) == side}

    def meets(claim: StoredClaim) -> bool:
        return (
            (events is None or claim.event in events)
            and all((value := getattr(filters, name)) is None or getattr(claim, name) == value for name in _SAME)
            and (filters.group is None or claim.group_kind == filters.group)
            and (filters.place is None or is_within_place(claim.place, filters.place))
            and _told(claim, filters)
            and not (filters.standing and claim.status in FALLEN)
            and (filters.reviewed is None or filters.reviewed == (claim.status in JUDGED))
            and _credited(claim, filters.role, named, on_side)
        )

    return meets


def _told(claim: StoredClaim, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return True
    if claim.said_at is None:
        return False
    since, until = filters.since, filters.until
    return (since is None or claim.said_at.at >= since) and (until is None or claim.said_at.at < until)


def is_within_place(place: str | None, asked: str) -> bool:
    """In a place or in a place within it: by its key's path, and for a region by the gazetteer."""
    if place is None:
        return False
    found = gazetteer.place(place)
    return place == asked or place.startswith(f"{asked}/") or (found is not None and found.region == asked)


def _credited(
    claim: StoredClaim, role: Role | None, named: Collection[str] | None, on_side: Collection[str] | None
) -> bool:
    """Steps of the chain, in a role if one is asked for, have the name, the side, the role that is asked for."""
    if named is not None and not _steps(claim, role) & set(named):
        return False
    if on_side is not None and not _steps(claim, role or "speaker") & set(on_side):
        return False
    return role is None or bool(_steps(claim, role))


def _steps(claim: StoredClaim, role: Role | None) -> set[str]:
    """Slugs of those in the chain, in a role if one is asked for."""
    by_role: Mapping[Role, tuple[str | None, ...]] = {
        "speaker": (claim.speaker_source,),
        "relay": claim.relay_sources,
        "publisher": (claim.publisher_source,),
    }
    steps = by_role[role] if role else (each for some in by_role.values() for each in some)
    return {each for each in steps if each is not None}


def _side(row: SourceRow, rows: Mapping[int | None, SourceRow]) -> str | None:
    body = rows.get(row.speaks_for_id) if row.speaks_for_id else None
    return row.side or (body.side if body else None)
