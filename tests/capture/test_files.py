import gzip
import hashlib
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from claims.capture import capture_file
from claims.errors import CaptureError

TEXT = "Two barges sank off Port Hale.\n"


def test_bytes_are_kept_and_described(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT)
    capture = capture_file(path, publisher="Hale Courier", published=date(2021, 3, 2))
    assert capture.content == TEXT.encode()
    assert capture.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (capture.media_type, capture.encoding, capture.publisher) == ("text/plain", "utf-8", "Hale Courier")
    assert capture.url == path.resolve().as_uri()
    assert capture.published_at is not None
    assert capture.published_at.written() == "2021-03-02"


def test_what_is_given_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT)
    seen = datetime(2021, 3, 2, 9, 30, tzinfo=UTC)
    capture = capture_file(path, url="https://courier.example/live", captured_at=seen, published=seen)
    assert (capture.url, capture.captured_at) == ("https://courier.example/live", seen)
    assert capture.published_at is not None
    assert capture.published_at.written() == "2021-03-02T09:30:00+00:00"
    with pytest.raises(CaptureError, match="no time zone"):
        capture_file(path, captured_at=datetime(2021, 3, 2))


@pytest.mark.parametrize(
    ("changed", "published", "kept"),
    [
        (datetime(2021, 3, 2, 9, 30, tzinfo=UTC), None, True),
        (datetime(2021, 3, 2, 9, 30, tzinfo=UTC), date(2021, 3, 2), True),
        (datetime(2021, 3, 2, 9, 30, tzinfo=UTC), date(2021, 3, 3), False),
        (datetime(1980, 1, 1, tzinfo=UTC), None, False),
        (datetime(2199, 1, 1, tzinfo=UTC), None, False),
    ],
    ids=["saved then", "published before", "published after", "as archives write", "a clock that runs ahead"],
)
def test_a_page_was_saved_when_its_file_was_last_changed(
    tmp_path: Path, changed: datetime, published: date | None, kept: bool
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT)
    os.utime(path, (changed.timestamp(), changed.timestamp()))
    began = datetime.now(UTC)
    found = capture_file(path, published=published).captured_at
    assert (found == changed) if kept else (began <= found <= datetime.now(UTC))


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(b"<p>Two barges sank.", mtime=0) + gzip.compress(b"</p>", mtime=0))
    capture = capture_file(path)
    assert capture.content == b"<p>Two barges sank.</p>"
    assert capture.media_type == "text/html"
    assert capture.sha256 == hashlib.sha256(capture.content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "media_type", "encoding"),
    [
        ("a.txt", b"<!doctype html><html><p>Two sank.", "text/html", "utf-8"),
        ("a", b"\xef\xbb\xbf  <!-- saved -->\n<HTML><p>Two sank.", "text/html", "utf-8-sig"),
        ("a.htm", b"Two sank.", "text/html", "utf-8"),
        ("a.html", b'<meta charset="windows-1251"><p>\xc4\xe2\xe0', "text/html", "cp1251"),
        ("a.html", b'<meta http-equiv=x content="text/html; charset=ISO-8859-1"><p>caf\xe9', "text/html", "cp1252"),
        ("a.html", b"<p>caf\xe9", "text/html", "cp1252"),
        ("a.html", b"<meta charset=no-such-code><p>Two sank.", "text/html", "utf-8"),
        ("a.html", b"<meta charset=zip><p>Two sank.", "text/html", "utf-8"),
        ("a.txt", b"\xef\xbb\xbfTwo sank.", "text/plain", "utf-8-sig"),
        ("a.txt", "Two sank.".encode("utf-16"), "text/plain", "utf-16"),
        ("a.txt", "<html><p>Two sank.".encode("utf-16"), "text/html", "utf-16"),
        ("a.txt", b"Markup such as <html> is text here.", "text/plain", "utf-8"),
    ],
)
def test_media_type_and_encoding(tmp_path: Path, name: str, content: bytes, media_type: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    capture = capture_file(path)
    assert (capture.media_type, capture.encoding) == (media_type, encoding)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (gzip.compress(b"", mtime=0), "empty once unpacked"),
        (b"%PDF-1.7 \n", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"abc\0def", "is a binary file"),
        ("a\0b".encode("utf-16"), "is a binary file"),
        (b"caf\xe9 closed", "is not UTF-8 text"),
        (b"ends in \xe2\x82", "is not UTF-8 text"),
        (b"\xed\xa0\x80 half a surrogate", "is not UTF-8 text"),
        (b"\x1f\x8bbroken", "damaged gzip"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-9], "damaged gzip"),
        (gzip.compress(gzip.compress(TEXT.encode(), mtime=0), mtime=0), "gzip file inside"),
        (b"x" * 1001, "over the limit of 0.001 MB; split it"),
        (gzip.compress(b"x" * 5_000_000, mtime=0), "over the limit"),
    ],
)
def test_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(CaptureError, match=words) as refusal:
        capture_file(path, limit=6000 if b"PNG" in content else 1000)
    message = str(refusal.value)
    assert str(path) in message
    assert "\n" not in message
    assert message.endswith(".")


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"x" * 1000)
    assert len(capture_file(path, limit=1000).content) == 1000


def test_no_file_folder_or_pipe(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="There is no file"):
        capture_file(tmp_path / "gone.txt")
    with pytest.raises(CaptureError, match="is a folder"):
        capture_file(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CaptureError, match="no ordinary file"):
        capture_file(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(CaptureError, match="may not be read"):
        capture_file(path)
