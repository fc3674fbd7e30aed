"""Small tables of our own invention, imported in one version after another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import claims
from claims.errors import CaptureError

MAPPING = """
key = ["day", "town"]
[fields]
said_at = { column = "day" }
location = { column = "town" }
speaker = { column = "said by", values = { min = "Health Ministry", unknown = "" } }
relay = { column = "via", split = ";" }
publisher = "River Table"
[[figures]]
column = "dead"
metric = "killed"
qualifier = { column = "how", values = { "at least" = "at_least" }, otherwise = "exact" }
[[figures]]
column = "hurt children"
metric = "injured"
group_kind = "children"
"""
FIRST = """day,town,dead,how,hurt children,said by,via
2024-03-01,Upper Ford,12,at least,3,min,Wire One; Wire Two
2024-03-01,Lower Ford,"1,200",,,unknown,
2024-03-02,Upper Ford,14,,5,min,
"""
SECOND = """day,town,dead,how,hurt children,said by,via
2024-03-01,Upper Ford,11,at least,3,min,Wire One; Wire Two
2024-03-02,Upper Ford,14,,5,min,
2024-03-03,Upper Ford,15,,6,min,
"""


class Desk:
    """A database and a folder for tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = claims.open(folder / "claims.db")
        self.db.put_event("flood", title="Flood")
        self.write("mapping.toml", MAPPING)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def take(self, text: str, published: date | None = None, name: str = "table.csv", **options: Any) -> Any:
        path = self.write(name, text)
        mapping = options.pop("mapping", self.folder / "mapping.toml")
        return self.db.import_table(path, mapping, "flood", published_at=published, url="table:river", **options)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.db.close()


def test_a_row_is_an_entry_and_each_figure_a_claim(desk: Desk) -> None:
    desk.take(FIRST, date(2024, 3, 4))
    found = {
        (each.location, each.metric, str(each.said_at and each.said_at.day)): each for each in desk.db.stored_claims()
    }
    assert len(found) == 5
    claim = found["Upper Ford", "killed", "2024-03-01"]
    entry = desk.db.store.entry_of(claim.id)
    assert (entry.kind, entry.text) == ("row", "2024-03-01,Upper Ford,12,at least,3,min,Wire One; Wire Two")
    assert entry.text[claim.start : claim.start + len(claim.quote)] == claim.quote == "12"
    assert (claim.qualifier, claim.attributed_to, claim.via) == (
        "at_least",
        "Health Ministry",
        ("Wire One", "Wire Two"),
    )
    assert (claim.publisher, claim.extractor and claim.extractor.split(" ")[:3]) == (
        "River Table",
        ["table", "1", "mapping"],
    )
    assert found["Upper Ford", "injured", "2024-03-01"].group_kind == "children"
    quoted = found["Lower Ford", "killed", "2024-03-01"]
    assert (quoted.value, quoted.quote, quoted.attributed_to) == (1200, "1,200", None)
    assert desk.db.store.entry_of(quoted.id).text == '2024-03-01,Lower Ford,"1,200",,,unknown,'


def test_the_table_is_kept_as_it_came(desk: Desk) -> None:
    desk.take(FIRST, date(2024, 3, 4))
    claim = desk.db.stored_claims()[0]
    assert desk.db.store.capture_of(claim.id).content == FIRST.encode()
    assert claim.known_from.isoformat() == "2024-03-05T00:00:00+00:00"


def test_a_later_version_revises_adds_and_deletes_rows(desk: Desk) -> None:
    desk.take(FIRST, date(2024, 3, 4))
    taken = desk.take(SECOND, date(2024, 3, 9))
    assert (taken.entries_new, taken.entries_changed, taken.entries_seen) == (1, 1, 1)

    def dead(known: str) -> list[tuple[str | None, str, float]]:
        found = desk.db.stored_claims(metric="killed", as_known_at=known)
        return sorted((each.location, each.said_at.day.isoformat(), float(each.value)) for each in found)  # type: ignore[union-attr,arg-type]

    assert dead("2024-03-03") == []
    assert (
        dead("2024-03-04")
        == dead("2024-03-08")
        == [
            ("Lower Ford", "2024-03-01", 1200),
            ("Upper Ford", "2024-03-01", 12),
            ("Upper Ford", "2024-03-02", 14),
        ]
    )
    assert dead("2024-03-09") == [
        ("Upper Ford", "2024-03-01", 11),
        ("Upper Ford", "2024-03-02", 14),
        ("Upper Ford", "2024-03-03", 15),
    ]
    assert sorted(change.kind for change in desk.db.store.changes("flood")) == ["deleted", "edited"]


def test_versions_in_the_wrong_order_tell_the_same(desk: Desk) -> None:
    desk.take(SECOND, date(2024, 3, 9))
    desk.take(FIRST, date(2024, 3, 4))
    known = desk.db.stored_claims(metric="killed", as_known_at="2024-03-04")
    assert sorted(int(each.value or 0) for each in known) == [12, 14, 1200]
    assert sorted(change.kind for change in desk.db.store.changes("flood")) == ["deleted", "edited"]


def test_the_same_table_again_brings_nothing(desk: Desk) -> None:
    desk.take(FIRST, date(2024, 3, 4))
    again = desk.take(FIRST, date(2024, 3, 4))
    assert (again.capture_new, again.claims_new, again.claims_known, again.entries_seen) == (False, 0, 5, 3)


def test_a_mended_mapping_reads_a_known_table_again_and_loses_no_decision(desk: Desk) -> None:
    desk.take(FIRST, date(2024, 3, 4))
    before = {(each.location, each.metric): each for each in desk.db.stored_claims(until="2024-03-01")}
    kept = before["Upper Ford", "killed"]
    desk.db.decide(kept.id, "accept", who="Ada")
    mended = desk.write("mended.toml", MAPPING.replace('metric = "injured"', 'metric = "hospitalised"'))
    taken = desk.take(FIRST, date(2024, 3, 4), mapping=mended)
    assert (taken.claims_new, taken.claims_withdrawn) == (2, 2)
    after = desk.db.stored_claims()
    assert sorted(each.metric for each in after) == ["hospitalised"] * 2 + ["killed"] * 3
    assert desk.db.claim(kept.uid).status == "accepted"
    back = desk.take(FIRST, date(2024, 3, 4))
    assert sorted(each.metric for each in desk.db.stored_claims()) == ["injured"] * 2 + ["killed"] * 3
    assert back.claims_withdrawn == 2


def test_reading_everything_again_leaves_tables_alone(desk: Desk) -> None:
    desk.take(FIRST, date(2024, 3, 4))
    desk.db.extract_again()
    assert len(desk.db.stored_claims()) == 5


def test_refused_rows_and_figures_are_stored_problems(desk: Desk) -> None:
    bad = (
        FIRST
        + "2024-03-05,Upper Ford,twelve-ish,,2,min,\n2024-03-06,Upper Ford,9,,1,min,,one too many\n"
        + "soon,Upper Ford,9,,,min,\n"
    )
    bad += "2024-03-07,Upper Ford,=1+1,,,min,\n2024-03-08,Upper Ford,-4,,,min,\n2024-03-09,Upper Ford,7,,,somebody,\n"
    desk.take(bad, date(2024, 3, 10))
    told = {each.where.rpartition(" ")[2]: each.why for each in desk.db.store.problems("flood")}
    assert told == {
        "5": "'dead' holds 'twelve-ish', which is no figure.",
        "6": "The row has 8 cells, the header names 7 columns.",
        "7": "'day' holds 'soon', which is no date; write it as 2022-01-09. No figure of the row was read.",
        "8": "'dead' holds '=1+1', which is a formula, which is not worked out; put its value there.",
        "9": "'dead' holds '-4', which is below zero, which no count is.",
        "10": "'said by' holds 'somebody', and the mapping does not say what it means. No figure of the row was read.",
    }
    # What else the rows hold is read.
    assert [int(each.value or 0) for each in desk.db.stored_claims(since="2024-03-05")] == [2]
    assert len(desk.db.store.page_of(desk.db.stored_claims()[0].entry_id).entries) == 3 + 5


def test_two_rows_of_one_key_are_both_kept_and_told(desk: Desk) -> None:
    desk.take(FIRST + "2024-03-02,Upper Ford,99,,,min,\n", date(2024, 3, 4))
    assert 99 in {each.value for each in desk.db.stored_claims()}
    [problem] = desk.db.store.problems("flood")
    assert "Another row has the same key" in problem.why


def test_a_table_published_at_the_end_of_the_calendar_is_refused(desk: Desk) -> None:
    with pytest.raises(CaptureError, match="No table was published on 9999-12-31"):
        desk.take(FIRST, date.max)
