"""Where places are: countries, their first-level regions and cities of 15,000 people and more (GeoNames, CC BY 4.0).

A place's key is a path of slugs: "kazakhstan", "kazakhstan/mangystau", "kazakhstan/almaty". A city stands right under
its country; where several of one country share a name, the smaller ones stand under their region
("united-states/maine/portland"). Which region holds a city is known all the same: see `contains`.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

Kind = Literal["country", "region", "city"]

REGION_WORDS = frozenset(
    (
        "region",
        "province",
        "state",
        "oblast",
        "governorate",
        "prefecture",
        "department",
        "county",
        "territory",
        "republic",
        "krai",
        "canton",
    )
)
"""Words after a name that say that the region is meant, not the city it is named after."""
FAR_LARGER = 50
"""How many times larger a place abroad must be to be meant before one of the country at hand."""
_LONGEST = 100
"""Characters beyond which nothing is the name of a place."""


class Place(NamedTuple):
    """A country, region or city."""

    key: str
    name: str
    kind: Kind
    country: str
    """ISO 3166-1 alpha-2 code."""
    region: str | None
    """Key of the first-level region that holds a city."""
    population: int
    """Of a region or country: of its listed cities together."""
    zone: str | None
    """IANA time zone; of a region or country: the one in which most of its people live."""


def places() -> Mapping[str, Place]:
    """All places by key."""
    return _gazetteer()[0]


def place(key: str) -> Place | None:
    """The place of that key."""
    return places().get(key)


def country_place(code: str) -> Place | None:
    """The country of that ISO code."""
    return _countries().get(code)


def begins(word: str) -> bool:
    """Whether the name of any place begins with this word, so that it is worth looking up with those after it."""
    folded = _fold(word)
    return folded.partition(" ")[0] in _first_words()


def find(name: str, country: str | None = None, region: str | None = None) -> Place | None:
    """The place of that name or other spelling, letter case and diacritics aside.

    Countries come first, then places of the given country (ISO code), then the largest; a city comes before the region
    around it, unless the name says "region" or the like. In its own country a region comes before a country of its name
    (Georgia); a city abroad that is fifty times larger is meant rather. A city of the given region (key) comes first.
    """
    return None if len(name) > _LONGEST else _find(name, country, region)


@lru_cache(maxsize=20_000)
def _find(name: str, country: str | None, region: str | None) -> Place | None:
    folded = _fold(name)
    found = _gazetteer()[1].get(folded, ())
    bare, _, last = folded.rpartition(" ")
    if not found and last in REGION_WORDS:
        found = tuple(each for each in _gazetteer()[1].get(bare, ()) if each.kind != "city")
    if not found:
        return None
    if region is not None and (inside := [each for each in found if each.region == region]):
        return max(inside, key=_weight)
    best = max(found, key=_weight)
    if country is None or best.country == country:
        return best
    near = max((each for each in found if each.country == country), key=_weight, default=best)
    larger = best.kind == "country" and near.kind == "city"
    return best if larger or best.population > FAR_LARGER * near.population else near


def contains(outer: str, inner: str) -> bool:
    """Whether the place of one key holds that of another: a country its regions and cities, a region its cities.

    Each place holds itself; a place that isn't listed lies where its path says.
    """
    if outer == inner or inner.startswith(f"{outer}/"):
        return True
    held = place(inner)
    return held is not None and held.region == outer


def _weight(found: Place) -> tuple[bool, int]:
    """Countries first, then by people; a region counts for no more than it has outside its largest city."""
    return found.kind == "country", found.population - _largest_namesake(found)


def _largest_namesake(found: Place) -> int:
    """People of the city that a region is named after, so that the city comes before it."""
    if found.kind != "region":
        return 0
    name = _fold(found.name)
    # Another spelling of a name begins as it does ("Mogilev", "Mahilyow"). A city that has another name altogether, as
    # Antakya in Hatay was once called Hatay, is not what is meant by the region's.
    inside = (each for each in _gazetteer()[1][name] if each.region == found.key and _fold(each.name)[:1] == name[:1])
    return max((found.population - each.population + 1 for each in inside), default=0)


def _fold(name: str) -> str:
    """Casefolded, without diacritics, apostrophes and hyphens."""
    if name.isascii():
        if name.isalpha():
            return name.casefold()
    else:
        name = unicodedata.normalize("NFKD", name.replace("ı", "i"))
        name = "".join(letter for letter in name if not unicodedata.combining(letter) and letter not in "’‘ʼʻ")
    return name.casefold().replace("'", "").replace("-", " ")


@cache
def _gazetteer() -> tuple[dict[str, Place], dict[str, tuple[Place, ...]]]:
    """Places by key, and by every folded name."""
    by_key: dict[str, Place] = {}
    by_name: dict[str, tuple[Place, ...]] = {}
    for found, others in _read():
        by_key[found.key] = found
        for name in (found.name, *others):
            folded = _fold(name)
            if folded not in by_name:
                by_name[folded] = (found,)
            elif by_name[folded][-1] is not found:
                by_name[folded] += (found,)
    return by_key, by_name


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _gazetteer()[1])


@cache
def _countries() -> dict[str, Place]:
    return {found.country: found for found in places().values() if found.kind == "country"}


def _read() -> Iterator[tuple[Place, list[str]]]:
    """The rows of `words/gazetteer.csv`: a country, its regions, its cities; with their other spellings.

    What a row leaves out follows: a slug from the name, a city's time zone from its region.
    """
    root = ""
    regions: dict[str, Place] = {}
    rows = csv.reader(files("claims").joinpath("words/gazetteer.csv").read_text(encoding="utf-8").splitlines())
    next(rows)
    for kind, code, number, name, others, people, zone, slug in rows:
        slug = slug or name.casefold().replace(" ", "-")
        spelt = others.split("|") if others else []
        if kind == "city":
            region = regions.get(number)
            held_by = region.key if region else None
            zone = zone or (region.zone if region else None) or ""
            yield Place(f"{root}/{slug}", name, "city", code, held_by, int(people), zone or None), spelt
        elif kind == "region":
            regions[number] = Place(f"{root}/{slug}", name, "region", code, None, int(people), zone or None)
            yield regions[number], spelt
        else:
            root, regions = slug, {}
            yield Place(slug, name, "country", code, None, int(people), zone or None), spelt
