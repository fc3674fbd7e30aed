"""What a program asks of the API: the filters, and for each table what more may be said; any other name is refused."""

from datetime import timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from claims.web.asked import Asked, Name

MOST = 500
"""Rows of a page of the API, at most."""
_EVENT = "Slug of the event."
_SAMPLE = ["kazakhstan-2022"]
_TERMS = ("profile", "policy", "everything")


class Turned(BaseModel):
    """Which page of the rows is asked for."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(100, ge=1, le=MOST, description="Rows of a page.", examples=[100])
    cursor: str | None = Field(
        None, pattern="^[0-9]{1,12}$", description="`next` of the page before; none for the first.", examples=["100"]
    )

    @property
    def start(self) -> int:
        """Rows before this page, where the cursor counts them."""
        return int(self.cursor or 0)


class OfEvent(Turned):
    """What is asked of one event, or of all."""

    event: Name | None = Field(None, description=f"{_EVENT} Else all events.", examples=_SAMPLE)


class Fitting(Asked, OfEvent):
    """What is asked of claims."""


class Edited(Fitting):
    """What is asked of edits."""

    page: Name | None = Field(
        None, description="Only the page of that address.", examples=["https://news.example/live/2022-01-05"]
    )


class Sought(Fitting):
    """What is asked of a search."""

    text: Name = Field(description='Words: flood, "in custody", detain*, -sport.', examples=["custody"])
    fittest: bool = Field(False, description="The entries that fit best first; else the newest.", examples=[True])


class Compared(Asked, Turned):
    """What is asked of a comparison, which is of one event."""

    event: Name = Field(description=_EVENT, examples=_SAMPLE)
    profile: Name = Field(
        "default", description="How qualifiers become intervals: default, acled, emdat …", examples=["default"]
    )
    window: float = Field(
        24,
        ge=0,
        le=87_600,
        allow_inf_nan=False,
        description="Hours within which two figures should agree.",
        examples=[24],
    )

    @property
    def terms(self) -> dict[str, Any]:
        """The filters, and how figures are compared, as the library takes them."""
        given = {name: getattr(self, name) for name in _TERMS if name in type(self).model_fields}
        return {**self.filters, **given, "window": timedelta(hours=self.window)}


class Weighed(Compared):
    """What is asked of an estimate, or of what speakers told."""

    policy: Name = Field(
        "latest", description="Which figure is chosen: latest, official, median, reliability.", examples=["official"]
    )


class Reconciled(Compared):
    """What is asked of sums."""

    everything: bool = Field(False, description="Also what fits.", examples=[True])
