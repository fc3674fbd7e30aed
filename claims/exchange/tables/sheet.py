"""A table as it lies in a file: columns and rows of words, from CSV, XLSX, JSON, JSON lines or Parquet, all bounded."""

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, Literal, TypeAlias, get_args

from claims.errors import CaptureError

Form: TypeAlias = Literal["csv", "xlsx", "json", "jsonl", "parquet"]
"""The kinds of files that hold tables."""

MOST_BYTES = 200_000_000
"""The most bytes of a file, and of a workbook or Parquet file once unpacked."""
MOST_ROWS = 2_000_000
"""The most rows of a table."""
MOST_COLUMNS = 2_000
"""The most columns of a table."""
MOST_CELLS = 50_000_000
"""The most cells of a table."""
_MOST_CHARACTERS = 1_000_000
"""Characters of one cell."""
_SAMPLE = 8_192
"""Characters from whose lines the delimiter is guessed."""
_DELIMITERS = ",;\t|"
_SUFFIXES: Mapping[str, Form] = {
    **{form: form for form in get_args(Form)},
    "tsv": "csv",
    "txt": "csv",
    "xlsm": "xlsx",
    "ndjson": "jsonl",
    "parq": "parquet",
    "pq": "parquet",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells in the order of the columns, or why it has none."""

    number: int
    """Where it stands: the line of a text file, the row of a sheet, else which record it is, from 1 on."""
    cells: tuple[str, ...]
    refused: str | None = None
    """Why it can't be read; `cells` then hold what there is of it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns, its rows, and what was guessed in reading it."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


def form_of(name: str, content: bytes, given: Form | None = None) -> Form:
    """What kind of table a file holds, by what is said of it, its first bytes or its name; raises CaptureError."""
    if given is not None:
        return given
    if content.startswith(b"PAR1"):
        return "parquet"
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    suffix = name.rpartition(".")[2].lower()
    if suffix not in _SUFFIXES:
        known = ", ".join(sorted(_SUFFIXES))
        raise CaptureError(f"{name} ends in none of {known}; say in the mapping which format it has.")
    return _SUFFIXES[suffix]


def read_sheet(
    content: bytes,
    form: Form,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    records: str | None = None,
    header: int = 1,
) -> Sheet:
    """The table in a file's bytes; raises CaptureError where there is none, or where it is over a limit.

    `header` counts the rows from the first that is not empty; `records` names the key of a JSON object under which the
    rows stand.
    """
    match form:
        case "xlsx":
            from claims.exchange.tables.workbook import workbook_rows

            return _headed(workbook_rows(content, sheet), header)
        case "parquet":
            from claims.exchange.tables.parquet import parquet_sheet

            return parquet_sheet(content)
        case "csv":
            text, name, notes = decoded(content, encoding)
            mark, guessed = (delimiter, ()) if delimiter else _delimiter(text)
            return _headed(_csv_rows(text, mark), header, name, (*notes, *guessed))
    text, name, notes = decoded(content, encoding)
    rows = _json_lines(text) if form == "jsonl" else _json_records(text, records)
    return _gathered(rows, name, notes)


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """The text of a file, its encoding, and what was guessed of it; raises CaptureError."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    try:
        if encoding or marked:
            name = encoding or marked or ""
            return _without_nul(content.decode(name)), name, ()
        return _without_nul(content.decode()), "utf-8", ()
    except UnicodeDecodeError as error:
        if encoding or marked:
            raise CaptureError(f"The table is not {encoding or marked} at byte {error.start}; check it.") from None
    except (LookupError, ValueError):
        raise CaptureError(f"There is no encoding {encoding!r}; write one such as utf-8 or cp1252.") from None
    note = "The table is not UTF-8; it was read as Latin-1, which is a guess: say in the mapping what it is."
    return _without_nul(content.decode("latin-1")), "latin-1", (note,)


def _without_nul(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _delimiter(text: str) -> tuple[str, tuple[str, ...]]:
    """What parts the cells, from the first lines; a comma where they do not tell."""
    lines = text[:_SAMPLE].splitlines()[:20]
    head = next((line for line in lines if line.strip()), "")
    if not any(mark in head for mark in _DELIMITERS):
        return ",", ()
    try:
        found = csv.Sniffer().sniff("\n".join(lines), _DELIMITERS).delimiter
    except csv.Error:
        found = ""
    if found not in head or not found:
        found = max(_DELIMITERS, key=head.count)
    return found, () if found == "," else (f"The cells are parted by {found!r}, as far as the first lines tell.",)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    csv.field_size_limit(_MOST_CHARACTERS)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        begins = 1
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except (csv.Error, TypeError) as error:
        raise CaptureError(f"The table can't be read from line {begins} on ({error}); mend it there.") from None


def _headed(
    rows: Iterable[tuple[int, Sequence[str]]], header: int, encoding: str = "utf-8", notes: tuple[str, ...] = ()
) -> Sheet:
    """Rows of which one names the columns; those before it are passed over, empty ones too."""
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    heads = list(islice(filled, header))
    if len(heads) < header:
        raise CaptureError("The table has no row that names its columns; check the file.")
    columns = named_columns(heads[-1][1])
    return Sheet(columns, bounded(_fitted(filled, len(columns)), len(columns)), encoding, notes)


def named_columns(head: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, each another: an empty one is "column 3", a second "killed" is "killed (2)".

    Raises CaptureError for more than `MOST_COLUMNS`.
    """
    if len(head) > MOST_COLUMNS:
        raise CaptureError(f"The table has {len(head):,} columns; at most {MOST_COLUMNS:,} are read.")
    names: dict[str, None] = {}
    for number, cell in enumerate(head, start=1):
        bare = name = " ".join(cell.split()) or f"column {number}"
        again = 2
        while name in names:
            name, again = f"{bare} ({again})", again + 1
        names[name] = None
    return tuple(names)


def _fitted(rows: Iterable[tuple[int, Sequence[str]]], width: int) -> Iterator[Line]:
    """Rows as wide as the header; a wider one is refused, for nobody knows which cell is too many."""
    for number, cells in rows:
        held = tuple(cells)
        if len(held) > width and any(cell.strip() for cell in held[width:]):
            why = f"The row has {len(held)} cells, the header names {width} columns."
            yield Line(number, held, why)
        else:
            yield Line(number, (*held[:width], *[""] * (width - len(held))))


def bounded(lines: Iterable[Line], width: int) -> tuple[Line, ...]:
    """The rows of a table; raises CaptureError beyond what one may have."""
    most = min(MOST_ROWS, MOST_CELLS // max(1, width))
    kept: list[Line] = []
    for line in lines:
        if len(kept) >= most:
            raise CaptureError(
                f"The table has more than {most:,} rows of {width:,} cells; split it into smaller files."
            )
        kept.append(line)
    return tuple(kept)


def _json_records(text: str, records: str | None) -> Iterator[tuple[int, object]]:
    """The records of a JSON document: an array of objects, such an array under a key, or columns of cells."""
    try:
        found = _loads(text)
    except ValueError as error:
        raise CaptureError(f"The table is no JSON ({error}); check the file.") from None
    if isinstance(found, dict):
        if records is not None:
            found = found.get(records)
        elif all(isinstance(cells, list | dict) for cells in found.values()):
            arrays = [cells for cells in found.values() if _is_records(cells)]
            found = arrays[0] if len(arrays) == 1 else _of_columns(found)
    if not isinstance(found, list):
        raise CaptureError(
            "The JSON holds no array of objects and no columns; name in the mapping where its records are."
        )
    return enumerate(found, start=1)


def _is_records(cells: object) -> bool:
    return isinstance(cells, list) and bool(cells) and all(isinstance(each, dict) for each in cells)


def _of_columns(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Records of a table written column by column: {"killed": [1, 2]} or {"killed": {"0": 1, "1": 2}}."""
    columns = {
        name: dict(enumerate(cells)) if isinstance(cells, list) else cells for name, cells in list(table.items())
    }
    if len(columns) > MOST_COLUMNS:
        raise CaptureError(f"The table has {len(columns):,} columns; at most {MOST_COLUMNS:,} are read.")
    places = dict.fromkeys(place for cells in columns.values() for place in cells)
    if len(places) * len(columns) > MOST_CELLS:
        raise CaptureError(f"The table has more than {MOST_CELLS:,} cells; split it into smaller files.")
    return [{name: cells.get(place) for name, cells in columns.items()} for place in places]


def _json_lines(text: str) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, _loads(line)
            except ValueError as error:
                yield number, f"{line[:200]} ({error})"


def _loads(text: str) -> Any:
    """JSON with its numbers as they are written."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)
    except RecursionError:
        raise CaptureError("The JSON is nested too deeply to be a table; check the file.") from None


def _gathered(records: Iterable[tuple[int, object]], encoding: str, notes: tuple[str, ...]) -> Sheet:
    """Records with keys as a table whose columns are all the keys, in the order in which they come up."""
    held = list(records)
    columns = dict.fromkeys(str(key) for _, record in held if isinstance(record, dict) for key in record)
    if not columns:
        raise CaptureError("The table has no record that names its columns; check the file.")
    if len(columns) > MOST_COLUMNS:
        raise CaptureError(f"The table has {len(columns):,} columns; at most {MOST_COLUMNS:,} are read.")
    lines = (
        Line(number, tuple(written(record.get(name)) for name in columns))
        if isinstance(record, dict)
        else Line(number, (str(record)[:200],), "The record is no JSON object.")
        for number, record in held
    )
    return Sheet(tuple(columns), bounded(lines, len(columns)), encoding, notes)


def written(cell: object) -> str:
    """A typed cell in words: whole numbers without a fraction, days and moments as ISO 8601, nothing as nothing."""
    match cell:
        case None:
            return ""
        case str():
            return cell.replace("\0", "\ufffd")
        case bool():
            return "true" if cell else "false"
        case float():
            return "" if cell != cell else str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
        case Decimal():
            return format(cell, "f") if cell.is_finite() and abs(cell.adjusted()) < 40 else str(cell)
        case datetime():
            at_midnight = cell.tzinfo is None and not (cell.hour or cell.minute or cell.second or cell.microsecond)
            return cell.date().isoformat() if at_midnight else cell.isoformat()
        case date():
            return cell.isoformat()
        case dict() | list():
            return json.dumps(cell, ensure_ascii=False, default=str)
        case _:
            return str(cell)
