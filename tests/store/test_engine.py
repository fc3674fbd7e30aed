"""Opening a database: new, known, not one, of a newer version; eight processes at once; a writer killed."""

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made_pages import row_counts, take_in
from sqlmodel import SQLModel

import claims
from claims.errors import StoreError
from claims.records import Event
from claims.store import Store
from claims.store.engine import use_wal
from claims.store.migrations import HEAD

pytestmark = pytest.mark.sqlite

CHECKOUT = Path(claims.__file__).parents[1]


def python(code: str, *arguments: str) -> Sequence[str]:
    """A command that runs code with our package and the made pages in reach."""
    paths = [str(CHECKOUT), str(Path(__file__).parent)]
    return [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{code}", *arguments]


def test_a_new_file_is_a_database_that_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with Store.open(path) as store:
        store.put_event(Event(slug="ferry", title="Ferry"))
    with Store.open(str(path), create=False) as store:
        assert [event.slug for event in store.events()] == ["ferry"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    (tmp_path / "claims.db").touch()
    with Store.open(tmp_path / "claims.db") as store:
        assert store.events() == ()


@pytest.mark.parametrize("content", [b"xy", b"Not a database.\n" * 500, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "claims.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"is not a database|is damaged"):
        Store.open(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE alembic_version (version_num)")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    Store.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE alembic_version SET version_num = 'f00d'")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(StoreError, match="newer version of this program; upgrade"):
        Store.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("done", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_database_that_does_not_say_its_version_is_refused_and_left_alone(tmp_path: Path, done: str) -> None:
    path = tmp_path / "claims.db"
    Store.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(done)
    connection.close()
    content = path.read_bytes()
    with pytest.raises(StoreError, match=r"is damaged \(it does not say which version made it\); restore a copy"):
        Store.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event SET title = CAST(X'41FF42' AS TEXT)",
        "UPDATE attribution SET role = CAST(X'FFFF' AS TEXT)",
        "UPDATE attribution SET role = 'spoke'",
        "UPDATE claim SET quote = 'Nobody'",
        "UPDATE claim SET said_at = 9223372036854775807",
        "UPDATE entry SET known_from = 9223372036854775807",
        "UPDATE reading SET fields = '{'",
        "UPDATE content SET packed = X'00'",
    ],
)
def test_damaged_rows_are_told_in_one_sentence(store: Store, damage: str) -> None:
    take_in(store, {"a": "At least 3 people died."})
    with store._writing() as session:
        session.connection().exec_driver_sql(damage)
    with pytest.raises(StoreError, match=r"is damaged .*restore a copy of it\.|can't be read") as refusal:  # noqa: PT012
        store.events()
        store.claims()
        store.readings_of(1)
        store.page_of(1)
    assert "\n" not in str(refusal.value)


def is_no_index(name: str | None, kind: str, _: object) -> bool:
    """Whether a table is one of the rows' own; the indexes of full-text search are tables to SQLite, too."""
    return kind != "table" or "_words" not in (name or "")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("absent/claims.db", "There is no folder"),
        (".", "is a folder"),
        ("claims.db", "There is no database"),
    ],
)
def test_a_path_that_can_t_be_is_refused(tmp_path: Path, name: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=says):
        Store.open(name, create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="there is no /proc, the one folder that nobody may write to"
)
def test_a_folder_that_may_not_be_written_is_refused() -> None:
    with pytest.raises(StoreError, match=r"can't be opened or made|may not be written"):
        Store.open("/proc/claims.db")


def test_a_file_system_without_write_ahead_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    # SQLite's own driver for file systems without shared memory.
    connection = sqlite3.connect(f"file:{path}?vfs=unix-dotfile", uri=True, isolation_level=None)
    with pytest.raises(StoreError, match="can't keep a write-ahead log"):
        use_wal(connection, path)
    connection.close()


def test_the_head_named_is_that_of_the_migrations() -> None:
    assert ScriptDirectory(str(CHECKOUT / "claims/store/migrations")).get_current_head() == HEAD


def test_the_migrations_make_the_tables_that_the_rows_name(store: Store) -> None:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": True, "include_name": is_no_index}
        )
        assert compare_metadata(context, SQLModel.metadata) == []
        asked = "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%' AND name NOT LIKE '%words%'"
        made = connection.exec_driver_sql(asked).scalars().all()
    assert sorted(made) == ["attribution", "sighting"]


def test_an_up_to_date_database_opens_without_alembic(tmp_path: Path) -> None:
    Store.open(tmp_path / "claims.db").close()
    code = """
from claims.store import Store
with Store.open(sys.argv[1]) as store:
    store.claims()
print([name for name in sys.modules if name.partition(".")[0] in ("alembic", "pandas", "lxml")])
"""
    ran = subprocess.run(python(code, str(tmp_path / "claims.db")), capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_eight_processes_open_a_new_file_at_once(tmp_path: Path) -> None:
    code = """
import time
from claims.records import Event, Filters
from claims.store import Store
print("ready", flush=True)
sys.stdin.readline()
with Store.open(sys.argv[1]) as store:
    store.put_event(Event(slug=f"event-{sys.argv[2]}", title="x"))
"""
    path = tmp_path / "claims.db"
    running = [
        subprocess.Popen(
            python(code, str(path), str(number)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(8)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    told = []
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        told.append(process.communicate(timeout=60)[1])
    assert told == [""] * 8
    with Store.open(path) as store:
        assert len(store.events()) == 8


def test_a_writer_killed_half_way_leaves_the_database_as_it_was(store: Store) -> None:
    take_in(store, {"a": "At least 3 people died."})
    before = row_counts(store)
    code = """
import time
from made_pages import EXTRACTOR, at, killed, made_capture, made_page
from claims.store import Store

class Slow(dict):
    # Asked for in the middle of the transaction, after the capture and its entries are written.
    def get(self, key, default=None):
        print("writing", flush=True)
        time.sleep(60)

page = made_page({"b": "At least 5 people died."})
Store.open(sys.argv[1]).add(made_capture("later", at(1)), page, Slow(), "ferry", extractor=EXTRACTOR)
"""
    with subprocess.Popen(python(code, str(store.path)), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.kill()
    assert row_counts(store) == before
    assert take_in(store, {"b": "At least 5 people died."}).claims_new == 1


def test_a_reader_sees_the_database_as_it_was_while_another_writes(store: Store) -> None:
    with store._writing() as session, Store.open(store.path) as reader:
        session.connection().exec_driver_sql("UPDATE event SET title = 'Changed'")
        assert reader.event("ferry").title == "Ferry accident on Lake Orvan"
    assert store.event("ferry").title == "Changed"
