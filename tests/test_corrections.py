"""An export of claims edited in a spreadsheet: what was changed is shown, then amended, a decision a claim."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import claims
from claims.exchange import write_csv
from claims.frames import CLAIMS

PAGE = """Flood in the valley

10 March 2024 12:00 GMT
At least 12 people were killed in Almaty, the ministry said.

10 March 2024 14:00 GMT
-- The ministry said 14 people were killed and 30 injured.
"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[claims.Database]:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    with claims.open(tmp_path / "claims.db") as opened:
        opened.ingest(page, event="flood")
        yield opened


def exported(db: claims.Database) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(CLAIMS, db.stored_claims(), stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def saved(folder: Path, rows: list[dict[str, str]], mark: str = ",") -> Path:
    path = folder / "edited.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=mark)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_an_export_that_nobody_edited_changes_nothing(db: claims.Database, tmp_path: Path) -> None:
    rows = exported(db)
    assert len(rows) == 3
    for mark in (",", ";"):
        found = db.read_corrections(saved(tmp_path, rows, mark))
        assert (found.rows, found.cells, found.amendments) == (3, (), ())
    for row in rows:
        row["value"] += ".0"
        row["denied"] = row["denied"].upper()
        row["said_at"] = row["said_at"].replace("T", " ").replace("Z", "")
    assert db.read_corrections(saved(tmp_path, rows)).cells == ()


def test_changed_cells_are_shown_and_then_one_decision_a_claim(db: claims.Database, tmp_path: Path) -> None:
    rows = exported(db)
    rows[0] |= {"value": "13", "qualifier": "exact", "speaker": "Interior Ministry"}
    rows[1]["group_kind"] = "children"
    found = db.read_corrections(saved(tmp_path, rows))
    assert [(each.line, each.column, each.before, each.after, each.problem) for each in found.cells] == [
        (2, "value", "12", "13", None),
        (2, "qualifier", "at_least", "exact", None),
        (2, "speaker", "ministry", "Interior Ministry", None),
        (3, "group_kind", "all", "children", None),
    ]
    assert all(db.decisions(row["uid"]) == () for row in rows)
    made, refused = db.take_corrections(found, who="Ada", why="checked the page")
    assert (len(made), refused) == (2, ())
    claim = db.claim(rows[0]["uid"])
    assert (claim.value, claim.qualifier, claim.attributed_to, claim.status) == (
        13,
        "exact",
        "Interior Ministry",
        "amended",
    )
    [decision] = db.decisions(rows[0]["uid"])
    assert (decision.who, decision.why) == ("Ada", "checked the page")
    assert db.claim(rows[1]["uid"]).group_kind == "children"
    assert db.read_corrections(saved(tmp_path, exported(db))).cells == ()


@pytest.mark.parametrize(
    ("column", "written", "said"),
    [
        ("uid", "0" * 32, "There is no claim of the uid"),
        ("id", "99", "can't be changed here"),
        ("status", "rejected", "can't be changed here"),
        ("metric", "banana", "There is no metric 'banana'"),
        ("value", "some", "is no figure"),
        ("place", "Nowhere at all", "There is no place"),
        ("said_at", "soon", "is no date"),
        ("scope", "everything", "It can't be so"),
        ("quote", "words that nobody wrote", "does not hold the quote"),
    ],
)
def test_what_cant_be_taken_over_is_told(
    db: claims.Database, tmp_path: Path, column: str, written: str, said: str
) -> None:
    rows = exported(db)
    rows[1][column] = written
    found = db.read_corrections(saved(tmp_path, rows))
    assert [(each.line, each.column) for each in found.refused] == [(3, column)]
    assert said in (found.refused[0].problem or "")
    assert found.amendments == ()


def test_a_claim_twice_counts_once_and_an_emptied_cell_is_none(db: claims.Database, tmp_path: Path) -> None:
    rows = exported(db)
    rows[0]["speaker"] = ""
    rows.append({**rows[0], "value": "99"})
    found = db.read_corrections(saved(tmp_path, rows))
    assert [each.problem for each in found.refused] == [
        "The claim stands in an earlier row of the file too; only that one counts."
    ]
    db.take_corrections(found, who="Ada", why="nobody is named")
    assert db.claim(rows[0]["uid"]).attributed_to is None
    assert db.claim(rows[0]["uid"]).value == 12


def test_a_workbook_that_was_edited(db: claims.Database, tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    rows = exported(db)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(rows[0]))
    for number, row in enumerate(rows):
        values = {**row, "value": 15 if number == 0 else float(row["value"])}
        page.append(list(values.values()))
    book.save(path)
    found = db.read_corrections(path)
    assert [(each.column, each.after) for each in found.cells] == [("value", "15")]
