"""A database exported, imported into an empty one and exported again: byte for byte the same."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

import claims
from claims.errors import CaptureError, StoreError
from claims.exchange.everything import write_everything

PAGE = """Flood in the valley

10 March 2024 12:00 GMT
At least 12 people were killed in Upper Ford, the ministry said.

10 March 2024 14:00 GMT
The ministry said 14 people were killed and 30 injured.
"""


def exported(db: claims.Database) -> str:
    stream = io.StringIO()
    write_everything(db.store, stream)
    return stream.getvalue()


@pytest.fixture
def full(tmp_path: Path) -> str:
    """All of a database with pages, an edited table, decisions, an event with days, and problems."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    mapping = tmp_path / "mine.toml"
    mapping.write_text('key = ["day"]\n[[figures]]\ncolumn = "dead"\nmetric = "killed"\n', encoding="utf-8")
    with claims.open(tmp_path / "first.db") as db:
        db.put_event("flood", title="Flood “of” the year", starts_on=date(2024, 3, 9), place="kazakhstan/almaty")
        db.ingest(page, event="flood")
        for number, rows in enumerate(("1,12\n2,4.5\n3,x\n", "1,13\n3,9\n"), start=1):
            table = tmp_path / "table.csv"
            table.write_text(f"day,dead\n{rows}", encoding="utf-8")
            db.import_table(table, mapping, "flood", published_at=date(2024, 3, 10 + number))
        first, second, *_ = db.stored_claims()
        db.decide(first.id, "amend", who="Ada", why="misread", fields={"value": "120"})
        db.undo(first.id, who="Ada")
        db.decide(second.id, "accept", who="Grace")
        return exported(db)


def test_a_second_database_is_the_same(tmp_path: Path, full: str) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(full, encoding="utf-8", newline="")
    with claims.open(tmp_path / "second.db") as db:
        assert db.import_everything(file) == full.count("\n") - 1
        assert exported(db) == full
        assert db.store.broken_decisions() == ()
        assert len(db.search("ministry")) > 0
        claim = db.stored_claims()[0]
        assert db.store.capture_of(claim.id).content
        assert [each.flaw for each in db.store.check() if each.flaw] == []
        with pytest.raises(StoreError, match="holds something already"):
            db.import_everything(file)


def test_what_was_filled_is_written_to_like_any_other(tmp_path: Path, full: str) -> None:
    file, page = tmp_path / "all.jsonl", tmp_path / "later.txt"
    file.write_text(full, encoding="utf-8", newline="")
    page.write_text(PAGE.replace("Upper Ford", "Lower Ford").replace("12 people", "17 people"), encoding="utf-8")
    with claims.open(tmp_path / "second.db") as db:
        db.import_everything(file)
        ids = {claim.id for claim in db.stored_claims()}
        before = db.store.version("flood")
        db.ingest(page, event="flood")
        assert db.store.version("flood") > before
        new = [claim for claim in db.stored_claims() if claim.id not in ids]
        assert {claim.number for claim in new} >= {"17"}
        before = db.store.version("flood")
        db.decide(new[0].id, "accept", who="Ada")
        assert db.store.version("flood") > before
        assert [each.flaw for each in db.store.check() if each.flaw] == []


def test_words_that_no_database_stores_are_replaced(tmp_path: Path, full: str) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(full.replace("Upper Ford", "Upper\\u0000Ford"), encoding="utf-8", newline="")
    with claims.open(tmp_path / "second.db") as db:
        db.import_everything(file)
        assert exported(db) == full.replace("Upper Ford", "Upper\ufffdFord")


def changed(full: str, line: int, **values: object) -> str:
    lines = full.splitlines()
    lines[line] = json.dumps({**json.loads(lines[line]), **values})
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda full: changed(full, 0, format="another"), "The file's format is 'another'"),
        (lambda full: changed(full, 0, revision="9999"), "of revision '9999'"),
        (lambda full: changed(full, 1, table="pets"), "Line 2 is of a table 'pets'"),
        (lambda full: changed(full, 1, colour="red"), "does not hold the columns"),
        (lambda full: full + "{broken\n", "is no JSON"),
        (lambda full: full + "[1]\n", "is no JSON object"),
        (lambda full: full.replace('"captured_at": "', '"captured_at": "x'), "can't be read: captured_at"),
        (lambda full: full.replace('"packed": "', '"packed": "AAAA'), "can't be unpacked"),
        (lambda full: full + full.splitlines()[1] + "\n", "can't be stored"),
    ],
)
def test_a_file_that_does_not_fit_stores_nothing(tmp_path: Path, full: str, spoil: object, said: str) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(spoil(full), encoding="utf-8", newline="")  # type: ignore[operator]
    with claims.open(tmp_path / "second.db") as db:
        with pytest.raises((CaptureError, StoreError)) as caught:
            db.import_everything(file)
        assert said in str(caught.value)
        assert db.store.events() == ()
        assert len(exported(db).splitlines()) == 1
        file.write_text(full, encoding="utf-8", newline="")
        db.import_everything(file)
        assert exported(db) == full
        before = db.store.version("flood")
        db.decide(db.stored_claims()[0].id, "comment", who="Ada", why="as the text says")
        assert db.store.version("flood") > before
