"""Opening a database file: what it is, who may write it, its tables brought up to date, and how transactions begin.

Of a server: `claims.store.server`.
"""

import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from json import JSONDecodeError
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, NoResultFound
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.pool import ConnectionPoolEntry

from claims.errors import BusyError, StoreError
from claims.store import server
from claims.store.migrations import HEAD, is_known, upgrade
from claims.store.server import PATIENCE, is_address, open_server

APPLICATION_ID = 0x434C4D53
"""Marks the file as a database of claims ("CLMS"), in SQLite's own header."""


def open_engine(place: Path | str, *, create: bool) -> Engine:
    """The engine of a database, at a path or a PostgreSQL address, whose tables are up to date; raises StoreError.

    A file that may not be written is opened for reading. BusyError is raised where others keep it for themselves.
    """
    if is_address(place):
        with in_one_sentence(place):
            return open_server(str(place), create=create)
    path = Path(place)
    with in_one_sentence(path):
        _check_path(path, create)
        writable = _is_writable(path)
        url = URL.create("sqlite", database=str(path)) if writable else _url_to_read(path)
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    try:
        with in_one_sentence(path):
            (_prepare if writable else _check_tables)(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions begin with the write lock and so can't fail half way for want of it."""
    if engine.dialect.name == "postgresql":
        return server.for_writing(engine)
    return engine.execution_options(immediate=True)


def in_passing(engine: Engine) -> Engine:
    """The same, for what need not be written: where another is writing, a transaction fails at once."""
    return for_writing(engine).execution_options(patience=0)


@contextmanager
def in_one_sentence(path: Path | str) -> Iterator[None]:
    """Turn what the database refuses into a StoreError that says what to do next."""
    try:
        yield
    except (IntegrityError, sqlite3.IntegrityError):
        raise  # a mistake of ours, not of the file
    except PermissionError as error:
        raise StoreError(_SENTENCES[sqlite3.SQLITE_CANTOPEN].format(path=path)) from error
    except _UNREADABLE as error:
        what = " ".join(str(error).split())[:200]
        raise StoreError(_SENTENCES[sqlite3.SQLITE_CORRUPT].format(path=path, error=what)) from error
    except NoneFreeError as error:
        raise BusyError(_SENTENCES[sqlite3.SQLITE_BUSY].format(path=_shown(path))) from error
    except DBAPIError as error:
        if is_address(path):
            kind = BusyError if server.is_busy(error) else StoreError
            raise kind(server.sentence(str(path), error)) from error
        raise _refused(path, error.orig) from error
    except sqlite3.Error as error:  # from a cursor of the driver's own, see `claims.store.batches`
        raise _refused(path, error) from error


def _refused(path: Path | str, error: BaseException | None) -> StoreError:
    """What SQLite refuses, in one sentence."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    sentence = _SENTENCES.get(code, "{path} can't be read or written ({error}).")
    kind = BusyError if code == sqlite3.SQLITE_BUSY else StoreError
    return kind(sentence.format(path=path, error=error))


def _shown(path: Path | str) -> str:
    return server.shown(str(path)) if is_address(path) else str(path)


_CACHE = 16_000
"""Kilobytes of the file that a connection may keep in memory: SQLite's own 2,000 read a large one again and again."""
_UNREADABLE = (UnicodeDecodeError, JSONDecodeError, zlib.error, OverflowError, ValidationError, NoResultFound)
"""What is raised by rows that SQLite gives back without knowing them to be damaged, and that no record may hold."""

_SENTENCES = {
    sqlite3.SQLITE_NOTADB: "{path} is not a database; give another path with --db.",
    sqlite3.SQLITE_CANTOPEN: "{path} can't be opened or made; check the path and who may write there.",
    sqlite3.SQLITE_READONLY: "{path} may not be written; check who may write the file and its folder.",
    sqlite3.SQLITE_BUSY: f"{{path}} has been kept busy by others for {PATIENCE} seconds; try again in a moment.",
    sqlite3.SQLITE_FULL: "The disk is full, so that {path} was left as it was; make room and try again.",
    sqlite3.SQLITE_IOERR: "{path} can't be read or written ({error}); check the disk and its room, and try again.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged ({error}); restore a copy of it.",
}


def _check_path(path: Path, create: bool) -> None:
    # The file itself is left to SQLite: closing it here would drop the locks that this process holds on it.
    folder = path.absolute().parent
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file in it, such as {path / 'claims.db'}.")
    if not folder.is_dir():
        raise StoreError(f"There is no folder {folder}; make it first, or give another path with --db.")
    if not path.exists() and not create:
        raise StoreError(f"There is no database {path}; `claims ingest` makes one, --db names another.")
    if not path.exists() and not os.access(folder, os.W_OK):
        raise StoreError(_SENTENCES[sqlite3.SQLITE_READONLY].format(path=path))


def _is_writable(path: Path) -> bool:
    """Whether the file and its folder, where SQLite keeps its log, may be written."""
    return (not path.exists() or os.access(path, os.W_OK)) and os.access(path.absolute().parent, os.W_OK)


def _url_to_read(path: Path) -> URL:
    """The address that opens a database for reading only; raises StoreError."""
    database = path.absolute().as_uri()
    log = path.with_name(f"{path.name}-wal")
    how = {"mode": "ro"}
    # Without a log nobody is writing. To read one that is not there SQLite would make it, where it may, and leave it
    # behind in the way of whoever writes next.
    if not log.exists() or (log.stat().st_size == 0 and not _opens(f"{database}?mode=ro")):
        how["immutable"] = "1"
    elif not _opens(f"{database}?mode=ro"):
        raise StoreError(
            f"{path} has changes in {log.name} that only who may write the folder can read; let them close the "
            "database, or copy both files to a folder of yours."
        )
    return URL.create("sqlite", database=database, query={**how, "uri": "true"})


def _opens(address: str) -> bool:
    """Whether a database can be read at that address, log and all."""
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchall()
    except sqlite3.OperationalError:
        return False
    return True


def _connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver would begin transactions late and without the write lock; `_begun` does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")


def _begun(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("rebuilding"):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # no effect within a transaction
    # A connection keeps what the one who used it before had set.
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {options.get('patience', PATIENCE) * 1000}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("immediate") else "BEGIN")


def _prepare(engine: Engine, path: Path) -> None:
    """Let the file be written by several at once, and bring its tables up to date."""
    revision = _known_revision(engine, path)
    raw = engine.raw_connection()
    try:
        use_wal(raw.driver_connection, path)  # type: ignore[arg-type]
    finally:
        raw.close()
    if revision != HEAD:
        _upgrade(engine, path)


def _check_tables(engine: Engine, path: Path) -> None:
    """Refuse a database that can only be read and holds no tables, or those of another version."""
    revision = _known_revision(engine, path)
    if revision is None:
        raise StoreError(f"{path} is empty and may not be written; check who may write the file and its folder.")
    if revision != HEAD:
        raise StoreError(
            f"{path} was made by an older version of this program and may not be written to bring it up to date; "
            "open it once as who may, or take a copy."
        )


def _known_revision(engine: Engine, path: Path) -> str | None:
    with engine.begin() as connection:
        revision = _revision(connection, path)
    if revision not in (None, HEAD) and not is_known(str(revision)):
        raise StoreError(f"{path} was made by a newer version of this program; upgrade it to read the file.")
    return revision


def _upgrade(engine: Engine, path: Path) -> None:
    # A table that others refer to is rebuilt under another name, which foreign keys would not let go.
    rebuilding = for_writing(engine).execution_options(rebuilding=True)
    with rebuilding.begin() as connection:
        if _revision(connection, path) != HEAD:  # else another process was quicker
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StoreError(f"{path} is damaged (rows refer to others that are gone); restore a copy of it.")
    engine.dispose()  # new connections check foreign keys again


def _revision(connection: Connection, path: Path) -> str | None:
    """The revision of the tables, None where there are none yet; raises StoreError for somebody else's tables."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    if not tables:
        return None
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise StoreError(f"{path} is an SQLite database of another program; give another path with --db.")
    revision = None
    if "alembic_version" in tables:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision is None:
        raise StoreError(f"{path} is damaged (it does not say which version made it); restore a copy of it.")
    return str(revision)


def use_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Let readers and a writer work at once; raises StoreError where the file system can't."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            [mode] = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            break
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself here when several processes open a new file at once.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise BusyError(_SENTENCES[sqlite3.SQLITE_BUSY].format(path=path)) from error
            time.sleep(0.02)
    if mode != "wal":
        raise StoreError(
            f"The file system of {path} can't keep a write-ahead log (a network folder, perhaps), so nothing was "
            "written; put the database on a local disk."
        )
