"""A table: its columns in order, each with dtype and meaning, and how a record becomes a row or a data frame."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.records import Moment

if TYPE_CHECKING:
    import pandas as pd

ID, NUMBER, TEXT, FLAG, SLUG, TIME = "Int64", "Float64", "string", "boolean", "category", "datetime64[us, UTC]"
"""The dtypes in use."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its dtype, what it means, and how to read it from a record."""

    name: str
    dtype: str
    meaning: str
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns in which one kind of record is shown."""

    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The columns' names, in order."""
        return [column.name for column in self.columns]

    def row(self, record: Any) -> dict[str, Any]:
        """A record as plain values by column name."""
        return {column.name: column.read(record) for column in self.columns}

    def frame(self, records: Iterable[Any]) -> "pd.DataFrame":
        """The records as a data frame, a row each; dtypes are the same for no rows at all."""
        import pandas as pd

        rows = list(records)
        return pd.DataFrame(
            {column.name: series([column.read(record) for record in rows], column.dtype) for column in self.columns}
        )


def series(values: list[Any], dtype: Any) -> "pd.Series[Any]":
    """Values as a column of a frame: lists joined, numbers as floats."""
    import pandas as pd

    if dtype == TEXT:
        values = ["; ".join(value) if isinstance(value, tuple) else value for value in values]
    if dtype == NUMBER:
        values = [None if value is None else float(value) for value in values]
    made: pd.Series[Any] = pd.Series(values, dtype=dtype)
    return made


def field(name: str, dtype: str, meaning: str) -> Column:
    """A column that is a field of the record under its own name."""
    return Column(name, dtype, meaning, lambda record: getattr(record, name))


def at(moment: Moment | None) -> datetime | None:
    """Where a moment begins, if there is one."""
    return moment.at if moment else None


def moment(name: str, meaning: str) -> tuple[Column, Column]:
    """Two columns: a moment, and how exact it is."""
    return (
        Column(name, TIME, meaning, lambda record: at(getattr(record, name))),
        Column(
            f"{name}_exactness",
            SLUG,
            f"how exact `{name}` is: minute, hour, day, month, unknown",
            lambda record: getattr(record, name).exactness if getattr(record, name) else None,
        ),
    )
