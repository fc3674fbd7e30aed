"""Every table as CSV and as JSON: under the same names and with the same filters as on the command line."""

import io
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from claims.database import Database
from claims.errors import ClaimsError
from claims.exchange import write_csv, write_json
from claims.frames import TABLES, check_lines, conflict_lines, estimate_lines, history_lines, speaker_lines
from claims.web.asked import MOST, Filtered

Name = Literal[
    "claims", "history", "conflicts", "estimate", "speakers", "reconcile", "edits", "events", "sources", "problems"
]
_COMPARING = ("history", "conflicts", "estimate", "speakers", "reconcile")
Event = Annotated[str | None, Query(description="Slug of the event; comparisons need one.", examples=["flood-2022"])]


class Rows(BaseModel):
    """A page of a table."""

    items: list[dict[str, Any]] = Field(description="Rows; the columns are those of `claims.frames`.")
    count: int = Field(description="How many rows there are in all.")
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


def records(database: Database, name: str, event: str | None, filters: dict[str, Any]) -> Iterable[Any]:
    """The records of a table; raises ClaimsError."""
    if name in _COMPARING:
        if event is None:
            raise ClaimsError(f"Say of which event the {name} is asked: event=SLUG.")
        return _compared(database, name, event, filters)
    match name:
        case "claims":
            return database.stored_claims(event=event, **filters)
        case "edits":
            return database.edit_records(event, **filters)
        case "events":
            return database.store.events()
        case "sources":
            return database.store.sources()
        case _:
            return database.store.problems(event)


def _compared(database: Database, name: str, event: str, filters: dict[str, Any]) -> Iterable[Any]:
    match name:
        case "history":
            return history_lines(database.histories(event, **filters), "default")
        case "conflicts":
            return conflict_lines(database.disagreements(event, **filters), "default")
        case "estimate":
            return estimate_lines(database.estimates(event, **filters), database.grounds(event, "default", filters))
        case "reconcile":
            return check_lines(database.checks(event, **filters), database.grounds(event, "default", filters))
        case _:
            grounds = database.grounds(event, "default", filters)
            return speaker_lines(database.speaker_records(event, **filters), "latest", grounds)


def routes(database: Database) -> APIRouter:
    """The tables of a database."""
    router = APIRouter()

    @router.get("/csv/{name}.csv", include_in_schema=False)
    def csv(name: Name, asked: Filtered, event: Event = None) -> Response:
        stream = io.StringIO(newline="")
        write_csv(TABLES[name], records(database, name, event, asked.filters), stream)
        named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=named)

    @router.get("/api/{name}", response_model=Rows, summary="A table, page by page", tags=["tables"])
    def api(
        name: Name,
        asked: Filtered,
        event: Event = None,
        limit: Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")] = 100,
        cursor: Annotated[str | None, Query(pattern="^[0-9]{1,12}$", description="`next` of the page before.")] = None,
    ) -> Response:
        """The rows that fit the filters, in the order of the command of that name."""
        found = list(records(database, name, event, asked.filters))
        start = int(cursor or 0)
        stream = io.StringIO()
        write_json(TABLES[name], found[start : start + limit], stream)
        after = str(start + limit) if start + limit < len(found) else None
        made = {"items": json.loads(stream.getvalue()), "count": len(found), "next": after}
        return Response(json.dumps(made, ensure_ascii=False), media_type="application/json")

    return router
