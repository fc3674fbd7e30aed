"""Exchange rates that a person gives: a CSV file of how many units of a currency one unit of the reference is worth.

    currency,rate,date,source
    USD,1
    KZT,435.7,2022-01-05,National Bank of Kazakhstan

The row with the rate 1 and no date names the reference currency. `date` and `source` may be left out; of a currency the
latest rate on a day or before it holds, one without a date where no other does.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from claims.errors import ClaimsError
from claims.vocabulary import Vocabulary

_LARGEST = 20_000_000
"""Bytes of a file of rates: every currency of the world on every day of thirty years."""
_MOST = Decimal(10) ** 12
_COLUMNS = ("currency", "rate", "date", "source")


class Rate(NamedTuple):
    """How many units of a currency one unit of the reference was worth, from a day on if one is given."""

    currency: str
    units: Decimal
    day: date | None
    source: str | None


class Rates:
    """The rates by currency; `reference` is the currency in which sums are compared."""

    def __init__(self, reference: str, rates: Iterable[Rate]) -> None:
        self.reference = reference
        self._rates: dict[str, list[Rate]] = {}
        for each in sorted(rates, key=_since):
            self._rates.setdefault(each.currency, []).append(each)

    def on(self, currency: str, day: date | None) -> Rate | None:
        """The rate of a currency that held on a day; where the day is not known, only one without a date."""
        given = self._rates.get(currency, [])
        at = bisect_right(given, day or date.min, key=_since)
        return given[at - 1] if at else None


def read_rates(path: Path, vocabulary: Vocabulary) -> Rates:
    """The rates of a file; raises ClaimsError for one that can't be read, and for a row that can't be so."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ClaimsError(f"{path} is too large for a file of rates; give one with the currencies that you need.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, skipinitialspace=True)
            if not {"currency", "rate"} <= set(lines.fieldnames or ()):
                raise ClaimsError(f"{path} needs a first line that names its columns: {','.join(_COLUMNS)}.")
            rates = [_rate(row, f"{path}, line {lines.line_num}", vocabulary) for row in lines]
    except OSError as error:
        raise ClaimsError(f"{path} can't be read ({error.strerror}); check the path after --rates.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ClaimsError(f"{path} is no CSV file in UTF-8 ({error}); save it as one.") from error
    references = {each.currency for each in rates if each.units == 1 and each.day is None}
    if len(references) != 1:
        raise ClaimsError(f"{path} names no one reference currency; give exactly one the rate 1 without a date: USD,1.")
    return Rates(references.pop(), rates)


def _rate(row: Mapping[str | None, str | None], where: str, vocabulary: Vocabulary) -> Rate:
    currency, written, day, source = ((row.get(name) or "").strip() for name in _COLUMNS)
    code = currency.upper()
    if code not in vocabulary.currencies:
        raise ClaimsError(f"{where}: there is no currency {currency!r}; write its ISO 4217 code, such as USD or KZT.")
    return Rate(code, _units(written, code, where), _day(day, where), source or None)


def _units(written: str, code: str, where: str) -> Decimal:
    try:
        units = Decimal(written)
    except InvalidOperation:
        raise ClaimsError(f"{where}: the rate of {code} can't be {written!r}; write a number such as 435.7.") from None
    if not (units.is_finite() and 1 / _MOST <= units <= _MOST):
        raise ClaimsError(f"{where}: the rate of {code} can't be {written}; a rate is a number above zero.")
    return units


def _day(written: str, where: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise ClaimsError(f"{where}: {written!r} is no date; write 2022-01-05, or nothing.") from None


def _since(rate: Rate) -> date:
    return rate.day or date.min
