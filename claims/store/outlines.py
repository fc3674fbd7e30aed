"""Claims in outline, streamed for comparing: the columns that it needs and no more, some thousand rows at a time."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, select, type_coerce
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased
from sqlalchemy.types import NullType
from sqlmodel import Session, col

from claims.outline import Outline, Speaking
from claims.records import Role, Stance
from claims.store.batches import cursor_of, in_batches
from claims.store.columns import Figure, Time
from claims.store.moments import make_moment
from claims.store.portions import in_portions
from claims.store.rows import AddressRow, AttributionRow, ClaimRow, EntryRow, EventRow, SourceRow

_AT_ONCE = 2_000
_CLAIM_MOMENTS = ("period_from", "period_to", "said_at", "as_of", "occurred_from", "occurred_to")
_PLACES = {name: place for place, name in enumerate(Outline._fields)}
_PLAIN = Outline._fields[_PLACES["quote"] : _PLACES["posted_at"]]
"""Fields that are columns of the claim's row, in their order there and here."""
_SAME = _PLACES["posted_at"]
"""So many columns of the query are fields; moments follow, two columns each, then the speaker."""
_DELETED, _VALUE, _ASSUMED = _PLACES["deleted_at"], _PLACES["value"], _PLACES["place_assumed"]
_MOMENTS_AT = range(_SAME, _SAME + 2 * (1 + len(_CLAIM_MOMENTS)), 2)
_FIGURES = ("value", "value_high")


_Step: TypeAlias = tuple[Role, str, Stance, int]
"""A step of a chain as the row gives it: role, name, stance, source."""
_Credit: TypeAlias = tuple[str | None, str | None, str | None]
"""Who is credited, the body that they act as, and the side."""


class _Chain(NamedTuple):
    """What a chain tells, in the order of the outline's last fields but for who is credited."""

    speaking: Speaking | None
    attributed_to: str | None
    via: tuple[str, ...]
    relay_sources: tuple[str, ...]
    publisher: str | None
    publisher_source: str | None
    publisher_side: str | None


class _Known(NamedTuple):
    """A source and the body that it speaks for."""

    slug: str
    side: str | None
    body: str | None
    body_side: str | None


def select_outlines(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Outline]:
    """The claims that meet conditions on the rows of claim and entry, in no order."""
    reading = _Reading(session)
    for rows in in_batches(session.connection(), _of_claims().where(*conditions), _AT_ONCE):
        yield from reading.outlines(rows)


@cache
def _of_claims() -> Select[*tuple[Any, ...]]:
    """The columns that outlines are made of."""
    claim, entry = (ClaimRow.metadata.tables[name].columns for name in ("claim", "entry"))
    return (
        select(
            claim.id,
            claim.uid,
            col(EventRow.slug),
            claim.entry_id,
            claim.part_of_id,
            claim.status,
            claim.rank,
            _raw(entry.deleted_at),
            col(AddressRow.url),
            *(_raw(claim[name]) if name in _FIGURES else claim[name] for name in _PLAIN),
            _raw(entry.posted_at),
            col(EntryRow.posted_at_how),
            *(each for name in _CLAIM_MOMENTS for each in (_raw(claim[name]), claim[f"{name}_how"])),
            claim.speaker_id,
        )
        .join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        .join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
        .join(EventRow, col(ClaimRow.event_id) == EventRow.id)
    )


@cache
def _of_steps() -> Select[*tuple[Any, ...]]:
    """The steps of chains, in order."""
    columns = (AttributionRow.claim_id, AttributionRow.role, AttributionRow.name, AttributionRow.stance)
    asked = select(*map(col, columns), col(AttributionRow.source_id))
    return asked.order_by(col(AttributionRow.claim_id), col(AttributionRow.step))


@cache
def _of_sources() -> Select[*tuple[Any, ...]]:
    """Sources with the bodies that they speak for."""
    body = aliased(SourceRow)
    columns = (col(SourceRow.id), col(SourceRow.slug), col(SourceRow.side), col(body.slug), col(body.side))
    return select(*columns).outerjoin(body, col(SourceRow.speaks_for_id) == body.id)


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as the driver gives it: most values come again and again, and are read once."""
    return type_coerce(column, NullType())


class _Reading:
    """Makes outlines of rows; sources, moments and figures that come again are read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sources: dict[int | None, _Known] = {}
        dialect, time, figure = session.connection().dialect, Time(), Figure()
        self._time = lru_cache(1024)(lambda at: time.process_result_value(at, dialect))
        self._moment = lru_cache(4096)(lambda at, how: make_moment(time.process_result_value(at, dialect), how))
        self._chain = lru_cache(65536)(self._read_chain)
        self._credited = lru_cache(65536)(self._read_credit)
        # 5 and 5.0 are one key, but not one Decimal.
        self._figure = lru_cache(4096, typed=True)(lambda value: figure.process_result_value(value, dialect))

    def outlines(self, rows: Sequence[Sequence[Any]]) -> Iterator[Outline]:
        """The outlines of some rows, with what their chains tell; a column at a time, which costs half."""
        found = list(zip(*rows, strict=True))
        ids = found[0]
        chains = self._steps(ids)
        columns: list[Iterable[Any]] = [*found[:_SAME]]
        columns[_DELETED] = map(self._time, found[_DELETED])
        columns[_ASSUMED] = map(bool, found[_ASSUMED])
        for at in (_VALUE, _VALUE + 1):
            columns[at] = map(self._figure, found[at])
        columns += (map(self._moment, found[at], found[at + 1]) for at in _MOMENTS_AT)
        columns += zip(*map(self._credited, found[-1]), strict=True)
        columns += zip(*map(self._chain, map(chains.__getitem__, ids)), strict=True)
        return map(Outline._make, zip(*columns, strict=True))

    def _steps(self, ids: Sequence[int]) -> dict[int, tuple[_Step, ...]]:
        """The chains of claims, by id."""
        asked = _of_steps().where(col(AttributionRow.claim_id).in_(ids))
        steps = cursor_of(self._session.connection(), asked).fetchall()
        self._look_up({step[-1] for step in steps})
        chains: dict[int, tuple[_Step, ...]] = dict.fromkeys(ids, ())
        for step in steps:
            chains[step[0]] += (step[1:],)
        return chains

    def _look_up(self, ids: Iterable[int]) -> None:
        """Read the sources that were not met before; raises NoResultFound where a damaged file lacks one."""
        new = set(ids) - self._sources.keys()
        for some in in_portions(new):
            for row in self._session.connection().execute(_of_sources().where(col(SourceRow.id).in_(some))).all():
                self._sources[row[0]] = _Known._make(row[1:])
        if lacking := new - self._sources.keys():
            raise NoResultFound(f"source {min(lacking)} is lacking")

    def _read_chain(self, chain: tuple[_Step, ...]) -> _Chain:
        speaker = next((step for step in chain if step[0] == "speaker"), None)
        publisher = next((step for step in chain if step[0] == "publisher"), None)
        speaking = next((step for step in chain if step[2] != "states"), speaker)
        outlet = self._sources[publisher[3]] if publisher else None
        return _Chain(
            Speaking(speaking[1], speaking[2]) if speaking else None,
            speaker[1] if speaker else None,
            tuple(name for role, name, _, _ in chain if role == "relay"),
            tuple(self._sources[source].slug for role, _, _, source in chain if role == "relay"),
            publisher[1] if publisher else None,
            outlet.slug if outlet else None,
            outlet.side if outlet else None,
        )

    def _read_credit(self, source: int | None) -> _Credit:
        """Who is credited: a step of the chain nearly always, so it is known by now."""
        if source is None:
            return None, None, None
        if source not in self._sources:
            self._look_up((source,))
        credited = self._sources[source]
        return credited.slug, credited.body or credited.slug, credited.side or credited.body_side
