"""Events, one event, and one series."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from claims.compare import Disagreement, SeriesHistory, SeriesKey, Step
from claims.compare.lattice import series_label
from claims.database import Database
from claims.errors import ClaimsError
from claims.records import Event
from claims.web.asked import Filtered
from claims.web.charts import chart, panel_of
from claims.web.showing import page

SERIES, PAIRS, NEWEST, DAYS = 24, 12, 10, 14
"""So many series, disagreements, claims and days a page shows at first."""
SMALL, LINKED = 60, 100
"""Marks of a small chart, and the disagreements, the worst, that small charts show."""


class UnknownSeriesError(ClaimsError, LookupError):
    """No claims make up a series of that name."""

    def __init__(self, event: str) -> None:
        super().__init__(f"No claims of {event} that fit make up this series; its event's page lists those there are.")


def routes(database: Database) -> APIRouter:
    """The pages of events."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def events() -> HTMLResponse:
        counts = database.store.counts()
        return page("events.html", events=[(each, counts.get(each.slug, 0)) for each in database.store.events()])

    @router.get("/events/{slug}")
    def event(slug: str, asked: Filtered) -> HTMLResponse:
        about, filters = database.store.event(slug), asked.filters
        told = sorted(database.briefly(slug, few=_thinned, **filters), key=lambda each: -each[1])
        worst, disagreeing = database.worst(slug, most=LINKED, **filters)
        return page(
            "event.html",
            event=about,
            asked=asked,
            series=[
                (each, count, _title(database, each.key), _small(each, worst, about)) for each, count in told[:SERIES]
            ],
            hidden=max(len(told) - SERIES, 0),
            worst=worst[:PAIRS],
            worse=max(disagreeing - PAIRS, 0),
            newest=database.newest(slug, limit=NEWEST, **filters),
            count=database.count(event=slug, **filters),
            metrics=database.vocabulary.metrics,
        )

    @router.get("/events/{slug}/{metric}/{group_kind}/{counting}")
    def series(
        slug: str,
        metric: str,
        group_kind: str,
        counting: str,
        asked: Filtered,
        at: Annotated[str | None, Query()] = None,
        unit: Annotated[str | None, Query()] = None,
    ) -> HTMLResponse:
        about, filters = database.store.event(slug), asked.but("metric")
        wanted = (slug, metric, group_kind, at, unit, counting)
        told = _of_key(database.histories(slug, metric, **filters), wanted)
        if told is None:
            raise UnknownSeriesError(slug)
        worst = database.disagreements(slug, metric, **filters)
        panel = panel_of(told, worst, about)
        weighed = [each for each in database.estimates(slug, metric, **filters) if each.key == wanted]
        return page(
            "series.html",
            event=about,
            asked=asked,
            told=told,
            title=_title(database, told.key),
            charts=[chart(panel, about.zone, *size) for size in ((880, 340), (330, 260))] if panel else [],
            estimate=weighed[0] if weighed else None,
            days=_days(database, told.key, about, asked.but("metric", "as_known_at")),
        )

    return router


def _of_key(told: Iterable[SeriesHistory], wanted: tuple[object, ...]) -> SeriesHistory | None:
    return next((each for each in told if each.key == wanted), None)


def _title(database: Database, key: SeriesKey) -> str:
    return series_label(key, database.vocabulary)


def _thinned(key: SeriesKey, claims: Sequence[int], most: int = SMALL) -> Sequence[int]:
    """As many claims of a series as a small chart can show apart: evenly, the last one kept."""
    return claims if len(claims) <= most else [claims[(at + 1) * len(claims) // most - 1] for at in range(most)]


def _small(told: SeriesHistory, worst: tuple[Disagreement, ...], event: Event) -> object:
    # A small chart tells no reasons, and putting them into words takes longest.
    bare = [Step(step.claim, step.measured, [], step.ended, step.wording) for step in told.steps]
    panel = panel_of(replace(told, steps=tuple(bare)), worst, event)
    return chart(panel, event.zone, 260, 72, axes=False) if panel else None


def _days(database: Database, key: SeriesKey, event: Event, filters: dict[str, Any]) -> list[str]:
    """The days on which something of the series became known, for as known at; evenly thinned, the last one kept."""
    told = _of_key(database.histories(event.slug, key.metric, **filters), key)
    zone = ZoneInfo(event.zone)
    known = {step.claim.known_from.astimezone(zone).date().isoformat() for step in told.steps} if told else set()
    days = sorted(known)
    return days if len(days) <= DAYS else [days[(at + 1) * len(days) // DAYS - 1] for at in range(DAYS)]
