"""The vocabulary made ready for reading: every phrase by its first word, in all its forms."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from claims.extract.figures.phrases import Phrases, follow
from claims.extract.figures.tokens import Tokens, kind_of, tokenise
from claims.vocabulary import Cues, Metric, Vocabulary

Part = Literal["verb", "act", "state", "noun", "counted", "named", "total", "never"]
Form = Literal["base", "s", "ing", "ed"]

ARTICLES = frozenset({"a", "an", "of"})
"""Words that begin a number only before another of its words."""
_LONGEST_ABBREVIATION = 2
"""Letters of a unit that has no plural."""
_REMEMBERED, _LONGEST_REMEMBERED = 20_000, 40
"""Words that are looked at once, and their letters, so that memory stays bounded."""
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiou")
_NOUN_STOPS = (
    *("be", "have", "modals", "prepositions", "conjunctions", "subordinators", "relatives", "articles"),
    *("weekdays", "reporting", "adverbs", "finite"),
)
"""Kinds of small words that end a noun phrase."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a phrase tells when it is met: a metric, and the part that it plays in the sentence."""

    metric: str
    part: Part
    form: Form | None = None
    members_only: bool = False
    """Only where a member of the metric is counted."""
    weak: bool = False
    """Only beside a word of its metric's context, or in a text that has told of an event."""
    own: bool = False
    """From a researcher's own file: it goes before a shipped one."""


@dataclass(frozen=True, slots=True)
class Around:
    """A verb in two pieces with the counted between them, "set 20 cars alight": the sign, and its second piece."""

    sign: Sign
    ending: tuple[str, ...]


class Beginnings(dict[str, bool]):
    """Whether a number may begin with a word: figures, words with a hyphen, number words, and articles before those."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(words, True))

    def __missing__(self, low: str) -> bool:
        begins = low != "" and not low.isalpha() and kind_of(low) in ("digits", "word")
        if len(self) < _REMEMBERED and len(low) <= _LONGEST_REMEMBERED:
            self[low] = begins
        return begins


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the finder of figures looks up."""

    cues: Phrases[Sign]
    around: Phrases[Around]
    """The first pieces of verbs in two pieces."""
    groups: Phrases[str]
    qualifiers: Phrases[str]
    vague: Phrases[str]
    none: Phrases[str]
    currencies: Phrases[str]
    other_sums: Phrases[str]
    """Words of sums of money that no metric counts."""
    giving: Phrases[str]
    """Words that give a bare number for what was counted: "spoke of"."""
    small: Mapping[str, frozenset[str]]
    """Small words and words of measures, by what they do."""
    kinds: Mapping[str, frozenset[str]]
    """What each of them does."""
    metrics: Mapping[str, Metric]
    members: Mapping[str, Phrases[str]]
    """By metric, the nouns that its `with_members` cues ask for, apart from those of groups."""
    member_groups: Mapping[str, frozenset[str]]
    """By metric, the groups whose nouns they ask for too, with those within them."""
    anyone: frozenset[str]
    """The metrics whose `with_members` cues ask for people of any kind."""
    parents: Mapping[str, str | None]
    """The lattice of groups."""
    levels: Mapping[str, Phrases[str]]
    contexts: Phrases[str]
    """Words beside which the weak cues of metrics count."""
    unless: Phrases[str]
    """Words that rule metrics out of their sentence."""
    numerals: Mapping[str, Mapping[str, int]]
    noun_stops: frozenset[str]
    """Words that end a noun phrase."""
    number_word: re.Pattern[str]
    """The words of which one stands in every number that is not in digits."""
    may_begin_number: Beginnings
    after_article: frozenset[str]
    """Words that go on with a number begun with an article: "a hundred", "of half a million"."""

    def may_count(self, text: str) -> bool:
        """Whether a sentence holds a digit or a number word; without one it holds no figure, and is read no further."""
        return _DIGIT.search(text) is not None or self.number_word.search(text.lower()) is not None

    def currency(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        """The currency written at a token: where it ends, and its code, which stands in capitals itself."""
        found = self.currencies.match(tokens, at)
        if found is None or (tokens.lows[at].upper() in found[1] and not tokens.texts[at].isupper()):
            return None
        return found[0], found[1][0]

    def ends_around(self, around: Around, tokens: Tokens, at: int) -> int | None:
        """Where the second piece of a verb ends if it stands at a token."""
        return follow(around.ending, tokens, at)

    def is_people(self, group: str) -> bool:
        """Whether a standard group is one of people."""
        above: str | None = group
        while above is not None and above != "all":
            above = self.parents.get(above)
        return above == "all"

    def is_things(self, group: str) -> bool:
        """Whether a standard group is one of things; animals are none, they can be killed."""
        return group != "livestock" and not self.is_people(group)


@cache
def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary, made once for each."""
    return _compile(vocabulary)


def forms_of(entry: str) -> Iterable[tuple[str, Form]]:
    """The forms of a verb: "kill" gives kills, killing, killed; "shoot|shot" gives what it says."""
    base, *given = entry.split("|")
    yield base, "base"
    if not given:
        verb, _, rest = base.partition(" ")
        rest = f" {rest}" if rest else ""
        yield from ((f"{stem}{rest}", form) for stem, form in _inflected(verb))
    others = [(other, _form_of(other, base)) for other in given]
    yield from others
    if given and all(form != "ed" for _, form in others):
        yield base, "ed"


def plurals_of(entry: str) -> tuple[str, ...]:
    """A noun in its singular and plural: "body|bodies" as given, "death" with "deaths"."""
    if "|" in entry:
        return tuple(entry.split("|"))
    if entry.endswith(("s", "x", "z", "ch", "sh")):
        return entry, f"{entry}es"
    if entry.endswith("y") and entry[-2:-1] not in _VOWELS:
        return entry, f"{entry[:-1]}ies"
    return entry, f"{entry}s"


def _inflected(verb: str) -> Iterable[tuple[str, Form]]:
    softened = verb.endswith("y") and verb[-2:-1] not in _VOWELS
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{verb}es", "s"
    else:
        yield (f"{verb[:-1]}ies" if softened else f"{verb}s"), "s"
    yield (f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"), "ing"
    yield (f"{verb}d" if verb.endswith("e") else f"{verb[:-1]}ied" if softened else f"{verb}ed"), "ed"


def _form_of(other: str, base: str) -> Form:
    """Which form an irregular one is, by the word in which it differs from the base."""
    for word, plain in zip(other.split(), base.split(), strict=False):
        if word.endswith("ing") and not plain.endswith("ing"):
            return "ing"
        if word != plain and (word in {f"{plain}s", f"{plain}es"} or word == "has" or word == f"{plain[:-1]}ies"):
            return "s"
    return "ed"


def _compile(vocabulary: Vocabulary) -> Lexicon:
    small = {name: frozenset(words) for name, words in vocabulary.grammar.items()}
    for name, words in vocabulary.measures.items():
        small[name] = frozenset(form for word in words for form in (_of_unit(word) if name == "units" else (word,)))
    cues, around = _cues(vocabulary)
    worded, metrics = _wordings(vocabulary), vocabulary.metrics
    members = {slug: _members(metric.cues) for slug, metric in metrics.items()}
    member_groups = {slug: _member_groups(metric.cues, vocabulary) for slug, metric in metrics.items()}
    return Lexicon(
        cues=cues,
        around=around,
        groups=_groups(vocabulary),
        qualifiers=Phrases((_spaced(word), slug) for slug, words in vocabulary.qualifiers.items() for word in words),
        vague=_phrases(vocabulary.vague),
        none=_phrases({"none": vocabulary.grammar["none"]}),
        currencies=_currencies(vocabulary),
        other_sums=_phrases({slug: metric.cues.never for slug, metric in metrics.items() if metric.counts == "money"}),
        giving=_phrases({"giving": vocabulary.grammar["giving"]}),
        small=small,
        kinds=_kinds(small),
        metrics=metrics,
        members=members,
        member_groups=member_groups,
        anyone=frozenset(
            slug for slug in members if "all" in member_groups[slug] or members[slug].match(tokenise("people"), 0)
        ),
        parents={slug: group.parent for slug, group in vocabulary.groups.items()},
        levels={slug: _phrases({slug: metric.cues.level}) for slug, metric in metrics.items()},
        unless=_phrases({slug: metric.cues.unless for slug, metric in metrics.items()}),
        contexts=_phrases({slug: metric.cues.context for slug, metric in metrics.items()}),
        numerals=vocabulary.numerals,
        number_word=_number_word(vocabulary),
        may_begin_number=Beginnings(
            {*vocabulary.numerals["units"], *(words[0] for words in worded), "half", *ARTICLES}
        ),
        after_article=frozenset(
            {*vocabulary.numerals["magnitudes"], *(words[1] for words in worded if words[1:]), "half", "quarter"}
        ),
        noun_stops=frozenset().union(*(small[name] for name in _NOUN_STOPS)),
    )


def _phrases(words: Mapping[str, Iterable[str]]) -> Phrases[str]:
    """Words to look up, each with the name that it stands under."""
    return Phrases((word, name) for name, listed in words.items() for word in listed)


def _of_unit(word: str) -> tuple[str, ...]:
    """A unit in singular and plural; its abbreviation has none ("ha" would be "has")."""
    return plurals_of(word) if len(word) > _LONGEST_ABBREVIATION else (word,)


def _kinds(small: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    words = frozenset[str]().union(*small.values())
    return {word: frozenset(kind for kind, listed in small.items() if word in listed) for word in words}


def _number_word(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = {word for table in ("units", "magnitudes") for word in vocabulary.numerals[table]}
    words |= {phrase.split()[-1] for phrases in vocabulary.vague.values() for phrase in phrases} - {"of"}
    words |= {phrase.split()[-1] for phrase in vocabulary.grammar["none"]}
    lasts = sorted({_WORD.findall(word)[-1] for word in words})
    # By their first letters, so that most words of a text are passed by at once.
    by_letter = [
        f"{first}(?:{'|'.join(word[1:] for word in of)})" for first, of in groupby(lasts, lambda word: word[0])
    ]
    return re.compile(rf"(?:\b|_)(?:{'|'.join(by_letter)})(?:\b|_)")


def _wordings(vocabulary: Vocabulary) -> list[list[str]]:
    """The words of zero and of vague numbers."""
    phrases = [*vocabulary.grammar["none"], *(phrase for phrases in vocabulary.vague.values() for phrase in phrases)]
    return [phrase.lower().split() for phrase in phrases]


# One object for all phrases that tell the same: there are many thousand.
_sign = cache(Sign)


@dataclass(slots=True)
class _Rows:
    """The signs of one metric on their way into the phrases of all."""

    metric: str
    own: bool
    weak: frozenset[str]
    phrases: list[tuple[str, Sign]]
    around: list[tuple[str, Around]]

    def verbs(self, entries: Iterable[str], part: Part, members_only: bool = False) -> None:
        for entry in entries:
            for phrase, form in forms_of(entry):
                self.phrases.append(
                    (phrase, _sign(self.metric, part, form, members_only, entry in self.weak, self.own))
                )

    def states(self, entries: Iterable[str], members_only: bool = False) -> None:
        for phrase in entries:
            self.phrases.append(
                (phrase, _sign(self.metric, "state", None, members_only, phrase in self.weak, self.own))
            )

    def nouns(self, entries: Iterable[str], part: Part) -> None:
        for entry in entries:
            for phrase in plurals_of(entry):
                self.phrases.append((phrase, _sign(self.metric, part, None, False, entry in self.weak, self.own)))

    def pairs(self, entries: Iterable[str], members_only: bool = False) -> None:
        """Verbs in two pieces, and the same in one: "set 20 cars alight", "20 cars were set alight"."""
        for entry in entries:
            begins, _, ends = entry.partition(" ~ ")
            for ending in ends.split("|"):
                for begin, form in forms_of(begins):
                    sign = _sign(self.metric, "verb", form, members_only, entry in self.weak, self.own)
                    self.around.append((begin, Around(sign, tuple(ending.split()))))
                    self.phrases.append((f"{begin} {ending}", sign))


def _cues(vocabulary: Vocabulary) -> tuple[Phrases[Sign], Phrases[Around]]:
    phrases: list[tuple[str, Sign]] = []
    around: list[tuple[str, Around]] = []
    for slug, metric in vocabulary.metrics.items():
        for own, cues in enumerate((metric.cues, vocabulary.own_cues.get(slug, Cues()))):
            rows = _Rows(slug, bool(own), frozenset(cues.weak), phrases, around)
            _add_cues(rows, cues, plain=metric.counts != "money")
    return Phrases(phrases), Phrases(around)


def _add_cues(rows: _Rows, cues: Cues, plain: bool) -> None:
    rows.verbs(cues.verbs, "verb")
    rows.verbs(cues.acts, "act")
    rows.pairs(cues.around)
    rows.pairs(cues.member_around, members_only=True)
    rows.verbs(cues.with_members, "verb", members_only=True)
    rows.verbs(cues.member_acts, "act", members_only=True)
    rows.states(cues.states)
    rows.states(cues.member_states, members_only=True)
    rows.nouns(cues.nouns, "noun")
    rows.nouns(cues.counted, "counted")
    rows.nouns(cues.named, "named")
    rows.nouns(cues.totals, "total")
    if plain:
        rows.nouns(cues.never, "never")


def _members(cues: Cues) -> Phrases[str]:
    return Phrases((form, "member") for form in _nouns(cues.members))


def _member_groups(cues: Cues, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(slug for slug in vocabulary.groups if _is_in(slug, cues.member_groups, vocabulary))


def _groups(vocabulary: Vocabulary) -> Phrases[str]:
    """The nouns of all groups; of people by their country too: "Brenorans" is made of the adjective."""
    rows = [(form, slug) for slug, group in vocabulary.groups.items() for form in _nouns(group.words)]
    return Phrases(rows + [(form, "all") for form in _nationals(vocabulary)])


def _nationals(vocabulary: Vocabulary) -> Iterable[str]:
    return (f"{adjective}s" for country in vocabulary.countries.values() for adjective in country.adjectives)


def _is_in(slug: str | None, above: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether a group is one of those above or within one of them."""
    while slug is not None:
        if slug in above:
            return True
        slug = vocabulary.groups[slug].parent
    return False


def _currencies(vocabulary: Vocabulary) -> Phrases[str]:
    return Phrases(
        (_spaced(form), code)
        for code, words in vocabulary.currencies.items()
        for word in words
        for form in ((word,) if word.isupper() else plurals_of(word))
    )


def _spaced(phrase: str) -> str:
    """Marks as words of their own, as the tokeniser cuts them: "US$" is "us $"."""
    return " ".join("".join(c if c.isalnum() or c in " '’-" else f" {c} " for c in phrase).split())


def _nouns(entries: Iterable[str]) -> Iterable[str]:
    return (form for entry in entries for form in plurals_of(entry))
