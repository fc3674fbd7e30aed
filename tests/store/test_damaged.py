"""A file whose pages were overwritten, one after the other: what can't be read of it is told in one sentence."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import claims
from claims.cli.demo import sample_folder
from claims.errors import ClaimsError

EVENT = "kazakhstan-2022"
PAGE = 4096

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of some pages of the sample event, all in its one file."""
    path = tmp_path_factory.mktemp("whole") / "claims.db"
    with claims.open(path) as opened:
        opened.put_event(EVENT, title="Unrest in Kazakhstan", place="kazakhstan", zone="Asia/Almaty")
        for page in sorted(sample_folder().glob("*.html"))[:4]:
            opened.ingest(page, event=EVENT)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def compare(database: claims.Database) -> None:
    database.histories(EVENT)


def export(database: claims.Database) -> None:
    list(database.claim_batches(event=EVENT))


@pytest.mark.parametrize("ask", [compare, export])
def test_whatever_page_is_damaged_it_is_told(
    whole: Path, tmp_path: Path, ask: Callable[[claims.Database], None]
) -> None:
    told = []
    for number in range(1, whole.stat().st_size // PAGE):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(whole, folder / "claims.db"))
        with path.open("r+b") as file:
            file.seek(number * PAGE + 8)
            file.write(random.Random(number).randbytes(PAGE // 2))
        try:
            with claims.open(path, create=False) as database:
                ask(database)
        except ClaimsError as error:
            told.append(str(error))
    assert told
    assert not any("\n" in each for each in told)
