"""`claims search` on the sample."""

import json
from pathlib import Path


def test_entries_are_shown_with_their_claims(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("search", '"law enforcers" prosecutor*', "--db", db)
    assert done.status == 0
    assert done.out.startswith("1 entry")
    assert "killed: 225" in done.out
    assert "The Fernhill Daily" in done.out


def test_who_says_so_stands_beside_each_figure(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("search", "rejected mistake", "--metric", "killed", "--format", "jsonl", "--db", db)
    assert {claim for line in done.out.splitlines() for claim in json.loads(line)["claims"]} == {"27", "28"}
    shown = run("search", "rejected mistake", "--db", db).out
    assert "Information Ministry denies" in " ".join(shown.split())


def test_sources_are_named_and_nothing_found_is_said(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("search", "nations", "--since", "2023-01-01", "--db", db)
    assert "Sources: United Nations (un)" in done.out
    assert "No entry holds these words" in done.err
    nothing = run("search", "…", "--db", db)
    assert (nothing.status, nothing.out) == (1, "")
