"""A database of every version that there was, with data in it, is brought up to date and goes on."""

from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from earlier import copied_to, revisions
from made_pages import FERRY, at, killed, take_in
from sqlmodel import SQLModel

from claims.records import Event, Filters
from claims.store import Store

pytestmark = pytest.mark.sqlite

FIRST = {"a": "At least 2 people died, the Interior Ministry said.", "b": "Divers came."}
LATER = {"a": "At least 3 people died, the Interior Ministry said.", "b": "Divers came."}


@pytest.fixture(scope="module")
def latest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of today's version: an edited post, decisions, sources, two events."""
    path = tmp_path_factory.mktemp("latest") / "latest.db"
    with Store.open(path) as store:
        store.put_event(FERRY)
        store.put_event(Event(slug="storm", title="Storm", zone="UTC"))
        for hours, posts in ((-1, FIRST), (0, LATER)):
            take_in(store, posts, at(hours), **killed(posts, "Interior Ministry"))
        store.decide(store.claims()[0].id, "accept", "ana", "seen")
        store.decide(store.claims()[0].id, "comment", "ben", "twice")
    return path


@pytest.fixture(params=revisions())
def opened(request: pytest.FixtureRequest, latest: Path, tmp_path: Path) -> Store:
    """The same as an earlier version held it, opened by this one."""
    copied_to(request.param, latest, tmp_path / "old.db")
    with Store.open(tmp_path / "old.db", create=False) as store:
        yield store


def test_its_tables_are_those_of_a_new_database(opened: Store) -> None:
    with opened._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        how = {
            "compare_server_default": True,
            "include_name": lambda name, kind, _: kind != "table" or "_words" not in name,
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=how), SQLModel.metadata) == []


def test_what_it_held_is_there_and_whole(opened: Store) -> None:
    assert [each.flaw for each in opened.check() if each.flaw] == []
    [claim] = opened.claims()
    assert (claim.number, claim.attributed_to, claim.status) == ("3", "Interior Ministry", "accepted")
    assert [each.kind for each in opened.decisions_of(claim.id)] == ["accept", "comment"]
    [change] = opened.changes()
    assert (change.kind, change.after_id) == ("edited", claim.entry_id)
    assert (change.seen_before, change.seen_after) == (at(-1), at(0))
    assert [event.slug for event in opened.events()] == [FERRY.slug, "storm"]
    assert opened.search_sources("interior")
    stored_at = opened.readings_of(1)[0].stored_at
    for moment, numbers in ((stored_at, ["2"]), (stored_at - timedelta(seconds=1), [])):
        assert [each.number for each in opened.claims(Filters(as_stored_at=moment))] == numbers


def test_it_goes_on(opened: Store) -> None:
    version = opened.version(FERRY.slug)
    for hours, number in ((1, 5), (2, 3)):
        posts = {"a": f"At least {number} people died."}
        assert take_in(opened, posts, at(hours), **killed(posts)).capture_new
    assert opened.version(FERRY.slug) > version
    opened.decide(opened.claims()[0].id, "reject", "ana", "a test")
    assert opened.broken_decisions() == ()
    assert [each.flaw for each in opened.check() if each.flaw] == []
