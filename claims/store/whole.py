"""All that a database holds, table by table: what another database needs to be the same."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from claims.store import rows

WORKED_OUT = ("kept", "version")
"""Tables that a database makes of the others."""

_AT_ONCE = 500
"""Rows fetched at once."""

Row: TypeAlias = dict[str, Any]


def tables() -> tuple[Table, ...]:
    """The tables in an order in which they can be filled; a row may yet refer to a later one of its own table."""
    held = {each.__tablename__ for each in vars(rows).values() if _is_table(each)}
    return tuple(each for each in SQLModel.metadata.sorted_tables if each.name in held and each.name not in WORKED_OUT)


def whole(session: Session) -> Iterator[tuple[str, Row]]:
    """Every row with its table's name, in the order of `tables` and of the rows' keys, ids and all."""
    for table in tables():
        asked = select(table).order_by(*table.primary_key.columns)
        found = session.connection().execute(asked, execution_options={"yield_per": _AT_ONCE})
        names = [column.name for column in table.columns]
        for part in found.partitions():
            yield from ((table.name, dict(zip(names, row, strict=True))) for row in part)


def _is_table(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, SQLModel) and hasattr(each, "__table__")
