"""Posts and their wordings in the tables: what a capture shows is placed in the timeline of its page.

Captures may arrive in any order: the latest carries the timeline on by one step, any other lets it be told anew, so
that the rows say the same whichever came first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from claims.records import Entry
from claims.store.entry_rows import entry_columns, entry_id, entry_row
from claims.store.posts import Run
from claims.store.retelling import Placed, retell, write
from claims.store.rows import EntryRow, SightingRow
from claims.store.shown import carried_on, shown_captures
from claims.store.sights import sight_of


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and when entries are seen: a page, its address, the moment of its capture."""

    address_id: int
    page_id: int
    at: datetime


def place_entries(session: Session, entries: Sequence[Entry], seen: Seen) -> Placed:
    """Store each entry's wording where it is new, and a sighting of each, whenever its capture was made."""
    captures = shown_captures(session, seen.address_id)
    here = next(shown for shown in captures if shown.page_id == seen.page_id)
    if here is not captures[-1] or (len(captures) > 1 and captures[-2].last > here.at):
        return retell(session, seen.address_id, seen.page_id, entries)
    sights = [sight_of(entry) for entry in entries]
    timeline = carried_on(session, seen.address_id, captures[:-1], sights)
    told = [post.run for post in timeline.posts]
    shown = timeline.show(seen.page_id, sights, seen.at)
    new = [(run, entry) for run, entry in zip(shown, entries, strict=True) if run.row is None]
    _add_rows(session, new, seen)
    for run in told:
        _write(run)
    session.flush()
    sightings = [
        {
            "entry_id": entry_id(run.row),
            "page_id": seen.page_id,
            "start": entry.start,
            "key": None if run.key == run.row.key else run.key,
        }
        for run, entry in zip(shown, entries, strict=True)
        if run.row
    ]
    if sightings:
        session.exec(insert(SightingRow), params=sightings)
    return Placed(
        rows=tuple(run.row for run in shown if run.row),
        new=frozenset(entry_id(run.row) for run, _ in new if run.row),
        follow=tuple(run.row for run, _ in new if run.row and run.before),
    )


def _add_rows(session: Session, new: Sequence[tuple[Run, Entry]], seen: Seen) -> None:
    """Store new wordings, many at once, each with what the timeline says of it, and give them to their runs."""
    if not new:
        return
    rows = []
    for run, entry in new:
        before = run.before.row if run.before else None
        rows.append(
            {
                **entry_columns(entry, seen.address_id, seen.page_id, seen.at),
                "first_seen": run.first_seen,
                "known_from": run.known_from,
                "known_until": run.known_until,
                "deleted_at": run.deleted_at,
                "replaces_id": before.id if before else None,
                "post_id": (before.post_id or before.id) if before else None,
            }
        )
    session.exec(insert(EntryRow), params=rows)
    # The first wording of a post names the post; its id is known only now.
    first = update(EntryRow).where(col(EntryRow.page_id) == seen.page_id, col(EntryRow.post_id).is_(None))
    session.exec(first.values(post_id=EntryRow.id), execution_options={"synchronize_session": False})
    # SQLite gives ids back in no certain order; in its page each key stands once.
    stored = {row.key: row for row in session.exec(select(EntryRow).where(EntryRow.page_id == seen.page_id))}
    for run, _ in new:
        run.row = stored[run.sight.key]


def place_alone(session: Session, entry: Entry, seen: Seen) -> EntryRow:
    """Store an entry that is no post of its page: the words that a person quotes from it."""
    row = entry_row(entry, seen.address_id, seen.page_id, seen.at)
    public = sight_of(entry).public
    row.known_from = min(public or seen.at, seen.at)
    session.add(row)
    session.flush()
    row.post_id = row.id
    session.add(SightingRow(entry_id=entry_id(row), page_id=seen.page_id, start=entry.start))
    session.flush()
    return row


def new_wordings(session: Session, entries: Sequence[Entry], address_id: int, at: datetime) -> tuple[Entry, ...]:
    """The entries whose wording is not stored; all of them where the capture is not the latest of its page."""
    captures = shown_captures(session, address_id)
    if any(shown.last >= at for shown in captures):
        return tuple(entries)
    sights = [sight_of(entry) for entry in entries]
    runs = carried_on(session, address_id, captures, sights).show(0, sights, at)
    return tuple(entry for entry, run in zip(entries, runs, strict=True) if run.row is None)


def _write(run: Run) -> None:
    """Write what one more capture says of a wording."""
    row = run.row
    assert row is not None
    before = run.before.row if run.before else None
    if before is not None:
        row.replaces_id = before.id
    post_id = before.post_id if before is not None else row.post_id
    write(run, post_id or entry_id(row))
