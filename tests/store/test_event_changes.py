"""Events renamed, merged, parted and deleted: old names lead on, nothing is lost, what was done is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from made_pages import URL, at, made_capture, made_claim, made_page, take_in

from claims.errors import StoreError, UnknownEventError
from claims.ingest import ingest_capture
from claims.records import Event, Filters
from claims.store import Store

TEXT = "Guards said on Sunday that 3 people died."
OTHER = "Divers found 4 sailors dead off the pier."


@pytest.fixture
def store(store: Store) -> Store:
    """The ferry with one claim, and another event of another page with one."""
    store.put_event(Event(slug="pier", title="The pier", parent="ferry"))
    take_in(store, {"a": TEXT}, a=[made_claim(TEXT, "3")])
    page = made_page({"a": OTHER}, url=f"{URL}/pier")
    capture = made_capture(OTHER, url=page.url)
    store.add(capture, page, {"a": [made_claim(OTHER, "4")]}, "pier", extractor="claims 1")
    return store


def _numbers(store: Store, **filters: Any) -> list[str]:
    return [claim.number for claim in store.claims(Filters.model_validate(filters))]


def test_an_event_renamed_is_found_by_both_names(store: Store) -> None:
    then = datetime.now(UTC)
    assert store.rename_event("ferry", "orvan-2022", "ana").slug == "orvan-2022"
    assert [event.slug for event in store.events()] == ["orvan-2022", "pier"]
    assert (store.event("ferry").slug, store.event("pier").parent) == ("orvan-2022", "orvan-2022")
    assert _numbers(store, event="ferry") == _numbers(store, event="orvan-2022") == ["3"]
    assert _numbers(store, event="ferry", as_stored_at=then) == ["3"]
    assert store.search(Filters(text="Sunday", event="ferry")).entries[0].event == "orvan-2022"
    text = "Fire boats saved 9 people, the Interior Ministry said."
    ingest_capture(store, made_capture(text, at(3), url=f"{URL}/new"), "ferry")
    assert [event.slug for event in store.events()] == ["orvan-2022", "pier"]
    with pytest.raises(StoreError, match="ferry is a former name of orvan-2022"):
        store.put_event(Event(slug="ferry", title="Another ferry"))


def test_an_event_gets_a_former_name_back(store: Store) -> None:
    store.rename_event("ferry", "orvan", "ana")
    assert store.rename_event("orvan", "ferry", "ana").slug == "ferry"
    assert store.event("orvan").slug == "ferry"
    assert _numbers(store, event="ferry") == ["3"]
    assert [(each.kind, each.event, each.other) for each in store.event_changes()] == [
        ("rename", "ferry", "orvan"),
        ("rename", "orvan", "ferry"),
    ]


@pytest.mark.parametrize("name", ["pier", "ferry"])
def test_a_name_that_is_taken_is_refused(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match=f"There is an event {name} already"):
        store.rename_event("ferry", name, "ana")


def test_events_are_merged_and_parted(store: Store) -> None:
    rule = store.add_rule("pier", "ana", page=f"{URL}/pier")
    then = datetime.now(UTC)
    assert store.merge_events("pier", "ferry", "ana", "one accident").slug == "ferry"
    assert [event.slug for event in store.events()] == ["ferry"]
    for name in ("ferry", "pier"):
        assert sorted(_numbers(store, event=name)) == ["3", "4"]
        assert sorted(_numbers(store, event=name, as_stored_at=then)) == ["3", "4"]
        assert store.search(Filters(text="pier", event=name)).count == 1
    assert (store.event_of(f"{URL}/pier"), store.rules()[0].event) == ("ferry", "ferry")
    assert store.apply_rules() == ()
    assert store.part_event("pier", "ben").slug == "pier"
    assert (_numbers(store, event="ferry"), _numbers(store, event="pier")) == (["3"], ["4"])
    assert (store.event_of(f"{URL}/pier"), store.rules()[0].event) == ("pier", "pier")
    assert [each.kind for each in store.event_changes()] == ["merge", "part"]
    assert [each.cause for each in store.moves_of(store.claims(Filters(event="pier"))[0].id)] == ["merge", "merge"]
    with pytest.raises(StoreError, match="No event pier was merged"):
        store.part_event("pier", "ben")
    assert rule.event == "pier"


def test_what_was_moved_since_stays_when_events_are_parted(store: Store) -> None:
    store.put_event(Event(slug="wreck", title="The wreck"))
    [claim] = store.claims(Filters(event="pier"))
    store.merge_events("pier", "ferry", "ana")
    store.move([claim.id], "wreck", "ana")
    store.part_event("pier", "ana")
    assert (_numbers(store, event="pier"), _numbers(store, event="wreck")) == ([], ["4"])
    store.decide(claim.id, "undo", "ana")
    assert _numbers(store, event="pier") == ["4"]


def test_a_move_into_an_event_that_was_merged_is_undone(store: Store) -> None:
    [claim] = store.claims(Filters(event="ferry"))
    store.put_event(Event(slug="wreck", title="The wreck"))
    store.move([claim.id], "pier", "ana")
    store.merge_events("pier", "wreck", "ana")
    assert store.claim(claim.id).event == "wreck"
    store.decide(claim.id, "undo", "ana")
    assert store.claim(claim.id).event == "ferry"
    store.part_event("pier", "ana")
    assert store.claim(claim.id).event == "ferry"


def test_a_decision_for_an_event_that_was_merged_holds(store: Store) -> None:
    [claim] = store.claims(Filters(event="ferry"))
    store.move([claim.id], "pier", "ana")
    store.put_event(Event(slug="wreck", title="The wreck"))
    store.merge_events("pier", "wreck", "ana")
    [(entry_id, _)] = list(store.entries_to_read("ferry"))
    store.reread(entry_id, [made_claim(TEXT, "3", group="people")], "claims 2")
    assert store.claim(claim.id).event == "wreck"
    store.decide(claim.id, "undo", "ana")
    assert store.claim(claim.id).event == "ferry"


def test_what_makes_no_sense_is_not_merged(store: Store) -> None:
    with pytest.raises(StoreError, match="pier is a part of ferry; merge pier into ferry instead"):
        store.merge_events("ferry", "pier", "ana")
    with pytest.raises(StoreError, match="are one event already"):
        store.merge_events("ferry", "ferry", "ana")
    with pytest.raises(StoreError, match="needs the name of who"):
        store.merge_events("pier", "ferry", " ")


def test_only_an_event_without_a_trace_is_deleted(store: Store) -> None:
    store.put_event(Event(slug="wreck", title="The wreck"))
    with pytest.raises(StoreError, match="pier has claims, pages"):
        store.delete_event("pier", "ana")
    with pytest.raises(StoreError, match="ferry has claims, pages, sub-events"):
        store.delete_event("ferry", "ana")
    [claim] = store.claims(Filters(event="pier"))
    store.put_event(Event(slug="dock", title="The dock"))
    store.move([claim.id], "dock", "ana")
    store.decide(claim.id, "undo", "ana")
    with pytest.raises(StoreError, match="Claims were in dock once"):
        store.delete_event("dock", "ana")
    store.delete_event("wreck", "ana", "never used")
    with pytest.raises(UnknownEventError):
        store.event("wreck")
    assert [each.kind for each in store.event_changes()] == ["delete"]
