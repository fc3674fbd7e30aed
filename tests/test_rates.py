"""Exchange rates from a file: which holds on a day, and what is refused in a sentence."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.rates import Rates, read_rates
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def rates_of(tmp_path: Path, *lines: str, head: str = "currency,rate,date,source") -> Rates:
    table = tmp_path / "rates.csv"
    table.write_text("\n".join((head, *lines)), encoding="utf-8")
    return read_rates(table, VOCABULARY)


def test_the_latest_rate_on_or_before_a_day_holds(tmp_path: Path) -> None:
    rates = rates_of(
        tmp_path,
        "USD,1",
        "kzt, 435.7, 2022-01-05, National Bank",
        "KZT,434,2022-01-09,",
        "KZT,430",
        "EUR,0.9,2022-01-05",
    )

    def kzt(day: date | None) -> Decimal | None:
        found = rates.on("KZT", day)
        return found and found.units

    assert rates.reference == "USD"
    days = [date(2022, 1, day) for day in (4, 5, 8, 9, 20)]
    assert [kzt(day) for day in days] == [Decimal(each) for each in ("430", "435.7", "435.7", "434", "434")]
    assert kzt(None) == 430
    assert rates.on("EUR", date(2022, 1, 4)) is None
    assert rates.on("EUR", None) is None
    assert rates.on("GBP", date(2022, 1, 9)) is None
    found = rates.on("KZT", date(2022, 1, 6))
    assert found is not None
    assert (found.day, found.source) == (date(2022, 1, 5), "National Bank")


def test_date_and_source_may_be_left_out(tmp_path: Path) -> None:
    rates = rates_of(tmp_path, "EUR,1", "USD,1.13", head="currency,rate")
    assert rates.reference == "EUR"
    assert rates.on("USD", None) == ("USD", Decimal("1.13"), None, None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("DUCATS,3", "line 3: there is no currency 'DUCATS'"),
        ("KZT,0", "line 3: the rate of KZT can't be 0;"),
        ("KZT,-435", "line 3: the rate of KZT can't be -435;"),
        ("KZT,NaN", "a rate is a number above zero"),
        ("KZT,1e999", "a rate is a number above zero"),
        ("KZT,many", "the rate of KZT can't be 'many'; write a number"),
        ("KZT", "the rate of KZT can't be ''"),
        ("KZT,435,5 January", "'5 January' is no date"),
        ("EUR,1", "names no one reference currency"),
    ],
)
def test_what_can_be_no_rate_is_refused(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(ClaimsError) as refused:
        rates_of(tmp_path, "USD,1", line)
    assert says in str(refused.value)


def test_files_that_hold_no_rates_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="names its columns: currency,rate,date,source"):
        rates_of(tmp_path, "USD,1", head="code;value")
    with pytest.raises(ClaimsError, match="names no one reference currency"):
        rates_of(tmp_path, "KZT,435")
    with pytest.raises(ClaimsError, match="check the path after --rates"):
        read_rates(tmp_path / "none.csv", VOCABULARY)
    table = tmp_path / "picture.csv"
    table.write_bytes(b"\xff\xd8\xff\xe0 currency")
    with pytest.raises(ClaimsError, match="no CSV file in UTF-8"):
        read_rates(table, VOCABULARY)
