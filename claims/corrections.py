"""An export that a researcher edited in a spreadsheet: which cells were changed, and what is to be amended for it.

A file is told by its `uid`s and compared with what stands in the database now, cell by cell and by what a cell means:
a spreadsheet that writes 7939.0 for 7939, or TRUE for true, changed nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from claims.amending import read_amendment
from claims.capture import Taken
from claims.errors import CaptureError, ClaimsError
from claims.exchange.csv import cell, unsafe
from claims.exchange.tables import Line, Sheet, open_sheet
from claims.frames import CLAIMS, Column
from claims.frames.table import FLAG, ID, NUMBER, TIME
from claims.records import StoredClaim
from claims.store import Store
from claims.vocabulary import Vocabulary

_AT_ONCE = 500
"""Rows that are compared at once."""
_AMENDED = {
    **{
        name: name
        for name in ("metric", "group_kind", "group", "group_resolved", "place", "location", "by", "currency")
    },
    **{name: name for name in ("value", "value_high", "qualifier", "vague_word", "number", "quote", "translation")},
    **{name: name for name in ("scope", "counting", "basis", "certainty", "period_from", "period_to")},
    **{name: name for name in ("said_at", "as_of", "occurred_from", "occurred_to")},
    "speaker": "attributed_to",
}
"""The columns that a person may change, with the field that is amended for each."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that was changed; one that can't be taken over says why."""

    line: int
    uid: str
    column: str
    before: str
    after: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be amended of one claim, for the cells that were changed in its row."""

    uid: str
    line: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a researcher changed in an export, before anything of it is written."""

    rows: int
    cells: tuple[Correction, ...]
    amendments: tuple[Amendment, ...]

    @property
    def refused(self) -> tuple[Correction, ...]:
        """The cells and rows that can't be taken over."""
        return tuple(each for each in self.cells if each.problem)


def is_edited_export(path: Path) -> bool:
    """Whether a file is an export of claims, by its columns; False for what is no table."""
    try:
        columns = open_sheet(path, Taken()).columns
    except CaptureError:
        return False
    return {"uid", "metric", "quote"} <= set(columns)


def read_corrections(store: Store, path: Path, vocabulary: Vocabulary) -> Corrections:
    """The cells that differ from what stands in the database; raises CaptureError for no export of claims."""
    sheet = open_sheet(path, Taken())
    if "uid" not in sheet.columns:
        raise CaptureError(f"{path.name} has no column uid, by which claims are known; export them again.")
    reader = _Reader(store, sheet, vocabulary)
    cells: list[Correction] = []
    amendments: list[Amendment] = []
    for first in range(0, len(sheet.lines), _AT_ONCE):
        for found, amendment in reader.read(sheet.lines[first : first + _AT_ONCE]):
            cells += found
            amendments += [amendment] if amendment else []
    return Corrections(len(sheet.lines), tuple(cells), tuple(amendments))


class _Reader:
    """Compares the rows of a file with the claims that they are of."""

    def __init__(self, store: Store, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._uid = sheet.columns.index("uid")
        known = {column.name: column for column in CLAIMS.columns}
        self._columns = [(at, known[name]) for at, name in enumerate(sheet.columns) if name in known and name != "uid"]
        self._seen: set[str] = set()
        self._zones: dict[str, str] = {}

    def read(self, lines: Sequence[Line]) -> Iterator[tuple[list[Correction], Amendment | None]]:
        """What was changed in each of some rows."""
        uids = [unsafe(line.cells[self._uid].strip()) or "" for line in lines if not line.refused]
        claims = self._store.by_uid(uid for uid in uids if uid)
        for line in lines:
            uid = "" if line.refused else unsafe(line.cells[self._uid].strip()) or ""
            claim = claims.get(uid)
            if claim is None or uid in self._seen:
                why = line.refused or f"There is no claim of the uid {uid!r}; leave that column as it was exported."
                if uid in self._seen:
                    why = "The claim stands in an earlier row of the file too; only that one counts."
                yield [Correction(line.number, uid, "uid", "", uid, why)], None
                continue
            self._seen.add(uid)
            changed = [
                Correction(line.number, uid, column.name, _shown(column, claim), line.cells[at])
                for at, column in self._columns
                if not _same(column, claim, line.cells[at])
            ]
            if changed:
                yield self._checked(claim, changed)

    def _checked(self, claim: StoredClaim, changed: list[Correction]) -> tuple[list[Correction], Amendment | None]:
        """The changed cells of a row, those that can't be so with the reason, and what is amended for the others."""
        told: list[Correction] = []
        fields: dict[str, str] = {}
        for each in changed:
            problem = self._problem(claim, each)
            told.append(_with(each, problem))
            if problem is None:
                fields[_AMENDED[each.column]] = _meant(claim, each)
        if not fields:
            return told, None
        # Number and quote are found in the entry together, or not at all.
        if together := self._refusal(claim, fields):
            return [_with(each, each.problem or together) for each in told], None
        return told, Amendment(claim.uid, changed[0].line, fields)

    def _problem(self, claim: StoredClaim, each: Correction) -> str | None:
        if each.column not in _AMENDED:
            return f"{each.column} is worked out or says where the claim stands; it can't be changed here."
        if each.column in ("quote", "number"):
            return None
        return self._refusal(claim, {_AMENDED[each.column]: _meant(claim, each)})

    def _refusal(self, claim: StoredClaim, fields: Mapping[str, str]) -> str | None:
        """Why some fields can't be amended so; None where they can."""
        zone = self._zones.get(claim.event)
        if zone is None:
            zone = self._zones[claim.event] = self._store.event(claim.event).zone
        try:
            read = read_amendment(fields, claim, self._store.entry_of(claim.id).text, zone, self._vocabulary)
            fitting = {name: value for name, value in read.items() if name in type(claim).model_fields}
            type(claim).model_validate({**dict(claim), **fitting})
        except ClaimsError as error:
            return str(error)
        except ValueError as error:
            return f"It can't be so: {str(error).splitlines()[2].strip()[:120]}."
        return None


def _with(each: Correction, problem: str | None) -> Correction:
    return Correction(each.line, each.uid, each.column, each.before, each.after, problem)


def _shown(column: Column, claim: StoredClaim) -> str:
    """What stands in a cell, as people read it."""
    return unsafe(cell(column.read(claim))) or ""


def _meant(claim: StoredClaim, each: Correction) -> str:
    """The words of a changed cell; of a day that stays a day only the day."""
    words = unsafe(each.after.strip()) or ""
    if words.endswith(("T00:00:00Z", "T00:00:00+00:00", " 00:00:00", "T00:00:00")):
        before = getattr(claim, each.column, None)
        if before is not None and getattr(before, "exactness", "") == "day":
            return words[:10]
    return words


def _same(column: Column, claim: StoredClaim, written: str) -> bool:
    """Whether a cell means what stands in the database."""
    value = column.read(claim)
    words = written.strip()
    if value is None:
        return not words
    match column.dtype:
        case _ if column.dtype in (ID, NUMBER):
            return bool(_number(words) == _number(str(value)))
        case _ if column.dtype == FLAG:
            return words.casefold() == str(value).casefold() or words == str(int(value))
        case _ if column.dtype == TIME:
            return bool(_moment(words) == value)
    text = cell(value)
    return _even(written) in (_even(text), _even(unsafe(text) or ""))


def _even(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _number(words: str) -> Any:
    try:
        return Decimal(words)
    except InvalidOperation:
        return words


def _moment(words: str) -> Any:
    try:
        when = datetime.fromisoformat(words)
    except ValueError:
        return words
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
