"""Noun phrases beside a verb: who stands before "said", and who after "according to"."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extract.who.reporting import Reporting
from claims.extract.who.token import Token

_PAUSES = frozenset(',;:—–()“”"«»•!?|[]…')
_LONGEST = 24
"""Words of the longest noun phrase that is taken for a speaker."""


@dataclass(frozen=True, slots=True)
class Phrase:
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

    def __init__(self, tokens: Sequence[Token], reporting: Reporting) -> None:
        self.tokens = tokens
        self.words = reporting

    def is_pause(self, at: int) -> bool:
        """Whether a mark divides the sentence there; the full stop of an abbreviation does not."""
        token = self.tokens[at]
        if token.text == "-":
            return (
                0 < at < len(self.tokens) - 1 and self.tokens[at - 1].end < token.start < self.tokens[at + 1].start - 1
            )
        if token.text != ".":
            return token.text in _PAUSES
        before = self.tokens[at - 1] if at else token
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        spaced = following is not None and following.start > token.end
        return not (spaced and before.text[:1].isupper() and len(before.text) <= 4)

    def pause_from(self, at: int) -> int:
        """The next pause from a token on, else the end."""
        return next((n for n in range(at, len(self.tokens)) if self.is_pause(n)), len(self.tokens))

    def has_clause(self, first: int, end: int) -> bool:
        """Whether a verb stands among the tokens, or a quotation or number, which a headline needs no verb for."""
        return any(
            self.words.is_finite(token.low) or token.text[0].isdigit() or token.text in '“”"«»'
            for token in self.tokens[first:end]
        )

    def before(self, verb: int) -> Phrase | None:
        """The subject that stands before a verb, with an apposition between commas."""
        at = self.before_adverbs(verb - 1)
        if at < 0 or self.tokens[at].low in self.words.no_subject or self.tokens[at].low.endswith(("n't", "n’t")):
            return None
        if self.tokens[at].low in ("and", "but", "or"):
            return None
        if self.tokens[at].low == "who" and at:
            at -= 1
            return self.up_to(at - 1 if self.tokens[at].text == "," else at)
        if self.tokens[at].text in ",–":
            return self._before_aside(at)
        return self.up_to(self._before_relative(at))

    def _before_relative(self, at: int) -> int:
        """The end of the noun that a relative clause up to `at` belongs to: "officials who were not there said"."""
        for n in range(at, max(0, at - _LONGEST // 2), -1):
            if self.is_pause(n) or self.tokens[n].low == "that":
                break
            if self.tokens[n].low == "who":
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
        while at >= 0 and (
            self.tokens[at].low in self.words.adverbs
            or (self.tokens[at].text.isdigit() and at and self.tokens[at - 1].low in self.words.days)
        ):
            at -= 1
        return at

    def up_to(self, at: int) -> Phrase | None:
        """The noun phrase that ends at a token; a pronoun is one by itself: "in a later statement it said"."""
        if self.tokens[at].low in self.words.pronouns:
            return Phrase(at, at)
        first = at + 1
        while first > 0 and at - first < _LONGEST:
            token = self.tokens[first - 1]
            if token.text == ")":
                opening = next(
                    (n for n in range(first - 2, max(-1, first - 8), -1) if self.tokens[n].text == "("), None
                )
                if opening is None:
                    break
                first = opening
                continue
            if self.is_pause(first - 1) or token.low in self.words.openers:
                break
            if self.words.is_finite(token.low) and not (first - 1 == at and token.text[0].isupper()):
                # At the head of a clause it is an adjective: "Unconfirmed reports said …".
                opens = first == 1 or (token.text[0].isupper() and self.is_pause(first - 2))
                if not (opens and token.low.endswith("ed") and token.low not in self.words.verbs and first <= at):
                    break
            if token.low in ("and", "or") and self._clause_left_of(first - 1):
                break
            first -= 1
        return self._trimmed(first, at)

    def _clause_left_of(self, at: int) -> bool:
        for n in range(at - 1, -1, -1):
            if self.is_pause(n):
                return n == at - 1
            if self.words.is_finite(self.tokens[n].low):
                return True
        return False

    def _trimmed(self, first: int, last: int) -> Phrase | None:
        """Without the adverbs, times and places that open a sentence before its subject."""
        while first <= last:
            low = self.tokens[first].low
            if low == "according":
                return None
            if low in self.words.prepositions:
                first += 1
                while first < last and (self.tokens[first].low in self.words.days or self._place_word(first)):
                    first += 1
            elif self.tokens[first].text.isdigit() and first < last and self.tokens[first + 1].low in self.words.clock:
                first += 2
            elif (
                (self.tokens[first].text.isdigit() and first and self.tokens[first - 1].text == ":")
                or low in self.words.adverbs
                or low in self.words.joining
                or not self.tokens[first].is_word
            ):
                first += 1
            else:
                return Phrase(first, last)
        return None

    def _place_word(self, at: int) -> bool:
        return self.tokens[at].text[0].isupper() or self.tokens[at].text[0].isdigit()

    def _before_aside(self, comma: int) -> Phrase | None:
        """The subject of "Ana Petrov, the mayor of Ferl, said": the head, and where what is set beside it begins."""
        mark, end, start = self.tokens[comma].text, comma, comma
        while True:
            n = end - 1
            while n >= 0 and not (self.is_pause(n) and self.tokens[n].text not in "()"):
                n -= 1
            relative = end - n > 1 and self._is_relative(n + 1)
            if start < comma and self.has_clause(n + 1, end) and not relative and not self._is_age(n + 1, end):
                break
            if start < comma and end > n + 1 and self.tokens[n + 1].low in self.words.participial_openers:
                break
            start, end = n + 1, n
            if n < 0 or self.tokens[n].text != mark or comma - n > 2 * _LONGEST:
                break
        head, head_end = None, None
        while start < comma and head is None:
            head_end = next((k for k in range(start, comma) if self.tokens[k].text == mark), None)
            head = self._trimmed(start, (head_end or comma) - 1)
            start = (head_end or comma) + 1
        if head is None or head_end is None:
            return head
        if self._is_relative(head_end + 1) or self._is_age(head_end + 1, head_end + 2):
            return head
        aside_end = next((k for k in range(head_end + 1, comma) if self.tokens[k].text == mark), comma)
        return Phrase(head.first, aside_end - 1, head_end + 1)

    def _is_relative(self, at: int) -> bool:
        """Whether an aside that describes no name begins there: "who was there", "reached by phone"."""
        token = self.tokens[at]
        return token.low in self.words.relatives or (token.text.islower() and token.low.endswith("ed"))

    def _is_age(self, first: int, end: int) -> bool:
        return end - first == 1 and self.tokens[first].text.isdigit()

    def _run_on(self, at: int) -> int:
        """Position of the last word of the noun phrase that begins at `at`."""
        last = at - 1
        for n in range(at, min(len(self.tokens), at + _LONGEST)):
            token = self.tokens[n]
            if token.text in "()" and self._brackets(n, at):
                last = n
                continue
            if not token.is_word and token.text not in ".&’'-/":
                break
            if token.text == "." and self.is_pause(n):
                break
            if n > at and (token.low in self.words.openers or self._leaves(n)):
                break
            last = n
        while last >= at and (
            self.tokens[last].low in self.words.prepositions or self.tokens[last].low in ("and", "the", "a")
        ):
            last -= 1
        return last

    def _brackets(self, at: int, first: int) -> bool:
        if self.tokens[at].text == ")":
            return any(token.text == "(" for token in self.tokens[first:at])
        return any(token.text == ")" for token in self.tokens[at : at + 5])

    def _leaves(self, at: int) -> bool:
        """Whether the words from there on no longer belong to the noun phrase: a verb, a time, "in a statement"."""
        token = self.tokens[at]
        words = self.words
        if (
            token.low in words.days
            or words.is_finite(token.low)
            or token.low in words.said | words.object_verbs | words.leaving
        ):
            return True
        following = self.tokens[at + 1].low if at + 1 < len(self.tokens) else ""
        if token.low in words.prepositions:
            return (
                following in words.days
                or (token.low == "at" and following[:1].isdigit())
                or (token.low == "in" and following in words.whose | {"a", "an"})
            )
        return token.low == "and" and self._clause_after(at + 1)

    def _clause_after(self, at: int) -> bool:
        for n in range(at, min(len(self.tokens), at + 10)):
            if self.is_pause(n):
                return False
            if self.words.is_finite(self.tokens[n].low):
                return True
        return False

    def _with_aside(self, first: int, last: int) -> Phrase:
        comma = last + 1
        if comma + 1 >= len(self.tokens) or self.tokens[comma].text not in ",–":
            return Phrase(first, last)
        aside = comma + 1
        end = self._run_on(aside)
        opens = self.tokens[aside]
        described = (
            opens.low in ("a", "an", "the") or opens.low in self.words.names.titles or opens.low in self.words.whose
        )
        named = self.tokens[first].low in ("the", "a", "an", *self.words.whose) or "s" in self.tokens[first].low[-1:]
        if end + 1 < len(self.tokens) and self.words.is_finite(self.tokens[end + 1].low):
            return Phrase(first, last)
        if end >= aside and (described or (named and opens.text[0].isupper() and end - aside < 6)):
            return Phrase(first, end, aside) if not self.has_clause(aside, end + 1) else Phrase(first, last)
        return Phrase(first, last)
