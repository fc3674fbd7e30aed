"""Running the command line in the test's own process, on a real database file."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from claims.cli import main


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `claims` with these words."""

    def run_claims(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["claims", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "160")
        capsys.readouterr()
        try:
            main()
            status = 0
        except SystemExit as exit:
            status = int(exit.code or 0)
        answer = capsys.readouterr()
        return Done(status, answer.out, answer.err)

    return run_claims


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `claims demo` makes: database and CSV."""
    folder = tmp_path_factory.mktemp("sample") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["claims", "demo", "--out", str(folder)])
        with pytest.raises(SystemExit, match="0"):
            main()
    return folder


@pytest.fixture
def db(sample: Path) -> Path:
    """The sample database."""
    return sample / "claims.db"
