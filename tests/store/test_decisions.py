"""Decisions: what people set stands, and no decision can be changed unseen."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from made_pages import NOON, made_claim, take_in

from claims.errors import StoreError, UnknownClaimError
from claims.records import Attribution, Filters, Moment
from claims.store import Store

TEXT = "Guards said on Sunday that 3 people died, 1 of them a child."


@pytest.fixture
def claim_id(store: Store) -> int:
    take_in(store, {"a": TEXT}, a=[made_claim(TEXT, "3", speaker="Guards")])
    return store.claims()[0].id


@pytest.mark.parametrize(
    ("kind", "status", "stands"),
    [
        ("accept", "accepted", True),
        ("reject", "rejected", False),
        ("retract", "retracted", False),
        ("comment", "read", True),
    ],
)
def test_a_decision_sets_the_status(store: Store, claim_id: int, kind: str, status: str, stands: bool) -> None:
    made = store.decide(claim_id, kind, "ana", "because")  # type: ignore[arg-type]
    assert store.claim(claim_id).status == status
    assert bool(store.claims()) == stands
    assert len(store.claims(Filters(standing=False))) == 1
    assert store.decisions_of(claim_id) == (made,)
    assert (made.kind, made.who, made.why) == (kind, "ana", "because")


def test_an_amendment_keeps_what_was_there_before(store: Store, claim_id: int) -> None:
    fields = {"value": Decimal("4.5"), "metric": "injured", "group": "sailors"}
    made = store.decide(claim_id, "amend", "ana", None, fields)
    claim = store.claim(claim_id)
    assert (claim.value, claim.metric, claim.group, claim.status) == (Decimal("4.5"), "injured", "sailors", "amended")
    assert dict(made.before) == {"value": "3", "metric": "killed", "group": None, "status": "read"}
    assert dict(made.after) == {"value": "4.5", "metric": "injured", "group": "sailors", "status": "amended"}
    assert store.claims(Filters(metric="injured"))[0].id == claim_id


def test_moments_and_chains_are_amended_whole(store: Store, claim_id: int) -> None:
    sunday = Moment(at=NOON, exactness="day")
    relay = Attribution(role="relay", name="Tern Radio", words="radio")
    store.decide(claim_id, "amend", "ana", None, {"said_at": sunday, "chain": (relay,)})
    store.decide(claim_id, "amend", "ana", None, {"as_of": {"at": "2022-01-09T12:00:00+06:00"}})
    claim = store.claim(claim_id)
    assert (claim.said_at, claim.as_of) == (sunday, Moment(at=datetime(2022, 1, 9, 6, tzinfo=UTC)))
    assert (claim.chain, claim.relay_sources, claim.speaker_source) == ((relay,), ("tern-radio",), None)


def test_later_decisions_lie_over_earlier_ones(store: Store, claim_id: int) -> None:
    store.decide(claim_id, "amend", "ana", None, {"value": 4, "group": "sailors"})
    store.decide(claim_id, "amend", "ben", None, {"value": 5})
    store.decide(claim_id, "rank", "ben", "best placed", {"rank": "disputed"})
    store.decide(claim_id, "accept", "ana")
    claim = store.claim(claim_id)
    assert (claim.value, claim.group, claim.rank, claim.status) == (5, "sailors", "disputed", "accepted")


def test_the_speaker_is_amended_by_name(store: Store, claim_id: int) -> None:
    store.decide(claim_id, "amend", "ana", None, {"attributed_to": "Orvan Hospital"})
    claim = store.claim(claim_id)
    assert (claim.attributed_to, claim.speaker_source, claim.publisher) == (
        "Orvan Hospital",
        "orvan-hospital",
        "Orvan Post",
    )
    store.decide(claim_id, "amend", "ana", None, {"attributed_to": None})
    assert store.claim(claim_id).speaker_source is None


def test_a_quote_is_amended_with_its_offsets(store: Store, claim_id: int) -> None:
    quote = "3 people died"
    store.decide(claim_id, "amend", "ana", None, {"quote": quote, "start": TEXT.index(quote)})
    [(entry_id, _)] = store.entries_to_read()
    store.reread(entry_id, [made_claim(TEXT, "3", speaker="Guards", group="people")], "claims 2")
    claim = store.claim(claim_id)
    assert (claim.quote, claim.number, claim.group) == (quote, "3", "people")


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("amend", {}, "needs the fields"),
        ("amend", {"colour": "red"}, "colour"),
        ("amend", {"qualifier": "perhaps"}, "qualifier"),
        ("amend", {"quote": "3 people lived", "start": 27}, "does not stand"),
        ("amend", {"number": "12"}, "does not hold"),
        ("accept", {"value": 3}, "use amend"),
        ("rank", {"rank": "best"}, "preferred, normal"),
        ("rank", {}, "preferred, normal"),
        ("bless", {}, "the decisions are accept"),
    ],
)
def test_what_can_t_be_decided_is_refused(
    store: Store, claim_id: int, kind: str, fields: dict[str, object], says: str
) -> None:
    with pytest.raises(StoreError, match=says):
        store.decide(claim_id, kind, "ana", None, fields)  # type: ignore[arg-type]
    assert store.decisions_of(claim_id) == ()
    assert store.claim(claim_id).status == "read"


def test_a_decision_needs_somebody_and_something(store: Store, claim_id: int) -> None:
    with pytest.raises(StoreError, match="name of who"):
        store.decide(claim_id, "accept", " ")
    with pytest.raises(UnknownClaimError, match="There is no claim 99"):
        store.decide(99, "accept", "ana")


def test_the_chain_of_hashes_shows_a_changed_decision(store: Store, claim_id: int) -> None:
    made = [store.decide(claim_id, "comment", "ana", f"note \x00 {number}") for number in range(4)]
    assert [each.previous_hash for each in made] == ["", *(each.hash for each in made[:-1])]
    assert store.broken_decisions() == ()
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE decision SET why = 'something else' WHERE id = 2")
    assert store.broken_decisions() == (2,)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM decision WHERE id = 1")
    assert store.broken_decisions() == (2,)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM decision WHERE id = 3")
    assert store.broken_decisions() == (2, 4)
