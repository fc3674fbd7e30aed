"""Records as Arrow columns and back, nothing lost: the schema is read off a record's own fields."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import AwareDatetime

from claims.records import Record

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T", bound=Record)

DIGITS, PLACES = 38, 9
"""A figure's digits, and those of them behind the point: what DuckDB, Spark and pandas read exactly."""

_UNWRITABLE = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which no UTF-8 holds."""


@cache
def schema_of(record: type[Record]) -> "pa.Schema":
    """The columns of a record, a field each: moments and other records as structs, tuples as lists."""
    import pyarrow as pa

    return pa.schema([pa.field(name, _arrow(field.annotation)) for name, field in record.model_fields.items()])


def rows_of(records: Iterable[Record], **beside: Any) -> list[dict[str, Any]]:
    """Records as rows for Arrow, with the columns `beside` them; lone surrogates become U+FFFD."""
    return [{**beside, **_writable(record.model_dump())} for record in records]


def record_of(record: type[T], row: Mapping[str, Any]) -> T:
    """The record of a row as Arrow gives it; columns that are no field of it are left out."""
    return record.model_validate({name: _read(row[name]) for name in record.model_fields})


def fits(figure: Decimal | None) -> bool:
    """Whether a figure has room in its column."""
    if figure is None:
        return True
    if not figure:
        return True
    _, digits, exponent = figure.as_tuple()
    behind = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return isinstance(exponent, int) and exponent + behind >= -PLACES and figure.adjusted() < DIGITS - PLACES


def _arrow(kind: Any) -> "pa.DataType":
    import pyarrow as pa

    origin = get_origin(kind)
    if origin is Annotated:
        return _arrow(get_args(kind)[0])
    if origin in (Union, UnionType):
        [given] = (each for each in get_args(kind) if each is not NoneType)
        return _arrow(given)
    if origin is tuple:
        return pa.list_(_arrow(get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, Record):
        return pa.struct(list(schema_of(kind)))
    if kind is datetime or kind is AwareDatetime:
        return pa.timestamp("us", "UTC")
    if kind is Decimal:
        return pa.decimal128(DIGITS, PLACES)
    plain = {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary(), date: pa.date32()}
    return {**plain, time: pa.time64("us")}.get(kind) or _words(kind)


def _words(kind: Any) -> "pa.DataType":
    import pyarrow as pa

    assert kind is str or get_origin(kind) is Literal, f"{kind} has no column"
    return pa.string()


def _writable(value: Any) -> Any:
    match value:
        case str():
            return _UNWRITABLE.sub("\ufffd", value)
        case dict():
            return {name: _writable(each) for name, each in value.items()}
        case tuple() | list():
            return [_writable(each) for each in value]
        case _:
            return value


def _read(value: Any) -> Any:
    """A value as its record holds it: figures without the zeros that fill their column."""
    if isinstance(value, Decimal):
        return Decimal(format(value, "f").rstrip("0").rstrip("."))
    return value
