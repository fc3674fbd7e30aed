"""Claims as columns, batch after batch from the database's own cursor: for files of any length, in little memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, select, type_coerce
from sqlalchemy.orm import aliased
from sqlalchemy.types import NullType
from sqlmodel import Session, col

from claims.store.columns import Figure, Time
from claims.store.rows import (
    AddressRow,
    AttributionRow,
    CaptureRow,
    ClaimRow,
    EntryRow,
    EventRow,
    PageRow,
    SourceRow,
)

Columns: TypeAlias = Mapping[str, Sequence[Any]]
"""The columns of some claims by name, each as long as there are claims."""

AT_ONCE = 2_000
"""Claims of a batch."""
_REMEMBERED = 20_000


class Told(NamedTuple):
    """What the chain of a claim tells."""

    speaker: str | None = None
    verb: str | None = None
    denied: bool = False
    via: tuple[str, ...] = ()
    publisher: str | None = None


class Remembered(dict[Any, Any]):
    """What was made of values that come again and again, so long as they are not too many."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[value] = self._make(value)
        return made


def select_flat(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Columns]:
    """The claims that meet conditions on the rows of claim and entry, in the order of `select_claims`.

    The columns are those of a claim's row and what `StoredClaim` adds; moments are NAME and NAME_how.
    """
    said = col(ClaimRow.said_at)
    asked = _asked().where(*conditions)
    reading = _Reading(session)
    for part in (asked.where(said.is_not(None)).order_by(said, col(ClaimRow.id)), _undated(asked)):
        found = session.connection().execute(part, execution_options={"yield_per": AT_ONCE})
        names = tuple(found.keys())
        for rows in found.partitions():
            yield reading.columns(dict(zip(names, zip(*rows, strict=True), strict=True)))


def _undated(asked: Any) -> Any:
    return asked.where(col(ClaimRow.said_at).is_(None)).order_by(col(ClaimRow.id))


def _asked() -> Any:
    speaker, body = aliased(SourceRow), aliased(SourceRow)
    return (
        select(
            *(_raw(each) for each in ClaimRow.metadata.tables["claim"].columns),
            col(EventRow.slug).label("event"),
            col(AddressRow.url),
            col(EntryRow.headline),
            *(_raw(col(getattr(EntryRow, name))) for name in ("posted_at", "posted_at_how")),
            *(_raw(col(getattr(EntryRow, name))) for name in ("known_from", "known_until", "deleted_at")),
            _raw(col(CaptureRow.captured_at)),
            col(CaptureRow.sha256).label("capture_sha256"),
            col(speaker.slug).label("speaker_source"),
            col(speaker.side).label("speaker_side"),
            col(body.slug).label("body_source"),
            col(body.side).label("body_side"),
        )
        .join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        .join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
        .join(EventRow, col(ClaimRow.event_id) == EventRow.id)
        .join(PageRow, col(EntryRow.page_id) == PageRow.id)
        .join(CaptureRow, col(PageRow.capture_id) == CaptureRow.id)
        .outerjoin(speaker, col(ClaimRow.speaker_id) == speaker.id)
        .outerjoin(body, col(speaker.speaks_for_id) == body.id)
    )


def _raw(column: Any) -> Any:
    """The column as the driver gives it where the library would read every value anew."""
    if isinstance(column.type, Time | Figure):
        return type_coerce(column, NullType()).label(column.name)
    return column


class _Reading:
    """Makes batches of rows: moments and figures that come again are read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        dialect = session.connection().dialect
        read = {kind: Remembered(partial(_result, kind(), dialect)) for kind in (Time, Figure)}
        tables = (each.metadata.tables[each.__tablename__] for each in (ClaimRow, EntryRow, CaptureRow))
        self._read = {
            column.name: read[kind]
            for table in tables
            for column in table.columns
            for kind in read
            if isinstance(column.type, kind)
        }

    def columns(self, found: dict[str, Sequence[Any]]) -> Columns:
        """The same columns with moments, figures, bodies and sides as records have them, and what the chains tell."""
        for name, values in found.items():
            if name in self._read:
                found[name] = list(map(self._read[name].__getitem__, values))
        own, body = found.pop("speaker_side"), found.pop("body_side")
        found["side"] = [one or two for one, two in zip(own, body, strict=True)]
        own, body = found["speaker_source"], found.pop("body_source")
        found["speaks_for"] = [two or one for one, two in zip(own, body, strict=True)]
        chains = self._chains(found["id"])
        told = [chains.get(claim, _NOTHING) for claim in found["id"]]
        for at, name in enumerate(Told._fields):
            found[name] = list(map(itemgetter(at), told))
        return found

    def _chains(self, ids: Sequence[int]) -> dict[int, Told]:
        step = col(AttributionRow.claim_id)
        columns = (AttributionRow.role, AttributionRow.name, AttributionRow.verb, AttributionRow.stance)
        asked = select(step, *map(col, columns)).where(step.in_(ids)).order_by(step, col(AttributionRow.step))
        told: dict[int, Told] = {}
        steps: Sequence[Any] = self._session.connection().execute(asked).all()
        for claim, role, name, verb, stance in steps:
            known = told.get(claim, _NOTHING)
            told[claim] = _with(known, role, name, verb, stance != "states")
        return told


_NOTHING = Told()


def _with(told: Told, role: str, name: str, verb: str | None, denies: bool) -> Told:
    """What a chain tells with one more step."""
    if role == "relay":
        return told._replace(via=(*told.via, name), denied=told.denied or denies)
    if role == "publisher":
        return told._replace(publisher=told.publisher or name, denied=told.denied or denies)
    if told.speaker is None:
        return told._replace(speaker=name, verb=verb, denied=told.denied or denies)
    return told._replace(denied=told.denied or denies)


def _result(kind: Any, dialect: Any, value: Any) -> Any:
    return kind.process_result_value(value, dialect)
