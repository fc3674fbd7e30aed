"""The HTTP answer that a WARC record holds: its header, and its body without chunks and packing."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

from warcio.bufferedreaders import ChunkedDataReader

from claims.capture.content import KEPT, LONGEST_VALUE, unpack
from claims.capture.warc_records import parse_header
from claims.errors import CaptureError

LONGEST_HEADER = 256 * 1024
"""The most bytes of an answer's header."""

_UNPACKED = ("", "identity", "none")


class HttpAnswer(NamedTuple):
    """A status with headers by their names in small letters, and where in the block the body begins."""

    status: int
    headers: Mapping[str, str]
    body_at: int

    def kept(self) -> tuple[tuple[str, str], ...]:
        """The headers worth keeping."""
        return tuple((name, self.headers[name][:LONGEST_VALUE]) for name in KEPT if name in self.headers)


def read_answer(block: bytes) -> HttpAnswer | None:
    """The answer that a block begins with; None where it begins with none."""
    ends = ((at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark, 0, LONGEST_HEADER)) >= 0)
    end = min(ends, default=None)
    if end is None or not block.startswith(b"HTTP/"):
        return None
    header = parse_header(block[: sum(end)])
    status = header.statusline[:3]
    if not status.isdecimal():
        return None
    headers = {name.lower(): value for name, value in reversed(header.headers)}
    return HttpAnswer(int(status), headers, sum(end))


def read_body(block: bytes, answer: HttpAnswer, name: str, limit: int) -> bytes:
    """The body of an answer as a browser would show it, at most a byte past the limit; raises CaptureError.

    Archives often keep bodies without chunks or packing, and headers that still tell of them.
    """
    body = block[answer.body_at :]
    if answer.headers.get("transfer-encoding", "").strip().lower() == "chunked":
        body = ChunkedDataReader(BytesIO(body)).read()
    packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing in ("gzip", "x-gzip"):
        return unpack(body, name, limit) if body.startswith(b"\x1f\x8b") else body
    if packing == "deflate":
        return _inflate(body, name, limit)
    if packing not in _UNPACKED:
        raise CaptureError(f"{name} is packed in a way that is not read ({packing[:20]}); capture the page again.")
    return body


def _inflate(body: bytes, name: str, limit: int) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        inflate = zlib.decompressobj(window)
        try:
            content = inflate.decompress(body, limit + 1)
        except zlib.error:
            continue
        if inflate.eof or len(content) > limit:
            return content
    if body.lstrip().startswith(b"<"):
        return body
    raise CaptureError(f"{name} is damaged where it is packed; capture the page again.")
