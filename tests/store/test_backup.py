"""A backup is of one moment while others write, there whole or not at all, and never over another file."""

import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from made_pages import killed, take_in

from claims.errors import StoreError
from claims.store import Store

POSTS = {"a": "At least 3 people died.", "b": "Later 4 died.", "c": "Then 5 died."}

# Adds a row and counts it in another table, both at once: a copy that is not of one moment tells them apart.
WRITES = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
print("begun", flush=True)
for number in range(10**9):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO filling VALUES (?)", (bytes(4000),))
    connection.execute("UPDATE counted SET n = n + 1")
    connection.execute("COMMIT")
"""


@pytest.mark.sqlite
def test_a_copy_is_a_whole_database(store: Store, tmp_path: Path) -> None:
    take_in(store, POSTS, **killed(POSTS))
    told: list[tuple[int, int]] = []
    store.back_up(tmp_path / "copy.db", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0
    with Store.open(tmp_path / "copy.db", create=False) as copy:
        assert copy.claims() == store.claims()
        assert [each.flaw for each in copy.check() if each.flaw] == []


@pytest.mark.sqlite
def test_a_copy_made_while_another_process_writes_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE filling (x)")
        connection.execute("CREATE TABLE counted AS SELECT 0 AS n")
        connection.execute(
            "WITH RECURSIVE up(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up LIMIT 20000) "
            "INSERT INTO filling SELECT zeroblob(2000) FROM up"
        )
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, str(store.path)], stdout=subprocess.PIPE, text=True
    ) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "begun\n"
        for number in range(3):
            store.back_up(tmp_path / f"{number}.db")
        assert writing.poll() is None
        writing.kill()
    counts = []
    for number in range(3):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            [[rows]] = copy.execute("SELECT count(*) - 20000 FROM filling").fetchall()
            [[counted]] = copy.execute("SELECT n FROM counted").fetchall()
            assert rows == counted
            counts.append(counted)
    assert counts == sorted(counts)


@pytest.mark.sqlite
def test_no_file_is_written_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        store.back_up(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text() == "mine"
    with pytest.raises(StoreError, match="There is no folder"):
        store.back_up(tmp_path / "none" / "copy.db")


@pytest.mark.sqlite
def test_where_there_is_no_room_nothing_is_left(store: Store, tmp_path: Path) -> None:
    take_in(store, POSTS, **killed(POSTS))
    kept, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    there = tmp_path / "there"
    there.mkdir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, most))
    try:
        with pytest.raises(StoreError, match=r"copy\.db can't be written .*make room"):
            store.back_up(there / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kept, most))
    assert list(there.iterdir()) == []


def test_a_server_is_copied_by_its_own_program(postgres, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with Store.open(postgres.make()) as store, pytest.raises(StoreError, match="pg_dump"):
        store.back_up(tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
def test_restoring_is_copying(store: Store, tmp_path: Path) -> None:
    take_in(store, POSTS, **killed(POSTS))
    store.back_up(tmp_path / "copy.db")
    held = store.claims()
    restored = Path(shutil.copy(tmp_path / "copy.db", tmp_path / "restored.db"))
    with Store.open(restored, create=False) as opened:
        assert opened.claims() == held
        opened.decide(held[0].id, "accept", "ana")
