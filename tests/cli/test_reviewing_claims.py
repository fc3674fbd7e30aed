"""`claims review` and `claims decide`: at a real terminal, in a pipe, and cut off in the midst."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from copying import copy_database

from claims.records import Filters
from claims.store import Store

MAIN = (sys.executable, "-c", "import claims.cli; claims.cli.main()")
EVENT = "kazakhstan-2022"


@pytest.fixture
def copy(db: Path, tmp_path: Path) -> Path:
    """A copy of the sample database, to be written."""
    return Path(copy_database(db, tmp_path / "claims.db"))


class Sitting:
    """A reviewer's terminal, with `claims review` running in it."""

    def __init__(self, db: Path) -> None:
        self._ours, theirs = pty.openpty()
        words = [*MAIN, "review", EVENT, "--as", "ana", "--db", str(db)]
        env = {**os.environ, "TERM": "dumb", "COLUMNS": "100"}
        self.process = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
        os.close(theirs)

    def until(self, pattern: str) -> str:
        """What it shows up to words that it must show."""
        seen = ""
        while not re.search(pattern, seen):
            if not select.select([self._ours], [], [], 60)[0]:
                pytest.fail(f"{pattern!r} does not come: {seen}")
            try:
                seen += os.read(self._ours, 4096).decode(errors="replace")
            except OSError:  # Linux says so when the other end is closed
                pytest.fail(f"{pattern!r} never came: {seen}")
        return seen

    def types(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def ends(self) -> int:
        self.process.kill()
        os.close(self._ours)
        return self.process.wait()


@pytest.fixture
def sit(copy: Path) -> Iterator[Callable[[], Sitting]]:
    sittings: list[Sitting] = []

    def start() -> Sitting:
        sittings.append(Sitting(copy))
        return sittings[-1]

    yield start
    for each in sittings:
        each.ends()


def waiting(db: Path) -> list[int]:
    with Store.open(db) as store:
        return [claim.id for claim in store.queue(Filters(event=EVENT), limit=9)]


def test_single_keys_work_at_a_terminal(copy: Path, sit: Callable[[], Sitting]) -> None:
    first, second, third = waiting(copy)[:3]
    sitting = sit()
    shown = sitting.until(rf"1 of \d+ · claim {first} [\s\S]*confidence")
    assert "⟦" in shown
    sitting.types("a")
    sitting.until(rf"2 of \d+ · claim {second} [\s\S]*confidence")
    sitting.types("e")
    sitting.until("Field")
    sitting.types("value\r")
    sitting.until("for none")
    sitting.types("77\r")
    sitting.until(rf"claim {second} · amended[\s\S]*confidence")
    sitting.types(" ")
    sitting.until(rf"3 of \d+ · claim {third} [\s\S]*confidence")
    sitting.types("u")
    sitting.until(rf"undo decision \d+[\s\S]*claim {second} · read[\s\S]*confidence")
    sitting.types("b")
    sitting.until(rf"claim {first} · accepted[\s\S]*confidence")
    sitting.types("?")
    sitting.until("b back")
    sitting.types("q")
    sitting.until("1 × accept, 1 × amend, 1 × undo; \\d+ still wait")
    assert sitting.process.wait(20) == 0
    with Store.open(copy) as store:
        assert [each.kind for each in store.decisions_of(second)] == ["amend", "undo"]
        assert (store.claim(first).status, store.claim(second).status) == ("accepted", "read")
        assert {each.who for each in store.decisions_of(second)} == {"ana"}


def test_what_was_acknowledged_outlives_a_kill(copy: Path, sit: Callable[[], Sitting]) -> None:
    first, second = waiting(copy)[:2]
    sitting = sit()
    sitting.until(r"1 of \d+[\s\S]*confidence")
    sitting.types("r")
    sitting.until("left out")
    sitting.types("a misprint\r")
    sitting.until(rf"Claim {first}: reject")
    os.kill(sitting.process.pid, signal.SIGKILL)
    assert sitting.process.wait(20) == -signal.SIGKILL
    with Store.open(copy) as store:
        [made] = store.decisions_of(first)
        assert (made.kind, made.why, store.claim(first).status) == ("reject", "a misprint", "rejected")
        assert store.broken_decisions() == ()
    assert waiting(copy)[0] == second


def piped(db: Path, lines: str) -> "subprocess.CompletedProcess[str]":
    words = [*MAIN, "review", EVENT, "--as", "ben", "--db", str(db)]
    return subprocess.run(words, input=lines, capture_output=True, text=True, check=True, env=utf8())


def utf8() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100"}


def test_lines_of_a_pipe_work_as_keys(copy: Path) -> None:
    first, second, third = waiting(copy)[:3]
    lines = "u\nk preferred has the list\nc ask again\ne metric sneezed\na\nr\ne\nvalue\n1,200\n\nz\n"
    done = piped(copy, lines)
    assert "nothing yet in this sitting" in done.stdout
    assert "sneezed" in done.stdout
    assert "1 × rank, 1 × comment, 1 × accept, 1 × reject, 1 × amend" in done.stderr
    with Store.open(copy) as store:
        told = [(each.kind, each.who, each.why) for each in store.decisions_of(first)]
        assert told == [("rank", "ben", "has the list"), ("comment", "ben", "ask again"), ("accept", "ben", None)]
        assert store.claim(second).status == "rejected"
        assert store.claim(third).value == 1200


def test_all_can_be_gone_through(copy: Path) -> None:
    with Store.open(copy) as store:
        count = store.count(Filters(event=EVENT))
    done = piped(copy, "a\n" * (count + 3))
    assert f"{count} × accept; no more claims wait" in done.stderr
    assert f"{count} of {count} · " in done.stdout
    assert "No claims wait" in piped(copy, "").stderr


def test_one_claim_is_decided_on(run: Callable[..., Any], copy: Path) -> None:
    claim = waiting(copy)[0]
    done = run("decide", claim, "amend", "value=9", "by=", "--why", "the list says so", "--as", "ana", "--db", copy)
    assert (done.status, "→ 9" in done.out, "now amended" in done.out) == (0, True, True)
    shown = run("show", claim, "--db", copy).out
    assert "Decisions" in shown
    assert "As read by machine" in shown
    assert "the list says so" in shown
    assert [str(claim)] == ids(run("list", "--reviewed", "--db", copy, "-f", "jsonl").out)
    assert str(claim) not in ids(run("list", "--not-reviewed", "--db", copy, "-f", "jsonl").out)
    assert "undo decision" in run("decide", claim, "undo", "--as", "ana", "--db", copy).out
    assert run("list", "--reviewed", "--db", copy, "-f", "jsonl").out == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("bless",), "the decisions are accept"),
        (("amend", "value"), "write field=value"),
        (("amend", "value=many"), "no figure"),
        (("rank", "preferred"), "needs a reason"),
        (("undo",), "no decision on claim"),
    ],
)
def test_what_can_t_be_decided_is_said(run: Callable[..., Any], copy: Path, words: tuple[str, ...], says: str) -> None:
    done = run("decide", waiting(copy)[0], *words, "--as", "ana", "--db", copy)
    assert done.status == 1
    assert says in done.err


def ids(lines: str) -> list[str]:
    return re.findall(r'"id": ?"?(\d+)', lines)
