"""A real `claims serve` on loopback, and a real browser that looks at it."""

import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from copying import copy_database
from looking import Sight, watched
from playwright.sync_api import Browser, Error, sync_playwright
from served import served

import claims
from claims.cli.demo import sample_folder
from claims.records import Event

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample event; a test that writes takes a copy."""
    path, folder = tmp_path_factory.mktemp("browsed") / "claims.db", sample_folder()
    event = Event(**tomllib.loads((folder / "event.toml").read_text(encoding="utf-8")))
    with claims.open(path) as opened:
        opened.store.put_event(event)
        for page in sorted(folder.glob("*.html")):
            opened.ingest(page, event=event.slug)
    return path


@pytest.fixture(scope="session")
def address(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the sample event is served, for tests that only read."""
    # A database that is being served can't be copied on every server.
    with served(copy_database(sample_db, tmp_path_factory.mktemp("served") / "claims.db")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window; tests that need it are skipped where there is none."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium is installed; on Debian, apt-get install chromium")
    # A browser's own sandbox refuses to run as root, which is what containers are.
    apart = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        try:
            opened = driver.chromium.launch(executable_path=program, args=apart)
        except Error as error:
            pytest.skip(f"{program} does not start: {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture
def sight(browser: Browser, address: str) -> Iterator[Sight]:
    """The sample event in a window of the browser."""
    with watched(browser, address) as seen:
        yield seen
