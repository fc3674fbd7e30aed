"""Rows as Parquet: typed columns (exact figures, moments in UTC, lists), compressed by zstd, written as they come."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from claims.errors import ClaimsError
from claims.exchange.record_columns import DIGITS, PLACES, fits
from claims.frames import Batch, Column, Table
from claims.frames.describing import described
from claims.frames.table import FLAG, ID, NUMBER, TIME

if TYPE_CHECKING:
    import pyarrow as pa

_METADATA = b"sourced-claims"
_ROWS_OF_A_GROUP = 50_000
"""Rows that are held in memory until they are written."""


def write_parquet(table: Table, rows: Iterable[Batch], stream: BinaryIO, about: Mapping[str, object]) -> int:
    """Write rows that come as columns, with `about` in the schema's metadata; returns how many. Raises ClaimsError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schema_of(table, about)
    count = 0
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        held: list[pa.RecordBatch] = []
        for batch in rows:
            held.append(_arrow(table, batch, schema))
            count += len(batch[0])
            if sum(each.num_rows for each in held) >= _ROWS_OF_A_GROUP:
                writer.write_table(pa.Table.from_batches(held, schema))
                held.clear()
        writer.write_table(pa.Table.from_batches(held, schema))
    return count


def schema_of(table: Table, about: Mapping[str, object]) -> "pa.Schema":
    """The typed columns of a table, each with its meaning; figures have 29 digits before the point and 9 behind."""
    import pyarrow as pa

    fields = [pa.field(each.name, _type(each), metadata={"description": each.meaning}) for each in table.columns]
    return pa.schema(fields, metadata={_METADATA: json.dumps(about, sort_keys=True, default=str)})


def _type(column: Column) -> "pa.DataType":
    import pyarrow as pa

    known = {ID: pa.int64(), FLAG: pa.bool_(), TIME: pa.timestamp("us", "UTC")}
    said = described(column)
    if said.many:
        return pa.list_(pa.string())
    if column.dtype == NUMBER:
        return pa.decimal128(DIGITS, PLACES) if said.exact else pa.float64()
    return known.get(column.dtype) or pa.string()


def _arrow(table: Table, batch: Batch, schema: "pa.Schema") -> "pa.RecordBatch":
    import pyarrow as pa

    arrays = [
        pa.array(_fitting(column, values, field.type), field.type)
        for column, values, field in zip(table.columns, batch, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _fitting(column: Column, values: Sequence[Any], kind: "pa.DataType") -> Sequence[Any]:
    """The values as their column's type takes them; raises ClaimsError for a figure that has no room."""
    import pyarrow as pa

    if pa.types.is_decimal(kind):
        for value in values:
            if not fits(value):
                raise ClaimsError(f"The figure {value} has no room in Parquet; export CSV or JSON lines instead.")
        return values
    if pa.types.is_floating(kind):
        return [None if value is None else float(value) for value in values]
    return values
