"""What stands of a claim: its latest reading, overlaid by decisions, written to its row and the rows of its chain."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert
from sqlmodel import Session, col, func, select

from claims.errors import StoreError
from claims.records import Claim
from claims.store.captures import Origin, origin_of
from claims.store.chain import UNDOES
from claims.store.columns import storable
from claims.store.event_rules import Facts, standing_rules
from claims.store.events import event_row
from claims.store.moments import claim_columns, read_moment
from claims.store.moving import has_moved, home_event, in_its_event, machine_event, moves_of, note_move
from claims.store.rows import AddressRow, AttributionRow, ClaimRow, DecisionRow, EntryRow, EventRow, ReadingRow
from claims.store.sources import Sources, outlet_of

Identity = tuple[str, int, str]
"""A claim's metric and its number's span in the entry: the offset and the number itself."""

UNDECIDED = ("read", "withdrawn")
"""Statuses that no person gave or inherits."""


@dataclass(frozen=True, slots=True)
class About:
    """What the claims of an entry share: their event, whom its names mean, who read them and when."""

    sources: Sources
    event_id: int
    place: str | None
    outlet: str
    extractor: str | None
    now: datetime

    def chain_ids(self, claim: Claim) -> tuple[int, ...]:
        """Ids of the sources in a claim's chain, in order."""
        return tuple(self.sources.find(step.name, self.place, self.outlet) for step in claim.chain)


def about_origin(sources: Sources, origin: Origin, event: EventRow, extractor: str | None, now: datetime) -> About:
    """What the claims read from a page share."""
    publisher = origin.page.publisher or origin.capture.publisher
    assert event.id is not None
    return About(sources, event.id, event.place, outlet_of(publisher, origin.url), extractor, now)


def add_claims(session: Session, found: Sequence[tuple[EntryRow, Claim]], about: About) -> list[int]:
    """Store claims newly found, each with its first reading; returns their ids, in order. Raises StoreError."""
    if not found:
        return []
    chains = [about.chain_ids(claim) for _, claim in found]
    rows = [_new_row(entry, claim, chain, about) for (entry, claim), chain in zip(found, chains, strict=True)]
    ids = _inserted(session, rows)
    steps = [
        step
        for claim_id, (_, claim), chain in zip(ids, found, chains, strict=True)
        for step in _steps(claim_id, claim, chain)
    ]
    if steps:
        session.exec(insert(AttributionRow), params=steps)
    readings = [reading_columns(claim_id, claim, about) for claim_id, (_, claim) in zip(ids, found, strict=True)]
    session.exec(insert(ReadingRow), params=readings)
    link_parts(session, {entry.id for entry, claim in found if claim.part_of is not None})
    if about.extractor is not None:  # whoever enters a claim says where it belongs
        _put_by_rules(session, zip(ids, found, strict=True), about)
    return ids


def _put_by_rules(session: Session, found: Iterable[tuple[int, tuple[EntryRow, Claim]]], about: About) -> None:
    """Let new claims go to the events to which rules say that they belong."""
    rules = standing_rules(session)
    if not rules.standing:
        return
    for claim_id, (entry, claim) in found:
        said = claim.as_of or claim.said_at or read_moment(entry.posted_at, entry.posted_at_how)
        happened = (claim.occurred_from, claim.occurred_to)
        url = session.get_one(AddressRow, entry.address_id).url
        rule = rules.of(Facts(url, about.event_id, claim.metric, claim.place, happened, said))
        if rule is not None and rule.event_id != about.event_id:
            row = session.get_one(ClaimRow, claim_id)
            note_move(session, row, rule.event_id, "rule", about.now, rule.id)
            restand(session, row, about.sources, about.now)


def _inserted(session: Session, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert claims, many at once; returns their ids, in order."""
    before = session.exec(select(func.max(ClaimRow.id))).one() or 0
    session.exec(insert(ClaimRow), params=rows)
    # SQLite gives ids back in no certain order, so that it would be asked for each claim alone.
    stored = session.exec(select(ClaimRow.uid, ClaimRow.id).where(col(ClaimRow.id) > before)).all()
    by_uid = {uid: number for uid, number in stored if number is not None}
    return [by_uid[row["uid"]] for row in rows]


def copy_claims(session: Session, entry: EntryRow, source: EntryRow, about: About) -> None:
    """Give a wording the claims of an equal one, as they were last read, by whom they were read."""
    by_reader: dict[str | None, list[tuple[EntryRow, Claim]]] = defaultdict(list)
    for row in _claims_of(session, source):
        asked = select(ReadingRow).where(ReadingRow.claim_id == row.id).order_by(col(ReadingRow.id).desc())
        latest = session.exec(asked.limit(1)).one()
        if latest.fields is not None:
            by_reader[latest.extractor].append((entry, Claim.model_validate(latest.fields)))
    for extractor, found in by_reader.items():
        add_claims(session, found, replace(about, extractor=extractor))


def identity(claim: Claim) -> Identity:
    """By what extracting again finds a claim of its entry."""
    return claim.metric, claim.number_start, storable(claim.number)


def by_identity(claims: Iterable[Claim]) -> dict[Identity, Claim]:
    """The claims, in order; a number of one metric is one claim, however often it was found."""
    found: dict[Identity, Claim] = {}
    for claim in claims:
        found.setdefault(identity(claim), claim)
    return found


def reading_columns(claim_id: int, claim: Claim | None, about: About) -> dict[str, Any]:
    """A reading as a row; without a claim it says that the extractor did not find it."""
    return {
        "claim_id": claim_id,
        "extractor": about.extractor,
        "rule": claim.rule if claim else None,
        "confidence": claim.confidence if claim else None,
        "fields": claim.model_dump(mode="json", exclude_none=True) if claim else None,
        "stored_at": about.now,
    }


def restand(session: Session, row: ClaimRow, sources: Sources, now: datetime) -> None:
    """Write to a claim's row and chain what its readings and decisions now say."""
    assert row.id is not None
    readings = session.exec(select(ReadingRow).where(ReadingRow.claim_id == row.id).order_by(col(ReadingRow.id))).all()
    found = next(reading for reading in reversed(readings) if reading.fields is not None)
    decided = overlay(session, row.id)
    fields = {name: value for name, value in decided.items() if name in Claim.model_fields}
    stand_event(session, row, decided.get("event"), now)
    about = _about_row(session, row, sources, found.extractor, now)
    home = session.get_one(EventRow, home_event(session, row, moves_of(session, row.id)))
    event = session.get_one(EventRow, row.event_id)
    claim = in_its_event(Claim.model_validate({**(found.fields or {}), **fields}), home, event)
    chain = about.chain_ids(claim)
    for name, value in {**claim_columns(claim), **_credited(claim, chain), "extractor": found.extractor}.items():
        setattr(row, name, value)
    before = session.get(ClaimRow, row.replaces_id) if row.replaces_id else None
    row.status = decided.get("status") or _undecided(readings[-1], before)
    row.rank = decided.get("rank") or (before.rank if before else "normal")
    session.exec(delete(AttributionRow).where(col(AttributionRow.claim_id) == row.id))
    if chain:
        session.exec(insert(AttributionRow), params=_steps(row.id, claim, chain))
    session.flush()


def stand_event(session: Session, row: ClaimRow, decided: str | None, now: datetime) -> bool:
    """Let a claim be in the event that was decided for it, or for the claim that it follows; else where it was read.

    Returns whether it now is in another.
    """
    assert row.id is not None
    slug = decided
    if slug is None and has_moved(session, (row.id, row.replaces_id)):
        slug = _inherited_event(session, row)
    # Where two events became one, nobody moved the claim.
    cause = next((each.cause for each in reversed(moves_of(session, row.id)) if each.cause != "merge"), None)
    if slug is None and cause != "person":
        return False
    wanted = machine_event(session, row) if slug is None else event_row(session, slug).id or 0
    if cause == "person" and row.event_id == wanted:
        return False
    before = row.event_id
    note_move(session, row, wanted, "person", now)
    return before != wanted


def decided_event(session: Session, row: ClaimRow) -> str | None:
    """The event that a person gave a claim, or else the nearest of those that it follows; None where nobody did."""
    assert row.id is not None
    own: str | None = overlay(session, row.id).get("event")
    return own or _inherited_event(session, row)


def _inherited_event(session: Session, row: ClaimRow) -> str | None:
    seen = {row.id}
    while row.replaces_id is not None and row.replaces_id not in seen:
        seen.add(row.replaces_id)
        if (slug := overlay(session, row.replaces_id).get("event")) is not None:
            return str(slug)
        row = session.get_one(ClaimRow, row.replaces_id)
    return None


def overlay(session: Session, claim_id: int) -> dict[str, Any]:
    """What a claim's decisions set, the later over the earlier: fields, status, rank, event."""
    asked = select(DecisionRow).where(DecisionRow.claim_id == claim_id).order_by(col(DecisionRow.id))
    return overlaid(session.exec(asked).all())


def overlaid(decisions: Sequence[DecisionRow]) -> dict[str, Any]:
    """What decisions on one claim, oldest first, set together; what was undone is left out."""
    undone = {row.after.get(UNDOES) for row in decisions if row.kind == "undo"}
    found: dict[str, Any] = {}
    for row in decisions:
        # A comment sets something only where it notes that the quote of an amendment was found elsewhere.
        if row.kind != "undo" and row.id not in undone and (row.kind != "comment" or "start" in found):
            found |= row.after
    return found


def link_successors(session: Session, entry: EntryRow, before: EntryRow | None, about: About) -> int:
    """Link the claims of a wording to those of the wording before, each to the one most like it; None parts them.

    Returns how many now need review because a person had decided on the claim before.
    """
    rows = _claims_of(session, entry)
    waiting = {row.id for row in rows if row.status == "needs review"}
    earlier = _claims_of(session, before) if before else ()
    old = _predecessors(rows, [row for row in earlier if row.status != "withdrawn"])
    for row in rows:
        _follow(session, row, old.get(row.id), about)
    session.flush()
    return sum(row.status == "needs review" and row.id not in waiting for row in rows)


def hand_over(session: Session, entry: EntryRow, twin: EntryRow, about: About) -> None:
    """Let the claims of an equal wording follow those that people decided on of one that stands no longer."""
    same = {(row.found_metric, row.found_start, row.found_number): row for row in _claims_of(session, twin)}
    for row in _claims_of(session, entry):
        heir = same.get((row.found_metric, row.found_start, row.found_number))
        if heir is not None and is_decided(session, row):
            follow(session, heir, row, about)


def restand_heirs(session: Session, row: ClaimRow, sources: Sources, now: datetime) -> None:
    """Let the claims that follow one in newer wordings inherit what was decided on it."""
    seen, waiting = {row.id}, [row.id]
    while waiting:
        asked = select(ClaimRow).where(ClaimRow.replaces_id == waiting.pop()).order_by(col(ClaimRow.id))
        for heir in session.exec(asked).all():
            if heir.id not in seen:
                restand(session, heir, sources, now)
                seen.add(heir.id)
                waiting.append(heir.id)


def follow(session: Session, heir: ClaimRow, row: ClaimRow, about: About) -> None:
    """Let a claim carry the decisions of an equal one, to be reviewed."""
    heir.replaces_id = row.id
    session.flush()
    restand(session, heir, about.sources, about.now)


def is_decided(session: Session, row: ClaimRow) -> bool:
    """Whether a person decided on a claim, or on one that it follows."""
    asked = select(DecisionRow.id).where(DecisionRow.claim_id == row.id).limit(1)
    return row.status not in UNDECIDED or session.exec(asked).first() is not None


def link_parts(session: Session, entry_ids: Iterable[int | None]) -> None:
    """Let `part_of_id` name the claim that `part_of` means: the one at that offset, best of the same metric."""
    for entry_id in entry_ids:
        asked = select(ClaimRow).where(ClaimRow.entry_id == entry_id).order_by(col(ClaimRow.id))
        rows = session.exec(asked).all()
        wholes = {row.number_start: row.id for row in reversed(rows)}
        of_metric = {(row.number_start, row.metric): row.id for row in reversed(rows)}
        for row in rows:
            whole = None if row.part_of is None else of_metric.get((row.part_of, row.metric), wholes.get(row.part_of))
            row.part_of_id = None if whole == row.id else whole
    session.flush()


def _new_row(entry: EntryRow, claim: Claim, chain: tuple[int, ...], about: About) -> dict[str, Any]:
    check_quote(entry, claim)
    metric, start, number = identity(claim)
    return {
        **claim_columns(claim),
        **_credited(claim, chain),
        "uid": uuid4().hex,
        "entry_id": entry.id,
        "event_id": about.event_id,
        "found_metric": metric,
        "found_start": start,
        "found_number": number,
        "status": "read",
        "rank": "normal",
        "extractor": about.extractor,
    }


def check_quote(entry: EntryRow, claim: Claim) -> None:
    """Raise StoreError where a claim's quote does not stand in its entry."""
    quote, text = storable(claim.quote), storable(entry.text)
    if claim.start < 0 or text[claim.start : claim.start + len(quote)] != quote:
        raise StoreError(f"The quote {claim.quote[:80]!r} does not stand at {claim.start} in its post.")


def _credited(claim: Claim, chain: tuple[int, ...]) -> Mapping[str, int | None]:
    speakers = (source for step, source in zip(claim.chain, chain, strict=True) if step.role == "speaker")
    return {"speaker_id": next(speakers, None)}


def _steps(claim_id: int, claim: Claim, chain: tuple[int, ...]) -> list[dict[str, Any]]:
    return [
        {"claim_id": claim_id, "step": number, "source_id": source, **step.model_dump()}
        for number, (step, source) in enumerate(zip(claim.chain, chain, strict=True))
    ]


def _about_row(session: Session, row: ClaimRow, sources: Sources, extractor: str | None, now: datetime) -> About:
    entry, event = session.get_one(EntryRow, row.entry_id), session.get_one(EventRow, row.event_id)
    return about_origin(sources, origin_of(session, entry.page_id), event, extractor, now)


def _undecided(latest: ReadingRow, before: ClaimRow | None) -> str:
    return "withdrawn" if latest.fields is None else _inherited(before)


def _inherited(before: ClaimRow | None) -> str:
    return "read" if before is None or before.status in UNDECIDED else "needs review"


def _predecessors(rows: Sequence[ClaimRow], earlier: Sequence[ClaimRow]) -> dict[int | None, ClaimRow]:
    """For the claims of a wording, by id, those of the wording before that they follow; each follows one at most."""
    found: dict[int | None, ClaimRow] = {}
    for alike in _ALIKE:
        taken = {old.id for old in found.values()}
        waiting: dict[tuple[object, ...], deque[ClaimRow]] = defaultdict(deque)
        for old in earlier:
            if old.id not in taken:
                waiting[_shared(old, alike)].append(old)
        for row in rows:
            if row.id not in found and waiting[_shared(row, alike)]:
                found[row.id] = waiting[_shared(row, alike)].popleft()
    return found


_ALIKE = (
    ("group_kind", "scope", "place", "speaker_id", "number"),
    ("group_kind", "number"),
    ("group_kind", "scope", "place", "speaker_id"),
    ("group_kind", "scope", "speaker_id"),
    ("group_kind", "scope", "place"),
)
"""What two figures of one metric share where the second follows the first, the surest first: an edit may name the
speaker or the place, but 103 in one town are no new wording of 164 in the country that nobody else counted."""


def _shared(row: ClaimRow, alike: tuple[str, ...]) -> tuple[object, ...]:
    return (row.metric, *(getattr(row, name) for name in alike))


def _follow(session: Session, row: ClaimRow, old: ClaimRow | None, about: About) -> None:
    """Let a claim inherit what its own decisions leave open from the claim that it follows."""
    assert row.id is not None
    row.replaces_id = old.id if old else None
    decided = overlay(session, row.id)
    row.rank = decided.get("rank") or (old.rank if old else "normal")
    if row.status in ("read", "needs review"):
        row.status = _inherited(old)
    if stand_event(session, row, decided.get("event"), about.now):
        restand(session, row, about.sources, about.now)


def _claims_of(session: Session, entry: EntryRow) -> Sequence[ClaimRow]:
    asked = select(ClaimRow).where(ClaimRow.entry_id == entry.id)
    return session.exec(asked.order_by(col(ClaimRow.number_start), col(ClaimRow.id))).all()
