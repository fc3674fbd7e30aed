"""Rows as a workbook: typed cells under a header that stays in sight, never a formula, written as they come.

Text stays text whatever it begins with. Moments are in UTC, since a workbook knows no zones; a number of more than 15
digits, which a spreadsheet would round, is text; control characters, which no workbook holds, are written _xHHHH_.
"""

import re
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from claims.errors import ClaimsError
from claims.exchange.csv import cell
from claims.frames import Batch, Table

_MOST_ROWS = 1_048_575
"""Below the header."""
_MOST_CHARACTERS = 32_767
"""Characters of one cell, by Excel's own limits."""
_DIGITS = 10**15
"""From here on a number is written as text: Excel keeps 15 digits."""
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(table: Table, rows: Iterable[Batch], stream: BinaryIO, about: Mapping[str, object]) -> int:
    """Write a sheet of rows that come as columns, and one that says what they are; returns how many.

    Raises ClaimsError for more rows than a sheet holds.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        count = _fill(book, table, rows, about)
    except BaseException:
        # Left open, the library complains of them on stderr.
        for each in book.worksheets:
            each.close()
        raise
    # A reader that leaves early must not find the library half way through its sheets.
    with TemporaryFile() as whole:
        book.save(whole)
        whole.seek(0)
        shutil.copyfileobj(whole, stream)
    return count


def _fill(book: Any, table: Table, rows: Iterable[Batch], about: Mapping[str, object]) -> int:
    sheet = book.create_sheet(str(about.get("what", "rows"))[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in table.names])
    count = 0
    for batch in rows:
        count += len(batch[0])
        if count > _MOST_ROWS:
            raise ClaimsError(f"A workbook holds {_MOST_ROWS:,} rows; filter, or export CSV or Parquet.")
        for row in zip(*batch, strict=True):
            sheet.append([_cell(sheet, value) for value in row])
    told = book.create_sheet("about")
    for name, value in about.items():
        told.append([_cell(told, name), _cell(told, value if isinstance(value, str) else str(value))])
    for column in table.columns:
        told.append([_cell(told, f"column {column.name}"), _cell(told, column.meaning)])
    return count


def _cell(sheet: Any, value: Any) -> Any:
    """A value as a cell of its own type."""
    match value:
        case None | bool():
            return value
        case int() | float():
            return value if abs(value) < _DIGITS else _text(sheet, cell(value))
        case Decimal():
            short = value.adjusted() < 15 and len(value.as_tuple().digits) <= 15
            return value if short else _text(sheet, cell(value))
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None)
        case tuple():
            return _text(sheet, "; ".join(map(str, value))) if value else None
        case _:
            return _text(sheet, str(value))


def escaped(text: str) -> str:
    """A text as a workbook holds it: what XML has no character for as _xHHHH_; what looks so already gets _x005F_."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0][0]):04X}_{found[0][1:]}", text)


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text, also where it begins like a formula; raises ClaimsError for more than a cell holds."""
    from openpyxl.cell import WriteOnlyCell

    written = escaped(text)
    if len(written) > _MOST_CHARACTERS:
        raise ClaimsError(f"A cell holds {_MOST_CHARACTERS:,} characters and {text[:40]!r}… is longer; export CSV.")
    made = WriteOnlyCell(sheet, written)
    made.data_type = "s"
    return made
