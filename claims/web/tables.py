"""Every table as CSV, and what the API's are made of: under the same names and filters as on the command line."""

import io
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from claims.database import Database
from claims.errors import ClaimsError
from claims.exchange import write_csv
from claims.frames import TABLES, check_lines, conflict_lines, estimate_lines, history_lines, speaker_lines
from claims.web.asked import Filtered

Name = Literal[
    "claims", "history", "conflicts", "estimate", "speakers", "reconcile", "edits", "events", "sources", "problems"
]
_COMPARING = ("history", "conflicts", "estimate", "speakers", "reconcile")
Event = Annotated[str | None, Query(description="Slug of the event; comparisons need one.")]


def records(database: Database, name: str, event: str | None, filters: dict[str, Any]) -> Iterable[Any]:
    """The records of a table, as `claims export` gives them; raises ClaimsError."""
    if name in _COMPARING:
        if event is None:
            raise ClaimsError(f"Say of which event the {name} is asked: event=SLUG.")
        return compared(database, name, event, **filters)
    match name:
        case "claims":
            return database.stored_claims(event=event, **filters)
        case "edits":
            return database.edit_records(event, **filters)
        case "events":
            return database.store.listed_events()
        case "sources":
            return database.source_lines()
        case _:
            return database.store.problems(event)


def compared(
    database: Database,
    name: str,
    event: str,
    *,
    policy: str = "latest",
    everything: bool = True,
    profile: str = "default",
    **asked: Any,
) -> Iterable[Any]:
    """The records of a comparison of that name; raises ClaimsError."""
    grounds, asked = database.grounds(event, profile, asked), {"profile": profile, **asked}
    match name:
        case "history":
            return history_lines(database.histories(event, **asked), profile)
        case "conflicts":
            return conflict_lines(database.disagreements(event, **asked), profile)
        case "estimate":
            return estimate_lines(database.estimates(event, policy=policy, **asked), grounds)
        case "speakers":
            return speaker_lines(database.speaker_records(event, policy=policy, **asked), policy, grounds)
        case _:
            return check_lines(database.checks(event, everything=everything, **asked), grounds)


def routes(database: Database) -> APIRouter:
    """The tables of a database as CSV."""
    router = APIRouter(include_in_schema=False)

    @router.get("/csv/{name}.csv")
    def csv(name: Name, asked: Filtered, event: Event = None) -> Response:
        stream = io.StringIO(newline="")
        write_csv(TABLES[name], records(database, name, event or None, asked.filters), stream)
        named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=named)

    return router
