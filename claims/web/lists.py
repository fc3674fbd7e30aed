"""Sources with their records, what was edited, what was looked for, and what could not be read."""

from collections.abc import Iterator, Mapping

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from claims.asking import read_filters
from claims.compare import SpeakerRecord, speaker_records
from claims.compare.edits import shortened
from claims.comparison import Comparison
from claims.database import Database
from claims.records import Filters, Source
from claims.web.asked import Filtered, InForm
from claims.web.showing import page

_CLAIMS = 100
"""Claims of a source that its page shows; its CSV has all."""
RECORDS, WEIGHED = 20, 1_000
"""Events of a source that its page lists, those of which it says most, and the claims of events, in all, up to which
it is told there what its record in them is; the CSV of each tells."""
_FOUND = 20
_SUGGESTED = 50
CHOICES = 200
"""Events up to which a search offers them all; of more one is named."""


def _records(
    database: Database, slug: str, counts: Mapping[str, int], asked: InForm
) -> Iterator[tuple[str, int, SpeakerRecord | None]]:
    """Events with how many claims of them name the source, and its record, where it has one and that is told here."""
    left = WEIGHED
    for event in sorted(sorted(counts, key=lambda each: (-counts[each], each))[:RECORDS]):
        if database.store.is_larger(event, left):
            yield event, counts[event], None
            continue
        left -= database.store.count(Filters(event=event))
        about, words = database.store.event(event), database.vocabulary
        filters = read_filters({**asked.but("source", "role"), "event": event}, about.zone, words)
        among = Comparison(database.store, filters)
        # Nothing is said here of the other speakers, so their sources need not be read.
        found = speaker_records(among, words.profile("default"), words, event=about, asked=among.asked, of=slug)
        yield from ((event, counts[event], each) for each in found)


def routes(database: Database) -> APIRouter:
    """The pages of lists."""
    router, store = APIRouter(include_in_schema=False), database.store

    @router.get("/sources")
    @store.at_one_moment()
    def sources() -> HTMLResponse:
        suggested = database.suggested_merges()
        shown, more = suggested[:_SUGGESTED], max(len(suggested) - _SUGGESTED, 0)
        return page("sources.html", sources=store.sources(), suggestions=shown, more=more)

    @router.get("/sources/{slug}")
    @store.at_one_moment()
    def source(slug: str, asked: Filtered) -> HTMLResponse:
        found = store.source(slug)
        filters = {**asked.filters, "source": slug}
        counts, said = database.counts(**filters), database.last_said(limit=_CLAIMS, **filters)
        return page(
            "source.html",
            source=found,
            records=tuple(_records(database, slug, counts, asked)),
            more=max(len(counts) - RECORDS, 0),
            claims=said,
            count=sum(counts.values()),
            zones={each: store.event(each).zone for each in {claim.event for claim in said}},
            asked=asked,
        )

    @router.get("/edits")
    @store.at_one_moment()
    def edits(asked: Filtered, event: str | None = None) -> HTMLResponse:
        found = database.edit_records(event or None, **asked.filters)
        zones = {each: store.event(each).zone for each in {edit.event for edit in found}}
        shown = [(each, shortened(each.pieces)) for each in found]
        return page("edits.html", edits=shown, event=event or None, zones=zones, asked=asked)

    @router.get("/search")
    @store.at_one_moment()
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
    @store.at_one_moment()
    def problems(event: str | None = None) -> HTMLResponse:
        return page("problems.html", problems=store.problems(event or None), event=event or None)

    return router
