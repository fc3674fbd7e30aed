"""Taking in a capture: its page, the posts that are new or changed, their claims; what is known is not stored again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from claims.records import Capture, Claim, Entry, Page, Problem
from claims.store.captures import (
    add_capture,
    add_page,
    add_problems,
    address_id,
    find_address,
    find_capture,
    find_retrieval,
    origin_of,
    part_captures,
    retrieved_again,
)
from claims.store.columns import storable
from claims.store.entry_rows import entry_id
from claims.store.events import event_row
from claims.store.ingested import Ingested
from claims.store.retelling import Placed, retell
from claims.store.rows import ClaimRow, EntryRow, EventRow, PageRow, SightingRow
from claims.store.shown import shown_captures
from claims.store.sources import Sources
from claims.store.standing import About, about_origin, add_claims, by_identity, copy_claims, hand_over, link_successors
from claims.store.wordings import Seen, new_wordings, place_entries

Found = Mapping[str, Sequence[Claim]]
"""The claims of a page, by the key of their entry."""


def take_in(
    session: Session,
    capture: Capture,
    page: Page,
    found: Found,
    event: str,
    extractor: str,
    sources: Sources,
    now: datetime,
) -> Ingested:
    """Store what a capture brings that is new; the same retrieval a second time brings nothing.

    Raises UnknownEventError, and StoreError for a claim whose quote does not stand in its entry.
    """
    about_event = event_row(session, event)
    known = find_capture(session, capture, page.url)
    address = address_id(session, page.url)
    if known is not None:
        if retrieved_again(session, known, capture.captured_at):
            _retell(session, address, capture.captured_at, sources, now)
        return _known(session, known)
    part_captures(session, address, capture.captured_at)
    capture_id = add_capture(session, capture)
    page_id = add_page(session, page, capture_id, about_event.id or 0, now)
    entries, problems = one_of_a_key(page)
    placed = place_entries(session, entries, Seen(address, page_id, capture.captured_at))
    about = about_origin(sources, origin_of(session, page_id), about_event, extractor, now)
    claims = _claims(entries, placed, found)
    add_claims(session, claims, about)
    edited = _edited(session, placed)
    return Ingested(
        capture_id=capture_id,
        capture_new=True,
        entries_new=len(placed.new - edited),
        entries_changed=len(edited),
        entries_seen=len(placed.rows) - len(placed.new),
        claims_new=len(claims),
        claims_known=_claims_in(session, page_id) - len(claims),
        needs_review=follow_on(session, placed, about),
        problems=add_problems(session, page_id, page.url, (*page.problems, *problems), now),
    )


def new_entries(session: Session, page: Page, captured_at: datetime) -> tuple[Entry, ...]:
    """The entries of a page whose wording is not stored: only they need extracting."""
    address = find_address(session, page.url)
    if address is None:
        return page.entries
    entries, _ = one_of_a_key(page)
    return new_wordings(session, entries, address, captured_at)


def follow_on(session: Session, placed: Placed, about: About) -> int:
    """Give wordings that stand twice their claims, and link the claims of wordings that follow one another.

    Returns how many of the latter now need review.
    """
    for row, twin in placed.left:
        if twin is not None:
            row.known_until = row.known_from
            hand_over(session, row, twin, about)
    for copy, source in placed.copies:
        copy_claims(session, copy, source, about)
    befores = ((row, session.get_one(EntryRow, row.replaces_id) if row.replaces_id else None) for row in placed.follow)
    return sum(link_successors(session, row, before, about) for row, before in befores)


def _retell(session: Session, address_id: int, at: datetime, sources: Sources, now: datetime) -> None:
    """Let a page's timeline know of one more moment at which it was seen, where captures follow it."""
    latest = shown_captures(session, address_id)[-1]
    if latest.at > at:
        origin = origin_of(session, latest.page_id)
        event = session.get_one(EventRow, origin.page.event_id)
        follow_on(session, retell(session, address_id), about_origin(sources, origin, event, None, now))


def known_retrieval(session: Session, capture: Capture) -> Ingested | None:
    """What is said of a retrieval that is stored already, told without reading its page; None for another one."""
    found = find_retrieval(session, capture)
    return None if found is None else _known(session, found)


def _known(session: Session, capture_id: int) -> Ingested:
    """What is said of a capture that is stored already."""
    page_id = session.exec(select(func.max(PageRow.id)).where(PageRow.capture_id == capture_id)).one()
    seen = session.exec(select(func.count()).where(SightingRow.page_id == page_id)).one()
    return Ingested(capture_id=capture_id, entries_seen=seen, claims_known=_claims_in(session, page_id))


def _claims_in(session: Session, page_id: int | None) -> int:
    """How many claims the entries seen in a page hold."""
    asked = select(func.count(col(ClaimRow.id))).join(EntryRow).join(SightingRow)
    return session.exec(asked.where(SightingRow.page_id == page_id)).one()


def one_of_a_key(page: Page) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries by key, the first of each; a second one of another text is a problem."""
    first: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in page.entries:
        if first.setdefault(storable(entry.key), entry).text != entry.text:
            why = f"Another post of this page has the same key, {entry.key!r}; only the first was stored."
            problems.append(Problem(where=page.url, what=entry.text[:200], why=why))
    return tuple(first.values()), tuple(problems)


def _claims(entries: Sequence[Entry], placed: Placed, found: Found) -> list[tuple[EntryRow, Claim]]:
    """The claims of new wordings."""
    return [
        (row, claim)
        for entry, row in zip(entries, placed.rows, strict=True)
        if row.id in placed.new
        for claim in by_identity(found.get(entry.key, ())).values()
    ]


def _edited(session: Session, placed: Placed) -> frozenset[int]:
    """Ids of the new wordings whose posts have others."""
    following = {row.replaces_id for row in placed.follow}
    return frozenset(
        each for row in placed.rows if (each := entry_id(row)) in placed.new and (row.replaces_id or each in following)
    )
