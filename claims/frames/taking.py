"""The columns of `claims ingest`: what each page that was met brought."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.frames.table import FLAG, ID, TEXT, Column, Table

if TYPE_CHECKING:  # loads a database, which `claims extract` does without
    from claims.store import Ingested


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A page that was taken in, or what could not be."""

    ingested: "Ingested"
    input: str | None = None
    """As the command named it."""
    url: str | None = None
    problem: str | None = None


def _brought(name: str, meaning: str, dtype: str = ID) -> Column:
    def read(line: TakenLine) -> Any:
        return getattr(line.ingested, name)

    return Column(name, dtype, meaning, read)


TAKEN = Table(
    (
        Column("input", TEXT, "file, folder or address that the command named", lambda line: line.input),
        Column("url", TEXT, "the page's address, or where the problem lies", lambda line: line.url),
        _brought("capture_new", "whether the page, or its bytes, were not stored before", FLAG),
        _brought("entries_new", "posts that are new"),
        _brought("entries_changed", "posts in a new wording"),
        _brought("entries_seen", "posts whose wording was known"),
        _brought("claims_new", "claims that are new"),
        _brought("claims_known", "claims that were known"),
        _brought("claims_changed", "claims that --again read differently"),
        _brought("claims_withdrawn", "claims that --again no longer found"),
        _brought("needs_review", "new claims whose predecessor a person had decided on"),
        _brought("problems", "problems that are new"),
        Column("problem", TEXT, "why this could not be read", lambda line: line.problem),
    )
)
