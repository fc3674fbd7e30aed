"""Answers that cost much to work out, kept in the database for as long as the version of their event stands."""

from sqlmodel import Session, col, delete, func, select

from claims.store.rows import KeptRow, VersionRow
from claims.store.versions import event_version

MOST = 64
"""So many answers are kept of one event."""


def find_kept(session: Session, event_id: int | None, name: str, asked: str) -> bytes | None:
    """The answer of that name, where it was kept under the version that stands."""
    found = select(KeptRow.packed).join(VersionRow, col(VersionRow.event_id) == KeptRow.event_id)
    found = found.where(KeptRow.event_id == event_id, KeptRow.name == name, KeptRow.asked == asked)
    return session.exec(found.where(KeptRow.version == VersionRow.number)).first()


def keep(session: Session, event_id: int, version: int, name: str, asked: str, packed: bytes) -> None:
    """Keep an answer that was worked out under a version, if that still stands; those of others are thrown away."""
    if event_version(session, event_id) != version:
        return
    of_event = col(KeptRow.event_id) == event_id
    session.exec(delete(KeptRow).where(of_event, col(KeptRow.version) != version))
    if session.exec(select(func.count()).where(of_event)).one() >= MOST:
        session.exec(delete(KeptRow).where(of_event))
    session.merge(KeptRow(event_id=event_id, name=name, asked=asked, version=version, packed=packed))
