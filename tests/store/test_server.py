"""A database on a PostgreSQL server: what is refused, how writers and readers meet, and that it answers as a file."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest
from made_pages import FERRY, at, made_capture, made_page, take_in

import claims
from claims.errors import StoreError
from claims.records import Filters
from claims.store import Store

SECRET = "hunter2"


@pytest.fixture
def address(postgres: Any) -> str:
    made: str = postgres.make()
    return made


@pytest.fixture
def kept(address: str) -> str:
    with Store.open(address) as store:
        store.put_event(FERRY)
    return address


def test_a_new_database_is_made_ready_and_opens_again(address: str) -> None:
    with Store.open(address) as store:
        store.put_event(FERRY)
    with Store.open(address, create=False) as store:
        assert store.event("ferry") == FERRY


def test_one_that_is_asked_only_must_hold_claims(address: str) -> None:
    with pytest.raises(StoreError, match="holds no claims; `claims ingest` makes the tables"):
        Store.open(address, create=False)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (f"postgresql://ana:{SECRET}@127.0.0.1:1/claims", r"ana:\*\*\*@127\.0\.0\.1:1/claims can't be reached"),
        (f"mysql://ana:{SECRET}@host/claims", "A database at mysql:// is not known"),
        (f"postgresql://ana:{SECRET}@host:port/claims", "A database at postgresql:// is not known"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_sentence_without_its_password(asked: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as refused:
        Store.open(asked)
    assert SECRET not in str(refused.value)


def test_a_database_that_is_not_there_is_named(postgres: Any) -> None:
    with pytest.raises(StoreError, match='database "nowhere" does not exist'):
        Store.open(postgres.address("nowhere"))


def test_tables_of_another_program_are_left_alone(address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE claim (id int)")
    with pytest.raises(StoreError, match="holds a table 'claim' of another program"):
        Store.open(address)


def test_a_database_of_a_newer_version_is_refused(kept: str) -> None:
    with psycopg.connect(kept) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer version"):
        Store.open(kept)


def test_who_may_only_read_reads(postgres: Any, kept: str) -> None:
    with psycopg.connect(kept, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS reader")
        connection.execute("CREATE ROLE reader LOGIN")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with Store.open(kept.replace("postgres@", "reader@"), create=False) as store:
        assert store.event("ferry") == FERRY
        with pytest.raises(StoreError, match="ask its owner for the rights"):
            store.put_event(FERRY.model_copy(update={"title": "Ferry"}))


def test_a_reader_sees_what_was_there_when_it_began(kept: str) -> None:
    with Store.open(kept) as store, Store.open(kept) as writer, store._reading() as session:
        before = store_count(session)
        take_in(writer, {"a": "At least 3 people died."})
        assert store_count(session) == before
    with Store.open(kept) as store:
        assert store.count(Filters(event="ferry")) == 1


def store_count(session: Any) -> int:
    count: int = session.connection().exec_driver_sql("SELECT count(*) FROM claim").scalar_one()
    return count


def test_writers_wait_for_one_another(kept: str) -> None:
    """Eight threads with a store each take in posts of one page and decide on one claim: nothing is lost or twice."""
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with Store.open(kept) as store:
                page = made_page({f"key-{number}": f"In boat {number} at least {number + 3} people died."})
                store.add(made_capture(page.text, at(number)), page, {}, "ferry", extractor="claims 1")
                store.decide(1, "comment", f"ana {number}", "seen")
        except BaseException as error:
            failed.append(error)

    with Store.open(kept) as store:
        take_in(store, {"a": "At least 3 people died."}, at(-1))
    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with Store.open(kept) as store:
        assert len(store.decisions_of(1)) == 8
        assert store.broken_decisions() == ()
        assert not any(each.flaw for each in store.check())


def test_processes_make_the_tables_once(address: str) -> None:
    code = "import sys, claims; claims.open(sys.argv[1]).close()"
    processes = [subprocess.Popen([sys.executable, "-c", code, address]) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4


def test_the_demo_is_the_same_as_in_a_file(address: str, tmp_path: Path) -> None:
    pages = sorted(Path(claims.__file__).parent.parent.joinpath("data/kazakhstan-2022").glob("*.html"))
    assert pages
    answers = []
    for place in (address, tmp_path / "claims.db"):
        with claims.open(place) as database:
            database.put_event("kz", place="kazakhstan", zone="Asia/Almaty")
            for page in pages:
                database.ingest(page, event="kz")
            told = (getattr(database, name)("kz") for name in ("history", "conflicts", "estimate", "reconcile"))
            answers.append([frame.drop(columns="uid", errors="ignore").to_csv() for frame in told])
    assert answers[0] == answers[1]


def test_the_command_line_takes_the_address(kept: str) -> None:
    asked = [sys.executable, "-m", "claims", "events", "--db", kept, "--format", "csv"]
    assert "ferry" in subprocess.run(asked, capture_output=True, text=True, check=True).stdout
