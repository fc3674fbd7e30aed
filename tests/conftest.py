"""What the tests share: the folder of real texts that stands beside the checkout, and a web server of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import copying
import pytest
from serving import Site

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared`: corpus, pages, data sets. Tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared (corpus, pages, data sets) does not stand beside this checkout")
    return SHARED


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    with Site() as opened:
        yield opened


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="where stores are kept")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "postgresql":
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason="it is about the file that SQLite keeps"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A PostgreSQL server; tests that need it are skipped where none is installed."""
    pytest.importorskip("psycopg")
    import postgres

    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.serving() as server:
        yield server


@pytest.fixture(scope="session", autouse=True)
def kept_where(request: pytest.FixtureRequest) -> Iterator[None]:
    """With --database postgresql, every path that a store is opened at stands for a database of the server."""
    if request.config.getoption("--database") == "sqlite":
        yield
        return
    from claims.store.opened import Opened

    server = request.getfixturevalue("postgres")
    there = Opened.open.__func__

    def opened(cls: type[Opened], path: Path | str, *, create: bool = True, **more: Any) -> Opened:
        place = path if "://" in str(path) else server.of_path(Path(path), create=create)
        return there(cls, place, create=create, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Opened, "open", classmethod(opened))
        patch.setattr(copying, "server", server)
        yield
