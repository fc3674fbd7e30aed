"""The capture that a claim was read from, as it is stored."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, PlainTextResponse

from claims.database import Database
from claims.records import Capture
from claims.web.showing import page

_SHOWN = 100_000
"""Characters of a capture that its page shows; the whole is one link away."""


def routes(database: Database) -> APIRouter:
    """The pages of captures."""
    router, store = APIRouter(include_in_schema=False), database.store

    @router.get("/claims/{name}/capture")
    def capture(name: str) -> HTMLResponse:
        found, held = store.claim(name), store.capture_of(name)
        text = as_text(held)
        return page("capture.html", claim=found, capture=held, text=text[:_SHOWN], cut=max(len(text) - _SHOWN, 0))

    @router.get("/claims/{name}/capture.txt")
    def raw(name: str) -> PlainTextResponse:
        return PlainTextResponse(as_text(store.capture_of(name)))

    return router


def as_text(capture: Capture) -> str:
    """The bytes of a capture as characters, whatever they hold; never as a page of their own."""
    try:
        return capture.content.decode(capture.encoding, "replace")
    except LookupError:
        return capture.content.decode("utf-8", "replace")
