"""Claims in outline, streamed for comparing: the columns that it needs and no more, some hundred rows at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from claims.outline import Outline, Speaking
from claims.records import Role, Stance
from claims.store.moments import read_moment
from claims.store.rows import AddressRow, AttributionRow, ClaimRow, EntryRow, EventRow, SourceRow

_AT_ONCE = 500
_MOMENTS = ("period_from", "period_to", "said_at", "as_of", "occurred_from", "occurred_to")
_PLAIN = Outline._fields[Outline._fields.index("quote") : Outline._fields.index("posted_at")]
"""Fields that are columns of the claim's row, in their order there and here."""


class _Step(NamedTuple):
    """A step of a chain as the row gives it."""

    claim: int
    role: Role
    name: str
    stance: Stance
    source: str
    side: str | None


def select_outlines(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Outline]:
    """The claims that meet conditions on the rows of claim and entry, in no order."""
    speaker, body = aliased(SourceRow), aliased(SourceRow)
    claim = ClaimRow.metadata.tables["claim"].columns
    asked = (
        select(
            claim.id,
            claim.uid,
            col(EventRow.slug),
            claim.entry_id,
            claim.part_of_id,
            claim.status,
            claim.rank,
            col(EntryRow.deleted_at),
            col(AddressRow.url),
            *(claim[name] for name in _PLAIN),
            col(EntryRow.posted_at),
            col(EntryRow.posted_at_how),
            *(claim[column] for name in _MOMENTS for column in (name, f"{name}_how")),
            col(speaker.slug),
            col(speaker.side),
            col(body.slug),
            col(body.side),
        )
        .join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        .join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
        .join(EventRow, col(ClaimRow.event_id) == EventRow.id)
        .outerjoin(speaker, col(ClaimRow.speaker_id) == speaker.id)
        .outerjoin(body, col(speaker.speaks_for_id) == body.id)
        .where(*conditions)
    )
    found = session.connection().execute(asked.execution_options(yield_per=_AT_ONCE))
    for rows in found.partitions():
        chains = _chains(session, [row[0] for row in rows])
        yield from (_outline(row, chains[row[0]]) for row in rows)


def _chains(session: Session, ids: Sequence[int]) -> dict[int, list[_Step]]:
    step = col(AttributionRow.claim_id)
    asked = (
        select(
            step,
            *(col(column) for column in (AttributionRow.role, AttributionRow.name, AttributionRow.stance)),
            col(SourceRow.slug),
            col(SourceRow.side),
        )
        .join(SourceRow, col(AttributionRow.source_id) == SourceRow.id)
        .where(step.in_(ids))
        .order_by(step, col(AttributionRow.step))
    )
    chains: dict[int, list[_Step]] = defaultdict(list)
    for row in session.connection().execute(asked):
        chains[row[0]].append(_Step._make(row))
    return chains


_SAME = 9 + len(_PLAIN)
"""So many columns of the query are fields as they are; moments follow, two columns each, then the speaker's."""


def _outline(row: Sequence[Any], chain: Sequence[_Step]) -> Outline:
    slug, side, body, body_side = row[-4:]
    speaker = speaking = publisher = None
    for step in chain:
        if step.role == "speaker" and speaker is None:
            speaker = step
        elif step.role == "publisher" and publisher is None:
            publisher = step
        if step.stance != "states" and speaking is None:
            speaking = Speaking(step.name, step.stance)
    if speaking is None and speaker is not None:
        speaking = Speaking(speaker.name, speaker.stance)
    moments = row[_SAME:-4]
    return Outline._make(
        (
            *row[:_SAME],
            *map(read_moment, moments[::2], moments[1::2]),
            slug,
            body or slug,
            side or body_side,
            speaking,
            speaker and speaker.name,
            tuple([step.source for step in chain if step.role == "relay"]),
            publisher and publisher.name,
            publisher and publisher.source,
            publisher and publisher.side,
        )
    )
