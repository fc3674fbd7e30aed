"""Claims that people put into another event: it stands through what comes later, and it is known where they were."""

from datetime import UTC, datetime

import pytest
from made_pages import at, made_claim, take_in

from claims.errors import StoreError, UnknownEventError
from claims.records import Claim, Event, Filters
from claims.store import Store

TEXT = "Guards said on Sunday that 3 people died, 1 of them a child."
HARBOUR = Event(slug="harbour", title="Fire in the harbour", place="kazakhstan/almaty", zone="Asia/Almaty")


@pytest.fixture
def claim_id(store: Store) -> int:
    store.put_event(HARBOUR)
    take_in(store, {"a": TEXT}, a=[_read()])
    return store.claims()[0].id


def _read(**fields: object) -> Claim:
    return made_claim(TEXT, "3", speaker="Guards", **{"place": "kazakhstan", "place_assumed": True, **fields})


def _events(store: Store, **filters: object) -> list[str]:
    return [claim.event for claim in store.claims(Filters.model_validate(filters))]


def test_a_claim_is_moved_and_put_back(store: Store, claim_id: int) -> None:
    [made] = store.move([claim_id], "harbour", "ana", "It burnt there.")
    assert (made.kind, dict(made.before), dict(made.after)) == ("move", {"event": "ferry"}, {"event": "harbour"})
    assert (_events(store, event="harbour"), _events(store, event="ferry")) == (["harbour"], [])
    claim = store.claim(claim_id)
    assert (claim.status, claim.place) == ("read", "kazakhstan/almaty")
    store.decide(claim_id, "undo", "ana")
    assert (_events(store), store.claim(claim_id).place) == (["ferry"], "kazakhstan")
    assert [(each.before, each.after, each.cause) for each in store.moves_of(claim_id)] == [
        ("ferry", "harbour", "person"),
        ("harbour", "ferry", "person"),
    ]
    assert store.broken_decisions() == ()


def test_a_place_that_the_text_names_stays(store: Store) -> None:
    store.put_event(HARBOUR)
    take_in(store, {"a": TEXT}, a=[_read(place_assumed=False)])
    [claim] = store.claims()
    store.move([claim.id], "harbour", "ana")
    assert store.claim(claim.id).place == "kazakhstan"


def test_a_move_outlives_reading_again(store: Store, claim_id: int) -> None:
    store.move([claim_id], "harbour", "ana")
    [(entry_id, _)] = store.entries_to_read("ferry")
    store.reread(entry_id, [_read(group="people")], "claims 2")
    assert (_events(store), store.claim(claim_id).group) == (["harbour"], "people")


def test_a_move_is_carried_to_the_next_wording(store: Store, claim_id: int) -> None:
    store.move([claim_id], "harbour", "ana")
    edited = TEXT.replace("on Sunday", "at noon")
    take_in(store, {"a": edited}, at(2), a=[made_claim(edited, "3", speaker="Guards")])
    [heir] = store.claims()
    assert (heir.replaces_id, heir.event, heir.status) == (claim_id, "harbour", "read")
    store.decide(claim_id, "undo", "ana")
    assert _events(store) == ["ferry"]


def test_what_was_stored_at_a_moment_is_where_it_was_then(store: Store, claim_id: int) -> None:
    before = datetime.now(UTC)
    store.move([claim_id], "harbour", "ana")
    moved = datetime.now(UTC)
    store.move([claim_id], "ferry", "ben")
    assert _events(store, as_stored_at=before, event="ferry") == ["ferry"]
    assert _events(store, as_stored_at=before, event="harbour") == []
    assert _events(store, as_stored_at=moved, event="ferry") == []
    [then] = store.claims(Filters(as_stored_at=moved, event="harbour"))
    assert (then.event, then.place) == ("harbour", "kazakhstan/almaty")
    assert _events(store, event="ferry") == ["ferry"]
    assert store.by_id([claim_id], as_stored_at=moved)[claim_id].event == "harbour"


def test_a_moved_claim_is_searched_in_its_event(store: Store, claim_id: int) -> None:
    store.move([claim_id], "harbour", "ana")
    [entry] = store.search(Filters(text="Sunday", event="harbour")).entries
    assert [claim.id for claim in entry.claims] == [claim_id]
    assert store.search(Filters(text="Sunday", event="ferry")).entries[0].claims == ()


@pytest.mark.parametrize("fields", [{}, {"event": None}, {"event": "harbour", "value": 3}])
def test_a_move_needs_an_event_and_nothing_else(store: Store, claim_id: int, fields: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="needs the event to move to"):
        store.decide(claim_id, "move", "ana", None, fields)


def test_a_move_to_an_unknown_event_is_refused(store: Store, claim_id: int) -> None:
    with pytest.raises(UnknownEventError, match="did you mean 'harbour'"):
        store.move([claim_id], "harbor", "ana")
    assert store.decisions_of(claim_id) == ()


def test_sub_events_are_taken_along_where_asked_for(store: Store, claim_id: int) -> None:
    store.put_event(Event(slug="harbour", title="Fire", parent="ferry"))
    store.put_event(Event(slug="shed", title="Shed", parent="harbour"))
    store.move([claim_id], "shed", "ana")
    assert _events(store, event="ferry") == []
    assert _events(store, event="ferry", sub_events=True) == ["shed"]
    assert store.search(Filters(text="Sunday", event="harbour", sub_events=True)).count == 1
    assert _events(store, event="ferry", sub_events=True, as_stored_at=datetime.now(UTC)) == ["shed"]


def test_events_hold_each_other_without_a_loop(store: Store) -> None:
    store.put_event(HARBOUR)
    store.put_event(Event(slug="shed", title="Shed", parent="harbour"))
    with pytest.raises(StoreError, match="harbour can't be a part of shed: shed is a part of harbour"):
        store.put_event(Event(slug="harbour", title="Fire", parent="shed"))
    with pytest.raises(StoreError, match="can't be a part of itself"):
        store.put_event(Event(slug="shed", title="Shed", parent="shed"))
    assert store.put_event(Event(slug="shed", title="Shed", parent="")).parent is None
