"""Exports: what goes into a file of any format comes out of it as it is in the database."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

import claims
from claims.errors import ClaimsError
from claims.exchange.csv import cell, safe, unsafe, write_csv
from claims.exchange.everything import write_everything
from claims.exchange.files import Rows, format_of, write_rows
from claims.exchange.xlsx import escaped
from claims.frames import CLAIMS, SOURCES, Table, batches
from claims.frames.describing import described
from claims.frames.table import FLAG, ID, NUMBER, TEXT, TIME, Column
from claims.records import Event

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WHEN = datetime(2022, 1, 10, 18, 39, tzinfo=UTC)
PAGE = """Storm over Tolm

10 January 2022 18:39

At least 26 people were killed in Tolm, the Interior Ministry said. The Red Lantern Trust put the dead at 31.
About 4.5 million euros of damage was done, the Harbour Board said. Dozens were detained.
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("exports")
    (folder / "storm.txt").write_text(PAGE, encoding="utf-8")
    with claims.open(folder / "claims.db") as opened:
        opened.store.put_event(Event(slug="storm", title="Storm over Tolm"))
        opened.ingest(folder / "storm.txt", event="storm", published="2022-01-10", publisher="The Tolm Post")
        opened.decide(opened.stored_claims()[0].id, "accept", who="A reader")
        yield opened


def columns(**kinds: str) -> Table:
    return Table(tuple(Column(name, kind, name, lambda row, name=name: row[name]) for name, kind in kinds.items()))  # type: ignore[misc]


def in_format(form: Any, table: Table, *rows: Any, **options: Any) -> bytes:
    stream = io.BytesIO()
    assert write_rows(Rows(table, batches(table, rows), {"what": "rows"}), stream, form, **options) == len(rows)
    return stream.getvalue()


@UNTIMED
@given(st.text())
def test_every_text_comes_back_from_its_cell(text: str) -> None:
    assert unsafe(safe(text)) == text
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


@UNTIMED
@given(st.none() | st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00")))
def test_every_text_comes_back_from_a_csv_file(text: str | None) -> None:
    written = in_format("csv", columns(text=TEXT, number=ID), {"text": text, "number": 1}).decode()
    [row] = csv.DictReader(io.StringIO(written, newline=""))
    assert unsafe(row["text"]) == text


def test_an_apostrophe_is_told_apart_from_one_that_was_added() -> None:
    assert (safe("'tis"), safe("=1"), safe("'=1"), safe("")) == ("''tis", "'=1", "''=1", "'")
    assert unsafe("") is None


@UNTIMED
@given(st.text())
def test_every_text_comes_back_from_a_workbook(text: str) -> None:
    assert unescape(escaped(text)) == text


def test_a_workbook_holds_typed_cells_and_no_formula() -> None:
    table = columns(text=TEXT, number=NUMBER, count=ID, flag=FLAG, time=TIME)
    odd = "=HYPERLINK(1)\x0b _x000A_"
    rows = (
        {"text": odd, "number": Decimal("4.5"), "count": 3, "flag": True, "time": WHEN},
        {"text": "+1", "number": Decimal(10**20), "count": None, "flag": None, "time": None},
    )
    sheet = openpyxl.load_workbook(io.BytesIO(in_format("xlsx", table, *rows)))["rows"]
    assert sheet.freeze_panes == "A2"
    header, first, second = sheet.iter_rows()
    assert [each.value for each in header] == table.names
    assert unescape(first[0].value) == odd
    assert [each.value for each in first[1:]] == [4.5, 3, True, WHEN.replace(tzinfo=None)]
    assert [each.value for each in second[:2]] == ["+1", "1" + "0" * 20]
    assert {each.data_type for row in (first, second) for each in row} <= {"s", "inlineStr", "n", "b", "d"}


def test_parquet_has_types_and_says_what_was_asked(database: Any, tmp_path: Path) -> None:
    with (tmp_path / "claims.parquet").open("wb") as stream:
        rows = Rows(CLAIMS, database.claim_batches(event="storm"), {"what": "claims", "version": claims.__version__})
        write_rows(rows, stream, "parquet")
    read = pq.read_table(tmp_path / "claims.parquet")
    types = {field.name: field.type for field in read.schema}
    assert types["value"] == pa.decimal128(38, 9)
    assert types["said_at"] == pa.timestamp("us", "UTC")
    assert types["via"] == pa.list_(pa.string())
    assert types["start"] == pa.int64()
    assert json.loads(read.schema.metadata[b"sourced-claims"]) == {"version": claims.__version__, "what": "claims"}
    assert pq.ParquetFile(tmp_path / "claims.parquet").metadata.row_group(0).column(0).compression == "ZSTD"
    stored = database.stored_claims(event="storm")
    assert [row["value"] for row in read.to_pylist()] == [claim.value for claim in stored]
    assert [row["uid"] for row in read.to_pylist()] == [claim.uid for claim in stored]


def test_a_figure_without_room_is_refused_and_not_rounded() -> None:
    with pytest.raises(ClaimsError, match="no room in Parquet"):
        in_format("parquet", columns(value=NUMBER), {"value": Decimal("1E+40")})


@pytest.mark.parametrize("asked", [{}, {"metric": "killed"}, {"as_known_at": "2100-01-01"}])
def test_columns_are_what_the_records_say(database: Any, asked: dict[str, str]) -> None:
    stream, records = io.StringIO(newline=""), database.stored_claims(event="storm", **asked)
    assert records
    assert write_csv(CLAIMS, records, stream) == len(records)
    streamed = io.BytesIO()
    write_rows(Rows(CLAIMS, database.claim_batches(event="storm", **asked), {}), streamed, "csv")
    assert streamed.getvalue().decode() == stream.getvalue()


def test_what_was_stored_by_a_moment_is_exported_too(database: Any) -> None:
    asked = {"event": "storm", "as_stored_at": "2100-01-01"}
    [batch] = database.claim_batches(**asked)
    assert list(batch[0]) == [claim.id for claim in database.stored_claims(**asked)]
    assert list(database.claim_batches(event="storm", as_stored_at="2001-01-01")) == []


def test_lists_are_named_as_such(database: Any) -> None:
    for table, records in ((CLAIMS, database.stored_claims()), (SOURCES, database.source_lines())):
        for record in records:
            for column in table.columns:
                assert isinstance(column.read(record), tuple) == described(column).many


def test_excel_sees_that_it_is_utf_8() -> None:
    table, row = columns(text=TEXT), {"text": "Größe"}
    assert in_format("csv", table, row, excel=True) == "\ufefftext\r\nGröße\r\n".encode()
    assert in_format("csv", table, row) == "text\r\nGröße\r\n".encode()


def test_the_format_is_the_ending_of_the_name() -> None:
    assert [format_of(Path(name)) for name in ("-", "a.CSV", "a.xlsx", "a.ndjson")] == ["csv", "csv", "xlsx", "jsonl"]
    with pytest.raises(ClaimsError, match="end it in"):
        format_of(Path("claims.doc"))


def test_everything_names_the_rows_of_each_table(database: Any) -> None:
    first, second = io.StringIO(), io.StringIO()
    count = write_everything(database.store, first)
    assert write_everything(database.store, second) == count
    assert first.getvalue() == second.getvalue()
    header, *rows = map(json.loads, first.getvalue().splitlines())
    assert header == {"table": "header", "format": "sourced-claims everything 1", "revision": database.store.revision}
    assert len(rows) == count
    assert {"event", "source", "capture", "content", "entry", "claim", "attribution", "reading", "decision"} <= {
        row["table"] for row in rows
    }
    told = {row["uid"]: row["value"] for row in rows if row["table"] == "claim"}
    assert told == {claim.uid: None if claim.value is None else cell(claim.value) for claim in database.stored_claims()}
