"""A store in a new file, with one event."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from copying import copy_database
from made_pages import FERRY

from claims.store import Store


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one event, closed: copies of it open faster than new ones are made."""
    path = tmp_path_factory.mktemp("store") / "claims.db"
    with Store.open(path) as store:
        store.put_event(FERRY)
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(copy_database(made, tmp_path / "claims.db")) as opened:
        yield opened
