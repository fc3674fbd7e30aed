"""CSV by RFC 4180: UTF-8, a header, stable columns, and no cell that a spreadsheet would run as a formula.

A text that is empty, or begins with an apostrophe or with a character by which a spreadsheet knows a formula, is led by
one apostrophe more; nothing at all is the empty cell. So `unsafe` takes exactly one apostrophe away, and every text
comes back as it was. Numbers, flags and times are never led by one.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TextIO

from claims.frames import Batch, Table, batches
from claims.frames.table import ID, SLUG, TEXT

# Excel, LibreOffice and Google Sheets run a cell that begins so, also in full width; OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_LED = frozenset((*_FORMULA, "'"))


def write_csv(table: Table, records: Iterable[Any], stream: TextIO) -> int:
    """Write the records as CSV; lists are joined with "; ", moments are ISO 8601 in UTC. Returns how many."""
    return write_csv_batches(table, batches(table, records), stream)


def write_csv_batches(table: Table, rows: Iterable[Batch], stream: TextIO) -> int:
    """The same of rows that come as columns, batch after batch."""
    writer = csv.writer(stream)
    writer.writerow(table.names)
    count = 0
    for batch in rows:
        cells = [_cells(column.dtype, values) for column, values in zip(table.columns, batch, strict=True)]
        writer.writerows(zip(*cells, strict=True))
        count += len(cells[0])
    return count


def cell(value: object) -> str:
    """One value as a CSV cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Decimal():
            return format(value, "f")
        case tuple():
            return safe("; ".join(map(str, value))) if value else ""
        case str():
            return safe(value)
        case _:
            return str(value)


def safe(text: str) -> str:
    """A text as a cell: led by an apostrophe where a spreadsheet would run it, or where it might be taken for such."""
    return f"'{text}" if not text or text[0] in _LED else text


def unsafe(cell: str) -> str | None:
    """The text that `safe` made a cell of; None for the empty cell."""
    if not cell:
        return None
    return cell.removeprefix("'")


_cell = lru_cache(8192, typed=True)(cell)


def _cells(dtype: str, values: Sequence[Any]) -> Sequence[Any]:
    """A column's values as cells; what the csv module writes as it should be is left as it is."""
    if dtype == ID and all(type(value) is int or value is None for value in values):
        return values
    if dtype == TEXT and all(type(value) is str or value is None for value in values):
        return [value if value is None or (value and value[0] not in _LED) else safe(value) for value in values]
    if dtype == SLUG or dtype not in (TEXT, ID):
        return list(map(_cell, values))
    return list(map(cell, values))
