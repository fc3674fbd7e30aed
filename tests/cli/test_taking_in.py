"""`claims ingest` of many pages: what it says while it lasts and when it is done, and what it refuses."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from archives import flood_page, warc_of_pages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pages"
    root.mkdir()
    for number in range(3):
        (root / f"{number}.html").write_text(flood_page(number))
    (root / "style.css").write_text("p {}")
    (root / "report.pdf").write_bytes(b"%PDF-1.4")
    return root


def test_a_folder_is_summed_up(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    db = tmp_path / "claims.db"
    done = run("ingest", folder, "--event", "flood", "--db", db)
    assert done.status == 0
    *lines, last = done.out.splitlines()
    assert sorted(lines) == [f"{number}.html: 1 new entry; 2 new claims." for number in range(3)]
    assert last == "3 pages: 3 new entries; 6 new claims; 1 problem."
    assert "report.pdf is a PDF" in done.err
    assert "Passed over, as no pages: styles, scripts and fonts (1)." in done.err
    assert "1 part can't be read; `claims problems` says where and why." in done.err
    listed = run("problems", "--db", db, "--format", "csv")
    assert "report.pdf is a PDF" in listed.out

    again = run("ingest", folder, "--event", "flood", "--db", db)
    assert again.out == "3 pages, known before: 3 known entries; 6 known claims.\n"
    assert "is a PDF" not in again.err
    assert "1 part can't be read" in again.err


def test_programs_get_a_line_for_each_page_and_problem(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    words = ("ingest", folder, tmp_path / "gone.html", "--event", "flood", "--db", tmp_path / "claims.db")
    done = run(*words, "--format", "jsonl")
    assert done.status == 1
    lines = [json.loads(line) for line in done.out.splitlines()]
    pages = [line for line in lines if line["capture_new"]]
    assert [line["url"].rpartition("/")[2] for line in pages] == [f"{number}.html" for number in range(3)]
    assert {(line["input"], line["entries_new"], line["claims_new"], line["problem"]) for line in pages} == {
        (str(folder), 1, 2, None)
    }
    report, gone = [line for line in lines if line["problem"]]
    assert (report["url"], report["problems"]) == ((folder / "report.pdf").as_uri(), 1)
    assert (gone["input"], gone["url"]) == (str(tmp_path / "gone.html"), None)
    assert "There is no file" in gone["problem"]
    again = json.loads(run(*words, "--format", "json").out)
    assert [line["capture_new"] for line in again] == [False] * 5
    assert sum(line["claims_known"] for line in again) == 6


def test_reading_again_is_a_line_for_programs(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    db = tmp_path / "claims.db"
    run("ingest", folder, "--event", "flood", "--db", db)
    [line] = json.loads(run("ingest", "--again", "--db", db, "--format", "json").out)
    assert (line["claims_new"], line["problem"]) == (0, None)


def test_an_archive_without_a_record_is_an_error_in_one_sentence(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "crawl.warc.gz").write_bytes(b"rubbish" * 1000)
    done = run("ingest", tmp_path / "crawl.warc.gz", "--db", tmp_path / "claims.db")
    assert (done.status, done.out) == (1, "")
    [line] = done.err.splitlines()
    assert "holds no WARC record that can be read" in line
    assert run("problems", "--db", tmp_path / "claims.db", "--format", "jsonl").out == ""


def test_several_inputs_are_summed_up_as_one(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    warc = warc_of_pages(tmp_path / "crawl.warc.gz", 2)
    done = run("ingest", warc, folder / "0.html", "--event", "flood", "--db", tmp_path / "claims.db")
    assert done.status == 0
    assert done.out.splitlines()[-1] == "3 pages: 3 new entries; 6 new claims."
    assert "https://orvan-post.example/0: 1 new entry; 2 new claims." in done.out


@pytest.mark.parametrize("option", [("--url", "https://a.example"), ("--captured-at", "2022-01-11")])
def test_what_names_one_page_is_refused_for_several(run, folder: Path, tmp_path: Path, option: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "list.txt").write_text("https://a.example/1\n")
    for inputs in ([folder], [folder / "0.html", folder / "1.html"], [tmp_path / "list.txt"]):
        done = run("ingest", *inputs, *option, "--db", tmp_path / "claims.db")
        assert done.status == 1
        assert done.out == ""
        [line] = done.err.splitlines()
        assert "--url and --captured-at name one page" in line


def test_people_see_a_bar_with_counts(folder: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "claims",
            "ingest",
            str(folder),
            "--event",
            "flood",
            "--db",
            str(tmp_path / "claims.db"),
        ],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "160"},
    ) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        assert process.stdout is not None
        lines = process.stdout.read().decode().splitlines()
    os.close(ours)
    assert process.returncode == 0
    assert b"3 pages, 6 new claims, 1 problem" in shown
    assert lines[-1] == "3 pages: 3 new entries; 6 new claims; 1 problem."


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux tells the end of a terminal
        return b""
