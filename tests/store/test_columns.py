"""The column types: exact, in order, and nothing a database can't hold."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, MetaData, Table, create_engine, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateTable

from claims.store.columns import Figure, Json, PageText, Time, storable, written_json

TABLE = Table(
    "kept",
    MetaData(),
    Column("figure", Figure),
    Column("time", Time),
    Column("text", PageText),
    Column("json", Json),
)
FIGURES = [
    "0",
    "0.5",
    "1",
    "1.1",
    "2.50",
    "9",
    "10",
    "999.999",
    "1000",
    "230000000",
    "9223372036854775807",
    "1E+20",
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    made = create_engine("sqlite://")
    TABLE.metadata.create_all(made)
    return made


def kept(engine: Engine, **values: object) -> tuple[object, ...]:
    """What comes back of a row."""
    with engine.connect() as connection:
        connection.execute(insert(TABLE).values(**values))
        return tuple(connection.execute(select(*(TABLE.c[name] for name in values))).one())


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_figure_comes_back_exact(engine: Engine, figure: Decimal) -> None:
    assert kept(engine, figure=figure) == (figure,)


@pytest.mark.parametrize("figure", ["1E+999999", "1E-999999", "12345678901234567890.123", "-0", "0E+99999"])
def test_a_hostile_figure_costs_nothing_and_comes_back(engine: Engine, figure: str) -> None:
    assert kept(engine, figure=Decimal(figure)) == (Decimal(figure),)


def test_figures_sort_and_add_up_in_sql(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(insert(TABLE), [{"figure": Decimal(figure)} for figure in reversed(FIGURES)])
        in_order = connection.execute(select(TABLE.c.figure).order_by(TABLE.c.figure)).scalars().all()
        over = connection.exec_driver_sql(
            "SELECT count(*), sum(figure) FROM kept WHERE figure BETWEEN 9 AND 1000"
        ).one()
    assert in_order == [Decimal(figure) for figure in FIGURES]
    assert tuple(over) == (4, 2018.999)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(-12, 12))
def test_a_moment_comes_back_to_the_microsecond(engine: Engine, moment: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    if datetime(2, 1, 1, tzinfo=UTC) < moment < datetime(9999, 1, 1, tzinfo=UTC):
        [back] = kept(engine, time=moment.astimezone(zone))
        assert (back, back.tzinfo) == (moment, UTC)  # type: ignore[attr-defined]


def test_a_moment_without_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="needs a zone"):
        kept(engine, time=datetime(2022, 1, 10))


def test_what_is_no_number_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="finite number"):
        kept(engine, figure=Decimal("NaN"))


@given(st.text(alphabet=st.characters()))
def test_text_keeps_its_length(engine: Engine, text: str) -> None:
    [back] = kept(engine, text=text)
    assert (back, len(back)) == (storable(text), len(text))  # type: ignore[arg-type]


def test_json_is_written_in_one_way(engine: Engine) -> None:
    value = {"b": [1, None, {"y": "\x00"}], "a": ("é",)}
    assert written_json(value) == '{"a":["é"],"b":[1,null,{"y":"\ufffd"}]}'
    assert kept(engine, json=value) == ({"a": ["é"], "b": [1, None, {"y": "\ufffd"}]},)


def test_postgresql_has_types_of_its_own() -> None:
    made = str(CreateTable(TABLE).compile(dialect=postgresql.dialect()))
    assert "figure NUMERIC" in made
    assert "time TIMESTAMP WITH TIME ZONE" in made
