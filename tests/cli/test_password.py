"""The password in the address of a database is told nowhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ADDRESSES = (
    "postgresql://ana:s3cret@127.0.0.1:1/claims",
    "postgresql://ana:s3cret@[::1",
    "mysql://ana:s3cret@host/x",
)
COMMANDS = (
    ("list",),
    ("events",),
    ("history", "unrest"),
    ("export",),
    ("check",),
    ("backup", "copy.db"),
    ("review", "unrest"),
    ("serve",),
    ("ingest", "page.txt"),
)


@pytest.fixture(autouse=True)
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a page in it."""
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text("The ministry of Ruvia said that 26 people were killed.", encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("named", ["--db", "CLAIMS_DB"])
def test_the_password_of_a_database_is_told_nowhere(
    run: Callable[..., Any], command: tuple[str, ...], address: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if named == "--db":
        command = (*command, "--db", address)
    else:
        monkeypatch.setenv(named, address)
    done = run(*command)
    assert done.status == 1
    assert "s3cret" not in done.out + done.err
    assert done.err.startswith("claims: ")
    assert done.err.count("\n") == 1
