"""Problems: those of pages, and those of inputs that came to be no page; an older database keeps its own."""

import sqlite3
from pathlib import Path

import pytest
from earlier import made_by_the_first_version
from made_pages import at, made_capture, made_page, row_counts, take_in

from claims.errors import UnknownEventError
from claims.records import Problem
from claims.store import Store

DAMAGED = Problem(where="file:///crawl.warc.gz (byte 120)", what="", why="The record is damaged.")
UNDATED = Problem(where="https://orvan-post.example/live (update 2)", what="?", why="The update has no date.")


def test_a_problem_of_an_input_is_stored_once(store: Store) -> None:
    assert store.add_problem(DAMAGED)
    before = row_counts(store)
    assert not store.add_problem(DAMAGED)
    assert not store.add_problem(DAMAGED, "ferry")
    assert row_counts(store) == before
    assert store.problems() == (DAMAGED,)
    assert store.problems("ferry") == ()
    assert store.problems(url="https://orvan-post.example/live") == ()


def test_a_problem_of_an_input_stands_beside_those_of_pages_under_its_event(store: Store) -> None:
    page = made_page({"a": "3 people died."}, problems=(UNDATED,))
    store.add(made_capture(page.text), page, {}, "ferry", extractor="test")
    other = UNDATED.model_copy(update={"what": "another"})
    assert store.add_problem(other, "ferry")
    assert store.add_problem(UNDATED)
    assert store.problems("ferry") == (UNDATED, other)
    assert store.problems() == (UNDATED, other, UNDATED)
    with pytest.raises(UnknownEventError):
        store.add_problem(DAMAGED, "fery")


def test_a_retrieval_is_known_by_address_bytes_and_moment(store: Store) -> None:
    took = take_in(store, {"a": "3 people died."})
    capture = made_capture("3 people died.")
    known = store.known(capture)
    assert known is not None
    assert (known.capture_id, known.capture_new, known.entries_seen, known.claims_known) == (took.capture_id, 0, 1, 1)
    assert store.known(made_capture("3 people died.", at(1))) is None
    assert store.known(made_capture("4 people died.")) is None
    assert store.known(made_capture("3 people died.", url="https://elsewhere.example")) is None


@pytest.mark.sqlite
def test_problems_of_an_older_database_keep_their_page_and_its_moment(tmp_path: Path) -> None:
    path = tmp_path / "first.db"
    first = made_by_the_first_version(path)
    first.executescript(
        """
        INSERT INTO event (id, slug, title, zone) VALUES (1, 'ferry', 'Ferry', 'UTC');
        INSERT INTO address (id, url) VALUES (1, 'https://orvan-post.example/live');
        INSERT INTO content (id, sha256, packed) VALUES (1, 'x', x'00');
        INSERT INTO capture (id, address_id, sha256, captured_at, headers, media_type, encoding, content_id)
            VALUES (1, 1, 'x', 1641816000000000, '[]', 'text/plain', 'utf-8', 1);
        INSERT INTO page (id, capture_id, address_id, event_id, reader, layout, text_id)
            VALUES (1, 1, 1, 1, 'claims 1', 'stamped', 1);
        INSERT INTO problem (page_id, "where", what, why) VALUES (1, 'there', 'this', 'since');
        """
    )
    first.close()
    with Store.open(path) as store:
        known = Problem(where="there", what="this", why="since")
        assert store.problems("ferry") == (known,)
        assert store.add_problem(DAMAGED)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT page_id, event_id, stored_at FROM problem ORDER BY id").fetchall()
    connection.close()
    assert rows[0] == (1, None, 1641816000000000)
    assert rows[1][:2] == (None, None)
