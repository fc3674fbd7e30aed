"""Claims as rows and columns, batch after batch from the database's own cursor: for long files, in little memory.

One query gives all that a table of claims shows, in the same shape from either database: moments as microseconds since
1970, figures as SQLite keeps them or as text, the steps of the chain as JSON. What comes again and again is read once.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import BigInteger, ColumnElement, Text, cast, extract, func, null, select, type_coerce
from sqlalchemy.orm import aliased
from sqlalchemy.types import NullType
from sqlmodel import Session, col

from claims.store.batches import in_batches
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
FlatRows: TypeAlias = Sequence[Sequence[Any]]
"""Some claims as rows of `FLAT`, as the driver gives them."""

AT_ONCE = 150
"""Claims of a batch: so few that they stay in the processor's cache while they are written."""
STEP_END = "\n"
"""What stands between the steps of a flat row's chain."""
_REMEMBERED = 20_000
"""Values that are remembered at once."""
_MOMENTS = (
    *("said_at", "as_of", "occurred_from", "occurred_to", "period_from", "period_to"),
    *("posted_at", "known_from", "known_until", "captured_at", "deleted_at"),
)
_FIGURES = ("value", "value_high")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FLAT = (
    *("id", "uid", "event"),
    *("metric", "group_kind", "group", "group_resolved", "place", "place_assumed", "location"),
    *("qualifier", "value", "value_high", "vague_word", "currency", "number"),
    *("quote", "translation"),
    *("chain", "speaker_source", "body_source", "speaker_side", "body_side"),
    *("said_at", "said_at_how", "as_of", "as_of_how"),
    *("occurred_from", "occurred_from_how", "occurred_to", "occurred_to_how", "scope", "period_from", "period_to"),
    *("part_of_id", "counting", "basis", "certainty", "by"),
    *("posted_at", "posted_at_how", "known_from", "known_until", "headline", "url"),
    *("start", "number_start", "captured_at", "capture_sha256"),
    *("status", "rank", "rule", "confidence", "extractor", "deleted_at"),
)
"""The columns of a flat row, in the order in which `claims.frames.CLAIMS` shows what they tell."""


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


def select_flat(session: Session, *conditions: ColumnElement[bool], deletions: bool = True) -> Iterator[FlatRows]:
    """The claims that meet conditions on the rows of claim and entry, in the order of `select_claims`.

    Without `deletions` no post was deleted yet.
    """
    said = col(ClaimRow.said_at)
    connection = session.connection()
    asked = _asked(connection.dialect.name, deletions).where(*conditions)
    # Two queries, each in the order of an index: sorting by "said_at IS NULL" would hold every row.
    for part in (
        asked.where(said.is_not(None)).order_by(said, col(ClaimRow.id)),
        asked.where(said.is_(None)).order_by(col(ClaimRow.id)),
    ):
        yield from in_batches(connection, part, AT_ONCE)


def _asked(dialect: str, deletions: bool) -> Any:
    speaker, body = aliased(SourceRow), aliased(SourceRow)
    elsewhere: dict[str, Any] = {
        "event": EventRow.slug,
        "chain": _chain(dialect),
        "url": AddressRow.url,
        "capture_sha256": CaptureRow.sha256,
        "captured_at": CaptureRow.captured_at,
        "speaker_source": speaker.slug,
        "speaker_side": speaker.side,
        "body_source": body.slug,
        "body_side": body.side,
        **{name: getattr(EntryRow, name) for name in ("headline", "posted_at", "posted_at_how")},
        **{name: getattr(EntryRow, name) for name in ("known_from", "known_until")},
        "deleted_at": EntryRow.deleted_at if deletions else null(),
    }
    columns = (elsewhere[name] if name in elsewhere else getattr(ClaimRow, name) for name in FLAT)
    return (
        select(*(_raw(column, dialect).label(name) for name, column in zip(FLAT, columns, strict=True)))
        .join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        .join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
        .join(EventRow, col(ClaimRow.event_id) == EventRow.id)
        .join(PageRow, col(EntryRow.page_id) == PageRow.id)
        .join(CaptureRow, col(PageRow.capture_id) == CaptureRow.id)
        .outerjoin(speaker, col(ClaimRow.speaker_id) == speaker.id)
        .outerjoin(body, col(speaker.speaks_for_id) == body.id)
    )


def _chain(dialect: str) -> Any:
    """The steps of a claim's chain, each as JSON with its number, in whichever order they come, a line each."""
    on_server = dialect == "postgresql"
    array, every = (func.json_build_array, func.string_agg) if on_server else (func.json_array, func.group_concat)
    names = ("step", "role", "name", "verb", "stance")
    step = array(*(_raw(getattr(AttributionRow, name), dialect) for name in names))
    # No JSON holds an end of line of its own: in its texts it is escaped.
    found = select(every(cast(step, Text) if on_server else step, STEP_END))
    return found.where(col(AttributionRow.claim_id) == ClaimRow.id).correlate(ClaimRow).scalar_subquery()


def _raw(column: Any, dialect: str) -> Any:
    """The column as the driver gives it, where the library would read every value anew."""
    if dialect == "postgresql" and isinstance(column.type, Time):
        return cast(extract("epoch", column) * 1_000_000, BigInteger)
    if dialect == "postgresql" and isinstance(column.type, Figure):
        return cast(column, Text)
    return type_coerce(column, NullType())


def moment_of(stored: int | None) -> datetime | None:
    """The moment of a flat row's column."""
    return None if stored is None else _EPOCH + timedelta(microseconds=stored)


def read_figure(stored: float | str | None) -> Decimal | None:
    """The figure of a flat row's column, exact."""
    if stored is None:
        return None
    return Decimal(stored.removeprefix("=") if isinstance(stored, str) else repr(stored))


def told_by(chain: str | None) -> Told:
    """What the steps of a chain tell."""
    steps = [step[1:] for step in sorted(map(json.loads, chain.split(STEP_END) if chain else ()))]
    speaker = next((step for step in steps if step[0] == "speaker"), (None, None, None))
    return Told(
        speaker[1],
        speaker[2],
        any(stance != "states" for *_, stance in steps),
        tuple(name for role, name, *_ in steps if role == "relay"),
        next((name for role, name, *_ in steps if role == "publisher"), None),
    )


class FlatColumns:
    """Makes columns of flat rows: moments, figures, flags, bodies and sides as records have them, chains told."""

    def __init__(self) -> None:
        self._told = Remembered(told_by)
        moments, figures = Remembered(moment_of), Remembered(read_figure)
        self._read = {**dict.fromkeys(_MOMENTS, moments), **dict.fromkeys(_FIGURES, figures)}

    def __call__(self, rows: FlatRows) -> Columns:
        """The columns by name; those of `Told` in place of the chain."""
        found: dict[str, Sequence[Any]] = dict(zip(FLAT, zip(*rows, strict=True), strict=True))
        for name, read in self._read.items():
            found[name] = list(map(read.__getitem__, found[name]))
        found["place_assumed"] = list(map(bool, found["place_assumed"]))
        own, body = found.pop("speaker_side"), found.pop("body_side")
        found["side"] = [one or two for one, two in zip(own, body, strict=True)]
        own, body = found["speaker_source"], found.pop("body_source")
        found["speaks_for"] = [two or one for one, two in zip(own, body, strict=True)]
        told = list(map(self._told.__getitem__, found.pop("chain")))
        for at, name in enumerate(Told._fields):
            found[name] = list(map(itemgetter(at), told))
        return found
