"""What an address asks for: the filters of `claims.Filters` under their own names, and links that keep them."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel, Field, StringConstraints, model_validator

from claims.records import Basis, Certainty, Qualifier, Role, Scope

Name = Annotated[str, StringConstraints(min_length=1)]


class Asked(BaseModel):
    """The filters of every page, table and answer of the API."""

    sub_events: bool | None = Field(
        None, description="Also the claims of the events within the event asked for.", examples=[True]
    )
    metric: Name | None = Field(None, description="What is counted: killed, detained …", examples=["killed"])
    group: Name | None = Field(None, description="Standard group that is counted.", examples=["security_forces"])
    place: Name | None = Field(None, description="Name or gazetteer key; holds what lies in it.", examples=["Almaty"])
    source: Name | None = Field(None, description="Slug or name of a source in the chain.", examples=["un"])
    role: Role | None = Field(None, description="Role of the source.", examples=["speaker"])
    side: Name | None = Field(None, description="Side of the speaker: state, UN, opposition …", examples=["state"])
    since: Name | None = Field(None, description="Said on that day or later.", examples=["2022-01-05"])
    until: Name | None = Field(None, description="Said on that day or before.", examples=["2022-01-09"])
    qualifier: Qualifier | None = Field(None, description="Qualifier of the figure.", examples=["at_least"])
    certainty: Certainty | None = Field(None, description="How sure it is said to be.", examples=["confirmed"])
    basis: Basis | None = Field(None, description="On what it rests.", examples=["stated"])
    scope: Scope | None = Field(None, description="What part of the whole it counts.", examples=["total"])
    reviewed: bool | None = Field(
        None, description="Whether a person accepted, amended, rejected or retracted it.", examples=[False]
    )
    text: Name | None = Field(
        None, description='Words of the entry: flood, "in custody", detain*, -sport.', examples=["custody"]
    )
    as_known_at: Name | None = Field(
        None, description="Only what was public by the end of that day, or at that moment.", examples=["2022-01-09"]
    )
    as_stored_at: Name | None = Field(
        None, description="Only what this database held by then.", examples=["2030-01-01T12:00+00:00"]
    )

    @property
    def filters(self) -> dict[str, Any]:
        """What was given, by name."""
        given = {name: getattr(self, name) for name in Asked.model_fields}
        return {name: value for name, value in given.items() if value is not None}

    def but(self, *names: str) -> dict[str, Any]:
        """The same without some."""
        return {name: value for name, value in self.filters.items() if name not in names}


class InForm(Asked):
    """The same as a form sends it."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_none(cls, given: Any) -> Any:
        """A field of a form that was left empty asks for nothing."""
        return {name: value for name, value in given.items() if value != ""} if isinstance(given, Mapping) else given


Filtered = Annotated[InForm, Query()]


def link(path: str, asked: Mapping[str, object] | None = None, **more: object) -> str:
    """An address with what is asked; what is None is left out."""
    given = {name: str(value) for name, value in {**(asked or {}), **more}.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
