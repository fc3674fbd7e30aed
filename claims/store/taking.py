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
)
from claims.store.columns import storable
from claims.store.events import event_row
from claims.store.ingested import Ingested
from claims.store.rows import ClaimRow, EntryRow, PageRow, SightingRow
from claims.store.sources import Sources
from claims.store.standing import about_origin, add_claims, by_identity, link_successors
from claims.store.wordings import Seen, Wording, is_same, place_entries, standing_at, stored_wordings

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
    if known is not None:
        return _known(session, known)
    capture_id = add_capture(session, capture)
    page_id = add_page(session, page, capture_id, about_event.id or 0, now)
    entries, problems = _one_of_a_key(page)
    seen = Seen(address_id(session, page.url), page_id, capture.captured_at)
    placed = place_entries(session, entries, seen)
    about = about_origin(sources, origin_of(session, page_id), about_event, extractor, now)
    claims = _claims(placed, found)
    add_claims(session, claims, about)
    return Ingested(
        capture_id=capture_id,
        capture_new=True,
        entries_new=sum(each.new and not each.edited for each in placed),
        entries_changed=sum(each.edited for each in placed),
        entries_seen=sum(not each.new for each in placed),
        claims_new=len(claims),
        claims_known=_claims_in(session, page_id) - len(claims),
        needs_review=_link(session, placed),
        problems=add_problems(session, page_id, page.url, (*page.problems, *problems), now),
    )


def new_entries(session: Session, page: Page, captured_at: datetime) -> tuple[Entry, ...]:
    """The entries of a page whose wording is not stored: only they need extracting."""
    address = find_address(session, page.url)
    if address is None:
        return page.entries
    stored = stored_wordings(session, address, (entry.key for entry in page.entries))
    return tuple(
        entry
        for entry in page.entries
        if not is_same(standing_at(stored.get(storable(entry.key), []), captured_at), entry)
    )


def known_retrieval(session: Session, capture: Capture) -> Ingested | None:
    """What is said of a retrieval that is stored already, told without reading its page; None for another one."""
    found = find_retrieval(session, capture)
    return None if found is None else _known(session, found)


def _known(session: Session, capture_id: int) -> Ingested:
    """What is said of a capture that is stored already."""
    page_id = session.exec(select(PageRow.id).where(PageRow.capture_id == capture_id)).one()
    seen = session.exec(select(func.count()).where(SightingRow.page_id == page_id)).one()
    return Ingested(capture_id=capture_id, entries_seen=seen, claims_known=_claims_in(session, page_id))


def _claims_in(session: Session, page_id: int | None) -> int:
    """How many claims the entries seen in a page hold."""
    asked = select(func.count(col(ClaimRow.id))).join(EntryRow).join(SightingRow)
    return session.exec(asked.where(SightingRow.page_id == page_id)).one()


def _one_of_a_key(page: Page) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries by key, the first of each; a second one of another text is a problem."""
    first: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in page.entries:
        if first.setdefault(storable(entry.key), entry).text != entry.text:
            why = f"Another post of this page has the same key, {entry.key!r}; only the first was stored."
            problems.append(Problem(where=page.url, what=entry.text[:200], why=why))
    return tuple(first.values()), tuple(problems)


def _claims(placed: tuple[Wording, ...], found: Found) -> list[tuple[EntryRow, Claim]]:
    """The claims of new wordings."""
    return [
        (wording.row, claim)
        for wording in placed
        if wording.new
        for claim in by_identity(found.get(wording.entry.key, ())).values()
    ]


def _link(session: Session, placed: tuple[Wording, ...]) -> int:
    """Link the claims of wordings that follow one another; returns how many need review."""
    to_review = 0
    for wording in placed:
        if wording.new and wording.before is not None:
            to_review += link_successors(session, wording.row, wording.before)
        if wording.new and wording.after is not None:
            to_review += link_successors(session, wording.after, wording.row)
    return to_review
