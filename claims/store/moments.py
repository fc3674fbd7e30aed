"""Moments and claims as columns, and back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, cast

from claims.records import Claim, Exactness, Moment

_ANY = datetime(1970, 1, 1, tzinfo=UTC)
CLAIM_MOMENTS = ("period_from", "period_to", "said_at", "as_of", "occurred_from", "occurred_to")
"""Fields of a claim that are moments."""

CLAIM_PLAIN = tuple(name for name in Claim.model_fields if name not in CLAIM_MOMENTS and name != "chain")
"""Fields of a claim that are columns of the same name."""


def moment_columns(name: str, moment: Moment | None) -> dict[str, Any]:
    """A moment as the two columns NAME and NAME_how: "day", "minute zone-assumed"…"""
    if moment is None:
        return {name: None, f"{name}_how": None}
    flags = " zone-assumed" * moment.zone_assumed + " assumed" * moment.assumed
    return {name: moment.at, f"{name}_how": moment.exactness + flags}


@lru_cache(maxsize=4096)
def read_moment(at: datetime | None, how: str | None) -> Moment | None:
    """The moment that two columns hold."""
    return make_moment(at, how)


def make_moment(at: datetime | None, how: str | None) -> Moment | None:
    """The same, for who keeps moments himself."""
    if at is None:
        return None
    like = _like(how or "unknown")
    made, put = Moment.__new__(Moment), object.__setattr__
    put(made, "__dict__", {**like.__dict__, "at": at})
    put(made, "__pydantic_fields_set__", like.model_fields_set)
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None)
    return made


@cache
def _like(how: str) -> Moment:
    """A moment that is as exact: checked once for all that are, for they come by the hundred thousand."""
    exactness, *flags = how.split()
    return Moment(
        at=_ANY, exactness=cast(Exactness, exactness), zone_assumed="zone-assumed" in flags, assumed="assumed" in flags
    )


def claim_columns(claim: Claim) -> dict[str, Any]:
    """A claim's fields as columns of its row; the chain has rows of its own."""
    columns = {name: getattr(claim, name) for name in CLAIM_PLAIN}
    for name in CLAIM_MOMENTS:
        columns |= moment_columns(name, getattr(claim, name))
    return columns


def claim_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a claim's row holds, without the chain."""
    fields = {name: row[name] for name in CLAIM_PLAIN}
    for name in CLAIM_MOMENTS:
        fields[name] = read_moment(row[name], row[f"{name}_how"])
    return fields
