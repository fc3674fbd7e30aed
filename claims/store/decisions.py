"""Decisions: what people did to claims, append-only, each row holding the hash of the one before."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, TypeAlias, get_args

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, col, select

from claims.errors import DecidedSinceError, StoreError
from claims.records import Attribution, Claim, Rank, Record, Utc
from claims.store.columns import written_json
from claims.store.figures import check_figure, check_money
from claims.store.rows import ClaimRow, DecisionRow, EntryRow
from claims.store.sources import Sources
from claims.store.standing import UNDOES, check_quote, link_parts, restand, restand_heirs
from claims.vocabulary import Vocabulary

Kind: TypeAlias = Literal["accept", "reject", "amend", "retract", "comment", "rank", "undo"]

_STATUS = {"accept": "accepted", "reject": "rejected", "amend": "amended", "retract": "retracted"}
_ANCHOR = ("quote", "start", "number", "number_start")
"""Fields that only mean something together: where one is amended, all are fixed."""


_PARTING = {"metric", "number_start", "part_of"}
"""Fields that say which figure is part of which."""
_WITH_A_REASON = {
    "rank": "A rank needs a reason; say why.",
    "comment": "A comment needs its words.",
}


class Decision(Record):
    """What a person did to a claim, and the fields that it changed, before and after."""

    id: int
    kind: Kind
    who: str
    decided_at: Utc
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    why: str | None
    previous_hash: str
    """Of the decision before, on whichever claim; empty for the first."""
    hash: str

    @property
    def undoes(self) -> int | None:
        """Id of the decision that an undo takes back."""
        return self.after.get(UNDOES)


def list_decisions(session: Session, claim_id: int) -> tuple[Decision, ...]:
    """The decisions on a claim, oldest first."""
    asked = select(DecisionRow).where(DecisionRow.claim_id == claim_id).order_by(col(DecisionRow.id))
    return tuple(_decision(row) for row in session.exec(asked))


def check_seen(session: Session, claim_id: int, seen: int) -> None:
    """Raise DecidedSinceError where there is a later decision on a claim than the one of that id."""
    asked = select(DecisionRow).where(DecisionRow.claim_id == claim_id, col(DecisionRow.id) > seen)
    since = session.exec(asked.order_by(col(DecisionRow.id).desc()).limit(1)).first()
    if since is not None:
        raise DecidedSinceError(claim_id, since.who, since.kind)


def add_decision(
    session: Session,
    row: ClaimRow,
    standing: Claim,
    kind: Kind,
    who: str,
    why: str | None,
    fields: Mapping[str, Any],
    sources: Sources,
    now: datetime,
) -> Decision:
    """Record a decision on a claim and let its row say what now stands; raises ClaimsError.

    `standing` is the claim as it stands; `fields` are a claim's own, for "amend" (and `attributed_to`, the speaker's
    name or None), or `{"rank": …}` for "rank". "undo" takes back the latest decision that none has taken back.
    """
    if kind not in get_args(Kind):
        raise StoreError(f"There is no decision {kind!r}; the decisions are {', '.join(get_args(Kind))}.")
    if not who.strip():
        raise StoreError("A decision needs the name of who made it.")
    before, after = _change(session, row, standing, kind, fields, sources.vocabulary)
    if kind in _WITH_A_REASON and not (why or "").strip():
        raise StoreError(_WITH_A_REASON[kind])
    made = _append(session, row, kind, who, why, before, after, now)
    restand(session, row, sources, now)
    restand_heirs(session, row, sources, now)
    if _PARTING & {*before, *after}:
        link_parts(session, [row.entry_id])
    return _decision(made)


def note_anchor(session: Session, row: ClaimRow, anchor: Mapping[str, Any], now: datetime) -> None:
    """Note where an amended claim's quote stands since its page was read again; the amendment stays as it was."""
    old = {name: getattr(row, name) for name in sorted(anchor)}
    why = "The stored page was read again by a later reader; the quote is now found there."
    _append(session, row, "comment", "claims", why, old, dict(sorted(anchor.items())), now)


def _append(
    session: Session,
    row: ClaimRow,
    kind: Kind,
    who: str,
    why: str | None,
    before: dict[str, Any],
    after: dict[str, Any],
    now: datetime,
) -> DecisionRow:
    """Add a decision to the chain of all decisions."""
    assert row.id is not None
    last = session.exec(select(DecisionRow.hash).order_by(col(DecisionRow.id).desc()).limit(1)).first()
    made = DecisionRow(
        claim_id=row.id,
        kind=kind,
        who=who,
        decided_at=now,
        before=before,
        after=after,
        why=why,
        previous_hash=last or "",
    )
    made.hash = _hash(made, row.uid)
    session.add(made)
    session.flush()
    return made


def broken_decisions(session: Session) -> Iterator[int]:
    """Ids of the decisions that were changed after they were made, or whose predecessor was."""
    previous = ""
    asked = select(DecisionRow, ClaimRow.uid).outerjoin(ClaimRow, col(DecisionRow.claim_id) == ClaimRow.id)
    asked = asked.order_by(col(DecisionRow.id)).execution_options(yield_per=1_000)
    for row, uid in session.exec(asked):
        if (row.previous_hash, row.hash) != (previous, _hash(row, uid)):
            yield row.id or 0
        previous = row.hash


def _change(
    session: Session, row: ClaimRow, standing: Claim, kind: Kind, fields: Mapping[str, Any], vocabulary: Vocabulary
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that a decision changes, before and after."""
    if kind == "rank":
        return {"rank": row.rank}, {"rank": _rank(fields)}
    if kind == "undo" and not fields:
        last = _last_in_force(session, row)
        return dict(last.after), {UNDOES: last.id}
    if kind != "amend":
        if fields:
            raise StoreError(f"Only an amendment changes fields, not {kind!r}; use amend.")
        return ({"status": row.status}, {"status": _STATUS[kind]}) if kind in _STATUS else ({}, {})
    amended = _amended(standing, fields)
    if fields.keys() & {"value", "value_high", "currency"}:
        check_figure(amended)
    if fields.keys() & {"metric", "currency"}:
        check_money(amended, vocabulary)
    check_quote(session.get_one(EntryRow, row.entry_id), amended)
    old, new = standing.model_dump(mode="json"), amended.model_dump(mode="json")
    names = {"chain" if name == "attributed_to" else name for name in fields}
    if names.intersection(_ANCHOR):
        names.update(_ANCHOR)
    before, after = ({name: values[name] for name in sorted(names)} for values in (old, new))
    return {**before, "status": row.status}, {**after, "status": "amended"}


def _last_in_force(session: Session, row: ClaimRow) -> DecisionRow:
    """The latest decision of a person on a claim that none has taken back; raises StoreError where there is none."""
    asked = select(DecisionRow).where(DecisionRow.claim_id == row.id).order_by(col(DecisionRow.id).desc())
    decided = session.exec(asked).all()
    undone = {each.after.get(UNDOES) for each in decided if each.kind == "undo"}
    for each in decided:
        noted = each.kind == "comment" and each.after
        if each.kind != "undo" and not noted and each.id not in undone:
            return each
    raise StoreError(f"There is no decision on claim {row.id} to undo.")


def _amended(standing: Claim, fields: Mapping[str, Any]) -> Claim:
    fields = dict(fields)
    if not fields:
        raise StoreError("An amendment needs the fields to change, such as value or metric.")
    if "attributed_to" in fields:
        fields["chain"] = _credited(standing, fields.pop("attributed_to"))
    try:
        return Claim.model_validate({**dict(standing), **fields})
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(str(step) for step in wrong["loc"]) or "quote"
        raise StoreError(f"The claim can't be amended so: {where}: {wrong['msg']}.") from error


def _credited(standing: Claim, name: str | None) -> tuple[Attribution, ...]:
    """The chain with another speaker, or with none."""
    others = tuple(step for step in standing.chain if step.role != "speaker")
    if name is None:
        return others
    words = standing.speaker or Attribution(role="speaker", name=name, words=name)
    return (words.model_copy(update={"name": name}), *others)


def _rank(fields: Mapping[str, Any]) -> Rank:
    try:
        return TypeAdapter[Rank](Rank).validate_python(fields.get("rank"))
    except ValidationError as error:
        raise StoreError(f"A rank is one of {', '.join(get_args(Rank))}.") from error


def _hash(row: DecisionRow, uid: str) -> str:
    """sha256 over the decision and the hash of the one before."""
    said = row.model_dump(include={"kind", "who", "before", "after", "why", "previous_hash"})
    return sha256(written_json({**said, "claim": uid, "decided_at": row.decided_at.isoformat()}).encode()).hexdigest()


def _decision(row: DecisionRow) -> Decision:
    return Decision.model_validate(row.model_dump(exclude={"claim_id"}))
