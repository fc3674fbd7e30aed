"""A mapping: what the columns of somebody else's table are to a claim, as a researcher writes it down in TOML."""

import tomllib
from collections.abc import Mapping as Map
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from pydantic import Field, ValidationError, model_validator

from claims.errors import ClaimsError
from claims.exchange.tables.sheet import Form
from claims.records import Basis, Certainty, Counting, Qualifier, Record, Scope
from claims.vocabulary import Vocabulary

Words = tuple[str, ...]

_MOST_BYTES = 1_000_000
"""Bytes of a mapping's file."""
_FOLDER = "exchange/mappings"
_LITERALS = {
    "qualifier": get_args(Qualifier),
    "scope": get_args(Scope),
    "counting": get_args(Counting),
    "basis": get_args(Basis),
    "certainty": get_args(Certainty),
}


class MappingError(ClaimsError):
    """A mapping that can't be read or does not fit."""


class Told(Record):
    """Where a field of a claim is told: by a constant, or by the first of some columns that holds something."""

    constant: str | None = None
    column: Words = ()
    values: Map[str, str] | None = None
    """What the table's words mean, letter case aside; "" means that nothing is said."""
    otherwise: str | None = None
    """What any other word means; without it such a cell is refused."""
    formats: Words = ()
    """How dates are written (`strptime`), where not as ISO 8601."""
    parts: Words = ()
    """Columns of the year, the month and the day, where each stands in its own."""
    days: int = Field(default=0, ge=-36525, le=36525)
    """Days to add: -1 is the day before."""
    split: str | None = Field(default=None, min_length=1, max_length=5)
    """What parts several names in one cell."""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, given: Any) -> Any:
        """A word is a constant; a column may be named alone."""
        if isinstance(given, str | int | float) and not isinstance(given, bool):
            return {"constant": str(given)}
        if isinstance(given, dict) and isinstance(given.get("column"), str):
            given = {**given, "column": (given["column"],)}
        if isinstance(given, dict) and isinstance(given.get("values"), dict):
            given = {**given, "values": {str(key).casefold(): value for key, value in given["values"].items()}}
        return given

    @property
    def columns(self) -> Words:
        """All columns that it is told by."""
        return (*self.column, *self.parts)


class Fields(Record):
    """The fields of a claim that a mapping may tell; each a constant, or a column."""

    metric: Told | None = None
    group: Told | None = None
    group_kind: Told | None = None
    location: Told | None = None
    place: Told | None = None
    by: Told | None = None
    qualifier: Told | None = None
    currency: Told | None = None
    scope: Told | None = None
    counting: Told | None = None
    basis: Told | None = None
    certainty: Told | None = None
    said_at: Told | None = None
    as_of: Told | None = None
    occurred_from: Told | None = None
    occurred_to: Told | None = None
    period_from: Told | None = None
    period_to: Told | None = None
    speaker: Told | None = None
    relay: Told | None = None
    publisher: Told | None = None

    def told(self) -> dict[str, Told]:
        """The fields that are told, by name."""
        return {name: told for name in Fields.model_fields if (told := getattr(self, name)) is not None}


class Figure(Fields):
    """A column of figures, or the columns of a range's ends: each cell becomes a claim."""

    column: Words = ()
    """The column of the figure; of several, the first that the table has."""
    low: str | None = None
    high: str | None = None
    """Columns of the ends of a range: a claim of their own beside that of `column`."""
    factor: str | None = Field(default=None, pattern=r"^\d{1,12}(\.\d{1,6})?$")
    """What a cell is multiplied by: "1000" for sums in thousands."""

    @model_validator(mode="before")
    @classmethod
    def _one_column(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("column"), str):
            given = {**given, "column": (given["column"],)}
        if isinstance(given, dict) and isinstance(given.get("factor"), int | float):
            given = {**given, "factor": str(given["factor"])}
        return given

    @property
    def columns(self) -> Words:
        """All columns that it reads figures from."""
        return (*self.column, *filter(None, (self.low, self.high)))


class Refusal(Record):
    """Rows that are refused, and why: those whose cell is one of some words."""

    column: str
    equals: Words
    why: str


class Mapping(Record):
    """What the columns of a table are to a claim."""

    name: str
    fingerprint: str
    label: str | None = None
    format: Form | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    encoding: str | None = None
    sheet: str | None = None
    records: str | None = None
    header: int = Field(default=1, ge=1, le=100)
    hxl: bool = False
    """Columns are named by their HXL hashtags, whatever their headers say."""
    url: str | None = None
    """The table's address, where every version of it has one."""
    key: Words = ()
    """Columns by which a row is recognised in a later version; of none, by all its cells."""
    whole_row: bool = True
    """Whether an entry's text is the whole row, or only the columns that the mapping reads: then a column that a later
    version adds makes no row a new wording."""
    decimal: str = Field(default=".", pattern=r"^[.,]$")
    """What parts the fraction of a number."""
    empty: Words = ("", "na", "n/a", "nan", "null", "none", "-", "–", "—", "..")
    """Cells that say nothing, letter case aside."""
    where: Map[str, Words] = Field(default_factory=dict)
    """Only rows whose cell is one of these words; others are passed over and counted."""
    refuse: tuple[Refusal, ...] = ()
    fields: Fields = Fields()
    """What all figures of a row share."""
    figures: tuple[Figure, ...] = Field(min_length=1)

    @property
    def reader(self) -> str:
        """What names it where its claims are stored: "ucdp-ged 1a2b3c4d"."""
        return f"{self.name} {self.fingerprint}"


def shipped_mappings() -> Words:
    """The names of the mappings that come with the package."""
    names = (file.name for file in files("claims").joinpath(_FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_mapping(name: str | Path, vocabulary: Vocabulary) -> Mapping:
    """The shipped mapping of that name, else the one in that TOML file; raises MappingError."""
    if str(name) in shipped_mappings():
        text = files("claims").joinpath(f"{_FOLDER}/{name}.toml").read_text(encoding="utf-8")
        return read_mapping(text, str(name), vocabulary)
    path = Path(name)
    if not path.suffix and not path.exists():
        known = ", ".join(shipped_mappings())
        raise MappingError(f"There is no mapping {str(name)!r}; name one of {known}, or a TOML file of your own.")
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise MappingError(f"The mapping {path} can't be read ({error.strerror}); check the path.") from error
    if len(content) > _MOST_BYTES:
        raise MappingError(f"The mapping {path} is over {_MOST_BYTES / 1e6:g} MB; name the mapping, not the table.")
    return read_mapping(content.decode(errors="replace"), path.stem, vocabulary)


def read_mapping(text: str, name: str, vocabulary: Vocabulary) -> Mapping:
    """A mapping from TOML; raises MappingError for what is none, naming the key."""
    try:
        given = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise MappingError(f"The mapping {name} is not TOML: {error}.") from error
    _check_keys(given, Mapping, name, "at its top", hidden=("name", "fingerprint"))
    _check_keys(given.get("fields", {}), Fields, name, "in [fields]")
    for figure in _tables(given.get("figures")):
        _check_keys(figure, Figure, name, "in [[figures]]")
    for refusal in _tables(given.get("refuse")):
        _check_keys(refusal, Refusal, name, "in [[refuse]]")
    for table in (given.get("fields", {}), *_tables(given.get("figures"))):
        for field, told in table.items() if isinstance(table, dict) else ():
            if isinstance(told, dict):
                _check_keys(told, Told, name, f"of {field!r}")
    try:
        fingerprint = sha256(text.encode()).hexdigest()[:8]
        mapping = Mapping.model_validate({**given, "name": name, "fingerprint": fingerprint})
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(str(step) for step in wrong["loc"])
        raise MappingError(f"The mapping {name} is wrong at {where}: {wrong['msg']}.") from None
    _check_words(mapping, vocabulary)
    return mapping


def _tables(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def _check_keys(table: object, record: type[Record], name: str, where: str, hidden: Words = ()) -> None:
    """Raise MappingError for a key that nothing reads."""
    known = [key for key in record.model_fields if key not in hidden]
    for key in table if isinstance(table, dict) else ():
        if key not in known:
            raise MappingError(f"The mapping {name} has a key {key!r} {where}; the keys there are {', '.join(known)}.")


def _check_words(mapping: Mapping, vocabulary: Vocabulary) -> None:
    """Raise MappingError for a word of a field that neither the records nor the vocabulary know."""
    known = {
        **_LITERALS,
        "metric": tuple(vocabulary.metrics),
        "group_kind": tuple(vocabulary.groups),
        "currency": tuple(vocabulary.currencies),
    }
    for figure in mapping.figures:
        for name, told in {**mapping.fields.told(), **figure.told()}.items():
            said = (told.constant, told.otherwise, *(told.values or {}).values())
            wrong = next((word for word in said if word and name in known and word not in known[name]), None)
            if wrong is not None:
                words = ", ".join(known[name])
                raise MappingError(f"The mapping {mapping.name} says {name} {wrong!r}; write one of {words}.")
        if not figure.columns:
            raise MappingError(f"A figure of the mapping {mapping.name} names no column; write column, low or high.")
        if figure.metric is None and mapping.fields.metric is None:
            at = figure.columns[0]
            raise MappingError(f"The mapping {mapping.name} says no metric of {at!r}; `claims metrics` lists them.")
