"""The chain of decisions: each holds the hash of the one before, whichever claim or source it is of."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, func, select

from claims.records import Record, Utc
from claims.store.columns import written_json
from claims.store.rows import ChainEndRow, ClaimRow, DecisionRow, SourceRow

UNDOES = "undoes"
"""Under this name an undo says in what it sets which decision it takes back."""
_AT_ONCE = 1_000
"""Decisions held at once."""


class Chained(Record):
    """What a person decided, as one link of the chain: on a claim (`Decision`) or on a source (`SourceDecision`)."""

    id: int
    kind: str
    who: str
    decided_at: Utc
    before: Mapping[str, Any]
    """The fields that it changed, as they stood."""
    after: Mapping[str, Any]
    why: str | None
    previous_hash: str
    """Of the decision before, on whichever claim or source; empty for the first."""
    hash: str

    @property
    def undoes(self) -> int | None:
        """Id of the decision that an undo takes back."""
        return self.after.get(UNDOES)


def append_decision(session: Session, made: DecisionRow, about: str) -> DecisionRow:
    """Add a decision to the chain of all; `about` is the uid of its claim or the slug of its source."""
    end = session.get(ChainEndRow, 1) or ChainEndRow(decisions=0, hash="")
    made.previous_hash = end.hash
    made.hash = _hash(made, about)
    end.decisions, end.hash = end.decisions + 1, made.hash
    session.add_all((made, end))
    session.flush()
    return made


def missing_decisions(session: Session) -> int:
    """How many decisions were taken out, wherever they stood; below zero where some were put in."""
    end = session.get(ChainEndRow, 1)
    return (end.decisions if end else 0) - session.exec(select(func.count()).select_from(DecisionRow)).one()


def ends_as_noted(session: Session) -> bool:
    """Whether the last decision is the one that was made last."""
    end = session.get(ChainEndRow, 1)
    last = session.exec(select(DecisionRow.hash).order_by(col(DecisionRow.id).desc()).limit(1)).first()
    return (end.hash if end else None) == last


def broken_decisions(session: Session) -> Iterator[int]:
    """Ids of the decisions that were changed after they were made, or whose predecessor was."""
    previous = ""
    asked = select(DecisionRow, ClaimRow.uid, SourceRow.slug)
    asked = asked.outerjoin(ClaimRow, col(DecisionRow.claim_id) == ClaimRow.id)
    asked = asked.outerjoin(SourceRow, col(DecisionRow.source_id) == SourceRow.id)
    asked = asked.order_by(col(DecisionRow.id)).execution_options(yield_per=_AT_ONCE)
    for row, uid, slug in session.exec(asked):
        if (row.previous_hash, row.hash) != (previous, _hash(row, uid if row.source_id is None else slug)):
            yield row.id or 0
        previous = row.hash


def _hash(row: DecisionRow, about: str | None) -> str:
    """sha256 over the decision and the hash of the one before."""
    said = row.model_dump(include={"kind", "who", "before", "after", "why", "previous_hash"})
    of = "claim" if row.source_id is None else "source"
    return sha256(written_json({**said, of: about, "decided_at": row.decided_at.isoformat()}).encode()).hexdigest()
