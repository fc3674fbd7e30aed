"""Pages that cost much are kept under the version of what they show, and are never older than they say they are.

Of a small database a page is made when it is asked for. Those of a large one are made by processes of their own, so
that nobody else waits for them: quick ones are waited for, any other is shown as it was until it is made anew, with a
line that says of when it is. What is written all the time does not have it made all the time: it rests in between.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from time import monotonic
from urllib.parse import unquote

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claims.database import Database
from claims.errors import ClaimsError
from claims.web.making import Lane, Made, Maker
from claims.web.showing import page

FEW = 1_000
"""Claims of an event up to which its pages are quick to make."""
MANY = 5_000
"""Claims of an event up to which making its pages takes seconds; of more it may take minutes."""
FEW_OF_ALL = 2_000
"""Claims of the whole database up to which pages are made when they are asked for."""
MOST = 2**26
"""Bytes of all kept pages."""
_KNOWN = 60.0
"""Seconds for which it is remembered how large an event is."""
REST, LONGEST = 10.0, 300.0
"""A page that is not quick rests so many times as long as making it took, and so many seconds at most."""
_WAIT: dict[Lane, float] = {"quick": 8.0, "broad": 0.4, "large": 0.4, "slow": 0.3}
"""Seconds that a reader waits for a page which is not there yet."""
_WAIT_FOR_NEW = 0.5
"""Seconds to wait for a quick page that is there as it was."""
_ALL_OVER = ("sources", "edits", "problems")
"""Pages about all of the database, or much of it."""
_MARK = b"<!-- kept -->"
_STALE = (
    '<p class="note" role="status">As of {at:%H:%M:%S} UTC on {at:%d.%m.%Y}: something was written since, and this page'
    " will soon be worked out again.</p>"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was under a version of what it shows."""

    version: int
    at: datetime
    status: int
    body: bytes
    rests_until: float
    """When it may be made anew, by the machine's clock."""

    @property
    def tag(self) -> str:
        """Names these very bytes (ETag)."""
        return f'"{sha256(self.body).hexdigest()[:32]}"'


class KeptPages:
    """Answers with kept pages; lets through what is each reader's own, and all of a small database."""

    def __init__(self, app: ASGIApp, database: Database, maker: Maker) -> None:
        self._app, self._database, self._maker = app, database, maker
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._large = False
        self._lanes: dict[str, tuple[float, Lane]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        costly = scope["type"] == "http" and scope["method"] == "GET" and _is_costly(scope["path"])
        if not costly:
            await self._app(scope, receive, send)
            return
        address = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
        try:
            about = None if b"sub_events" in scope["query_string"] else _event_of(scope["path"])
            version, lane = await run_sync(self._stored, about)
        except ClaimsError:
            await self._app(scope, receive, send)  # which says what is wrong
            return
        kept = self.find(address)
        if kept is None or kept.version != version:
            if lane is None or self._maker.is_lost(_target(scope)):
                await self._pass(scope, receive, send, address, version)
                return
            kept = await self._made_anew(_target(scope), address, version, lane, kept)
        await self._answer(Request(scope), kept, version)(scope, receive, send)

    def find(self, address: str) -> Kept | None:
        """The page that is kept of an address, if any."""
        with self._lock:
            if address in self._kept:
                self._kept.move_to_end(address)
            return self._kept.get(address)

    def _stored(self, event: str | None) -> tuple[int, Lane | None]:
        """The version of what a page shows, and in which lane it is made; in none where it is when it is asked for.

        An event's page also names the event that holds it and its parts, which have versions of their own.
        """
        with self._database.store.at_one_moment():
            return self._stored_now(event)

    def _stored_now(self, event: str | None) -> tuple[int, Lane | None]:
        store = self._database.store
        version = store.version() if event is None else store.version_around(event)
        self._large = self._large or store.is_larger(None, FEW_OF_ALL)
        if not self._large:
            return version, None
        if event is None:
            return version, "broad"
        known, lane = self._lanes.get(event, (-_KNOWN, "slow"))
        if monotonic() - known > _KNOWN:
            lane = "slow" if store.is_larger(event, MANY) else "large" if store.is_larger(event, FEW) else "quick"
            self._lanes[event] = monotonic(), lane
        return version, lane

    async def _made_anew(self, target: str, address: str, version: int, lane: Lane, old: Kept | None) -> Kept | None:
        """The page made anew, or what there is of it when a reader has waited long enough."""
        if old is not None and lane != "quick":
            if monotonic() >= old.rests_until:
                self._maker.make(target, lambda made, at: self._take(address, version, made, at), lane)
            return old
        coming = self._maker.make(target, lambda made, at: self._take(address, version, made, at), lane)
        await asyncio.wait([asyncio.wrap_future(coming)], timeout=_WAIT_FOR_NEW if old else _WAIT[lane])
        return self.find(address)

    def _answer(self, request: Request, kept: Kept | None, version: int) -> Response:
        if kept is None:
            waiting = page("working.html", 200)
            waiting.headers["Refresh"] = "2"
            waiting.headers["Cache-Control"] = "no-store"
            return waiting
        if kept.version != version:
            note = _STALE.format(at=kept.at).encode()
            old = {"Cache-Control": "no-store"}
            return Response(kept.body.replace(_MARK, note, 1), kept.status, old, "text/html")
        headers = {"ETag": kept.tag, "Cache-Control": "no-cache"}
        if kept.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(kept.body, kept.status, headers, "text/html")

    async def _pass(self, scope: Scope, receive: Receive, send: Send, address: str, version: int) -> None:
        """Let the page be made, and keep it."""
        parts: list[bytes] = []
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            parts.append(message.get("body", b""))
            await send(message)

        at = datetime.now(UTC)
        await self._app(scope, receive, noting)
        self._take(address, version, Made(status, b"".join(parts)), at)

    def _take(self, address: str, version: int, made: Made, at: datetime) -> None:
        """Keep a page; those asked for longest ago make room."""
        if made.status >= 500 or len(made.body) > MOST // 8:
            return
        with self._lock:
            old = self._kept.pop(address, None)
            rests_until = monotonic() + min(REST * made.seconds, LONGEST)
            self._kept[address] = Kept(version, at, made.status, made.body, rests_until)
            self._size += len(made.body) - (len(old.body) if old else 0)
            while self._size > MOST:
                self._size -= len(self._kept.popitem(last=False)[1].body)


def _is_costly(path: str) -> bool:
    """Whether a page shows much, and the same to all: forms with their tokens are each reader's own.

    A search is found fast, and hardly ever asked for again.
    """
    first, *rest = path.strip("/").split("/")
    if first == "events":
        return bool(rest) and rest[1:] != ["review"]
    return path == "/" or first in _ALL_OVER


def _event_of(path: str) -> str | None:
    """The event that a page is about; None where it is about all."""
    parts = path.strip("/").split("/")
    return parts[1] if parts[0] == "events" else None


def _target(scope: Scope) -> str:
    """The address as it was asked for, still quoted."""
    raw = scope.get("raw_path") or unquote(scope["path"]).encode()
    query = scope["query_string"]
    return (raw.split(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")
