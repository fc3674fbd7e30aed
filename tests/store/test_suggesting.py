"""Suggestions of a database: which of its sources may be one, or speak for a body, until a person has decided."""

import pytest
from made_pages import at, made_capture, made_claim, made_page

from claims.records import Event
from claims.store import Store, Suggestion

TEXT = "In all 3 people died."


def said(store: Store, *speakers: str, event: str = "ferry", publisher: str = "Orvan Post") -> None:
    """Claims credited to speakers by a publisher."""
    for speaker in speakers:
        number = len(store.claims())
        url = f"https://orvan-post.example/{number}"
        page = made_page({"a": TEXT}, url=url, publisher=publisher)
        capture = made_capture(str(number), at(number), url, publisher)
        store.add(capture, page, {"a": [made_claim(TEXT, "3", speaker=speaker)]}, event, extractor="t")


def in_short(found: tuple[Suggestion, ...]) -> list[tuple[str, str, str]]:
    return [(each.slug, each.what, each.other) for each in found]


def test_the_source_with_fewer_claims_may_be_the_other(store: Store) -> None:
    said(store, "Lantrn Trust", "Lantern Trust", "the Lantern Trust", "Tolm police")
    [found] = store.suggested_merges()
    assert (found.slug, found.what, found.other) == ("lantrn-trust", "merge", "lantern-trust")
    assert (found.name, found.other_name) == ("Lantrn Trust", "Lantern Trust")
    assert found.reason == "the same letters but for one: “lantern”, “lantrn”"


def test_every_spelling_is_looked_at(store: Store) -> None:
    said(store, "Vereinigung der Hirten", "Vereinigung der Hirten (VDH)", "VDH")
    assert in_short(store.suggested_merges()) == [("vdh", "merge", "vereinigung-der-hirten")]
    store.merge_source("vdh", "vereinigung-der-hirten", who="ana")
    assert store.suggested_merges() == ()


def test_who_is_said_to_speak_for_a_body_is_suggested(store: Store) -> None:
    said(store, "Dana Orlov", "Tolm police", "Tolm police spokeswoman Dana Orlov")
    [found] = store.suggested_merges()
    assert (found.slug, found.what, found.other) == ("dana-orlov", "speaks for", "tolm-police")
    assert found.reason == "“Tolm police spokeswoman Dana Orlov” says so"
    store.edit_source("dana-orlov", speaks_for="tolm-police", who="ana")
    assert store.suggested_merges() == ()
    store.edit_source("dana-orlov", speaks_for="", who="ana")
    assert store.suggested_merges() == ()


def test_a_body_named_without_its_country_is_found_where_only_one_has_it(store: Store) -> None:
    said(store, "Interior Ministry", "Dana Orlov", "Interior Ministry spokeswoman Dana Orlov")
    [found] = store.suggested_merges()
    assert (found.slug, found.what, found.other) == ("dana-orlov", "speaks for", "interior-ministry")
    assert found.score < 0.9
    store.put_event(Event(slug="flood", title="Flood", place="peru"))
    said(store, "Interior Ministry", event="flood")
    assert store.suggested_merges() == ()


def test_people_whom_no_name_tells_apart_are_left(store: Store) -> None:
    said(store, "witnesses")
    said(store, "witnesses", "witness", publisher="Tern Radio")
    assert store.suggested_merges() == ()


@pytest.mark.parametrize("undone", [False, True])
def test_a_pair_said_to_be_two_is_not_suggested_again(store: Store, undone: bool) -> None:
    said(store, "Lantrn Trust", "Lantern Trust", "Lantern Trusts")
    store.distinct_sources("lantern-trust", "lantrn-trust", who="ana")
    store.merge_source("lantern-trusts", "lantern-trust", who="ana")
    if undone:
        store.undo_source("lantrn-trust", who="ana")
    assert len(store.suggested_merges()) == undone
