"""What the captures of a page showed, in the order of their moments, and the timeline that they come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from claims.store.captures import BY_HAND
from claims.store.entry_rows import entry_id, row_sight
from claims.store.portions import in_portions
from claims.store.posts import Post, Run
from claims.store.rows import CaptureRow, EntryRow, PageRow, SightingRow
from claims.store.sights import ONE_STAMP, Sight, View
from claims.store.timeline import Timeline

_MOST_KEYS = 10_000
"""Posts of a page that are looked up by their stamps."""


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
    found: dict[int, list[SightingRow]] = {page_id: [] for page_id in page_ids}
    for some in in_portions(found):
        asked = select(SightingRow).where(col(SightingRow.page_id).in_(some))
        for row in session.exec(asked.order_by(col(SightingRow.start), col(SightingRow.entry_id))):
            found[row.page_id].append(row)
    return found


def placed_rows(session: Session, address_id: int, sights: Sequence[Sight] | None = None) -> Sequence[EntryRow]:
    """The wordings of a page's posts, first seen first; those that only an earlier reader made are left out.

    Where sights are given, only of posts that one of them may show again, or that should stand among them; any row of
    a table may be gone.
    """
    asked = select(EntryRow).join(PageRow).where(EntryRow.address_id == address_id, PageRow.reader != BY_HAND)
    asked = asked.where(col(EntryRow.post_id).is_not(None))
    posts = [sight for sight in sights or () if sight.kind == "post"]
    times = [sight.posted for sight in posts if sight.posted]
    of_table = any(sight.kind == "row" for sight in sights or ())
    if sights is not None and not of_table and len(times) == len(posts) <= _MOST_KEYS:
        keys = {sight.key for sight in sights}
        near = [col(EntryRow.key).in_(keys), col(EntryRow.seen_key).in_(keys), *_undated()]
        if times:
            near.append(col(EntryRow.posted_at).between(min(times) - ONE_STAMP, max(times) + ONE_STAMP))
        of_post = select(EntryRow.post_id).where(EntryRow.address_id == address_id, or_(*near))
        asked = asked.where(col(EntryRow.post_id).in_(of_post))
    return session.exec(asked.order_by(col(EntryRow.first_seen), col(EntryRow.start), col(EntryRow.id))).all()


def _undated() -> tuple[ColumnElement[bool], ...]:
    """Conditions on wordings whose minute is not known."""
    how = col(EntryRow.posted_at_how)
    return how.is_(None), how.not_like("minute%"), how.like("% assumed")


def carried_on(session: Session, address_id: int, captures: Sequence[Shown], sights: Sequence[Sight]) -> Timeline:
    """The timeline of a page after its captures, as the rows tell it, as far as the sights of one more may touch it."""
    rows = placed_rows(session, address_id, sights)
    posts: dict[int | None, Post] = {}
    views = _Views(session, captures, posts)
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

    def __init__(self, session: Session, captures: Sequence[Shown], posts: dict[int | None, Post]) -> None:
        self._session = session
        self._captures = {shown.page_id: (number, shown) for number, shown in enumerate(captures)}
        self._posts = posts
        self._made: dict[int, View] = {}

    def of_row(self, entry_id: int) -> View:
        """The last capture that showed a wording."""
        seen = self._session.exec(select(SightingRow.page_id).where(SightingRow.entry_id == entry_id))
        return self.of(max(self._captures[page_id] for page_id in seen if page_id in self._captures)[1])

    def of(self, shown: Shown) -> View:
        """What a capture showed; a post that nothing asks for stands for itself."""
        if shown.page_id not in self._made:
            asked = select(EntryRow).join(SightingRow).where(SightingRow.page_id == shown.page_id)
            asked = asked.where(EntryRow.kind == "post")
            rows = self._session.exec(asked.order_by(col(SightingRow.start), col(SightingRow.entry_id))).all()
            times = [row_sight(row).posted for row in rows]
            self._made[shown.page_id] = View([self._posts.get(row.post_id, row) for row in rows], times, shown.last)
        return self._made[shown.page_id]
