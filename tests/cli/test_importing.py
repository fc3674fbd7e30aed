"""`claims import`: tables on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

MAPPING = """
key = ["day"]
[fields]
said_at = { column = "day" }
[[figures]]
column = "dead"
metric = "killed"
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MAPPING, encoding="utf-8")
    path = tmp_path / "table.csv"
    path.write_text("day,dead,note\n2024-03-01,12,=1+1\n2024-03-02,x,\n", encoding="utf-8")
    return path


def test_a_dry_run_says_what_becomes_of_columns_and_rows_and_stores_nothing(run: Run, table: Path) -> None:
    db = table.parent / "new.db"
    words = ("import", table, "--mapping", table.parent / "mine.toml", "--event", "flood", "--db", db, "--dry-run")
    done = run(*words)
    assert done.status == 0
    assert "figure: killed" in done.out
    assert "not read" in done.out
    assert "'dead' holds 'x', which is no figure." in done.out
    assert "2 rows, 2 of them entries with 1 claim" in done.out
    assert not db.exists()
    lines = [json.loads(line) for line in run(*words, "-f", "jsonl").out.splitlines()]
    assert [(each["kind"], each["line"], each["what"]) for each in lines] == [
        ("column", None, "day"),
        ("column", None, "dead"),
        ("column", None, "note"),
        ("refused", 3, "2024-03-02,x,"),
    ]


def test_a_table_goes_in_and_stands_in_lists(run: Run, table: Path) -> None:
    db = table.parent / "claims.db"
    words = ("import", table, "--mapping", table.parent / "mine.toml", "--event", "flood", "--db", db)
    done = run(*words, "--published-at", "2024-03-05")
    assert (done.status, done.out) == (0, "table.csv: 2 new entries; 1 new claim; 1 problem.\n")
    assert "Refused: 1 row or figure; " in done.err
    assert "which is no figure" in run("problems", "--db", db).out
    listed = run("list", "--event", "flood", "--db", db, "-f", "jsonl").out
    assert json.loads(listed)["quote"] == "12"
    shown = run("show", json.loads(listed)["id"], "--db", db)
    assert shown.status == 0
    assert "2024-03-01,⟦12⟧,=1+1" in shown.out
    assert "known" in run(*words, "--published-at", "2024-03-05").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--event", "flood"), "Say what the columns are with --mapping"),
        (("--mapping", "acled"), "Say what the columns are with --mapping"),
        (("--mapping", "none", "--event", "flood"), "There is no mapping 'none'"),
        (("--mapping", "acled", "--event", "A Flood"), "name it a-flood"),
        (("--mapping", "acled", "--event", "flood", "--published-at", "soon"), "is not a date"),
    ],
)
def test_what_is_wrong_is_one_sentence(run: Run, table: Path, words: tuple[str, ...], said: str) -> None:
    done = run("import", table, *words, "--db", table.parent / "claims.db")
    assert done.status == 1
    assert said in done.err
    assert "Traceback" not in done.err


def test_an_edited_export_is_shown_first_and_amended_when_wanted(run: Run, table: Path) -> None:
    db = table.parent / "claims.db"
    run("import", table, "--mapping", table.parent / "mine.toml", "--event", "flood", "--db", db)
    out = table.parent / "out.csv"
    assert run("export", "flood", "-o", out, "--db", db).status == 0
    out.write_text(out.read_text(encoding="utf-8").replace(",killed,all,", ",injured,all,"), encoding="utf-8")
    shown = run("import", out, "--db", db, "--as", "Ada", "--dry-run")
    assert (shown.status, "1 cell of 1 claim changed, 0 can't" in shown.out) == (0, True)
    assert "Nothing was written" in run("import", out, "--db", db, "--as", "Ada").err
    assert '"metric": "killed"' in run("list", "--event", "flood", "--db", db, "-f", "jsonl").out
    done = run("import", out, "--db", db, "--as", "Ada", "--why", "checked", "--yes")
    assert (done.status, "1 claim amended" in done.err) == (0, True)
    assert '"metric": "injured"' in run("list", "--event", "flood", "--db", db, "-f", "jsonl").out


def test_a_whole_database_comes_back(run: Run, table: Path) -> None:
    db = table.parent / "claims.db"
    run("import", table, "--mapping", table.parent / "mine.toml", "--event", "flood", "--db", db)
    first, second = table.parent / "all.jsonl", table.parent / "again.jsonl"
    assert run("export", "--what", "everything", "-o", first, "--db", db).status == 0
    assert "holds all of another database" in run("import", first, "--db", table.parent / "dry.db", "--dry-run").err
    assert not (table.parent / "dry.db").exists()
    done = run("import", first, "--db", table.parent / "other.db")
    assert (done.status, "all that the other database held" in done.out) == (0, True)
    run("export", "--what", "everything", "-o", second, "--db", table.parent / "other.db")
    assert second.read_bytes() == first.read_bytes()


def test_a_file_that_is_not_there_is_named_before_all_else(run: Run, tmp_path: Path) -> None:
    done = run("import", tmp_path / "nofile.csv", "--db", tmp_path / "new.db")
    assert done.status == 1
    assert "There is no file" in done.err
    assert not (tmp_path / "new.db").exists()
