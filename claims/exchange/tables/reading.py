"""A table read as a whole: the file is the capture, its rows the entries of a page, its figures claims."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from claims.capture import Taken
from claims.capture.files import saved_at
from claims.errors import CaptureError
from claims.exchange.tables.fitting import Column, fit
from claims.exchange.tables.mapping import Mapping, load_mapping
from claims.exchange.tables.rows import ReadRow, Rows, entry_of, written_row
from claims.exchange.tables.sheet import MOST_BYTES, Form, Line, Sheet, form_of, read_sheet
from claims.records import Capture, Claim, Entry, Event, Moment, Page, Problem
from claims.times import moment_of
from claims.vocabulary import Vocabulary

READER = "table 1"
"""Name and version of what reads tables: raised whenever a table is read differently."""

_MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table's bytes, with what a person says of them."""

    name: str
    url: str
    content: bytes
    changed_at: float
    """When the file was last changed, in seconds since 1970."""
    published: date | datetime | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or a figure of one, that did not become what the mapping says; kept, where it only contradicts itself."""

    line: int
    what: str
    why: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What a table comes to under a mapping, before anything is stored."""

    capture: Capture
    page: Page
    claims: dict[str, tuple[Claim, ...]]
    """By the key of their entry."""
    columns: tuple[Column, ...]
    rows: int
    """Rows that the file holds below its header."""
    passed_over: int
    """Those of them that the mapping does not choose."""
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]
    """What was guessed, and what the mapping reads and the table has not."""
    extractor: str


def read_file(path: Path, mapping: Path | str, event: Event, vocabulary: Vocabulary, taken: Taken) -> ReadTable:
    """Read the table in a file by a mapping, shipped or in a TOML file; raises CaptureError, MappingError.

    `taken` says its address (else the mapping's, else the file's), its publisher and when it was published.
    """
    rules = load_mapping(mapping, vocabulary)
    return read_table(_open(path, taken, rules.url), rules, event, vocabulary)


def open_sheet(path: Path, taken: Taken) -> Sheet:
    """The table in a file as it lies there; raises CaptureError."""
    file = _open(path, taken, None)
    return read_sheet(file.content, form_of(file.name, file.content))


def _open(path: Path, taken: Taken, url: str | None) -> TableFile:
    """The bytes of a table's file, at most `MOST_BYTES`; raises CaptureError."""
    try:
        if path.is_dir():
            raise CaptureError(f"{path} is a folder; name a file in it.")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        changed_at = path.stat().st_mtime
    except FileNotFoundError:
        raise CaptureError(f"There is no file {path}; check the path.") from None
    except (OSError, ValueError) as error:
        raise CaptureError(f"{path} can't be read ({error}); check the path.") from error
    if len(content) > MOST_BYTES:
        raise CaptureError(f"{path} is over the limit of {MOST_BYTES / 1e6:g} MB; split it into smaller files.")
    if not content.strip():
        raise CaptureError(f"{path} is empty; save the table again.")
    address = taken.url or url or path.resolve().as_uri()
    return TableFile(path.name, address, content, changed_at, taken.published, taken.publisher)


def read_table(file: TableFile, mapping: Mapping, event: Event, vocabulary: Vocabulary) -> ReadTable:
    """Read a table by a mapping; raises CaptureError for no table, MappingError where the mapping does not fit."""
    form = form_of(file.name, file.content, mapping.format)
    fitted = fit(mapping, _sheet(file, form, mapping))
    published = moment_of(file.published, ZoneInfo(event.zone)) if file.published is not None else None
    publisher = file.publisher or _constant_publisher(mapping)
    capture = _capture(file, form, fitted.sheet.encoding, publisher, published, event)
    rows = Rows(fitted, event, vocabulary, publisher, published)
    made = _Made(capture.url, written_row(fitted.sheet.columns, fitted.text).text, published)
    for line in fitted.sheet.lines:
        made.take(line, rows)
    reader = f"{READER} {mapping.reader}"
    return ReadTable(
        capture=capture,
        page=made.page(capture, reader, mapping.label or file.name, event.zone),
        claims=made.claims,
        columns=fitted.columns,
        rows=len(fitted.sheet.lines),
        passed_over=made.passed_over,
        refused=tuple(made.refused),
        notes=fitted.notes,
        extractor=reader,
    )


def _sheet(file: TableFile, form: Form, mapping: Mapping) -> Sheet:
    """The table as the mapping says that it is written."""
    return read_sheet(
        file.content,
        form,
        delimiter=mapping.delimiter,
        encoding=mapping.encoding,
        sheet=mapping.sheet,
        records=mapping.records,
        header=mapping.header,
    )


class _Made:
    """What the rows of a table have come to so far."""

    def __init__(self, url: str, header: str, published: Moment | None) -> None:
        self._url = url
        self._published = published
        self._at = len(header) + 1
        self._again: dict[str, int] = {}
        self._texts = [header]
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []
        self.claims: dict[str, tuple[Claim, ...]] = {}
        self.refused: list[Refused] = []
        self.passed_over = 0

    def take(self, line: Line, rows: Rows) -> None:
        """Read a row, or refuse or pass it over as a whole."""
        if (why := rows.refusal(line)) is not None:
            self._tell(line, written_row(line.cells, range(len(line.cells))).text, why)
        elif rows.wanted(line):
            self._add(line, rows.read(line))
        else:
            self.passed_over += 1

    def page(self, capture: Capture, reader: str, title: str, zone: str) -> Page:
        """The rows read so far as a page of the capture."""
        return Page(
            url=capture.url,
            reader=reader,
            layout="table",
            title=title,
            publisher=capture.publisher,
            published_at=capture.published_at,
            zone=zone,
            text="\n".join(self._texts),
            entries=tuple(self._entries),
            problems=tuple(self._problems),
        )

    def _add(self, line: Line, row: ReadRow) -> None:
        """Take a row that was read; a second one of a key is a row of its own, and told."""
        self._again[row.key] = again = self._again.get(row.key, 0) + 1
        key = row.key if again == 1 else f"{row.key} #{again}"
        if again > 1:
            why = f"Another row has the same key, {row.key!r}; both were kept, told apart by their order."
            self._tell(line, row.text, why, kept=True)
        for why in row.refused:
            self._tell(line, row.text, why)
        for why in row.odd:
            self._tell(line, row.text, why, kept=True)
        self._entries.append(entry_of(key, row.text, self._at, self._published))
        self._texts.append(row.text)
        self._at += len(row.text) + 1
        if row.claims:
            self.claims[key] = tuple(row.claims)

    def _tell(self, line: Line, what: str, why: str, *, kept: bool = False) -> None:
        self.refused.append(Refused(line.number, what[:200], why, kept))
        self._problems.append(Problem(where=f"{self._url} row {line.number}", what=what[:200], why=why))


def _constant_publisher(mapping: Mapping) -> str | None:
    told = mapping.fields.publisher
    return told.constant if told else None


def _public(published: date | datetime, zone: ZoneInfo) -> datetime:
    """From when a table was public: a bare date is its end; raises CaptureError for one at the end of the calendar."""
    try:
        if not isinstance(published, datetime):
            return datetime.combine(published + timedelta(days=1), time(), zone).astimezone(UTC)
        return (published if published.tzinfo else published.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        raise CaptureError(f"No table was published on {published}; give a date like 2022-01-09.") from None


def _capture(
    file: TableFile, form: Form, encoding: str, publisher: str | None, published: Moment | None, event: Event
) -> Capture:
    """The table as a capture: of the moment at which it was published, where that is said, so that versions of it
    stand in their order and are known from their dates.
    """
    at = saved_at(file.changed_at, None)
    if file.published is not None:
        at = min(_public(file.published, ZoneInfo(event.zone)), datetime.now(UTC))
    return Capture(
        url=file.url,
        publisher=publisher,
        captured_at=at,
        published_at=published,
        media_type=_MEDIA[form],
        encoding=encoding,
        sha256=sha256(file.content).hexdigest(),
        content=file.content,
    )
