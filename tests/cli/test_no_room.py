"""A disk without room, a file that may not grow, a database that is locked: one sentence, and nothing half-written."""

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from archives import flood_page

import claims

MAIN = (sys.executable, "-c", "import claims.cli; claims.cli.main()")
IMPATIENT = (*MAIN[:2], f"from claims.store import engine; engine.PATIENCE = 1; {MAIN[2]}")
"""The same, but that a lock is waited for a second only."""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of pages, of more bytes than there is room for."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.html").write_text(flood_page(number, 30), encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 700 kB; tests that need it are skipped where none can be mounted."""
    there = tmp_path / "small"
    there.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(there))
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small file system, and not everywhere")
    yield there
    subprocess.run(("umount", str(there)), check=True)


def ran(*words: object, at_most: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    """A command whose files may not grow beyond so many bytes."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (at_most, resource.RLIM_INFINITY))

    return subprocess.run([*MAIN, *map(str, words)], capture_output=True, text=True, check=False, preexec_fn=bound)


def left_whole(db: Path) -> int:
    """How many claims a database holds that must be whole."""
    with claims.open(db, create=False) as database:
        assert [each.flaw for each in database.store.check() if each.flaw] == []
        held = database.stored_claims()
    assert len(held) == 2 * len({claim.url for claim in held})
    return len(held)


def one_sentence(told: str) -> str:
    """The last line that was told, which must be the only one about the failure."""
    *_, last = told.splitlines()
    assert last.startswith("claims: ")
    assert "Traceback" not in told
    return last


def test_a_full_disk(pages: Path, small: Path, run: Callable[..., object]) -> None:
    db = small / "claims.db"
    done = ran("ingest", pages, "--event", "flood", "--db", db)
    assert done.returncode == 1
    assert one_sentence(done.stderr) == (
        f"claims: The disk is full, so that {db} was left as it was; make room and try again."
    )
    held = left_whole(db)
    assert held == 2 * sum("new claims" in line for line in done.stdout.splitlines())
    done = ran("backup", small / "copy.db", "--db", db)
    assert (done.returncode, "make room" in one_sentence(done.stderr)) == (1, True)
    assert not list(small.glob("*copy*"))


def test_a_file_that_may_not_grow_goes_on_where_it_may(pages: Path, tmp_path: Path) -> None:
    db = tmp_path / "claims.db"
    done = ran("ingest", pages, "--event", "flood", "--db", db, at_most=600_000)
    assert done.returncode == 1
    assert "check the disk" in one_sentence(done.stderr)
    assert left_whole(db) < 60
    assert ran("ingest", pages, "--event", "flood", "--db", db).returncode == 0
    assert left_whole(db) == 60


def test_an_export_that_finds_no_room_leaves_nothing(pages: Path, tmp_path: Path) -> None:
    db, out = tmp_path / "claims.db", tmp_path / "out"
    out.mkdir()
    assert ran("ingest", pages, "--event", "flood", "--db", db).returncode == 0
    done = ran("export", "-o", out / "claims.csv", "--db", db, at_most=4_000)
    assert done.returncode == 1
    one_sentence(done.stderr)
    assert list(out.iterdir()) == []


def test_a_database_that_another_program_has_locked(pages: Path, tmp_path: Path) -> None:
    db = tmp_path / "claims.db"
    first = pages / "0.html"
    assert ran("ingest", first, "--event", "flood", "--db", db).returncode == 0
    held = left_whole(db)
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        words = ("decide", "1", "accept", "--as", "ana", "--db", db)
        done = subprocess.run([*IMPATIENT, *map(str, words)], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "has been kept busy by others" in one_sentence(done.stderr)
        assert ran("list", "--db", db).returncode == 0
    assert left_whole(db) == held
    assert ran(*words).returncode == 0
