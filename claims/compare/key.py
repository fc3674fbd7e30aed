"""Series: which figures count the same thing, so that they can be put side by side."""

from functools import lru_cache
from typing import NamedTuple

from claims.names import slugify
from claims.outline import Outline
from claims.records import Counting, Event, StoredClaim


class SeriesKey(NamedTuple):
    """What the figures of a series share; `unit` is the currency, for money."""

    event: str
    metric: str
    group_kind: str
    place: str | None
    unit: str | None
    counting: Counting


_shared = lru_cache(maxsize=4096)(SeriesKey)
"""One key for all claims of a series."""


def series_key(claim: StoredClaim | Outline, event: Event | None = None) -> SeriesKey:
    """The series of a claim; one without a place holds for the event's."""
    about = event if event and event.slug == claim.event else None
    place = claim.place or (about.place if about else None)
    return _shared(claim.event, claim.metric, claim.group_kind, _place(claim, place), claim.currency, claim.counting)


def _place(claim: StoredClaim | Outline, place: str | None) -> str | None:
    """The place; one that the gazetteer doesn't list lies in the one that was assumed: "norland/st-ann-s-hospital"."""
    unlisted = slugify(claim.location)[:60] if claim.location and claim.place_assumed else ""
    return f"{place}/{unlisted}" if place and unlisted else place
