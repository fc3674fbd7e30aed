"""What an argument of `claims ingest` is, and the pages that it holds, one after the other.

An address, a saved page, a folder, a zip, a WARC, a feed, a list of addresses, or `-` for what comes in by the pipe:
told by scheme, by the first bytes and, where those say nothing, by the name.
"""

import re
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from claims.capture.addresses import fetch_each, read_list
from claims.capture.content import FEEDS
from claims.capture.feeds import linked_addresses
from claims.capture.files import LIMIT, capture_bytes, capture_file
from claims.capture.folders import list_folder
from claims.capture.met import Fetch, Input, Item, Met
from claims.capture.taken import UNSAID, Taken
from claims.capture.warc import read_warc
from claims.capture.zips import ZipOfPages
from claims.errors import CaptureError
from claims.records import Capture, Problem

Kind: TypeAlias = Literal["page", "zip", "warc"]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://")
_WARC_NAME = re.compile(r"\.warc(\.gz)?(\.open)?$", re.IGNORECASE)
_HEAD = 8192
"""Bytes by which the kind of a file is known."""
_GZIP = b"\x1f\x8b"


def open_input(
    argument: str, fetch: Fetch, taken: Taken = UNSAID, *, follow: bool = False, limit: int = LIMIT
) -> Input:
    """What an argument names, ready to be read; raises CaptureError for what is nothing that can be taken in.

    `fetch` captures addresses; with `follow`, a feed is followed by the pages that it links to.
    """
    path = Path(argument)
    if argument == "-":
        return _piped(fetch, taken, follow=follow, limit=limit)
    if _SCHEME.match(argument):
        return _of_page(argument, partial(fetch, argument), fetch, follow=follow)
    if path.is_dir():
        return _folder(path, taken, limit)
    kind, packed = _kind_of(path)
    if kind == "zip":
        return _zip(path, taken, limit)
    if kind == "warc":
        read = partial(read_warc, path, taken, limit, packed=packed)
        return Input(path.name, read, many=True, total=path.stat().st_size)
    page = partial(
        capture_file,
        path,
        publisher=taken.publisher,
        published=taken.published,
        url=taken.url,
        captured_at=taken.captured_at,
        limit=limit,
    )
    return _listed(path.name, page(), fetch, follow=follow) or _of_page(path.name, page, fetch, follow=follow)


def _kind_of(path: Path) -> tuple[Kind, bool]:
    """What a file holds, and whether it is packed by gzip; what can't be read is a page, whose reader says why."""
    head = b""
    try:
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(_HEAD)
    except OSError:
        return "page", False
    packed = head.startswith(_GZIP)
    if packed:
        head = _unpacked(head)
    if head.startswith(b"filedesc://"):
        raise CaptureError(f"{path} is an ARC, the older form of a WARC; make one of it, as `warcio recompress` does.")
    if head.startswith(b"WARC/") or (_WARC_NAME.search(path.name) and path.is_file()):
        return "warc", packed or path.name.lower().endswith(".gz")
    if not packed and (head.startswith(b"PK\x03\x04") or (head.startswith(b"PK\x05\x06") and zipfile.is_zipfile(path))):
        return "zip", False
    return "page", packed


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, _HEAD)
    except zlib.error:
        return b""


def _of_page(name: str, page: Callable[[], Capture], fetch: Fetch, *, follow: bool) -> Input:
    """One page; of a feed that is followed, the pages that it links to come behind it."""

    def read() -> Iterator[Met]:
        captured = page()
        yield Met(captured, 1)
        if follow and captured.media_type in FEEDS:
            for done, item in fetch_each(linked_addresses(captured), fetch, follow=False):
                yield Met(item, done + 1)

    return Input(name, read, many=follow)


def _listed(name: str, text: Capture, fetch: Fetch, *, follow: bool) -> Input | None:
    """The pages of the addresses that a text lists; None where it lists none."""
    if text.media_type != "text/plain":
        return None
    addresses = read_list(text.content.decode(text.encoding, errors="replace"))
    if addresses is None:
        return None

    def read() -> Iterator[Met]:
        return (Met(item, done) for done, item in fetch_each(addresses, fetch, follow=follow))

    return Input(name, read, many=True, total=len(addresses))


def _piped(fetch: Fetch, taken: Taken, *, follow: bool, limit: int) -> Input:
    content = sys.stdin.buffer.read(limit + 1)
    page = capture_bytes(content, "What came in by the pipe", "stdin:", time.time(), taken, limit=limit)
    return _listed("-", page, fetch, follow=follow) or _of_page("-", lambda: page, fetch, follow=follow)


def _folder(root: Path, taken: Taken, limit: int) -> Input:
    root = root.resolve()
    files, passed, problems = list_folder(root)

    def read() -> Iterator[Met]:
        yield from (Met(item, 0) for item in passed)
        yield from (Met(item, 0) for item in problems)
        for done, path in enumerate(files, 1):
            yield from (Met(item, done) for item in _in_folder(path, taken, limit))

    return Input(root.name, read, many=True, total=len(files))


def _in_folder(path: Path, taken: Taken, limit: int) -> Iterator[Item]:
    """The pages of a file in a folder. A list of addresses is none: whoever fills a folder shall not make us fetch."""
    try:
        kind, packed = _kind_of(path)
        if kind == "zip":
            with ZipOfPages(path, taken, limit) as members:
                yield from members.items()
        elif kind == "warc":
            yield from (met.item for met in read_warc(path, taken, limit, packed=packed))
        else:
            page = capture_file(path, publisher=taken.publisher, published=taken.published, limit=limit)
            if page.media_type == "text/plain" and read_list(page.content.decode(page.encoding)):
                raise CaptureError("It lists addresses, which are not fetched from a folder; name the file itself.")
            yield page
    except CaptureError as error:
        yield Problem(where=path.as_uri(), what="", why=str(error))


def _zip(path: Path, taken: Taken, limit: int) -> Input:
    with ZipOfPages(path, taken, limit) as members:
        total = len(members.members)

    def read() -> Iterator[Met]:
        with ZipOfPages(path, taken, limit) as members:
            yield from (Met(item, done) for done, item in enumerate(members.items(), 1))

    return Input(path.name, read, many=True, total=total)
