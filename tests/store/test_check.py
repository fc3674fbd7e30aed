"""A check finds what was changed behind the database's back, and says nothing of one that is whole."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_pages import killed, take_in
from sqlalchemy import insert
from sqlmodel import Session, col, select

from claims.store import Store
from claims.store.rows import ChainEndRow, ContentRow, DecisionRow

POSTS = {"a": "At least 3 people died.", "b": "Later 4 died.", "c": "Then 5 died."}


@pytest.fixture
def full(store: Store) -> Store:
    take_in(store, POSTS, **killed(POSTS))
    for claim in store.claims():
        store.decide(claim.id, "accept", "ana")
        store.decide(claim.id, "comment", "ana", "seen")
    return store


def flaws(store: Store) -> list[str]:
    return [f"{each.check}: {each.flaw.what}" for each in store.check() if each.flaw is not None]


def test_a_whole_database_has_no_flaws(full: Store) -> None:
    assert flaws(full) == []
    last = {each.check: (each.done, each.total) for each in full.check()}
    assert last["quotes"] == (3, 3)
    assert all(done == total for done, total in last.values())
    assert len(last) == (11 if isinstance(full.path, Path) else 6)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE claim SET quote = 'At most' || substr(quote, 9) WHERE id = 1", "quotes: The quote of claim 1"),
        ("UPDATE content SET packed = '' WHERE id = 1", "stored bytes: The stored bytes 1"),
        ("UPDATE capture SET sha256 = 'abc'", "captures: Capture 1 names"),
        ("UPDATE entry SET text_hash = 'abc' WHERE id = 2", "wordings: The text of entry 2"),
        ("UPDATE decision SET who = 'eve' WHERE id = 2", "decisions: Decision 2 was changed"),
        ("DELETE FROM decision WHERE id = 3", "decisions: Decision 4 was changed"),
        ("DELETE FROM decision WHERE claim_id = 3", "decisions: Claim 3 is accepted, but no decision"),
        ("DELETE FROM decision WHERE id = 6", "decisions: Of the decisions 1 is missing"),
        ("UPDATE chain_end SET decisions = 5", "decisions: Of the decisions 1 too many"),
        ("UPDATE chain_end SET hash = 'abc'", "decisions: The last decision is not the one"),
    ],
)
def test_what_was_changed_is_found(full: Store, change: str, says: str) -> None:
    with full._engine.begin() as connection:
        connection.exec_driver_sql(change)
    assert any(each.startswith(says) for each in flaws(full)), flaws(full)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "UPDATE claim SET speaker_id = 99 WHERE id = 2",
            "references: 1 rows of the table claim refer to rows of source",
        ),
        ("DROP TRIGGER entry_words_changed; UPDATE entry SET text = 'x' || text", "the search index entry_words"),
    ],
)
def test_what_no_server_lets_happen_is_found_in_a_file(full: Store, change: str, says: str) -> None:
    with closing(sqlite3.connect(full.path)) as connection:
        connection.executescript(change)
        connection.commit()
    assert any(each.startswith(says) for each in flaws(full)), flaws(full)


def test_of_many_flaws_the_number_is_told(full: Store) -> None:
    with full._engine.begin() as connection:
        rows = [{"sha256": f"made-up-{number}", "packed": b"\x01"} for number in range(30)]
        connection.execute(insert(ContentRow), rows)
    found = flaws(full)
    assert len(found) == 21, found
    assert "10 more of the kind" in found[-1]


@pytest.mark.sqlite
def test_a_file_that_is_only_read_is_checked_but_for_the_index(full: Store, tmp_path: Path) -> None:
    full.close()
    path = tmp_path / "locked" / "claims.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(full.path)) as whole, closing(sqlite3.connect(path)) as copy:
        whole.backup(copy)
    path.chmod(0o444)
    if os.access(path, os.W_OK):
        pytest.skip("this user may write everything")
    with Store.open(path, create=False) as store:
        assert flaws(store) == []


def test_a_decision_forged_in_the_place_of_the_last_is_found(full: Store) -> None:
    def last(session: Session) -> DecisionRow:
        return session.exec(select(DecisionRow).order_by(col(DecisionRow.id).desc())).first()

    with full._writing() as session:
        kept = session.get(ChainEndRow, 1).model_dump()
        session.delete(last(session))
        session.flush()
        before = last(session)
        session.get(ChainEndRow, 1).sqlmodel_update({"decisions": kept["decisions"] - 1, "hash": before.hash})
    # A rightly linked decision in its place, but what was noted of the end is the old.
    full.decide(3, "comment", "eve", "never said")
    assert flaws(full) == []
    with full._writing() as session:
        session.get(ChainEndRow, 1).hash = kept["hash"]
    assert flaws(full) == [
        "decisions: The last decision is not the one that was made last: the database was changed by another program."
    ]
