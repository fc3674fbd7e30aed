"""WARC and WARC.gz: each answer of a server is a capture with its own address and moment."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from claims.capture.content import FEEDS, media_type_of
from claims.capture.files import FIRST_PAGE, capture_bytes
from claims.capture.http_record import LONGEST_HEADER, HttpAnswer, read_answer, read_body
from claims.capture.met import Item, Met, PassedOver
from claims.capture.taken import Taken
from claims.capture.unpacking import Unpacked
from claims.capture.url import read_archived
from claims.capture.warc_records import MOST_DAMAGED, Damage, Record, each_record, read_record
from claims.errors import CaptureError
from claims.records import Capture, Problem

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_XML = (*FEEDS, "application/xml", "text/xml", "application/rdf+xml")
_AHEAD = timedelta(days=1)
"""How far a crawler's clock may run ahead."""
_MOST_KNOWN = 200_000
"""Records that a later one may repeat and that are kept in mind: their digests, not their bytes."""


_Page: TypeAlias = tuple[int, tuple[str, str]]
"""Where a record begins, and its address and moment as written."""


@dataclass(slots=True)
class _Known:
    """Where the pages of the archive stand, by what a record that repeats one names it."""

    by_digest: dict[str, _Page] = field(default_factory=dict)
    by_moment: dict[tuple[str, str], _Page] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        if len(self.by_moment) < _MOST_KNOWN:
            page = _target(record)
            if digest := _said(record, "WARC-Payload-Digest"):
                self.by_digest.setdefault(digest, (record.offset, page))
            self.by_moment[page] = record.offset, page

    def find(self, record: Record) -> _Page | None:
        """Where the record stands that this one repeats, and which it is."""
        target = _said(record, "WARC-Refers-To-Target-URI"), _said(record, "WARC-Refers-To-Date")
        return self.by_digest.get(_said(record, "WARC-Payload-Digest"), self.by_moment.get(target))


def read_warc(path: Path, taken: Taken, limit: int, *, packed: bool) -> Iterator[Met]:
    """The pages of an archive in its order, what can't be read and what is no page; done counts bytes of the file.

    Raises CaptureError where not one record can be read.
    """
    where, known = path.resolve().as_uri(), _Known()
    most = limit + LONGEST_HEADER
    with path.open("rb") as file, path.open("rb") as again:
        stream, repeated = Unpacked(file, packed=packed), Unpacked(again, packed=packed)
        damages = 0
        for found in _from_first(each_record(stream, most), path):
            if isinstance(found, Damage):
                damages += 1
                yield Met(_damaged(where, found, damages), stream.offset)
                continue
            body = found
            if _said(found, "WARC-Type") == "revisit":
                at = known.find(found)
                earlier = read_record(repeated, at[0], most) if at is not None else None
                # A gzip member that holds several records gives the first of them.
                if at is None or earlier is None or _target(earlier) != at[1]:
                    why = "It only says that the page was the same as in a record that is not found in this archive."
                    yield Met(_problem(where, found, why), stream.offset)
                    continue
                body = earlier
            item = _item(where, found, body, taken, limit)
            if isinstance(item, Capture) and body is found:
                known.add(found)
            yield Met(item, stream.offset)


def _from_first(records: Iterator[Record | Damage], path: Path) -> Iterator[Record | Damage]:
    """The same records, damage before the first told with it; raises CaptureError where there is none."""
    before: list[Record | Damage] = []
    for found in records:
        before.append(found)
        if isinstance(found, Record):
            break
    else:
        raise CaptureError(f"{path} holds no WARC record that can be read; copy or download it again.")
    yield from before
    yield from records


def _damaged(where: str, damage: Damage, count: int) -> Problem:
    on = "reading went on at the next one that is whole" if count <= MOST_DAMAGED else "reading ended there"
    return Problem(where=f"{where} (byte {damage.offset})", what="", why=f"The archive is damaged there; {on}.")


def _problem(where: str, record: Record, why: str) -> Problem:
    what = _said(record, "WARC-Target-URI")[:200]
    return Problem(where=f"{where} (byte {record.offset})", what=what, why=why)


def _target(record: Record) -> tuple[str, str]:
    return _said(record, "WARC-Target-URI"), _said(record, "WARC-Date")


def _said(record: Record, name: str) -> str:
    return (record.header.get_header(name) or "").strip().strip("<>")


def _item(where: str, record: Record, body: Record, taken: Taken, limit: int) -> Item:
    """What a record is; `body` holds its bytes: of a record that repeats another, those of the other."""
    url = _said(record, "WARC-Target-URI")
    if _said(record, "WARC-Type") not in ("response", "resource", "revisit"):
        return PassedOver("records of requests and notes")
    if not url.lower().startswith(("http://", "https://", "file://")):
        return PassedOver("records of other things than pages")
    answer = read_answer(body.block) if _is_http(body) else HttpAnswer(200, _own_type(body), 0)
    if answer is None:
        return _problem(where, record, "The record's HTTP header can't be read.")
    if kind := _no_page(url, body.block, answer):
        return PassedOver(kind)
    if body.length > len(body.block):
        return _problem(where, record, f"The page is over the limit of {limit / 1e6:g} MB.")
    moment = _moment(_said(record, "WARC-Date"))
    if moment is None:
        return _problem(where, record, "The record gives no time at which the page can have been captured.")
    said = replace(taken, url=None, captured_at=moment)
    try:
        url = url if url.lower().startswith("file:") else str(read_archived(url))
        content = read_body(body.block, answer, url, limit)
        return capture_bytes(content, url, url, 0, said, content_type=_type(answer), headers=answer.kept(), limit=limit)
    except CaptureError as error:
        return _problem(where, record, str(error))


def _is_http(record: Record) -> bool:
    return _said(record, "WARC-Type") == "response" or _said(record, "Content-Type").startswith("application/http")


def _own_type(record: Record) -> dict[str, str]:
    """The header of a page that was archived as a file, without a server's answer."""
    return {"content-type": _said(record, "Content-Type")}


def _type(answer: HttpAnswer) -> str:
    return answer.headers.get("content-type", "")


def _no_page(url: str, block: bytes, answer: HttpAnswer) -> str | None:
    """Which kind of thing an answer is instead of a page, feed or text; None where it is one."""
    if not 200 <= answer.status < 300:
        return "redirects and errors"
    if urlsplit(url).path == "/robots.txt":
        return "robots.txt files"
    kind = _type(answer).partition(";")[0].strip().lower()
    if kind in _XML:
        return None if media_type_of(block[answer.body_at :][:8192], "") != "text/plain" else "XML files"
    return None if kind in _PAGES else "files of other kinds"


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_PAGE <= moment <= datetime.now(UTC) + _AHEAD else None
