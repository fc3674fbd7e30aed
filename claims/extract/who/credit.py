"""A credit, and the sentence in which credits are looked for."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from claims.extract.passage import Sentence
from claims.extract.who.phrases import Phrase, Phrases
from claims.extract.who.reporting import Reporting
from claims.extract.who.tokens import Tokens
from claims.names import Names, person_named, source_kind
from claims.records import Stance

POSSESSIVES = ("'s", "’s", "s'", "s’")
_REMEMBERED = 8192
"""Phrases of which it is kept what they show: a text calls few parties by many sentences."""


class Credit(NamedTuple):
    """One credit of a sentence; offsets are into the entry's text."""

    words: str
    """Who says it, as written: "the ministry", "he", "Ana Petrov, a UN spokeswoman"."""
    head: str
    """`words` without what is set beside the name."""
    start: int
    end: int
    verb: str
    verb_start: int
    leads: bool
    """What it covers begins behind the verb; otherwise the credit stands behind or around what it covers."""
    scope: tuple[int, int]
    stance: Stance = "states"
    listener: str | None = None
    """Who was told it, where that may be an outlet."""
    cited: str | None = None
    """Whom the party cites for it."""
    surname: bool = False
    """It is a label that nothing but a name in the text shows to be a person: "Marrow: 9 dead"."""
    firm: bool = False
    """It names the figure's owner itself ("the ministry's toll of 15"): a credit around it passes nothing on."""


class CreditReader:
    """A sentence taken apart, with the questions that every kind of credit asks of it."""

    def __init__(self, sentence: Sentence, tokens: Tokens, reporting: Reporting) -> None:
        self.sentence = sentence
        self.words = reporting
        self.tokens = tokens
        self.texts = tokens.texts
        self.lows = tokens.lows
        self._semicolon = ";" in sentence.text
        self.phrases = Phrases(tokens, reporting)
        self.wordings = reporting.wordings.find(tokens.lows)

    def token_after(self, offset: int) -> int:
        """The first token that begins at or behind an offset of the sentence."""
        return bisect_left(self.tokens.starts, offset)

    def offset(self, at: int) -> int:
        """Where a token begins in the sentence."""
        return self.tokens.starts[at]

    def text(self, phrase: Phrase) -> str:
        """A phrase as written."""
        return self.tokens.between(phrase.first, phrase.last)

    def verb_words(self, verb: int, end: int) -> str:
        """The words of a verb, which stands from one token to before another, in lower case."""
        return self.lows[verb] if end == verb + 1 else self.tokens.between(verb, end - 1).lower()

    def party_at(self, at: int) -> Phrase | None:
        """The party that begins at a token, or whose figures or report begin there."""
        if at >= len(self.lows):
            return None
        behind = at
        if not self.words.material_links.isdisjoint(self.lows[at:]):
            match = self.words.material_before.match(self.sentence.text, self.offset(at))
            behind = self.token_after(match.end()) if match else at
            # "Data that show …" names nobody.
            if behind < len(self.lows) and behind > at and self.is_verb(behind):
                behind = at
        phrase = self.phrases.after(behind) if behind < len(self.lows) else None
        return self.owner(phrase) if phrase else None

    def credit(self, party: Phrase, verb: int, end: int, *, leads: bool, begin: int) -> Credit:
        """A credit to a party by the words from `verb` to before `end`, for what begins at the token `begin`."""
        tokens, start, starts = self.tokens, self.sentence.start, self.tokens.starts
        words = tokens.between(party.first, party.last)
        return Credit(
            words=words,
            head=self.text(party.head) if party.aside else words,
            start=start + starts[party.first],
            end=start + tokens.end_of(party.last),
            verb=tokens.between(verb, end - 1),
            verb_start=start + starts[verb],
            leads=leads,
            scope=(start + starts[begin] if begin < len(starts) else self.sentence.end, self.sentence.end),
            stance=self.words.stances.get(self.verb_words(verb, end), "states"),
        )

    def clause_start(self, at: int) -> int:
        """The token behind the last semicolon before `at`."""
        if not self._semicolon:
            return 0
        return next((n + 1 for n in range(at - 1, -1, -1) if self.texts[n] == ";"), 0)

    def has_number(self, first: int, end: int) -> bool:
        """Whether a number that is no date stands among the tokens."""
        for n in range(max(0, first), min(end, len(self.lows))):
            low = self.lows[n]
            if low in self.words.number_words:
                return True
            if low[0].isdigit() and self.words.days.isdisjoint(self.lows[max(0, n - 1) : n + 2]):
                return True
        return False

    def has_kind(self, phrase: Phrase) -> bool:
        """Whether the words show a kind of source: a ministry, a rights group; a country alone is none."""
        return _shows_kind(self.text(phrase), self.words.names)

    def is_verb(self, at: int) -> bool:
        """Whether a word is likely the verb of a clause."""
        return self.words.is_finite(self.lows[at]) or self.lows[at] in self.words.verbs

    def is_some_body(self, phrase: Phrase) -> bool:
        """Whether the words only say that it is a body: "the group's"."""
        folded = self.words.names.fold(self.text(phrase))
        return len(folded) == 1 and folded[0] in self.words.bodies

    def is_person(self, phrase: Phrase) -> bool:
        """Whether the words name a person."""
        return _names_person(self.text(phrase), self.words.names)

    def is_party(self, phrase: Phrase, *, loosely: bool = False) -> bool:
        """Whether the words can be somebody who says something; `loosely` where the verb leaves no doubt."""
        words = self.text(phrase)
        low = words.lower()
        if low in self.words.nobody or not any(map(str.isalpha, words)):
            return False
        if low in self.words.pronouns or _shows_kind(words, self.words.names):
            return True
        if words[0].isdigit():
            return False
        names = self.words.names
        if loosely or self.lows[phrase.last] in names.titles or _names_person(words, names):
            return True
        capitals = sum(word[0].isupper() for word in self.texts[phrase.first : phrase.last + 1])
        opening = self.offset(phrase.first) == 0
        return capitals > 1 or (capitals == 1 and (not opening or phrase.first == phrase.last))

    def in_other_sense(self, verb: int) -> bool:
        """Whether a reporting verb does something else here: "reported to work"."""
        if self.lows[verb] not in self.words.of_other_senses:
            return False
        return self.words.other_senses.match(self.sentence.text, self.offset(verb)) is not None

    def material(self, phrase: Phrase) -> re.Match[str] | None:
        """The words at the head of a phrase that say what of a party is quoted: "figures released by Amnesty"."""
        if self.words.material_links.isdisjoint(self.lows[phrase.first : phrase.last + 1]):
            return None
        return self.words.material_before.match(self.text(phrase))

    def owner(self, phrase: Phrase) -> Phrase:
        """Whose data, report or statement a phrase is: "figures released by Amnesty", "Border Patrol data"."""
        match = self.material(phrase)
        last = phrase.last if phrase.aside is None else phrase.aside - 2
        documentary = self.lows[last] in self.words.documents or self.lows[last] in self.words.material_after
        if match is None and not documentary and self.lows[last] not in self.words.platforms:
            return phrase
        first = self.token_after(self.offset(phrase.first) + match.end()) if match else phrase.first
        if first > phrase.last or (phrase.aside and first >= phrase.aside):
            return phrase
        if documentary:
            owner = next((n for n in range(last - 1, first - 1, -1) if self.lows[n].endswith(POSSESSIVES)), None)
            if owner is not None and self.has_kind(Phrase(first, owner)):
                return Phrase(first, owner)
        if self.lows[last] in self.words.platforms and (host := self._host(first, last)):
            return host
        plain = Phrase(first, last)
        if self.words.names.fold(self.text(plain)) in self.words.names.countries:
            return phrase
        if match and not (self.has_kind(plain) or any(word[0].isupper() for word in self.texts[first : last + 1])):
            return phrase
        shortened = last
        while shortened > first and self.lows[shortened] in self.words.material_after:
            if not self._is_named(Phrase(first, shortened - 1)) or self._is_study(Phrase(first, shortened)):
                break
            shortened -= 1
        return Phrase(first, phrase.last, phrase.aside) if shortened == last else Phrase(first, shortened)

    def _host(self, first: int, last: int) -> Phrase | None:
        """Whose page or channel it is: "the agency's official website", but not "the judiciary's news website"."""
        owner = last - 1
        while owner > first and self.lows[owner] in self.words.of_platforms:
            owner -= 1
        opens = next((n + 1 for n in range(owner, first, -1) if self.lows[n] in self.words.prepositions), first)
        host = Phrase(opens, owner)
        owned = owner >= first and self.lows[owner].endswith(POSSESSIVES)
        return host if owned and (self.has_kind(host) or self.is_person(host) or self.is_some_body(host)) else None

    def _is_study(self, phrase: Phrase) -> bool:
        """Whether a phrase is a source of its own that no name tells apart: "a government survey"."""
        if self.lows[phrase.last] not in self.words.studies:
            return False
        opens = phrase.first if self.lows[phrase.first] in ("a", "an") else phrase.first - 1
        named = any(word[0].isupper() for word in self.texts[phrase.first + 1 : phrase.last + 1])
        return opens >= 0 and self.lows[opens] in ("a", "an") and not named

    def _is_named(self, phrase: Phrase) -> bool:
        words = self.texts[phrase.first : phrase.last + 1]
        if all(word.lower() in self.words.passing or not self.words.names.fold(word) for word in words):
            return False
        named = (word for word in words if word.lower() not in self.words.number_words)
        return any(word[0].isupper() and self.words.names.fold(word) for word in named) or self.has_kind(phrase)


@lru_cache(maxsize=_REMEMBERED)
def _shows_kind(words: str, names: Names) -> bool:
    folded = names.fold(words)
    if not folded or folded in names.countries:
        return False
    return source_kind(words, names.vocabulary) is not None


@lru_cache(maxsize=_REMEMBERED)
def _names_person(words: str, names: Names) -> bool:
    return person_named(words, names.vocabulary) is not None
