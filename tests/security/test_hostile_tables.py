"""Tables made to harm: workbooks that unpack to more than there is, entities that name files or multiply."""

import io
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claims.errors import CaptureError
from claims.exchange.tables.sheet import MOST_BYTES, Form, read_sheet

SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>x&{};y</t></is></c></row>'
MULTIPLYING = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


def workbook(sheet: str) -> bytes:
    """A workbook whose one sheet is that XML."""
    book, whole, changed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in parts.namelist():
            made.writestr(name, sheet if name == SHEET else parts.read(name))
    return changed.getvalue()


def of_nothing_but_one_word() -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table({"a": pa.array(["x" * 1000] * 2_100_000).dictionary_encode()}), written, compression="zstd")
    return written.getvalue()


HOSTILE: dict[str, tuple[Form, bytes]] = {
    "entities that multiply": (
        "xlsx",
        workbook(f'<!DOCTYPE w [<!ENTITY e0 "lol">{MULTIPLYING}]>{ROWS.format(CELL.format("e9"))}'),
    ),
    "an entity that is a file": (
        "xlsx",
        workbook(f'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>{ROWS.format(CELL.format("e"))}'),
    ),
    "a workbook that unpacks without end": ("xlsx", workbook(ROWS.format(" " * (MOST_BYTES + 1)))),
    "a Parquet file of too many rows": ("parquet", of_nothing_but_one_word()),
    "JSON nested without end": ("json", b"[" * 200_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_table_is_refused_in_one_sentence(kind: str) -> None:
    form, content = HOSTILE[kind]
    assert len(content) < 2_000_000
    with pytest.raises(CaptureError) as refused:
        read_sheet(content, form)
    assert "\n" not in str(refused.value)
    assert "root:" not in str(refused.value)
