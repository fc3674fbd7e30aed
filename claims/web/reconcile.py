"""What of an event does not add up: parts over totals, additions that overshoot, totals that fall."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from claims.compare.lattice import series_label
from claims.database import Database
from claims.web.asked import Filtered
from claims.web.showing import page

_CHECKS, _CLAIMS = 100, 12
"""Checks that the page shows, and claims of each; the CSV has all."""


def routes(database: Database) -> APIRouter:
    """The page of sums."""
    router = APIRouter(include_in_schema=False)

    @router.get("/events/{slug}/reconcile")
    def reconcile(slug: str, asked: Filtered, everything: Annotated[bool, Query()] = False) -> HTMLResponse:
        event = database.store.event(slug)
        found = database.checks(slug, everything=everything, **asked.filters)
        shown = found[:_CHECKS]
        claims = database.store.by_id({each for check in shown for each in check.claims[:_CLAIMS]})
        rows = [
            (
                check,
                series_label(check.key, database.vocabulary),
                [claims[each] for each in check.claims[:_CLAIMS] if each in claims],
            )
            for check in shown
        ]
        return page(
            "reconcile.html",
            event=event,
            asked=asked,
            everything=everything,
            rows=rows,
            more=len(found) - len(shown),
            metrics=database.vocabulary.metrics,
        )

    return router
