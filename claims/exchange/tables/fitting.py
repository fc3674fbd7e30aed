"""A mapping laid against the columns of a table: which column is read as what, and which are read as nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claims.exchange.tables.mapping import Figure, Mapping, MappingError, Told
from claims.exchange.tables.sheet import Sheet, named_columns

NOT_READ = "not read"
"""What a column becomes that no part of a mapping names."""

_TAGS_WITHIN = 25
"""Rows from the first within which the row of HXL hashtags stands."""
_TOLD = 5
"""Columns that a note names."""
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and what its cells become."""

    name: str
    becomes: str
    """In words: "killed, children, total", "the day it was said", "not read"."""


@dataclass(frozen=True, slots=True)
class FittedFigure:
    """A figure of a mapping with the places of its columns in the table; None for one that it has not."""

    figure: Figure
    at: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Fitted:
    """A mapping fitted to a table: where its columns stand, and what each column of the table becomes."""

    mapping: Mapping
    sheet: Sheet
    places: dict[str, int]
    """Where the columns stand that the mapping names."""
    figures: tuple[FittedFigure, ...]
    key: tuple[int, ...]
    text: tuple[int, ...]
    """The columns that an entry's text holds."""
    columns: tuple[Column, ...]
    notes: tuple[str, ...]


def fit(mapping: Mapping, sheet: Sheet) -> Fitted:
    """Lay a mapping against a table; raises MappingError where the table has nothing that it reads."""
    if mapping.hxl:
        sheet = _tagged(sheet)
    places = {name: at for name in _named(mapping) if (at := _place(name, sheet, hxl=mapping.hxl)) is not None}
    figures = _of_tags(mapping, sheet) if mapping.hxl else _of_names(mapping, places)
    if not figures:
        wanted = ", ".join(dict.fromkeys(name for figure in mapping.figures for name in figure.columns))
        has = ", ".join(sheet.columns[:40])
        raise MappingError(f"The mapping {mapping.name} reads figures from {wanted}; the table has only {has}.")
    for name in mapping.where:
        if name not in places:
            raise MappingError(f"The mapping {mapping.name} chooses rows by {name!r}, which is no column of the table.")
    key = tuple(places[name] for name in mapping.key if name in places)
    notes = list(sheet.notes)
    if not key:
        notes.append("No key column is in the table: rows are recognised in a later version by all their cells.")
    notes += _absent(mapping, places)
    columns = _columns(mapping, sheet, places, figures, key)
    read = {at for at, column in enumerate(columns) if column.becomes != NOT_READ}
    text = tuple(at for at in range(len(sheet.columns)) if mapping.whole_row or at in read)
    return Fitted(mapping, sheet, places, figures, key, text, columns, tuple(notes))


def _named(mapping: Mapping) -> list[str]:
    """All columns that a mapping names, but for HXL's figures."""
    told = [*mapping.fields.told().values(), *(each for figure in mapping.figures for each in figure.told().values())]
    return list(
        dict.fromkeys(
            [
                *mapping.key,
                *mapping.where,
                *(refusal.column for refusal in mapping.refuse),
                *(name for each in told for name in each.columns),
                *(name for figure in mapping.figures for name in figure.columns),
            ]
        )
    )


def _place(name: str, sheet: Sheet, *, hxl: bool) -> int | None:
    """Where a column stands: by its very name, else letter case aside; by its hashtag and some of its attributes."""
    if name in sheet.columns:
        return sheet.columns.index(name)
    if hxl and name.startswith("#"):
        fits = [at for at, column in enumerate(sheet.columns) if _tag_fits(name, column)]
        return min(fits, key=lambda at: (sheet.columns[at].count("+"), at), default=None)
    folded = name.casefold()
    return next((at for at, column in enumerate(sheet.columns) if column.casefold() == folded), None)


def _of_names(mapping: Mapping, places: dict[str, int]) -> tuple[FittedFigure, ...]:
    fitted = (
        FittedFigure(
            figure,
            next((places[name] for name in figure.column if name in places), None),
            places.get(figure.low or ""),
            places.get(figure.high or ""),
        )
        for figure in mapping.figures
    )
    return tuple(each for each in fitted if (each.at, each.low, each.high) != (None, None, None))


def _of_tags(mapping: Mapping, sheet: Sheet) -> tuple[FittedFigure, ...]:
    """For each column with a hashtag, the figure of the most attributes that fits."""
    found: list[FittedFigure] = []
    for at, column in enumerate(sheet.columns):
        fits = [
            (name.count("+"), -number, figure)
            for number, figure in enumerate(mapping.figures)
            for name in figure.column
            if _tag_fits(name, column)
        ]
        if fits:
            _, _, figure = max(fits, key=lambda fit: fit[:2])
            found.append(FittedFigure(figure, at, None, None))
    return tuple(found)


def _tag_fits(wanted: str, column: str) -> bool:
    """Whether a column bears a hashtag with all the attributes that are wanted."""
    tag, *attributes = _parts(wanted)
    other, *held = _parts(column)
    return tag == other and set(attributes) <= set(held)


def _parts(tag: str) -> list[str]:
    return [part.strip().casefold() for part in tag.split("+")]


def _tagged(sheet: Sheet) -> Sheet:
    """The table with its columns named by the row of hashtags; raises MappingError where it has none."""
    if _is_tags(sheet.columns):
        return replace(sheet, columns=named_columns(["+".join(_parts(name)) for name in sheet.columns]))
    for number, line in enumerate(sheet.lines[:_TAGS_WITHIN]):
        if line.refused is None and _is_tags(line.cells):
            names = ["+".join(_parts(cell)) or column for cell, column in zip(line.cells, sheet.columns, strict=True)]
            return replace(sheet, columns=named_columns(names), lines=sheet.lines[number + 1 :])
    raise MappingError(
        f"The table has no row of HXL hashtags among its first {_TAGS_WITHIN} rows; use another mapping."
    )


def _is_tags(cells: Iterable[str]) -> bool:
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and all(_TAG.fullmatch(cell) for cell in said)


def _absent(mapping: Mapping, places: dict[str, int]) -> list[str]:
    """What the mapping reads and the table has not: the first of the columns that would do."""
    wanted = [
        mapping.key,
        *(told.columns for _, told in _all_told(mapping) if told.columns),
        *(figure.columns for figure in mapping.figures),
    ]
    lacking = [names[0] for names in wanted if names and not any(name in places for name in names)]
    if mapping.hxl or not lacking:
        return []
    told = list(dict.fromkeys(lacking))
    more = f" and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    return [f"The table has no column {', '.join(map(repr, told[:_TOLD]))}{more}, which the mapping reads."]


def _columns(
    mapping: Mapping, sheet: Sheet, places: dict[str, int], figures: tuple[FittedFigure, ...], key: tuple[int, ...]
) -> tuple[Column, ...]:
    """What each column becomes, in words."""
    said: dict[int, list[str]] = {at: [] for at in range(len(sheet.columns))}
    for fitted in figures:
        words = _figure_words(mapping, fitted.figure)
        for at, role in ((fitted.at, ""), (fitted.low, " (lower end)"), (fitted.high, " (upper end)")):
            if at is not None:
                said[at].append(f"{words}{role}")
    for name, told in _all_told(mapping):
        for column in told.columns:
            if column in places and name not in said[places[column]]:
                said[places[column]].append(name)
    for at in key:
        said[at].append("recognises the row")
    for name in mapping.where:
        said[places[name]].append("chooses rows")
    return tuple(Column(name, "; ".join(said[at]) or NOT_READ) for at, name in enumerate(sheet.columns))


def _all_told(mapping: Mapping) -> list[tuple[str, Told]]:
    shared = list(mapping.fields.told().items())
    return [*shared, *(pair for figure in mapping.figures for pair in figure.told().items())]


def _figure_words(mapping: Mapping, figure: Figure) -> str:
    """What a figure's claims say: "killed, children, period"."""
    told = {**mapping.fields.told(), **figure.told()}
    parts = (told.get(name) for name in ("metric", "group_kind", "scope", "basis"))
    words = (each.constant or f"[{', '.join(each.column)}]" for each in parts if each is not None)
    return f"figure: {', '.join(words)}"
