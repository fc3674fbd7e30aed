"""The application: every page and the API of one database, behind the guard."""

import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from claims import __version__, gazetteer
from claims.database import Database
from claims.database import open as open_database
from claims.errors import BusyError, ClaimsError, StoreError
from claims.web import api, claim, events, lists, manual, reconcile, review, tables
from claims.web.desk import Desk
from claims.web.former import FormerNames
from claims.web.guard import Guard
from claims.web.kept import FEW_OF_ALL, KeptPages
from claims.web.making import Maker
from claims.web.showing import HERE, page, templates

THREADS = 8
"""Requests that are worked on at once in one process; more would only get into each other's way."""


AGAIN = 5
"""Seconds after which a page that could not be read for want of the database is asked for again."""


def make_app(
    database: Database, allowed: Callable[[str], bool], who: str | None = None, commands: manual.Commands | None = None
) -> FastAPI:
    """The pages and the API of a database, for hosts that are `allowed` (`claims.web.allowed_hosts`).

    `who` is the name in which readers may review; without one the pages only read. `commands` writes the manual's
    reference of the commands.
    """
    maker = Maker(database, who)

    @asynccontextmanager
    async def closing(_: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        if database.store.is_larger(None, FEW_OF_ALL):
            maker.start()
        # Read before the first readers come, else each of those would read them for himself.
        gazetteer.places()
        for name in templates().list_templates():
            templates().get_template(name)
        gc.collect()
        gc.freeze()  # what stays for good need not be looked through again and again
        yield
        maker.close()

    app = make_pages(database, who, closing, commands)
    app.add_middleware(KeptPages, database=database, maker=maker)
    app.add_middleware(FormerNames, database=database)
    app.add_middleware(Guard, allowed=allowed)
    return app


def make_pages(
    database: Database,
    who: str | None = None,
    lifespan: Callable[[FastAPI], Any] | None = None,
    commands: manual.Commands | None = None,
) -> FastAPI:
    """The same without what stands before them: each page is made when it is asked for."""
    app = FastAPI(
        title="Sourced claims",
        summary="Who said how many, when: the tables of one database.",
        description=api.ABOUT,
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # these pages would fetch scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    for family in (events, claim, reconcile, lists, tables, api):
        app.include_router(family.routes(database))
    app.include_router(review.routes(database, Desk(who)))
    app.include_router(manual.routes(database, commands))
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    app.add_exception_handler(ClaimsError, _refused)
    app.add_exception_handler(RequestValidationError, _misasked)
    app.add_exception_handler(OverflowError, _too_far)
    app.add_exception_handler(HTTPException, _missing)
    return app


def api_schema() -> Mapping[str, Any]:
    """The OpenAPI schema of the JSON API, which is the same for every database."""
    with TemporaryDirectory() as folder, open_database(Path(folder) / "claims.db") as database:
        return make_pages(database).openapi()


def _answer(request: Request, status: int, sentence: str) -> Response:
    """The sentence as a page, or for programs as JSON."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": sentence}, status)
    return page("error.html", status, sentence=sentence, status=status)


def _refused(request: Request, error: Exception) -> Response:
    if isinstance(error, BusyError):
        return _busy(request, error)
    status = 404 if isinstance(error, LookupError) else 503 if isinstance(error, StoreError) else 400
    return _answer(request, status, str(error))


def _busy(request: Request, error: BusyError) -> Response:
    """Others write just now: the page is asked for again by itself, where nothing was sent with it."""
    if request.url.path.startswith("/api/"):
        answer = _answer(request, 503, str(error))
    else:
        answer = page("busy.html", 503, sentence=str(error), again=request.method == "GET", seconds=AGAIN)
    answer.headers["Retry-After"] = str(AGAIN)
    if request.method == "GET":
        answer.headers["Refresh"] = str(AGAIN)
    return answer


def _misasked(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = error.errors()[0]
    return _answer(request, 422, f"{wrong['loc'][-1]}: {wrong['msg']}.")


def _too_far(request: Request, error: Exception) -> Response:
    return _answer(request, 400, "No calendar reaches to that date; give one like 2022-01-09.")


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = "There is no such page; the events lead to all there are." if error.status_code == 404 else error.detail
    answer = _answer(request, error.status_code, sentence)
    answer.headers.update(error.headers or {})
    return answer
