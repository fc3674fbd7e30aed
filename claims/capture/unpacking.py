"""The bytes of an archive, unpacked as they are read: a file as it is, or its gzip members one after the other."""

import re
import zlib
from typing import BinaryIO

_CHUNK = 64 * 1024
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")


class DamagedError(ValueError):
    """A gzip member that can't be unpacked; `offset` is where it begins in the file."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the gzip member at byte {offset} is damaged")
        self.offset = offset


class Unpacked:
    """A stream of unpacked bytes that knows where it stands in the file, and can go on behind what is damaged."""

    def __init__(self, file: BinaryIO, *, packed: bool) -> None:
        self._file = file
        self.packed = packed
        self.size = file.seek(0, 2)
        """Bytes in the file."""
        self.go_to(0)

    def go_to(self, offset: int) -> None:
        """Read on from an offset of the file, where a member begins."""
        self._file.seek(offset)
        self.member = offset
        """Where the member begins from which bytes came last; for a plain file where it was last gone to."""
        self._packed = b""
        self._at = offset
        """Offset in the file behind what was unpacked."""
        self._ready = b""
        self._begin_member()

    def _begin_member(self) -> None:
        self._inflate = zlib.decompressobj(31) if self.packed else None
        self._fresh = True

    @property
    def offset(self) -> int:
        """Where the next byte stands: its own offset in a plain file, that of its member in a packed one."""
        if not self.packed:
            return self._at - len(self._ready)
        return self._at if self.at_member else self.member

    @property
    def at_member(self) -> bool:
        """Whether the next byte is the first of a gzip member."""
        return self.packed and self._fresh and not self._ready

    def find_member(self, after: int) -> bool:
        """Go to the next place behind an offset that looks like a member's begin; False where there is none."""
        self._file.seek(after)
        before, start = b"", after
        while chunk := self._file.read(_CHUNK):
            window = before + chunk
            if found := _MEMBER.search(window):
                self.go_to(start + found.start())
                return True
            before = window[-3:]
            start += len(window) - len(before)
        return False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, never past the end of a member, none only at the end; raises DamagedError."""
        if not self._ready:
            self._fill()
        part, self._ready = self._ready[:size], self._ready[size:]
        return part

    def readline(self, size: int) -> bytes:
        """A line with its end, cut to `size` bytes; raises DamagedError."""
        while b"\n" not in self._ready[:size] and len(self._ready) < size and self._fill():
            pass
        end = self._ready.find(b"\n", 0, size) + 1 or min(size, len(self._ready))
        line, self._ready = self._ready[:end], self._ready[end:]
        return line

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read; raises DamagedError."""
        while len(self._ready) < size and self._fill():
            pass
        return self._ready[:size]

    def _fill(self) -> bool:
        """Unpack some more; False at the end."""
        if self._inflate is None:
            more = self._file.read(_CHUNK)
            self._at += len(more)
            self._ready += more
            return bool(more)
        while True:
            if not self._packed:
                self._packed = self._file.read(_CHUNK)
            if not self._packed:
                if self._fresh:
                    return False
                raise DamagedError(self.member)
            if self._fresh and not self._skip_padding():
                continue
            if more := self._unpack():
                self._ready += more
                return True

    def _skip_padding(self) -> bool:
        """Begin a member; False where only zeros were left in what was read."""
        rest = self._packed.lstrip(b"\0")
        self._at += len(self._packed) - len(rest)
        self._packed = rest
        if not rest:
            return False
        self.member, self._fresh = self._at, False
        return True

    def _unpack(self) -> bytes:
        assert self._inflate is not None
        before = len(self._packed)
        try:
            more = self._inflate.decompress(self._packed, _CHUNK)
        except zlib.error as error:
            raise DamagedError(self.member) from error
        self._packed = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        self._at += before - len(self._packed)
        if self._inflate.eof:
            self._begin_member()
        return more
