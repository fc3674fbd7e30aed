"""CSV by RFC 4180: UTF-8, a header, stable columns, and no cell that a spreadsheet would run as a formula."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TextIO

from claims.frames import Table

# Excel, LibreOffice and Google Sheets run a cell that begins so; OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(table: Table, records: Iterable[Any], stream: TextIO) -> int:
    """Write the records as CSV; lists are joined with "; ", moments are ISO 8601 in UTC. Returns how many."""
    writer = csv.writer(stream)
    writer.writerow(table.names)
    count = 0
    for record in records:
        writer.writerow([cell(value) for value in table.row(record).values()])
        count += 1
    return count


def cell(value: object) -> str:
    """One value as a CSV cell: text that a spreadsheet would run is led by an apostrophe."""
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
            return cell("; ".join(map(str, value)))
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case _:
            return str(value)
