"""What stands beside a series instead of in it: parts, periods, additions, projections, background, taken out."""

from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from claims.outline import Outline
from claims.records import Event, Moment, Scope, StoredClaim

LEEWAY = timedelta(days=31)
"""How long before an event its figures may begin: "since the start of the year" still means the unrest of January."""
_TAKEN_OUT = frozenset({"rejected", "retracted", "withdrawn"})
"""What a person or the extractor has taken out of the series."""
_SCOPES = {
    "part": "counts a part of a total",
    "period": "counts a period",
    "additional": "adds to an earlier figure",
    "superseded": "is given as replaced where it is told",
}


class Aside(NamedTuple):
    """Why a claim is no figure of its series, by kind and in a sentence, and what it counts instead."""

    kind: str
    reason: str
    scope: Scope
    stands: bool
    """Whether it is a figure at all: not taken out, and no projection."""
    period_from: Moment | None
    period_to: Moment | None


def aside_of(claim: StoredClaim | Outline, event: Event | None) -> Aside | None:
    """Why a claim stands beside its series, if it does; the denial of a figure belongs to it, whatever its scope."""
    taken_out = claim.status in _TAKEN_OUT
    if not taken_out:
        counts = (claim.scope == "total" and claim.certainty != "projected") or claim.denied
        if counts and not _of_earlier_times(claim, event):
            return None
    stands = not taken_out and claim.certainty != "projected"
    return Aside(*_why(claim), claim.scope, stands, claim.period_from, claim.period_to)


def _why(claim: StoredClaim | Outline) -> tuple[str, str]:
    """Kind and sentence."""
    number = f"{claim.number} ({claim.attributed_to or claim.publisher or claim.url})"
    if claim.status in _TAKEN_OUT:
        return claim.status, f"{number} was {claim.status}."
    if claim.scope != "total":
        return claim.scope, f"{number} {_SCOPES[claim.scope]}."
    if claim.certainty == "projected":
        return "projected", f"{number} is a projection."
    return "background", f"{number} counts what happened long before the event."


def _of_earlier_times(claim: StoredClaim | Outline, event: Event | None) -> bool:
    """Whether a claim counts what happened long before the event too: "no deaths since 1959" is background."""
    if claim.occurred_from is None or event is None or event.starts_on is None or claim.event != event.slug:
        return False
    return claim.occurred_from.end <= datetime.combine(event.starts_on, time(), ZoneInfo(event.zone)) - LEEWAY
