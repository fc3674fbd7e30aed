"""Versions: every write that may change what is known of an event's claims raises the event's, and no read does."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from made_pages import EXTRACTOR, at, killed, made_capture, made_claim, made_page, take_in

from claims.errors import UnknownEventError
from claims.records import Event, Filters, Problem
from claims.store import Passage, Store, make_claim

POSTS = {"a": "Divers said 3 people died.", "b": "The ministry said 12 people died."}
EDITED = {"a": "Divers said 4 people died.", "b": "The ministry said 12 people died."}
OTHER = Event(slug="fire", title="Fire in Orvan")
OTHER_URL = "https://orvan-post.example/fire"


@pytest.fixture
def full(store: Store) -> Store:
    """Two events, each with claims of the same speaker."""
    store.put_event(OTHER)
    take_in(store, POSTS)
    page = made_page(POSTS, OTHER_URL)
    store.add(made_capture(page.text, url=OTHER_URL), page, killed(POSTS), "fire", extractor=EXTRACTOR)
    return store


def by_hand(store: Store) -> object:
    passage = Passage("Nine people were killed.", url="by-hand:")
    claim = make_claim(passage.text, "Nine", passage, metric="killed", value=9)
    return store.add_by_hand(claim, passage, event="ferry", who="Ana")


def read_again(store: Store) -> object:
    entry_id, entry = next(iter(store.entries_to_read("ferry")))
    return store.reread(entry_id, [made_claim(entry.text, "3", metric="injured")], "claims 2")


def read_page_again(store: Store) -> object:
    page_id, _, _ = next(iter(store.pages_to_read("test 2", "ferry")))
    return store.reread_page(page_id, made_page(EDITED, reader="test 2"), "claims 2")


def decided(kind: str, **fields: object) -> Callable[[Store], object]:
    def decide(store: Store) -> object:
        first = min(claim.id for claim in store.claims(Filters(event="ferry", standing=False)))
        return store.decide(first, kind, "Ana", "a test", fields or None)  # type: ignore[arg-type]

    return decide


def undone(store: Store) -> object:
    decided("reject")(store)
    before = store.version("ferry")
    decided("undo")(store)
    assert store.version("ferry") > before
    return None


OF_ONE: dict[str, Callable[[Store], object]] = {
    "a page": lambda store: take_in(store, {"c": "Guards said 5 people died."}, at(1)),
    "an edited post": lambda store: take_in(store, EDITED, at(1)),
    "by hand": by_hand,
    "read again": read_again,
    "a page read again": read_page_again,
    "accept": decided("accept"),
    "reject": decided("reject"),
    "amend": decided("amend", value=5),
    "credit": decided("amend", attributed_to="Coast guard"),
    "rank": decided("rank", rank="preferred"),
    "comment": decided("comment"),
    "undo": undone,
    "event": lambda store: store.put_event(Event(slug="ferry", title="Ferry", zone="Asia/Almaty")),
}
OF_ALL: dict[str, Callable[[Store], object]] = {
    "side": lambda store: store.edit_source("interior-ministry", side="opposition"),
    "speaks for": lambda store: store.edit_source("interior-ministry", speaks_for="orvan-post"),
    "kind": lambda store: store.edit_source("interior-ministry", kind="ngo"),
}
OF_NONE: dict[str, Callable[[Store], object]] = {
    "a problem": lambda store: store.add_problem(Problem(where="x", what="y", why="z"), "ferry"),
    "a spelling": lambda store: store.edit_source("interior-ministry", alias="MVD of the lake district"),
    "another event": lambda store: store.put_event(Event(slug="flood", title="Flood")),
}
READS: dict[str, Callable[[Store], object]] = {
    "claims": lambda store: store.claims(Filters(event="ferry")),
    "event": lambda store: store.event("ferry"),
    "sources": lambda store: store.sources(),
    "queue": lambda store: store.queue(Filters(event="ferry")),
    "figures": lambda store: store.outlined(Filters(event="ferry"), lambda claim: claim.id),
    "changes": lambda store: store.changes("ferry"),
    "problems": lambda store: store.problems("ferry"),
    "version": lambda store: store.version("ferry"),
}


@pytest.mark.parametrize("name", OF_ONE)
def test_a_write_raises_the_version_of_its_event_alone(full: Store, name: str) -> None:
    before = full.version("ferry"), full.version("fire"), full.version()
    OF_ONE[name](full)
    assert full.version("ferry") > before[0]
    assert full.version("fire") == before[1]
    assert full.version() > before[2]


@pytest.mark.parametrize("name", OF_ALL)
def test_what_is_said_of_a_source_raises_the_versions_of_all_events(full: Store, name: str) -> None:
    before = full.version("ferry"), full.version("fire"), full.version()
    OF_ALL[name](full)
    after = full.version("ferry"), full.version("fire"), full.version()
    assert all(late > early for early, late in zip(before, after, strict=True))


@pytest.mark.parametrize("name", OF_NONE)
def test_what_belongs_to_no_claim_raises_the_version_of_the_database_alone(full: Store, name: str) -> None:
    before, whole = full.version("ferry"), full.version()
    OF_NONE[name](full)
    assert full.version("ferry") == before
    assert full.version() > whole


@pytest.mark.parametrize("name", READS)
def test_a_read_raises_nothing(full: Store, name: str) -> None:
    before = full.version("ferry"), full.version()
    READS[name](full)
    assert (full.version("ferry"), full.version()) == before


@pytest.mark.parametrize(
    "written",
    [
        "UPDATE claim SET value = 99 WHERE event_id = 1",
        "UPDATE claim SET event_id = 1 WHERE event_id = 2",
        "UPDATE claim SET event_id = 2 WHERE event_id = 1",
        "UPDATE entry SET known_until = 5 WHERE id IN (SELECT entry_id FROM claim WHERE event_id = 1)",
        "UPDATE entry SET deleted_at = 5 WHERE id IN (SELECT entry_id FROM claim WHERE event_id = 1)",
        "DELETE FROM attribution WHERE claim_id IN (SELECT id FROM claim WHERE event_id = 1)",
        "UPDATE attribution SET source_id = 1 WHERE claim_id IN (SELECT id FROM claim WHERE event_id = 1)",
        "UPDATE reading SET rule = 'x' WHERE claim_id IN (SELECT id FROM claim WHERE event_id = 1)",
        "UPDATE source SET name = 'x' WHERE id = 1",
    ],
)
def test_whoever_writes_the_tables_raises_the_version(full: Store, written: str) -> None:
    before = full.version("ferry"), full.version()
    with closing(sqlite3.connect(full.path)) as other:
        assert other.execute(written).rowcount > 0
        other.commit()
    assert full.version("ferry") > before[0]
    assert full.version() > before[1]


def test_a_write_that_fails_raises_nothing(full: Store) -> None:
    before = full.version("ferry"), full.version()
    page = made_page({"z": "Guards said 5 people died."}, "https://orvan-post.example/none")
    with pytest.raises(UnknownEventError):
        full.add(made_capture(page.text, url=page.url), page, killed({"z": page.text}), "none", extractor=EXTRACTOR)
    assert (full.version("ferry"), full.version()) == before


def test_the_version_of_an_unknown_event_is_refused(full: Store) -> None:
    with pytest.raises(UnknownEventError):
        full.version("none")
