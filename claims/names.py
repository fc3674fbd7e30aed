"""Names of sources: what two spellings have in common, whom a spokesperson speaks for, kind, side and country.

All words come from the vocabulary: `kinds.toml`, `sources.toml`, `countries.csv`, the first part of `reporting.toml`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from typing import TypeVar

from claims.records import Source
from claims.vocabulary import Country, KnownSource, SourceKind, Vocabulary, load_vocabulary

Tokens = tuple[str, ...]
Found = TypeVar("Found")

_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))
_INDEFINITE = re.compile(r"(?:an?|one|another|some|several|two|three|four)\s", re.IGNORECASE)
# Arab names write the article small: "Khaled al-Obeidi".
_PARTICLE = re.compile(r"^(?:a[dhlnrstz]|ash|e[ln]|ul|d|l)[-’'](?=\w)")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_BOTH = re.compile(
    r"(?P<first>[^()]{2,200}?)(?:\s*+\((?P<bracketed>[^()]{2,200})\)|\s++[–—-]\s++(?P<dashed>[A-Z.]{2,20}))\s*+$"
)
_LONGEST_ACRONYM = 8
"""Letters of the longest acronym."""
_UNDECOMPOSED = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_LONGEST = 1000
"""Characters of a name that are looked at: a longer one is no name."""
_LONGEST_ENTRY = 12
"""Words of the longest name in the vocabulary that is looked for inside another name."""
_REMEMBERED = 16_384
"""Names whose reading is kept: a text calls few bodies by many sentences."""


class Table(dict[Tokens, Found]):
    """What names stand for, by their folded words; the first word tells how long an entry can be."""

    def __init__(self) -> None:
        super().__init__()
        self.longest: dict[str, int] = {}

    def enter(self, tokens: Tokens, found: Found) -> None:
        """Enter a name; of two that are spelled alike the first stays."""
        if tokens and tokens not in self:
            self[tokens] = found
            self.longest[tokens[0]] = min(_LONGEST_ENTRY, max(len(tokens), self.longest.get(tokens[0], 0)))


class Names:
    """The vocabulary's names and words, indexed by their folded words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.reporting
        self.vocabulary = vocabulary
        self.honorifics = frozenset(words["honorifics"])
        self.ignored = self.honorifics | frozenset(words["articles"])
        self.joints = frozenset(words["joints"])
        self.spellings: Table[Tokens] = Table()
        for line in words["spellings"]:
            self.spellings.enter(*self._spelling(line))
        self.light = frozenset(words["light"])
        self.portfolios = self._set(words["portfolios"])
        self.descriptions = self._set(words["descriptions"])
        self.unnamed = self._set(words["unnamed"])
        self.officials = self._set(words["officials"])
        owners = alternation((*words["media_owners"], "state"))
        # In small letters anywhere; with a capital only where no capital follows: not "Army Times".
        self.media_owners = re.compile(rf"\b(?:{owners}|(?i:{owners})(?! [A-Z]))\b")
        self.titles = self._set(words["titles"])
        self.particles = frozenset(words["particles"])
        self.spokespersons = re.compile(rf"\b(?:{alternation(words['spokespersons'])})\b", re.IGNORECASE)
        self._enter(vocabulary)
        self.impersonal = self.titles | self.portfolios | self.descriptions
        self.before_person = self.titles | self.honorifics
        self.ignored_openers = self.ignored | {"and", "no", "according"}
        self.bodily = frozenset(word for words in self.kinds for word in words)
        self.modifiers = (self.titles | self.descriptions | self.bodily | self.portfolios) - self.joints

    def _enter(self, vocabulary: Vocabulary) -> None:
        """Enter the names of countries, known sources and kinds of sources."""
        self.countries: Table[Country] = Table()
        self.adjectives: set[Tokens] = set()
        self.known: Table[KnownSource] = Table()
        self.kinds: Table[SourceKind] = Table()
        for country in vocabulary.countries.values():
            for name in (country.name, *country.names, *country.adjectives):
                self.countries.enter(self.fold(name), country)
            self.adjectives.update(map(self.fold, country.adjectives))
        for known in vocabulary.sources.values():
            for name in (known.name, *known.aliases):
                self.known.enter(self.fold(name), known)
        for kind in vocabulary.kinds.values():
            for word in kind.words:
                self.kinds.enter(self.fold(word), kind)

    def fold(self, name: str) -> Tokens:
        """The words of a name, casefolded and without accents, articles, honorifics and possessives."""
        return _folded(name, self.ignored)

    def _spelling(self, line: str) -> tuple[Tokens, Tokens]:
        written, _, read = line.partition(">")
        return self.fold(written), self.fold(read)

    def _set(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(" ".join(self.fold(word)) for word in words)


def index_names(vocabulary: Vocabulary | None = None) -> Names:
    """The index of a vocabulary, made once; of the shipped one where none is given."""
    return _index(vocabulary or load_vocabulary())


@cache
def _index(vocabulary: Vocabulary) -> Names:
    return Names(vocabulary)


def source_key(name: str, home: str | None = None, vocabulary: Vocabulary | None = None) -> str:
    """Matching key of a name: equal for "Kazakhstan's Interior Ministry" and "Interior Ministry of Kazakhstan".

    `home` is the name of the country that a bare body ("Interior Ministry", "police") belongs to.
    """
    names = index_names(vocabulary)
    if known := known_source(name, names.vocabulary):
        return known.slug
    person = person_named(name, names.vocabulary)
    if person and " " in person:
        return " ".join(sorted(names.fold(person)))
    countries: list[str] = []
    rest: list[str] = []
    both = defined_acronym(name)
    full = both[0] if both else _IN_BRACKETS.sub(" ", name[:_LONGEST])
    for tokens, country in _cut(names.fold(full), names.countries):
        (countries if country else rest).append(slugify(country.name) if country else tokens[0])
    if home and not countries and not person and _is_bare(rest, names):
        country = names.countries.get(names.fold(home))
        countries.append(slugify(country.name if country else home))
    plain = [word for word in rest if word not in names.joints]
    respelled = [word for tokens, read in _cut(plain, names.spellings) for word in (read or tokens)]
    return " ".join(sorted(respelled + countries)) or name[:_LONGEST].strip().casefold()


def defined_acronym(name: str) -> tuple[str, str] | None:
    """The full name and the acronym of a name that gives both: "Tolm Harbour Board (THB)", also the other way round."""
    found = _BOTH.match(name[:_LONGEST])
    if found is None:
        return None
    first, second = found["first"].strip(), (found["bracketed"] or found["dashed"]).strip()
    if " " in first and is_acronym(second):
        return first, second
    return (second, first) if " " in second and found["bracketed"] and is_acronym(first) else None


def is_acronym(word: str) -> bool:
    """Whether a word can be the acronym of a body: two to eight capitals, with full stops or without."""
    letters = word.replace(".", "")
    return word.isupper() and letters.isalpha() and 2 <= len(letters) <= _LONGEST_ACRONYM


def slugify(text: str) -> str:
    """A readable ASCII slug: "Kazakhstan's Interior Ministry" is "kazakhstan-interior-ministry"."""
    slug = "-".join(word for word in _words(text) if word.isascii())
    return slug[:80].strip("-") or f"name-{sha256(text.encode()).hexdigest()[:8]}"


def spoken_for(name: str) -> str | None:
    """The body that a spokesperson or press office named so acts for; None for everybody else."""
    name = name[:_LONGEST].translate(_APOSTROPHES)
    found = index_names().spokespersons.search(name)
    if not found:
        return None
    after = re.match(r" (?:for|of|at|from) (?:the |an? )?([^,;(]+)", name[found.end() :])
    if after:
        return after[1].strip()
    body = name[: found.start()].rpartition(",")[2]
    body = re.sub(r"^(?:the|an?|its|his|her|their)\b", "", body.strip(), flags=re.IGNORECASE)
    body = re.sub(r"(?:\b(?:chief|official|deputy|senior|lead|main)\s*)+$", "", body, flags=re.IGNORECASE)
    return re.sub(r"(?:'s|(?<=s)')?\s*$", "", body.strip()).strip() or None


def known_source(name: str, vocabulary: Vocabulary) -> KnownSource | None:
    """The well-known body of that name, as it stands or described ("Chinese broadcaster CCTV")."""
    return _known(name[:_LONGEST], index_names(vocabulary))


@lru_cache(maxsize=_REMEMBERED)
def _known(name: str, names: Names) -> KnownSource | None:
    bracketed = _IN_BRACKETS.search(name)
    tokens = names.fold(_IN_BRACKETS.sub(" ", name))
    found = names.known.get(tokens) or (names.known.get(names.fold(bracketed[1])) if bracketed else None)
    if found or len(tokens) > 12:
        return found
    for described, country in _cut(tokens, names.known):
        if country is not None:
            others = list(tokens)
            for word in described:
                others.remove(word)
            rest = [words[0] for words, land in _cut(others, names.countries) if land is None]
            if all(word in names.descriptions or word in names.joints for word in rest):
                return country
    return None


def source_kind(name: str, vocabulary: Vocabulary) -> SourceKind | None:
    """The kind of source that a name shows; a spokesperson's is the kind of the body spoken for."""
    return _kind(name[:_LONGEST], index_names(vocabulary))


@lru_cache(maxsize=_REMEMBERED)
def _kind(name: str, names: Names) -> SourceKind | None:
    vocabulary = names.vocabulary
    if known := known_source(name, vocabulary):
        return vocabulary.kinds.get(known.kind or "")
    if body := spoken_for(name):
        return source_kind(body, vocabulary)
    best: tuple[int, bool, int] | None = None
    found: SourceKind | None = None
    parts = _cut(names.fold(name), names.kinds)
    for at, (tokens, kind) in enumerate(parts):
        rank = (len(tokens), kind is not None and kind.slug != "government", at)
        if kind is not None and (best is None or rank > best):
            best, found = rank, kind
    if found and found.side == "media" and names.media_owners.search(name.replace("-", " ")):
        return vocabulary.kinds["state_media"]
    return found


def source_side(name: str, vocabulary: Vocabulary) -> str | None:
    """The side that a name shows: state, UN, NGO, medical, media, opposition…"""
    known = known_source(spoken_for(name) or name, vocabulary)
    if known and known.side:
        return known.side
    kind = source_kind(name, vocabulary)
    return kind.side if kind else None


def country_of(name: str, vocabulary: Vocabulary) -> str | None:
    """ISO code of the country in a name ("Tajik president"); None for bodies of the whole world."""
    names = index_names(vocabulary)
    known = known_source(spoken_for(name) or name, vocabulary)
    if known:
        return known.country
    folded = names.fold(name[:_LONGEST])
    for tokens, country in _cut(folded, names.countries):
        if country is None:
            continue
        described = tokens in names.adjectives or tokens == folded or source_kind(name, vocabulary) is not None
        if described or re.search(rf"{re.escape(tokens[-1])}['’]", name, re.IGNORECASE):
            return country.code
    return None


def is_unnamed(name: str) -> bool:
    """Whether no name tells the speaker apart: "witnesses", "a security official", "local media"."""
    names = index_names()
    kind = source_kind(name, names.vocabulary)
    if (
        known_source(name, names.vocabulary)
        or person_named(name, names.vocabulary)
        or (kind and kind.slug == "state_media")
    ):
        return False
    head = re.split(r",|\b(?:of|in|from|at|for|with|near|who|that|familiar|on)\b", name[:_LONGEST], maxsplit=1)[0]
    folded = names.fold(head)
    if not folded:
        return True
    proper = any(country for _, country in _cut(folded, names.countries)) or bool(re.search(r"\w [A-Z]", head))
    if _INDEFINITE.match(name) and not proper:
        return True
    if folded[-1] in names.unnamed:
        return not re.search(r"\b[A-Z]\w+\s+\w+\s*$", head[1:])
    if folded[-1] in names.officials:
        return (
            not proper or bool(re.match(r"(?:an?|one)\b", name, re.IGNORECASE)) or not folded[-1].endswith(("s", "a"))
        )
    return False


def person_named(name: str, vocabulary: Vocabulary) -> str | None:
    """The person's own name at the end of "Interior Minister Ana Petrov", or at the head of "Ana Petrov, a surgeon"."""
    return _person(name[:_LONGEST], index_names(vocabulary))


@lru_cache(maxsize=_REMEMBERED)
def _person(name: str, names: Names) -> str | None:
    first, _, behind = name.translate(_APOSTROPHES).partition(",")
    without_place = re.split(r" (?:for|from|at) ", first)[0]
    for part in (first, without_place, behind.partition(",")[0]):
        if own := _own_name(part.split(), names):
            return own
    # "Harbour Board of Tolm" is no person: what stands before "of" needs a title.
    own = _own_name(first.partition(" of ")[0].split(), names)
    return own if own and not first.startswith(own) else None


def _own_name(words: list[str], names: Names) -> str | None:
    """The person's own name that ends a phrase, with a title before it or alone."""
    own: list[str] = []
    while words and (_is_personal(words[-1], names) or (own and _joins(words, names))):
        own.insert(0, words.pop())
    if not 1 <= len(own) <= 5 or (words and names.joints.intersection(_words(words[-1]))):
        return None
    titles = _words(" ".join(words))
    alone = len(own) > 1 and not titles and not names.bodily.intersection(names.fold(" ".join(own)))
    return " ".join(own) if alone or not names.before_person.isdisjoint(titles) else None


def make_source(name: str, vocabulary: Vocabulary, home: str | None = None) -> Source:
    """A source as far as its name tells: key, kind, country and side."""
    kind = source_kind(name, vocabulary)
    return Source(
        slug=slugify(name),
        name=name,
        key=source_key(name, home, vocabulary),
        kind=kind.slug if kind else None,
        country=country_of(name, vocabulary),
        side=source_side(name, vocabulary),
    )


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first, a space in them standing for any white space."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


@lru_cache(maxsize=4096)
def _words(text: str) -> Tokens:
    """Casefolded words without accents and possessives, "U.N." as one word."""
    text = text[:_LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    if "." in text:
        text = _ACRONYM.sub(lambda found: found[0].replace(".", ""), text)
    if "'" in text:
        text = _POSSESSIVE.sub("", text)
    if text.isascii():
        return tuple(re.findall(r"\w+", text.lower()))
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UNDECOMPOSED))
    return tuple(re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter))))


@lru_cache(maxsize=_REMEMBERED)
def _folded(name: str, ignored: frozenset[str]) -> Tokens:
    return tuple(word for word in _words(name) if word not in ignored)


def _cut(tokens: Sequence[str], table: Table[Found]) -> Iterator[tuple[Tokens, Found | None]]:
    """Cut words into the longest entries of a table, with what they stand for, and single words that are in none."""
    at = 0
    while at < len(tokens):
        entry: Tokens = (tokens[at],)
        found: Found | None = None
        longest = table.longest.get(tokens[at], 0)
        for length in range(min(longest, len(tokens) - at), 0, -1) if longest else ():
            if (longer := tuple(tokens[at : at + length])) in table:
                entry, found = longer, table[longer]
                break
        yield entry, found
        at += len(entry)


def _is_bare(tokens: Sequence[str], names: Names) -> bool:
    """Whether words name a body that every country has."""
    said = [word for word in tokens if word not in names.joints]
    worldwide = any(kind and kind.side in ("UN", "intergovernmental") for _, kind in _cut(said, names.kinds))
    return not worldwide and all(word in names.bodily or word in names.portfolios for word in said)


def _joins(words: list[str], names: Names) -> bool:
    """Whether a phrase ends in the small words inside a person's own name: "Piet van der", "Omar bin"."""
    before = next((word for word in reversed(words) if word not in names.particles), "")
    return words[-1] in names.particles and _is_personal(before, names)


def _is_personal(word: str, names: Names) -> bool:
    """Whether a word can be part of a person's own name: a capital, and no word of titles, bodies or countries."""
    word = _PARTICLE.sub("", word)
    folded = names.fold(word)
    if not word[:1].isupper() or "'s" in word or not folded or (word.isupper() and len(word) > 2):
        return False
    alone = folded[:1]
    taken = alone in names.kinds or alone in names.countries or alone in names.known
    return not taken and names.impersonal.isdisjoint(folded)
