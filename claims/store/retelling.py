"""Telling the timeline of a page anew, where a capture arrives that is not its latest: rows follow what it says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col

from claims.records import Entry
from claims.store.columns import storable
from claims.store.entry_rows import entry_id, entry_row, row_sight, said_columns
from claims.store.posts import Run
from claims.store.rows import EntryRow, SightingRow
from claims.store.shown import Shown, placed_rows, shown_captures, sightings_in
from claims.store.sights import Sight, evened, sight_of
from claims.store.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Placed:
    """What placing a capture in the timeline of its page did to the rows of posts."""

    rows: tuple[EntryRow, ...]
    """The wording of each of the capture's entries."""
    new: frozenset[int]
    """Ids of those that were not stored before."""
    follow: tuple[EntryRow, ...]
    """Wordings that follow another one than before, earlier ones first."""
    copies: tuple[tuple[EntryRow, EntryRow], ...] = ()
    """Wordings that turned out to stand twice, with another between: the second with the first."""
    left: tuple[tuple[EntryRow, EntryRow | None], ...] = ()
    """Wordings that no capture shows any more: with the equal one that they turned out to be, or None where a later
    reader cuts the posts otherwise."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A post in a capture: stored, or an entry of the capture that is placed."""

    page_id: int
    start: int
    key: str
    row: EntryRow | None = None
    entry: Entry | None = None
    read_in: int | None = None
    """The page in which an earlier reader had it."""


def retell(
    session: Session,
    address_id: int,
    page_id: int | None = None,
    entries: Sequence[Entry] = (),
    old_page_id: int | None = None,
) -> Placed:
    """Tell a page's timeline from its first capture on.

    `entries` are what the page of `page_id` shows, in the place of an earlier reader's page where one is named.
    """
    captures = shown_captures(session, address_id)
    before = placed_rows(session, address_id)
    places = _places(session, captures, before, page_id)
    if page_id is not None:
        old = _old_places(session, before, old_page_id)
        places[page_id] = [_placed(page_id, entry, old, old_page_id) for entry in entries]
    runs = _told(captures, places)
    twins = _give_rows(runs, places)
    copies = _copied(session, runs, places)
    new = [run for run in runs if run.row is None]
    for run in new:
        entry = next(place.entry for place in _of(run, places) if place.entry)
        run.row = entry_row(entry, address_id, page_id or 0, run.first_seen)
        session.add(run.row)
    session.flush()
    follow = _write(runs)
    kept = {run.row.id for run in runs if run.row}
    left = tuple((row, twins.get(entry_id(row))) for row in before if row.id not in kept)
    for row, _ in left:
        row.post_id = None
    _sight(session, runs, places)
    of_page = {number: run.row for run in runs for page, number in run.places if page == page_id}
    return Placed(
        rows=tuple(row for _, row in sorted(of_page.items()) if row),
        new=frozenset(entry_id(run.row) for run in new if run.row),
        follow=follow,
        copies=copies,
        left=left,
    )


Places = Mapping[int, Sequence[_Place]]


def _places(
    session: Session, captures: Sequence[Shown], rows: Sequence[EntryRow], page_id: int | None
) -> dict[int, Sequence[_Place]]:
    """What each capture shows, by its page, but for the page that is placed."""
    known = {row.id: row for row in rows}
    stored = sightings_in(session, (shown.page_id for shown in captures if shown.page_id != page_id))
    return {
        page: [_Place(page, each.start, each.key or row.key, row) for each in seen if (row := known[each.entry_id])]
        for page, seen in stored.items()
    }


def _old_places(session: Session, rows: Sequence[EntryRow], page_id: int | None) -> dict[str, list[EntryRow]]:
    """What an earlier reader had in a page, by its words."""
    known = {row.id: row for row in rows}
    old: dict[str, list[EntryRow]] = defaultdict(list)
    for each in sightings_in(session, (page_id,))[page_id] if page_id is not None else ():
        if (row := known.get(each.entry_id)) is not None:
            old[evened(row.text)].append(row)
    return old


def _placed(page_id: int, entry: Entry, old: Mapping[str, list[EntryRow]], old_page_id: int | None) -> _Place:
    """An entry in its page, with the row of the same words that an earlier reader gave it."""
    rows = old.get(evened(storable(entry.text)))
    row = rows.pop(0) if rows else None
    return _Place(page_id, entry.start, storable(entry.key), row, entry, old_page_id)


def _told(captures: Sequence[Shown], places: Places) -> list[Run]:
    """Every wording of every post, in the order in which they were first seen."""
    timeline = Timeline()
    runs: dict[int, Run] = {}
    for shown in captures:
        sights = [_sight_at(place) for place in places[shown.page_id]]
        for run in timeline.show(shown.page_id, sights, shown.at, shown.last):
            runs[id(run)] = run
    return list(runs.values())


def _sight_at(place: _Place) -> Sight:
    if place.entry is not None:
        return sight_of(place.entry)
    assert place.row is not None
    return row_sight(place.row, place.key)


def _of(run: Run, places: Places) -> list[_Place]:
    return [places[page][number] for page, number in run.places]


def _give_rows(runs: Sequence[Run], places: Places) -> dict[int, EntryRow]:
    """Give each wording its row: the one that was read where the wording stands, else one that was seen there.

    Returns the rows of wordings by the ids of others that turned out to be the same.
    """
    owned: dict[int, list[EntryRow]] = {id(run): [] for run in runs}
    given: set[int | None] = set()
    twins: dict[int, EntryRow] = {}
    for read_there in (True, False):
        for run in runs:
            for place in _of(run, places):
                row = place.row
                there = row is not None and row.page_id in (place.page_id, place.read_in)
                if row is not None and row.id not in given and (there or not read_there):
                    owned[id(run)].append(row)
                    given.add(row.id)
    for run in runs:
        run.row = min(owned[id(run)], key=entry_id, default=None)
        if run.row is not None:
            twins |= {entry_id(row): run.row for row in owned[id(run)] if row is not run.row}
        for place in _of(run, places):
            if place.entry and run.row is place.row and run.row and run.row.page_id == place.read_in:
                _read_anew(run.row, place.entry, place.page_id)
    return twins


def _read_anew(row: EntryRow, entry: Entry, page_id: int) -> None:
    """Let a wording say what a later reader makes of its post; its text stays as it is, for claims point there."""
    same = row.text == storable(entry.text)
    for name, value in said_columns(entry).items():
        if same or name not in ("text", "text_hash", "stamp_start", "headline"):
            setattr(row, name, value)
    row.page_id = page_id


def _copied(session: Session, runs: Sequence[Run], places: Places) -> tuple[tuple[EntryRow, EntryRow], ...]:
    """Rows for the wordings that share theirs with an equal one before or after another."""
    copies = []
    for run in runs:
        of_run = _of(run, places)
        if run.row is None and not any(place.entry for place in of_run):
            first, source = of_run[0], next(place.row for place in of_run if place.row)
            said = source.model_dump(exclude={"id", "page_id", "start", "replaces_id", "seen_key"})
            run.row = EntryRow(**said, page_id=first.page_id, start=first.start)
            session.add(run.row)
            copies.append((run.row, source))
    return tuple(copies)


def _write(runs: Sequence[Run]) -> tuple[EntryRow, ...]:
    """Write to the rows what the timeline says; returns those that follow another wording than before."""
    follow: dict[int, EntryRow] = {}
    first: dict[int, int] = {}
    for run in runs:
        row = run.row
        assert row is not None
        before = run.before.row if run.before else None
        # What a predecessor inherits it passes on.
        if row.replaces_id != (before.id if before else None) or (before and before.id in follow):
            row.replaces_id = before.id if before else None
            follow[entry_id(row)] = row
        first[id(run)] = first[id(run.before)] if run.before else entry_id(row)
        write(run, first[id(run)])
    return tuple(follow.values())


def write(run: Run, post_id: int) -> None:
    """Write to a wording's row what the timeline says of it."""
    row = run.row
    assert row is not None
    row.post_id = post_id
    row.seen_key = None if run.key == row.key else run.key
    row.first_seen, row.known_from = run.first_seen, run.known_from
    row.known_until, row.deleted_at = run.known_until, run.deleted_at


def _sight(session: Session, runs: Sequence[Run], places: Places) -> None:
    """Let sightings name the rows of their wordings, and store those that are new."""
    wanted = {
        (entry_id(run.row), place.page_id): (place.start, None if place.key == run.row.key else place.key)
        for run in runs
        if run.row
        for place in _of(run, places)
    }
    stored = {
        (place.row.id, place.page_id): place.key
        for of_page in places.values()
        for place in of_page
        if place.row and not place.entry
    }
    session.flush()
    for row_id, page_id in stored.keys() - wanted.keys():
        session.exec(
            delete(SightingRow).where(col(SightingRow.entry_id) == row_id, col(SightingRow.page_id) == page_id)
        )
    known = stored.keys() & wanted.keys()
    session.add_all(
        SightingRow(entry_id=row_id, page_id=page_id, start=start, key=key)
        for (row_id, page_id), (start, key) in wanted.items()
        if (row_id, page_id) not in known
    )
    session.flush()
