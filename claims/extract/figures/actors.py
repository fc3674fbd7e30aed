"""Who did it: "killed by security forces", "police arrested 20 people", "gunmen opened fire, killing nine"."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.extract.figures.groups import group_kind
from claims.extract.figures.lexicon import plurals_of
from claims.extract.figures.phrases import Phrases
from claims.extract.figures.reading import Phrase, Reading
from claims.extract.figures.ruled import Ruled
from claims.vocabulary import Vocabulary

_FARTHEST = 12
"""Words behind a figure among which "by …" names who did it."""
_LONGEST = 6
"""Words of the longest name of an actor."""
_ASIDE = 14
"""Words of the longest aside between a subject and its verb."""
_BACK = 30
"""Words before a verb among which its subject is looked for."""
_ACTIVE = frozenset({"object", "around"})
_BREAKS = frozenset(';:–—“”"()')


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The words of `words/actors.toml` as the reader of actors looks them up."""

    groups: frozenset[str]
    forces: Phrases[str]
    bodies: Phrases[str]
    countries: Phrases[str]
    deeds: frozenset[str]
    by: Phrases[str]
    pronouns: frozenset[str]
    makes: frozenset[str]
    behind: frozenset[str]
    holds: frozenset[str]
    agents: tuple[str, ...]
    things: frozenset[str]
    finds: frozenset[str]
    claims: frozenset[str]


@cache
def actor_words(vocabulary: Vocabulary) -> ActorWords:
    """The words of a vocabulary, made once."""
    words = vocabulary.actors
    names = (name for country in vocabulary.countries.values() for name in (country.name, *country.names))
    return ActorWords(
        groups=frozenset(words["groups"]),
        forces=_phrases(form for noun in words["forces"] for form in plurals_of(noun)),
        bodies=_phrases(form for noun in words["bodies"] for form in plurals_of(noun)),
        countries=_phrases(names),
        deeds=frozenset(words["deeds"]),
        by=_phrases(words["by"]),
        pronouns=frozenset(words["pronouns"]),
        makes=frozenset(words["makes"]),
        behind=frozenset(words["behind"]),
        holds=frozenset(words["holds"]),
        agents=words["agents"],
        things=frozenset(words["things"]),
        finds=frozenset(words["finds"]),
        claims=frozenset(words["claims"]),
    )


def _phrases(words: Iterable[str]) -> Phrases[str]:
    return Phrases((word, "actor") for word in words)


def read_actor(ruled: Ruled, words: ActorWords) -> tuple[int, int] | None:
    """The span in the text of who did to the counted what the figure says; None where no one is named who can act."""
    return _Scan(ruled, words).actor()


class _Scan:
    """Looks for the actor of one figure, behind "by" and before the verb."""

    def __init__(self, ruled: Ruled, words: ActorWords) -> None:
        self._ruled = ruled
        self._reading: Reading = ruled.figure.reading
        self._words = words
        self._deed = ruled.ruling.metric in words.deeds

    def actor(self) -> tuple[int, int] | None:
        ruling, number = self._ruled.ruling, self._ruled.figure.number
        found = None
        if ruling.rule not in _ACTIVE:
            if ruling.rule in ("shared", "part"):
                found = self._after_by(max(number.last, self._ruled.figure.phrase.after))
            found = found or self._after_by(max(ruling.cue_last, self._own_end(ruling.rule)))
        verb = self._verb()
        if found is None and verb is not None:
            found = self._subject(verb)
        return found and (self._reading.tokens.start(found[0]), self._reading.tokens.end(found[1] - 1))

    def _own_end(self, rule: str) -> int:
        """A noun that stands before its number leads nowhere: of "270 arrests by police" the end of the noun."""
        return self._ruled.figure.phrase.last if rule == "noun" else 0

    def _verb(self) -> int | None:
        """The verb whose subject acts: the one that governs the number, or "made" before "270 arrests"."""
        figure, ruling = self._ruled.figure, self._ruled.ruling
        if ruling.rule in _ACTIVE:
            finds = not self._deed and self._reading.low(ruling.cue_first) in self._words.finds
            return None if finds else ruling.cue_first
        before = self._reading.low(figure.before)
        makes = ruling.rule == "noun" and before in self._words.makes
        # "Detectives have 13 men in custody."
        holds = ruling.metric == "detained" and before in self._words.holds and ruling.cue_first > figure.number.first
        return figure.before if makes or holds else None

    def _after_by(self, first: int) -> tuple[int, int] | None:
        """The actor after "by", up to the next mark, number or clause."""
        reading = self._reading
        for at in range(first, min(len(reading.tokens), first + _FARTHEST)):
            if at in reading.starts or reading.tokens.kind(at) == "mark" or reading.within(at, "subordinators"):
                return None
            if reading.within(at, "conjunctions") and at + 1 not in reading.cues:
                return None
            led = self._words.by.match(reading.tokens, at)
            if led is not None:
                found = self._beginning(led[0])
                if found is not None:
                    return found
        return None

    def _beginning(self, at: int) -> tuple[int, int] | None:
        """The noun phrase at a token that names someone who can act; what is said of them behind it is left out."""
        reading, first = self._reading, at + self._reading.within(at, "articles")
        end = self._end(first)
        for last in range(end, first, -1):
            cut = last == end or reading.low(last) in self._words.behind or reading.low(last).endswith(("ed", "ing"))
            if cut and self._acts(first, last):
                return first, last
        return None

    def _end(self, first: int) -> int:
        """Where the noun phrase that begins at a token ends: "members of the guard" is one."""
        reading, last = self._reading, first
        while last < len(reading.tokens) and last - first < _LONGEST:
            if reading.low(last) == "of" and last > first and reading.within(last - 1, "partitives"):
                last += 1 + reading.within(last + 1, "articles")
            elif self._may_name(last):
                last += 1
            else:
                break
        return last

    def _may_name(self, at: int) -> bool:
        reading = self._reading
        if not reading.is_word(at) or at in reading.inside:
            return False
        if at in reading.groups:
            return True
        low = reading.low(at)
        return low not in reading.lexicon.noun_stops and low not in self._words.claims and at not in reading.cues

    def _subject(self, verb: int) -> tuple[int, int] | None:
        """Who stands as the subject of a verb: right before it, before an aside, or where its clause begins."""
        reading, last = self._reading, verb
        while last > 0 and (
            reading.within(last - 1, "have", "adverbs", "modals") or reading.low(last - 1).endswith("ly")
        ):
            last -= 1
        if reading.low(last - 1) in self._words.pronouns:
            return self._speaker(last - 1)
        if reading.within(last - 1, "relatives"):
            # "It was soldiers who freed 21."
            last -= 1
        comma = reading.low(last - 1) == ","
        if comma:
            last = self._before_aside(last - 1)
        first = last
        while first > 0 and last - first < _LONGEST and self._may_name(first - 1):
            first -= 1
        if comma and last > 0 and reading.low(last) == "," and reading.low(first - 1) == ",":
            # A name between commas is said of the place before it: "in Karachi, Pakistan, has killed".
            return self._opening(first - 1, verb)
        led = first - 1 - reading.within(first - 1, "articles")
        by = led >= 0 and self._words.by.match(reading.tokens, led) is not None
        plain = first < last and not reading.within(led, "prepositions")
        if (plain or by) and self._acts(first, last):
            return first, last
        if plain:
            return None
        return self._opening(first, last)

    def _before_aside(self, comma: int) -> int:
        """Where an aside begins that a comma ends: "police, who were outnumbered, …"; else the place of the comma."""
        reading = self._reading
        for at in range(comma - 1, max(0, comma - _ASIDE), -1):
            if reading.low(at) == ",":
                opens = reading.within(at + 1, "relatives", "including", "prepositions") or at + 1 in reading.cues
                return at if opens else comma
        return comma

    def _opening(self, before: int, verb: int) -> tuple[int, int] | None:
        """The actor with which the clause opens that a verb ends: "police in Orle fired tear gas and arrested 20"."""
        reading = self._reading
        for at in range(before - 1, max(-1, before - _BACK) - 1, -1):
            hard = at < 0 or reading.low(at) in _BREAKS or reading.within(at, "reporting", "subordinators", "relatives")
            if hard or reading.low(at) == ",":
                found = self._beginning(at + 1)
                if found is not None and found[1] <= verb and not self._is_attribute(found[1], verb):
                    return found
            if hard:
                return None
        return None

    def _is_attribute(self, end: int, verb: int) -> bool:
        """Whether a noun in the singular only says what sort of deed is the subject: "sniper fire killed two"."""
        singular = f"{self._reading.low(end - 1)}s".endswith(self._words.agents)
        return singular and end + 1 == verb and end in self._reading.cues

    def _speaker(self, pronoun: int) -> tuple[int, int] | None:
        """Who says of themselves that they did it: "the navy said it had rescued 20"."""
        reading, at = self._reading, pronoun - 1
        while at > 0 and (reading.low(at) in ("that", "on") or reading.within(at, "weekdays", "months", "adverbs")):
            at -= 1
        said = reading.within(at, "reporting") or reading.low(at) in self._words.claims
        return self._subject(at) if said else None

    def _acts(self, first: int, last: int) -> bool:
        """Whether a noun phrase names someone who can do it, by its last words."""
        if first >= last:
            return False
        reading = self._reading
        if any(self._ends_in(self._words.forces, at, last) for at in range(first, last)):
            return True
        if group_kind(reading, Phrase(first, last, last)) in self._words.groups and self._ends_in_group(first, last):
            return True
        if self._ends_in(self._words.countries, first, last) or self._is_agent(last - 1):
            return True
        return self._deed and self._is_anyone(first, last)

    def _is_agent(self, at: int) -> bool:
        """Whether a noun says by its ending that those do something: "marauders", "arsonists"."""
        low = self._reading.low(at)
        return low.endswith(self._words.agents) and low not in self._words.things and at not in self._reading.cues

    def _is_anyone(self, first: int, last: int) -> bool:
        """Whether a noun phrase names a body, a person or anything by its name."""
        reading = self._reading
        if any(self._ends_in(self._words.bodies, at, last) for at in range(first, last)):
            return True
        kind = group_kind(reading, Phrase(first, last, last))
        if kind is not None:
            return reading.lexicon.is_people(kind)
        named = reading.tokens.texts[last - 1][0].isupper() and last - 1 > 0
        return named and not reading.within(last - 1, "weekdays", "months")

    def _ends_in(self, phrases: Phrases[str], at: int, last: int) -> bool:
        found = phrases.match(self._reading.tokens, at)
        return found is not None and found[0] == last

    def _ends_in_group(self, first: int, last: int) -> bool:
        return any(self._ends_in(self._reading.lexicon.groups, at, last) for at in range(first, last))
