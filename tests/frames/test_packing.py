"""Packed frames: the same frame again, whatever rows are chosen; other bytes are no frame."""

import random
from datetime import UTC, datetime, timedelta

import pandas as pd
import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal, assert_index_equal

from claims.frames import pack_frame, unpack_frame
from claims.frames.table import FLAG, ID, NUMBER, SLUG, TEXT, TIME, Column, Table

KINDS = (("id", ID), ("metric", SLUG), ("low", NUMBER), ("quote", TEXT), ("late", FLAG), ("at", TIME))
SHAPE = Table(
    tuple(Column(name, dtype, "a test", lambda row, at=at: row[at]) for at, (name, dtype) in enumerate(KINDS))
)
Row = tuple[int, str | None, float | None, str | tuple[str, ...] | None, bool | None, datetime | None]


def make_rows(count: int, seed: int) -> list[Row]:
    chance = random.Random(seed)
    begin = datetime(2022, 1, 2, tzinfo=UTC)
    return [
        (
            chance.randrange(1_000_000),
            chance.choice(("killed", "injured", "détenus", None)),
            chance.choice((None, float(chance.randrange(90)), chance.random() * 1e18)),
            chance.choice((None, "", "»34 tués«", ("one; two", "three"), "\x00\n")),
            chance.choice((None, True, False)),
            chance.choice((None, begin + timedelta(microseconds=chance.randrange(10**12)))),
        )
        for _ in range(count)
    ]


def packed_rows(rows: list[Row]) -> bytes:
    packed = pack_frame(SHAPE.frame(rows))
    assert packed is not None
    return packed


def compressed(written: bytes) -> bytes:
    return len(written).to_bytes(8, "little") + bytes(pa.compress(written, codec="zstd"))


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    assert_frame_equal(found, expected, check_exact=True)
    assert_index_equal(found["metric"].cat.categories, expected["metric"].cat.categories, exact=True)


@pytest.mark.parametrize("count", [0, 1, 2, 300])
def test_a_frame_comes_back_as_it_was(count: int) -> None:
    rows = make_rows(count, count)
    kept = unpack_frame(SHAPE, packed_rows(rows))
    assert kept is not None
    assert_same(kept.frame(), SHAPE.frame(rows))
    assert_same(kept.of_metric("killed").frame(), SHAPE.frame(row for row in rows if row[1] == "killed"))
    some = {row[0] for row in rows[::3]} | {-1}
    assert_same(kept.among(("id",), some).frame(), SHAPE.frame(row for row in rows if row[0] in some))


def test_a_column_of_words_may_hold_none() -> None:
    rows: list[Row] = [(1, None, None, None, None, None), (2, None, None, None, None, None)]
    kept = unpack_frame(SHAPE, packed_rows(rows))
    assert kept is not None
    assert_same(kept.frame(), SHAPE.frame(rows))


def test_a_frame_made_again_can_be_changed() -> None:
    rows = make_rows(5, 2)
    kept = unpack_frame(SHAPE, packed_rows(rows))
    assert kept is not None
    frame, expected = kept.frame(), SHAPE.frame(rows)
    for each in (frame, expected):
        each.loc[:2, "id"], each.loc[2, "quote"], each.loc[1, "late"] = 7, "other", True
        each.loc[1:, "low"], each.loc[0, "at"], each.loc[0, "metric"] = 0.5, pd.Timestamp(0, tz="UTC"), None
    assert_same(frame, expected)


def with_a_word_that_is_not_there() -> bytes:
    """A dictionary of one word with a reference to an eighth."""
    frame = SHAPE.frame(make_rows(3, 3))
    columns = {name: pa.array(frame[name]) for name in frame.columns}
    made = pa.DictionaryArray.from_arrays(pa.array([0, 7, 0], pa.int8()), pa.array(["killed"]), safe=False)
    table = pa.table({**columns, "metric": made})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return compressed(sink.getvalue().to_pybytes())


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no frame at all",
        (2**62).to_bytes(8, "little") + b"claims to be large",
        compressed(b"five!"),
        (900).to_bytes(8, "little") + compressed(b"shorter")[8:],
        pack_frame(SHAPE.frame(make_rows(3, 3)).astype({"low": "string"})),
        with_a_word_that_is_not_there(),
    ],
    ids=["empty", "bytes", "large", "text", "short", "shape", "words"],
)
def test_other_bytes_are_no_frame(packed: bytes) -> None:
    assert unpack_frame(SHAPE, packed) is None


@pytest.mark.parametrize("seed", range(30))
def test_spoilt_bytes_are_no_frame_or_a_whole_one(seed: int) -> None:
    chance = random.Random(seed)
    packed = packed_rows(make_rows(20, 1))
    written = bytearray(pa.decompress(packed[8:], int.from_bytes(packed[:8], "little"), codec="zstd"))
    for _ in range(chance.randrange(1, 6)):
        written[chance.randrange(len(written))] = chance.randrange(256)
    kept = unpack_frame(SHAPE, compressed(bytes(written)))
    assert kept is None or list(kept.frame()) == SHAPE.names
