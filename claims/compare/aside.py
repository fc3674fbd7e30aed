"""What stands beside a series instead of in it: parts, periods, additions, projections, background, taken out."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from claims.records import Event, StoredClaim

LEEWAY = timedelta(days=31)
"""How long before an event its figures may begin: "since the start of the year" still means the unrest of January."""
_TAKEN_OUT = frozenset({"rejected", "retracted", "withdrawn"})
"""What a person or the extractor has taken out of the series."""


def is_aside(claim: StoredClaim, event: Event | None) -> bool:
    """Whether a claim is no figure of its series; the denial of a figure belongs to it, whatever its scope."""
    if claim.status in _TAKEN_OUT:
        return True
    counts = (claim.scope == "total" and claim.certainty != "projected") or claim.denied
    return not counts or _of_earlier_times(claim, event)


def _of_earlier_times(claim: StoredClaim, event: Event | None) -> bool:
    """Whether a claim counts what happened long before the event too: "no deaths since 1959" is background."""
    if claim.occurred_from is None or event is None or event.starts_on is None or claim.event != event.slug:
        return False
    return claim.occurred_from.end <= datetime.combine(event.starts_on, time(), ZoneInfo(event.zone)) - LEEWAY
