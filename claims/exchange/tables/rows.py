"""Rows of a table as entries and claims: the row as a CSV line is the text, each cell with a figure a quote."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from claims import gazetteer
from claims.exchange.tables.cells import Number, UnreadableError, read_day, read_number, read_parts
from claims.exchange.tables.fitting import Fitted, FittedFigure
from claims.exchange.tables.mapping import Told
from claims.exchange.tables.sheet import Line
from claims.quoting import neighbours
from claims.records import Attribution, Claim, Entry, Event, Moment
from claims.vocabulary import Metric, Vocabulary

_LONGEST_KEY = 200
"""Characters of a row's key; of a longer one the rest is hashed."""
_LONGEST_NAME = 200
"""Characters of a name in a row's chain."""
_MOMENTS = ("said_at", "as_of", "occurred_from", "occurred_to", "period_from", "period_to")
_CHAIN = ("speaker", "relay", "publisher")
_TO_QUOTE = (",", '"', "\r", "\n")


@dataclass(slots=True)
class ReadRow:
    """What a row came to: its key and text with its claims, and what of it could not be read."""

    key: str
    text: str
    claims: list[Claim] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    """What contradicts itself and was kept as it is written."""


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as a CSV line, and where in it each cell stands, without its quotation marks."""

    text: str
    spans: Mapping[int, tuple[int, int]]


class Rows:
    """Reads the rows of a table by a mapping; `published` dates what names no day."""

    def __init__(
        self, fitted: Fitted, event: Event, vocabulary: Vocabulary, publisher: str | None, published: Moment | None
    ) -> None:
        self._fitted = fitted
        self._mapping = fitted.mapping
        self._event = event
        self._vocabulary = vocabulary
        self._publisher = publisher
        self._published = published
        self._zone: tzinfo = ZoneInfo(event.zone)
        self._empty = frozenset(word.casefold() for word in self._mapping.empty)
        self._vague = {spelling: slug for slug, spellings in vocabulary.vague.items() for spelling in spellings}
        self._shared = self._mapping.fields.told()
        self._own = [fitted.figure.told() for fitted in fitted.figures]

    def wanted(self, line: Line) -> bool:
        """Whether the mapping chooses the row."""
        cells, places = line.cells, self._fitted.places
        return all(cells[places[name]].strip() in words for name, words in self._mapping.where.items())

    def refusal(self, line: Line) -> str | None:
        """Why the row is refused as a whole, where it is."""
        if line.refused is not None:
            return line.refused
        for refusal in self._mapping.refuse:
            at = self._fitted.places.get(refusal.column)
            if at is not None and line.cells[at].strip() in refusal.equals:
                return refusal.why
        return None

    def read(self, line: Line) -> ReadRow:
        """What a row comes to."""
        row = written_row(line.cells, self._fitted.text)
        read = ReadRow(self._key(line, row), row.text)
        try:
            shared = {name: self._field(name, told, line.cells) for name, told in self._shared.items()}
        except UnreadableError as error:
            read.refused.append(f"{error} No figure of the row was read.")
            return read
        for fitted, told in zip(self._fitted.figures, self._own, strict=True):
            try:
                own = {name: self._field(name, each, line.cells) for name, each in told.items()}
                for number, span in self._numbers(fitted, line.cells, row, read):
                    read.claims.append(self._claim(row.text, span, number, {**shared, **own}, fitted))
            except UnreadableError as error:
                read.refused.append(str(error))
        return read

    def _key(self, line: Line, row: RowText) -> str:
        cells = [line.cells[at].strip() for at in self._fitted.key]
        key = " | ".join(cells) if any(cells) else f"row {sha256(row.text.encode(errors='replace')).hexdigest()[:16]}"
        if len(key) <= _LONGEST_KEY:
            return key
        return f"{key[:100]} {sha256(key.encode(errors='replace')).hexdigest()[:16]}"

    def _name(self, at: int) -> str:
        return self._fitted.sheet.columns[at]

    def _is_empty(self, cell: str) -> bool:
        return cell.strip().casefold() in self._empty

    # Fields

    def _field(self, name: str, told: Told, cells: Sequence[str]) -> Any:
        """What a field is in this row; raises UnreadableError."""
        if name == "place":
            return self._place(told, cells)
        if name in _MOMENTS:
            return self._moment(told, cells)
        word = self._word(told, cells)
        if word is None:
            return None
        if name == "metric" and word not in self._vocabulary.metrics:
            raise UnreadableError(f"{word!r} is no metric; the mapping may say what it means.")
        if name == "group_kind" and word not in self._vocabulary.groups:
            raise UnreadableError(f"{word!r} is no standard group; the mapping may say what it means.")
        if name == "currency" and word not in self._vocabulary.currencies:
            raise UnreadableError(f"{word!r} is no currency; the mapping may say what it means.")
        if name in _CHAIN:
            parts = word.split(told.split) if told.split else [word]
            return tuple(dict.fromkeys(part.strip()[:_LONGEST_NAME] for part in parts if part.strip()))
        return word

    def _word(self, told: Told, cells: Sequence[str]) -> str | None:
        """The word that a field is told by; raises UnreadableError for one whose meaning nothing says."""
        if told.constant is not None:
            return told.constant or None
        for column in told.column:
            at = self._fitted.places.get(column)
            if at is None:
                continue
            cell = cells[at].strip()
            if told.values is not None and (meant := told.values.get(cell.casefold())) is not None:
                return meant or None
            if self._is_empty(cell):
                continue
            if told.values is None:
                return cell
            if told.otherwise is None:
                raise UnreadableError(
                    f"{self._name(at)!r} holds {cell[:60]!r}, and the mapping does not say what it means."
                )
            return told.otherwise or None
        return told.otherwise or None

    def _moment(self, told: Told, cells: Sequence[str]) -> Moment | None:
        if told.parts:
            year, month, day = ([*(self._cell(name, cells) for name in told.parts), "", ""])[:3]
            if not year:
                return None
            if not month:
                return Moment(at=read_parts(year, "1", "1").at, exactness="unknown")
            return self._dated(told.parts[0], year, lambda: read_parts(year, month, day))
        if told.constant is not None:
            return self._dated("the mapping", told.constant, lambda: self._day(told, told.constant or ""))
        for name in told.column:
            if cell := self._cell(name, cells):
                return self._dated(name, cell, partial(self._day, told, cell))
        return None

    def _day(self, told: Told, cell: str) -> Moment:
        return read_day(cell, told.formats, self._zone, told.days)

    def _dated(self, name: str, cell: str, read: Callable[[], Moment]) -> Moment:
        try:
            return read()
        except UnreadableError as error:
            raise UnreadableError(f"{name!r} holds {cell[:60]!r}, which {error}") from None

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        at = self._fitted.places.get(name)
        return "" if at is None or self._is_empty(cells[at]) else cells[at].strip()

    def _place(self, told: Told, cells: Sequence[str]) -> tuple[str | None, str | None]:
        """The gazetteer's key and the words of a place: the first of the columns that it knows."""
        named = [told.constant] if told.constant else [self._cell(name, cells) for name in told.column]
        words = tuple(word for word in named if word)
        return _known_place(words), words[0] if words else None

    # Figures

    def _numbers(
        self, fitted: FittedFigure, cells: Sequence[str], row: RowText, read: ReadRow
    ) -> list[tuple[Number, tuple[int, int]]]:
        """The figures of a row's cells for one figure of the mapping, each with its span in the row's text."""
        best = self._number(fitted.at, cells)
        low, high = self._number(fitted.low, cells), self._number(fitted.high, cells)
        found = []
        if best is not None and fitted.at is not None:
            found.append((best, row.spans[fitted.at]))
        ends = [row.spans[at] for at, end in ((fitted.low, low), (fitted.high, high)) if at is not None and end]
        if ends:
            span = min(start for start, _ in ends), max(end for _, end in ends)
            found.append((_range(low, high, span[1] - span[0]), span))
            read.odd.extend(self._odd(fitted, best, low, high))
        return found

    def _number(self, at: int | None, cells: Sequence[str]) -> Number | None:
        if at is None or self._is_empty(cells[at]):
            return None
        try:
            return read_number(cells[at], self._mapping.decimal, self._vague)
        except UnreadableError as error:
            raise UnreadableError(f"{self._name(at)!r} holds {cells[at][:60]!r}, which {error}") from None

    def _odd(self, fitted: FittedFigure, best: Number | None, low: Number | None, high: Number | None) -> list[str]:
        """What a row says that contradicts itself; it is kept as it is."""
        ends = [end.value for end in (low, high) if end is not None and end.value is not None]
        told = []
        if low and high and low.value is not None and high.value is not None and high.value < low.value:
            names = (self._name(fitted.high or 0), self._name(fitted.low or 0))
            told.append(f"{names[0]!r}, {high.value}, lies below {names[1]!r}, {low.value}; both were kept as written.")
        if best and best.value is not None and len(ends) == 2 and not min(ends) <= best.value <= max(ends):
            told.append(
                f"{self._name(fitted.at or 0)!r}, {best.value}, lies outside {min(ends)} to {max(ends)}; all were kept."
            )
        return told

    def _claim(
        self, text: str, span: tuple[int, int], number: Number, fields: Mapping[str, Any], fitted: FittedFigure
    ) -> Claim:
        """A figure as a claim; raises UnreadableError where the fields don't go together."""
        metric = self._metric(fields)
        factor = Decimal(fitted.figure.factor or 1)
        told = {name: value for name, value in fields.items() if value is not None and name not in (*_CHAIN, "place")}
        given = {
            "said_at": self._published,
            "counting": metric.counting,
            "group_resolved": fields.get("group"),
            **told,
            **_quoted(text, span, number),
            **self._placed(fields),
            "qualifier": number.qualifier or told.get("qualifier", "exact"),
            "vague_word": number.vague_word,
            "value": number.value if number.value is None else _times(number.value, factor),
            "value_high": None if number.high is None else _times(number.high, factor),
            "chain": self._chain(fields),
            "rule": "table",
            "confidence": 1.0,
        }
        try:
            return Claim.model_validate(given)
        except ValidationError as error:
            wrong = error.errors()[0]
            raise UnreadableError(f"{wrong['loc'][0]} can't be {str(wrong['input'])[:60]!r}: {wrong['msg']}.") from None

    def _metric(self, fields: Mapping[str, Any]) -> Metric:
        """What a row counts; raises UnreadableError where it names no metric, or a currency of what is no money."""
        metric = self._vocabulary.metrics.get(fields.get("metric") or "")
        if metric is None:
            raise UnreadableError("The row names no metric.")
        if (metric.counts == "money") != bool(fields.get("currency")):
            what = "names no currency" if metric.counts == "money" else f"counts {metric.counts}, no money"
            raise UnreadableError(f"{metric.slug} {what}; mend the mapping.")
        return metric

    def _placed(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Where a figure holds: where the row names no place, the event's is assumed."""
        place, words = fields.get("place") or (None, None)
        location = fields.get("location") or words
        if "place" not in fields and location is not None:
            place = _known_place((location,))  # of a place that nobody knows, the figure is not the whole event's
        assumed = "place" not in fields and location is None
        return {"location": location, "place": self._event.place if assumed else place, "place_assumed": assumed}

    def _chain(self, fields: Mapping[str, Any]) -> tuple[Attribution, ...]:
        """Who says the figure: the speaker, those who passed it on, the publisher last."""
        publisher = fields.get("publisher") or ((self._publisher,) if self._publisher else ())
        named = (("speaker", (fields.get("speaker") or ())[:1]), ("relay", fields.get("relay") or ()))
        steps = [(role, name) for role, names in (*named, ("publisher", publisher[:1])) for name in names]
        return tuple(_step(role, name) for role, name in steps)


def _quoted(text: str, span: tuple[int, int], number: Number) -> dict[str, Any]:
    """The words of a figure in its row: quote, number and what stands around them."""
    start, end = span
    prefix, suffix = neighbours(text, start, end)
    return {
        "quote": text[start:end],
        "start": start,
        "number": text[start + number.start : start + number.end],
        "number_start": start + number.start,
        "prefix": prefix,
        "suffix": suffix,
    }


@lru_cache(maxsize=20_000)
def _step(role: Any, name: str) -> Attribution:
    return Attribution(role=role, name=name, words=name)


def _times(value: Decimal, factor: Decimal) -> Decimal:
    product = value * factor
    return Decimal(int(product)) if product == product.to_integral_value() else product


def _range(low: Number | None, high: Number | None, length: int) -> Number:
    """The figure of two ends, of which one may be missing."""
    if low is None or low.value is None:
        return Number(0, length, high.value if high else None, None, "at_most")
    if high is None or high.value is None:
        return Number(0, length, low.value, None, "at_least")
    return Number(0, length, low.value, high.value, "range")


def written_row(cells: Sequence[str], columns: Sequence[int]) -> RowText:
    """Some cells of a row as a CSV line (RFC 4180), with the span of each."""
    parts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    at = 0
    for column in columns:
        cell = cells[column]
        quoted = any(mark in cell for mark in _TO_QUOTE)
        part = '"' + cell.replace('"', '""') + '"' if quoted else cell
        spans[column] = (at + quoted, at + len(part) - quoted)
        parts.append(part)
        at += len(part) + 1
    return RowText(",".join(parts), spans)


@lru_cache(maxsize=20_000)
def _known_place(words: tuple[str, ...]) -> str | None:
    """The place that some words name, the narrowest first; narrower ones must lie in the country of the widest."""
    widest = next((found for word in reversed(words) if (found := _find(word, None))), None)
    if widest is None:
        return None
    for word in words:
        found = _find(word, widest.country)
        if found is not None and found.country == widest.country:
            return found.key
    return widest.key


def _find(word: str, country: str | None) -> gazetteer.Place | None:
    """The place of a name, also of one with another in parentheses or behind a comma: "Myanmar (Burma)"."""
    bare, _, rest = word.partition("(")
    for name in (word, bare.partition(",")[0], rest.rstrip(") ")):
        if name.strip() and (found := gazetteer.find(name.strip(), country)):
            return found
    return None


def entry_of(key: str, text: str, start: int, published: Moment | None) -> Entry:
    """A row as an entry."""
    return Entry(key=key, kind="row", text=text, start=start, posted_at=published)
