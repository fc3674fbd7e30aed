"""Zips of saved pages: read where they stand, within bounds, and nothing is written to disk."""

import os
import struct
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import flood_page, warc_of_pages

from claims.capture import Item, PassedOver, open_input
from claims.errors import CaptureError
from claims.records import Capture, Problem

PAGE = flood_page(1)
SAVED = (2022, 1, 11, 8, 0, 2)


def no_web(url: str) -> Capture:
    raise AssertionError(f"nothing may be fetched, not even {url}")


def made_zip(path: Path, members: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, SAVED), content, how)
    return path


def items(path: Path, limit: int = 1_000_000) -> list[Item]:
    return [met.item for met in open_input(str(path), no_web, limit=limit).read()]


def one_problem(path: Path, limit: int = 1_000_000) -> Problem:
    [problem, page] = items(path, limit)
    assert isinstance(problem, Problem)
    assert isinstance(page, Capture)
    return problem


def test_each_page_is_a_capture_of_its_own(tmp_path: Path) -> None:
    members = {"b/ü 2.html": PAGE, "a/1.txt": "Two people were killed in Orle.", "a/": ""}
    found = open_input(str(made_zip(tmp_path / "pages.zip", members)), no_web)
    first, second = (met.item for met in found.read())
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    root = (tmp_path / "pages.zip").as_uri()
    assert [first.url, second.url] == [f"{root}/a/1.txt", f"{root}/b/%C3%BC%202.html"]
    assert second.content == PAGE.encode()
    assert first.captured_at == datetime(*SAVED, tzinfo=UTC)
    assert (found.many, found.total) == (True, 2)
    assert list(tmp_path.iterdir()) == [tmp_path / "pages.zip"]


def test_a_zip_is_told_by_its_bytes(tmp_path: Path) -> None:
    assert len(items(made_zip(tmp_path / "pages.html", {"1.html": PAGE}))) == 1


def test_pages_come_oldest_first_by_the_exact_time_where_a_zip_carries_one(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, seconds in (("a.html", 1_641_900_002), ("b.html", 1_641_900_001)):
            member = zipfile.ZipInfo(name, SAVED)
            member.extra = struct.pack("<HHBi", 0x5455, 5, 1, seconds)
            archive.writestr(member, PAGE)
    pages = [item for item in items(path) if isinstance(item, Capture)]
    assert [page.url[-6:] for page in pages] == ["b.html", "a.html"]
    assert pages[0].captured_at == datetime.fromtimestamp(1_641_900_001, UTC)


def test_without_a_time_a_page_was_saved_when_the_zip_was(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.html"), PAGE)
    os.utime(path, (1_641_900_000, 1_641_900_000))
    [page] = items(path)
    assert isinstance(page, Capture)
    assert page.captured_at == datetime.fromtimestamp(1_641_900_000, UTC)


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "Page.html": PAGE,
        "Page_files/frame.html": PAGE,
        "Page_files/deep/x.png": b"\x89PNG",
        "style.css": "p {}",
        "page.png": PAGE,
        "__MACOSX/._Page.html": "x",
        ".hidden/a.html": PAGE,
    }
    found = items(made_zip(tmp_path / "pages.zip", members))
    pages = [item.url.rpartition("/")[2] for item in found if isinstance(item, Capture)]
    assert pages == ["Page.html", "page.png"]
    assert Counter(item.what for item in found if isinstance(item, PassedOver)) == {
        "files that belong to saved pages": 2,
        "styles, scripts and fonts": 1,
        "hidden files": 2,
    }


@pytest.mark.parametrize("name", ["../up.html", "/top.html", "a/../../up.html", "a\\..\\up.html"])
def test_a_name_that_leads_out_is_a_problem(tmp_path: Path, name: str) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("x", SAVED)
        member.filename = name
        archive.writestr(member, PAGE)
        archive.writestr(zipfile.ZipInfo("z.html", (2023, 1, 1, 0, 0, 0)), PAGE)
    assert "leads out of the zip" in one_problem(path).why
    assert list(tmp_path.iterdir()) == [path]


def test_folders_parted_by_backslashes(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("saved\\", "saved\\Page.html", "saved\\Page_files\\ad.html"):
            archive.writestr(zipfile.ZipInfo(name, SAVED), PAGE if name.endswith("l") else "")
    page, companion = items(path)
    assert isinstance(page, Capture)
    assert page.url == f"{path.as_uri()}/saved/Page.html"
    assert isinstance(companion, PassedOver)


def test_archives_in_the_archive_are_problems(tmp_path: Path) -> None:
    inner = made_zip(tmp_path / "inner.zip", {"1.html": PAGE}).read_bytes()
    for content in (inner, warc_of_pages(tmp_path / "a.warc", 1).read_bytes()):
        path = made_zip(tmp_path / "outer.zip", {"a": content, "z.html": PAGE})
        assert "an archive in an archive" in one_problem(path).why


def test_an_encrypted_page_is_a_problem(tmp_path: Path) -> None:
    content = made_zip(tmp_path / "pages.zip", {"a.html": PAGE, "z.html": PAGE}, zipfile.ZIP_STORED).read_bytes()
    marked = bytearray(content)
    marked[6] |= 1
    marked[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "pages.zip").write_bytes(marked)
    assert "is encrypted" in one_problem(tmp_path / "pages.zip").why


def test_a_damaged_page_is_a_problem(tmp_path: Path) -> None:
    path = made_zip(tmp_path / "pages.zip", {"a.html": PAGE, "z.html": PAGE}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"health", b"wealth", 1))
    assert "is damaged" in one_problem(path).why


def test_a_page_over_the_limit_is_a_problem_whatever_its_header_says(tmp_path: Path) -> None:
    path = made_zip(tmp_path / "pages.zip", {"a.html": "x" * 5_000_000, "z.html": PAGE})
    assert "over the limit of 1 MB" in one_problem(path).why
    lying = path.read_bytes().replace(struct.pack("<I", 5_000_000), struct.pack("<I", 1_000))
    path.write_bytes(lying)
    [problem, page] = items(path)
    assert isinstance(problem, Problem)
    assert isinstance(page, Capture)


def test_a_bomb_of_many_members_is_read_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.capture.zips.FLOOR", 1_000_000)
    bomb = "<html><p>" + "0" * 900_000
    path = made_zip(tmp_path / "pages.zip", {f"{number}.html": bomb for number in range(9)})
    found = items(path)
    read = [item for item in found if isinstance(item, Capture)]
    refused = [item.why for item in found if isinstance(item, Problem)]
    assert len(read) + len(refused) == 9
    assert len(read) == (1_000_000 + 100 * path.stat().st_size) // 900_000
    assert all("over 100 times its size" in why for why in refused)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 and then nothing of a zip", "damaged zip"),
        (b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 2**31, 0, 0), "more files than can be read"),
    ],
)
def test_what_is_no_whole_zip_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "pages.zip"
    path.write_bytes(content)
    with pytest.raises(CaptureError, match=why):
        open_input(str(path), no_web)


def test_an_office_document_is_refused(tmp_path: Path) -> None:
    path = made_zip(tmp_path / "notes.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    with pytest.raises(CaptureError, match="office document"):
        open_input(str(path), no_web)
