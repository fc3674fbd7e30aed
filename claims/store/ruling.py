"""Rules applied to the claims that were stored before they were stated: what would move, and moving it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, select

from claims.records import Moment, Record
from claims.store.event_rules import Facts, standing_rules
from claims.store.moments import read_moment
from claims.store.moving import note_move, ruled
from claims.store.rows import AddressRow, ClaimRow, EntryRow, EventRow
from claims.store.sources import Sources
from claims.store.standing import decided_event, restand

_MOMENTS = ("occurred_from", "occurred_to", "as_of", "said_at")


class Placing(Record):
    """A claim that the rules put elsewhere than where it is."""

    claim: int
    before: str
    after: str
    rule: int | None
    """None where no rule holds it any more, so that it goes back to the event that it was read into."""


def list_placings(session: Session) -> Iterator[Placing]:
    """What the rules that stand would move, by claim; nothing that a person has moved, or entered."""
    rules, by_rule = standing_rules(session), ruled(session)
    if not rules.standing and not by_rule:
        return
    slugs = dict(session.exec(select(EventRow.id, EventRow.slug)).all())
    for claim_id, event_id, facts in _facts(session, {claim: home.id or 0 for claim, home in by_rule.items()}):
        rule = rules.of(facts)
        if rule is None and claim_id not in by_rule:
            continue
        wanted = rule.event_id if rule else facts.home
        if wanted != event_id and decided_event(session, session.get_one(ClaimRow, claim_id)) is None:
            yield Placing(claim=claim_id, before=slugs[event_id], after=slugs[wanted], rule=rule.id if rule else None)


def place(session: Session, placings: Sequence[Placing], sources: Sources, now: datetime) -> int:
    """Move claims as said, but for those that somebody has moved in between; returns how many went."""
    ids = dict(session.exec(select(EventRow.slug, EventRow.id)).all())
    count = 0
    for each in placings:
        row, wanted = session.get_one(ClaimRow, each.claim), ids.get(each.after)
        if wanted is None or row.event_id != ids.get(each.before) or decided_event(session, row) is not None:
            continue
        note_move(session, row, wanted, "rule" if each.rule is not None else "home", now, each.rule)
        restand(session, row, sources, now)
        count += 1
    return count


def _facts(session: Session, homes: dict[int, int]) -> Iterator[tuple[int, int, Facts]]:
    """The claims that extractors found, each with its event and what rules look at."""
    columns: list[Any] = [ClaimRow.id, ClaimRow.event_id, ClaimRow.metric, ClaimRow.place, AddressRow.url]
    columns += [EntryRow.posted_at, EntryRow.posted_at_how]
    columns += [getattr(ClaimRow, f"{name}{how}") for name in _MOMENTS for how in ("", "_how")]
    asked = (
        sqlalchemy.select(*map(col, columns))
        .join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
        .join(AddressRow, col(EntryRow.address_id) == AddressRow.id)
        .where(col(ClaimRow.extractor).is_not(None))
        .order_by(col(ClaimRow.id))
    )
    # Read as a whole before anything is asked of a claim: two open results would share one connection.
    for claim_id, event_id, metric, place, url, *told in session.connection().execute(asked).all():
        posted, first, last, as_of, said = (_moment(told, at) for at in range(0, len(told), 2))
        home = homes.get(claim_id, event_id)
        yield claim_id, event_id, Facts(url, home, metric, place, (first, last), as_of or said or posted)


def _moment(columns: Sequence[object], at: int) -> Moment | None:
    when, how = columns[at], columns[at + 1]
    return read_moment(when, str(how)) if isinstance(when, datetime) else None
