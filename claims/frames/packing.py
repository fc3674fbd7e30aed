"""Data frames packed small, to be kept: Arrow columns, compressed, from which the same frame is made without a record.

The bytes may come from anyone's database: no more is unpacked than was once packed, and all of it is checked.
"""

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any

from claims.frames.table import SLUG, Table, series

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MOST = 2**28
"""Bytes of the largest frame that is kept, before it is compressed."""

_LENGTH = 8
"""Bytes before the compressed ones, which tell how many they were."""


def pack_frame(frame: "pd.DataFrame") -> bytes | None:
    """A frame as bytes; None for one that is too large."""
    import pyarrow as pa

    columns = pa.table({name: pa.array(frame[name]) for name in frame.columns})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, columns.schema) as stream:
        stream.write_table(columns)
    written = sink.getvalue()
    if written.size > MOST:
        return None
    size: int = written.size
    return size.to_bytes(_LENGTH, "little") + bytes(pa.compress(written, codec="zstd"))


class PackedFrame:
    """The columns of a frame, read from bytes; rows are chosen before a frame is made of them."""

    def __init__(self, shape: Table, columns: "pa.Table") -> None:
        self._shape = shape
        self._columns = columns

    def of_metric(self, metric: str) -> "PackedFrame":
        """The rows of one metric."""
        import pyarrow.compute as pc

        chosen = self._columns.filter(pc.equal(self._columns["metric"].cast("string"), metric))
        return PackedFrame(self._shape, chosen)

    def among(self, names: tuple[str, ...], ids: Collection[int]) -> "PackedFrame":
        """The rows that have one of the ids in a column of these names."""
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted = pa.array(ids, pa.int64())
        found = [pc.is_in(self._columns[name], wanted) for name in names]
        chosen = found[0]
        for each in found[1:]:
            chosen = pc.or_(chosen, each)
        return PackedFrame(self._shape, self._columns.filter(chosen))

    def frame(self) -> "pd.DataFrame":
        """The rows as `Table.frame` gives them."""
        import pandas as pd

        columns = self._columns.combine_chunks()
        made = {each.name: _made(columns[each.name], each.dtype) for each in self._shape.columns}
        return pd.DataFrame(made, copy=False)


def unpack_frame(shape: Table, packed: bytes) -> PackedFrame | None:
    """The frame whose columns the table lists; None where the bytes hold none such."""
    import pyarrow as pa

    size = int.from_bytes(packed[:_LENGTH], "little")
    if size > MOST:
        return None
    try:
        written = pa.decompress(packed[_LENGTH:], decompressed_size=size, codec="zstd")
        columns = pa.ipc.open_stream(written).read_all()
        columns.validate(full=True)
    except (pa.ArrowException, OSError, ValueError):
        return None
    fits = columns.column_names == shape.names and all(map(_is_of, columns.schema.types, _types(shape)))
    return PackedFrame(shape, columns) if fits else None


@cache
def _types(shape: Table) -> tuple["pa.DataType", ...]:
    """The types of the columns of a table, as they are packed."""
    import pyarrow as pa

    empty = shape.frame(())
    return tuple(pa.array(empty[name]).type for name in shape.names)


def _is_of(found: "pa.DataType", wanted: "pa.DataType") -> bool:
    """Whether a column is of a type, whatever the width of the numbers of a dictionary's words."""
    import pyarrow as pa

    if not pa.types.is_dictionary(wanted):
        return bool(found == wanted)
    words = (pa.string(), pa.large_string(), pa.null(), pa.float64())
    return bool(pa.types.is_dictionary(found) and found.value_type in words)


def _made(column: "pa.ChunkedArray", dtype: Any) -> Any:
    """A column as pandas has it; words are those that come in it, as if it had been made of them."""
    import numpy as np
    import pandas as pd

    if dtype != SLUG:
        return _dtype(dtype).__from_arrow__(column)
    coded = column.chunk(0) if column.num_chunks else None
    places = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False) if coded is not None else np.array([], int)
    present = np.unique(places[places >= 0])
    if coded is None or not len(present):
        return series([None] * len(column), SLUG).array
    words = coded.dictionary.take(present).to_pylist()
    codes = np.where(places >= 0, np.searchsorted(present, places), -1)
    return pd.Categorical.from_codes(codes, categories=pd.Index(words))


@cache
def _dtype(name: str) -> Any:
    import pandas as pd

    return pd.api.types.pandas_dtype(name)
