"""Events: added, changed, found."""

from datetime import date
from typing import Any

import pytest

from claims.asking import checked
from claims.errors import ClaimsError, StoreError, UnknownEventError
from claims.records import Event
from claims.store import Store


def test_an_event_comes_back(store: Store) -> None:
    flood = Event(
        slug="flood",
        title="Flood",
        place="peru",
        zone="America/Lima",
        starts_on=date(2017, 1, 2),
        ends_on=date(2017, 3, 31),
        parent="ferry",
        wikidata="Q1",
        note="in our own words",
    )
    assert store.put_event(flood) == flood == store.event("flood")
    assert [event.slug for event in store.events()] == ["ferry", "flood"]


def test_what_is_not_said_is_not_erased(store: Store) -> None:
    before = store.event("ferry")
    after = store.put_event(Event(slug="ferry", title="Ferry", note="found later", place=None))
    assert after == before.model_copy(update={"title": "Ferry", "note": "found later"})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"slug": "Bad Slug!"}, "write small letters"),
        ({"slug": "flood--2022"}, "write small letters"),
        ({"zone": "Mars"}, "name one like Asia/Almaty"),
        ({"zone": "Asia"}, "name one like Asia/Almaty"),
        ({"zone": "../etc"}, "name one like Asia/Almaty"),
        ({"ends_on": date.max}, "should be less than 9999-01-01"),
        ({"starts_on": date.min}, "should be greater than or equal to 0002-01-01"),
        ({"starts_on": date(2022, 1, 9), "ends_on": date(2022, 1, 8)}, "lies before the first day, 2022-01-09"),
    ],
)
def test_an_event_that_can_t_be_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ClaimsError, match=says) as refusal:
        checked(Event, {"slug": "flood", "title": "Flood", **fields})
    assert str(refusal.value).endswith(".")


def test_days_out_of_order_with_those_stored_are_refused(store: Store) -> None:
    flood = store.put_event(Event(slug="flood", title="Flood", starts_on=date(2022, 1, 9)))
    with pytest.raises(StoreError, match="flood can't end on 2022-01-08: it starts on 2022-01-09"):
        store.put_event(Event(slug="flood", title="Flood", ends_on=date(2022, 1, 8)))
    assert store.event("flood") == flood


def test_an_event_stored_before_it_was_checked_is_still_read(store: Store) -> None:
    with store._writing() as session:
        session.connection().exec_driver_sql("UPDATE event SET slug = 'Bad Slug!', zone = 'Mars'")
    assert store.event("Bad Slug!").zone == "UTC"
    assert [event.slug for event in store.events()] == ["Bad Slug!"]


@pytest.mark.parametrize("slug", ["feri", "ferry2"])
def test_an_unknown_event_is_refused(store: Store, slug: str) -> None:
    with pytest.raises(UnknownEventError):
        store.event(slug)
    with pytest.raises(UnknownEventError):
        store.put_event(Event(slug="new", title="New", parent=slug))
    assert len(store.events()) == 1
