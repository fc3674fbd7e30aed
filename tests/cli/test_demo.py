"""The sample event from its pages: what the demo must show, read from the database that it makes."""

import csv
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from claims import Database
from claims import open as open_database
from claims.compare import Disagreement, SeriesHistory, Step, figure_words

EVENT = "kazakhstan-2022"
MINISTRY = "Kazakhstan's Interior Ministry"


@pytest.fixture(scope="module")
def database(sample: Path) -> Iterator[Database]:
    with open_database(sample / "claims.db", create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def disagreeing(database: Database) -> tuple[Disagreement, ...]:
    return database.disagreements(EVENT)


def series(database: Database, metric: str, group: str = "all", place: str = "kazakhstan") -> SeriesHistory:
    """The one series of that metric, group and place."""
    found = database.histories(EVENT, metric)
    [one] = [each for each in found if (each.key.group_kind, each.key.place) == (group, place)]
    return one


def step(history: SeriesHistory, words: str, speaker: str | None = None) -> Step:
    """The first step of a figure."""
    return next(
        each
        for each in history.steps
        if figure_words(each.claim) == words and (speaker is None or each.claim.attributed_to == speaker)
    )


def kinds_to(history: SeriesHistory, later: Step, earlier: Step) -> list[str]:
    return [relation.kind for relation in later.relations if relation.earlier == earlier.claim.id]


def test_the_denial_of_164_heads_what_disagrees(disagreeing: tuple[Disagreement, ...]) -> None:
    first = disagreeing[0]
    assert (first.kind, first.metric, first.first.value, first.second.value) == ("denies", "killed", 164, 164)
    assert first.second.attributed_to == "Kazakhstan's Information Ministry"
    assert first.first.attributed_to == "Kazakhstan's Health Ministry"


def test_164_and_26_are_no_conflict_but_an_unexplained_difference(disagreeing: tuple[Disagreement, ...]) -> None:
    [pair] = [each for each in disagreeing if {each.first.value, each.second.value} == {26, 164}]
    assert pair.kind == "unexplained"
    for words in ("26", "said to be armed", "with 18", "44", "120 of the 164", "unexplained"):
        assert words in pair.reason


def test_the_ministry_updates_its_count_of_detained(database: Database) -> None:
    detained = series(database, "detained")
    counts = [step(detained, words, MINISTRY) for words in ("more than 3,000", "3,811", "5,969", "7,939", "9,900")]
    for earlier, later in pairwise(counts):
        assert kinds_to(detained, later, earlier) == ["updated"]


def test_the_united_nations_almost_8000_may_echo_the_ministry(database: Database) -> None:
    detained = series(database, "detained")
    said, counted = step(detained, "almost 8,000", "United Nations"), step(detained, "7,939")
    [kind] = kinds_to(detained, said, counted)
    assert kind in ("echo", "possible echo")


def test_about_5800_and_5969_agree_on_one_side(database: Database) -> None:
    detained = series(database, "detained")
    office, ministry = step(detained, "about 5,800"), step(detained, "5,969")
    [relation] = [each for each in ministry.relations if each.earlier == office.claim.id]
    assert relation.kind == "agrees"
    assert "2 speakers, 1 side" in relation.reason


def test_nearly_12000_after_9900_is_growth(database: Database) -> None:
    detained = series(database, "detained")
    assert kinds_to(detained, step(detained, "almost 12,000"), step(detained, "9,900")) == ["grew"]


def test_18_law_enforcers_are_corrected_to_17(database: Database) -> None:
    killed = series(database, "killed", "security_forces")
    assert kinds_to(killed, step(killed, "17", MINISTRY), step(killed, "18", MINISTRY)) == ["corrected"]
    assert kinds_to(killed, step(killed, "18", MINISTRY), step(killed, "8", MINISTRY)) == ["updated"]


def test_almost_and_more_than_1000_injured_are_close(database: Database) -> None:
    injured = series(database, "injured")
    assert kinds_to(injured, step(injured, "almost 1,000"), step(injured, "more than 1,000")) == ["close"]


def test_238_is_a_late_update(database: Database) -> None:
    killed = series(database, "killed")
    [relation] = [each for each in step(killed, "238").relations if each.kind == "updated"]
    assert relation.earlier == step(killed, "225").claim.id
    assert relation.late


def test_parts_are_the_totals_of_their_place_and_group(database: Database) -> None:
    killed = {(claim.value, claim.group_kind, claim.place): claim for claim in database.stored_claims(metric="killed")}
    almaty, officers = killed[103, "all", "kazakhstan/almaty"], killed[19, "security_forces", "kazakhstan"]
    assert database.claim(almaty.part_of_id or 0).value == 164
    assert database.claim(officers.part_of_id or 0).value == 225
    assert almaty.scope == officers.scope == "total"


def test_euros_and_dollars_are_not_compared(disagreeing: tuple[Disagreement, ...]) -> None:
    [pair] = [each for each in disagreeing if each.metric == "damage_cost"]
    assert pair.kind == "not compared"
    assert {pair.first.currency, pair.second.currency} == {"EUR", "USD"}


def test_only_these_disagree(disagreeing: tuple[Disagreement, ...]) -> None:
    assert {each.kind for each in disagreeing} == {"denies", "unexplained", "close", "not compared"}


def test_every_quote_stands_where_the_claim_says(database: Database) -> None:
    for claim in database.stored_claims():
        text = database.store.entry_of(claim.id).text
        assert text[claim.start : claim.start + len(claim.quote)] == claim.quote
        assert text[claim.number_start : claim.number_start + len(claim.number)] == claim.number


def test_every_figure_of_the_readme_is_found(database: Database) -> None:
    figures = {(claim.metric, claim.value, claim.attributed_to) for claim in database.stored_claims()}
    health, prosecutor = "Kazakhstan's Health Ministry", "Kazakhstan's Prosecutor General's Office"
    assert figures >= {
        ("killed", 8, MINISTRY),
        ("injured", 1000, health),
        ("hospitalised", 400, health),
        ("hospitalised", 62, health),
        ("injured", 18, MINISTRY),
        ("injured", 26, MINISTRY),
        ("damage_cost", 175_000_000, MINISTRY),
        ("damage_cost", 200_000_000, None),
        ("killed", 225, prosecutor),
        ("injured", 4578, prosecutor),
    }


def test_the_csv_holds_every_claim(sample: Path, database: Database) -> None:
    with (sample / f"{EVENT}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    claims = database.stored_claims(event=EVENT)
    assert [int(row["id"]) for row in rows] == [claim.id for claim in claims]
    assert [row["quote"] for row in rows] == [claim.quote for claim in claims]
    assert not any("file:" in value for row in rows for value in row.values())


def test_the_demo_runs_twice_into_one_folder(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    first, second = run("demo", "--out", tmp_path), run("demo", "--out", tmp_path)
    assert (first.status, second.status) == (0, 0)
    assert first.out == second.out
    assert "no new" not in first.err
    event = tomllib.loads((Path(__file__).parents[2] / "data" / EVENT / "event.toml").read_text(encoding="utf-8"))
    assert event["slug"] == EVENT
