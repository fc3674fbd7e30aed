"""Claims as lines of CSV straight from the database's rows: the same bytes as cell by cell, in a part of the time.

Cells that stand side by side and come again together (a metric with its group and place; who spoke, through whom and
for which outlet) are written once and remembered. `claims.exchange.csv` says what a cell is; tests compare the bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any, TypeAlias

from claims.compare import figure_in_words
from claims.exchange.csv import LED, Lines, cell, lines
from claims.frames import CLAIMS, ClaimBatches
from claims.store.flat import FLAT, STEP_END, FlatRows, Remembered, read_figure, told_by

_Part: TypeAlias = Callable[[Iterable[Any]], Iterable[str]]
"""Writes the same cells of many rows: from the values of one column, or from tuples of those of several."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = 60_000_000
"""In microseconds, as is the day."""
_DAY = 1_440 * _MINUTE


def claim_lines(claims: ClaimBatches) -> Iterator[Lines]:
    """The claims as lines of CSV without a header, in the columns of `claims.frames.CLAIMS`; raises as they do."""
    if claims.filters.as_stored_at is not None:
        return lines(CLAIMS, claims)
    return claims.store.flat(claims.filters, _Writing())


class _Writing:
    """Makes lines of flat rows."""

    def __init__(self) -> None:
        self._days = Remembered(lambda day: (_EPOCH + timedelta(days=day)).date().isoformat())
        self._minutes = Remembered(lambda minute: f"T{minute // 60:02}:{minute % 60:02}")
        self._seconds = Remembered(_second)
        self._moments = Remembered(self._moment)
        self._exactness = Remembered(lambda how: cell(how.split()[0]) if how else "")
        self._told = Remembered(_who)
        self._outlets = Remembered(_outlet)
        parts: tuple[tuple[str, str, _Part], ...] = (
            ("id", "id", _numbers),
            ("uid", "uid", _texts),
            ("event", "event", _again(Remembered(_cell))),
            ("metric", "location", _again(Remembered(_what))),
            ("qualifier", "number", _again(Remembered(_figure))),
            ("quote", "quote", _texts),
            ("translation", "translation", _texts),
            ("chain", "body_side", self._attributed),
            ("said_at", "as_of_how", self._spoken),
            ("occurred_from", "by", _again(Remembered(self._which))),
            ("posted_at", "known_until", self._public),
            ("headline", "headline", _texts),
            ("url", "url", _texts),
            ("start", "start", _numbers),
            ("number_start", "number_start", _numbers),
            ("captured_at", "captured_at", _again(self._moments)),
            ("capture_sha256", "capture_sha256", _texts),
            ("status", "extractor", _again(Remembered(_line))),
            ("deleted_at", "deleted_at", _again(self._moments)),
        )
        self._parts = [(itemgetter(_place(first, last)), write) for first, last, write in parts]

    def __call__(self, rows: FlatRows) -> Lines:
        """The lines of rows."""
        columns = [write(map(read, rows)) for read, write in self._parts]
        return len(rows), "\r\n".join((*map(",".join, zip(*columns, strict=True)), ""))

    def _moment(self, at: int | None) -> str:
        """ISO 8601, put together from days, minutes of a day and seconds, which come again when a moment does not."""
        if at is None:
            return ""
        return f"{self._days[at // _DAY]}{self._minutes[at % _DAY // _MINUTE]}{self._seconds[at % _MINUTE]}"

    def _spoken(self, rows: Iterable[Any]) -> list[str]:
        at, exact = self._moments, self._exactness
        return [f"{at[said]},{exact[how]},{at[as_of]},{exact[so]}" for said, how, as_of, so in rows]

    def _public(self, rows: Iterable[Any]) -> list[str]:
        at, exact = self._moments, self._exactness
        return [f"{at[posted]},{exact[how]},{at[begin]},{at[end]}" for posted, how, begin, end in rows]

    def _which(self, row: Sequence[Any]) -> str:
        """When the counted things happened, what the figure covers, on which grounds, and who did it."""
        begin, how, end, so, scope, first, last, part_of, counting, basis, certainty, by = row
        at, exact = self._moments, self._exactness
        happened = f"{at[begin]},{exact[how]},{at[end]},{exact[so]}"
        grounds = _line((part_of, counting, basis, certainty, by))
        return f"{happened},{_cell(scope)},{at[first]},{at[last]},{grounds}"

    def _attributed(self, rows: Iterable[Any]) -> Iterator[str]:
        """Who spoke, and who published: remembered apart, for every speaker meets every outlet."""
        told, outlets = self._told, self._outlets
        for chain, source, body, side, body_side in rows:
            steps, _, last = (chain or "").rpartition(STEP_END)
            outlet = outlets[last]
            speaker, another = told[chain if outlet is None else steps, source, body, side, body_side]
            if outlet is not None and another:  # two publish, so that the steps are told together
                speaker, another = told[chain, source, body, side, body_side]
                outlet = None
            yield f"{speaker},{another if outlet is None else outlet}"


def _place(first: str, last: str) -> int | slice:
    begin, end = FLAT.index(first), FLAT.index(last)
    return begin if begin == end else slice(begin, end + 1)


def _second(microseconds: int) -> str:
    second, rest = divmod(microseconds, 1_000_000)
    return f":{second:02}.{rest:06}Z" if rest else f":{second:02}Z"


def _again(written: Remembered) -> _Part:
    return lambda values: map(written.__getitem__, values)


def _numbers(values: Iterable[int]) -> Iterable[str]:
    return map(str, values)


def _texts(values: Iterable[str | None]) -> Iterable[str]:
    """Texts of which each stands alone; most need no mark, which is seen without a call."""
    return [
        text
        if text and text[0] not in LED and not ("," in text or '"' in text or "\n" in text or "\r" in text)
        else _cell(text)
        for text in values
    ]


def _cell(value: object) -> str:
    """A cell as the csv module writes it, between marks where it must be."""
    text = cell(value)
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _line(values: Iterable[object]) -> str:
    return ",".join(map(_cell, values))


def _what(row: Sequence[Any]) -> str:
    """What is counted and where; whether the place was assumed is a flag."""
    *told, assumed, location = row
    return _line((*told, bool(assumed), location))


def _figure(row: Sequence[Any]) -> str:
    qualifier, low, high, vague, currency, number = row
    value, value_high = read_figure(low), read_figure(high)
    words = figure_in_words(qualifier, value, value_high, number, currency)
    return _line((words, value, value_high, qualifier, vague, currency, number))


def _who(row: Sequence[Any]) -> tuple[str, str]:
    """Who spoke and for whom, the verb, and who passed it on; and who published it."""
    chain, source, body, side, body_side = row
    told = told_by(chain)
    speaker = _line((told.speaker, source, body or source, side or body_side, told.verb, told.denied, told.via))
    return speaker, _cell(told.publisher)


def _outlet(step: str) -> str | None:
    """Who published it, by a step that tells nothing else."""
    told = told_by(step)
    return None if told.publisher is None or told.denied else _cell(told.publisher)
