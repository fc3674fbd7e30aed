"""The JSON API: every table by page, and one claim, event or source, as the command line and Python give them."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from claims.asking import read_filters
from claims.database import Database
from claims.exchange import write_json
from claims.frames import TABLES
from claims.web.asking import Compared, Edited, Fitting, OfEvent, Reconciled, Sought, Turned, Weighed
from claims.web.described import REFUSALS, Captured, OneClaim, Read, one_type, rows_type
from claims.web.tables import compared

ABOUT = """\
Every table of the database by page: the names, filters and columns are those of the command line and of Python.

A page holds `items`, how many rows there are in all (`count`) and the cursor of the next page (`next`): ask again with
`cursor=` that, until it is null. Times are ISO 8601 in UTC, numbers are numbers, what is not known is null.
A bare date is read in the event's zone. An error is one sentence under `error`. Example:
`/api/claims?event=kazakhstan-2022&metric=killed&until=2022-01-09`.
"""
Claim = Annotated[str, Path(description="Id or uid of a claim.", examples=["1"])]
Slug = Annotated[str, Path(description="Slug of it.", examples=["kazakhstan-2022", "un"])]


def routes(database: Database) -> APIRouter:
    """The API of a database."""
    router = APIRouter(prefix="/api", responses=REFUSALS)
    for family in (_claims, _lists, _looked_for, _compared):
        family(router, database)
    return router


def _claims(router: APIRouter, database: Database) -> None:
    store = database.store

    @router.get("/claims", response_model=rows_type("claims"), tags=["claims"], summary="Claims")
    def claims(asked: Annotated[Fitting, Query()]) -> Response:
        """The claims that fit, by the time they were said; a page goes on behind the last claim of the one before."""
        zone = store.event(asked.event).zone if asked.event else "UTC"
        filters = read_filters({"event": asked.event, **asked.filters}, zone, database.vocabulary)
        after = None if asked.cursor is None else int(asked.cursor)
        found = store.claims_after(after, asked.limit + 1, filters)
        more = str(found[asked.limit - 1].id) if len(found) > asked.limit else None
        return _json("claims", found[: asked.limit], store.count(filters), more)

    @router.get("/claims/{claim}", response_model=OneClaim, tags=["claims"], summary="One claim")
    def claim(claim: Claim) -> Response:
        """A claim in full: its row, its entry, who says so, what machines read and people decided, and its capture."""
        found, capture = store.claim(claim), store.capture_of(claim)
        whole = OneClaim(
            claim=_rows("claims", [found])[0],
            entry=store.entry_of(claim),
            chain=found.chain,
            readings=tuple(Read.of(each) for each in store.readings_of(claim)),
            decisions=store.decisions_of(claim),
            capture=Captured.of(capture, f"/claims/{found.id}/capture.txt"),
        )
        return Response(whole.model_dump_json(), media_type="application/json")


def _lists(router: APIRouter, database: Database) -> None:
    store = database.store

    @router.get("/events", response_model=rows_type("events"), tags=["lists"], summary="Events")
    def events(asked: Annotated[Turned, Query()]) -> Response:
        """The events, by slug."""
        return _page("events", store.listed_events(), asked)

    @router.get("/events/{slug}", response_model=one_type("events"), tags=["lists"], summary="One event")
    def event(slug: Slug) -> Response:
        """The event of that slug."""
        present = store.event(slug).slug
        return _one("events", next(each for each in store.listed_events() if each.slug == present))

    @router.get("/sources", response_model=rows_type("sources"), tags=["lists"], summary="Sources")
    def sources(asked: Annotated[Turned, Query()]) -> Response:
        """Whoever published, passed on or stated a figure, by slug."""
        return _page("sources", database.source_lines(), asked)

    @router.get("/sources/{slug}", response_model=one_type("sources"), tags=["lists"], summary="One source")
    def source(slug: Slug) -> Response:
        """The source of that slug."""
        present = store.source(slug).slug
        return _one("sources", next(each for each in database.source_lines() if each.slug == present))

    @router.get("/metrics", response_model=rows_type("metrics"), tags=["lists"], summary="Metrics")
    def metrics(asked: Annotated[Turned, Query()]) -> Response:
        """What can be counted, with its names elsewhere."""
        return _page("metrics", tuple(database.vocabulary.metrics.values()), asked)

    @router.get("/problems", response_model=rows_type("problems"), tags=["lists"], summary="Problems")
    def problems(asked: Annotated[OfEvent, Query()]) -> Response:
        """What could not be read, and why."""
        return _page("problems", store.problems(asked.event), asked)


def _looked_for(router: APIRouter, database: Database) -> None:
    @router.get("/search", response_model=rows_type("search"), tags=["claims"], summary="Search")
    def search(asked: Annotated[Sought, Query()]) -> Response:
        """The entries that hold the words, newest first, each with the ids of its claims that fit the filters."""
        end = asked.start + asked.limit
        found = database.found(asked.text, limit=end, fittest=asked.fittest, event=asked.event, **asked.but("text"))
        more = str(end) if found.count > end else None
        return _json("search", found.entries[asked.start :], found.count, more)

    @router.get("/edits", response_model=rows_type("edits"), tags=["claims"], summary="Edits")
    def edits(asked: Annotated[Edited, Query()]) -> Response:
        """The posts that were edited, stamped anew, deleted or added late between two captures of their page."""
        return _page("edits", database.edit_records(asked.event, page=asked.page, **asked.filters), asked)


def _compared(router: APIRouter, database: Database) -> None:
    def answer(name: str, asked: Compared) -> Response:
        return _page(name, tuple(compared(database, name, asked.event, **asked.terms)), asked)

    @router.get("/history", response_model=rows_type("history"), tags=["comparisons"], summary="Histories")
    def history(asked: Annotated[Compared, Query()]) -> Response:
        """Every series of an event, each claim with what it does to those before it."""
        return answer("history", asked)

    @router.get("/conflicts", response_model=rows_type("conflicts"), tags=["comparisons"], summary="What disagrees")
    def conflicts(asked: Annotated[Compared, Query()]) -> Response:
        """The figures of an event that disagree, worst first, each pair with its reason."""
        return answer("conflicts", asked)

    @router.get("/estimate", response_model=rows_type("estimate"), tags=["comparisons"], summary="Estimates")
    def estimate(asked: Annotated[Weighed, Query()]) -> Response:
        """What each series of an event comes to: low, chosen and high, with who counts and who does not."""
        return answer("estimate", asked)

    @router.get("/speakers", response_model=rows_type("speakers"), tags=["comparisons"], summary="Speakers' records")
    def speakers(asked: Annotated[Weighed, Query()]) -> Response:
        """What each speaker told of an event: first figures, updates, corrections, denials."""
        return answer("speakers", asked)

    @router.get("/reconcile", response_model=rows_type("reconcile"), tags=["comparisons"], summary="Sums")
    def reconcile(asked: Annotated[Reconciled, Query()]) -> Response:
        """What of an event does not add up: parts against totals, additions, periods, totals that fell."""
        return answer("reconcile", asked)


def _page(name: str, found: Sequence[Any], asked: Turned) -> Response:
    """The page of records that is asked for."""
    end = asked.start + asked.limit
    return _json(name, found[asked.start : end], len(found), str(end) if end < len(found) else None)


def _json(name: str, shown: Sequence[Any], count: int, more: str | None) -> Response:
    made = {"items": _rows(name, shown), "count": count, "next": more}
    return Response(json.dumps(made, ensure_ascii=False), media_type="application/json")


def _one(name: str, record: Any) -> Response:
    return Response(json.dumps(_rows(name, [record])[0], ensure_ascii=False), media_type="application/json")


def _rows(name: str, records: Iterable[Any]) -> list[dict[str, Any]]:
    """Records as the objects that `--format json` writes."""
    stream = io.StringIO()
    write_json(TABLES[name], records, stream)
    rows: list[dict[str, Any]] = json.loads(stream.getvalue())
    return rows
