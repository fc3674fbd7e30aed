"""Addresses of events under names that they once had lead to where the event is now."""

from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from claims.database import Database
from claims.errors import ClaimsError


class FormerNames:
    """Sends readers of a renamed or merged event's pages on; lets everything else through."""

    def __init__(self, app: ASGIApp, database: Database) -> None:
        self._app, self._database = app, database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["path"].split("/")[1:3] if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else []
        if asked[:1] != ["events"] or len(asked) < 2:
            await self._app(scope, receive, send)
            return
        present = await run_sync(self._present, asked[1])
        if present == asked[1]:
            await self._app(scope, receive, send)
            return
        rest = scope["path"].split("/")[3:]
        query = scope["query_string"].decode("latin-1")
        path = "/".join(quote(step, safe="") for step in ("events", present, *rest))
        # Not for good: a merge can be taken back.
        await RedirectResponse(f"/{path}{'?' + query if query else ''}", 307)(scope, receive, send)

    def _present(self, slug: str) -> str:
        """The slug that an event has now; the same where there is none, which its page then says."""
        try:
            return self._database.store.event(slug).slug
        except ClaimsError:
            return slug
