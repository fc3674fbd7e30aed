"""Noun phrases beside a verb: who stands before "said", and who after "according to"."""

from typing import NamedTuple

from claims.extract.who.reporting import Reporting
from claims.extract.who.tokens import Tokens

_PAUSES = frozenset(',;:—–()“”"«»•!?|[]…')
_LONGEST = 24
"""Words of the longest noun phrase that is taken for a speaker."""


class Phrase(NamedTuple):
    """A noun phrase by token positions: `first` to `last`, both included; `aside` is where its apposition begins."""

    first: int
    last: int
    aside: int | None = None

    @property
    def head(self) -> "Phrase":
        """The phrase without what is set beside it."""
        return Phrase(self.first, self.aside - 2) if self.aside else self


class Phrases:
    """The noun phrases of one sentence."""

    def __init__(self, tokens: Tokens, reporting: Reporting) -> None:
        self.tokens = tokens
        self.texts = tokens.texts
        self.lows = tokens.lows
        self.words = reporting

    def is_pause(self, at: int) -> bool:
        """Whether a mark divides the sentence there; the full stop of an abbreviation does not."""
        text, last = self.texts[at], len(self.texts) - 1
        if text == "-":
            start = self.tokens.starts[at]
            return 0 < at < last and self.tokens.end_of(at - 1) < start < self.tokens.starts[at + 1] - 1
        if text != ".":
            return text in _PAUSES
        before = self.texts[at - 1] if at else text
        if at == last or len(before) > 4 or not before[0].isupper():
            return True
        return self.tokens.starts[at + 1] == self.tokens.end_of(at)

    def pause_from(self, at: int) -> int:
        """The next pause from a token on, else the end."""
        return next((n for n in range(at, len(self.lows)) if self.is_pause(n)), len(self.lows))

    def has_clause(self, first: int, end: int) -> bool:
        """Whether a verb stands among the tokens, or a quotation or number, which a headline needs no verb for."""
        return any(
            self.words.is_finite(low) or low[0].isdigit() or low in '“”"«»' or low in self.words.number_words
            for low in self.lows[first:end]
        )

    def before(self, verb: int) -> Phrase | None:
        """The subject that stands before a verb, with an apposition between commas."""
        at = self._before_group(verb)
        if at < 0 or self.lows[at] in self.words.no_subject or self.lows[at].endswith(("n't", "n’t")):
            return None
        if self.lows[at] in ("and", "but", "or"):
            return None
        if at and (self.lows[at] == "who" or self._is_said_by(at)):
            at -= 1
            at -= self.texts[at] == ","
            # "An interview with the mayor, who said": the mayor did.
            linked = next((n for n in range(at, max(0, at - _LONGEST // 2), -1) if self.lows[n] == "with"), None)
            phrase = self.up_to(at)
            return Phrase(linked + 1, at) if linked and phrase and phrase.first < linked else phrase
        if self.texts[at] in ",–—" or (self.texts[at] == "-" and self.is_pause(at)):
            return self._before_aside(at)
        phrase = self.up_to(self._before_relative(at))
        if phrase is None:
            return None
        beside = next((n for n in range(phrase.first + 1, phrase.last) if self.lows[n] in self.words.beside), None)
        return Phrase(phrase.first, beside - 1) if beside else phrase

    def _is_said_by(self, at: int) -> bool:
        """Whether "which" stands for a body: "the union, which counted 9", but "the post, which said 9 died"."""
        aside = at > 1 and self.lows[at] == "which" and self.texts[at - 1] == ","
        return aside and self.lows[at - 2] not in self.words.documents

    def _before_group(self, verb: int) -> int:
        """The last token before a verb and what goes with it: "was speaking of", "had to announce", "could say"."""
        at = self.before_adverbs(verb - 1)
        if at > 0 and self.lows[at] == "to" and self.lows[at - 1] in self.words.led_to:
            at = self.before_adverbs(at - 2)
            at -= at > 0 and self.lows[at] in self.words.being
        elif at > 0 and self.lows[at] in (self.words.being if self.lows[verb].endswith("ing") else ("could", "can")):
            at = self.before_adverbs(at - 1)
        return at

    def _before_relative(self, at: int) -> int:
        """The end of the noun that a relative clause up to `at` belongs to: "officials who were not there said"."""
        for n in range(at, max(0, at - _LONGEST // 2), -1):
            if self.is_pause(n) or self.lows[n] == "that":
                break
            if self.lows[n] == "who":
                return n - 1
        return at

    def after(self, at: int) -> Phrase | None:
        """The noun phrase that begins at a token, with an apposition behind it."""
        last = self._run_on(at)
        if last < at:
            return None
        return self._with_aside(at, last)

    def before_adverbs(self, at: int) -> int:
        """The last token up to `at` that is no adverb or day: "the army later on Monday said"."""
        while at >= 0:
            month = at - 2 if at > 1 and self.texts[at - 1] == "." else at - 1
            is_day = self.texts[at].isdigit() and at and self.lows[month] in self.words.days
            is_day = is_day or (self.texts[at] == "." and at and self.lows[at - 1] in self.words.days)
            at_noon = self.lows[at] in ("at", "around") and self.lows[at + 1] in self.words.days
            if self.lows[at] in self.words.adverbs or is_day or at_noon:
                at -= 1
            elif (before := self._before_hour(at)) < at:
                at = before
            else:
                break
        return at

    def _before_hour(self, at: int) -> int:
        """The last token before an hour that ends at a token: "at 9 a.m. local time", "at noon"."""
        n = at - 2 if self.lows[at] == "time" and self.lows[at - 1] == "local" else at
        n -= n > 0 and self.texts[n] == "."
        n -= self.lows[n] in self.words.clock
        while n > 0 and (self.texts[n].isdigit() or self.texts[n] == ":"):
            n -= 1
        hour = self.lows[n + 1] if n < at else ""
        return n - 1 if n > 0 and self.lows[n] in ("at", "around") and hour else at

    def up_to(self, at: int) -> Phrase | None:
        """The noun phrase that ends at a token; a pronoun is one by itself: "in a later statement it said"."""
        if self.lows[at] in self.words.pronouns:
            return Phrase(at, at)
        first = at + 1
        while first > 0 and at - first < _LONGEST:
            low = self.lows[first - 1]
            if low == ")":
                opening = next((n for n in range(first - 2, max(-1, first - 8), -1) if self.texts[n] == "("), None)
                if opening is None:
                    break
                first = opening
                continue
            if self.is_pause(first - 1) or low in self.words.openers:
                break
            capital = self.texts[first - 1][0].isupper()
            beside = low in self.words.described and first <= at and self.lows[first] in self.words.prepositions
            if self.words.is_finite(low) and not beside and not (first - 1 == at and capital):
                # At the head of a clause it is an adjective: "Unconfirmed reports said …".
                opens = first == 1 or (capital and self.is_pause(first - 2))
                if not (opens and low.endswith("ed") and low not in self.words.verbs and first <= at):
                    break
            if low in ("and", "or") and self._clause_left_of(first - 1):
                break
            first -= 1
            if low in ("the", "a", "an") and first and self._ends_noun(first - 1):
                break
        return self._trimmed(first, at)

    def _ends_noun(self, at: int) -> bool:
        """Whether the noun ends there that a clause describes: "a number | the ministry confirmed"."""
        return self.lows[at] in self.words.told_nouns

    def _clause_left_of(self, at: int) -> bool:
        for n in range(at - 1, -1, -1):
            if self.is_pause(n):
                return n == at - 1
            if self.words.is_finite(self.lows[n]):
                return True
        return False

    def _trimmed(self, first: int, last: int) -> Phrase | None:
        """Without the adverbs, times and places that open a sentence before its subject."""
        while first <= last:
            low = self.lows[first]
            if low == "according":
                return None
            if low in self.words.prepositions:
                first += 1
                dated = self.lows[first : first + 1] and self.lows[first] in self.words.days
                while first < last and (self.lows[first] in self.words.days or (not dated and self._place_word(first))):
                    first += 1
                first = self._inner_phrase(first, last)
            elif self.texts[first].isdigit() and first < last and self.lows[first + 1] in self.words.clock:
                first += 2
            elif (
                (self.texts[first].isdigit() and first and self.texts[first - 1] == ":")
                or low in self.words.adverbs
                or low in self.words.joining
                or not self.tokens.is_word(first)
            ):
                first += 1
            else:
                return Phrase(first, last)
        return None

    def _inner_phrase(self, first: int, last: int) -> int:
        """Where the subject begins behind a phrase with a preposition: "on the radio | the mayor"."""
        for n in range(first + 1, last + 1):
            if self.lows[n] in ("the", "a", "an") and self.lows[n - 1] not in self.words.linking:
                return n
        return first

    def _place_word(self, at: int) -> bool:
        return self.texts[at][0].isupper() or self.texts[at][0].isdigit()

    def _before_aside(self, comma: int) -> Phrase | None:
        """The subject of "Ana Petrov, the mayor of Ferl, said": the head, and where what is set beside it begins."""
        mark = self.texts[comma]
        head, head_end = self._head_before(self._start_before(comma), comma)
        if head is None or head_end is None:
            return head
        if self._is_relative(head_end + 1) or self._is_age(head_end + 1, head_end + 2):
            return head
        aside_end = next((k for k in range(head_end + 1, comma) if self.texts[k] == mark), comma)
        return Phrase(head.first, aside_end - 1, head_end + 1)

    def _start_before(self, comma: int) -> int:
        """Where the head and its asides begin: at a clause of its own, or another mark, before the comma."""
        mark, end, start = self.texts[comma], comma, comma
        while True:
            n = end - 1
            while n >= 0 and not (self.is_pause(n) and self.texts[n] not in "()"):
                n -= 1
            relative = end - n > 1 and self._is_relative(n + 1)
            if start < comma and self.has_clause(n + 1, end) and not relative and not self._is_age(n + 1, end):
                return start
            if start < comma and end > n + 1 and self.lows[n + 1] in self.words.participial_openers:
                return start
            start, end = n + 1, n
            if n < 0 or self.texts[n] != mark or comma - n > 2 * _LONGEST:
                return start

    def _head_before(self, start: int, comma: int) -> tuple[Phrase | None, int | None]:
        """The first phrase between the two that is no adverbial, and the mark after it."""
        mark = self.texts[comma]
        while start < comma:
            end = next((k for k in range(start, comma) if self.texts[k] == mark), None)
            head = self._trimmed(start, (end or comma) - 1)
            # "On Facebook, Ana Petrov, the mayor, said"
            adverbial = (
                end
                and head
                and head.first == head.last > start
                and self.lows[head.first - 1] in self.words.prepositions
            )
            if head is not None and not adverbial:
                return head, end
            start = (end or comma) + 1
        return None, None

    def _is_relative(self, at: int) -> bool:
        """Whether an aside that describes no name begins there: "who was there", "reached by phone"."""
        low = self.lows[at]
        return low in self.words.relatives or (low.endswith("ed") and self.texts[at].islower())

    def _is_age(self, first: int, end: int) -> bool:
        return end - first == 1 and self.texts[first].isdigit()

    def _run_on(self, at: int) -> int:
        """Position of the last word of the noun phrase that begins at `at`."""
        last = at - 1
        for n in range(at, min(len(self.lows), at + _LONGEST)):
            low = self.lows[n]
            if low in "()" and self._brackets(n, at):
                last = n
                continue
            if not low[0].isalnum() and low not in ".&’'-/":
                break
            if (low in ".-" and self.is_pause(n)) or (n > at and self._is_figure(n)):
                break
            if n > at and (low in self.words.openers or self._leaves(n)):
                break
            last = n
        while last >= at and (self.lows[last] in self.words.prepositions or self.lows[last] in ("and", "the", "a")):
            last -= 1
        return last

    def _is_figure(self, at: int) -> bool:
        """Whether a number stands there that no name ends with: "according to the army | 30 rebels"."""
        number = self.texts[at].isdigit() or (self.lows[at] in self.words.number_words and self.lows[at] != "one")
        return number and self.texts[at - 1].islower()

    def _brackets(self, at: int, first: int) -> bool:
        if self.texts[at] == ")":
            return "(" in self.texts[first:at]
        return ")" in self.texts[at : at + 5]

    def _leaves(self, at: int) -> bool:
        """Whether the words from there on no longer belong to the noun phrase: a verb, a time, "in a statement"."""
        low, words = self.lows[at], self.words
        if low in words.leaving or words.is_finite(low):
            return True
        following = self.lows[at + 1] if at + 1 < len(self.lows) else ""
        if low in words.prepositions:
            return (
                following in words.days
                or (low == "at" and following[:1].isdigit())
                or (low == "in" and following != "the" and following in words.determiners)
            )
        return low == "and" and self._clause_after(at + 1)

    def _clause_after(self, at: int) -> bool:
        for n in range(at, min(len(self.lows), at + 10)):
            if self.is_pause(n):
                return False
            if self.words.is_finite(self.lows[n]):
                return True
        return False

    def _with_aside(self, first: int, last: int) -> Phrase:
        comma = last + 1
        if comma + 1 >= len(self.lows) or self.texts[comma] not in ",–":
            return Phrase(first, last)
        aside = comma + 1
        end = self._run_on(aside)
        opens = self.lows[aside]
        described = opens in self.words.determiners or opens in self.words.names.titles
        named = self.lows[first] in self.words.describing or self.lows[first].endswith("s")
        if end + 1 < len(self.lows) and self.words.is_finite(self.lows[end + 1]):
            return Phrase(first, last)
        if end >= aside and (described or (named and self.texts[aside][0].isupper() and end - aside < 6)):
            return Phrase(first, end, aside) if not self.has_clause(aside, end + 1) else Phrase(first, last)
        return Phrase(first, last)
