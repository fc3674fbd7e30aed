"""Records out to CSV and JSON: what a spreadsheet may run, what a program reads back."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from claims.exchange import write
from claims.exchange.csv import cell
from claims.frames.table import FLAG, NUMBER, TEXT, TIME, Table, field


@dataclass(frozen=True)
class Row:
    text: str | None = None
    number: Decimal | None = None
    flag: bool | None = None
    time: datetime | None = None
    names: tuple[str, ...] = ()


TABLE = Table(
    (
        field("text", TEXT, "words"),
        field("number", NUMBER, "a figure"),
        field("flag", FLAG, "yes or no"),
        field("time", TIME, "a moment"),
        field("names", TEXT, "several names"),
    )
)
ROW = Row('He said: "17,\nno more"', Decimal("17"), False, datetime(2022, 1, 10, 18, 39, tzinfo=UTC), ("A", "B"))


def written(form: Any, *rows: Row) -> str:
    stream = io.StringIO(newline="")
    assert write(TABLE, rows, stream, form) == len(rows)
    return stream.getvalue()


def test_csv_follows_rfc_4180() -> None:
    text = written("csv", ROW, Row())
    assert text.startswith("text,number,flag,time,names\r\n")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert read[0] == {
        "text": ROW.text,
        "number": "17",
        "flag": "false",
        "time": "2022-01-10T18:39:00Z",
        "names": "A; B",
    }
    assert set(read[1].values()) == {""}


@pytest.mark.parametrize("formula", ["=cmd()", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(formula: str) -> None:
    assert cell(formula) == f"'{formula}"
    assert cell((formula, "b")).startswith("'")


def test_negative_and_large_numbers_are_no_formulas() -> None:
    assert (cell(Decimal("-3")), cell(-3), cell(Decimal("1E+9"))) == ("-3", "-3", "1000000000")


@pytest.mark.parametrize("rows", [(), (ROW,), (ROW, Row())])
def test_json_and_json_lines_hold_the_same(rows: tuple[Row, ...]) -> None:
    lines = [json.loads(line) for line in written("jsonl", *rows).splitlines()]
    assert json.loads(written("json", *rows)) == lines
    if rows:
        assert lines[0] == {
            "text": ROW.text,
            "number": 17,
            "flag": False,
            "time": "2022-01-10T18:39:00Z",
            "names": ["A", "B"],
        }
        assert isinstance(lines[0]["number"], int)


def test_json_keeps_fractions() -> None:
    assert json.loads(written("jsonl", Row(number=Decimal("4.5"))))["number"] == 4.5
