"""The records of a WARC, packed or not, in constant memory; behind a damaged one reading goes on at the next.

Neither a wrong length nor a broken gzip member ends the reading: what follows is found by the next member, or by the
next line that begins a record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from warcio.statusandheaders import StatusAndHeadersParser

from claims.capture.unpacking import DamagedError, Unpacked

MOST_DAMAGED = 1_000
"""Damaged places behind which reading goes on no more."""

_BEGIN = b"WARC/"
_LINE = 16 * 1024
_HEADER = 64 * 1024
"""The most bytes that a record's own header may have."""
_END = b"\r\n\r\n"


class _BrokenError(ValueError):
    """A record whose header can't be read or whose length is wrong."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands: its header, and its block as far as it is kept."""

    offset: int
    """Where it begins in the file, or the gzip member that holds it."""
    header: Any
    """warcio's `StatusAndHeaders`."""
    block: bytes
    length: int
    """Bytes of the whole block."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the archive can't be read."""

    offset: int


def each_record(stream: Unpacked, most: int) -> Iterator[Record | Damage]:
    """The records from where the stream stands, and each damaged place; of a block `most` bytes are kept."""
    lost = damages = 0
    while damages <= MOST_DAMAGED:
        at = stream.offset
        try:
            begun = _begin(stream, lost=bool(lost))
            if begun is None:
                return
            at, line = begun
            record = _read_record(stream, at, line, most)
        except DamagedError as error:
            if not lost:
                yield Damage(error.offset)
            lost, damages = 1, damages + 1
            if not stream.find_member(error.offset + 1):
                return
        except _BrokenError:
            if not lost:
                yield Damage(at)
                if not stream.packed:
                    stream.go_to(at + len(_BEGIN))
            lost, damages = 1, damages + 1
        else:
            lost = 0
            yield record


def read_record(stream: Unpacked, offset: int, most: int) -> Record | None:
    """The record at an offset that `each_record` told; None where there is none any more."""
    stream.go_to(offset)
    found = next(each_record(stream, most), None)
    return found if isinstance(found, Record) else None


def _begin(stream: Unpacked, *, lost: bool) -> tuple[int, bytes] | None:
    """Where the next record begins and its first line; None at the end. Only when lost may other lines stand before."""
    fresh_line = True
    while True:
        at = stream.offset
        line = stream.readline(_LINE)
        if not line:
            return None
        if fresh_line and line.startswith(_BEGIN):
            return at, line
        if line.strip() and not lost:
            raise _BrokenError
        fresh_line = line.endswith(b"\n")


def _read_record(stream: Unpacked, at: int, line: bytes, most: int) -> Record:
    header = _header(stream, line)
    try:
        length = int(header.get_header("Content-Length", ""))
    except ValueError:
        raise _BrokenError from None
    if length < 0 or (not stream.packed and stream.offset + length > stream.size):
        raise _BrokenError
    if not stream.packed:
        _check_end(stream, length)
    parts, left, room = [], length, most
    while left:
        # A record that goes on where another begins was cut off, though its own member may be whole.
        if stream.at_member and stream.peek(len(_BEGIN)) == _BEGIN:
            raise _BrokenError
        part = stream.read(left)
        if not part:
            raise _BrokenError
        left -= len(part)
        if room > 0:
            parts.append(part[:room])
            room -= len(part)
    _read_end(stream, at)
    return Record(at, header, b"".join(parts), length)


def _header(stream: Unpacked, line: bytes) -> Any:
    lines, size = [line], len(line)
    while line.strip():
        line = stream.readline(_LINE)
        size += len(line)
        if not line or size > _HEADER:
            raise _BrokenError
        lines.append(line)
    return parse_header(b"".join(lines))


def parse_header(written: bytes) -> Any:
    """A status line and the headers below it."""
    return StatusAndHeadersParser([], verify=False).parse(BytesIO(written))


def _check_end(stream: Unpacked, length: int) -> None:
    """Look behind a block before it is read, so that a wrong length costs no reading."""
    here = stream.offset
    stream.go_to(here + length)
    _read_end(stream, here)
    stream.go_to(here)


def _read_end(stream: Unpacked, at: int) -> None:
    """Read the two line ends behind a block; where they are missing, a record must follow, or nothing."""
    try:
        end = b""
        while len(end) < len(_END) and stream.peek(1) in (b"\r", b"\n"):
            end += stream.read(1)
        if end != _END and stream.peek(len(_BEGIN)) not in (b"", _BEGIN):
            raise _BrokenError
        stream.peek(1)
    except DamagedError as error:
        # The member's own checksum stands at its end; damage behind it is met in its own turn.
        if error.offset == at:
            raise
