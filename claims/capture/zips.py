"""A zip of saved pages, read where it stands: nothing is unpacked to disk, and no more of it than pages may have."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from claims.capture.files import capture_bytes
from claims.capture.kinds import COMPANIONS, HIDDEN, companion_of, is_hidden, looks_like_page, other_kind
from claims.capture.met import Item, PassedOver
from claims.capture.taken import Taken
from claims.errors import CaptureError
from claims.records import Problem

RATIO = 100
"""How many times larger than the zip its pages may come to, beyond `FLOOR` bytes: pages pack to about a tenth."""
FLOOR = 200_000_000
"""Bytes that the pages of a zip may come to, however small the zip is."""
_DIRECTORY = 64_000_000
"""The most bytes of a zip's table of contents, which is held in memory (about half a million members)."""
_TAIL = 65_600
"""Bytes in which a zip's end record must begin: 22 of its own and a comment of up to 65,535 (APPNOTE, 4.3.16)."""
_ENCRYPTED = 0x1
"""Bit 0 of a member's flags (APPNOTE, 4.4.4)."""
_ARCHIVES = (b"PK\x03\x04", b"WARC/")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class ZipOfPages:
    """An open zip; use it in a `with` statement. Raises CaptureError where the file is none, or no zip of pages."""

    def __init__(self, path: Path, taken: Taken, limit: int) -> None:
        self._path, self._taken, self._limit = path, taken, limit
        try:
            _check_directory(path)
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise CaptureError(f"{path} is a damaged zip ({error}); copy or download it again.") from error
        members = self._zip.infolist()
        if members and members[0].filename in ("mimetype", "[Content_Types].xml"):
            self._zip.close()
            raise CaptureError(f"{path} is an office document or book, no zip of pages; save it as HTML or text.")
        self._names = {str(_path(member)) for member in members}
        self.members = sorted(
            (member for member in members if not member.filename.endswith(("/", "\\"))),
            key=lambda each: (_changed_at(each), each.filename),
        )
        """By when they were last changed, then by name."""

    def __enter__(self) -> "ZipOfPages":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def items(self) -> Iterator[Item]:
        """An item for each member: the page, why it can't be read, or what it is instead."""
        room = FLOOR + RATIO * self._path.stat().st_size
        for member in self.members:
            if kind := self._passed_over(member):
                yield PassedOver(kind)
                continue
            room -= member.file_size
            if room < 0:
                yield self._problem(member, f"The zip unpacks to over {RATIO} times its size; this page was not read.")
                continue
            yield self._page(member)

    def _passed_over(self, member: zipfile.ZipInfo) -> str | None:
        name = _path(member)
        if any(is_hidden(part) for part in name.parts if part not in ("..", ".")):
            return HIDDEN
        for folder in name.parents:
            if any(str(page) in self._names for page in companion_of(folder)):
                return COMPANIONS
        kind = other_kind(name)
        return None if kind and looks_like_page(self._head(member)) else kind

    def _page(self, member: zipfile.ZipInfo) -> Item:
        name = _path(member)
        if name.is_absolute() or ".." in name.parts:
            return self._problem(member, "Its name leads out of the zip, as those of pages never do; it was not read.")
        if member.flag_bits & _ENCRYPTED:
            return self._problem(member, "It is encrypted; unpack the zip with its password and take in the folder.")
        if member.file_size > self._limit:
            return self._problem(member, f"It is over the limit of {self._limit / 1e6:g} MB.")
        try:
            with self._zip.open(member) as file:
                content = file.read(self._limit + 1)
        except _BROKEN as error:
            return self._problem(member, f"It is damaged ({error}).")
        if content.startswith(_ARCHIVES):
            return self._problem(member, "It is an archive in an archive; unpack the outer one first.")
        try:
            return capture_bytes(
                content, member.filename, self._url(member), self._saved(member), self._taken, limit=self._limit
            )
        except CaptureError as error:
            return self._problem(member, str(error))

    def _head(self, member: zipfile.ZipInfo) -> bytes:
        try:
            with self._zip.open(member) as file:
                return file.read(512)
        except _BROKEN:
            return b""

    def _saved(self, member: zipfile.ZipInfo) -> float:
        """When a member was last changed; where the zip says nothing (1980), when the zip was."""
        return _changed_at(member) if member.date_time[0] > 1980 else self._path.stat().st_mtime

    def _url(self, member: zipfile.ZipInfo) -> str:
        return f"{self._path.resolve().as_uri()}/{quote(str(_path(member)))}"

    def _problem(self, member: zipfile.ZipInfo, why: str) -> Problem:
        return Problem(where=self._url(member), what="", why=why)


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    """Where a member stands in the zip; some programs part folders by backslashes, as no zip should."""
    return PurePosixPath(member.filename.replace("\\", "/"))


def _changed_at(member: zipfile.ZipInfo) -> float:
    """Seconds since 1970: the exact time that many zips carry, else the clock time, as if it were UTC."""
    extra = member.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == 0x5455 and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return float(struct.unpack_from("<i", extra, 5)[0])
        extra = extra[4 + size :]
    try:
        return datetime(*member.date_time, tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def _check_directory(path: Path) -> None:
    """Refuse a zip whose table of contents would fill the memory; raises CaptureError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
        at = tail.rfind(b"PK\x05\x06")
        length = struct.unpack_from("<I", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
        locator = at - 20
        if locator >= 0 and tail.startswith(b"PK\x06\x07", locator):
            file.seek(min(size, struct.unpack_from("<Q", tail, locator + 8)[0]))
            large = file.read(56)
            length = max(length, struct.unpack_from("<Q", large, 40)[0]) if len(large) == 56 else length
        if length > _DIRECTORY:
            raise CaptureError(f"{path} holds more files than can be read at once; unpack it and take in the folder.")
