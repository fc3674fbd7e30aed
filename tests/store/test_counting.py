"""Counts: as many as there are claims, whatever was replaced or deleted."""

from typing import Any

import pytest
from made_pages import at, killed, made_capture, made_page

from claims.records import Filters
from claims.store import Store


@pytest.fixture
def edited(store: Store) -> Store:
    """A page of three posts, of which one was edited and one deleted later; and one claim that was rejected."""
    first = {"a": "They say 5 people were killed.", "b": "Of 7 dead the radio told.", "c": "Here 9 people were killed."}
    later = {"a": "They say 6 people were killed.", "c": first["c"]}
    for hour, posts in ((1, first), (2, later)):
        page = made_page(posts)
        store.add(made_capture(page.text, at(hour)), page, killed(posts), "ferry", extractor="t")
    store.decide(store.claims(Filters(text="Here"))[0].id, "reject", "Ada")
    return store


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"event": "ferry"},
        {"event": "ferry", "standing": False},
        {"event": "ferry", "as_known_at": at(1.5)},
        {"text": "people"},
        {"text": "people", "standing": False},
        {"reviewed": False},
        {"metric": "injured"},
    ],
)
def test_as_many_are_counted_as_are_found(edited: Store, asked: dict[str, Any]) -> None:
    filters = Filters(**asked)
    found = edited.claims(filters)
    assert edited.count(filters) == len(found)
    assert edited.counts(filters) == ({"ferry": len(found)} if found else {})


def test_what_was_replaced_is_not_counted(edited: Store) -> None:
    every = edited.count(Filters(standing=False))
    assert edited.count() < every
    [listed] = edited.listed_events()
    assert listed.claims == edited.count()
