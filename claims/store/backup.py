"""A copy of a database file as it was at one moment, made while others read and write it: SQLite's online backup.

Not VACUUM INTO: it shows no progress, and a copy of the same pages can be compared with the file.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from tempfile import mkstemp

from claims.errors import StoreError

_PAGES = 2_000
"""Pages copied between two reports of how far it has come: some 8 MB."""

Tell = Callable[[int, int], None]
"""Told how many pages are copied, and of how many."""


def back_up(connection: sqlite3.Connection, to: Path, tell: Tell) -> None:
    """Copy the database to a file that does not exist yet: it is there whole or not at all; raises StoreError.

    The connection must be within a transaction that has read: so the copy is of one moment, and no writer makes it
    begin again. Without one, a database that is written all the time is never copied to its end.
    """
    if to.exists():
        raise StoreError(f"{to} is there already; name a file that is not, or move it away.")
    if not to.absolute().parent.is_dir():
        raise StoreError(f"There is no folder {to.absolute().parent}; make it first.")
    descriptor, name = mkstemp(prefix=f".{to.name}-", dir=to.absolute().parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy, pages=_PAGES, progress=lambda _, left, all_: tell(all_ - left, all_), sleep=0)
            copy.execute("PRAGMA journal_mode = DELETE")  # a log beside it is what a careless copy leaves out
        _keep(unfinished)
        _name(unfinished, to)
        _keep(to.absolute().parent)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{to} can't be written ({error}); make room, or name another place.") from error
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def _name(unfinished: Path, to: Path) -> None:
    """Give the copy its name, never that of a file which somebody made meanwhile; raises OSError."""
    try:
        os.link(unfinished, to)
    except FileExistsError:
        raise
    except OSError:  # a file system that knows no links
        unfinished.rename(to)


def _keep(path: Path) -> None:
    """Have the disk hold what was written."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
