from datetime import UTC, date, datetime

import pytest

from claims.asking import read_moment
from claims.errors import ClaimsError


def test_a_bare_date_is_its_begin_or_its_end_in_the_zone() -> None:
    assert read_moment("2022-01-09", "Asia/Almaty", end=False) == datetime(2022, 1, 8, 18, tzinfo=UTC)
    assert read_moment(date(2022, 1, 9), "Asia/Almaty", end=True) == datetime(2022, 1, 9, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [("9999-12-31", "UTC", True), (date.max, "UTC", True), (date.min, "Asia/Almaty", False)],
)
def test_a_date_at_the_end_of_the_calendar_is_one_sentence(day: str | date, zone: str, end: bool) -> None:
    with pytest.raises(ClaimsError, match="No calendar reaches to that date"):
        read_moment(day, zone, end=end)
