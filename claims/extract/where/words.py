"""The words of `words/places.toml` as the reader of places looks them up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class PlaceWords:
    """Sets of casefolded words, by what they do before, in and after a place; like its vocabulary, itself alone."""

    prepositions: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    ways: frozenset[str]
    determiners: frozenset[str]
    modifiers: frozenset[str]
    nouns: frozenset[str]
    noun_openers: frozenset[str]
    """The first words of nouns of two words: "bus" of "bus stop"."""
    general: frozenset[str]
    country: frozenset[str]
    bodies: frozenset[str]
    verbs: frozenset[str]
    around: frozenset[str]
    calendar: frozenset[str]
    particles: frozenset[str]
    inner: frozenset[str]
    origins: frozenset[str]
    goals: frozenset[str]
    sums: frozenset[str]
    close: frozenset[str]
    areas: frozenset[str]
    mounts: frozenset[str]
    having: frozenset[str]
    suffered: frozenset[str]
    striking: frozenset[str]
    lying: frozenset[str]
    offices: frozenset[str]
    events: frozenset[str]
    strikes: frozenset[str]
    not_places: frozenset[str]
    body_names: frozenset[str]
    abroad: frozenset[str]
    stops: frozenset[str]
    """Small words that end a noun phrase."""
    adjectives: frozenset[str]
    """Of countries: "Iranian"."""
    demonyms: dict[str, str]
    """ISO codes of the countries by their adjectives."""
    clause: re.Pattern[str]
    """In casefolded text, what ends a clause: a mark, a conjunction, a word of reporting."""
    own_clause: re.Pattern[str]
    """In casefolded text, what shows, before a further figure, that a place after it is that figure's alone."""
    credit: re.Pattern[str]
    """In casefolded text, what leads in whoever is credited: a place after it is the speaker's."""
    figure: re.Pattern[str]
    """In casefolded text, a number in digits or in words."""
    says: re.Pattern[str]
    """Right behind a place, a word of reporting whose subject it ends."""
    waters: re.Pattern[str]
    """A name made with that of a land that it is no part of: "Gulf of Mexico"."""


@cache
def place_words(vocabulary: Vocabulary) -> PlaceWords:
    """The words of a vocabulary, made once."""
    words = {name: frozenset(word.casefold() for word in listed) for name, listed in vocabulary.places.items()}
    words["nouns"] = words["nouns"] | frozenset(map(_plural, words["nouns"]))
    words["noun_openers"] = frozenset(noun.split()[0] for noun in words["nouns"] if " " in noun)
    words["general"] = words["general"] | frozenset(map(_plural, words["general"]))
    demonyms = {
        adjective.casefold(): country.code
        for country in vocabulary.countries.values()
        for adjective in country.adjectives
    }
    stops = words["prepositions"] | words["determiners"] | words.pop("joints")
    return PlaceWords(
        stops=stops,
        adjectives=frozenset(demonyms),
        demonyms=demonyms,
        says=re.compile(rf"\s(?:{'|'.join(words.pop('says'))})\b"),
        clause=_pattern(words.pop("clause"), '[,;:()“”"—–]'),
        own_clause=_pattern(words.pop("own_clause"), "[,;:]"),
        credit=_pattern(words.pop("credit")),
        waters=re.compile(rf"\b(?:{'|'.join(map(str.title, words.pop('waters')))}) of [A-Z]\w+(?: [A-Z]\w+)?"),
        figure=_pattern(words.pop("numbers"), r"\d[\d,.]*"),
        **words,
    )


def _plural(noun: str) -> str:
    """The plural of a noun: "cities", "churches", "gas stations"."""
    if noun.endswith("y") and noun[-2] not in "aeou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _pattern(words: Iterable[str], *marks: str) -> re.Pattern[str]:
    """Matches one of the casefolded words, or one of the marks given as expressions."""
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile("|".join([*marks, rf"\b(?:{listed})\b"]))
