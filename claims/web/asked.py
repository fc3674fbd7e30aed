"""What an address asks for: the filters of `claims.Filters` under their own names, and links that keep them."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel, Field, model_validator

MOST = 500
"""Rows of a page of the API, at most."""


class Asked(BaseModel):
    """The filters of every page, table and answer of the API."""

    sub_events: bool | None = Field(None, description="Also the claims of the events within the event asked for.")
    metric: str | None = Field(None, description="What is counted: killed, detained …", examples=["killed"])
    group: str | None = Field(None, description="Standard group: civilians, security_forces …")
    place: str | None = Field(None, description="Name or gazetteer key; holds what lies in it.", examples=["Almaty"])
    source: str | None = Field(None, description="Slug or name of a source in the chain.")
    role: str | None = Field(None, description="Role of the source: speaker, relay or publisher.")
    side: str | None = Field(None, description="Side of the speaker: state, UN, opposition …")
    since: str | None = Field(None, description="Said on that day or later.", examples=["2022-01-05"])
    until: str | None = Field(None, description="Said on that day or before.")
    qualifier: str | None = Field(None, description="exact, about, nearly, at_least, more_than, at_most …")
    certainty: str | None = Field(None, description="stated, preliminary, confirmed, unconfirmed, projected.")
    basis: str | None = Field(None, description="stated, documented, estimated.")
    scope: str | None = Field(None, description="total, additional, period, part, superseded.")
    text: str | None = Field(None, description='Words of the entry: flood, "in custody", detain*, -sport.')
    as_known_at: str | None = Field(None, description="Only what was public by the end of that day, or at that moment.")
    as_stored_at: str | None = Field(None, description="Only what this database held by then.")

    @model_validator(mode="before")
    @classmethod
    def _empty_is_none(cls, given: Any) -> Any:
        """A field of a form that was left empty asks for nothing."""
        return {name: value for name, value in given.items() if value != ""} if isinstance(given, Mapping) else given

    @property
    def filters(self) -> dict[str, Any]:
        """What was given, by name."""
        return {name: value for name, value in self.model_dump().items() if value is not None}

    def but(self, *names: str) -> dict[str, Any]:
        """The same without some."""
        return {name: value for name, value in self.filters.items() if name not in names}


Filtered = Annotated[Asked, Query()]


def link(path: str, asked: Mapping[str, object] | None = None, **more: object) -> str:
    """An address with what is asked; what is None is left out."""
    given = {name: str(value) for name, value in {**(asked or {}), **more}.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
