"""JSON and JSON lines: one object a record, numbers as numbers, moments as ISO 8601 in UTC."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TextIO

from claims.frames import Batch, Table, batches


def write_json_lines(table: Table, records: Iterable[Any], stream: TextIO) -> int:
    """Write one JSON object a line; returns how many."""
    return write_json_line_batches(table, batches(table, records), stream)


def write_json(table: Table, records: Iterable[Any], stream: TextIO) -> int:
    """Write one JSON array, an object a line; returns how many."""
    return write_json_batches(table, batches(table, records), stream)


def write_json_line_batches(table: Table, rows: Iterable[Batch], stream: TextIO) -> int:
    """Write one JSON object a line of rows that come as columns; returns how many."""
    count = 0
    for row in _rows(table, rows):
        stream.write(line(row))
        count += 1
    return count


def write_json_batches(table: Table, rows: Iterable[Batch], stream: TextIO) -> int:
    """Write one JSON array of rows that come as columns; returns how many."""
    return write_array(_rows(table, rows), stream)


def write_array(objects: Iterable[dict[str, Any]], stream: TextIO) -> int:
    """Write one JSON array, an object a line; returns how many."""
    count = 0
    stream.write("[")
    for each in objects:
        stream.write(",\n " if count else "\n ")
        stream.write(line(each).rstrip("\n"))
        count += 1
    stream.write("\n]\n" if count else "]\n")
    return count


def line(row: dict[str, Any]) -> str:
    """A row as one line of JSON, its end of line included."""
    return json.dumps(row, ensure_ascii=False, default=_plain) + "\n"


def _rows(table: Table, rows: Iterable[Batch]) -> Iterator[dict[str, Any]]:
    names = table.names
    for batch in rows:
        for row in zip(*batch, strict=True):
            yield dict(zip(names, row, strict=True))


def _plain(value: object) -> object:
    """Decimals as numbers, whole ones as integers; moments in UTC."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case _:
            raise TypeError(f"{type(value).__name__} has no form in JSON")
