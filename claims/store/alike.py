"""Which sources may be one: by letters, acronyms, words that a name may go without, the names of a person.

Sources are compared only within blocks that share an acronym, a surname or all words but one, so that fifty thousand
take seconds. What is found is a suggestion with its reason, for a person to judge.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from claims.names import Names, defined_acronym, is_acronym, known_source, person_named, slugify, spoken_for

_WINDOW = 1_000
"""Words of a block that are compared with each other; of a larger one, those that stand near each other by letters."""
_SHORT, _LONG = 4, 8
"""Letters of a word from which on one may be wrong, and two."""
_MANY = 3
"""Sources with the same initials, or surname, from which on these say nothing."""
_GROUP = 12
"""Sources with the same weighty words from which on these say nothing."""

Words = tuple[str, ...]
_Key = TypeVar("_Key")


class Alike(NamedTuple):
    """Two sources, by their slugs, that may be one: how sure, from 0 to 1, and why."""

    one: str
    other: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """A source as far as its names tell whether it is another one."""

    slug: str
    names: Words
    kind: str | None
    side: str | None
    lands: frozenset[str]
    """The countries that it is of, as slugs."""
    words: Words
    """The words of its matching key, countries aside."""
    forms: frozenset[Words]
    """Its words in the ways in which it is written, sorted."""
    person: Words
    """A person's own names, in order; of one only known by title and surname, the surname."""
    titled: bool
    """Whether a title or an honorific says that it is a person; two words with capitals may be a body, too."""
    known: bool
    """Whether the vocabulary knows it, so that it goes by its own name already."""
    speaks_for: str | None
    spokes: bool
    """Whether a name of it is a spokesperson's."""


def read_names(
    slug: str, spellings: Sequence[tuple[str, str]], fields: Mapping[str, str | None], index: Names
) -> Named:
    """What the spellings of a source, each under its matching key, tell of it; `fields` are those of its row."""
    names = tuple(dict.fromkeys(name for _, name in spellings))
    known = known_source(names[0], index.vocabulary)
    person = None if known else person_named(names[0], index.vocabulary)
    keys = [key.split() for key, _ in spellings] if not known else [list(index.fold(name)) for name in names]
    if known:
        keys.append(list(index.fold(known.name)))
    countries = _lands(index)
    country = index.vocabulary.countries.get(fields["country"] or "")
    lands = {word for word in keys[0] if word in countries} | ({slugify(country.name)} if country else set())
    return Named(
        slug,
        names,
        fields["kind"],
        fields["side"],
        frozenset(lands),
        tuple(word for word in keys[0] if word not in countries),
        frozenset(tuple(sorted(key)) for key in keys),
        index.fold(person) if person else (),
        person is not None and person != names[0],
        known is not None,
        fields["speaks_for"],
        any(spoken_for(name) for name in names[:_GROUP]),
    )


def find_alike(sources: Sequence[Named], index: Names) -> list[Alike]:
    """The pairs that may be one, each once with its best reason, the surest first."""
    by_slug = {source.slug: source for source in sources}
    best: dict[frozenset[str], Alike] = {}
    for rule in RULES:
        for found in rule(sources, index):
            pair = frozenset((found.one, found.other))
            surer = len(pair) == 2 and (pair not in best or best[pair].score < found.score)
            if surer and may_be_one(by_slug[found.one], by_slug[found.other]):
                best[pair] = found
    return sorted(best.values(), key=lambda each: (-each.score, each.one, each.other))


def may_be_one(one: Named, other: Named) -> bool:
    """Whether nothing that is known of two sources says that they are two."""
    if one.known and other.known:
        return False
    if one.lands and other.lands and one.lands.isdisjoint(other.lands):
        return False
    if any(first and second and first != second for first, second in ((one.kind, other.kind), (one.side, other.side))):
        return False
    if one.slug == other.speaks_for or other.slug == one.speaks_for:
        return False
    if (one.titled and not other.person) or (other.titled and not one.person):
        return False
    return bool(one.person and other.person) or one.spokes == other.spokes


def by_letters(sources: Sequence[Named], index: Names) -> Iterator[Alike]:
    """Names of the same words but one, which differs by a letter or two: "Lantern Trust", "Lantrn Trust"."""
    blocks: dict[tuple[Words, str], dict[str, Named]] = defaultdict(dict)
    for source in sources:
        for form in source.forms:
            for at, word in enumerate(form):
                blocks[form[:at] + form[at + 1 :], word[0]][word] = source
    for (rest, _), of_word in blocks.items():
        for one, other, letters in _near([*of_word]) if len(of_word) > 1 else ():
            if _is_slip(one, other, letters, alone=not rest, index=index):
                score = 0.55 + 0.4 * Levenshtein.normalized_similarity("".join((*rest, one)), "".join((*rest, other)))
                yield Alike(of_word[one].slug, of_word[other].slug, round(score, 2), _how_spelled(one, other, letters))


def by_spaces(sources: Sequence[Named], index: Names) -> Iterator[Alike]:
    """Names of the same letters, spaced otherwise: "Harbour Board", "Harbourboard"."""
    runs = (("".join(index.fold(name)), source) for source in sources for name in source.names)
    for some in _groups((run, source) for run, source in runs if len(run) > _SHORT):
        for one, other in combinations(some, 2):
            yield Alike(one.slug, other.slug, 0.95, "the same letters, with other spaces")


def by_acronym(sources: Sequence[Named], _: Names) -> Iterator[Alike]:
    """An acronym and the name that defines it, or has its initials: "THB", "Tolm Harbour Board (THB)"."""
    short: dict[str, list[Named]] = defaultdict(list)
    for source in sources:
        for acronym in {name.replace(".", "") for name in map(_bare, source.names) if is_acronym(name)}:
            short[acronym].append(source)
    full: dict[str, list[Named]] = defaultdict(list)
    for source in sources:
        for name in source.names:
            both = defined_acronym(name)
            for other in short.get(both[1].replace(".", ""), ()) if both else ():
                yield Alike(other.slug, source.slug, 0.95, f"“{name}” defines {other.names[0]}")
        initials = {_initials(name) for name in source.names} & short.keys() if not source.titled else ()
        for acronym in initials:
            full[acronym].append(source)
    for acronym, some in full.items():
        for source in some if len(some) < _MANY and len(acronym) >= _MANY else ():
            for other in short[acronym]:
                score = 0.75 if len(some) == 1 else 0.6
                yield Alike(other.slug, source.slug, score, f"{acronym} are the initials of “{source.names[0]}”")


def by_weight(sources: Sequence[Named], index: Names) -> Iterator[Alike]:
    """Names of which one has a word more that says little: "Tolm police", "Tolm police department"."""
    weighty: list[tuple[tuple[frozenset[str], frozenset[str]], Named]] = []
    for source in sources:
        heavy = frozenset(source.words) - index.light
        if heavy - index.modifiers or (heavy and source.lands):
            weighty.append(((heavy, source.lands), source))
    for some in _groups((key, source) for key, source in weighty if not source.titled):
        for one, other in combinations(some, 2):
            shorter, longer = sorted((one, other), key=lambda each: len(each.words))
            more = set(longer.words) - set(shorter.words)
            if more and set(shorter.words) < set(longer.words):
                said = " ".join(word for word in longer.words if word in more)
                yield Alike(shorter.slug, longer.slug, 0.8, f"the same words but for “{said}”")


def by_land(sources: Sequence[Named], _: Names) -> Iterator[Alike]:
    """A name with its country and without, where only one country here has it."""
    bodies = (source for source in sources if not source.titled and len(source.words) > 1)
    for some in _groups((tuple(sorted(source.words)), source) for source in bodies):
        bare = [source for source in some if not source.lands]
        of_land = [source for source in some if source.lands]
        if len(bare) == len(of_land) == 1:
            land = " ".join(sorted(of_land[0].lands))
            yield Alike(bare[0].slug, of_land[0].slug, 0.7, f"the same words, one of them with its country ({land})")


def by_person(sources: Sequence[Named], _: Names) -> Iterator[Alike]:
    """A person by title and surname, by initials, with a middle name or another word before the name."""
    people = [source for source in sources if source.person]
    whole = [source for source in people if len(source.person) > 1]
    by_surname = _indexed((source.person[-1], source) for source in whole)
    for source in people:
        namesakes = by_surname.get(source.person[-1], [])
        if len(source.person) == 1 and len(namesakes) == 1:
            why = f"“{source.names[0]}” is a title and a surname that only “{namesakes[0].names[0]}” has here"
            yield Alike(source.slug, namesakes[0].slug, 0.7, why)
    for some in _groups(((source.person[0][0], source.person[-1]), source) for source in whole):
        for one, other in combinations(some, 2):
            shorter, longer = sorted((one, other), key=lambda each: len(each.person))
            first, second = shorter.person[0], longer.person[0]
            if first != second and 1 in (len(first), len(second)) and len(some) < _MANY:
                yield Alike(shorter.slug, longer.slug, 0.7, "the same surname, and the initial of the first name")
            elif first == second and set(shorter.person) < set(longer.person):
                yield Alike(shorter.slug, longer.slug, 0.8, "the same first and last name")
    for some in _groups((source.person[-2:], source) for source in whole):
        for one, other in combinations(some, 2):
            shorter, longer = sorted((one, other), key=lambda each: len(each.person))
            if len(shorter.person) == 2 < len(longer.person) == 3:
                yield Alike(shorter.slug, longer.slug, 0.75, f"the same name with “{longer.person[0]}” before it")


RULES = (by_letters, by_spaces, by_acronym, by_weight, by_land, by_person)
"""What makes two sources alike; of several reasons the surest is told."""


def _near(words: list[str]) -> Iterator[tuple[str, str, int]]:
    """The pairs of words that differ by two letters at most."""
    words = sorted(words)
    for start in range(0, len(words), _WINDOW):
        some = words[start : start + _WINDOW]
        letters = process.cdist(some, some, scorer=Levenshtein.distance, score_cutoff=2)
        for one, other in zip(*(letters <= 2).nonzero(), strict=True):
            if one < other:
                yield some[one], some[other], int(letters[one, other])


def _is_slip(one: str, other: str, letters: int, *, alone: bool, index: Names) -> bool:
    """Whether two words can be one, written otherwise by mistake: no figures, no two words that each mean something."""
    if any(map(str.isdigit, one + other)) or {one, other} & _lands(index).keys():
        return False
    shorter, longer = sorted((one, other), key=len)
    if (alone and len(shorter) <= _SHORT) or ({one, other} <= index.modifiers and longer != f"{shorter}s"):
        return False
    return len(shorter) >= _LONG if letters > 1 else len(longer) >= _SHORT and len(shorter) >= _SHORT - 1


def _how_spelled(one: str, other: str, letters: int) -> str:
    shorter, longer = sorted((one, other), key=len)
    if longer == f"{shorter}s":
        return f"the same words, “{shorter}” also as plural or possessive"
    return f"the same letters but for {'one' if letters == 1 else 'two'}: “{one}”, “{other}”"


@cache
def _lands(index: Names) -> Mapping[str, str]:
    """The countries of the vocabulary as they stand in keys, with their codes."""
    return {slugify(country.name): code for code, country in index.vocabulary.countries.items()}


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _initials(name: str) -> str:
    """The first letters of the words with capitals: "Tolm Harbour Board" gives "THB"."""
    return "".join(word[0] for word in _bare(name).split() if word[:1].isupper())


def _indexed(sources: Iterable[tuple[_Key, Named]]) -> dict[_Key, list[Named]]:
    found: dict[_Key, list[Named]] = defaultdict(list)
    for key, source in sources:
        found[key].append(source)
    return found


def _groups(sources: Iterable[tuple[_Key, Named]]) -> Iterator[list[Named]]:
    """The sources that share a key; not where too many do for it to say anything."""
    return (some for some in _indexed(sources).values() if 1 < len(some) <= _GROUP)
