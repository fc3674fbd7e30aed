"""Parquet files as tables of words, read batch by batch."""

import io
from collections.abc import Iterator

from claims.errors import CaptureError
from claims.exchange.tables.sheet import MOST_BYTES, MOST_ROWS, Line, Sheet, bounded, named_columns, written

_AT_ONCE = 10_000
"""Rows of a batch."""


def parquet_sheet(content: bytes) -> Sheet:
    """The table of a Parquet file; raises CaptureError for none, or for one over a limit."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(content))
        groups = range(file.metadata.num_row_groups)
        unpacked = sum(file.metadata.row_group(group).total_byte_size for group in groups)
        if unpacked > MOST_BYTES or file.metadata.num_rows > MOST_ROWS:
            raise CaptureError(
                f"The Parquet file holds {file.metadata.num_rows:,} rows, {unpacked / 1e6:,.0f} MB unpacked; at most "
                f"{MOST_ROWS:,} rows and {MOST_BYTES / 1e6:g} MB are read: split it."
            )
        columns = named_columns(file.schema_arrow.names)
        return Sheet(columns, bounded(_lines(file), len(columns)))
    except (pa.ArrowException, OSError) as error:
        raise CaptureError(f"The Parquet file can't be read ({error}); write it again.") from error


def _lines(file: object) -> Iterator[Line]:
    number = 0
    for batch in file.iter_batches(batch_size=_AT_ONCE):  # type: ignore[attr-defined]
        cells = [column.to_pylist() for column in batch.columns]
        for row in zip(*cells, strict=True):
            number += 1
            yield Line(number, tuple(map(written, row)))
