"""Places are found by name, and it is known which one holds which."""

import csv
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from claims import gazetteer
from claims.gazetteer import contains, country_place, find, place, places


def test_every_place_stands_under_its_key() -> None:
    assert all(key == found.key for key, found in places().items())
    assert len(places()) > 30_000


def test_every_row_of_the_file_is_a_place() -> None:
    text = files("claims").joinpath("words/gazetteer.csv").read_text(encoding="utf-8")
    assert len(list(csv.reader(text.splitlines()))) - 1 == len(places())
    assert len(text.encode()) < 1_500_000


def test_keys_are_paths_of_slugs() -> None:
    for key, found in places().items():
        assert key.replace("/", "").replace("-", "").isalnum(), key
        assert key.isascii()
        assert key == key.lower()
        assert key.split("/")[0] == gazetteer.country_place(found.country).key  # type: ignore[union-attr]


def test_countries_are_those_of_the_vocabulary() -> None:
    rows = csv.DictReader(files("claims").joinpath("words/countries.csv").read_text(encoding="utf-8").splitlines())
    for row in rows:
        found = country_place(row["code"])
        assert found is not None
        assert found.name == row["name"]
        for name in filter(None, (row["name"], *row["names"].split("|"))):
            assert find(name) == found, name


def test_zones_exist() -> None:
    for zone in {found.zone for found in places().values() if found.zone}:
        assert ZoneInfo(zone)


def test_regions_of_cities_are_listed() -> None:
    regions = {found.region for found in places().values()} - {None}
    assert all(places()[key].kind == "region" for key in regions if key)


@pytest.mark.parametrize(
    ("name", "country", "key"),
    [
        ("Kazakhstan", None, "kazakhstan"),
        ("Britain", None, "united-kingdom"),
        ("Almaty", None, "kazakhstan/almaty"),
        ("ALMATY", None, "kazakhstan/almaty"),
        ("Alma-Ata", None, "kazakhstan/almaty"),
        ("Almaty region", None, "kazakhstan/almaty-region"),
        ("Kiev", None, "ukraine/kyiv"),
        ("Kyiv Oblast", None, "ukraine/kyiv-region"),
        ("Istanbul", None, "turkey/istanbul"),
        ("Şanlıurfa", None, "turkey/sanliurfa"),
        ("Sanliurfa", None, "turkey/sanliurfa"),
        ("Tehran", None, "iran/tehran"),
        ("Tehran province", None, "iran/tehran-region"),
        ("Kurdistan province", "IR", "iran/kurdistan"),
        ("Kentucky", None, "united-states/kentucky"),
        ("Washington, D.C.", None, "united-states/washington"),
        ("Birmingham", None, "united-kingdom/birmingham"),
        ("Birmingham", "US", "united-states/birmingham"),
        ("Paris", "US", "france/paris"),
        ("Georgia", None, "georgia"),
        ("Georgia", "US", "united-states/georgia"),
        ("Donetsk", None, "ukraine/donetsk"),
        ("Donetsk", "RU", "russia/donetsk"),
        ("Coeur d'Alene", None, "united-states/coeur-dalene"),
    ],
)
def test_find(name: str, country: str | None, key: str) -> None:
    found = find(name, country)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("name", ["", " ", "Brograd", "the country", "region", "Kestria", "a" * 10_000])
def test_what_is_no_place(name: str) -> None:
    assert find(name) is None


@pytest.mark.parametrize(
    ("outer", "inner", "held"),
    [
        ("kazakhstan", "kazakhstan/almaty", True),
        ("kazakhstan", "kazakhstan/mangystau", True),
        ("kazakhstan", "kazakhstan", True),
        ("iran/tehran-region", "iran/tehran", True),
        ("united-states/maine", "united-states/maine/portland", True),
        ("united-states/oregon", "united-states/portland", True),
        ("united-states/maine", "united-states/portland", False),
        ("kazakhstan/almaty-region", "kazakhstan/almaty", False),
        ("kazakhstan/almaty", "kazakhstan", False),
        ("iran", "kazakhstan/almaty", False),
        ("niger", "nigeria", False),
        ("orvenia", "orvenia/velgrad", True),
        ("orvenia/north", "orvenia/velgrad", False),
    ],
)
def test_contains(outer: str, inner: str, held: bool) -> None:
    assert contains(outer, inner) is held


def test_smaller_namesakes_stand_under_their_region() -> None:
    maine = place("united-states/maine/portland")
    oregon = place("united-states/portland")
    assert maine is not None
    assert oregon is not None
    assert (maine.region, oregon.region) == ("united-states/maine", "united-states/oregon")
    assert maine.population < oregon.population


def test_city_has_its_own_time_zone() -> None:
    found = [place(key) for key in ("kazakhstan/almaty", "united-states/el-paso", "united-states/texas")]
    assert [each.zone if each else None for each in found] == ["Asia/Almaty", "America/Denver", "America/Chicago"]


def test_unknown_keys() -> None:
    assert place("orvenia") is None
    assert country_place("ZZ") is None
