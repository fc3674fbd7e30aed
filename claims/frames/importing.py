"""The columns of `claims import --dry-run`: what each column of a table becomes, and which rows would be refused."""

from dataclasses import dataclass

from claims.frames.table import ID, SLUG, TEXT, Table, field


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A column of a table, a row of it that was refused or is odd, or a note on the whole."""

    kind: str
    line: int | None
    what: str | None
    becomes: str


CORRECTIONS = Table(
    (
        field("line", ID, "line of the file"),
        field("uid", TEXT, "the claim"),
        field("column", SLUG, "the column whose cell was changed"),
        field("before", TEXT, "what stands in the database"),
        field("after", TEXT, "what the file says"),
        field("problem", TEXT, "why it can't be taken over; empty where it can"),
    )
)

IMPORT = Table(
    (
        field("kind", SLUG, "column; refused (a row, or a figure of one); odd (kept, but it contradicts itself); note"),
        field("line", ID, "line of the file, or which row or record it is"),
        field("what", TEXT, "the column's name, or the row"),
        field("becomes", TEXT, "what the column becomes, or why the row is refused"),
    )
)
