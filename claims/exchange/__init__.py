"""Records out to files and programs, from the columns that `claims.frames` lists.

`write` is for small answers, as commands print them; `claims.exchange.files` writes exports of any size and format,
`claims.exchange.everything` a whole database.
"""

from collections.abc import Iterable
from typing import Any, Literal, TextIO, TypeAlias

from claims.exchange.csv import write_csv
from claims.exchange.json import write_json, write_json_lines
from claims.frames import Table

Format: TypeAlias = Literal["csv", "json", "jsonl"]

__all__ = ["Format", "write", "write_csv", "write_json", "write_json_lines"]


def write(table: Table, records: Iterable[Any], stream: TextIO, form: Format) -> int:
    """Write one line or object a record, in the table's columns; returns how many were written."""
    writers = {"csv": write_csv, "json": write_json, "jsonl": write_json_lines}
    return writers[form](table, records, stream)
