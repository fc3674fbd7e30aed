"""Claims as lines of CSV: the same bytes as cell by cell, whatever the cells hold and whatever people decided."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlmodel import col

import claims
from claims.exchange.csv import lines, write_csv, write_csv_lines
from claims.exchange.files import Rows, write_rows
from claims.frames import CLAIMS
from claims.records import Event
from claims.store.rows import AttributionRow, ClaimRow, EntryRow

PAGE = """Flood in Orle

10 January 2022 18:39

At least 26 people were killed in Orle, the Interior Ministry said. The Red Lantern Trust put the dead at 31.
About 4.5 million euros of damage was done, the Harbour Board said. Dozens were detained, the Hill Trust said.

11 January 2022 07:05

The dead now number 40 to 45, the Interior Ministry said. Two people were injured on 9 January.
"""
HOSTILE = (
    "=cmd()",
    "\t1",
    '"',
    ",",
    "a\r\nb",
    "\r",
    "\n",
    "'",
    "",
    "+1,2",
    "\ufffd\U0001f300",
    "＝1",
    "\x1f",
    "a\x00b",
)
TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=8)
WHEN = datetime(2022, 1, 10, 18, 39, tzinfo=UTC)
MOMENTS = st.none() | st.just(WHEN) | st.datetimes(timezones=st.just(UTC))
FIGURES = st.none() | st.decimals(-(10**21), 10**21, places=2) | st.integers(0, 10**6).map(Decimal)
TIMED = ("said_at", "as_of", "occurred_from", "occurred_to", "period_from", "period_to", "posted_at")
GIVEN = ("quote", "number", "rule")
OPEN = ("translation", "group", "group_resolved", "location", "place", "by", "extractor")
CLAIM = st.fixed_dictionaries(
    {
        **dict.fromkeys(GIVEN, TEXTS),
        **dict.fromkeys(OPEN, st.none() | TEXTS),
        **dict.fromkeys(("value", "value_high"), FIGURES),
        **dict.fromkeys(TIMED[:-1], MOMENTS),
        "place_assumed": st.booleans(),
        "confidence": st.floats(0, 1).map(abs),
        "part_of_id": st.none() | st.just(1),
    }
)
STEP = st.fixed_dictionaries(
    {"name": TEXTS, "verb": st.none() | TEXTS, "stance": st.sampled_from(("states", "denies"))}
)
ENTRY = st.fixed_dictionaries({"headline": st.none() | TEXTS, "posted_at": MOMENTS})


@pytest.fixture
def database(tmp_path: Any) -> Iterator[Any]:
    with filled(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with filled(tmp_path_factory.mktemp("lines")) as opened:
        yield opened


def filled(folder: Any) -> Any:
    (folder / "flood.txt").write_text(PAGE, encoding="utf-8")
    opened = claims.open(folder / "claims.db")
    opened.store.put_event(Event(slug="flood", title="Flood in Orle"))
    opened.ingest(folder / "flood.txt", event="flood", published="2022-01-11", publisher="The Orle Post")
    return opened


def quickly(database: Any, **asked: Any) -> str:
    stream = io.BytesIO()
    write_rows(Rows(CLAIMS, database.claim_batches(**asked), {}), stream, "csv")
    return stream.getvalue().decode()


def by_record(database: Any, **asked: Any) -> str:
    stream = io.StringIO(newline="")
    write_csv(CLAIMS, database.stored_claims(**asked), stream)
    return stream.getvalue()


def by_cell(database: Any, **asked: Any) -> str:
    stream = io.StringIO(newline="")
    write_csv_lines(CLAIMS, lines(CLAIMS, database.claim_batches(**asked)), stream)
    return stream.getvalue()


def put(database: Any, row: Any, of: Any, values: dict[str, Any]) -> None:
    exact = {f"{name}_how": "minute assumed" if at else None for name, at in values.items() if name in TIMED}
    with database.store._engine.begin() as connection:
        connection.execute(update(row).where(of).values({**values, **exact}))


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(CLAIM, STEP, ENTRY), min_size=2, max_size=2))
def test_any_cell_is_written_as_it_is_by_itself(lasting: Any, held: list[Any]) -> None:
    for number, (claim, step, entry) in zip((1, 2), held, strict=True):
        put(lasting, ClaimRow, col(ClaimRow.id) == number, claim)
        put(lasting, AttributionRow, col(AttributionRow.claim_id) == number, step)
        put(lasting, EntryRow, col(EntryRow.id) == number, entry)
    assert quickly(lasting, standing=False) == by_cell(lasting, standing=False)


def decided(database: Any) -> None:
    first, second, third, fourth, *_ = (claim.id for claim in database.stored_claims())
    database.decide(first, "amend", who="ana", why="=misread", fields={"value": "27", "translation": "=27, they say"})
    database.decide(second, "reject", who="ana", why="not the dead")
    database.decide(third, "rank", who="ana", why="best", fields={"rank": "preferred"})
    database.decide(fourth, "retract", who="ana", why="taken back")
    database.merge_sources("red-lantern-trust", "interior-ministry", who="ana")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"event": "flood"},
        {"metric": "killed", "standing": False},
        {"source": "Interior Ministry"},
        {"since": "2022-01-11"},
        {"as_known_at": "2022-01-10"},
        {"as_stored_at": "2100-01-01"},
        {"text": "harbour"},
        {"reviewed": True, "standing": False},
        {"metric": "displaced"},
    ],
)
def test_what_people_decided_is_written_as_the_records_say(database: Any, asked: dict[str, Any]) -> None:
    assert quickly(database, **asked) == by_record(database, **asked)
    decided(database)
    assert quickly(database, **asked) == by_record(database, **asked)


def test_a_claim_moved_to_another_event_is_written_under_it(database: Any) -> None:
    database.store.put_event(Event(slug="other", title="Another"))
    database.move([database.stored_claims()[0].id], to="other", who="ana")
    assert len(quickly(database, event="other").splitlines()) == 2
    assert quickly(database) == by_record(database)


def test_a_claim_that_nobody_dated_comes_last(database: Any) -> None:
    put(database, ClaimRow, col(ClaimRow.id) == 1, {"said_at": None})
    written = quickly(database)
    assert written == by_record(database)
    assert written.splitlines()[-1].startswith("1,")
