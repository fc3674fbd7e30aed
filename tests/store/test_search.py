"""Full-text search: what is found, in which order, with which claims, and what people may write."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from made_pages import FERRY, at, take_in
from sqlalchemy.dialects import sqlite

from claims.errors import ClaimsError, UnknownEventError
from claims.records import Filters
from claims.store import FoundEntries, Passage, Store, make_claim
from claims.store.words import Asked, read_question

BEFORE = ScriptDirectory("claims/store/migrations").get_revision("0006").down_revision
POSTS = {
    "a": "Divers found 12 people in the cabin.",
    "b": "The ferry’s owner, José Ordán, says 12 people died.",
    "c": "Search called off for the night; divers return at dawn.",
    "d": "The ministry now speaks of 14 dead, diving teams of 15.",
}


@pytest.fixture
def full(store: Store) -> Store:
    take_in(store, POSTS)
    return store


def search(store: Store, text: str, **asked: Any) -> FoundEntries:
    order = {name: asked.pop(name) for name in ("limit", "fittest") if name in asked}
    return store.search(Filters(text=text, **asked), **order)


def found(store: Store, text: str, **asked: Any) -> str:
    """The keys of the posts found, in order."""
    keys = {words: key for key, words in POSTS.items()}
    return "".join(
        keys[store.entry_of(each.claims[0].id).text] if each.claims else "c"
        for each in search(store, text, **asked).entries
    )


@pytest.mark.parametrize(
    ("words", "posts"),
    [
        ("divers", "ca"),
        ("DIVERS", "ca"),
        ("people divers", "a"),
        ('"12 people died"', "b"),
        ('"people 12"', ""),
        ("div*", "dca"),
        ("div* -found", "dc"),
        ('people -"12 people died"', "a"),
        ("jose ordan", "b"),
        ("ferry's", "b"),
        ("NEAR", ""),
        ("OR AND NOT", ""),
        ("text:divers", ""),
        ("div^ers", ""),
    ],
)
def test_words_find_their_posts_newest_first(full: Store, words: str, posts: str) -> None:
    assert found(full, words) == posts


def test_an_entry_comes_with_its_snippet_and_claims(full: Store) -> None:
    [entry] = search(full, "speaks ministry").entries
    text = entry.snippet.text
    assert [text[begin:end] for begin, end in entry.snippet.marks] == ["ministry", "speaks"]
    assert [claim.number for claim in entry.claims] == ["14"]
    assert (entry.event, entry.zone, entry.publisher) == ("ferry", "Asia/Almaty", "Orvan Post")


def test_filters_leave_entries_that_hold_such_claims(full: Store) -> None:
    assert found(full, "div*", metric="killed") == "da"
    assert found(full, "div*", metric="injured") == ""
    assert found(full, "div*", event="ferry") == "dca"
    assert found(full, "div*", source="Interior Ministry", role="speaker") == "da"
    with pytest.raises(UnknownEventError):
        search(full, "div*", event="fery")


def test_the_fittest_come_first_when_asked(store: Store) -> None:
    posts = {"a": "Flood. Flood in the valley: 3 dead.", "b": "After rain and more rain, 4 dead in a flood far away."}
    take_in(store, posts)
    assert [each.claims[0].number for each in search(store, "flood").entries] == ["4", "3"]
    assert [each.claims[0].number for each in search(store, "flood", fittest=True).entries] == ["3", "4"]


def test_a_limit_shows_few_and_says_how_many_there_are(full: Store) -> None:
    answer = search(full, "div*", limit=1)
    assert (len(answer.entries), answer.count) == (1, 3)


def test_a_wording_that_was_replaced_is_found_where_it_stood(full: Store) -> None:
    take_in(full, {**POSTS, "d": "The ministry now speaks of 16 dead."}, at(5))
    assert found(full, "teams") == ""
    [entry] = search(full, "teams", as_known_at=at(1)).entries
    assert entry.known_until == at(5)
    assert search(full, "teams", standing=False).count == 1


def test_what_was_stored_later_is_not_found_earlier(full: Store) -> None:
    [entry] = search(full, "ministry").entries
    stored = full.readings_of(entry.claims[0].id)[0].stored_at
    assert search(full, "ministry", as_stored_at=stored).count == 1
    assert search(full, "ministry", as_stored_at=at(-100_000)).count == 0


def test_words_are_a_filter_of_claims(full: Store) -> None:
    assert [claim.number for claim in full.claims(Filters(text="ministry"))] == ["14"]
    assert full.count(Filters(text='"12 people"')) == 2


def test_a_translation_is_searched_where_a_person_gave_one(full: Store) -> None:
    passage = Passage(text="Погибли 9 человек.", url="https://orvan-post.example/ru", publisher="Orvan Post")
    claim = make_claim(passage.text, "9", passage, metric="killed", translation="Nine people were killed.")
    full.add_by_hand(claim, passage, event="ferry", who="Ana")
    [entry] = search(full, "nine killed").entries
    assert (entry.snippet.text, entry.claims[0].number) == ("Nine people were killed.", "9")
    assert search(full, "погибли").count == 1


def test_sources_are_found_by_any_spelling(full: Store) -> None:
    full.edit_source("interior-ministry", who="ana", alias="MVD of the lake district")
    assert [source.slug for source in full.search_sources("mvd lake")] == ["interior-ministry"]
    assert [source.slug for source in full.search_sources("orv*")] == ["orvan-post"]


@pytest.mark.sqlite
def test_the_index_is_filled_for_a_database_made_before_it(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store.open(path) as store:
        store.put_event(FERRY)
        take_in(store, POSTS)
    with closing(sqlite3.connect(path)) as old:
        for index, table in (("entry_words", "entry"), ("translation_words", "claim"), ("alias_words", "alias")):
            for when in ("added", "gone", "changed"):
                old.execute(f"DROP TRIGGER {index}_{when}")
            old.execute(f"DROP TABLE {index}")
            assert old.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for index in ("ix_claim_queue", "ix_claim_replaces", "ix_decision_source", "ix_entry_replaced"):
            old.execute(f"DROP INDEX {index}")
        for table, column in (("source", "merged_into_id"), ("source", "body_id"), ("alias", "home_id")):
            old.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        made = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%raises'"
        for (trigger,) in old.execute(made).fetchall():
            old.execute(f"DROP TRIGGER {trigger}")
        for table in ("version", "kept", "claim_move", "event_rule", "event_change", "event_name"):
            old.execute(f"DROP TABLE {table}")
        old.execute("UPDATE alembic_version SET version_num = ?", (BEFORE,))
        old.commit()
    with Store.open(path) as store:
        assert found(store, "divers") == "ca"


@pytest.mark.parametrize("words", ["", "  ", '"', "-", "***", "-divers", "…"])
def test_words_that_name_nothing_are_refused(full: Store, words: str) -> None:
    with pytest.raises(ClaimsError, match="names no word"):
        search(full, words)


def test_too_many_words_are_refused(full: Store) -> None:
    with pytest.raises(ClaimsError, match="more than 30 words"):
        search(full, "a " * 31)


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_question_or_a_sentence(words: str) -> None:
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        try:
            query = Asked().process_bind_param(read_question(words), sqlite.dialect())
        except ClaimsError:
            return
        index.execute("SELECT * FROM words WHERE words MATCH ?", (query,)).fetchall()
