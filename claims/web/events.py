"""Events, one event, and one series."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from claims.compare import Disagreement, SeriesHistory, SeriesKey
from claims.compare.lattice import series_label
from claims.database import Database
from claims.errors import ClaimsError
from claims.plot import Panel
from claims.records import Event
from claims.web.asked import Filtered, InForm
from claims.web.charts import chart, panel_of
from claims.web.showing import page

SERIES, PAIRS, NEWEST, DAYS = 24, 12, 10, 14
"""So many series, disagreements, claims and days a page shows at first."""
SMALL, NARROW, DRAWN, LINKED = 40, 60, 120, 40
"""Marks of a small chart, a narrow and a wide one, and the disagreements, the worst, that charts show."""
STEPS = 50
"""Claims of a history that a page lists at once."""


class UnknownSeriesError(ClaimsError, LookupError):
    """No claims make up a series of that name."""

    def __init__(self, event: str) -> None:
        super().__init__(f"No claims of {event} that fit make up this series; its event's page lists those there are.")


def routes(database: Database) -> APIRouter:
    """The pages of events."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    @database.store.at_one_moment()
    def events() -> HTMLResponse:
        counts, found = database.store.counts(), database.store.events()
        titles = {each.slug: each.title for each in found}
        return page("events.html", events=[(each, counts.get(each.slug, 0)) for each in found], titles=titles)

    @router.get("/events/{slug}")
    @database.store.at_one_moment()
    def event(slug: str, asked: Filtered) -> HTMLResponse:
        about, filters = database.store.event(slug), asked.filters
        overview = database.overview(slug, **filters)
        told = sorted(overview.briefly(_thinned, bare=True), key=lambda each: -each[1])
        worst, disagreeing = overview.worst(LINKED, bare=True)
        return page(
            "event.html",
            event=about,
            whole=database.store.event(about.parent) if about.parent else None,
            parts=database.store.parts_of(about.slug),
            asked=asked,
            series=[
                (each, count, _title(database, each.key), _small(each, worst, about)) for each, count in told[:SERIES]
            ],
            estimates=overview.estimates(),
            hidden=max(len(told) - SERIES, 0),
            worst=worst[:PAIRS],
            worse=max(disagreeing - PAIRS, 0),
            newest=database.newest(slug, limit=NEWEST, **filters),
            count=database.count(event=slug, **filters),
            metrics=database.vocabulary.metrics,
        )

    @router.get("/events/{slug}/{metric}/{group_kind}/{counting}")
    @database.store.at_one_moment()
    def series(
        slug: str,
        metric: str,
        group_kind: str,
        counting: str,
        asked: Filtered,
        at: Annotated[str | None, Query()] = None,
        unit: Annotated[str | None, Query()] = None,
        around: Annotated[int | None, Query()] = None,
    ) -> HTMLResponse:
        about, filters = database.store.event(slug), asked.but("metric")
        wanted = (about.slug, metric, group_kind, at, unit, counting)
        overview = database.overview(slug, metric, **filters)
        worst, _ = overview.worst(LINKED, bare=True)
        shown = _Shown(wanted, around, {each.id for pair in worst for each in (pair.first, pair.second)})
        told = _of_key(overview.briefly(shown), wanted)
        if told is None:
            raise UnknownSeriesError(slug)
        panel = panel_of(_among(told, shown.drawn), worst, about)
        return page(
            "series.html",
            event=about,
            asked=asked,
            told=_among(told, shown.listed),
            shown=shown,
            title=_title(database, told.key),
            charts=[chart(panel, about.zone, 880, 340), chart(_fewer(panel), about.zone, 330, 260)] if panel else [],
            estimate=overview.estimates().get(told.key),
            days=_days(told if not asked.as_known_at else _at_last(database, told.key, asked), about),
        )

    return router


class _Shown:
    """Which claims of a series its page shows: those of its charts, `above` all before others, and a stretch of its
    history, the last unless it is that around a claim.
    """

    def __init__(
        self, wanted: tuple[object, ...], around: int | None = None, above: AbstractSet[int] = frozenset()
    ) -> None:
        self._wanted, self._around, self._above = wanted, around, above
        self.drawn: AbstractSet[int] = frozenset()
        self.listed: AbstractSet[int] = frozenset()
        self.count = self.first = 0
        """Claims of the series, and the number of the first that is listed."""
        self.before: int | None = None
        self.after: int | None = None
        """A claim of the stretch before, and of that after."""

    def __call__(self, key: SeriesKey, claims: Sequence[int]) -> AbstractSet[int]:
        """Choose; nothing of other series."""
        if key != self._wanted:
            return frozenset()
        begins = range(max(len(claims) - 1, 0) % STEPS + 1 - STEPS, len(claims), STEPS)
        stretches = [claims[max(begin, 0) : begin + STEPS] for begin in begins]
        at = next((at for at, each in enumerate(stretches) if self._around in each), len(stretches) - 1)
        self.count, self.first = len(claims), max(begins[at], 0) + 1 if stretches else 0
        self.listed = frozenset(stretches[at]) if stretches else frozenset()
        self.before = stretches[at - 1][-1] if at > 0 else None
        self.after = stretches[at + 1][0] if at + 1 < len(stretches) else None
        above = [each for each in claims if each in self._above]
        rest = [each for each in claims if each not in self._above]
        self.drawn = frozenset((*above, *_thinned(key, rest, max(DRAWN - len(above), 1))))
        return self.listed | self.drawn


def _among(told: SeriesHistory, claims: AbstractSet[int]) -> SeriesHistory:
    """The history of some of the claims."""
    return replace(told, steps=tuple(step for step in told.steps if step.claim.id in claims))


def _of_key(told: Iterable[tuple[SeriesHistory, int]], wanted: tuple[object, ...]) -> SeriesHistory | None:
    return next((each for each, _ in told if each.key == wanted), None)


def _title(database: Database, key: SeriesKey) -> str:
    return series_label(key, database.vocabulary)


def _thinned(key: SeriesKey, claims: Sequence[int], most: int = SMALL) -> Sequence[int]:
    """As many claims of a series as a small chart can show apart: evenly, the last one kept."""
    return claims if len(claims) <= most else [claims[(at + 1) * len(claims) // most - 1] for at in range(most)]


def _small(told: SeriesHistory, worst: tuple[Disagreement, ...], event: Event) -> object:
    panel = panel_of(told, worst, event)
    return chart(panel, event.zone, 260, 72, axes=False) if panel else None


def _fewer(panel: Panel) -> Panel:
    """As much of a panel as a narrow chart can show apart: what disagrees, and of the rest evenly."""
    ends = {mark.claim for each in panel.links for mark in (each.first, each.second)}
    rest = [mark for mark in panel.marks if mark.claim not in ends]
    most = max(NARROW - len(ends), 1)
    kept = rest if len(rest) <= most else [rest[(at + 1) * len(rest) // most - 1] for at in range(most)]
    ids = ends | {mark.claim for mark in kept}
    return replace(panel, marks=tuple(mark for mark in panel.marks if mark.claim in ids))


def _at_last(database: Database, key: SeriesKey, asked: InForm) -> SeriesHistory | None:
    """The series as it is known today, where it was asked for as it was."""
    filters = asked.but("metric", "as_known_at")
    return _of_key(database.overview(key.event, key.metric, **filters).briefly(_Shown(key)), key)


def _days(told: SeriesHistory | None, event: Event) -> list[str]:
    """The days on which something of the series became known, for as known at; evenly thinned, the last one kept."""
    zone = ZoneInfo(event.zone)
    known = {step.claim.known_from.astimezone(zone).date().isoformat() for step in told.steps} if told else set()
    days = sorted(known)
    return days if len(days) <= DAYS else [days[(at + 1) * len(days) // DAYS - 1] for at in range(DAYS)]
