"""`claims check` says what is wrong, what to do, and by its exit status that something is."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any


def test_a_check_tells_whole_from_damaged(run: Callable[..., Any], db: Path, tmp_path: Path) -> None:
    copy = shutil.copy(db, tmp_path / "claims.db")
    done = run("check", "--db", copy)
    assert (done.status, done.out) == (0, "")
    assert "nothing is wrong" in done.err
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE claim SET start = start + 1 WHERE id = 2")
        connection.commit()
    done = run("check", "--db", copy)
    assert done.status == 1
    assert "The quote of claim 2 does not stand in its entry" in done.out
    assert "claims show 2" in done.out
    assert "1 thing is wrong" in done.err
    (row,) = json.loads(run("check", "--db", copy, "--format", "json").out)
    assert (row["check"], row["what"].partition(" stand")[0]) == ("quotes", "The quote of claim 2 does not")
