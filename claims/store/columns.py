"""The column types that SQLite and PostgreSQL must agree on: moments, figures, text from pages, JSON."""

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Numeric, String, Text
from sqlalchemy.types import TIMESTAMP, TypeDecorator, TypeEngine, UserDefinedType

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# PostgreSQL refuses NUL in text, and neither database stores a lone surrogate.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INTEGERS = 2**63


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD; as long as before, so that offsets still fit."""
    return _UNSTORABLE.sub("\ufffd", text)


class Time(TypeDecorator[datetime]):
    """A moment: integer microseconds since 1970 UTC on SQLite, timestamptz elsewhere; naive values are refused."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite has no type for moments."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else TIMESTAMP(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a zone: {value.isoformat()}")
        return (value - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        if value is None:
            return None
        at: datetime = _EPOCH + value * _MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)
        return at


class _Plain(UserDefinedType[Any]):
    """NUMERIC without SQLAlchemy's own conversion, which would pass every figure through a float."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """NUMERIC affinity: integers and floats compare and sort as numbers."""
        return "NUMERIC"


class Figure(TypeDecorator[Decimal]):
    """A figure, exact.

    On SQLite an integer of 64 bits where it is one, else a float where that gives the same Decimal back: so figures
    compare, sort and add up in plain SQL. The rest, which no report holds but a hostile page may, is text ("=…"),
    kept exact and sorted last.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL's NUMERIC is exact by itself."""
        return dialect.type_descriptor(_Plain() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Raises ValueError for what is no finite number."""
        if value is None or dialect.name != "sqlite":
            return value
        if not value.is_finite():
            raise ValueError(f"a figure is a finite number, not {value}")
        # Comparing exponents first keeps 1E+999999999 from being written out.
        if value.adjusted() < 19 and value == value.to_integral_value() and abs(int(value)) < _INTEGERS:
            return int(value)
        near = float(value) if abs(value.adjusted()) < 300 else 0.0
        return near if Decimal(repr(near)) == value else f"={value}"

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """The figure as it was stored."""
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(value[1:] if isinstance(value, str) else repr(value))


class Slug(TypeDecorator[str]):
    """A short word: of a vocabulary, a status, an id. What no database stores becomes U+FFFD."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Letters sort by their code points everywhere, as SQLite sorts them."""
        return dialect.type_descriptor(String(collation="C") if dialect.name == "postgresql" else self.impl_instance)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """See `storable`."""
        return None if value is None else storable(value)


class PageText(Slug):
    """Text of any length, as it came from outside but for what no database stores."""

    impl = Text
    cache_ok = True


class Json(TypeDecorator[Any]):
    """A JSON value as text, with sorted keys: equal values are equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        """Null is SQL's own."""
        return None if value is None else written_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value."""
        return None if value is None else json.loads(value)


def written_json(value: Any) -> str:
    """JSON in one spelling: keys sorted, no blanks, unstorable characters replaced."""
    return storable(json.dumps(storable_parts(value), sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def storable_parts(value: Any) -> Any:
    """The same value with every string storable: json.dumps would write NUL as an escape, which comes back as NUL."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): storable_parts(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [storable_parts(part) for part in value]
    return value
