"""Estimates, speakers' records and reconciling on the sample event, and every comparison as known at a moment."""

import csv
import io
import json
from pathlib import Path

import pytest

EVENT = "kazakhstan-2022"
COMPARISONS = ("history", "conflicts", "estimate", "speakers", "reconcile")


def rows(run, *words: object) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
    return list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").out, newline="")))


def test_the_estimate_of_killed_on_10_january_leaves_164_out_and_says_why(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("estimate", EVENT, "killed", "--group", "all", "--as-known-at", "2022-01-10", "--db", db)
    assert done.status == 0
    said = " ".join(done.out.split())
    assert "killed · all people · Kazakhstan: 0 outlets, 0 speakers, 0 sides" in said
    assert "No figure stands." in said
    assert "denied: Kazakhstan's Information Ministry (9 Jan 21:15) denies 164" in said
    assert "as known at 11 Jan 2022 00:00; times in Asia/Almaty." in done.err
    country = rows(run, "estimate", EVENT, "killed", "--as-known-at", "2022-01-10", "--db", db)[0]
    assert (country["low"], country["chosen"], country["high"], country["speakers"]) == ("", "", "", "0")
    assert "denied: Kazakhstan's Information Ministry" in country["left_out"]
    assert country["as_known_at"] == "2022-01-10T18:00:00Z"


def test_as_known_at_noon_of_9_january_knows_neither_7939_nor_the_denial(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    noon = ("--as-known-at", "2022-01-09T12:00", "--db", db)
    for command in COMPARISONS:
        out = run(command, EVENT, *noon, "--format", "jsonl").out
        assert "7,939" not in out
        assert "denies" not in out
        assert "Information Ministry" not in out
    killed = next(each for each in rows(run, "estimate", EVENT, "killed", *noon) if each["place"] == "kazakhstan")
    assert (killed["low"], killed["chosen"], killed["high"]) == ("164", "164", "164")
    assert not [each for each in rows(run, "conflicts", EVENT, *noon) if each["kind"] == "denies"]
    assert "7,939" in run("history", EVENT, "--as-known-at", "2022-01-10", "--db", db).out


@pytest.mark.parametrize("command", COMPARISONS)
def test_as_stored_at_bounds_every_comparison(run, db: Path, command: str) -> None:  # type: ignore[no-untyped-def]
    asked = (command, EVENT, "--db", db)
    assert rows(run, *asked, "--as-stored-at", "2021-12-31") == []
    now = rows(run, *asked, "--as-stored-at", "2999-12-31")
    assert [{**row, "as_stored_at": ""} for row in now] == [{"as_stored_at": ""} | row for row in rows(run, *asked)]


def test_speakers_count_updates_and_corrections_apart(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    found = {row["speaker"]: row for row in rows(run, "speakers", EVENT, "--db", db)}
    interior = found["kazakhstan-interior-ministry"]
    assert (interior["updates"], interior["corrections"], interior["series"]) == ("6", "1", "5")
    [corrected] = [row for row in rows(run, "history", EVENT, "--db", db) if row["kind"] == "corrected"]
    assert interior["corrections_ids"] == corrected["claim_id"]
    assert found["kazakhstan-health-ministry"]["denied"] == "2"
    done = run("speakers", EVENT, "--db", db)
    assert "Kazakhstan's Interior Ministry" in done.out
    assert "Settled: its last figure over the one at which such a series settled" in done.err


def test_reconcile_shows_what_fell_and_with_all_what_fits(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("reconcile", EVENT, "--db", db)
    assert "That is 1 fewer." in " ".join(done.out.split())
    assert "3 of 4 checks fit (--all shows them)." in done.err
    assert [row["kind"] for row in rows(run, "reconcile", EVENT, "--all", "--db", db)].count("fits") == 3


def test_policies_choose_or_say_what_to_do(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    def chosen(policy: str) -> str:
        [row] = rows(run, "estimate", EVENT, "detained", "--policy", policy, "--db", db)
        return row["chosen_figure"]

    assert [chosen(each) for each in ("latest", "official", "median", "reliability")] == ["9,900", "9,900", "9,900", ""]
    assert "--reliability" in run("estimate", EVENT, "detained", "--policy", "reliability", "--db", db).out
    done = run("estimate", EVENT, "--policy", "loudest", "--db", db)
    assert (done.status, done.err.startswith("claims: There is no policy 'loudest'")) == (1, True)


def test_filters_say_which_claims_count(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    [row] = rows(run, "estimate", EVENT, "injured", "--side", "UN", "--db", db)
    assert (row["high_figure"], row["speakers"], row["sides"]) == ("almost 1,000", "1", "1")
    assert [row["speaker"] for row in rows(run, "speakers", EVENT, "--side", "UN", "--db", db)] == ["un"]
    done = run("estimate", EVENT, "looted", "--db", db)
    assert (done.status, done.out) == (0, "")
    assert "claims list" in done.err


@pytest.mark.parametrize("what", ["estimate", "speakers", "reconcile"])
def test_they_are_exported_as_they_are_printed(run, db: Path, tmp_path: Path, what: str) -> None:  # type: ignore[no-untyped-def]
    printed = run(what, EVENT, *(("--all",) if what == "reconcile" else ()), "--db", db, "--format", "csv").out
    done = run("export", EVENT, "--what", what, "--db", db, "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().decode() == printed
    assert f"rows of {what}, intervals by profile default" in done.err


def test_moments_that_are_none_are_refused(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    for option in ("--as-known-at", "--as-stored-at"):
        done = run("estimate", EVENT, option, "soon", "--db", db)
        assert (done.status, done.err) == (
            1,
            "claims: 'soon' is no date; write 2022-01-09, or 2022-01-09T12:00+06:00.\n",
        )


def test_every_id_leads_to_a_claim(run, db: Path) -> None:  # type: ignore[no-untyped-def]
    known = {row["id"] for row in json.loads(run("list", "--event", EVENT, "--db", db, "--format", "json").out)}
    for command in ("estimate", "speakers", "reconcile"):
        for row in json.loads(run(command, EVENT, "--db", db, "--format", "json").out):
            named = [each for name, value in row.items() if name.endswith("_ids") for each in value]
            named += [value for name, value in row.items() if name.endswith("_id") and value is not None]
            assert named
            assert {int(each) for each in named} <= known


@pytest.fixture
def losses(run, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A database with two sums in two currencies."""
    page = tmp_path / "report.txt"
    page.write_text(
        "Losses in Tolm\n\nThe blast did about 175 million euros of damage, the Harbour Board said.\n\n"
        "Damage came to $50 million, the Lantern Trust said.\n",
        encoding="utf-8",
    )
    db = tmp_path / "losses.db"
    assert run("events", "add", "blast", "--title", "Blast in Tolm", "--db", db).status == 0
    asked = ("--event", "blast", "--published", "2024-03-04", "--publisher", "The Steppe Ledger", "--db", db)
    assert run("ingest", page, *asked).status == 0
    return db


def test_rates_let_two_currencies_be_compared(run, losses: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    [without] = rows(run, "conflicts", "blast", "--db", losses)
    assert (without["kind"], "no rates were given" in without["reason"]) == ("not compared", True)
    table = tmp_path / "rates.csv"
    table.write_text("currency,rate,date,source\nUSD,1\nEUR,0.9,2024-03-01,Central Bank\n", encoding="utf-8")
    named = "at 0.9 EUR for 1 USD (1 Mar 2024, Central Bank)"
    given = ("blast", "--rates", table, "--db", losses)
    [found] = rows(run, "conflicts", *given)
    assert found["kind"] != "not compared"
    assert named in found["reason"]
    assert {found["first_figure"], found["second_figure"]} == {"about 175 million EUR", "50 million USD"}
    assert [named in row["reason"] for row in rows(run, "history", *given)].count(True) == 1
    assert [named in row["notes"] for row in rows(run, "estimate", *given)].count(True) == 1
    assert rows(run, "reconcile", *given) == []
    picture = tmp_path / "losses.html"
    assert run("plot", "blast", "damage_cost", "-o", picture, "--rates", table, "--db", losses).status == 0
    assert named in picture.read_text(encoding="utf-8")
    for what in ("history", "conflicts", "estimate", "reconcile"):
        printed = run(what, *given, *(("--all",) if what == "reconcile" else ()), "--format", "csv").out
        assert run("export", *given, "--what", what).out == printed
        assert (named in printed) == (what != "reconcile")
    done = run("export", *given, "--what", "speakers")
    assert (done.status, done.out) == (1, "")
    assert "--rates goes with --what history, conflicts, estimate, reconcile." in " ".join(done.err.split())
    table.write_text("currency,rate\nUSD,1\nEUR,0\n", encoding="utf-8")
    done = run("conflicts", *given)
    assert (done.status, done.out) == (1, "")
    assert "line 3: the rate of EUR can't be 0; a rate is a number above zero." in " ".join(done.err.split())
