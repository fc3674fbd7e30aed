"""Bad input: one clear sentence on stderr, exit status 1, and a database that keeps what it held."""

import gzip
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "Ruvia's Interior Ministry said 12 people were killed in Orhan on Monday."


def one_sentence(err: str) -> str:
    """The one line that was told, without the name of the command."""
    [line] = err.strip().splitlines()
    assert line.startswith("claims: ")
    assert "Traceback" not in err
    return line


def rows(db: Path) -> dict[str, int]:
    """How many rows each table holds."""
    with sqlite3.connect(db) as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        counts = {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in names}
    connection.close()
    return counts


@pytest.fixture
def held(tmp_path: Path, run) -> Path:  # type: ignore[no-untyped-def]
    """A database that holds a claim."""
    page = tmp_path / "good.txt"
    page.write_text(GOOD, encoding="utf-8")
    assert run("ingest", page, "--event", "ruvia", "--db", tmp_path / "held.db").status == 0
    return tmp_path / "held.db"


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "is an image"),
    "binary.txt": (b"plain at first\0\1\2", "is a binary file"),
    "broken.txt": (b"Twelve people \xff\xfe were killed", "is not UTF-8"),
    "large.txt": (b"Twelve people were killed. " * 750_000, "over the limit of 20 MB"),
    "bomb.txt.gz": (gzip.compress(b"0" * 30_000_000), "over the limit of 20 MB"),
    "cut.txt.gz": (gzip.compress(GOOD.encode())[:30], "damaged"),
}


@pytest.mark.parametrize("command", ["ingest", "extract", "split"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_sentence(run, held: Path, tmp_path: Path, name: str, command: str) -> None:  # type: ignore[no-untyped-def]
    content, why = BAD[name]
    (tmp_path / name).write_bytes(content)
    before = rows(held)
    done = run(command, tmp_path / name, *(("--db", held) if command == "ingest" else ()))
    assert done.status == 1
    assert done.out == ""
    assert why in one_sentence(done.err)
    assert rows(held) == before


def test_a_file_that_is_gone(run, held: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("ingest", tmp_path / "gone.txt", "--db", held)
    assert done.status == 1
    assert "There is no file" in one_sentence(done.err)


def test_the_good_files_beside_a_bad_one_are_taken_in(run, held: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    other = tmp_path / "other.txt"
    other.write_text("Police in Orhan said 40 people were arrested.", encoding="utf-8")
    done = run("ingest", tmp_path / "gone.txt", other, "--event", "ruvia", "--db", held)
    assert done.status == 1
    assert "There is no file" in done.err
    assert "other.txt: 1 new entry; 1 new claim." in done.out


def test_a_database_that_is_none(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    notes = tmp_path / "notes.db"
    notes.write_text("These are notes, not a database; they are long enough to be looked at as one. " * 20)
    before = notes.read_bytes()
    for command in (["list"], ["ingest", tmp_path / "good.txt"]):
        (tmp_path / "good.txt").write_text(GOOD)
        done = run(*command, "--db", notes)
        assert done.status == 1
        assert "database" in one_sentence(done.err)
    assert notes.read_bytes() == before


def test_a_database_of_a_newer_version(run, held: Path) -> None:  # type: ignore[no-untyped-def]
    with sqlite3.connect(held) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    before = rows(held)
    done = run("list", "--db", held)
    assert done.status == 1
    assert "newer version" in one_sentence(done.err)
    assert rows(held) == before


def test_a_database_that_is_not_there(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("history", "ruvia", "--db", tmp_path / "none.db")
    assert done.status == 1
    one_sentence(done.err)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("history", "ruvai"), "did you mean 'ruvia'"),
        (("history", "ruvia", "kiled"), "did you mean 'killed'"),
        (("show", "999"), "There is no claim 999"),
        (("list", "--source", "nobody"), "no source"),
        (("list", "--qualifier", "roughly"), "There is no qualifier 'roughly'; it is one of exact"),
        (("list", "--place", "Nowhereville"), "no place 'Nowhereville'"),
        (("list", "--since", "last week"), "is no date"),
        (("list", "--group", "pigeons"), "no standard group 'pigeons'"),
        (("list", "--group", "civilans"), "did you mean 'civilians'? The groups are all, civilians"),
        (("list", "--qualifier", "at_lest"), "did you mean 'at_least'? It is one of exact"),
        (("list", "--place", "Kazakstan"), "did you mean 'Kazakhstan'?"),
        (("list", "--side", "oposition"), "did you mean 'opposition'?"),
        (("history", "ruvia", "--profile", "acleed"), "did you mean 'acled'?"),
        (("estimate", "ruvia", "--policy", "latests"), "did you mean 'latest'?"),
        (("list", "--side", "martian"), "There is no side 'martian'"),
        (("list", "--role", "reader"), "There is no role 'reader'"),
        (("history", "ruvia", "--profile", "guess"), "no profile 'guess'"),
        (("export", "ruvia", "-o", "/nowhere/at/all.csv"), "can't be written"),
        (("sources", "edit", "nobody", "--side", "state"), "no source"),
        (("events", "add", "x", "--place", "Nowhereville"), "no place 'Nowhereville'"),
        (("events", "add", "x", "--from", "tomorrow"), "--from 'tomorrow' is not a date"),
        (("events", "add", "x", "--zone", "Mars"), "name one like Asia/Almaty"),
        (("events", "add", "Bad Slug!"), "write small letters"),
        (("events", "add", "x", "--from", "2022-01-09", "--to", "2022-01-08"), "lies before the first day"),
        (("ingest", "--event", "Bad Slug!", __file__), "name it bad-slug"),
    ],
)
def test_a_wrong_name_is_told_with_what_to_do(run, held: Path, words: tuple[str, ...], why: str) -> None:  # type: ignore[no-untyped-def]
    at = 2 if words[0] in ("events", "sources") else 1
    done = run(*words[:at], "--db", held, *words[at:])
    assert done.status == 1
    assert why in one_sentence(done.err)


def test_a_vocabulary_that_is_wrong(run, held: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    words = tmp_path / "my.toml"
    for content in ("[metrics.poisoned]\nlabel = 3\n", "not toml", "[verbs]\na = 1\n"):
        words.write_text(content)
        done = run("history", "ruvia", "--db", held, "--vocabulary", words)
        assert done.status == 1
        assert "vocabulary" in one_sentence(done.err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_output_that_can_not_be_written(held: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "claims", "list", "--db", str(held)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "can't be written" in one_sentence(done.stderr)


def test_an_encoding_that_lacks_a_character(held: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "claims", "show", "1", "--db", str(held)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "PYTHONUTF8" in one_sentence(done.stderr)


def test_a_reader_that_has_seen_enough(held: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "claims", "metrics", "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_wrong_usage_is_status_2(run) -> None:  # type: ignore[no-untyped-def]
    assert run("history", "ruvia", "--window", "-3").status == 2
    assert run("history").status == 2
    assert run("list", "--nonsense").status == 2
