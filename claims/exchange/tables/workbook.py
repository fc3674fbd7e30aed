"""XLSX workbooks as rows of words: formulas stay text, and nothing is unpacked before its size is known."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence

from claims.errors import CaptureError
from claims.exchange.tables.sheet import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, written


def workbook_rows(content: bytes, sheet: str | None = None) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a sheet, the first unless one is named, with their numbers; raises CaptureError."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _check_size(content)
    try:
        # Workbooks of other programs lack a style or name a validation that openpyxl warns of; neither is data.
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
            names = [each.title for each in book.worksheets]
            if not names or (sheet is not None and sheet not in names):
                raise CaptureError(f"The workbook has no sheet {sheet!r}; its sheets are {', '.join(names)}.")
            found = book[sheet or names[0]]
            yield from _rows(found.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1))
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError, EOFError) as error:
        why = str(error).partition("\n")[0].rstrip(".")
        raise CaptureError(f"The workbook can't be read ({why}); save it again as XLSX or CSV.") from error


def _rows(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows in words, without the empty cells at their ends; raises CaptureError where there are too many cells."""
    met = 0
    for number, row in enumerate(rows, start=1):
        met += len(row)
        if met > MOST_CELLS:
            raise CaptureError(f"The sheet has more than {MOST_CELLS:,} cells, empty ones too; split it.")
        cells = [written(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _check_size(content: bytes) -> None:
    """Raise CaptureError for a workbook that is no zip, or that unpacks to more than a table may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CaptureError(f"The file is no XLSX workbook ({error}); save it again as XLSX or CSV.") from error
    if unpacked > MOST_BYTES:
        raise CaptureError(
            f"The workbook unpacks to {unpacked / 1e6:,.0f} MB; at most {MOST_BYTES / 1e6:g} MB are read: split it."
        )
