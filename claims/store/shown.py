"""What the captures of a page showed, in the order of their moments, and the timeline that they come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, select

from claims.store.captures import BY_HAND
from claims.store.entry_rows import entry_id, row_sight
from claims.store.posts import Post, Run
from claims.store.rows import CaptureRow, EntryRow, PageRow, SightingRow
from claims.store.sights import View
from claims.store.timeline import Timeline

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A capture of a page with what the latest reader made of it."""

    page_id: int
    at: datetime
    last: datetime
    """The last moment at which the same bytes were retrieved."""
    sha256: str
    """Orders captures of one moment."""

    @property
    def order(self) -> tuple[datetime, str]:
        """Where it stands among the captures of its page."""
        return self.at, self.sha256


def shown_captures(session: Session, address_id: int) -> list[Shown]:
    """The captures of a page, in order; passages that people entered are none."""
    asked = (
        select(PageRow.id, CaptureRow)
        .join(CaptureRow)
        .where(PageRow.address_id == address_id, PageRow.reader != BY_HAND)
    )
    latest = {
        row.id: Shown(page_id or 0, row.captured_at, _last(row), row.sha256)
        for page_id, row in session.exec(asked.order_by(col(PageRow.id)))
    }
    return sorted(latest.values(), key=lambda shown: shown.order)


def _last(row: CaptureRow) -> datetime:
    return datetime.fromisoformat(row.again[-1]) if row.again else row.captured_at


def sightings_in(session: Session, page_ids: Iterable[int]) -> dict[int, list[SightingRow]]:
    """What pages show, in the order of their text."""
    ids = tuple(page_ids)
    found: dict[int, list[SightingRow]] = {page_id: [] for page_id in ids}
    for first in range(0, len(ids), _AT_ONCE):
        asked = select(SightingRow).where(col(SightingRow.page_id).in_(ids[first : first + _AT_ONCE]))
        for row in session.exec(asked.order_by(col(SightingRow.start), col(SightingRow.entry_id))):
            found[row.page_id].append(row)
    return found


def placed_rows(session: Session, address_id: int) -> Sequence[EntryRow]:
    """The wordings of a page's posts, first seen first; those that only an earlier reader made are left out."""
    asked = select(EntryRow).join(PageRow).where(EntryRow.address_id == address_id, PageRow.reader != BY_HAND)
    asked = asked.where(col(EntryRow.post_id).is_not(None))
    return session.exec(asked.order_by(col(EntryRow.first_seen), col(EntryRow.start), col(EntryRow.id))).all()


def carried_on(session: Session, address_id: int, captures: Sequence[Shown]) -> Timeline:
    """The timeline of a page after its captures, as the rows tell it."""
    rows = placed_rows(session, address_id)
    posts: dict[int | None, Post] = {}
    views = _Views(session, captures, rows, posts)
    for row in rows:
        run = Run(row_sight(row), row.first_seen, row.known_from)
        run.row, run.key = row, row.seen_key or row.key
        run.known_until, run.deleted_at = row.known_until, row.deleted_at
        post = posts.setdefault(row.post_id, Post(run))
        post.run = run
        post.keys |= {run.sight.key, run.key}
        post.view = partial(views.of_row, entry_id(row))
    return Timeline(tuple(posts.values()), partial(views.of, captures[-1]) if captures else None)


class _Views:
    """What captures showed, read when it is asked for."""

    def __init__(
        self, session: Session, captures: Sequence[Shown], rows: Sequence[EntryRow], posts: dict[int | None, Post]
    ) -> None:
        self._session = session
        self._captures = {shown.page_id: (number, shown) for number, shown in enumerate(captures)}
        self._rows = {row.id: row for row in rows}
        self._posts = posts
        self._made: dict[int, View] = {}

    def of_row(self, entry_id: int) -> View:
        """The last capture that showed a wording."""
        seen = self._session.exec(select(SightingRow.page_id).where(SightingRow.entry_id == entry_id))
        return self.of(max(self._captures[page_id] for page_id in seen if page_id in self._captures)[1])

    def of(self, shown: Shown) -> View:
        """What a capture showed."""
        if shown.page_id not in self._made:
            seen = sightings_in(self._session, (shown.page_id,))[shown.page_id]
            rows = [self._rows[each.entry_id] for each in seen]
            rows = [row for row in rows if row.kind == "post"]
            times = [row_sight(row).posted for row in rows]
            self._made[shown.page_id] = View([self._posts[row.post_id] for row in rows], times, shown.last)
        return self._made[shown.page_id]
