"""The band behind the marks: what estimates came to, as it was known at one moment after another."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from claims.compare import Estimate, SeriesHistory, SeriesKey
from claims.errors import ClaimsError
from claims.plot.drawing import Band, BandPoint
from claims.records import StoredClaim

STEPS = 24
"""A band has so many steps at most."""
_COMPARED = 100_000
"""So many claims are compared for a band, over all its steps."""
_LATE = timedelta(days=3)
"""A figure that became known later than this after the last was said belongs to no course of the event."""

EstimatesAt: TypeAlias = Callable[[datetime], Iterable[Estimate]]
"""The estimates of all series as known at a moment."""


def band_over_time(
    histories: Iterable[SeriesHistory], estimates_at: EstimatesAt, until: datetime | None = None
) -> dict[SeriesKey, list[BandPoint]]:
    """What each series came to each time that a claim became known, up to `until`; nothing of figures without time."""
    claims = [step.claim for history in histories for step in history.steps]
    band: dict[SeriesKey, list[BandPoint]] = {}
    for at in _moments(claims, until):
        for each in estimates_at(at):
            chosen = (each.chosen.low + each.chosen.high) / 2 if each.chosen else None
            low, high = (end.number if end else None for end in (each.low, each.high))
            band.setdefault(each.key, []).append(BandPoint(at, low, high, chosen))
    return band


def band_of_rows(rows: Iterable[Mapping[Any, Any]], histories: Iterable[SeriesHistory]) -> Band:
    """A band that a person worked out: `at`, `low`, `high`, perhaps `chosen`, a row a moment; raises ClaimsError.

    `group_kind`, `place`, `unit` and `counting` name the series; where none is given, it is the largest.
    """
    sizes = {history.key: len(history.steps) for history in histories}
    band: dict[SeriesKey, list[BandPoint]] = {}
    for row in rows:
        fitting = [key for key in sizes if all(row.get(name) in (None, getattr(key, name)) for name in _NAMES)]
        if fitting:
            band.setdefault(max(fitting, key=sizes.__getitem__), []).append(_point(row))
    return {key: sorted(points, key=lambda point: point.at) for key, points in band.items()}


_NAMES = ("group_kind", "place", "unit", "counting")


def _point(row: Mapping[Any, Any]) -> BandPoint:
    at, low, high, chosen = (row.get(name) for name in ("at", "low", "high", "chosen"))
    if not isinstance(at, datetime) or at.tzinfo is None or low is None or high is None:
        raise ClaimsError("A band needs in each row `at`, a time with its zone, and the numbers `low` and `high`.")
    return BandPoint(at, float(low), float(high), None if chosen is None else float(chosen))


def _moments(claims: Iterable[StoredClaim], until: datetime | None) -> list[datetime]:
    """When claims became known while the event was told, evenly thinned, the last one kept."""
    held = list(claims)
    said = [moment.at for claim in held if (moment := claim.said_at or claim.posted_at)]
    if not said:
        return []
    last = min(max(said) + _LATE, until) if until else max(said) + _LATE
    known = sorted({claim.known_from for claim in held if claim.known_from <= last})
    steps = max(1, min(STEPS, _COMPARED // len(held)))
    if len(known) > steps:
        known = [known[(at + 1) * len(known) // steps - 1] for at in range(steps)]
    return known
