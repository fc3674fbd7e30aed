"""A saved page, HTML or plain text, also packed by gzip, taken in as a Capture."""

import gzip
import hashlib
import io
import stat
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

from claims.capture.content import describe
from claims.errors import CaptureError
from claims.records import Capture
from claims.times import moment_of

LIMIT = 20_000_000
"""The most bytes that one page may have, unpacked."""


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

    The address is `url`, else the file's own; the time of capture `captured_at`, else now.
    """
    if captured_at is not None and captured_at.tzinfo is None:
        raise CaptureError("The time of capture names no time zone; add its offset, such as +00:00.")
    packed = _read(path, limit)
    content = _unpack(packed, path, limit) if packed.startswith(b"\x1f\x8b") else packed
    media_type, encoding = describe(content, path)
    return Capture(
        url=url or path.resolve().as_uri(),
        publisher=publisher,
        captured_at=captured_at or datetime.now(UTC),
        published_at=moment_of(published) if published is not None else None,
        media_type=media_type,
        encoding=encoding,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def _read(path: Path, limit: int) -> bytes:
    try:
        if stat.S_ISDIR(mode := path.stat().st_mode):
            raise CaptureError(f"{path} is a folder; name the files in it.")
        if not stat.S_ISREG(mode):
            raise CaptureError(f"{path} is no ordinary file; save the page to one first.")
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise CaptureError(f"There is no file {path}; check the path.") from None
    except PermissionError:
        raise CaptureError(f"{path} may not be read; check its permissions.") from None
    except (OSError, ValueError) as error:
        raise CaptureError(f"{path} can't be read ({error}); check the path.") from error
    if not content.strip():
        raise CaptureError(f"{path} is empty; save the page again.")
    if len(content) > limit:
        raise _too_large(path, limit)
    return content


def _unpack(packed: bytes, path: Path, limit: int) -> bytes:
    """The content of a gzip file, never more than a byte past the limit."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CaptureError(f"{path} is a damaged gzip file; save the page again.") from error
    if len(content) > limit:
        raise _too_large(path, limit)
    if not content.strip():
        raise CaptureError(f"{path} is empty once unpacked; save the page again.")
    return content


def _too_large(path: Path, limit: int) -> CaptureError:
    return CaptureError(f"{path} is over the limit of {limit / 1e6:g} MB; cut it, or raise the limit.")
