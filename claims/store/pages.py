"""Stored pages and entries, given back as they were read, and the entries that can be read again."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from claims.records import Entry, Page, Problem
from claims.store.captures import BY_HAND, origin_of, read_page_text
from claims.store.entry_rows import read_entry
from claims.store.moments import read_moment
from claims.store.rows import EntryRow, EventRow, PageRow, ProblemRow, SightingRow

_AT_ONCE = 200
"""Entries read at once."""


def stored_entry(session: Session, entry_id: int) -> Entry:
    """The entry of that id, as read."""
    return read_entry(session.get_one(EntryRow, entry_id))


def stored_page(session: Session, page_id: int) -> Page:
    """A page as its reader made it, with the entries seen in it and the problems that it was the first to have.

    An entry's text has the line ends of the page in which its wording was first read.
    """
    origin = origin_of(session, page_id)
    row = origin.page
    sighted = (
        select(EntryRow, SightingRow.start, SightingRow.key).join(SightingRow).where(SightingRow.page_id == page_id)
    )
    problems = select(ProblemRow).where(ProblemRow.page_id == page_id).order_by(col(ProblemRow.id))
    return Page(
        url=origin.url,
        **row.model_dump(include={"reader", "layout", "title", "language", "publisher", "zone"}),
        published_at=read_moment(row.published_at, row.published_at_how),
        text=read_page_text(session, origin),
        entries=tuple(
            read_entry(entry, start, key)
            for entry, start, key in session.exec(sighted.order_by(col(SightingRow.start), col(EntryRow.id)))
        ),
        problems=tuple(
            Problem(where=problem.where, what=problem.what, why=problem.why) for problem in session.exec(problems)
        ),
    )


def entries_after(session: Session, entry_id: int, event: str | None) -> Sequence[tuple[int, Entry]]:
    """The next entries that an extractor can read, with ids above the given one; of one event where asked for.

    What only an earlier reader made of a page is not read again; the rows of tables are for their mappings to read.
    """
    asked = select(EntryRow).join(PageRow).join(EventRow)
    asked = asked.where(col(EntryRow.id) > entry_id, PageRow.reader != BY_HAND, col(EntryRow.post_id).is_not(None))
    asked = asked.where(EntryRow.kind != "row")
    if event is not None:
        asked = asked.where(EventRow.slug == event)
    rows = session.exec(asked.order_by(col(EntryRow.id)).limit(_AT_ONCE)).all()
    return [(row.id or 0, read_entry(row)) for row in rows]
