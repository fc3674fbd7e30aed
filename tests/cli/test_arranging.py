"""Claims put in order by event on the command line: moved by hand, and events within events."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EVENT = "kazakhstan-2022"
Run = Callable[..., Any]


@pytest.fixture
def copy(db: Path, tmp_path: Path) -> Path:
    """A copy of the sample database, to be written."""
    return Path(shutil.copy(db, tmp_path / "claims.db"))


def _ids(run: Run, db: Path, *words: str) -> set[int]:
    return {row["id"] for row in json.loads(run("list", *words, "--db", db, "--format", "json").out)}


def claims(ids: set[int]) -> str:
    return "1 claim" if len(ids) == 1 else f"{len(ids)} claims"


def test_claims_are_moved_by_filters_and_shown_where_they_are(run: Run, copy: Path) -> None:
    run("events", "add", "almaty", "--place", "Almaty", "--parent", EVENT, "--db", copy)
    fitting = _ids(run, copy, "--event", EVENT, "--place", "Almaty")
    words = ("move", "--event", EVENT, "--place", "Almaty", "--to", "almaty", "--db", copy)
    assert f"{claims(fitting)} would go to almaty" in run(*words, "--dry-run").out
    assert _ids(run, copy, "--event", "almaty") == set()
    done = run(*words, "--as", "ana", "--why", "They fell there.")
    assert (done.status, done.err) == (0, f"{claims(fitting)} went to almaty.\n")
    assert _ids(run, copy, "--event", "almaty") == fitting
    assert fitting & _ids(run, copy, "--event", EVENT) == set()
    assert fitting < _ids(run, copy, "--event", EVENT, "--sub-events")
    shown = run("show", min(fitting), "--db", copy).out
    assert "almaty, by a person's decision; before in kazakhstan-2022" in shown
    assert "They fell there." in shown
    assert f"move event: {EVENT} → almaty" in shown


def test_a_part_is_no_figure_of_the_whole(run: Run, copy: Path) -> None:
    def told(command: str, *words: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(run(command, EVENT, *words, "--db", copy, "--format", "json").out)
        return rows

    pairs = [{row["first_id"], row["second_id"]} for row in told("conflicts", "--metric", "killed")]
    moved = pairs[-1].pop()
    run("events", "add", "square", "--parent", EVENT, "--db", copy)
    assert run("move", moved, "--to", "square", "--db", copy).status == 0
    along = {row["claim_id"]: row["event"] for row in told("history", "killed", "--sub-events")}
    assert along.pop(moved) == "square"
    assert set(along.values()) == {EVENT}
    assert not any(
        moved in (row["first_id"], row["second_id"]) for row in told("conflicts", "--metric", "killed", "--sub-events")
    )


@pytest.mark.parametrize("words", [(), ("3", "--place", "Almaty")])
def test_what_moves_must_be_said_one_way(run: Run, copy: Path, words: tuple[str, ...]) -> None:
    done = run("move", *words, "--to", EVENT, "--db", copy)
    assert done.status == 1
    assert "name their ids, or give filters" in done.err


def test_rules_are_stated_tried_and_applied(run: Run, copy: Path) -> None:
    run("events", "add", "almaty", "--place", "Almaty", "--parent", EVENT, "--from", "2022-01-01", "--db", copy)
    stated = run("events", "rule", "almaty", "--place", "Almaty", "--among", EVENT, "--as", "ana", "--db", copy)
    fitting = _ids(run, copy, "--event", EVENT, "--place", "Almaty")
    assert stated.err == (
        f"Rule 1: anything in kazakhstan/almaty, of {EVENT} → almaty.\n"
        f"{claims(fitting)} stored would go there; `claims events apply` moves them, --dry-run shows which.\n"
    )
    [rule] = json.loads(run("events", "rules", "--db", copy, "--format", "json").out)
    assert (rule["event"], rule["place"], rule["among"], rule["who"]) == ("almaty", "kazakhstan/almaty", EVENT, "ana")
    assert "ana" in run("events", "rules", "--db", copy).out
    would = json.loads(run("events", "apply", "--dry-run", "--db", copy, "--format", "json").out)
    assert {row["claim"] for row in would} == fitting
    assert _ids(run, copy, "--event", "almaty") == set()
    assert run("events", "apply", "--db", copy).err == f"{claims(fitting)} moved.\n"
    assert _ids(run, copy, "--event", "almaty") == fitting
    assert f"almaty, by rule 1; before in {EVENT}" in run("show", min(fitting), "--db", copy).out
    assert run("events", "unrule", 1, "--db", copy).status == 0
    assert f"{claims(fitting)} moved" in run("events", "apply", "--db", copy).err
    assert _ids(run, copy, "--event", "almaty") == set()
    assert "as read, for no rule holds it" in run("show", min(fitting), "--db", copy).out
    assert run("events", "unrule", 1, "--db", copy).err == (
        "claims: There is no rule 1; `claims events rules` lists them.\n"
    )


def test_events_are_renamed_merged_and_parted(run: Run, copy: Path) -> None:
    whole = _ids(run, copy, "--event", EVENT)
    done = run("events", "rename", EVENT, "unrest", "--as", "ana", "--db", copy)
    assert done.err == f"{EVENT} is now called unrest; {EVENT} still leads there.\n"
    for name in (EVENT, "unrest"):
        rows = json.loads(run("history", name, "killed", "--db", copy, "--format", "json").out)
        assert {row["event"] for row in rows} == {"unrest"}
    run("events", "add", "january", "--db", copy)
    done = run("events", "merge", "unrest", "--into", "january", "--as", "ana", "--why", "one event", "--db", copy)
    assert done.err.startswith(f"unrest is now january, which has {len(whole)} claims;")
    assert _ids(run, copy, "--event", EVENT) == _ids(run, copy, "--event", "january") == whole
    assert run("problems", "--db", copy).status == run("edits", EVENT, "--db", copy).status == 0
    assert "with 0 claims" not in run("events", "part", "unrest", "--as", "ben", "--db", copy).err
    assert _ids(run, copy, "--event", "january") == set()
    assert run("events", "delete", "january", "--db", copy).err.startswith("claims: Claims were in january once")
    changes = run("events", "changes", "--db", copy).out
    assert "merge unrest into january" in changes
    assert "one event" in changes
    kinds = [row["kind"] for row in json.loads(run("events", "changes", "--db", copy, "--format", "json").out)]
    assert kinds == ["rename", "merge", "part"]


def test_a_name_that_no_event_can_have_is_refused(run: Run, copy: Path) -> None:
    assert "write small letters" in run("events", "rename", EVENT, "Bad Name", "--db", copy).err


def test_background_figures_are_marked_and_suggested(run: Run, tmp_path: Path) -> None:
    page, db = tmp_path / "page.txt", tmp_path / "my.db"
    page.write_text("Orhan\n\n10 January 2022\n\nIn June 2010, 400 people were killed in Kyrgyzstan.\n")
    run("events", "add", "orhan", "--from", "2022-01-02", "--db", db)
    run("events", "add", "south-2010", "--place", "Kyrgyzstan", "--from", "2010-06-10", "--db", db)
    run("ingest", page, "--event", "orhan", "--db", db)
    assert "Kyrgyzstan, background" in run("list", "--db", db).out
    assert "background" in run("history", "orhan", "--db", db).out
    assert "as south-2010 did." in run("events", "suggest", "--db", db).out
    [row] = json.loads(run("events", "suggest", "orhan", "--db", db, "--format", "json").out)
    run("move", row["claim"], "--to", row["to"], "--as", "ana", "--db", db)
    assert "background" not in run("list", "--db", db).out
    assert run("events", "suggest", "--db", db).err.startswith("No figures are set aside as background;")


def test_what_would_move_is_told_in_the_times_of_the_event_it_is_in(run: Run, copy: Path) -> None:
    run("events", "add", "elsewhere", "--db", copy)
    run("events", "rule", "elsewhere", "--place", "Almaty", "--among", EVENT, "--db", copy)
    [moving] = json.loads(run("events", "apply", "--dry-run", "--db", copy, "--format", "json").out)
    listed = run("list", "--event", EVENT, "--place", "Almaty", "--db", copy).out
    [said] = [line.split()[1:5] for line in listed.splitlines() if line.split()[:1] == [str(moving["claim"])]]
    for words in (("move", moving["claim"], "--to", "elsewhere"), ("events", "apply")):
        assert " ".join(said) in run(*words, "--dry-run", "--db", copy).out


def test_the_usage_names_what_is_wanted(run: Run) -> None:
    assert "SLUG" in run("sources", "merge", "--help").out
    assert "{slug}" not in run("sources", "merge", "--help").out
