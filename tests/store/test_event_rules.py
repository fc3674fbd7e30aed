"""Rules that say where claims belong: for those to come, for those stored when applied, never against people."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from made_pages import URL, at, made_capture, made_claim, take_in

from claims.errors import StoreError
from claims.ingest import ingest_capture
from claims.records import Claim, Event, Filters, Moment
from claims.store import Store

TEXT = "Guards said on Monday that 3 people died."
LATER = "Divers found the wreck off the old pier; there 3 more sailors had drowned."
HARBOUR = Event(
    slug="harbour",
    title="Fire in the harbour",
    place="kazakhstan/almaty",
    zone="Asia/Almaty",
    starts_on=date(2022, 1, 9),
    ends_on=date(2022, 1, 11),
)
MONDAY = Moment(at=datetime(2022, 1, 9, 18, tzinfo=UTC), exactness="day")  # the tenth of January in Almaty
JANUARY = Moment(at=datetime(2021, 12, 31, 18, tzinfo=UTC), exactness="month")
OTHER = Event(slug="other", title="Other")


@pytest.fixture
def store(store: Store) -> Store:
    store.put_event(HARBOUR)
    store.put_event(OTHER)
    return store


def _read(text: str = TEXT, **fields: Any) -> Claim:
    return made_claim(text, "3", speaker="Guards", **{"place": "kazakhstan/almaty", "said_at": MONDAY, **fields})


def _events(store: Store) -> list[str]:
    return [claim.event for claim in store.claims()]


@pytest.mark.parametrize(
    ("rule", "fields", "event"),
    [
        ({"place": "kazakhstan/almaty"}, {}, "harbour"),
        ({"place": "kazakhstan"}, {}, "harbour"),
        ({"place": "kazakhstan/astana"}, {}, "ferry"),
        ({"place": "kazakhstan/almaty"}, {"place": None}, "ferry"),
        # A place without days means the days of the event.
        ({"place": "kazakhstan"}, {"said_at": Moment(at=at(-48))}, "ferry"),
        ({"place": "kazakhstan", "since": date(2022, 1, 1)}, {"said_at": Moment(at=at(-48))}, "harbour"),
        # What happened counts before what was said.
        ({"place": "kazakhstan"}, {"occurred_from": Moment(at=at(-480))}, "ferry"),
        ({"since": date(2022, 1, 10), "until": date(2022, 1, 10)}, {}, "harbour"),
        ({"until": date(2022, 1, 9)}, {}, "ferry"),
        # A month lies within days only as a whole.
        ({"since": date(2022, 1, 1), "until": date(2022, 1, 30)}, {"said_at": JANUARY}, "ferry"),
        ({"since": date(2022, 1, 1), "until": date(2022, 1, 31)}, {"said_at": JANUARY}, "harbour"),
        ({"page": URL[:24]}, {}, "harbour"),
        ({"page": "https://elsewhere.example"}, {}, "ferry"),
        ({"page": URL, "metric": "killed"}, {}, "harbour"),
        ({"page": URL, "metric": "injured"}, {}, "ferry"),
        ({"page": URL, "among": "ferry"}, {}, "harbour"),
        ({"page": URL, "among": "other"}, {}, "ferry"),
    ],
)
def test_a_rule_holds_for_what_is_to_come_and_for_what_is_stored(
    store: Store, rule: dict[str, Any], fields: dict[str, Any], event: str
) -> None:
    take_in(store, {"a": TEXT}, a=[_read(**fields)])
    store.add_rule("harbour", "ana", **rule)
    take_in(store, {"a": TEXT, "b": LATER}, at(1), b=[_read(LATER, **fields)])
    assert sorted(_events(store)) == sorted(["ferry", event])
    would = store.apply_rules(dry_run=True)
    assert sorted(_events(store)) == sorted(["ferry", event])
    assert store.apply_rules() == would
    assert _events(store) == [event, event]
    assert store.apply_rules() == ()


def test_a_move_by_rule_is_told_and_no_decision(store: Store) -> None:
    rule = store.add_rule("harbour", "ana", page=URL)
    assert rule.in_words() == f"anything, on pages that begin with {URL}"
    take_in(store, {"a": TEXT}, a=[_read()])
    [claim] = store.claims(Filters(event="harbour"))
    [move] = store.moves_of(claim.id)
    assert (move.before, move.after, move.cause, move.rule) == ("ferry", "harbour", "rule", rule.id)
    assert store.decisions_of(claim.id) == ()


def test_a_rule_never_moves_what_a_person_moved(store: Store) -> None:
    take_in(store, {"a": TEXT}, a=[_read()])
    [claim] = store.claims()
    store.move([claim.id], "other", "ana")
    rule = store.add_rule("harbour", "ben", page=URL)
    assert store.apply_rules() == ()
    assert _events(store) == ["other"]
    store.decide(claim.id, "undo", "ana")
    assert _events(store) == ["ferry"]
    assert [each.rule for each in store.apply_rules()] == [rule.id]
    store.move([claim.id], "other", "ana")
    store.decide(claim.id, "undo", "ana")
    assert _events(store) == ["harbour"]


def test_a_rule_taken_back_lets_claims_go_home(store: Store) -> None:
    store.put_event(Event(slug="ferry", title="Ferry", place="kazakhstan"))
    rule = store.add_rule("harbour", "ana", page=URL)
    take_in(store, {"a": TEXT}, a=[_read(place="kazakhstan", place_assumed=True)])
    ruled = datetime.now(UTC)
    assert [claim.place for claim in store.claims()] == ["kazakhstan/almaty"]
    store.remove_rule(rule.id)
    assert store.rules() == ()
    assert _events(store) == ["harbour"]
    [placing] = store.apply_rules()
    assert (placing.before, placing.after, placing.rule) == ("harbour", "ferry", None)
    [claim] = store.claims()
    assert (claim.event, claim.place) == ("ferry", "kazakhstan")
    [then] = store.claims(Filters(as_stored_at=ruled))
    assert (then.event, then.place) == ("harbour", "kazakhstan/almaty")
    with pytest.raises(StoreError, match=f"no rule {rule.id}"):
        store.remove_rule(rule.id)


def test_the_rule_that_says_most_counts(store: Store) -> None:
    store.add_rule("other", "ana", page=URL)
    narrow = store.add_rule("harbour", "ana", page=URL, metric="killed")
    store.add_rule("other", "ana", page=URL[:20])
    take_in(store, {"a": TEXT}, a=[_read()])
    [claim] = store.claims()
    assert [each.rule for each in store.moves_of(claim.id)] == [narrow.id]


def test_a_page_without_an_event_goes_to_that_of_its_rule(store: Store) -> None:
    store.add_rule("harbour", "ana", page=URL)
    text = "A fire in the harbour killed 5 people, the Interior Ministry said on Monday."
    ingest_capture(store, made_capture(text))
    assert _events(store) == ["harbour"]
    assert [event.slug for event in store.events()] == ["ferry", "harbour", "other"]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({}, "needs a page, a place or days"),
        ({"metric": "killed"}, "needs a page, a place or days"),
        ({"since": date(2022, 1, 9), "until": date(2022, 1, 8)}, "can't end on 2022-01-08"),
        ({"page": URL, "who": " "}, "name of who states it"),
    ],
)
def test_a_rule_that_says_too_little_is_refused(store: Store, rule: dict[str, Any], says: str) -> None:
    with pytest.raises(StoreError, match=says):
        store.add_rule("harbour", rule.pop("who", "ana"), **rule)
    assert store.rules() == ()
