"""What changed in pages from one capture to the next: posts edited, stamped anew, deleted, added late."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlmodel import Session, col, or_, select

from claims.records import Entry
from claims.store.captures import BY_HAND
from claims.store.entry_rows import entry_id, read_entry, row_sight
from claims.store.rows import AddressRow, EntryRow, EventRow, PageRow, SightingRow
from claims.store.shown import Shown, shown_captures
from claims.store.timeline import NEAR

Changing: TypeAlias = Literal["edited", "re-stamped", "deleted", "added late"]

_BESIDE = 3
"""Posts on either side in which a page may say that it changed one."""
_KEPT = 16
"""Pages kept in memory."""


@dataclass(frozen=True, slots=True)
class Change:
    """A post that a capture shows otherwise than the one before, or no longer, or later than its stamp says."""

    kind: Changing
    event: str
    url: str
    before: Entry | None
    """The wording before; None for a post added late."""
    after: Entry | None
    """The wording after; None for a deleted post."""
    before_id: int | None
    after_id: int | None
    """Ids of their entries."""
    seen_before: datetime | None
    """When the page was last seen as it was before."""
    seen_after: datetime
    """When it was first seen changed."""
    stored_at: datetime
    beside: tuple[str, ...]
    """The texts of posts near it that are new in the capture that shows the change."""


def list_changes(session: Session, events: Collection[str] | None, url: str | None) -> Iterator[Change]:
    """The changes, of some events' pages or of one page where asked for, page by page, as captures came."""
    asked = select(EntryRow, AddressRow.url, EventRow.slug)
    asked = asked.join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
    asked = asked.join(PageRow, col(EntryRow.page_id) == PageRow.id).join(EventRow)
    asked = asked.where(PageRow.reader != BY_HAND, col(EntryRow.post_id).is_not(None))
    asked = asked.where(
        or_(
            col(EntryRow.replaces_id).is_not(None),
            col(EntryRow.deleted_at).is_not(None),
            (col(EntryRow.known_from) == col(EntryRow.first_seen))
            & col(EntryRow.posted_at).is_not(None)
            & (col(EntryRow.kind) == "post"),
        )
    )
    if events is not None:
        asked = asked.where(col(EventRow.slug).in_(events))
    if url is not None:
        asked = asked.where(AddressRow.url == url)
    asked = asked.order_by(AddressRow.url, col(EntryRow.first_seen), col(EntryRow.start), col(EntryRow.id))
    pages: _Pages | None = None
    for row, address, slug in session.exec(asked).all():
        if pages is None or pages.address_id != row.address_id:
            pages = _Pages(session, row.address_id)
        yield from _changes(session, row, address, slug, pages)


def _changes(session: Session, row: EntryRow, url: str, event: str, pages: "_Pages") -> Iterator[Change]:
    """What became of one wording: how it came up, and whether it was deleted."""
    yield from _coming_up(session, row, url, event, pages)
    if row.deleted_at is not None:
        here = pages.at(row.deleted_at)
        yield Change(
            kind="deleted",
            event=event,
            url=url,
            before=read_entry(row),
            after=None,
            before_id=row.id,
            after_id=None,
            seen_before=pages.last_seen(row, row.deleted_at),
            seen_after=row.deleted_at,
            stored_at=here.stored_at,
            beside=here.beside(pages.gap(row, here)),
        )


def _coming_up(session: Session, row: EntryRow, url: str, event: str, pages: "_Pages") -> Iterator[Change]:
    """A wording that replaces another, or of a post that appeared after its own time."""
    sight = row_sight(row)
    before = session.get(EntryRow, row.replaces_id) if row.replaces_id else None
    late = before is None and sight.kind == "post" and sight.public is not None and sight.public < row.known_from
    if before is not None or (late and row.known_from == row.first_seen):
        here = pages.at(row.first_seen, row)
        yield Change(
            kind="added late" if before is None else "edited" if row_sight(before).text != sight.text else "re-stamped",
            event=event,
            url=url,
            before=read_entry(before) if before else None,
            after=read_entry(row),
            before_id=before.id if before else None,
            after_id=row.id,
            seen_before=pages.last_seen(before, row.first_seen),
            seen_after=row.first_seen,
            stored_at=here.stored_at,
            beside=here.beside(here.place(row)),
        )


class _Page:
    """The posts of a capture in the order of its page."""

    def __init__(self, session: Session, shown: Shown) -> None:
        asked = select(EntryRow).join(SightingRow).where(SightingRow.page_id == shown.page_id)
        self.rows: Sequence[EntryRow] = session.exec(asked.order_by(col(SightingRow.start), col(EntryRow.id))).all()
        self.stored_at = session.get_one(PageRow, shown.page_id).stored_at
        self._at = shown.at

    def place(self, row: EntryRow) -> int | None:
        """Where a wording stands."""
        return next((number for number, each in enumerate(self.rows) if each.id == row.id), None)

    def beside(self, place: int | None) -> tuple[str, ...]:
        """The new posts around a place, but for the one that stands there."""
        if place is None:
            return ()
        near = self.rows[max(0, place - _BESIDE) : place + _BESIDE + 1]
        here = self.rows[place].id if place < len(self.rows) else None
        new = (each for each in near if each.first_seen == self._at and each.replaces_id is None)
        return tuple(each.text for each in new if each.id != here)


class _Pages:
    """The captures of one page."""

    def __init__(self, session: Session, address_id: int) -> None:
        self.address_id = address_id
        self._session = session
        self._shown = shown_captures(session, address_id)
        self._order = {shown.page_id: number for number, shown in enumerate(self._shown)}
        self._pages: dict[int, _Page] = {}

    def at(self, moment: datetime, row: EntryRow | None = None) -> _Page:
        """The capture of a moment: the one that shows a wording where several were made then."""
        of_moment = [shown for shown in self._shown if shown.at == moment]
        if row is not None and len(of_moment) > 1:
            seen = self._seen(row)
            of_moment = [shown for shown in of_moment if self._order[shown.page_id] in seen] or of_moment
        return self._page(of_moment[0])

    def last_seen(self, row: EntryRow | None, until: datetime) -> datetime | None:
        """When a wording, else the page, was last seen before a moment."""
        seen = self._shown if row is None else [self._shown[number] for number in self._seen(row)]
        return max((shown.last for shown in seen if shown.at < until), default=None)

    def gap(self, row: EntryRow, here: _Page) -> int | None:
        """Where in a capture a post is missing: below the nearest that stood above it."""
        then = self._page(self._shown[max(self._seen(row))])
        place = then.place(row) or 0
        above = {each.post_id for each in then.rows[max(0, place - NEAR) : place]}
        found = [number for number, each in enumerate(here.rows) if each.post_id in above]
        return max(found, default=-1) + 1

    def _seen(self, row: EntryRow) -> list[int]:
        asked = select(SightingRow.page_id).where(SightingRow.entry_id == entry_id(row))
        return [self._order[page_id] for page_id in self._session.exec(asked) if page_id in self._order]

    def _page(self, shown: Shown) -> _Page:
        if shown.page_id not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.clear()
            self._pages[shown.page_id] = _Page(self._session, shown)
        return self._pages[shown.page_id]
