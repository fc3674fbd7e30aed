"""An empty database filled with all that another one held, ids and all: what `claims.store.whole` gave, taken back.

Rows go to the driver as it stores them: to SQLite by prepared statements, to PostgreSQL by COPY, a table at a time.
"""

import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Boolean, Connection, Date, Dialect, Float, Integer, LargeBinary, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from claims.errors import StoreError
from claims.store.columns import Figure, Json, Time
from claims.store.raising import unraised
from claims.store.whole import Row, tables

_AT_ONCE = 1_000
_MOST_UNPACKED = 1_000_000_000
"""Bytes that one content may have, unpacked."""
_REMEMBERED = 65_536
"""Moments and figures that are read once: most come again and again."""

Way: TypeAlias = Callable[[Any], Any]
"""How a value that is not null becomes what the driver takes; raises ValueError or TypeError for one that can't."""


def refill(session: Session, rows: Iterable[tuple[int, str, Row]]) -> int:
    """Store rows, each with the line that it stands in and its table's name; returns how many.

    Raises StoreError for a database that holds anything, and for a row that is none of its table.
    """
    known, connection = {table.name: table for table in tables()}, session.connection()
    _check_empty(connection, known.values())
    count = 0
    with unraised(connection):
        for table, some in groupby(_of_tables(rows, known), key=itemgetter(0)):
            read = _Reading(table, connection.dialect)
            count += _store(connection, table, (read(row, line) for _, line, row in some))
    return count


def _of_tables(
    rows: Iterable[tuple[int, str, Row]], known: Mapping[str, Table]
) -> Iterator[tuple[Table, int, Mapping[str, Any]]]:
    for line, name, row in rows:
        if name not in known:
            raise StoreError(f"Line {line} is of a table {name!r}; there is none of that name.")
        yield known[name], line, row


def _check_empty(connection: Connection, known: Iterable[Table]) -> None:
    for table in known:
        if connection.execute(select(*table.primary_key.columns).limit(1)).first() is not None:
            raise StoreError(
                f"The database holds something already ({table.name}); import everything into a new one, with --db."
            )


def _store(connection: Connection, table: Table, rows: Iterator[tuple[Any, ...]]) -> int:
    try:
        if connection.dialect.name == "sqlite":
            return _insert(connection, table, rows)
        return _copy(connection, table, rows)
    except (SQLAlchemyError, ValueError, TypeError, OverflowError) as error:
        first = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise StoreError(f"The rows of {table.name} can't be stored ({first}); export the database again.") from error


def _insert(connection: Connection, table: Table, rows: Iterator[tuple[Any, ...]]) -> int:
    # Rows may refer to later ones of their table: what they refer to is checked at the end.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    statement, count = str(insert(table).compile(dialect=connection.dialect)), 0
    while some := list(islice(rows, _AT_ONCE)):
        connection.exec_driver_sql(statement, some)
        count += len(some)
    return count


def _copy(connection: Connection, table: Table, rows: Iterator[tuple[Any, ...]]) -> int:
    """Store them by one COPY, at whose end is checked what they refer to; ids go on behind theirs."""
    import psycopg

    names, count = ", ".join(f'"{column.name}"' for column in table.columns), 0
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copying:
            for row in rows:
                copying.write_row(row)
                count += 1
    except psycopg.Error as error:
        raise ValueError(str(error)) from error
    for column in table.primary_key.columns:
        if column is table.autoincrement_column:
            sequence = f"pg_get_serial_sequence('\"{table.name}\"', '{column.name}')"
            last = f'SELECT setval({sequence}, max("{column.name}")) FROM "{table.name}"'
            connection.exec_driver_sql(last)
    return count


class _Reading:
    """Reads the rows of a table as the columns take them."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self._table = table
        self._ways = {column.name: _way(column.type, dialect) for column in table.columns}
        self._holds_bytes = table.name == "content"

    def __call__(self, row: Mapping[str, Any], line: int) -> tuple[Any, ...]:
        """A row in the order of the columns; raises StoreError."""
        if row.keys() != self._ways.keys():
            wrong = min(row.keys() ^ self._ways.keys())
            raise StoreError(
                f"Line {line} does not hold the columns of {self._table.name}: {wrong!r}; export the database again."
            )
        name = ""
        read = []
        try:
            for name, way in self._ways.items():
                value = row[name]
                read.append(None if value is None else way(value))
        except (ValueError, TypeError, InvalidOperation) as error:
            raise StoreError(
                f"Line {line} can't be read: {name} of {self._table.name} is {str(row[name])[:60]!r} ({error})."
            ) from error
        if self._holds_bytes:
            _check_content(dict(zip(self._ways, read, strict=True)), line)
        return tuple(read)


def _way(kind: object, dialect: Dialect) -> Way:
    match kind:
        case Json():
            return _json
        case Time():
            return lru_cache(_REMEMBERED)(lambda value: kind.process_bind_param(datetime.fromisoformat(value), dialect))
        case Figure():
            return lru_cache(_REMEMBERED)(lambda value: kind.process_bind_param(Decimal(value), dialect))
        case Date():
            return lambda value: date.fromisoformat(value).isoformat()
        case LargeBinary():
            return lambda value: b64decode(value, validate=True)
        case Boolean():
            return lambda value: _of((bool,), value)
        case Integer():
            return lambda value: _of((int,), value)
        case Float():
            return lambda value: _of((float, int), value)
    return lambda value: _of((str,), value)


def _of(kinds: tuple[type, ...], value: Any) -> Any:
    # A truth value is an integer, too, and no number.
    if type(value) not in kinds:
        raise ValueError(f"a {type(value).__name__}")
    return value


def _json(value: Any) -> str:
    """As `claims.store.columns.written_json` writes a value of which all can be stored."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _check_content(row: Row, line: int) -> None:
    """Raise StoreError where packed bytes are not those that their sha256 names, or far too many."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(row["packed"], _MOST_UNPACKED)
    except zlib.error as error:
        raise StoreError(f"The bytes of line {line} can't be unpacked ({error}); export the database again.") from error
    if unpacking.unconsumed_tail or sha256(content).hexdigest() != row["sha256"]:
        raise StoreError(f"The bytes of line {line} are not those that their sha256 names; export the database again.")
