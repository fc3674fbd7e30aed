"""The commands on the sample event, as a person and as a program would use them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from claims.cli import app
from claims.frames import TABLES
from claims.vocabulary import load_vocabulary

EVENT = "kazakhstan-2022"
ROOT = Path(__file__).parents[2]
PROGRAMS = {
    "claims": ("list", "--event", EVENT),
    "history": ("history", EVENT, "killed"),
    "conflicts": ("conflicts", EVENT),
    "estimate": ("estimate", EVENT),
    "speakers": ("speakers", EVENT),
    "reconcile": ("reconcile", EVENT, "--all"),
    "events": ("events",),
    "sources": ("sources",),
    "metrics": ("metrics",),
    "problems": ("problems",),
}


def test_list_shows_the_chain(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("list", "--metric", "damage_cost", "--db", db)
    assert done.status == 0
    assert "damage_cost: more than 200 million USD" in done.out
    assert "unattributed ← The Overland Business Courier" in done.out


def test_list_by_source_and_place(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    def values(*words: str) -> list[float]:
        done = run("list", *words, "--db", db, "--format", "jsonl")
        return [json.loads(line)["value"] for line in done.out.splitlines()]

    assert values("--place", "Almaty", "--metric", "killed") == [103]
    assert values("--source", "United Nations", "--role", "speaker", "--metric", "injured") == [1000]
    assert values("--side", "UN", "--metric", "detained") == [8000]
    assert values("--side", "un", "--metric", "detained") == [8000]
    assert values("--until", "2022-01-05") == [8]
    assert values("--since", "2022-08-01") == [238]


def test_show_marks_the_quote_and_names_chain_interval_and_capture(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    [row] = json.loads(run("list", "--metric", "killed", "--group", "armed", "--db", db, "--format", "json").out)
    done = run("show", row["id"], "--db", db)
    assert done.status == 0
    assert f"⟦{row['quote']}⟧" in done.out
    assert "speaker     Kazakhstan's Interior Ministry" in done.out
    assert "publisher   The Steppe Ledger" in done.out
    assert "[26, 26]" in done.out
    assert row["capture_sha256"] in done.out
    assert row["url"] in done.out
    assert run("show", row["uid"], "--db", db).out == done.out


def test_show_reads_the_interval_under_the_profile(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    [row] = json.loads(run("list", "--metric", "injured", "--side", "UN", "--db", db, "--format", "json").out)
    assert "[900, 1,000)" in run("show", row["id"], "--db", db).out
    assert "(profile acled)" in run("show", row["id"], "--db", db, "--profile", "acled").out


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_get_the_columns_of_frames(run, db: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    where = () if name == "metrics" else ("--db", db)
    text = run(*PROGRAMS[name], *where, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.splitlines()[0] == ",".join(TABLES[name].names)
    objects = json.loads(run(*PROGRAMS[name], *where, "--format", "json").out)
    lines = [json.loads(line) for line in run(*PROGRAMS[name], *where, "--format", "jsonl").out.splitlines()]
    assert objects == lines
    assert len(rows) == len(objects)
    assert all(list(each) == TABLES[name].names for each in objects)


def test_history_of_every_metric_names_parts_beside(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("history", EVENT, "--db", db)
    assert done.status == 0
    assert "killed · security forces · Kazakhstan" in done.out
    assert "corrected: 17" in " ".join(done.out.split())
    assert "Intervals by profile default; times in Asia/Almaty." in done.err


def test_history_of_nothing_says_where_to_look(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("history", EVENT, "looted", "--db", db)
    assert (done.status, done.out) == (0, "")
    assert "claims list" in done.err


def test_filters_choose_what_is_shown_not_what_is_compared(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    def rows(*words: str) -> list[dict[str, str]]:
        text = run(*words, "--db", db, "--format", "csv").out
        return list(csv.DictReader(io.StringIO(text, newline="")))

    [said] = rows("history", EVENT, "detained", "--side", "UN")
    assert (said["figure"], said["kind"]) == ("almost 8,000", "possible echo")
    assert "denies" in {row["kind"] for row in rows("conflicts", EVENT, "--source", "kazakhstan-health-ministry")}
    assert [row["figure"] for row in rows("history", EVENT, "killed", "--since", "2022-08-01")] == ["238"]


def test_comparisons_name_their_profile(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    for command in ("history", "conflicts", "estimate", "speakers", "reconcile"):
        text = run(command, EVENT, "--profile", "emdat", "--db", db, "--format", "csv").out
        assert {row["profile"] for row in csv.DictReader(io.StringIO(text, newline=""))} == {"emdat"}


def test_export_equals_the_list(run, db: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    listed = run("list", "--event", EVENT, "--db", db, "--format", "csv").out
    assert run("export", EVENT, "--db", db).out == listed
    done = run("export", EVENT, "--db", db, "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().decode() == listed
    assert "rows of claims, intervals by profile default" in done.err


@pytest.mark.parametrize("what", ["history", "conflicts"])
def test_export_of_comparisons(run, db: Path, what: str) -> None:  # type: ignore[no-untyped-def]
    done = run("export", EVENT, "--what", what, "--metric", "killed", "--db", db)
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert rows
    assert {row["metric"] for row in rows} == {"killed"}


def test_metrics_are_those_of_the_vocabulary(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    mine = tmp_path / "my.toml"
    mine.write_text('[metrics.vaccinated]\nlabel = "vaccinated"\ncounts = "people"\ncues.verbs = ["vaccinate"]\n')
    listed = json.loads(run("metrics", "--vocabulary", mine, "--format", "json").out)
    assert {row["slug"] for row in listed} == {*load_vocabulary().metrics, "vaccinated"}
    assert "crowd size" in run("metrics").out


def test_a_metric_of_ones_own_is_found_and_compared(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    mine, page, db = tmp_path / "my.toml", tmp_path / "page.txt", tmp_path / "my.db"
    mine.write_text('[metrics.vaccinated]\nlabel = "vaccinated"\ncounts = "people"\ncues.verbs = ["vaccinate"]\n')
    page.write_text("The Health Ministry said 41 people were vaccinated in the camp.")
    assert run("ingest", page, "--event", "camp", "--vocabulary", mine, "--db", db).status == 0
    done = run("history", "camp", "vaccinated", "--vocabulary", mine, "--db", db)
    assert done.status == 0
    assert "41" in done.out
    # Whoever does not have the words still sees the claim.
    assert "vaccinated: 41" in run("show", 1, "--db", db).out
    assert "vaccinated · all people" in run("history", "camp", "--db", db).out


def test_events_are_added_and_changed(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    db = tmp_path / "my.db"
    run("events", "add", "flood", "--title", "Flood", "--place", "Almaty", "--from", "2024-04-01", "--db", db)
    done = run("events", "add", "flood", "--to", "2024-04-09", "--zone", "Asia/Almaty", "--db", db)
    assert done.err == "flood: Flood, kazakhstan/almaty, 2024-04-01 to 2024-04-09, times in Asia/Almaty.\n"
    [row] = json.loads(run("events", "--db", db, "--format", "json").out)
    assert (row["title"], row["place"], row["starts_on"], row["ends_on"]) == (
        "Flood",
        "kazakhstan/almaty",
        "2024-04-01",
        "2024-04-09",
    )
    assert "flood" in run("events", "--db", db).out


def test_events_say_how_many_claims_they_hold(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    listed = json.loads(run("list", "--event", EVENT, "--db", db, "--format", "json").out)
    [line] = [line for line in run("events", "--db", db).out.splitlines() if EVENT in line]
    assert int(line.split()[-1]) == len(listed) > 0


def test_a_claim_is_added_by_hand(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    db = tmp_path / "my.db"
    run("events", "add", "raid", "--place", "kazakhstan", "--db", db)
    words = (
        *("add", "raid", "killed", "--quote", "погибли 17 силовиков", "--number", "17"),
        *("--speaker", "Kazakhstan's Interior Ministry", "--via", "Orhan Radio", "--publisher", "The Steppe Ledger"),
        *("--published", "2022-01-10", "--group", "силовиков", "--group-kind", "security_forces"),
        *("--translation", "17 law enforcers died", "--as", "reader", "--url", "https://steppe-ledger.example/a"),
    )
    done = run(*words, "--db", db)
    assert done.status == 0
    assert done.out == "Claim 1: killed 17, Kazakhstan's Interior Ministry.\n"
    [row] = json.loads(run("list", "--db", db, "--format", "json").out)
    assert (row["value"], row["side"], row["via"], row["status"]) == (17, "state", ["Orhan Radio"], "accepted")
    assert row["translation"] == "17 law enforcers died"
    shown = run("show", 1, "--db", db).out
    assert "⟦погибли 17 силовиков⟧" in shown
    assert run(*words, "--db", db).out == done.out


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("--quote", "seventeen died", "--number", "17"), "does not hold the number"),
        (("--quote", "seventeen died", "--number", "seventeen"), "say what it is"),
        (("--quote", "17 died", "--number", "17", "--group-kind", "pigeons"), "no standard group"),
        (("--quote", "17 died", "--number", "17", "--qualifier", "roughly"), "qualifier"),
        (("--quote", "17 died", "--number", "17", "--passage", "Others died."), "does not hold the quote"),
    ],
)
def test_a_claim_by_hand_that_does_not_fit(run, tmp_path: Path, change: tuple[str, ...], why: str) -> None:  # type: ignore[no-untyped-def]
    run("events", "add", "raid", "--db", tmp_path / "my.db")
    done = run("add", "raid", "killed", *change, "--db", tmp_path / "my.db")
    assert done.status == 1
    assert why in done.err


def test_ingest_twice_and_again(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, db = tmp_path / "page.txt", tmp_path / "my.db"
    page.write_text("The Health Ministry said 41 people were injured.")
    assert run("ingest", page, "--event", "e", "--db", db).out == "page.txt: 1 new entry; 1 new claim.\n"
    assert run("ingest", page, "--event", "e", "--db", db).out == "page.txt: 1 known entry; 1 known claim.\n"
    assert run("ingest", "--again", "--db", db).out == "Read again: 1 known entry; 1 known claim.\n"
    assert run("ingest", "--db", db).status == 1
    assert run("ingest", page, "--again", "--db", db).status == 1


def test_without_an_event_a_page_makes_its_own(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, db = tmp_path / "page.txt", tmp_path / "my.db"
    page.write_text("Fire in the Port of Tolm\n\nThe fire service said 41 people were injured on Monday.")
    assert run("ingest", page, "--db", db).status == 0
    [row] = json.loads(run("events", "--db", db, "--format", "json").out)
    assert (row["slug"], row["title"]) == ("fire-in-the-port-of-tolm", "Fire in the Port of Tolm")


def test_what_a_page_smuggles_in_does_not_reach_the_terminal(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, db = tmp_path / "page.txt", tmp_path / "my.db"
    page.write_text(
        "In [bold red]Orhan[/], \x1b]0;title\x07 \u202eaivuR, police said 41 people were injured on Monday."
    )
    run("ingest", page, "--event", "e", "--db", db)
    for command in (["list"], ["show", 1]):
        out = run(*command, "--db", db).out
        assert "41" in out
        assert not re.search("[\x1b\x07\u202e]", out)
    assert "[bold red]" in run("show", 1, "--db", db).out


def test_readme_and_manual_show_every_command() -> None:
    pages = [ROOT / "README.md", *(ROOT / "claims" / "help").glob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    names += [group.name for group in app.registered_groups if group.name]
    assert [name for name in names if f"claims {name}" not in text] == []
