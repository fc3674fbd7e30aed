"""A saved page, HTML or plain text, also packed by gzip, taken in as a Capture."""

import hashlib
import stat
from datetime import UTC, date, datetime
from pathlib import Path

from claims.capture.content import describe, unpack
from claims.capture.taken import Taken
from claims.errors import CaptureError
from claims.records import Capture, Moment
from claims.times import moment_of

LIMIT = 20_000_000
"""The most bytes that one page may have, unpacked."""

FIRST_PAGE = datetime(1991, 8, 6, tzinfo=UTC)
"""No page of the web is older."""


def capture_file(
    path: Path,
    *,
    publisher: str | None = None,
    published: date | datetime | None = None,
    url: str | None = None,
    captured_at: datetime | None = None,
    limit: int = LIMIT,
) -> Capture:
    """Take in one file of at most `limit` bytes, unpacked; raises CaptureError for what is no readable page.

    The address is `url`, else the file's own; the time of capture `captured_at`, else when the file was last changed.
    """
    taken = Taken(publisher=publisher, published=published, url=url, captured_at=captured_at)
    content, changed_at = _read(path, limit)
    return capture_bytes(content, str(path), path.resolve().as_uri(), changed_at, taken, limit=limit)


def capture_bytes(
    content: bytes,
    name: str,
    url: str,
    changed_at: float,
    taken: Taken,
    *,
    content_type: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    limit: int = LIMIT,
) -> Capture:
    """Take in the bytes of one page, at most `limit` of them, unpacked; raises CaptureError, in which `name` names it.

    `changed_at` is when they were saved, in seconds since 1970; `content_type` the header they were sent with.
    """
    if taken.captured_at is not None and taken.captured_at.tzinfo is None:
        raise CaptureError("The time of capture names no time zone; add its offset, such as +00:00.")
    if not content.strip():
        raise CaptureError(f"{name} is empty; save the page again.")
    if len(content) > limit:
        raise _too_large(name, limit)
    if content.startswith(b"\x1f\x8b"):
        content = _unpack(content, name, limit)
    published_at = moment_of(taken.published) if taken.published is not None else None
    media_type, encoding = describe(content, name, content_type)
    return Capture(
        url=taken.url or url,
        publisher=taken.publisher,
        captured_at=taken.captured_at or saved_at(changed_at, published_at),
        published_at=published_at,
        headers=headers,
        media_type=media_type,
        encoding=encoding,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def capture_text(
    text: str, *, publisher: str | None = None, published: date | datetime | None = None, limit: int = LIMIT
) -> Capture:
    """Take in words that stand in no file, of at most `limit` bytes; raises CaptureError."""
    content = text.encode(errors="replace")
    if not content.strip():
        raise CaptureError("The text is empty; write at least a sentence.")
    if len(content) > limit:
        raise _too_large("The text", limit)
    return Capture(
        url="text:",
        publisher=publisher,
        captured_at=datetime.now(UTC),
        published_at=moment_of(published) if published is not None else None,
        media_type="text/plain",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def saved_at(changed_at: float, published_at: Moment | None) -> datetime:
    """When a page was saved, as far as its file tells: when it was last changed (seconds since 1970).

    That is nearer than now, and stays: a folder of saved copies taken in twice gives the same captures twice, in
    whatever order. A copy of the file may say later, as now always would. A moment that can't be (archives often write
    1970 or 1980, clocks run ahead, a page is not saved before it is published) gives way to now.
    """
    now = datetime.now(UTC)
    earliest = max(FIRST_PAGE, published_at.at) if published_at else FIRST_PAGE
    return datetime.fromtimestamp(changed_at, UTC) if earliest.timestamp() <= changed_at <= now.timestamp() else now


def _read(path: Path, limit: int) -> tuple[bytes, float]:
    """The bytes of a file, at most one past the limit, and when it was last changed."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise CaptureError(f"{path} is a folder; name the files in it.")
        if not stat.S_ISREG(found.st_mode):
            raise CaptureError(f"{path} is no ordinary file; save the page to one first.")
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise CaptureError(f"There is no file {path}; check the path.") from None
    except PermissionError:
        raise CaptureError(f"{path} may not be read; check its permissions.") from None
    except (OSError, ValueError) as error:
        raise CaptureError(f"{path} can't be read ({error}); check the path.") from error
    return content, found.st_mtime


def _unpack(packed: bytes, name: str, limit: int) -> bytes:
    """The content of a gzip file."""
    content = unpack(packed, name, limit)
    if len(content) > limit:
        raise _too_large(name, limit)
    if not content.strip():
        raise CaptureError(f"{name} is empty once unpacked; save the page again.")
    return content


def _too_large(name: str, limit: int) -> CaptureError:
    return CaptureError(f"{name} is over the limit of {limit / 1e6:g} MB; split it into smaller files.")
