"""A page visited again and again: only what changed is stored, and told as it comes."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claims.capture import UNSAID, Taken
from claims.entries import read_page
from claims.errors import CaptureError, ClaimsError, UnreachableError
from claims.ingest import ingest_capture
from claims.records import Capture, Page
from claims.store import Ingested, NewWording, Store
from claims.vocabulary import Vocabulary

if TYPE_CHECKING:
    from claims.capture.web import Web

LEAST = 1.0
"""The shortest time between two visits, in seconds; a site's own Crawl-delay may make it longer."""

LONGEST_BACK_OFF = 900.0
"""The longest time between two tries to reach a page that can't be had, in seconds, unless its server asks for more."""

_DAY = 86400.0
_MONTH = 30 * _DAY


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to a watched page."""

    at: datetime
    ingested: Ingested = field(default_factory=Ingested)
    news: tuple[NewWording, ...] = ()
    """The wordings that nobody had seen before, with their claims; none where nothing changed."""
    trouble: str | None = None
    """Why the page could not be had, in one sentence."""
    wait: float = 0.0
    """Seconds until the next visit."""


def watch(
    store: Store,
    url: str,
    *,
    every: float = 60.0,
    until: datetime | None = None,
    event: str | None = None,
    taken: Taken = UNSAID,
    allow_private: bool | Iterable[str] = False,
    vocabulary: Vocabulary | None = None,
) -> Iterator[Visit]:
    """Visit an address every so many seconds until a moment, or for ever, and store what changed; yields each visit.

    A page that can't be had for a while is tried again, after longer and longer waits. Raises ClaimsError, and
    CaptureError where the very first visit shows that the address can't be watched.
    """
    from claims.capture.web import Web  # loads the network, which most commands do without

    if not LEAST <= every <= _MONTH:
        raise ClaimsError(
            f"A page can't be visited every {every:g} seconds; leave at least {LEAST:g}, at most 30 days."
        )
    if until is not None and until.tzinfo is None:
        raise ClaimsError("The end of the watch names no time zone; add its offset, such as +00:00.")
    failed = 0
    with Web(allow_private=allow_private) as web:
        watched = _Watched(store, web, url, event, taken, vocabulary)
        while True:
            visit, asked = watched.visit()
            failed = failed + 1 if visit.trouble else 0
            wait = max(_back_off(every, failed), min(asked or 0.0, _DAY))
            yield replace(visit, wait=wait)
            if until is not None and datetime.now(UTC).timestamp() + wait > until.timestamp():
                return
            time.sleep(wait)


def _back_off(every: float, failed: int) -> float:
    """The wait after so many visits in vain: twice as long each time, up to a bound."""
    return min(every * 2.0 ** min(failed, 20), max(every, LONGEST_BACK_OFF))


class _Watched:
    """A page as it was when it was last had."""

    def __init__(
        self, store: Store, web: "Web", url: str, event: str | None, taken: Taken, vocabulary: Vocabulary | None
    ) -> None:
        self._store = store
        self._web = web
        self._url = url
        self._event = event
        self._taken = taken
        self._vocabulary = vocabulary
        self._capture: Capture | None = store.latest_capture(url)
        self._page: Page | None = read_page(self._capture, zone=taken.zone) if self._capture else None

    def visit(self) -> tuple[Visit, float | None]:
        """What a visit brings now, and the seconds for which the server asks to be left alone."""
        at = datetime.now(UTC)
        try:
            capture = self._web.capture(
                self._url, publisher=self._taken.publisher, published=self._taken.published, before=self._capture
            )
        except UnreachableError as error:
            return Visit(at, trouble=str(error)), error.after
        except CaptureError as error:
            if self._capture is None:
                raise
            return Visit(at, trouble=str(error)), None
        return (Visit(at) if capture is None else self._keep(at, capture)), None

    def _keep(self, at: datetime, capture: Capture) -> Visit:
        """Store a capture whose text differs from the last one's: other advertisements make no news."""
        page = read_page(capture, zone=self._taken.zone)
        known = self._page is not None and (page.title, page.text) == (self._page.title, self._page.text)
        self._capture, self._page = capture, page
        if known:
            return Visit(at)
        ingested = ingest_capture(self._store, capture, self._event, zone=self._taken.zone, vocabulary=self._vocabulary)
        new = ingested.capture_new and ingested.capture_id is not None
        return Visit(at, ingested, self._store.news_of(ingested.capture_id or 0) if new else ())
