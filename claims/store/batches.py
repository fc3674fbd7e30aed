"""The rows of a long answer as the driver gives them, some at a time: the library's own cost more than reading them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select


def in_batches(connection: Connection, asked: Select[Any], at_once: int) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows that a query gives, whose columns are such as the driver gives them on SQLite."""
    if connection.dialect.name != "sqlite":
        yield from connection.execute(asked, execution_options={"yield_per": at_once}).partitions()
        return
    cursor = connection.execute(asked).cursor
    assert cursor is not None
    while rows := cursor.fetchmany(at_once):
        yield rows
