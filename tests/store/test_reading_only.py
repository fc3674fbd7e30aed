"""A database that may not be written is read all the same; tried in a process that has no right to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_pages import take_in
from test_engine import python

from claims.store import Store

# Root may write everything, unless it gives that up.
MAY_NOT = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
OPENS = """
from claims.errors import ClaimsError
from claims.records import Event
from claims.store import Store
try:
    with Store.open(sys.argv[1], create=False) as store:
        print([claim.number for claim in store.claims()])
        store.keep("ferry", store.version("ferry"), "an answer", "as asked", b"not kept, and no matter")
        store.put_event(Event(slug="other", title="Other"))
        print("written")
except ClaimsError as error:
    print(error)
"""


def opened(path: Path) -> list[str]:
    """What a process that may not override permissions says of a database: its figures, then what writing gave."""
    ran = subprocess.run([*MAY_NOT, *python(OPENS, str(path))], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@pytest.fixture
def held(tmp_path: Path, store: Store) -> Path:
    """A closed database with a claim, in a folder of its own."""
    try:
        subprocess.run([*MAY_NOT, sys.executable, "-c", ""], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is root, who may write everything, and setpriv can't take that right away here")
    take_in(store, {"a": "At least 3 people died."})
    store.close()
    folder = tmp_path / "kept here"
    folder.mkdir()
    return store.path.rename(folder / "claims?.db")


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)])
def test_what_may_not_be_written_is_read(held: Path, file: int, folder: int) -> None:
    assert not held.with_name(f"{held.name}-wal").exists()
    before = held.read_bytes()
    held.chmod(file)
    held.parent.chmod(folder)
    figures, refused = opened(held)
    held.parent.chmod(0o755)
    assert list(held.parent.iterdir()) == [held]
    assert figures == "['3']"
    assert refused == f"{held} may not be written; check who may write the file and its folder."
    assert held.read_bytes() == before


def test_a_database_is_read_while_another_writes_it(held: Path) -> None:
    with Store.open(held) as writer:
        take_in(writer, {"b": "Now 9 people died."})
        held.chmod(0o444)
        assert opened(held)[0] == "['3', '9']"


def test_a_log_that_nobody_may_open_is_not_passed_over(held: Path) -> None:
    with Store.open(held) as writer:
        take_in(writer, {"b": "Now 9 people died."})
        copy = held.parent / "copy"
        copy.mkdir()
        for suffix in ("", "-wal"):
            (copy / f"x.db{suffix}").write_bytes(held.with_name(f"{held.name}{suffix}").read_bytes())
    copy.chmod(0o555)
    [refused] = opened(copy / "x.db")
    copy.chmod(0o755)
    assert "x.db has changes in x.db-wal" in refused


def test_a_database_of_an_older_version_is_not_read_half(held: Path) -> None:
    with Store.open(held) as store, store._writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    held.chmod(0o444)
    [refused] = opened(held)
    assert "older version of this program and may not be written" in refused


@pytest.mark.parametrize(("file", "folder"), [(0o000, 0o755), (0o644, 0o000)])
def test_what_may_not_even_be_read_is_refused(held: Path, file: int, folder: int) -> None:
    held.with_name(f"{held.name}-wal").write_bytes(b"log")
    held.chmod(file)
    held.parent.chmod(folder)
    [refused] = opened(held)
    held.parent.chmod(0o755)
    assert "can't be opened" in refused or "can read" in refused


def test_an_empty_file_that_may_not_be_written_is_refused(held: Path) -> None:
    held.write_bytes(b"")
    held.chmod(0o444)
    [refused] = opened(held)
    assert "is empty and may not be written" in refused
