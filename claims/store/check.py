"""Whether a database is whole: the file, what refers to what, bytes and hashes, quotes, decisions, the search index."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col

from claims.records import Record
from claims.store.chain import broken_decisions, ends_as_noted, missing_decisions
from claims.store.filters import JUDGED
from claims.store.moves import moves_in_force, place_of
from claims.store.rows import AliasRow, CaptureRow, ClaimRow, ContentRow, DecisionRow, EntryRow

_AT_ONCE = 1_000
"""Rows held at once."""
_MOST = 20
"""Flaws told of each kind of check: of more only the number is."""
_INDEXES = {"entry_words": 1, "translation_words": 0, "alias_words": 1}
"""The search indexes; 1 where they are also compared with the texts that they are of: most claims have no translation,
which SQLite would take for missing ones."""
_COPY = "restore a backup, or copy what can still be read with `claims export`"


class Flaw(Record):
    """Something wrong with a database, and what to do."""

    what: str
    advice: str


class Checked(NamedTuple):
    """How far a check has come, and what it has just found wrong."""

    check: str
    done: int
    total: int
    flaw: Flaw | None = None


class Check(NamedTuple):
    """One thing to check: its name, of how many rows, and what finds the flaws, None for a row that is as it should."""

    name: str
    count: Callable[[Session], int]
    find: Callable[[Session], Iterator[Flaw | None]]
    writes: bool = False
    """Whether the file must be one that may be written, though nothing of it changes."""
    of_files: bool = False
    """Whether it is asked of a database file only: a server keeps this whole by itself."""


def run_check(session: Session, check: Check) -> Iterator[Checked]:
    """How one check goes on, row by row; of more than a few flaws only the number is told."""
    total, flaws, done = check.count(session), 0, 0
    for flaw in check.find(session):
        flaws += flaw is not None
        done += 1
        yield Checked(check.name, done, total, flaw if flaws <= _MOST else None)
    if flaws > _MOST:
        more = Flaw(what=f"{flaws - _MOST:,} more of the kind ({check.name}).", advice="See those above.")
        yield Checked(check.name, done, total, more)
    yield Checked(check.name, total, total)


def _file(session: Session) -> Iterator[Flaw | None]:
    for (what,) in session.connection().exec_driver_sql(f"PRAGMA integrity_check({_MOST})"):
        yield (
            None if what == "ok" else Flaw(what=f"The file is damaged: {what}.", advice=f"Stop writing to it; {_COPY}.")
        )


def _references(session: Session) -> Iterator[Flaw | None]:
    lost = Counter((row[0], row[2]) for row in session.connection().exec_driver_sql("PRAGMA foreign_key_check"))
    for (table, parent), count in sorted(lost.items()):
        what = f"{count:,} rows of the table {table} refer to rows of {parent} that are gone."
        yield Flaw(what=what, advice=f"Another program has changed the file; {_COPY}.")


def _contents(session: Session) -> Iterator[Flaw | None]:
    asked = select(col(ContentRow.id), col(ContentRow.sha256), col(ContentRow.packed)).order_by(col(ContentRow.id))
    # A page's bytes may be many: one row after the other.
    for number, digest, packed in session.execute(asked.execution_options(yield_per=1)):
        yield (
            None
            if _is_whole(packed, digest)
            else Flaw(
                what=f"The stored bytes {number} are not those of their sha256 {digest}{_whose(session, number)}.",
                advice="Restore them from a backup, or capture the page again: claims rest on bytes that changed.",
            )
        )


def _is_whole(packed: bytes, digest: str) -> bool:
    found, unpacking = sha256(), zlib.decompressobj()
    try:
        while packed:
            found.update(unpacking.decompress(packed, 2**20))
            packed = unpacking.unconsumed_tail
    except zlib.error:
        return False
    return unpacking.eof and found.hexdigest() == digest


def _whose(session: Session, content: int) -> str:
    captures = session.scalars(select(col(CaptureRow.id)).where(col(CaptureRow.content_id) == content).limit(3)).all()
    return f" (capture {', '.join(map(str, captures))})" if captures else " (a page's text)"


def _captures(session: Session) -> Iterator[Flaw | None]:
    asked = select(col(CaptureRow.id), col(CaptureRow.sha256), col(ContentRow.sha256))
    asked = asked.join(ContentRow, col(CaptureRow.content_id) == ContentRow.id).order_by(col(CaptureRow.id))
    for number, said, kept in session.execute(asked.execution_options(yield_per=_AT_ONCE)):
        yield (
            None
            if said == kept
            else Flaw(
                what=f"Capture {number} names the sha256 {said}, but its bytes are those of {kept}.",
                advice="Restore it from a backup, or capture the page again.",
            )
        )


def _quotes(session: Session) -> Iterator[Flaw | None]:
    columns = (ClaimRow.id, ClaimRow.quote, ClaimRow.start, ClaimRow.number, ClaimRow.number_start)
    asked = select(*map(col, columns), col(EntryRow.text)).join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
    for number, quote, start, figure, at, words in session.execute(asked.execution_options(yield_per=_AT_ONCE)):
        held = words[start : start + len(quote)] == quote and words[at : at + len(figure)] == figure
        yield (
            None
            if held and start >= 0
            else Flaw(
                what=f"The quote of claim {number} does not stand in its entry: {quote[:60]!r}.",
                advice=f"Look at it with `claims show {number}`; `claims ingest --again` reads the entry anew.",
            )
        )


def _wordings(session: Session) -> Iterator[Flaw | None]:
    asked = select(col(EntryRow.id), col(EntryRow.text), col(EntryRow.text_hash)).order_by(col(EntryRow.id))
    for number, words, digest in session.execute(asked.execution_options(yield_per=_AT_ONCE)):
        yield (
            None
            if sha256(words.encode()).hexdigest() == digest
            else Flaw(
                what=f"The text of entry {number} is not that of its hash.",
                advice="Restore a backup; `claims ingest --again` reads the stored pages anew.",
            )
        )


def _decisions(session: Session) -> Iterator[Flaw | None]:
    for number in broken_decisions(session):
        yield Flaw(
            what=f"Decision {number} was changed after it was made, or one before it was changed or taken out.",
            advice="Compare with a backup to see what people really decided.",
        )
    if missing := missing_decisions(session):
        what = "is missing" if missing == 1 else "are missing" if missing > 0 else "too many stand in the chain"
        yield Flaw(
            what=f"Of the decisions {abs(missing):,} {what}: the database was changed by another program.",
            advice="Compare with a backup to see what people really decided.",
        )
    elif not ends_as_noted(session):
        yield Flaw(
            what="The last decision is not the one that was made last: the database was changed by another program.",
            advice="Compare with a backup to see what people really decided.",
        )
    decided = select(col(DecisionRow.claim_id)).where(col(DecisionRow.claim_id) == ClaimRow.id)
    asked = select(col(ClaimRow.id), col(ClaimRow.status)).where(col(ClaimRow.status).in_(JUDGED), ~decided.exists())
    for number, status in session.execute(asked.execution_options(yield_per=_AT_ONCE)):
        yield Flaw(
            what=f"Claim {number} is {status}, but no decision says so: the latest decisions may have been taken out.",
            advice=f"Compare with a backup, or decide on it again with `claims decide {number}`.",
        )


def _spellings(session: Session) -> Iterator[Flaw | None]:
    moves = moves_in_force(session)
    asked = select(col(AliasRow.id), col(AliasRow.key), col(AliasRow.name), col(AliasRow.source_id))
    asked = asked.add_columns(col(AliasRow.home_id)).order_by(col(AliasRow.id))
    for number, key, name, source, home in session.execute(asked.execution_options(yield_per=_AT_ONCE)):
        yield (
            None
            if place_of(home or source, (key, name), moves) == source
            else Flaw(
                what=f"The name {name[:60]!r} (spelling {number}) means another source than the decisions say.",
                advice="Restore a backup; `claims sources history SLUG` shows what was decided.",
            )
        )


def _search(name: str) -> Callable[[Session], Iterator[Flaw | None]]:
    def find(session: Session) -> Iterator[Flaw | None]:
        try:
            session.execute(text(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', {_INDEXES[name]})"))
            yield None
        except DatabaseError as error:
            yield Flaw(
                what=f"The search index {name} does not fit the texts ({error.orig}).",
                advice=f"Make it anew: sqlite3 FILE \"INSERT INTO {name}({name}) VALUES ('rebuild')\".",
            )

    return find


def _rows(table: type) -> Callable[[Session], int]:
    return lambda session: session.scalars(select(func.count()).select_from(table)).one()


def _few(count: int) -> Callable[[Session], int]:
    return lambda _: count


CHECKS = (
    Check("the file", _few(1), _file, of_files=True),
    Check("references", _few(1), _references, of_files=True),
    Check("stored bytes", _rows(ContentRow), _contents),
    Check("captures", _rows(CaptureRow), _captures),
    Check("wordings", _rows(EntryRow), _wordings),
    Check("quotes", _rows(ClaimRow), _quotes),
    Check("decisions", _rows(DecisionRow), _decisions),
    Check("names of sources", _rows(AliasRow), _spellings),
    *(Check(f"the search index {name}", _few(1), _search(name), writes=True, of_files=True) for name in _INDEXES),
)
"""All checks, in order."""
