"""Events: added, changed, found."""

from datetime import date

import pytest

from claims.errors import UnknownEventError
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


@pytest.mark.parametrize("slug", ["feri", "ferry2"])
def test_an_unknown_event_is_refused(store: Store, slug: str) -> None:
    with pytest.raises(UnknownEventError):
        store.event(slug)
    with pytest.raises(UnknownEventError):
        store.put_event(Event(slug="new", title="New", parent=slug))
    assert len(store.events()) == 1
