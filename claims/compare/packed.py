"""Answers packed small, to be kept: their relations by the ids of the claims, whose figures are read again.

JSON, for a database may come from anyone: a column a field, each word once, compressed.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Self, TypeVar

from pydantic import model_validator

from claims.compare.disagreement import Because, Difference
from claims.compare.interval import Measured
from claims.compare.key import SeriesKey
from claims.compare.telling import SeriesTelling
from claims.records import Record

MOST = 2**28
"""Bytes of the largest answer that is kept, before it is compressed."""

R = TypeVar("R", bound=Record)


class PackedTies(Record):
    """Relations, a column a field; `kinds` and `because` count in the words of the whole, 0 is no claim."""

    kinds: tuple[int, ...]
    because: tuple[int, ...]
    earlier: tuple[int, ...]
    later: tuple[int, ...]
    other: tuple[int, ...]
    late: tuple[int, ...]
    more: tuple[int, ...]

    @model_validator(mode="after")
    def _are_whole(self) -> Self:
        return _of_one_length(self, *(getattr(self, name) for name in type(self).model_fields))


class PackedSeries(Record):
    """A series told: its claims in order, of each whether it was denied and how many relations it has."""

    key: SeriesKey
    claims: tuple[int, ...]
    ended: tuple[int, ...]
    counts: tuple[int, ...]
    ties: PackedTies
    beside: tuple[int, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if sum(self.counts) != len(self.ties.kinds) or min(self.counts, default=0) < 0:
            raise ValueError("relations are lacking")
        return _of_one_length(self, self.claims, self.ended, self.counts)


class PackedHistories(Record):
    """Every series of an answer."""

    words: tuple[str, ...]
    series: tuple[PackedSeries, ...]

    def of_metric(self, metric: str) -> "PackedHistories":
        """The answer as far as it is about one metric."""
        return self.model_copy(update={"series": tuple(each for each in self.series if each.key.metric == metric)})


class PackedDifferences(Record):
    """Figures that disagree, a column a field; a reason without `later` is written out, else a template."""

    words: tuple[str, ...]
    kinds: tuple[int, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]
    ratio: tuple[float | None, ...]
    more: tuple[int, ...]
    metric: tuple[int, ...]
    because: tuple[int, ...]
    later: tuple[int, ...]
    earlier: tuple[int, ...]
    other: tuple[int, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        return _of_one_length(self, *(getattr(self, name) for name in self._columns()))

    def of_metric(self, metric: str) -> "PackedDifferences":
        """The answer as far as it is about one metric."""
        return self._of_rows([row for row, word in enumerate(self.metric) if self.words[word] == metric])

    def worst(self, most: int, asked: AbstractSet[int] | None) -> tuple["PackedDifferences", int]:
        """The first so many pairs of which a claim is asked for, and how many such pairs there are."""
        if asked is None:
            return self.first_pairs(most), len(self.kinds)
        rows = [row for row, both in enumerate(zip(self.first, self.second, strict=True)) if not asked.isdisjoint(both)]
        return self._of_rows(rows[:most]), len(rows)

    def first_pairs(self, most: int) -> "PackedDifferences":
        """The first so many pairs."""
        return self._of_rows(range(min(most, len(self.kinds))))

    def _of_rows(self, rows: Sequence[int]) -> "PackedDifferences":
        columns = {name: getattr(self, name) for name in self._columns()}
        return self.model_copy(update={name: tuple(column[row] for row in rows) for name, column in columns.items()})

    @classmethod
    def _columns(cls) -> list[str]:
        return [name for name in cls.model_fields if name != "words"]


class PackedWorst(Record):
    """The figures that disagree worst, in order: of each metric so many pairs at `most`, and how many there are."""

    most: int
    counts: dict[str, int]
    worst: PackedDifferences

    def of_metric(self, metric: str) -> "PackedWorst":
        """The answer as far as it is about one metric."""
        counts = {metric: self.counts.get(metric, 0)}
        return self.model_copy(update={"counts": counts, "worst": self.worst.of_metric(metric)})


def pack_histories(told: Iterable[SeriesTelling]) -> bytes | None:
    """Histories as bytes."""
    words = _Words()
    series = tuple(_pack_series(each, words) for each in told)
    return as_bytes(PackedHistories.model_construct(words=tuple(words), series=series))


def _pack_series(told: SeriesTelling, words: "_Words") -> PackedSeries:
    ties = [tie for each in told.tellings for tie in each.ties]
    return PackedSeries.model_construct(
        key=told.key,
        claims=tuple(each.measured.figure.claim for each in told.tellings),
        ended=tuple(int(each.ended) for each in told.tellings),
        counts=tuple(len(each.ties) for each in told.tellings),
        beside=tuple(told.beside),
        ties=PackedTies.model_construct(
            kinds=tuple(words[tie.kind] for tie in ties),
            because=tuple(words[tie.because] for tie in ties),
            earlier=tuple(tie.earlier.figure.claim for tie in ties),
            later=tuple(tie.later.figure.claim for tie in ties),
            other=tuple(_id(tie.other) for tie in ties),
            late=tuple(int(tie.late) for tie in ties),
            more=tuple(tie.more for tie in ties),
        ),
    )


def pack_differences(found: Sequence[Difference]) -> bytes | None:
    """Figures that disagree as bytes."""
    return as_bytes(_pack_differences(found))


def pack_worst(found: Iterable[Difference], most: int) -> bytes | None:
    """Of figures that disagree, worst first, those of each metric up to a number, as bytes."""
    counts: Counter[str] = Counter()
    worst: list[Difference] = []
    for each in found:
        counts[each.metric] += 1
        if counts[each.metric] <= most:
            worst.append(each)
    return as_bytes(PackedWorst.model_construct(most=most, counts=dict(counts), worst=_pack_differences(worst)))


def _pack_differences(found: Sequence[Difference]) -> PackedDifferences:
    words = _Words()
    reasons = [each.because if isinstance(each.because, Because) else each.because() for each in found]
    named = [None if isinstance(reason, str) else reason for reason in reasons]
    return PackedDifferences.model_construct(
        kinds=tuple(words[each.kind] for each in found),
        first=tuple(each.first.figure.claim for each in found),
        second=tuple(each.second.figure.claim for each in found),
        ratio=tuple(each.ratio for each in found),
        more=tuple(each.more for each in found),
        metric=tuple(words[each.metric] for each in found),
        because=tuple(words[reason if isinstance(reason, str) else reason.template] for reason in reasons),
        later=tuple(_id(reason.later if reason else None) for reason in named),
        earlier=tuple(_id(reason.earlier if reason else None) for reason in named),
        other=tuple(_id(reason.other if reason else None) for reason in named),
        words=tuple(words),
    )


def unpack(kind: type[R], packed: bytes) -> R | None:
    """The answer; None where the bytes hold none."""
    try:
        return kind.model_validate_json(zlib.decompressobj().decompress(packed, MOST))
    except (zlib.error, ValueError):
        return None


def as_bytes(packed: Record) -> bytes | None:
    """An answer as it is kept; None for one that is too large."""
    written = packed.model_dump_json().encode()
    return zlib.compress(written, 1) if len(written) <= MOST else None


class _Words(dict[str, int]):
    """Words by number, each as often as it comes but once."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


def _id(measured: Measured | None) -> int:
    return measured.figure.claim if measured else 0


def _of_one_length(record: R, *columns: Sequence[object]) -> R:
    if len({len(column) for column in columns}) > 1:
        raise ValueError("columns are of unlike length")
    return record
