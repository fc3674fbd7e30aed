"""One claim: its quote in its entry, the chain, what machines and people made of it, and the capture as stored."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, PlainTextResponse

from claims.compare import core, figure_of, interval
from claims.compare.key import series_key
from claims.compare.lattice import series_label
from claims.database import Database
from claims.records import Capture
from claims.web.showing import page

_SHOWN = 100_000
"""Characters of a capture that its page shows; the whole is one link away."""


def routes(database: Database) -> APIRouter:
    """The pages of claims."""
    router, store = APIRouter(include_in_schema=False), database.store

    @router.get("/claims/{name}")
    def claim(name: str) -> HTMLResponse:
        found = store.claim(name)
        event, rules = store.event(found.event), database.vocabulary.profile("default")
        figure, key = figure_of(found, event), series_key(found, event)
        begin, end = found.number_start, found.number_start + len(found.number)
        return page(
            "claim.html",
            claim=found,
            event=event,
            entry=store.entry_of(found.id),
            number=(begin, end),
            quote=(found.start, found.start + len(found.quote)),
            meant=f"{interval(figure, rules)}, plausibly {core(figure, rules)}",
            key=key,
            series=series_label(key, database.vocabulary),
            aside=figure.aside or found.denied,
            capture=store.capture_of(found.id),
            readings=store.readings_of(found.id),
            decisions=store.decisions_of(found.id),
        )

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
