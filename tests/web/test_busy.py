"""A database that others keep busy: readers and reviewers are told so, and nothing of what they did is lost."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from apart import apart

import claims
from claims.cli.demo import sample_folder
from claims.database import Database
from claims.store import engine
from claims.web.app import make_pages

EVENT = "kazakhstan-2022"

pytestmark = pytest.mark.sqlite


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A page of the sample event, in a database that nobody waits for."""
    monkeypatch.setattr(engine, "PATIENCE", 0)
    with claims.open(tmp_path / "claims.db") as opened:
        opened.put_event(EVENT, title="Unrest in Kazakhstan", place="kazakhstan", zone="Asia/Almaty")
        opened.ingest(min(sample_folder().glob("*.html")), event=EVENT)
        yield opened


def web(database: Database) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(make_pages(database, "Ada"))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


def test_a_decision_that_finds_the_database_busy_keeps_what_was_typed(database: Database) -> None:
    async def decide() -> None:
        async with web(database) as reviewer:
            form = (await reviewer.get("/claims/1")).text
            token = re.search(r'name="token" value="(\w+)"', form)
            assert token is not None
            typed = {"token": token[1], "seen": "0", "claim": "1", "kind": "accept", "why": "as the mayor said"}
            with closing(sqlite3.connect(str(database.store.path), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                refused = await reviewer.post("/claims/1", data=typed)
                other.execute("ROLLBACK")
            assert refused.status_code == 503
            assert "Nothing was stored" in refused.text
            assert "as the mayor said" in refused.text
            assert not database.decisions(1)
            assert (await reviewer.post("/claims/1", data=typed)).status_code == 303
            assert len(database.decisions(1)) == 1

    apart(decide())


def test_a_page_that_finds_the_database_busy_asks_again_by_itself(database: Database) -> None:
    path = str(database.store.path)
    database.close()  # else the others could not have it to themselves

    async def read() -> None:
        async with web(database) as reader:
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("PRAGMA locking_mode = EXCLUSIVE")
                other.execute("UPDATE event SET note = 'theirs'")
                for address in ("/", f"/events/{EVENT}", "/claims/1", "/search?text=people", "/api/claims"):
                    busy = await reader.get(address)
                    assert busy.status_code == 503, address
                    assert busy.headers["retry-after"]
                    assert busy.headers["refresh"]
                    assert "locked" not in busy.text
            assert "Unrest in Kazakhstan" in (await reader.get("/")).text

    apart(read())
