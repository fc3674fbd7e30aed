"""Tests of what is only shown on a terminal: colours and progress, seen through a pseudo-terminal."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7]|38;[\d;]+)m")
"""A control sequence that sets a foreground colour (ECMA-48, Select Graphic Rendition)."""


def seen(*words: str, db: Path, **given: str) -> tuple[bytes, bytes]:
    """What a person sees of stdout and of stderr, both on terminals."""
    ends = [pty.openpty() for _ in range(2)]
    named = {"CLAIMS_DB": str(db), "TERM": "xterm-256color", "COLUMNS": "120", **given}
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    started = subprocess.Popen(
        [sys.executable, "-m", "claims", *words], env=kept | named, stdout=ends[0][1], stderr=ends[1][1]
    )
    for _, theirs in ends:
        os.close(theirs)
    shown = tuple(drained(ours) for ours, _ in ends)
    assert started.wait() == 0
    return shown[0], shown[1]


def drained(terminal: int) -> bytes:
    """All that is written to a terminal, until nobody has it open any more."""
    shown = b""
    try:
        while more := os.read(terminal, 65536):
            shown += more
    except OSError:  # Linux's way to say that the other end is closed
        pass
    os.close(terminal)
    return shown


def test_colours_on_a_terminal_and_a_spinner_while_it_works(db: Path) -> None:
    out, err = seen("conflicts", "kazakhstan-2022", db=db)
    assert COLOUR.search(out)
    assert "Comparing …".encode() in err


def test_no_color_is_honoured(db: Path) -> None:
    out, err = seen("conflicts", "kazakhstan-2022", db=db, NO_COLOR="1")
    assert not COLOUR.search(out)
    assert not COLOUR.search(err)
    assert b"denies" in out


@pytest.mark.parametrize("command", [("conflicts", "kazakhstan-2022"), ("list",), ("show", "1"), ("edits",)])
def test_a_pipe_gets_neither_colours_nor_progress(command: tuple[str, ...], db: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "claims", *command],
        env={**os.environ, "CLAIMS_DB": str(db), "TERM": "xterm-256color"},
        capture_output=True,
        check=True,
    )
    assert b"\x1b" not in done.stdout + done.stderr
    assert "…".encode() not in done.stderr
