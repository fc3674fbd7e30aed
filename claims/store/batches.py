"""The rows of a long answer as the driver gives them, some at a time: the library's own cost more than reading them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine.interfaces import DBAPICursor


def cursor_of(connection: Connection, asked: Select[*tuple[Any, ...]]) -> DBAPICursor:
    """The driver's own cursor over what a query gives."""
    cursor = connection.execute(asked).cursor
    assert cursor is not None
    return cursor


def in_batches(
    connection: Connection, asked: Select[*tuple[Any, ...]], at_once: int
) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows that a query gives, whose columns are such as the driver gives them on SQLite."""
    if connection.dialect.name != "sqlite":
        yield from connection.execute(asked, execution_options={"yield_per": at_once}).partitions()
        return
    cursor = cursor_of(connection, asked)
    while rows := cursor.fetchmany(at_once):
        yield rows
