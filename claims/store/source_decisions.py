"""What people decided on sources: edits, merges, splits, pairs that are not the same, and what was taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlmodel import Session, col, select

from claims.errors import StoreError
from claims.store.chain import Chained, append_decision
from claims.store.rows import DecisionRow, SourceRow

SourceKind: TypeAlias = Literal["edit", "merge", "split", "distinct", "undo"]

_OTHER = ("into", "distinct", "from")
"""What names another source in what a decision sets."""


class SourceDecision(Chained):
    """What a person did to a source, and what it changed, before and after.

    `after` holds the fields of an edit, and `alias` for a spelling added; `into` of a merge, with `keys` and
    `spellings` of a split; `distinct` for a source that is not the same; of an undo which decision it `undoes`.
    """

    source: str
    kind: SourceKind

    @property
    def others(self) -> frozenset[str]:
        """Slugs of the other sources that it is about."""
        return frozenset(self.after[name] for name in _OTHER if name in self.after)


def all_decisions(session: Session) -> tuple[SourceDecision, ...]:
    """Every decision on any source, oldest first."""
    asked = select(DecisionRow, SourceRow.slug).join(SourceRow, col(DecisionRow.source_id) == SourceRow.id)
    return tuple(_decision(row, slug) for row, slug in session.exec(asked.order_by(col(DecisionRow.id))))


def decisions_about(session: Session, slug: str) -> tuple[SourceDecision, ...]:
    """The decisions on a source, and those on others that name it, oldest first, with what took them back."""
    every = all_decisions(session)
    about = {each.id for each in every if slug == each.source or slug in each.others}
    return tuple(each for each in every if each.id in about or each.undoes in about)


def in_force(decisions: Sequence[SourceDecision]) -> tuple[SourceDecision, ...]:
    """The decisions that none has taken back, the undoing ones left out."""
    undone = {each.undoes for each in decisions}
    return tuple(each for each in decisions if each.kind != "undo" and each.id not in undone)


def record(
    session: Session,
    row: SourceRow,
    kind: SourceKind,
    who: str,
    why: str | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
) -> SourceDecision:
    """Add a decision on a source to the chain of all decisions; raises StoreError without a name."""
    if not who.strip():
        raise StoreError("A decision needs the name of who made it.")
    made = DecisionRow(
        source_id=row.id, kind=kind, who=who, decided_at=now, before=dict(before), after=dict(after), why=why
    )
    return _decision(append_decision(session, made, row.slug), row.slug)


def _decision(row: DecisionRow, slug: str) -> SourceDecision:
    return SourceDecision.model_validate({**row.model_dump(exclude={"claim_id", "source_id"}), "source": slug})
