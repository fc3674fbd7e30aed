"""Files of all kinds as tables, hostile ones too."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claims.errors import CaptureError
from claims.exchange.tables.sheet import Sheet, form_of, read_sheet

ROWS = [("town", "dead"), ("Upper Ford", "12"), ("Lower Ford", "")]


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [sheet.columns, *(line.cells for line in sheet.lines)]


def workbook(*rows: tuple[Any, ...], title: str = "Data") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def parquet(table: dict[str, list[Any]]) -> bytes:
    kept = io.BytesIO()
    pq.write_table(pa.table(table), kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"town,dead\nUpper Ford,12\n\nLower Ford,\n"),
        ("a.csv", b"\xef\xbb\xbftown;dead\r\nUpper Ford;12\r\nLower Ford;\r\n"),
        ("a.tsv", "town\tdead\nUpper Ford\t12\nLower Ford\n".encode("utf-16")),
        ("a.json", b'[{"town": "Upper Ford", "dead": 12}, {"town": "Lower Ford", "dead": NaN}]'),
        ("a.json", b'{"town": ["Upper Ford", "Lower Ford"], "dead": [12, null]}'),
        ("a.json", b'{"town": {"0": "Upper Ford", "1": "Lower Ford"}, "dead": {"0": 12}}'),
        ("a.json", b'{"count": [], "data": [{"town": "Upper Ford", "dead": 12}, {"town": "Lower Ford"}]}'),
        ("a.jsonl", b'{"town": "Upper Ford", "dead": 12}\n\n{"town": "Lower Ford"}\n'),
        ("a.xlsx", workbook(("town", "dead"), ("Upper Ford", 12), ("Lower Ford", None))),
        ("a.parquet", parquet({"town": ["Upper Ford", "Lower Ford"], "dead": [12, None]})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_table_in_many_forms(name: str, content: bytes) -> None:
    assert cells(read_sheet(content, form_of(name, content))) == ROWS


def test_numbers_and_days_come_as_they_are_written() -> None:
    json_cells = cells(read_sheet(b'[{"a": 1.50, "b": 12345678901234567890, "c": true, "d": [1]}]', "json"))[1]
    assert json_cells == ("1.50", "12345678901234567890", "true", '["1"]')
    book = workbook(("a", "b", "c", "d"), (2.0, 2.5, datetime(2024, 3, 1), "=B2*2"))
    assert cells(read_sheet(book, "xlsx"))[1] == ("2", "2.5", "2024-03-01", "=B2*2")
    assert cells(read_sheet(parquet({"a": [date(2024, 3, 1)], "b": [2.5]}), "parquet"))[1] == ("2024-03-01", "2.5")


def test_a_guess_is_said() -> None:
    sheet = read_sheet("town,dead\nFjøs,1\n".encode("latin-1"), "csv")
    assert sheet.lines[0].cells == ("Fjøs", "1")
    assert "which is a guess" in sheet.notes[0]
    assert "parted by ';'" in read_sheet(b"town;dead\nA;1\n", "csv").notes[0]


def test_lines_are_those_of_the_file() -> None:
    sheet = read_sheet(b'town,dead\n"Upper\nFord",1\nLower,2\nWide,3,4\n', "csv")
    assert [(line.number, bool(line.refused)) for line in sheet.lines] == [(2, False), (4, False), (5, True)]


def test_columns_of_one_name_or_none_are_told_apart() -> None:
    assert read_sheet(b"a,a,,a\n1,2,3,4\n", "csv").columns == ("a", "a (2)", "column 3", "a (3)")


def test_the_header_may_stand_further_down() -> None:
    sheet = read_sheet(b"Report of March\n\ntown,dead\nUpper Ford,12\n", "csv", header=2)
    assert cells(sheet) == [("town", "dead"), ("Upper Ford", "12")]


def test_a_bad_line_of_json_is_refused_and_the_others_read() -> None:
    sheet = read_sheet(b'{"dead": 1}\n{"dead": \n[2]\n{"dead": 3}\n', "jsonl")
    assert [(line.number, line.refused) for line in sheet.lines] == [
        (1, None),
        (2, "The record is no JSON object."),
        (3, "The record is no JSON object."),
        (4, None),
    ]


def bomb() -> bytes:
    """A workbook whose sheet unpacks to more than a table may be."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 210_000_000)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", bomb(), "unpacks to 210 MB"),
        ("a.xlsx", b"PK\x03\x04 no zip at all", "no XLSX workbook"),
        ("a.parquet", b"PAR1 and nothing else", "Parquet file can't be read"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'"words"', "no array of objects"),
        ("a.json", b"[1, 2]", "no record that names its columns"),
        ("a.json", b"{", "no JSON"),
        ("a.csv", b"\n\n", "no row that names its columns"),
        ("a.csv", b"a," * 3_000, "3,001 columns"),
        ("a.csv", b'a,b\n"' + b"x" * 1_100_000 + b'",1\n', "can't be read from line 2 on"),
        ("a.docx", b"words", "ends in none of"),
        ("a.csv", b"\xff\xfea", "not utf-16"),
    ],
)
def test_what_is_no_table_is_told_in_one_sentence(name: str, content: bytes, said: str) -> None:
    with pytest.raises(CaptureError) as caught:
        read_sheet(content, form_of(name, content))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["nothing", "hex", "undefined", "utf\0"])
def test_what_is_no_encoding_is_told(encoding: str) -> None:
    with pytest.raises(CaptureError, match="There is no encoding"):
        read_sheet(b"town,dead\nOsk,12\n", "csv", encoding=encoding)


def test_a_zip_of_other_things_is_no_workbook(tmp_path: Path) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("table.json", json.dumps([{"dead": 1}]))
    with pytest.raises(CaptureError, match="can't be read"):
        read_sheet(kept.getvalue(), "xlsx")


def test_a_sheet_is_chosen_by_name() -> None:
    book = workbook(("dead",), (1,), title="March")
    assert cells(read_sheet(book, "xlsx", sheet="March")) == [("dead",), ("1",)]
    with pytest.raises(CaptureError, match="its sheets are March"):
        read_sheet(book, "xlsx", sheet="April")
