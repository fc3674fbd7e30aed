"""Events within events: their claims are taken along where asked for, and never compared as if alike."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from claims.database import Database
from claims.database import open as open_database

PAGE = """Storm on the coast

{day} January 2022

{text}
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "claims.db") as opened:
        opened.put_event("storm", place="Peru", starts_on=date(2022, 1, 8))
        opened.put_event("harbour", place="Peru", starts_on=date(2022, 1, 9), parent="storm")
        told = (
            ("harbour", 9, "The port authority said 31 people were killed in Peru."),
            ("storm", 10, "The Interior Ministry said 26 people were killed in Peru."),
            ("storm", 11, "The Health Ministry said 40 people were killed in Peru."),
        )
        for number, (event, day, text) in enumerate(told):
            page = tmp_path / f"{number}.txt"
            page.write_text(PAGE.format(day=day, text=text))
            opened.ingest(page, event=event)
        yield opened


def _figures(database: Database, **filters: bool) -> set[tuple[str, str]]:
    return {
        (each.key.event, step.claim.number)
        for each in database.histories("storm", "killed", **filters)
        for step in each.steps
    }


def test_an_event_is_answered_from_its_own_claims_unless_asked(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.comparison.COSTLY", 0, raising=False)  # even what is kept of the event alone
    whole = {("storm", "26"), ("storm", "40")}
    for _ in range(2):
        assert _figures(database) == whole
        assert _figures(database, sub_events=True) == whole | {("harbour", "31")}
    assert len(database.claims(event="storm", sub_events=True)) == 3


def test_figures_of_a_part_disagree_with_none_of_the_whole(database: Database) -> None:
    pairs = database.disagreements("storm", sub_events=True)
    assert [{pair.first.number, pair.second.number} for pair in pairs] == [{"26", "40"}]


def test_what_a_part_came_to_is_held_against_the_whole(database: Database) -> None:
    [check] = [each for each in database.checks("storm", sub_events=True) if each.kind == "exceeds"]
    assert check.gap == 5
    assert check.reason.startswith("31 (port authority")
    assert " of harbour, a part of storm, beside 26 (Interior Ministry" in check.reason
    assert check.reason.endswith(": 5 too many.")
    assert not [each for each in database.checks("storm") if each.kind == "exceeds"]


def test_a_part_that_fits_is_told_with_what_is_left(database: Database) -> None:
    [lower] = [claim for claim in database.stored_claims(event="storm") if claim.number == "26"]
    database.decide(lower.id, "retract", who="ana")
    [check] = [each for each in database.checks("storm", everything=True, sub_events=True) if each.kind == "fits"]
    assert check.reason.endswith(": 9 are in no part told.")
