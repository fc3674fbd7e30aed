"""Decisions: what people did to claims, append-only, each row holding the hash of the one before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, col, select

from claims.errors import DecidedSinceError, StoreError
from claims.records import Attribution, Claim, Rank
from claims.store.chain import UNDOES, Chained, append_decision
from claims.store.events import event_row
from claims.store.figures import check_figure, check_money
from claims.store.rows import ClaimRow, DecisionRow, EntryRow, EventRow
from claims.store.sources import Sources
from claims.store.standing import check_quote, link_parts, restand, restand_heirs
from claims.vocabulary import Vocabulary

Kind: TypeAlias = Literal["accept", "reject", "amend", "retract", "comment", "rank", "move", "undo"]

_STATUS = {"accept": "accepted", "reject": "rejected", "amend": "amended", "retract": "retracted"}
_ANCHOR = ("quote", "start", "number", "number_start")
"""Fields that only mean something together: where one is amended, all are fixed."""


_PARTING = {"metric", "number_start", "part_of"}
"""Fields that say which figure is part of which."""
_WITH_A_REASON = {
    "rank": "A rank needs a reason; say why.",
    "comment": "A comment needs its words.",
}


class Decision(Chained):
    """What a person did to a claim, and the fields that it changed, before and after."""

    kind: Kind


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
    name or None), `{"rank": …}` for "rank" or `{"event": …}` for "move". "undo" takes back the latest decision
    that none has taken back.
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
    """Add a decision on a claim to the chain of all decisions."""
    made = DecisionRow(claim_id=row.id, kind=kind, who=who, decided_at=now, before=before, after=after, why=why)
    return append_decision(session, made, row.uid)


def _change(
    session: Session, row: ClaimRow, standing: Claim, kind: Kind, fields: Mapping[str, Any], vocabulary: Vocabulary
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that a decision changes, before and after."""
    if kind == "rank":
        return {"rank": row.rank}, {"rank": _rank(fields)}
    if kind == "move":
        return {"event": session.get_one(EventRow, row.event_id).slug}, {"event": _event(session, fields)}
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


def _event(session: Session, fields: Mapping[str, Any]) -> str:
    """The present name of the event to move to; raises StoreError, UnknownEventError."""
    if fields.keys() != {"event"} or not isinstance(fields["event"], str):
        raise StoreError("A move needs the event to move to and nothing else, such as event=flood-2022.")
    return event_row(session, fields["event"]).slug


def _decision(row: DecisionRow) -> Decision:
    return Decision.model_validate(row.model_dump(exclude={"claim_id", "source_id"}))
