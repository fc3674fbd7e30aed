"""Captures with their bytes, pages and problems: written once, and given back as they came."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from claims.errors import StoreError
from claims.records import Capture, Page, Problem
from claims.store.columns import storable
from claims.store.moments import moment_columns, read_moment
from claims.store.rows import AddressRow, CaptureRow, ContentRow, EventRow, PageRow, ProblemRow, SightingRow

BY_HAND = "by hand"
"""Reader of the pages that people made by entering a claim: no extractor reads them again."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was read: its page with its address, and the page's capture with the one captured from."""

    page: PageRow
    url: str
    capture: CaptureRow
    captured_from: str


def address_id(session: Session, url: str) -> int:
    """Id of a page's address, added where it is new."""
    return find_address(session, url) or _added(session, AddressRow(url=storable(url)))


def find_address(session: Session, url: str) -> int | None:
    """Id of a page's address; None where it was never captured."""
    return session.exec(select(AddressRow.id).where(AddressRow.url == url)).first()


def find_capture(session: Session, capture: Capture, page_url: str) -> int | None:
    """Id of the stored capture that is the same retrieval of the page of that address; None for another one.

    It is the same where the page's latest capture up to its moment holds the same bytes: nothing changed since. The
    same bytes after others are another retrieval, for the page was put back.
    """
    of_page = select(CaptureRow.id, CaptureRow.captured_at).join(PageRow, col(PageRow.capture_id) == CaptureRow.id)
    of_page = of_page.join(AddressRow, col(PageRow.address_id) == AddressRow.id)
    of_page = of_page.where(AddressRow.url == storable(page_url), PageRow.reader != BY_HAND)
    found = of_page.where(col(CaptureRow.captured_at) <= capture.captured_at).subquery()
    latest = select(func.max(found.c.captured_at)).scalar_subquery()
    # Saved files often bear one moment, so that several captures are the latest: any of them may be the same.
    same = select(CaptureRow.id).where(CaptureRow.sha256 == capture.sha256, CaptureRow.captured_at == latest)
    return session.exec(same.where(col(CaptureRow.id).in_(select(found.c.id)))).first()


def retrieved_again(session: Session, capture_id: int, at: datetime) -> bool:
    """Note that the same bytes were retrieved at another moment; returns whether that is new."""
    row = session.get_one(CaptureRow, capture_id)
    moments = {datetime.fromisoformat(moment) for moment in row.again or ()}
    if at == row.captured_at or at in moments:
        return False
    row.again = [moment.isoformat() for moment in sorted({*moments, at})]
    session.flush()
    return True


def part_captures(session: Session, address_id: int, at: datetime) -> None:
    """Make the later retrievals of equal bytes captures of their own, where another capture comes between.

    They were one while nothing else was known to have stood between them.
    """
    asked = select(CaptureRow, PageRow).where(PageRow.capture_id == CaptureRow.id, PageRow.address_id == address_id)
    asked = asked.where(col(CaptureRow.again).is_not(None), CaptureRow.captured_at <= at)
    latest = {row.id: (row, page) for row, page in session.exec(asked.order_by(col(PageRow.id)))}
    for row, page in latest.values():
        moments = [(datetime.fromisoformat(moment), moment) for moment in row.again or ()]
        later = [moment for moment in moments if moment[0] >= at]
        if not later:
            continue
        row.again = [written for moment, written in moments if moment < at] or None
        moved: dict[str, Any] = {"captured_at": later[0][0], "again": [written for _, written in later[1:]] or None}
        capture_id = _added(session, CaptureRow(**row.model_dump(exclude={"id", *moved}), **moved))
        page_id = _added(session, PageRow(**page.model_dump(exclude={"id", "capture_id"}), capture_id=capture_id))
        shown = session.exec(select(SightingRow).where(SightingRow.page_id == page.id)).all()
        session.add_all(SightingRow(**each.model_dump(exclude={"page_id"}), page_id=page_id) for each in shown)
        session.flush()


def find_passage(session: Session, capture: Capture) -> int | None:
    """Id of the stored capture of the same address and bytes that a person entered, whenever that was."""
    asked = select(CaptureRow.id).join(PageRow, col(PageRow.capture_id) == CaptureRow.id)
    asked = asked.join(AddressRow, col(CaptureRow.address_id) == AddressRow.id).where(PageRow.reader == BY_HAND)
    return session.exec(
        asked.where(AddressRow.url == storable(capture.url), CaptureRow.sha256 == capture.sha256)
    ).first()


def find_latest(session: Session, url: str) -> Origin | None:
    """Where the latest capture of a page stands, by the page's address or the one captured from; None without one."""
    address = find_address(session, storable(url))
    if address is None:
        return None
    asked = select(PageRow.id).join(CaptureRow, col(PageRow.capture_id) == CaptureRow.id)
    asked = asked.where(or_(PageRow.address_id == address, CaptureRow.address_id == address), PageRow.reader != BY_HAND)
    found = session.exec(asked.order_by(col(CaptureRow.captured_at).desc(), col(PageRow.id).desc())).first()
    return origin_of(session, found) if found is not None else None


def add_capture(session: Session, capture: Capture) -> int:
    """Store a capture with its bytes; returns its id. Raises StoreError where the bytes are not those of its sha256."""
    if sha256(capture.content).hexdigest() != capture.sha256:
        raise StoreError(f"The bytes of {capture.url} are not those that its sha256 names; capture it again.")
    return _added(
        session,
        CaptureRow(
            address_id=address_id(session, capture.url),
            **capture.model_dump(include={"sha256", "publisher", "captured_at", "media_type", "encoding"}),
            **moment_columns("published_at", capture.published_at),
            headers=[list(header) for header in capture.headers],
            content_id=_content_id(session, capture.content),
        ),
    )


def add_page(session: Session, page: Page, capture_id: int, event_id: int, now: datetime) -> int:
    """Store what a reader made of a capture, without its entries; returns its id."""
    return _added(
        session,
        PageRow(
            capture_id=capture_id,
            address_id=address_id(session, page.url),
            event_id=event_id,
            stored_at=now,
            **page.model_dump(include={"reader", "layout", "title", "language", "publisher", "zone"}),
            **moment_columns("published_at", page.published_at),
            text_id=_content_id(session, storable(page.text).encode()),
        ),
    )


def find_retrieval(session: Session, capture: Capture) -> int | None:
    """Id of the stored capture of the same address, bytes and moment that a reader made a page of."""
    asked = select(CaptureRow.id).join(AddressRow).join(PageRow, col(PageRow.capture_id) == CaptureRow.id)
    asked = asked.where(AddressRow.url == storable(capture.url), PageRow.reader != BY_HAND)
    asked = asked.where(CaptureRow.sha256 == capture.sha256, CaptureRow.captured_at == capture.captured_at)
    return session.exec(asked).first()


def add_problems(session: Session, page_id: int, url: str, problems: tuple[Problem, ...], now: datetime) -> int:
    """Store the problems that no earlier capture of the page had; returns how many."""
    stored = select(ProblemRow.where, ProblemRow.what, ProblemRow.why).join(PageRow).join(AddressRow)
    known = set(session.exec(stored.where(AddressRow.url == url)).all())
    new = dict.fromkeys((storable(each.where), storable(each.what), storable(each.why)) for each in problems)
    rows = [
        ProblemRow(page_id=page_id, where=where, what=what, why=why, stored_at=now)
        for where, what, why in new
        if (where, what, why) not in known
    ]
    session.add_all(rows)
    session.flush()
    return len(rows)


def add_input_problem(session: Session, problem: Problem, event_id: int | None, now: datetime) -> bool:
    """Store a problem that belongs to no page; returns whether it is new."""
    where, what, why = storable(problem.where), storable(problem.what), storable(problem.why)
    same = select(ProblemRow.id).where(ProblemRow.where == where, ProblemRow.what == what, ProblemRow.why == why)
    if session.exec(same.where(col(ProblemRow.page_id).is_(None))).first() is not None:
        return False
    session.add(ProblemRow(event_id=event_id, where=where, what=what, why=why, stored_at=now))
    return True


def list_problems(session: Session, event: str | None, url: str | None) -> tuple[Problem, ...]:
    """The problems, in the order in which they were met, of an event or of one page where asked for."""
    asked = select(ProblemRow).outerjoin(PageRow, col(ProblemRow.page_id) == PageRow.id)
    if event is not None:
        of_event = func.coalesce(col(PageRow.event_id), col(ProblemRow.event_id))
        asked = asked.join(EventRow, col(EventRow.id) == of_event).where(EventRow.slug == event)
    if url is not None:
        asked = asked.join(AddressRow, col(PageRow.address_id) == AddressRow.id).where(AddressRow.url == url)
    rows = session.exec(asked.order_by(col(ProblemRow.id)))
    return tuple(Problem(where=row.where, what=row.what, why=row.why) for row in rows)


def origin_of(session: Session, page_id: int) -> Origin:
    """The page of that id with its capture."""
    origin = aliased(AddressRow)
    asked = select(PageRow, AddressRow.url, CaptureRow, origin.url)
    asked = asked.where(PageRow.id == page_id, PageRow.capture_id == CaptureRow.id)
    asked = asked.where(PageRow.address_id == AddressRow.id, CaptureRow.address_id == origin.id)
    return Origin(*session.exec(asked).one())


def read_capture(session: Session, origin: Origin) -> Capture:
    """A capture as it came, with its bytes."""
    row = origin.capture
    return Capture(
        url=origin.captured_from,
        **row.model_dump(include={"sha256", "publisher", "captured_at", "media_type", "encoding"}),
        published_at=read_moment(row.published_at, row.published_at_how),
        headers=tuple((name, value) for name, value in row.headers),
        content=_content(session, row.content_id),
    )


def read_page_text(session: Session, origin: Origin) -> str:
    """The text of a page."""
    return _content(session, origin.page.text_id).decode()


def _content_id(session: Session, content: bytes) -> int:
    digest = sha256(content).hexdigest()
    known = session.exec(select(ContentRow.id).where(ContentRow.sha256 == digest)).first()
    return known or _added(session, ContentRow(sha256=digest, packed=zlib.compress(content)))


def _content(session: Session, content_id: int) -> bytes:
    return zlib.decompress(session.exec(select(ContentRow.packed).where(ContentRow.id == content_id)).one())


def _added(session: Session, row: AddressRow | CaptureRow | ContentRow | PageRow) -> int:
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id
