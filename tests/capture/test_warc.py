"""WARCs: each answer a capture with its own address and moment; what is damaged is told, and what follows is read."""

import gzip
import io
import tracemalloc
import zlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import HOST, HTML, Warc, flood_page, warc_of_pages

from claims.capture import UNSAID, Item, PassedOver, open_input
from claims.capture.unpacking import Unpacked
from claims.capture.warc import read_warc
from claims.capture.warc_records import Damage, Record, each_record
from claims.errors import CaptureError
from claims.records import Capture, Problem

PAGE = flood_page(1).encode()


def no_web(url: str) -> Capture:
    raise AssertionError(f"nothing may be fetched, not even {url}")


def items(path: Path, limit: int = 1_000_000) -> list[Item]:
    return [met.item for met in open_input(str(path), no_web, limit=limit).read()]


def addresses(found: list[Item]) -> list[str]:
    return [item.url.removeprefix(HOST) for item in found if isinstance(item, Capture)]


def problems(found: list[Item]) -> list[str]:
    return [item.why for item in found if isinstance(item, Problem)]


def passed_over(found: list[Item]) -> Counter[str]:
    return Counter(item.what for item in found if isinstance(item, PassedOver))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl.of-another-name"])
def test_each_answer_is_a_capture(tmp_path: Path, name: str) -> None:
    warc = Warc(tmp_path / name, packed=name.endswith(".gz"))
    headers = (("Content-Type", HTML), ("ETag", '"7"'), ("Set-Cookie", "a=b"))
    warc.add(f"{HOST}/a", PAGE, date="2022-01-11T08:00:01.250Z", http=headers)
    warc.add(f"{HOST}/b", b"Two people were killed in Orle.", kind="resource", http=None, content_type="text/plain")
    found = open_input(str(warc.close()), no_web)
    first, second = (met.item for met in found.read())
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.url, first.content, first.encoding) == (f"{HOST}/a", PAGE, "utf-8")
    assert first.captured_at == datetime(2022, 1, 11, 8, 0, 1, 250_000, UTC)
    assert dict(first.headers) == {"content-type": HTML, "etag": '"7"'}
    assert (second.url, second.media_type) == (f"{HOST}/b", "text/plain")
    assert found.many
    assert found.total == warc.path.stat().st_size


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add_pages(2)
    warc.add(f"{HOST}/x.png", b"\x89PNG", http=(("Content-Type", "image/png"),))
    warc.add(f"{HOST}/old", b"", status="301 Moved Permanently", http=(("Location", "/new"),))
    warc.add(f"{HOST}/gone", PAGE, status="404 Not Found")
    warc.add(f"{HOST}/robots.txt", b"User-agent: *", http=(("Content-Type", "text/plain"),))
    warc.add(f"{HOST}/map.xml", b"<?xml version='1.0'?><urlset/>", http=(("Content-Type", "text/xml"),))
    warc.add("dns:orvan-post.example", b"20220111", kind="resource", http=None, content_type="text/dns")
    found = items(warc.close())
    assert addresses(found) == ["/0", "/1"]
    assert problems(found) == []
    assert passed_over(found) == {
        "records of requests and notes": 2,
        "files of other kinds": 1,
        "redirects and errors": 2,
        "robots.txt files": 1,
        "XML files": 1,
        "records of other things than pages": 1,
    }


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE), {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (chunked(gzip.compress(PAGE)), {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content-Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content-Encoding": "deflate"}),
        (PAGE, {"Content-Encoding": "gzip"}),
        (PAGE, {"Transfer-Encoding": "chunked"}),
        (PAGE, {"Content-Encoding": "deflate"}),
    ],
    ids=["chunked", "gzip", "chunked gzip", "zlib", "deflate", "no gzip", "no chunks", "no deflate"],
)
def test_bodies_are_read_without_chunks_and_packing(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add(f"{HOST}/a", body, http=(("Content-Type", HTML), *headers.items()))
    [page] = items(warc.close())
    assert isinstance(page, Capture)
    assert page.content == PAGE


@pytest.mark.parametrize(
    ("body", "packing", "why"),
    [
        (gzip.compress(b"<p>" * 2_000_000), "gzip", "over the limit of 1 MB"),
        (zlib.compress(b"<p>" * 2_000_000), "deflate", "over the limit of 1 MB"),
        (gzip.compress(PAGE)[:-20], "gzip", "is damaged gzip"),
        (b"\x00\xff", "deflate", "is damaged where it is packed"),
        (b"\x1b\x03", "br", "packed in a way that is not read (br)"),
        (b"<p>" * 600_000, "", "over the limit of 1 MB"),
        (b"\x89PNG\r\n", "", "is an image"),
        (b"", "", "is empty"),
    ],
    ids=["gzip bomb", "zlib bomb", "cut gzip", "no deflate", "brotli", "large", "image", "empty"],
)
def test_a_body_that_can_t_be_read_is_a_problem(tmp_path: Path, body: bytes, packing: str, why: str) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add(f"{HOST}/a", body, http=(("Content-Type", HTML), ("Content-Encoding", packing)))
    warc.add(f"{HOST}/b", PAGE)
    problem, page = items(warc.close())
    assert isinstance(problem, Problem)
    assert why in problem.why
    assert problem.what == f"{HOST}/a"
    assert problem.where.endswith("crawl.warc.gz (byte 0)")
    assert isinstance(page, Capture)


def test_records_that_say_too_little_are_problems(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "crawl.warc", packed=False)
    warc.add(f"{HOST}/a", PAGE, date="yesterday")
    warc.add(f"{HOST}/b", PAGE)
    content = warc.close().read_bytes()
    last = content.rindex(b"HTTP/1.1")
    warc.path.write_bytes(content[:last] + b"HTML/1.1" + content[last + 8 :])
    found = items(warc.path)
    assert problems(found) == [
        "The record gives no time at which the page can have been captured.",
        "The record's HTTP header can't be read.",
    ]


def test_a_record_that_repeats_another_is_that_page_at_its_own_moment(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add(f"{HOST}/a", PAGE, WARC_Payload_Digest="sha1:ABC")
    warc.add(f"{HOST}/b", b"", kind="revisit", date="2022-01-12T08:00:00Z", WARC_Payload_Digest="sha1:ABC")
    refers = {"WARC_Refers_To_Target_URI": f"{HOST}/a", "WARC_Refers_To_Date": "2022-01-11T08:00:00Z"}
    warc.add(f"{HOST}/a", b"", kind="revisit", date="2022-01-13T08:00:00Z", WARC_Payload_Digest="sha1:X", **refers)
    warc.add(f"{HOST}/c", b"", kind="revisit", WARC_Payload_Digest="sha1:DEF")
    first, second, third, problem = items(warc.close())
    for page, url, day in ((first, "/a", 11), (second, "/b", 12), (third, "/a", 13)):
        assert isinstance(page, Capture)
        assert (page.url, page.captured_at.day, page.content) == (f"{HOST}{url}", day, PAGE)
    assert isinstance(problem, Problem)
    assert "not found in this archive" in problem.why


def test_a_record_that_repeats_another_of_one_gzip_member_is_a_problem(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "crawl.warc", packed=False)
    warc.add_pages(2)
    refers = {"WARC_Refers_To_Target_URI": f"{HOST}/1", "WARC_Refers_To_Date": "2022-01-11T08:00:00Z"}
    warc.add(f"{HOST}/b", b"", kind="revisit", **refers)
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(warc.close().read_bytes()))
    found = items(path)
    assert addresses(found) == ["/0", "/1"]
    assert len(problems(found)) == 1


@pytest.mark.parametrize("date", ["yesterday", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", ""])
def test_a_moment_that_can_t_be_is_a_problem(tmp_path: Path, date: str) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add(f"{HOST}/a", PAGE, date=date)
    [why] = problems(items(warc.close()))
    assert "no time at which" in why


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://mira:secret@a.example/live#top", "https://a.example/live"),
        ("HTTPS://A.example/live", "https://a.example/live"),
        ("https://a.example/a%20b?c=d", "https://a.example/a%20b?c=d"),
        ("file:///saved/page.html", "file:///saved/page.html"),
    ],
)
def test_addresses_are_kept_as_those_of_the_web(tmp_path: Path, written: str, address: str) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add(written, PAGE)
    [page] = items(warc.close())
    assert isinstance(page, Capture)
    assert page.url == address


def test_an_address_without_end_is_a_problem(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add(f"{HOST}/{'x' * 9_000}", PAGE)
    assert ["longer than 8000" in why for why in problems(items(warc.close()))] == [True]


def damaged(path: Path, at: int, byte: int | None = None, cut: int = 0) -> Path:
    content = bytearray(path.read_bytes())
    if byte is not None:
        content[at] ^= byte
    del content[at : at + cut]
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_behind_a_cut_record_reading_goes_on(tmp_path: Path, packed: bool) -> None:
    warc = Warc(tmp_path / ("crawl.warc.gz" if packed else "crawl.warc"), packed=packed)
    for number in range(5):
        warc.add(f"{HOST}/{number}", flood_page(number, number * 7).encode())
    found = items(damaged(warc.close(), warc.starts[2] + (300 if packed else 900), cut=40))
    assert addresses(found) == ["/0", "/1", "/3", "/4"]
    [problem] = [item for item in found if isinstance(item, Problem)]
    assert problem.where.endswith(f"(byte {warc.starts[2]})")
    assert "damaged" in problem.why


@pytest.mark.parametrize("offset", [0, 2, 9, 40, 200])
def test_behind_a_damaged_gzip_member_reading_goes_on(tmp_path: Path, offset: int) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    for number in range(4):
        warc.add(f"{HOST}/{number}", flood_page(number, 20).encode())
    found = items(damaged(warc.close(), warc.starts[1] + offset, byte=0xFF))
    left = [url for url in addresses(found) if url != "/1"]
    assert left == ["/0", "/2", "/3"]
    # A byte of the member's header that nothing checks may change, and the page still be whole.
    assert len(problems(found)) + addresses(found).count("/1") == 1


def test_a_wrong_checksum_is_damage(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    for number in range(3):
        warc.add(f"{HOST}/{number}", PAGE)
    found = items(damaged(warc.close(), warc.starts[2] - 6, byte=1))
    assert addresses(found) == ["/0", "/2"]
    assert len(problems(found)) == 1


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("length", [b"9", b"99999999", b"-5", b"x", b"9" * 400])
def test_a_wrong_length_costs_one_record(tmp_path: Path, packed: bool, length: bytes) -> None:
    warc = Warc(tmp_path / "crawl.warc", packed=False)
    for number in range(3):
        warc.add(f"{HOST}/{number}", PAGE)
    content = warc.close().read_bytes()
    records = [content[at:end] for at, end in zip(warc.starts, [*warc.starts[1:], len(content)], strict=True)]
    begin = records[1].index(b"Content-Length: ") + 16
    records[1] = records[1][:begin] + length + records[1][records[1].index(b"\r\n", begin) :]
    path = tmp_path / "wrong.warc"
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    found = items(path)
    assert addresses(found) == ["/0", "/2"]
    assert len(problems(found)) == 1


def test_an_archive_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    for path in (warc_of_pages(tmp_path / "a.warc.gz", 5), warc_of_pages(tmp_path / "b.warc", 5)):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) - 300])
        found = items(path)
        assert addresses(found)[:4] == ["/0", "/1", "/2", "/3"]
        assert len(problems(found)) == 1


def test_an_archive_packed_as_one_piece_is_read(tmp_path: Path) -> None:
    content = warc_of_pages(tmp_path / "a.warc", 6).read_bytes()
    path = tmp_path / "b.warc.gz"
    path.write_bytes(gzip.compress(content))
    assert len(addresses(items(path))) == 6
    cut = gzip.compress(content)
    path.write_bytes(cut[: len(cut) - 200])
    found = items(path)
    assert addresses(found) == [f"/{number}" for number in range(len(addresses(found)))]
    assert 0 < len(addresses(found)) < 6
    assert len(problems(found)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1f\x8b\x08\x00" * 50_000,
        b"WARC/1.0\r\nContent-Length: 40\r\n\r\n" * 20_000,
        b"WARC/1.0\r\n" + b"a: b\r\n" * 50_000,
    ],
    ids=["empty", "false members", "false records", "endless header"],
)
def test_rubbish_ends_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rubbish.warc"
    path.write_bytes(content)
    with pytest.raises(CaptureError, match="holds no WARC record that can be read"):
        list(read_warc(path, UNSAID, 1_000_000, packed=content.startswith(b"\x1f\x8b")))


def test_damage_before_the_first_record_is_told(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "crawl.warc.gz")
    warc.add_pages(2)
    found = items(damaged(warc.close(), warc.starts[1] - 5, byte=0xFF))
    assert addresses(found) == ["/1"]
    assert len(problems(found)) == 1


def test_places_of_damage_are_told_up_to_a_bound(tmp_path: Path) -> None:
    good = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    path = tmp_path / "rubbish.warc"
    path.write_bytes((good + b"rubbish\r\n") * 1_500)
    found = items(path)
    assert len(problems(found)) == 1_001
    assert problems(found)[-1].endswith("reading ended there.")


def test_a_large_archive_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    film = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
    header = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/film\r\n"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(header + b"Content-Length: %d\r\n\r\n" % (len(film) + 80_000_000) + film)
        for _ in range(80):
            file.write(bytes(1_000_000))
        file.write(b"\r\n\r\n")
    warc = Warc(tmp_path / "page.warc.gz")
    warc.add(f"{HOST}/0", PAGE)
    path.write_bytes(path.read_bytes() + warc.close().read_bytes())
    tracemalloc.start()
    found = items(path, limit=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert addresses(found) == ["/0"]
    assert passed_over(found) == {"files of other kinds": 1}
    assert peak < 5_000_000


def test_records_can_be_read_again_from_where_they_stand() -> None:
    record = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nok\r\n\r\n"
    content = gzip.compress(record) + b"\0" * 9 + gzip.compress(record)
    stream = Unpacked(io.BytesIO(content), packed=True)
    first, second = each_record(stream, 10)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.offset, first.block, second.block) == (0, b"ok", b"ok")
    stream.go_to(second.offset)
    [again] = each_record(stream, 10)
    assert not isinstance(again, Damage)
    assert again.block == b"ok"


def test_an_arc_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "crawl.arc"
    path.write_bytes(b"filedesc://crawl.arc 0.0.0.0 20220111 text/plain 5\n")
    with pytest.raises(CaptureError, match="the older form of a WARC"):
        open_input(str(path), no_web)
