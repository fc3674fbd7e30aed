"""Tests of `claims.cli.completing`: what Tab offers, asked as a shell asks it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def offered(line: str, db: Path) -> list[str]:
    """What bash is told for the last word of a line."""
    words = line.split(" ")
    asked = {
        **os.environ,
        "CLAIMS_DB": str(db),
        "_CLAIMS_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    told = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['claims']; from claims.cli import main; main()"],
        env=asked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    return told.stdout.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("claims his", ["history"]),
        ("claims history kaz", ["kazakhstan-2022"]),
        ("claims history kazakhstan-2022 kil", ["killed"]),
        ("claims list --group civ", ["civilians"]),
        ("claims list --qualifier at_", ["at_least", "at_most"]),
        ("claims list --role ", ["publisher", "relay", "speaker"]),
        ("claims estimate kazakhstan-2022 --policy me", ["median"]),
        ("claims plot kazakhstan-2022 killed --profile ac", ["acled"]),
        ("claims list --side opp", ["opposition"]),
    ],
)
def test_tab_offers_what_may_stand_there(line: str, words: list[str], db: Path) -> None:
    assert offered(line, db) == words


def test_sources_are_those_of_the_database(db: Path) -> None:
    assert "un" in offered("claims list --source u", db)


def test_without_a_database_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert offered("claims history ", tmp_path / "none.db") == []
    assert list(tmp_path.iterdir()) == []
