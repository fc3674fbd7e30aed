"""CSV by RFC 4180: UTF-8, a header, stable columns, and no cell that a spreadsheet would run as a formula.

A text that is empty, or begins with an apostrophe or with a character by which a spreadsheet knows a formula, is led by
one apostrophe more; nothing at all is the empty cell. So `unsafe` takes exactly one apostrophe away, and every text
comes back as it was. Numbers, flags and times are never led by one.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from typing import Any, TextIO, TypeAlias

from claims.frames import Batch, Table, batches
from claims.frames.table import ID, NUMBER, TEXT

Lines: TypeAlias = tuple[int, str]
"""Some lines of CSV: how many, and their text, ends of lines included."""

# Excel, LibreOffice and Google Sheets run a cell that begins so, also in full width; OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
LED = frozenset((*_FORMULA, "'"))
"""The characters at a text's begin for which it is led by an apostrophe."""


def write_csv(table: Table, records: Iterable[Any], stream: TextIO) -> int:
    """Write the records as CSV; lists are joined with "; ", moments are ISO 8601 in UTC. Returns how many."""
    return write_csv_lines(table, lines(table, batches(table, records)), stream)


def write_csv_lines(table: Table, ready: Iterable[Lines], stream: TextIO) -> int:
    """Write the header, then lines that are ready. Returns how many."""
    csv.writer(stream).writerow(table.names)
    count = 0
    for more, text in ready:
        stream.write(text)
        count += more
    return count


def lines(table: Table, rows: Iterable[Batch]) -> Iterator[Lines]:
    """The lines of rows that come as columns, a batch at a time."""
    for batch in rows:
        cells = [_cells(column.dtype, values) for column, values in zip(table.columns, batch, strict=True)]
        text = StringIO(newline="")
        csv.writer(text).writerows(zip(*cells, strict=True))
        yield len(cells[0]), text.getvalue()


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
    return f"'{text}" if not text or text[0] in LED else text


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
        return [value if value is None or (value and value[0] not in LED) else safe(value) for value in values]
    # Not figures: 14 and 14.0 are equal, but written as they came.
    if dtype not in (TEXT, ID, NUMBER):
        return list(map(_cell, values))
    return list(map(cell, values))
