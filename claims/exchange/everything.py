"""A whole database as JSON lines: what `claims import` needs to build the same one again.

The first line names the format and the revision of the tables; then comes a line a row, under the name of its table:

    {"table": "header", "format": "sourced-claims everything 1", "revision": "0007"}
    {"table": "event", "id": 1, "slug": "flood-2022", …}

Ids are those of the database, so that every row still refers to the same others. Moments are ISO 8601 in UTC, figures
strings (no digit is lost), bytes base64. The same database gives the same bytes.
"""

import json
from base64 import b64encode
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TextIO

from claims.store import Store

FORMAT = "sourced-claims everything 1"


def write_everything(store: Store, stream: TextIO) -> int:
    """Write all that a database holds; returns how many rows. Raises StoreError."""
    stream.write(_line({"table": "header", "format": FORMAT, "revision": store.revision}))
    count = 0
    for table, row in store.whole():
        stream.write(_line({"table": table, **row}))
        count += 1
    return count


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, default=_written) + "\n"


def _written(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f") if abs(value.adjusted()) < 100 else str(value)
        case bytes():
            return b64encode(value).decode("ascii")
        case _:
            raise TypeError(f"{type(value).__name__} has no form in JSON")
