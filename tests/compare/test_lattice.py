"""Which places are known to share nothing."""

import pytest

from claims.compare.lattice import is_listed, places_apart

PLACES = [
    (True, "kazakhstan", "france", "two countries"),
    (True, "kazakhstan/mangystau", "kazakhstan/abai", "two regions"),
    (True, "kazakhstan/almaty", "kazakhstan/aktobe", "cities of two regions"),
    (True, "afghanistan/mazar-i-sharif", "afghanistan/kabul", "cities of two provinces"),
    (
        False,
        "united-kingdom/london",
        "united-kingdom/croydon",
        "a city and its district, listed as cities of one region",
    ),
    (False, "kazakhstan", "kazakhstan/almaty", "a country and its city"),
    (False, "kazakhstan/mangystau", "kazakhstan/almaty", "a region and a city: of two kinds"),
    (False, "kazakhstan/almaty", "kazakhstan/almaty", "one city"),
    (False, "kazakhstan/almaty", "kazakhstan/st-ann-s-hospital", "one that is not listed"),
    (False, "kazakhstan/almaty", None, "one that nobody names"),
]


@pytest.mark.parametrize(("apart", "one", "other", "why"), PLACES)
def test_places_apart(apart: bool, one: str, other: str | None, why: str) -> None:
    assert places_apart(one, other) is apart, why
    assert places_apart(other, one) is apart, why


def test_listed() -> None:
    assert is_listed("kazakhstan/almaty")
    assert not is_listed("kazakhstan/almaty/st-ann-s-hospital")
    assert not is_listed(None)
