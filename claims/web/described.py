"""How the API describes itself: the columns of `claims.frames` as JSON Schema, and the answers that are no rows."""

from datetime import datetime
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, WithJsonSchema, create_model

from claims.frames import CLAIMS, TABLES, Table
from claims.frames.table import FLAG, ID, NUMBER, SLUG, TEXT, TIME
from claims.records import Attribution, Capture, Entry, Moment
from claims.store import Decision, Reading

_TYPES: dict[str, dict[str, Any]] = {
    ID: {"type": ["integer", "null"]},
    NUMBER: {"type": ["number", "null"]},
    FLAG: {"type": ["boolean", "null"]},
    SLUG: {"type": ["string", "null"]},
    TEXT: {"anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]},
    TIME: {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
}


class Refused(BaseModel):
    """An answer that is an error."""

    error: str = Field(
        description="One sentence: what is wrong and what to do next.",
        examples=["There is no event 'flood'; `claims events` lists them."],
    )


_WHY = {
    400: "A filter says what can't be",
    404: "Nothing of that name is stored",
    422: "A parameter is missing, unknown or out of bounds",
    503: "The database can't be read now",
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    **{status: {"model": Refused, "description": why} for status, why in _WHY.items()},
    421: {
        "description": "The Host header names neither loopback nor the bound address",
        "content": {"text/plain": {"schema": {"type": "string"}, "example": "This name does not lead here.\n"}},
    },
}
"""Every answer of the API that is no success."""


def row_type(table: Table) -> Any:
    """A row of a table as a type whose schema names each column and what it means."""
    columns = {column.name: {**_TYPES[column.dtype], "description": column.meaning} for column in table.columns}
    schema = {"type": "object", "properties": columns, "required": table.names, "additionalProperties": False}
    return Annotated[dict[str, Any], WithJsonSchema(schema)]


class Read(BaseModel):
    """What one extractor version made of a claim."""

    extractor: str | None = Field(description="Name and version; null for a claim entered by hand.")
    stored_at: datetime
    superseded_at: datetime | None = Field(description="When a later reading took its place.")
    fields: dict[str, Any] | None = Field(description="The claim as read; null where it was not found.")

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """The reading as the API gives it."""
        fields = reading.claim.model_dump(mode="json") if reading.claim else None
        return cls(**reading.model_dump(include={"extractor", "stored_at", "superseded_at"}), fields=fields)


class Captured(BaseModel):
    """A capture without its bytes."""

    url: str
    publisher: str | None
    captured_at: datetime
    published_at: Moment | None
    headers: tuple[tuple[str, str], ...]
    media_type: str
    encoding: str
    sha256: str = Field(description="Of the bytes as they came, in hex.")
    size: int = Field(description="How many bytes.")
    text: str = Field(description="Where its text can be read.", examples=["/claims/1/capture.txt"])

    @classmethod
    def of(cls, capture: Capture, text: str) -> Self:
        """The capture as the API gives it."""
        return cls(**capture.model_dump(exclude={"content"}), size=len(capture.content), text=text)


class OneClaim(BaseModel):
    """A claim in full."""

    claim: row_type(CLAIMS) = Field(description="Its row: what stands.")  # type: ignore[valid-type]
    entry: Entry = Field(description="The post that holds it: text[start:start + len(quote)] is the quote.")
    chain: tuple[Attribution, ...] = Field(description="Who says so: speaker, relays, publisher.")
    readings: tuple[Read, ...] = Field(description="What machines read, oldest first.")
    decisions: tuple[Decision, ...] = Field(description="What people decided, oldest first.")
    capture: Captured = Field(description="The page as it was retrieved.")


def one_type(name: str) -> Any:
    """One row of the table of that name."""
    return row_type(TABLES[name])


@cache
def rows_type(name: str) -> type[BaseModel]:
    """A page of the table of that name."""
    row = row_type(TABLES[name])
    return create_model(
        f"{name.capitalize()}Rows",
        __doc__=f"A page of {name}.",
        items=(list[row], Field(description="The rows.")),  # type: ignore[valid-type]
        count=(int, Field(description="How many rows there are in all.", examples=[32])),
        next=(str | None, Field(description="The cursor of the next page; null on the last one.", examples=["100"])),
    )
