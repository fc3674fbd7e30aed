"""Pages that cost much are kept under the version of what they show, and are never older than they say they are.

Of an event of few claims a page is made when it is asked for. One of many is made by a process of its own, so that
nobody else waits for it; until that is ready, the page as it was is shown, with a line that says of when it is.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from urllib.parse import unquote

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claims.database import Database
from claims.errors import ClaimsError
from claims.web.making import Made, Maker
from claims.web.showing import page

FEW = 1_000
"""Claims of an event up to which its pages are made when they are asked for."""
FEW_OF_ALL = 2_000
"""Claims of the whole database up to which pages about all of it are."""
MOST = 2**26
"""Bytes of all kept pages."""
_COSTLY = ("events", "sources")
_MARK = b"<!-- kept -->"
_STALE = (
    '<p class="note" role="status">As of {at:%H:%M:%S} UTC on {at:%d.%m.%Y}: something was written since, and this page'
    " is being worked out again.</p>"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was under a version of what it shows."""

    version: int
    at: datetime
    status: int
    body: bytes

    @property
    def tag(self) -> str:
        """Names these very bytes (ETag)."""
        return f'"{sha256(self.body).hexdigest()[:32]}"'


class KeptPages:
    """Answers with kept pages of events and sources; lets everything else through."""

    def __init__(self, app: ASGIApp, database: Database, maker: Maker) -> None:
        self._app, self._database, self._maker = app, database, maker
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        costly = scope["type"] == "http" and scope["method"] == "GET" and _is_costly(scope["path"])
        if not costly:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        address = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
        try:
            about = None if b"sub_events" in scope["query_string"] else _event_of(scope["path"])
            version, many = await run_sync(self._stored, about)
        except ClaimsError:
            await self._app(scope, receive, send)  # which says what is wrong
            return
        kept = self.find(address)
        if kept is None or kept.version != version:
            if not many or self._maker.is_lost(_target(scope)):
                await self._pass(scope, receive, send, address, version)
                return
            self._maker.make(_target(scope), lambda made, at: self._take(address, version, made, at))
        await self._answer(request, kept, version)(scope, receive, send)

    def find(self, address: str) -> Kept | None:
        """The page that is kept of an address, if any."""
        with self._lock:
            if address in self._kept:
                self._kept.move_to_end(address)
            return self._kept.get(address)

    def _stored(self, event: str | None) -> tuple[int, bool]:
        """The version of what a page shows, and whether that is much.

        An event's page also names the event that holds it and its parts, which have versions of their own.
        """
        store = self._database.store
        version = store.version(event)
        if event:
            about = store.event(event)
            version = hash((version, store.event(about.parent) if about.parent else None, store.parts_of(event)))
        return version, store.is_larger(event, FEW if event else FEW_OF_ALL)

    def _answer(self, request: Request, kept: Kept | None, version: int) -> Response:
        if kept is None:
            waiting = page("working.html", 200)
            waiting.headers["Refresh"] = "3"
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
            self._kept[address] = Kept(version, at, made.status, made.body)
            self._size += len(made.body) - (len(old.body) if old else 0)
            while self._size > MOST:
                self._size -= len(self._kept.popitem(last=False)[1].body)


def _is_costly(path: str) -> bool:
    """Whether a page shows much, and the same to all: forms with their tokens are each reader's own."""
    first, *rest = path.strip("/").split("/")
    return path == "/" or (first in _COSTLY and bool(rest) and rest[1:] != ["review"])


def _event_of(path: str) -> str | None:
    """The event that a page is about; None where it is about all."""
    parts = path.strip("/").split("/")
    return parts[1] if parts[0] == "events" else None


def _target(scope: Scope) -> str:
    """The address as it was asked for, still quoted."""
    raw = scope.get("raw_path") or unquote(scope["path"]).encode()
    query = scope["query_string"]
    return (raw.split(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")
