"""`claims sources`: listing, merging, splitting and changing sources, and taking it back."""

import json
from pathlib import Path

import pytest

TEXT = """The Lantern Trust said 12 people were killed.

The Lanterns Trust said 13 people were killed.

Tolm police said 14 people were killed."""


@pytest.fixture
def raid(run, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A database with three sources, one of them misspelled."""
    page, db = tmp_path / "page.txt", tmp_path / "my.db"
    page.write_text(TEXT)
    assert run("ingest", page, "--event", "raid", "--db", db).status == 0
    return db


def listed(run, db: Path) -> dict[str, int]:  # type: ignore[no-untyped-def]
    """The sources with how many claims are credited to each."""
    lines = run("sources", "--db", db, "--format", "jsonl").out.splitlines()
    return {each["slug"]: each["claims"] for each in map(json.loads, lines) if each["claims"]}


def test_a_source_is_edited(run, raid: Path) -> None:  # type: ignore[no-untyped-def]
    words = ("--side", "ngo", "--kind", "ngo", "--reliability", "B", "--by", "ana", "--db", raid)
    done = run("sources", "edit", "lantern-trust", *words)
    assert (done.status, done.err) == (0, "lantern-trust: Lantern Trust, kind ngo, side NGO.\n")
    [line] = [line for line in run("sources", "--db", raid).out.splitlines() if "lantern-trust " in line]
    assert line.split()[-2:] == ["B", "1"]
    assert "killed" in run("list", "--side", "NGO", "--db", raid).out
    [made] = json.loads(run("sources", "history", "lantern-trust", "--db", raid, "-f", "json").out)
    assert (made["who"], made["kind"]) == ("ana", "edit")
    assert json.loads(made["after"]) == {"kind": "ngo", "reliability": "B", "side": "NGO"}


def test_sources_are_merged_shown_and_parted_again(run, raid: Path) -> None:  # type: ignore[no-untyped-def]
    before = listed(run, raid)
    words = ("--into", "lantern-trust", "--as", "ana", "--why", "a misprint", "--db", raid)
    done = run("sources", "merge", "lanterns-trust", *words)
    assert done.status == 0
    assert "lanterns-trust is part of lantern-trust now (Lantern Trust; Lanterns Trust)" in done.err
    assert listed(run, raid) == {"lantern-trust": 2, "tolm-police": 1}
    assert "Lanterns Trust" in run("list", "--source", "lanterns-trust", "--db", raid).out
    written = run("sources", "show", "lanterns-trust", "--db", raid, "--format", "json")
    (alone,) = json.loads(written.out)
    assert alone in json.loads(run("sources", "--db", raid, "--format", "json").out)
    assert "was merged into" in written.err
    shown = run("sources", "show", "lanterns-trust", "--db", raid)
    assert shown.err == "lanterns-trust was merged into lantern-trust.\n"
    assert "also written         Lanterns Trust" in shown.out
    assert "merge lanterns-trust into lantern-trust" in shown.out
    assert "a misprint" in shown.out
    undone = run("sources", "undo", "lantern-trust", "--as", "ben", "--db", raid)
    assert undone.err == "Taken back: merge lanterns-trust into lantern-trust.\n"
    assert listed(run, raid) == before
    assert "undo decision 1" in run("sources", "history", "lanterns-trust", "--db", raid).out
    assert run("check", "--db", raid).status == 0


def test_a_spelling_is_split_off(run, raid: Path) -> None:  # type: ignore[no-untyped-def]
    run("sources", "merge", "lanterns-trust", "--into", "tolm-police", "--as", "ana", "--db", raid)
    done = run(
        "sources", "split", "tolm-police", "Lanterns Trust", "--into", "lantern-trust", "--as", "ana", "--db", raid
    )
    assert done.err.startswith("Lanterns Trust means lantern-trust now;")
    assert listed(run, raid) == {"lantern-trust": 2, "tolm-police": 1}


def test_a_guess_from_a_name_is_marked_until_somebody_confirms_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, db = tmp_path / "page.txt", tmp_path / "my.db"
    page.write_text("Tolm police spokesman Per Aldo said 14 people were killed.")
    run("ingest", page, "--event", "raid", "--db", db)
    slug = "tolm-police-spokesman-per-aldo"
    assert "tolm-police (read from its name" in run("sources", "show", slug, "--db", db).out
    run("sources", "edit", slug, "--speaks-for", "", "--as", "ana", "--db", db)
    assert "speaks for" not in run("sources", "show", slug, "--db", db).out
    run("sources", "edit", slug, "--speaks-for", "tolm-police", "--as", "ana", "--db", db)
    assert "read from its name" not in run("sources", "show", slug, "--db", db).out


def test_what_may_be_one_is_suggested_until_somebody_says_no(run, raid: Path) -> None:  # type: ignore[no-untyped-def]
    [found] = json.loads(run("sources", "suggest", "--db", raid, "--format", "json").out)
    assert (found["what"], {found["slug"], found["other"]}) == ("merge", {"lantern-trust", "lanterns-trust"})
    shown = run("sources", "suggest", "--db", raid)
    assert "“lantern” also as plural or possessive" in shown.out
    assert "claims sources distinct" in shown.err
    run("sources", "distinct", "lantern-trust", "lanterns-trust", "--as", "ana", "--db", raid)
    assert run("sources", "suggest", "--db", raid).err == "No two sources look like one.\n"
    run("sources", "undo", "lantern-trust", "--as", "ana", "--db", raid)
    assert len(run("sources", "suggest", "--db", raid, "-f", "jsonl").out.splitlines()) == 1
    run("sources", "merge", "lanterns-trust", "--into", "lantern-trust", "--as", "ana", "--db", raid)
    assert run("sources", "suggest", "--db", raid, "-f", "jsonl").out == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("merge", "lantern-trust", "--into", "lantern-trust"), "can't be merged into itself"),
        (("merge", "lantern-trst", "--into", "tolm-police"), "did you mean 'lantern-trust'"),
        (("split", "tolm-police", "Harbour"), "no spelling 'Harbour'"),
        (("distinct", "tolm-police", "nobody"), "no source 'nobody'"),
        (("undo", "tolm-police"), "no decision on tolm-police to undo"),
        (("edit", "tolm-police", "--speaks-for", "tolm-police"), "can't speak for itself"),
    ],
)
def test_what_can_t_be_is_one_sentence(run, raid: Path, words: tuple[str, ...], why: str) -> None:  # type: ignore[no-untyped-def]
    done = run("sources", *words, "--db", raid)
    assert (done.status, done.out) == (1, "")
    assert why in done.err
    assert done.err.count("\n") == 1
