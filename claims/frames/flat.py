"""Claims as columns in the order of `CLAIMS`, batch after batch: the same values without a record for each claim."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from claims.compare import figure_in_words
from claims.frames.claims import CLAIMS
from claims.frames.table import Table
from claims.records import Filters

if TYPE_CHECKING:
    from claims.store import Store

Batch: TypeAlias = Sequence[Sequence[Any]]
"""Some rows of a table as columns, in the table's order."""

_AT_ONCE = 1_000
"""Rows of a batch."""


def batches(table: Table, records: Iterable[Any]) -> Iterator[Batch]:
    """Records as columns of a table, some rows at a time."""
    rows: list[tuple[Any, ...]] = []
    for record in records:
        rows.append(tuple(column.read(record) for column in table.columns))
        if len(rows) == _AT_ONCE:
            yield tuple(zip(*rows, strict=True))
            rows.clear()
    if rows:
        yield tuple(zip(*rows, strict=True))


@dataclass(frozen=True, slots=True)
class ClaimBatches:
    """The claims of a store that fit, as columns of `CLAIMS` in the order of `Store.claims`; they raise as it does."""

    store: "Store"
    filters: Filters

    def __iter__(self) -> Iterator[Batch]:
        """Some claims at a time, read from the database as they are asked for."""
        if self.filters.as_stored_at is not None:
            yield from batches(CLAIMS, self.store.claims(self.filters))
            return
        from claims.store.flat import FlatColumns

        for found in self.store.flat(self.filters, FlatColumns()):
            yield [_READ[name](found) if name in _READ else found[name] for name in CLAIMS.names]


@lru_cache(4096)
def _exactness(how: str | None) -> str | None:
    return how.split()[0] if how else None


def _exact(name: str) -> Callable[[Mapping[str, Sequence[Any]]], Sequence[Any]]:
    return lambda found: list(map(_exactness, found[f"{name}_how"]))


_figure = lru_cache(4096)(figure_in_words)


def _figures(found: Mapping[str, Sequence[Any]]) -> Sequence[str]:
    parts = (found[name] for name in ("qualifier", "value", "value_high", "number", "currency"))
    return list(map(_figure, *parts))


_READ: Mapping[str, Callable[[Mapping[str, Sequence[Any]]], Sequence[Any]]] = {
    "figure": _figures,
    "part_of": lambda found: found["part_of_id"],
    **{f"{name}_exactness": _exact(name) for name in ("said_at", "as_of", "occurred_from", "occurred_to", "posted_at")},
}
"""The columns that are not in the database under their own name."""
