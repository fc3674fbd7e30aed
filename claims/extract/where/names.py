"""The words of one sentence, and what its names are: of places, of bodies and of people."""

import re
from functools import cached_property

from claims import gazetteer
from claims.extract.where.tokens import TOKEN, Token, tokens_of
from claims.extract.where.words import PlaceWords

LONGEST_NAME = 4
"""Words of the longest listed name that is looked for."""


class Names:
    """Tells of the names in a sentence that begins at `start` what they stand for."""

    def __init__(self, text: str, start: int, words: PlaceWords, country: str | None) -> None:
        self._start = start
        self._found = list(TOKEN.finditer(text))
        self._tokens = tokens_of(map(re.Match.group, self._found))
        self._words = words
        self._country = country

    @cached_property
    def _title_case(self) -> bool:
        """Whether nearly all words begin with a capital, as those of a headline do."""
        long = [each.capital for each in self._tokens if each.word and len(each.text) > 3 and each.text[0].isalpha()]
        return len(long) > 2 and sum(long) > 0.7 * len(long)

    def _span(self, first: int, end: int) -> tuple[int, int]:
        """Offsets of the words from one up to another."""
        start, last = self._found[first].start(), self._found[end - 1].start()
        return self._start + start, self._start + last + len(self._tokens[end - 1].text)

    def _noun_width(self, at: int) -> int:
        """How many words a noun of places at a word has; 0 where there is none."""
        noun, words = self._tokens[at].lower, self._words
        opens = noun in words.noun_openers and at + 1 < len(self._tokens)
        if opens and f"{noun} {self._tokens[at + 1].lower}" in words.nouns:
            return 2
        return int(noun in words.nouns)

    def _plain(self, at: int) -> bool:
        token = self._tokens[at]
        return token.word and token.lower not in self._words.stops

    def _barred(self, token: Token) -> bool:
        """Whether a word with a capital is no part of an unlisted place's name: "Monday", "Mexicans", "NATO"."""
        words, lower = self._words, token.lower
        people = lower in words.adjectives or (lower.endswith("s") and lower[:-1] in words.adjectives)
        return (
            people
            or lower in words.not_places
            or lower in words.body_names
            or (len(lower) > 2 and token.text.isupper())
        )

    def _qualifies(self, at: int) -> bool:
        """Whether a name that ends before a word says what kind of thing the word is: "a Pride event"."""
        after = self._tokens[at].lower if at < len(self._tokens) else "."
        if not after.isalpha() or not self._plain(at) or self._tokens[at - 1].possessive:
            return False
        if after in self._words.events or after in self._words.strikes:
            return False
        return self._tokens[at].text == after and not after.endswith(("ed", "ing", "ly"))

    def _known(self, first: int, end: int) -> bool:
        if end - first > LONGEST_NAME + 1 or (end - first == 1 and self._tokens[first].lower in self._words.not_places):
            return False
        return gazetteer.find(" ".join(token.text for token in self._tokens[first:end]), self._country) is not None

    def _is_body(self, at: int) -> bool:
        """Whether a name that ends before a word belongs to a body: "Basra police", "Kestria's Interior Ministry"."""
        if at >= len(self._tokens):
            return False
        after = self._tokens[at]
        owned = self._tokens[at - 1].possessive and not self._title_case
        if owned and self._owns_body(at):
            return True
        if not after.capital and after.lower in self._words.events:
            # "Orle fire service", but "Orle fire".
            return at + 1 < len(self._tokens) and self._tokens[at + 1].lower in self._words.bodies
        return after.lower in self._words.bodies and (after.capital or after.lower != "today")

    def _owns_body(self, at: int) -> bool:
        """Whether a body or a person's office is the noun that a possessive owns: "Odisha's top civil servant"."""
        for token in self._tokens[at : at + 4]:
            if token.capital or token.lower in self._words.bodies:
                return True
            if not token.word or token.lower in self._words.stops or token.lower in self._words.nouns:
                return False
        return False

    def _is_office(self, at: int) -> bool:
        """Whether the noun before "of" is a name or an office: "the University of Basra", "administrator of Orle"."""
        if at < 0:
            return False
        before = self._tokens[at]
        return before.lower in self._words.offices or (at > 0 and before.capital and not self._title_case)

    def _describes(self, first: Token) -> bool:
        """Whether the first word says something of a place behind it, and is no name: "Southwest", "Deadliest"."""
        event = len(self._tokens) > 2 and self._tokens[2].lower in self._words.events
        return event or first.lower in self._words.modifiers or first.lower.endswith("est")

    def _is_plain_noun(self, token: Token) -> bool:
        """Whether a bare name is a word for places in general, such as "East" and "Rivers"."""
        words = self._words
        return token.lower in words.modifiers or token.lower in words.nouns

    def _acts(self, first: int, end: int) -> bool:
        """Whether a bare name stands for a body or begins a longer name: "Iran has arrested", "Kentucky Derby"."""
        if end >= len(self._tokens):
            return False
        after = self._tokens[end]
        titled = first == 0 and any(token.text == ":" for token in self._tokens[end : end + 5])
        longer = after.capital and not self._title_case and not titled
        short = self._tokens[end - 1].text.isupper() and self._qualifies(end)
        if after.lower in self._words.having and end + 1 < len(self._tokens):
            suffers = self._tokens[end + 1]
            return suffers.lower not in self._words.suffered and not suffers.text[0].isdigit()
        listed = first > 0 and self._tokens[first - 1].lower == "and" and after.text[0].isdigit()
        return longer or short or listed or self._is_body(end) or after.lower in self._words.verbs
