"""Stored tables read again under another mapping: rows keep their ids, and claims what people decided on them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from claims.records import Claim, Page
from claims.store.ingested import Ingested
from claims.store.readings import read_again
from claims.store.rereading import read_page_again
from claims.store.rows import EntryRow, PageRow, SightingRow
from claims.store.sources import Sources


def read_table_again(
    session: Session,
    capture_id: int,
    page: Page,
    found: Mapping[str, Sequence[Claim]],
    extractor: str,
    sources: Sources,
    now: datetime,
) -> Ingested | None:
    """Let what a mapping makes of a stored table take the place of what another one made; None where it is the same.

    `found` are the claims of the table, by the key of their row.
    """
    asked = select(PageRow).where(PageRow.capture_id == capture_id).order_by(col(PageRow.id))
    pages = session.exec(asked).all()
    made = [each.reader.partition(" · ")[0] for each in pages]
    if made[-1] == page.reader:
        return None
    # A mapping that is taken back is read once more, and a reader names one page of a capture only.
    times = made.count(page.reader)
    page = page.model_copy(update={"reader": f"{page.reader} · {times + 1}" if times else page.reader})
    total = read_page_again(session, pages[-1].id or 0, page, extractor, sources, now)
    for entry_id, key in _rows(session, capture_id):
        total += read_again(session, entry_id, found.get(key, ()), extractor, sources, now)
    return total


def _rows(session: Session, capture_id: int) -> Sequence[tuple[int, str]]:
    """The rows that the latest page of a table shows: ids of their entries, and their keys there."""
    latest = select(PageRow.id).where(PageRow.capture_id == capture_id).order_by(col(PageRow.id).desc()).limit(1)
    asked = select(EntryRow.id, EntryRow.key, SightingRow.key).join(SightingRow)
    asked = asked.where(SightingRow.page_id == latest.scalar_subquery()).order_by(col(EntryRow.id))
    return [(entry_id or 0, seen or key) for entry_id, key, seen in session.exec(asked)]
