"""The vocabulary: metrics, groups, qualifiers, number words, reporting verbs, source kinds, profiles, countries.

It is data: TOML and CSV files in `claims/words/`, to which a researcher's own TOML file adds
(`--vocabulary my.toml`: tables of the same names, such as `[metrics.poisoned]`). Code reads words from here only.
"""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from claims.errors import UnknownMetricError, VocabularyError, unknown
from claims.records import Counting, Qualifier, Record

Words = tuple[str, ...]

TABLES = (
    *("metrics", "groups", "qualifiers", "vague", "reporting", "kinds", "sources", "profiles"),
    *("places", "time", "actors", "numerals", "measures", "currencies", "grammar", "language", "pages", "edits"),
)
"""The tables of the vocabulary, each a file `claims/words/NAME.toml`."""

_RECORDS = frozenset({"metrics", "groups", "kinds", "sources", "profiles"})
"""The tables whose rows are records with a slug; the rows of the others are words and numbers."""


class Cues(Record):
    """The words that signal a metric, by what they do in the sentence.

    Verbs stand in their dictionary form and nouns in the singular: regular forms are made of it, others follow
    after "|" ("shoot dead|shot dead"). "*" stands for one to six words ("taken to * hospital").
    """

    verbs: Words = ()
    """Done to what is counted: "killed 20", "20 were killed"."""
    acts: Words = ()
    """Done by what is counted: "20 died"."""
    states: Words = ()
    """Said of what is counted: "20 are homeless"."""
    nouns: Words = ()
    """What happened to each that is counted, or each thing that happened: "20 deaths", "the deaths of 20"."""
    counted: Words = ()
    """What is itself counted, and tells the metric with certainty: "20 bodies"."""
    named: Words = ()
    """What is itself counted, and tells the metric where no verb does: "20 protesters"."""
    totals: Words = ()
    """Whose value the number is: "the death toll rose to 20"."""
    around: Words = ()
    """Verbs in two pieces, "~" where the counted stands; forms and endings are parted by "|": "set|sets ~ alight"."""
    member_around: Words = ()
    """Such verbs that signal the metric only where one of `members` is counted: "has ~ in place"."""
    with_members: Words = ()
    """Verbs that signal the metric only where one of `members` is counted: "20 troops were sent"."""
    member_acts: Words = ()
    """Acts that do so: "20 crews are battling the fire"."""
    member_states: Words = ()
    """States that do so: "20 crews are at the scene"."""
    members: Words = ()
    member_groups: Words = ()
    """Slugs of groups whose words are members too."""
    never: Words = ()
    """Phrases that hold a cue and mean something else: "dead end"; for money, words of sums that are no damage."""
    unless: Words = ()
    """Words in the sentence that rule the metric out: no crowd of protesters where goals are scored."""
    weak: Words = ()
    """Those of the cues, as they stand there, that tell the metric only beside a word of `context` or in a text that
    has told of an event before: "300 people attended"."""
    context: Words = ()
    yields: bool = False
    """Another metric that the counted noun names goes before it: "20 wounded people were taken to hospital"."""
    level: Words = ()
    """Words in the clause that make a figure of a cumulative metric a level: "remain in custody"."""


class Metric(Record):
    """What is counted: a slug with a label, a default counting, and its names in other schemes."""

    slug: str
    label: str
    counts: Literal["people", "things", "incidents", "money"]
    counting: Counting = "cumulative"
    names: Mapping[str, str] = Field(default_factory=dict)
    """Its name in EM-DAT, UCDP, ACLED, IDMC and Sendai where it has one: {"emdat": "Total Deaths"}."""
    cues: Cues = Cues()


class Group(Record):
    """A standard group of people or things; `parent` is the group that holds it."""

    slug: str
    label: str
    parent: str | None = None
    crosses: bool = False
    """It cuts across its siblings, as women do across foreigners: its figures can't be added to theirs."""
    words: Words = ()


class SourceKind(Record):
    """A kind of source, the side it is on, and the words that show it in a name."""

    slug: str
    label: str
    side: str | None = None
    words: Words = ()


class KnownSource(Record):
    """A body so well known that its names and side need no text: the United Nations, a news agency."""

    slug: str
    name: str
    aliases: Words = ()
    kind: str | None = None
    country: str | None = None
    side: str | None = None


class Profile(Record):
    """How qualifiers and vague words are turned into intervals."""

    slug: str
    label: str
    about: tuple[float, float] = (0.9, 1.1)
    """Factors on the value that bound "about"."""
    nearly: float = 0.9
    """Factor that gives the lower bound of "nearly"."""
    core: float = 1.1
    """Factor from an open bound to the end of its core."""
    vague: Mapping[str, tuple[float, float | None]] = Field(default_factory=dict)
    """Interval of each vague word; no upper end is written by leaving it out or as null."""
    floors: Words = ()
    """Vague words whose upper end says only what is meant: more than that is no contradiction."""

    @field_validator("vague", mode="before")
    @classmethod
    def _open_ends(cls, vague: Mapping[str, Any]) -> Mapping[str, Any]:
        return {word: (*ends, None) if len(ends) == 1 else ends for word, ends in vague.items()}


class Country(Record):
    """A country, as ISO 3166-1 alpha-2 code, with its names and the adjectives made of it."""

    code: str
    name: str
    names: Words = ()
    adjectives: Words = ()


class Vocabulary(Record):
    """All tables, each by slug. Each is itself alone, so that what is made of one can be cached."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    own: str | None = None
    """Name and fingerprint of the researcher's own file: "my.toml 1a2b3c4d"; what its words find is marked with it."""
    metrics: Mapping[str, Metric]
    own_cues: Mapping[str, Cues] = Field(default_factory=dict)
    """By metric, the cues of a researcher's own file: they go before shipped ones of the same words."""
    groups: Mapping[str, Group]
    qualifiers: Mapping[Qualifier, Words]
    """The words of each qualifier."""
    vague: Mapping[str, Words]
    """The spellings of each vague word, by slug."""
    reporting: Mapping[str, Words]
    """Reporting verbs and phrases, by what they do."""
    kinds: Mapping[str, SourceKind]
    sources: Mapping[str, KnownSource]
    profiles: Mapping[str, Profile]
    places: Mapping[str, Words]
    """Words that show a place in a sentence, by what they do."""
    time: Mapping[str, Words]
    """Words that tie a day to what a sentence says, by what they do."""
    actors: Mapping[str, Words]
    """Words for who can have done what a figure counts."""
    numerals: Mapping[str, Mapping[str, int]]
    """Number words with their values: units, magnitudes, letters, ordinals."""
    measures: Mapping[str, Words]
    """Words that show a number to be a measure, date, time, age or name."""
    currencies: Mapping[str, Words]
    """The signs and words of each currency, by ISO 4217 code."""
    grammar: Mapping[str, Words]
    """Small words, by what they do between a number and its verb."""
    language: Mapping[str, Words]
    """The commonest words of a language, by its English name: what a text is known by."""
    edits: Mapping[str, Words]
    """The words with which a page owns to a change: "said" in the post itself, "beside" in a new one near it."""
    pages: Mapping[str, Words]
    """What pages print around their reports, and by which a page without one is known."""
    countries: Mapping[str, Country]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that kinds of source and known sources are on, in alphabetical order."""
        placed: tuple[SourceKind | KnownSource, ...] = (*self.kinds.values(), *self.sources.values())
        return tuple(sorted({each.side for each in placed if each.side}, key=str.casefold))

    def side(self, name: str) -> str:
        """A side as the vocabulary spells it, letter case aside; raises VocabularyError."""
        for side in self.sides:
            if side.casefold() == name.casefold():
                return side
        raise VocabularyError(unknown("side", name, self.sides, f"the sides are {', '.join(self.sides)}."))

    def metric(self, slug: str) -> Metric:
        """The metric of that slug; raises UnknownMetricError."""
        try:
            return self.metrics[slug]
        except KeyError:
            raise UnknownMetricError(slug, self.metrics) from None

    def profile(self, slug: str) -> Profile:
        """The profile of that slug; raises VocabularyError."""
        try:
            return self.profiles[slug]
        except KeyError:
            advice = f"the profiles are {', '.join(self.profiles)}."
            raise VocabularyError(unknown("profile", slug, self.profiles, advice)) from None


@cache
def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """The shipped vocabulary, with the tables of a TOML file laid over it; raises VocabularyError."""
    tables: dict[str, dict[str, Any]] = {name: _shipped(name) for name in TABLES}
    own = {} if path is None else _lay_over(tables, path)
    for name, table in tables.items():
        for slug, row in table.items():
            if isinstance(row, dict) and name in _RECORDS:
                row["slug"] = slug
    try:
        return Vocabulary(**tables, countries=_countries(), own_cues=own, own=_fingerprint(path) if path else None)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise VocabularyError(f"The vocabulary {path or 'shipped'} is wrong at {where}: {first['msg']}.") from error


@cache
def load_rules() -> Mapping[str, Mapping[str, str]]:
    """What each rule of reading is, in one plain sentence, by what it reads and by its name."""
    return _shipped("rules")


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(files("claims").joinpath(f"words/{name}.toml").read_text(encoding="utf-8"))


def _lay_over(tables: dict[str, dict[str, Any]], path: Path) -> dict[str, Any]:
    """Add a researcher's tables: lists of words grow, other values replace, new slugs are added; gives its cues."""
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabularyError(f"The vocabulary {path} can't be read ({error.strerror}); check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(f"The vocabulary {path} is not TOML: {error}.") from error
    for name, table in own.items():
        if name not in tables or not isinstance(table, dict):
            known = ", ".join(TABLES)
            raise VocabularyError(f"The vocabulary {path} has a table [{name}]; the tables are {known}.")
        _merge(tables[name], table)
    rows = own.get("metrics", {}).items()
    return {slug: row["cues"] for slug, row in rows if isinstance(row, dict) and "cues" in row}


def _fingerprint(path: Path) -> str:
    """A file's name and the beginning of its sha256: two versions of it differ in the latter."""
    return f"{path.name} {sha256(path.read_bytes()).hexdigest()[:8]}"


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _merge(below[key], value)
        elif isinstance(value, list) and isinstance(below.get(key), list) and all(isinstance(w, str) for w in value):
            below[key] = below[key] + value
        else:
            below[key] = value


def _countries() -> dict[str, Country]:
    """`words/countries.csv`: code, name, other names and adjectives, each list split by "|"."""
    lines = files("claims").joinpath("words/countries.csv").read_text(encoding="utf-8").splitlines()
    return {
        row["code"]: Country(
            code=row["code"],
            name=row["name"],
            names=tuple(filter(None, row["names"].split("|"))),
            adjectives=tuple(filter(None, row["adjectives"].split("|"))),
        )
        for row in csv.DictReader(lines)
    }
