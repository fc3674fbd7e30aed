"""Rows into a file of any format, by its name's ending: written whole or not at all, and as they come."""

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Literal, TextIO, TypeAlias, get_args

from claims.errors import ClaimsError
from claims.exchange.csv import Lines, lines, write_csv_lines
from claims.exchange.json import write_json_batches, write_json_line_batches
from claims.exchange.parquet import write_parquet
from claims.exchange.xlsx import write_xlsx
from claims.frames import Batch, ClaimBatches, Table

FileFormat: TypeAlias = Literal["csv", "xlsx", "parquet", "jsonl", "json", "jsonld"]
FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)

_ENDINGS: Mapping[str, FileFormat] = {
    **{f".{form}": form for form in FORMATS},
    ".ndjson": "jsonl",
    ".pq": "parquet",
}
STDOUT = Path("-")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to be written: under which columns, and what they are."""

    table: Table
    batches: Iterable[Batch]
    about: Mapping[str, object]
    """What was asked for, the profile, the version."""


def format_of(path: Path) -> FileFormat:
    """The format that a file's name ends in; CSV for stdout. Raises ClaimsError."""
    if path == STDOUT:
        return "csv"
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        known = ", ".join(_ENDINGS)
        raise ClaimsError(
            f"The name {path.name!r} doesn't say which format is meant; end it in {known}, or say --format."
        )
    return found


def write_rows(rows: Rows, stream: BinaryIO, form: FileFormat, *, excel: bool = False) -> int:
    """Write rows in a format, with `excel` led by the mark by which it knows UTF-8; returns how many.

    Raises ClaimsError for what the format can't hold.
    """
    match form:
        case "xlsx":
            return write_xlsx(rows.table, rows.batches, stream, rows.about)
        case "parquet":
            return write_parquet(rows.table, rows.batches, stream, rows.about)
    writers: dict[str, Callable[[Table, Iterable[Batch], TextIO], int]] = {
        "jsonl": write_json_line_batches,
        "json": write_json_batches,
    }
    with as_text(stream) as text:
        if excel and form == "csv":
            text.write(_BOM)
        if form == "csv":
            return write_csv_lines(rows.table, _lines(rows), text)
        return writers[form](rows.table, rows.batches, text)


def _lines(rows: Rows) -> Iterable[Lines]:
    """The rows as lines; claims of a database have a way of their own, so that many are written quickly."""
    if not isinstance(rows.batches, ClaimBatches):
        return lines(rows.table, rows.batches)
    from claims.exchange.claim_lines import claim_lines

    return claim_lines(rows.batches)


@contextmanager
def as_text(stream: BinaryIO) -> Iterator[TextIO]:
    """The stream for text in UTF-8, ends of lines as they are written; left open. What UTF-8 can't hold is "?"."""
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
    try:
        yield text
        text.flush()
    finally:
        _leave_open(text)


def _leave_open(text: io.TextIOWrapper) -> None:
    # What is still held and can't be written was said by the first attempt.
    with suppress(OSError):
        text.detach()


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to write, or stdout for "-"; a file takes the place of an older one when it is whole.

    Raises ClaimsError.
    """
    if path == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _replacing(path) if _is_replaceable(path) else path.open("wb") as stream:
            yield stream
    except OSError as error:
        raise ClaimsError(f"{path} can't be written ({error.strerror}); choose another place with -o.") from error


def _is_replaceable(path: Path) -> bool:
    """Whether a file stands there, or nothing; not a device or a pipe."""
    return not path.exists() or stat.S_ISREG(path.stat().st_mode)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    place = path.resolve()
    with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as stream:
        made = Path(stream.name)
        try:
            yield stream.file  # type: ignore[misc]
            stream.close()
            made.chmod(stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666 & ~_umask())
            made.replace(place)
        except BaseException:
            made.unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
