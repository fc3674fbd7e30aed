"""A whole database back from the JSON lines that `claims.exchange.everything` wrote of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from pydantic_core import from_json

from claims.errors import CaptureError
from claims.exchange.everything import FORMAT
from claims.store import Store
from claims.store.columns import storable_parts

_LONGEST = 1_500_000_000
"""Characters of a line: the packed bytes of a page."""
_NUL = "\\u0000"
_HEAD = 1_000
"""Characters of a file's first line that are looked at."""


def is_everything(path: Path) -> bool:
    """Whether a file begins as an export of a whole database does."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.readline(_HEAD)
    except OSError:
        return False
    return head.startswith('{"table": "header"')


def read_everything(store: Store, path: Path) -> int:
    """Fill an empty database with what a file holds; returns how many rows. Raises CaptureError, StoreError.

    Nothing is stored unless all is.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            _check_header(_object(file.readline(_HEAD), 1), store.revision)
            return store.refill(_rows(file))
    except OSError as error:
        raise CaptureError(f"{path} can't be read ({error.strerror}); check the path.") from error
    except UnicodeDecodeError as error:
        raise CaptureError(f"{path} is not UTF-8 at byte {error.start}; export the database again.") from error


def _check_header(header: dict[str, Any], revision: str) -> None:
    if header.get("format") != FORMAT:
        raise CaptureError(f"The file's format is {header.get('format')!r}; only {FORMAT!r} is read.")
    if header.get("revision") != revision:
        raise CaptureError(
            f"The file is of revision {header.get('revision')!r} of the tables, this program of {revision!r}; "
            "import it with the program that wrote it, or export it again with this one."
        )


def _rows(file: TextIO) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """The rows with their lines and tables; raises CaptureError."""
    number = 2
    while line := file.readline(_LONGEST):
        row = _object(line, number)
        # What no database stores is never written there, but may be read.
        row = storable_parts(row) if _NUL in line else row
        yield number, str(row.pop("table", None)), row
        number += 1


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        found = from_json(line)
    except ValueError as error:
        raise CaptureError(f"Line {number} is no JSON ({str(error)[:80]}); export the database again.") from None
    if not isinstance(found, dict):
        raise CaptureError(f"Line {number} is no JSON object; export the database again.")
    return found
