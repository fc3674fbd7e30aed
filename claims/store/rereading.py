"""Reading stored bytes again: what a later reader makes of a capture takes the place of what an earlier one made.

Claims of posts that are cut otherwise now move to where their words stand, with their ids, readings and decisions. One
that a person decided on and whose words are nowhere stays where it was, and a Problem says so; one that nobody decided
on is withdrawn, for reading the new entries finds what they hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from claims.quoting import neighbours
from claims.records import Claim, Page, Problem
from claims.store.anchoring import Anchor, Quoted, find_anchor
from claims.store.captures import BY_HAND, Origin, add_page, add_problems, origin_of, read_page_text
from claims.store.decisions import note_anchor
from claims.store.events import event_row
from claims.store.ingested import Ingested
from claims.store.retelling import retell
from claims.store.rows import CaptureRow, ClaimRow, EntryRow, EventRow, PageRow, ReadingRow
from claims.store.sources import Sources
from claims.store.standing import (
    About,
    about_origin,
    follow,
    identity,
    is_decided,
    link_parts,
    overlay,
    reading_columns,
    restand,
)
from claims.store.taking import follow_on, one_of_a_key


def pages_to_read(session: Session, reader: str, event: str | None) -> Sequence[int]:
    """Ids of the latest pages of captures that another version of this reader made, in the order of their captures.

    Raises UnknownEventError.
    """
    latest = select(func.max(PageRow.id)).group_by(col(PageRow.capture_id))
    asked = select(PageRow.id, PageRow.reader).join(CaptureRow).where(col(PageRow.id).in_(latest))
    asked = asked.where(PageRow.reader != BY_HAND, PageRow.reader != reader)
    if event is not None:
        asked = asked.where(PageRow.event_id == event_row(session, event).id)
    name = reader.rpartition(" ")[0]
    found = session.exec(asked.order_by(col(CaptureRow.captured_at), col(PageRow.id)))
    return [page_id or 0 for page_id, made_by in found if made_by.rpartition(" ")[0] == name]


def read_page_again(
    session: Session, page_id: int, page: Page, extractor: str, sources: Sources, now: datetime
) -> Ingested:
    """Let what a reader makes of a capture now take the place of what an earlier one made; no claim is read yet."""
    origin = origin_of(session, page_id)
    page = page.model_copy(update={"url": origin.url})
    event = session.get_one(EventRow, origin.page.event_id)
    before = read_page_text(session, origin)
    new_page = add_page(session, page, origin.page.capture_id, origin.page.event_id, now)
    entries, problems = one_of_a_key(page)
    placed = retell(session, origin.page.address_id, new_page, entries, page_id)
    about = about_origin(sources, origin_of(session, new_page), event, extractor, now)
    moving = _Moving(session, placed.rows, about, len(page.text))
    unplaced = [
        problem for row, twin in placed.left if twin is None for problem in moving.move(row, origin, len(before))
    ]
    link_parts(session, [row.id for row in placed.rows])
    return Ingested(
        needs_review=follow_on(session, placed, about),
        claims_withdrawn=moving.withdrawn,
        problems=add_problems(session, new_page, page.url, (*page.problems, *problems, *unplaced), now),
    )


class _Moving:
    """Moves claims into the entries of a page that was read again."""

    def __init__(self, session: Session, rows: Sequence[EntryRow], about: About, length: int) -> None:
        self._session = session
        self._rows = rows
        self._about = about
        self._texts = [row.text for row in rows]
        self._parts = [row.start / max(1, length) for row in rows]
        self.withdrawn = 0

    def move(self, left: EntryRow, origin: Origin, length: int) -> Iterator[Problem]:
        """Move the claims of an entry that no capture shows any more; a problem for each that has to stay."""
        asked = select(ClaimRow).where(ClaimRow.entry_id == left.id).order_by(col(ClaimRow.id))
        stays = False
        for row in self._session.exec(asked).all():
            if row.status == "withdrawn":
                continue
            if self._moved(row, (left.start + row.start) / max(1, length)):
                continue
            if not is_decided(self._session, row):
                self._read(row, None, self._about)
                self.withdrawn += 1
                continue
            stays = True
            why = f"Claim {row.id}, which people decided on, stands nowhere in the page as it is read now; it was kept."
            yield Problem(where=f"{origin.url} (claim {row.id})", what=row.quote[:200], why=why)
        if not stays:
            left.known_until = left.known_from
        self._session.flush()

    def _moved(self, row: ClaimRow, near: float) -> bool:
        """Give a claim its place in a new entry, or its decisions to the equal claim that has the place."""
        assert row.id is not None
        latest = _latest(self._session, row.id)
        read = Claim.model_validate(latest.fields)
        anchor = find_anchor(_quoted(read, near), self._texts, self._parts)
        if anchor is None:
            return False
        entry = self._rows[anchor.text]
        decided = overlay(self._session, row.id)
        amended = find_anchor(_quoted(row, near), (entry.text,), (0.0,)) if "start" in decided else None
        if "start" in decided and amended is None:
            return False
        found = read.model_copy(update={**_at(anchor, entry.text), "part_of": None})
        occupant = self._occupant(entry, found)
        if occupant is not None:
            if is_decided(self._session, row):
                follow(self._session, occupant, row, self._about)
                return True
            return False
        assert entry.id is not None
        row.entry_id, row.found_start, row.part_of_id = entry.id, found.number_start, None
        self._session.flush()
        if amended is not None:
            note_anchor(self._session, row, _at(amended, entry.text), self._about.now)
        self._read(row, found, replace(self._about, extractor=latest.extractor))
        return True

    def _occupant(self, entry: EntryRow, claim: Claim) -> ClaimRow | None:
        metric, start, number = identity(claim)
        same = select(ClaimRow).where(ClaimRow.entry_id == entry.id, ClaimRow.found_metric == metric)
        return self._session.exec(same.where(ClaimRow.found_start == start, ClaimRow.found_number == number)).first()

    def _read(self, row: ClaimRow, claim: Claim | None, about: About) -> None:
        assert row.id is not None
        asked = select(ReadingRow).where(ReadingRow.claim_id == row.id).order_by(col(ReadingRow.id).desc())
        self._session.exec(asked.limit(1)).one().superseded_at = about.now
        self._session.add(ReadingRow(**reading_columns(row.id, claim, about)))
        self._session.flush()
        restand(self._session, row, about.sources, about.now)


def _latest(session: Session, claim_id: int) -> ReadingRow:
    """The last reading that found a claim."""
    asked = select(ReadingRow).where(ReadingRow.claim_id == claim_id, col(ReadingRow.fields).is_not(None))
    return session.exec(asked.order_by(col(ReadingRow.id).desc()).limit(1)).one()


def _quoted(claim: Claim | ClaimRow, near: float) -> Quoted:
    return Quoted(claim.quote, claim.prefix, claim.suffix, claim.number, claim.number_start - claim.start, near)


def _at(anchor: Anchor, text: str) -> dict[str, Any]:
    """The fields of a claim whose quote stands at another place."""
    prefix, suffix = neighbours(text, anchor.start, anchor.end)
    return {
        "quote": text[anchor.start : anchor.end],
        "start": anchor.start,
        "number_start": anchor.number_start,
        "prefix": prefix,
        "suffix": suffix,
    }
