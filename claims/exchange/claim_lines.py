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
from claims.store.flat import FLAT, FlatRows, Remembered, moment_of, read_figure, told_by

_Part: TypeAlias = Callable[[Iterable[Any]], Iterable[str]]
"""Writes the same cells of many rows: from the values of one column, or from tuples of those of several."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000
_DAY = 86_400


def claim_lines(claims: ClaimBatches) -> Iterator[Lines]:
    """The claims as lines of CSV without a header, in the columns of `claims.frames.CLAIMS`; raises as they do."""
    if claims.filters.as_stored_at is not None:
        return lines(CLAIMS, claims)
    return claims.store.flat(claims.filters, _Writing())


class _Writing:
    """Makes lines of flat rows."""

    def __init__(self) -> None:
        self._days = Remembered(lambda day: (_EPOCH + timedelta(days=day)).date().isoformat())
        self._times = Remembered(lambda second: f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z")
        self._moments = Remembered(self._moment)
        self._exactness = Remembered(lambda how: cell(how.split()[0]) if how else "")
        at = _again(self._moments)
        parts: tuple[tuple[str, str, _Part], ...] = (
            ("id", "id", _numbers),
            ("uid", "uid", _texts),
            ("event", "event", _again(Remembered(_cell))),
            ("metric", "location", _again(Remembered(_what))),
            ("qualifier", "number", _again(Remembered(_figure))),
            ("quote", "quote", _texts),
            ("translation", "translation", _texts),
            ("chain", "body_side", _again(Remembered(_who))),
            ("said_at", "as_of_how", self._spoken),
            ("occurred_from", "by", _again(Remembered(self._which))),
            ("posted_at", "known_until", self._public),
            ("headline", "headline", _texts),
            ("url", "url", _texts),
            ("start", "start", _numbers),
            ("number_start", "number_start", _numbers),
            ("captured_at", "captured_at", at),
            ("capture_sha256", "capture_sha256", _texts),
            ("status", "extractor", _again(Remembered(_line))),
            ("deleted_at", "deleted_at", at),
        )
        self._parts = [(itemgetter(_place(first, last)), write) for first, last, write in parts]

    def __call__(self, rows: FlatRows) -> Lines:
        """The lines of rows."""
        columns = [write(map(read, rows)) for read, write in self._parts]
        return len(rows), "".join(f"{line}\r\n" for line in map(",".join, zip(*columns, strict=True)))

    def _moment(self, stored: int | None) -> str:
        if stored is None:
            return ""
        second, rest = divmod(stored, _SECOND)
        if rest:
            return cell(moment_of(stored))
        day, second = divmod(second, _DAY)
        return f"{self._days[day]}{self._times[second]}"

    def _spoken(self, rows: Iterable[Any]) -> Iterable[str]:
        at, exact = self._moments, self._exactness
        return [f"{at[said]},{exact[how]},{at[as_of]},{exact[so]}" for said, how, as_of, so in rows]

    def _public(self, rows: Iterable[Any]) -> Iterable[str]:
        at, exact = self._moments, self._exactness
        return [f"{at[posted]},{exact[how]},{at[begin]},{at[end]}" for posted, how, begin, end in rows]

    def _which(self, row: Sequence[Any]) -> str:
        """When the counted things happened, what the figure covers, on which grounds, and who did it."""
        begin, how, end, so, scope, period_from, period_to, *more = row
        at, exact = self._moments, self._exactness
        happened = f"{at[begin]},{exact[how]},{at[end]},{exact[so]}"
        return f"{happened},{_cell(scope)},{at[period_from]},{at[period_to]},{_line(more)}"


def _place(first: str, last: str) -> int | slice:
    begin, end = FLAT.index(first), FLAT.index(last)
    return begin if begin == end else slice(begin, end + 1)


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


def _who(row: Sequence[Any]) -> str:
    """Who spoke and for whom, the verb, who passed it on and who published it."""
    chain, source, body, side, body_side = row
    told = told_by(chain)
    return _line(
        (told.speaker, source, body or source, side or body_side, told.verb, told.denied, told.via, told.publisher)
    )
