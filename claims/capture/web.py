"""Pages of the web: an address becomes a Capture, with the headers that a later visit needs."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from http import HTTPStatus
from ipaddress import ip_network
from types import TracebackType
from typing import Self

import httpx

from claims.capture.content import KEPT, LONGEST_VALUE, describe, media_type_of
from claims.capture.fetching import Answer, Fetcher, status_words
from claims.capture.files import LIMIT
from claims.capture.memento import read_memento
from claims.capture.network import GuardedBackend, Network
from claims.capture.robots import SIZE, Robots
from claims.capture.url import read_url
from claims.errors import CaptureError
from claims.records import Capture
from claims.times import moment_of

_KEPT = (*KEPT, "memento-datetime")
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"WARC/")
_DATA = ("json", "javascript", "ecmascript", "xml", "/css", "/csv")
_EVERYTHING = ("0.0.0.0/0", "::/0")


class Web:
    """The web as one run visits it: keeps connections, each site's robots.txt and the pauses between its pages.

    `allow_private` also lets it fetch from addresses that only this machine or network reaches: all of them, or those
    of the networks named ("10.20.0.0/16"). `limit` is the most bytes of a page, unpacked; `delay` the seconds between
    two pages of a site; `timeout` the seconds that the answers for one page may take, redirects, tries and robots.txt
    together. One page at a time: no two threads share one. Raises CaptureError for what is no network.
    """

    def __init__(
        self,
        *,
        allow_private: bool | Iterable[str] = False,
        limit: int = LIMIT,
        delay: float = 1.0,
        timeout: float = 60.0,
    ) -> None:
        backend = GuardedBackend(_networks(allow_private))
        self._limit = limit
        self._fetcher = Fetcher(backend, timeout=timeout, pause=delay)
        self._robots = Robots(lambda url: self._fetcher.get(url, limit=SIZE, cut=True), delay=delay)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._fetcher.close()

    def capture(
        self,
        url: str,
        *,
        publisher: str | None = None,
        published: date | datetime | None = None,
        before: Capture | None = None,
    ) -> Capture | None:
        """The page of an address; None where it is unchanged since the capture `before`.

        Its address is where it moved for good, or of a web archive's page the original one, as it was then; where else
        the bytes came from stands in the header `content-location`. Raises CaptureError; UnreachableError where trying
        again later may help.
        """
        asked = read_url(url)
        self._fetcher.begin()
        entered: set[str] = set()

        def enter(at: httpx.URL) -> Mapping[str, str]:
            self._robots.enter(at, wait=at.netloc.decode() not in entered)
            entered.add(at.netloc.decode())
            return _conditions(at, before)

        answer = self._fetcher.get(asked, limit=self._limit, before=enter)
        if before is not None and answer.status == HTTPStatus.NOT_MODIFIED:
            return None
        capture = _captured(asked, answer, publisher, published)
        return None if before is not None and before.sha256 == capture.sha256 else capture


def _networks(allowed: bool | Iterable[str]) -> tuple[Network, ...]:
    named = (allowed,) if isinstance(allowed, str) else _EVERYTHING if allowed is True else allowed or ()
    try:
        return tuple(ip_network(network) for network in named)
    except ValueError as error:
        raise CaptureError(f"There is no such network ({error}); write it like 10.20.0.0/16.") from error


def _captured(asked: httpx.URL, answer: Answer, publisher: str | None, published: date | datetime | None) -> Capture:
    if not 200 <= answer.status < 300:
        raise CaptureError(f"{answer.url} answers {status_words(answer.status)}; check the address.")
    if not answer.content.strip():
        raise CaptureError(f"{answer.url} is empty; open it in a browser to see why.")
    _refuse_no_page(answer)
    media_type, encoding = describe(answer.content, str(answer.url), answer.headers.get("content-type", ""))
    url, captured_at = str(answer.named), datetime.now(UTC)
    # Only an archive that was asked for one of its pages is believed: any site could lead to such an address.
    if read_memento(asked) and asked.host == answer.url.host and (memento := read_memento(answer.url)):
        url, captured_at = memento.url, memento.at or captured_at
    return Capture(
        url=url,
        publisher=publisher,
        captured_at=captured_at,
        published_at=moment_of(published) if published is not None else None,
        headers=_headers(answer, url),
        media_type=media_type,
        encoding=encoding,
        sha256=hashlib.sha256(answer.content).hexdigest(),
        content=answer.content,
    )


def _refuse_no_page(answer: Answer) -> None:
    """Refuse archives, and data and scripts that are text but no page; raises CaptureError."""
    if answer.content.startswith(_ARCHIVES):
        raise CaptureError(f"{answer.url} is an archive, not a page; download it and take in the file.")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.endswith(_DATA) and media_type_of(answer.content, "") == "text/plain":
        raise CaptureError(f"{answer.url} is {kind[:60]!a}, no page, feed or text; check the address.")


def _headers(answer: Answer, url: str) -> tuple[tuple[str, str], ...]:
    """The headers worth keeping, and where the bytes came from if that is not the page's address."""
    kept = [(name, answer.headers[name][:LONGEST_VALUE]) for name in _KEPT if name in answer.headers]
    return (*kept, ("content-location", str(answer.url))) if str(answer.url) != url else tuple(kept)


def _conditions(url: httpx.URL, before: Capture | None) -> dict[str, str]:
    """The headers that ask for a page only if it changed since a capture of that address."""
    if before is None:
        return {}
    headers = {name.lower(): value for name, value in before.headers}
    if headers.get("content-location", before.url) != str(url):
        return {}
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {name: headers[kept] for name, kept in pairs if kept in headers}
