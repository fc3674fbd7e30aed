"""An empty database filled with all that another one held, ids and all: what `claims.store.whole` gave, taken back."""

import zlib
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from hashlib import sha256
from typing import Any

from sqlalchemy import Date, LargeBinary, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from claims.errors import StoreError
from claims.store.columns import Figure, Json, Time
from claims.store.whole import Row, tables

_AT_ONCE = 1_000
_MOST_UNPACKED = 1_000_000_000
"""Bytes that one content may have, unpacked."""


def refill(session: Session, rows: Iterable[tuple[int, str, Row]]) -> int:
    """Store rows, each with the line that it stands in and its table's name; returns how many.

    Raises StoreError for a database that holds anything, and for a row that is none of its table.
    """
    known = {table.name: table for table in tables()}
    for table in known.values():
        if session.connection().execute(select(*table.primary_key.columns).limit(1)).first() is not None:
            raise StoreError(
                f"The database holds something already ({table.name}); import everything into a new one, with --db."
            )
    if session.get_bind().dialect.name == "sqlite":
        # Rows may refer to later ones of their table: what they refer to is checked at the end.
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    count = 0
    waiting: list[Row] = []
    at: str | None = None
    for line, name, row in rows:
        if name not in known:
            raise StoreError(f"Line {line} is of a table {name!r}; there is none of that name.")
        if name != at or len(waiting) >= _AT_ONCE:
            _store(session, known.get(at or ""), waiting)
            at, waiting = name, []
        waiting.append(_read(known[name], row, line))
        count += 1
    _store(session, known.get(at or ""), waiting)
    return count


def _store(session: Session, table: Table | None, rows: list[Row]) -> None:
    if table is None or not rows:
        return
    try:
        session.connection().execute(insert(table), rows)
    except (SQLAlchemyError, ValueError, TypeError, OverflowError) as error:
        first = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise StoreError(f"The rows of {table.name} can't be stored ({first}); export the database again.") from error


def _read(table: Table, row: Mapping[str, Any], line: int) -> Row:
    """A row with its values as the columns take them; raises StoreError."""
    ways = _ways(table)
    if row.keys() != ways.keys():
        wrong = min(row.keys() ^ ways.keys())
        raise StoreError(
            f"Line {line} does not hold the columns of {table.name}: {wrong!r}; export the database again."
        )
    read = {}
    for name, way in ways.items():
        value = row[name]
        try:
            read[name] = None if value is None else way(value)
        except (ValueError, TypeError, InvalidOperation) as error:
            raise StoreError(
                f"Line {line} can't be read: {name} of {table.name} is {str(value)[:60]!r} ({error})."
            ) from error
    if table.name == "content":
        _check_content(read, line)
    return read


@cache
def _ways(table: Table) -> dict[str, Callable[[Any], Any]]:
    """How each column of a table takes a value that is not null, by its name."""
    return {column.name: _way(column.type) for column in table.columns}


def _way(kind: object) -> Callable[[Any], Any]:
    match kind:
        case Json():
            return _unchanged
        case Time():
            return datetime.fromisoformat
        case Figure():
            return Decimal
        case LargeBinary():
            return partial(b64decode, validate=True)
        case Date():
            return date.fromisoformat
    return _plain


def _unchanged(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        raise ValueError("a list or an object")
    return value


def _check_content(row: Row, line: int) -> None:
    """Raise StoreError where packed bytes are not those that their sha256 names, or far too many."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(row["packed"], _MOST_UNPACKED)
    except zlib.error as error:
        raise StoreError(f"The bytes of line {line} can't be unpacked ({error}); export the database again.") from error
    if unpacking.unconsumed_tail or sha256(content).hexdigest() != row["sha256"]:
        raise StoreError(f"The bytes of line {line} are not those that their sha256 names; export the database again.")
