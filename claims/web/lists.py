"""Sources with their records, what was edited, what was looked for, and what could not be read."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from claims.compare.edits import shortened
from claims.database import Database
from claims.records import Source
from claims.web.asked import Filtered
from claims.web.showing import page

_CLAIMS = 100
"""Claims of a source that its page shows; its CSV has all."""
_FOUND = 20
_SUGGESTED = 50
CHOICES = 200
"""Events up to which a search offers them all; of more one is named."""


def routes(database: Database) -> APIRouter:
    """The pages of lists."""
    router, store = APIRouter(include_in_schema=False), database.store

    @router.get("/sources")
    def sources() -> HTMLResponse:
        suggested = database.suggested_merges()
        shown, more = suggested[:_SUGGESTED], max(len(suggested) - _SUGGESTED, 0)
        return page("sources.html", sources=store.sources(), suggestions=shown, more=more)

    @router.get("/sources/{slug}")
    def source(slug: str, asked: Filtered) -> HTMLResponse:
        found = store.source(slug)
        filters = {**asked.filters, "source": slug}
        records = [
            (event, each)
            for event in database.events_of(**filters)
            for each in database.speaker_records(event, **asked.but("source", "role"))
            if each.speaker == slug
        ]
        return page(
            "source.html",
            source=found,
            records=records,
            claims=database.last_said(limit=_CLAIMS, **filters),
            count=database.count(**filters),
            zones={each.slug: each.zone for each in store.events()},
            asked=asked,
        )

    @router.get("/edits")
    def edits(asked: Filtered, event: str | None = None) -> HTMLResponse:
        found = database.edit_records(event or None, **asked.filters)
        zones = {each.slug: each.zone for each in store.events()}
        shown = [(each, shortened(each.pieces)) for each in found]
        return page("edits.html", edits=shown, event=event or None, zones=zones, asked=asked)

    @router.get("/search")
    def search(asked: Filtered, event: str | None = None, fittest: bool = False) -> HTMLResponse:
        found = None
        named: tuple[Source, ...] = ()
        if asked.text:
            about = event or None
            found = database.found(asked.text, limit=_FOUND, fittest=fittest, event=about, **asked.but("text"))
            named = store.search_sources(asked.text, _FOUND)
        return page(
            "search.html",
            found=found,
            sources=named,
            asked=asked,
            event=event or "",
            fittest=fittest,
            events=few if len(few := store.events(CHOICES + 1)) <= CHOICES else None,
        )

    @router.get("/problems")
    def problems(event: str | None = None) -> HTMLResponse:
        return page("problems.html", problems=store.problems(event or None), event=event or None)

    return router
