"""`claims export` as people run it: formats by the file's name, packages, whole databases, readers that leave early."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

EVENT = "kazakhstan-2022"
COMPARISONS = ("history", "conflicts", "estimate", "speakers", "reconcile")


@pytest.mark.parametrize("what", ["claims", *COMPARISONS, "edits", "events", "sources", "problems"])
def test_every_format_holds_the_same_rows(run, db: Path, tmp_path: Path, what: str) -> None:  # type: ignore[no-untyped-def]
    about = () if what in ("events", "sources") else (EVENT,)
    for name in ("out.csv", "out.xlsx", "out.parquet", "out.jsonl", "out.json"):
        done = run("export", *about, "--what", what, "--db", db, "-o", tmp_path / name)
        assert (done.status, done.out) == (0, "")
        assert f"{name}: " in done.err
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()] == rows
    assert pq.read_table(tmp_path / "out.parquet").num_rows == len(rows)
    sheet = load_workbook(tmp_path / "out.xlsx")[what]
    assert sum(1 for _ in sheet.iter_rows()) == len(rows) + 1
    assert bool(rows) == (what not in ("edits", "problems"))


def test_all_events_are_exported_where_none_is_named(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("export", "--db", db).out == run("export", EVENT, "--db", db).out


def test_everything_is_written_twice_alike(run, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("export", "--what", "everything", "--db", db, "-o", tmp_path / "all.jsonl").status == 0
    text = (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert run("export", "--what", "everything", "--db", db).out == text
    assert json.loads(text.splitlines()[0])["table"] == "header"


def test_a_package_holds_every_table(run, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("export", EVENT, "--db", db, "--metric", "killed", "--profile", "emdat", "--package", tmp_path / "kaz")
    assert done.status == 0, done.err
    told = json.loads((tmp_path / "kaz" / "datapackage.json").read_text(encoding="utf-8"))
    about = told["sourced-claims"]
    assert (about["event"], about["filters"], about["profile"]) == (EVENT, {"metric": "killed"}, "emdat")
    lists = ("edits", "events", "sources", "problems")
    assert [each["name"] for each in told["resources"]] == ["claims", *COMPARISONS, *lists]
    of_the_database = run("export", "--db", db, "--package", tmp_path / "all")
    assert of_the_database.status == 0
    assert not (tmp_path / "all" / "history.csv").exists()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--what", "history"), "of which event"),
        (("--what", "sources", "--metric", "killed"), "takes no filter; leave out --metric"),
        ((EVENT, "--what", "everything"), "of the whole database"),
        (("--what", "everything", "--format", "csv"), "JSON lines"),
        (("--format", "xlsx", "--excel"), "needs no mark"),
        (("-o", "claims.doc"), "doesn't say which format"),
        (("--package", "here", "--format", "csv"), "files of its own"),
    ],
)
def test_what_can_t_be_meant_is_refused(run, db: Path, asked: tuple[str, ...], sentence: str) -> None:  # type: ignore[no-untyped-def]
    done = run("export", *asked, "--db", db)
    assert (done.status, done.out) == (1, "")
    assert sentence in " ".join(done.err.split())


def test_a_failed_export_leaves_the_older_file(run, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    old = tmp_path / "out.csv"
    old.write_text("older", encoding="utf-8")
    assert run("export", "nowhere-1999", "--db", db, "-o", old).status == 1
    assert old.read_text(encoding="utf-8") == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "json", "xlsx", "parquet"])
def test_a_reader_that_leaves_early_is_no_error(db: Path, form: str) -> None:
    asked = [sys.executable, "-m", "claims", "export", "--what", "claims", "--format", form, "--db", str(db)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")
