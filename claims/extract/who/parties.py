"""Who is who in a text: a party's fullest name for "the ministry", "Okello" or "UN"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from claims.extract.who.reporting import Reporting
from claims.names import Tokens, known_source, person_named, source_kind, source_side

_CAPITAL = r"(?:[^\W\d_a-z][\w’'.&/-]*[\w’']|[^\W\d_a-z])"
# Capitals with "of the", "for" and "and" between them, and an acronym in brackets behind; sixty words are no name.
_RUN = re.compile(
    rf"{_CAPITAL}(?:[^\S\n]+(?:(?:of|for|and|de|la|al|du|van|von|bin|ibn|ould)[^\S\n]+(?:(?:the|la|der|den)[^\S\n]+)?)?(?:(?:(?:[dl]|a[dlnrstz]|ash|el|ul)[’'-])?{_CAPITAL}|\d{{1,2}}\b)){{,60}}"
    r"(?:[^\S\n]+\([A-Z][\w/-]+\))?"
)
_PARTICLES = frozenset(("d'", "d’", "l'", "l’"))
_ASIDE = re.compile(
    r",\s+(?:an?|the)\s+((?:[\w’'-]+\s+){0,4}?[\w’'-]+)(?=[,.;:)]|\s+(?:of|in|that|which|who|based|for|from|at)\b)"
)
_THE = re.compile(r"^(?:the|this|that)\s+", re.IGNORECASE)
_LAND = re.compile(r"^(?:country|nation|state|city|region|island)['’]s\s+(?=\w)", re.IGNORECASE)
# A short word with a capital and a full stop may be a title: "Capt. Ana Petrov".
_BEFORE = re.compile(r"[\w-]+(?=\s)|[A-Z][a-z]{1,4}\.(?=\s)|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?][”\"]?\s|\n")
_LONGEST_TEXT = 400_000
"""Characters of a text in which names are looked for."""
_LONGEST_RUN = 400
"""Characters of a run of capitals from which on it is no name."""
_REMEMBERED = 8192
"""Runs of capitals whose reading is kept: most stand in a text, and in those beside it, more than once."""
_NEAR = 150
"""Names to either side of a place among which a wording is looked up."""
_TITLE_REACH = 300
"""Characters before "he" in which somebody with a title is looked for."""
_HEAD = 5
"""Characters of "The " before the name that a sentence begins with."""
_LONGEST_LEAD = 5
"""Words of "The Tolm police chief," before the name that a sentence begins with."""
_TITLES_REACH = 60
"""Characters before a name in which its titles are looked for."""
_LONGEST_SHORT = 6
"""Characters of the longest title with a full stop: "Capt."."""
_LONGEST_TITLE = 32
"""Characters of the longest word of a title."""


class Named(NamedTuple):
    """A name where it stands in the text; `folded` are the words that it answers to."""

    words: str
    start: int
    folded: Tokens
    aside: Tokens = ()
    """What is set beside it: "Lantern, a rights group, …"."""


Said = tuple[Named, ...]
"""The speakers so far, or those that the text introduces ("their aunt, Ana Petrov")."""


class Parties:
    """The names of a text, and which of them a shorter wording means."""

    def __init__(self, text: str, reporting: Reporting) -> None:
        self._words = reporting
        self._names = reporting.names
        self._text = text

    @cached_property
    def _named(self) -> list[Named]:
        runs = map(self._titled, _RUN.finditer(self._text, 0, _LONGEST_TEXT))
        return [named for named in runs if named and named.folded]

    @cached_property
    def _starts(self) -> list[int]:
        return [named.start for named in self._named]

    @cached_property
    def _of_word(self) -> dict[str, list[Named]]:
        """The names of more than one word by each of their words."""
        of_word: dict[str, list[Named]] = {}
        for named in self._spelled:
            if len(named.folded) > 1:
                for word in {*named.folded}:
                    of_word.setdefault(word, []).append(named)
        return of_word

    @cached_property
    def _spelled(self) -> list[Named]:
        """A name for each spelling, the last of the text first."""
        return [*{named.words: named for named in reversed(self._named)}.values()]

    @cached_property
    def _longest_of(self) -> dict[Tokens, str]:
        """The longest spelling of each name."""
        longest: dict[Tokens, str] = {}
        for named in self._spelled:
            if len(named.words) > len(longest.get(named.folded, "")):
                longest[named.folded] = named.words
        return longest

    def fullest(self, words: str, at: int, said: Said = (), *, forwards: bool = False) -> str | None:
        """The fullest name for a wording at an offset; None where the text holds nothing fuller.

        `forwards`: whether a description ("the minister") may stand before the name.
        """
        plain = _plain(words)
        folded = self._names.fold(plain)
        if not folded:
            return None
        if any(letter.isupper() for letter in plain):
            return self._of_name(words, plain, folded, at, said)
        if words != plain or (len(folded) == 1 and folded[0] in self._words.callings):
            return self._described(folded, at, said, forwards=forwards)
        return None

    def body_before(self, at: int, side: str | None = None) -> str | None:
        """The last body, of one side, named before an offset: what "the agency" means where no name says "agency"."""
        for named in self._before(at):
            if side and source_side(named.words, self._names.vocabulary) != side:
                continue
            kind = source_kind(named.words, self._names.vocabulary)
            body = kind and kind.slug != "witness" and named.folded not in self._names.countries
            acronym = named.words.isupper() and len(named.words) > 2
            if acronym or (body and not self.person(named.words)):
                return self.fullest(named.words, at) or named.words
        return None

    def person_before(self, at: int) -> str | None:
        """Whom "he" means where nobody has spoken yet: the first person of the last sentence that names any."""
        found: Named | None = None
        for named in self._before(at):
            if found and _SENTENCE_END.search(self._text, named.start + len(named.words), found.start):
                break
            if self.person(named.words) and not (found and named.words.endswith(("'s", "’s"))):
                found = named
        return found.words if found else self._titled_before(at) or self._person_after(at)

    def subject_before(self, at: int, since: int) -> str | None:
        """Who heads a sentence of this paragraph, behind the last speaker: "Ana Petrov left. She said …"."""
        for named in self._before(at):
            if named.start <= since or "\n" in self._text[named.start : at]:
                return None
            if self.person(named.words) and self._heads(named.start):
                return self.fullest(named.words, named.start) or named.words
        return None

    def _heads(self, at: int) -> bool:
        """Whether a name, with its office, begins a sentence: "Tolm governor Ana Petrov", "The mayor, Ena Ruiz,"."""
        before = self._text[max(0, at - _TITLES_REACH) : at]
        ends = [end.end() for end in _SENTENCE_END.finditer(before)]
        if not ends and at > _TITLES_REACH:
            return False
        lead = before[ends[-1] if ends else 0 :].split()
        if lead and lead[-1].endswith(",") and self._names.titles.isdisjoint(self._names.fold(lead[-1])):
            return False
        return len(lead) <= _LONGEST_LEAD and all(self._may_lead(word.strip(",")) for word in lead)

    def _may_lead(self, word: str) -> bool:
        low = word.lower()
        part = word[:1].isupper() or low in self._names.modifiers
        return part and not (self._words.is_finite(low) or low in self._words.prepositions)

    def heading(self, start: int, end: int) -> Named | None:
        """The person whose name, with what titles it, a sentence begins with."""
        first = bisect_left(self._starts, start)
        for named in self._named[first : first + 1]:
            if named.start < end and named.start - start < _HEAD and self.person(named.words):
                return named
        return None

    def opening(self, at: int) -> str | None:
        """The country that the sentence of an offset begins with."""
        for named in self._before(at):
            if _SENTENCE_END.search(self._text, named.start + len(named.words), at):
                return None
            before = self._text[max(0, named.start - 2) : named.start]
            opens = not before or before[-1] == "\n" or before in (". ", "” ", '" ')
            if opens and named.folded in self._names.countries:
                return named.words
        return None

    def _titled_before(self, at: int) -> str | None:
        """Somebody whom the text before calls by a title only: "The police chief came. He said …"."""
        found = [*self._words.somebody.finditer(self._text, max(0, at - _TITLE_REACH), at)]
        return found[-1][0] if found else None

    def _person_after(self, at: int) -> str | None:
        """The person named right after: "“…,” he said. Per Aldo has worked here for years"."""
        first = bisect_right(self._starts, at)
        near = (named for named in self._named[first : first + 3] if named.start < at + _TITLES_REACH)
        return next((named.words for named in near if self.person(named.words)), None)

    def is_common(self, words: str) -> bool:
        """Whether it is no name but a noun with the capital of a sentence's head: "Police"."""
        if any(map(str.isupper, words[1:])) or known_source(words, self._names.vocabulary):
            return False
        return self._names.fold(words) in self._names.kinds

    def person(self, words: str) -> str | None:
        """The person's own name in a wording."""
        return person_named(words, self._names.vocabulary)

    def named(self, words: str, at: int) -> Named:
        """A wording as a name, to be found again."""
        return Named(words, at, self._names.fold(words))

    def _before(self, at: int) -> Iterator[Named]:
        before = bisect_left(self._starts, at)
        return reversed(self._named[max(0, before - _NEAR // 3) : before])

    def _of_name(self, words: str, plain: str, folded: Tokens, at: int, said: Said) -> str | None:
        """The longest name that holds all the words; of a surname or acronym, of the nearest it is short for."""
        bare = tuple(word for word in folded[:-1] if word not in self._names.particles) + folded[-1:]
        if len(bare) == 1:
            nearest, word = None, bare[0]
            if word in self._of_word or any(len(named.folded) > 1 and word in named.folded for named in said):
                nearest = self._nearest(lambda named: self._short_for(word, named), at, said, forwards=True)
                if nearest is None and words != plain:
                    nearest = self._nearest(lambda named: self._part_of(word, named), at, said, forwards=True)
            if nearest is None:
                return self._of_known(plain)
            plain = nearest.words
        known = self._of_known(plain) or ""
        return known if len(known) > len(plain) else self._longest(plain, said)

    def _longest(self, plain: str, said: Said) -> str:
        """The longest name of the text that holds a name."""
        held = set(self._names.fold(self.person(plain) or plain))
        rarest = min((self._of_word.get(word, []) for word in held), key=len, default=[])
        candidates = (*said, *rarest[:_NEAR])
        best, length = plain, len(self._names.fold(plain))
        for named in candidates:
            if length < len(named.folded) <= 12 and held <= {*named.folded} and self._same(plain, named.words):
                best, length = named.words, len(named.folded)
        return best

    def _short_for(self, word: str, named: Named) -> bool:
        """Whether a single word stands for a name: a surname, an acronym in brackets, the last word of a body."""
        if word not in named.folded or len(named.folded) == 1:
            return False
        person = self.person(named.words)
        if person:
            return self._names.fold(person)[-1] == word
        if self._words.agents.intersection(named.folded):
            return False
        return named.folded[-1] == word or _in_brackets(word, named.words)

    def _part_of(self, word: str, named: Named) -> bool:
        """Whether a single word can stand for a body: "the Observatory" for "Syrian Observatory for Human Rights"."""
        return word in named.folded and len(named.folded) > 1 and not self.person(named.words)

    def _of_known(self, plain: str) -> str | None:
        """The longest name that the text gives a well-known body: "United Nations" for "UN"."""
        known = known_source(plain, self._names.vocabulary)
        if known is None:
            return None
        own = {self._names.fold(name) for name in (known.name, *known.aliases)}
        return max((self._longest_of[name] for name in own if name in self._longest_of), key=len, default=None)

    def _same(self, plain: str, longer: str) -> bool:
        """Whether a longer name that holds all words of a shorter one is of the same person or body."""
        if self.person(plain):
            return self.person(longer) is not None
        known = known_source(plain, self._names.vocabulary)
        if known:
            return known_source(longer, self._names.vocabulary) == known
        folded = {*self._names.fold(plain)}
        if self._words.agents & {*self._names.fold(longer)} - folded:
            return False
        titled = folded & self._names.titles
        return self.person(longer) is None or bool(titled)

    def _described(self, folded: Tokens, at: int, said: Said, *, forwards: bool) -> str | None:
        """Whom "the ministry" or "the police chief" means: the nearest name that holds the words."""
        content = _offices(tuple(word for word in folded if word not in self._names.joints), self._words)
        found = self._nearest(lambda named: self._answers(named, content, folded[-1], at), at, said, forwards=forwards)
        if found is None or len(found.folded) == 1 or not any(letter.isupper() for letter in found.words):
            return found.words if found else None
        return self._longest(found.words, said)

    def _answers(self, named: Named, content: frozenset[str], head: str, at: int) -> bool:
        """Whether a name holds the words of a description, or what is set beside it ends in the same noun."""
        if not content <= _offices(named.folded, self._words):
            beside = named.start < at and named.aside[-1:] == (head,)
            if not beside or not content <= _offices(named.folded + named.aside, self._words):
                return False
        titled = head in self._words.body_heads and not self._names.titles.isdisjoint(named.folded)
        return not titled or not self.person(named.words)

    def _nearest(self, fits: Callable[[Named], bool], at: int, said: Said, *, forwards: bool) -> Named | None:
        before = bisect_left(self._starts, at)
        found = next((named for named in reversed(self._named[max(0, before - _NEAR) : before]) if fits(named)), None)
        since = found.start if found else 0
        nearer = (named for named in said if since <= named.start < at and fits(named))
        found = max(nearer, key=_start, default=found)
        if found or not forwards:
            return found
        later = [*said, *self._named[before : before + _NEAR]]
        return min((named for named in later if named.start > at and fits(named)), key=_start, default=None)

    def _titled(self, match: re.Match[str]) -> Named | None:
        """A run of capitals without words that open a sentence, and with the titles in small letters before it."""
        text, (start, end) = self._text, match.span()
        # Apart from the pattern, which finds its capitals in half the time where it begins with one.
        start -= 2 if start > 1 and text[start - 2 : start] in _PARTICLES else 0
        run = _name_in(text[start:end], self._words) if end - start < _LONGEST_RUN else None
        if run is None:
            return None
        words, folded, opening = run
        start += opening
        aside = _ASIDE.match(text, end) if text.startswith(",", end) else None
        beside = self._names.fold(aside[1]) if aside else ()
        if not self._may_be_titled(start):
            return Named(words, start, folded, beside)
        line = text[max(0, start - _TITLES_REACH) : start].rpartition("\n")[2]
        if not line[-1:].isspace():
            return Named(words, start, folded, beside)
        for before in reversed([*_BEFORE.finditer(text, start - len(line), start)]):
            if not self._is_title(before[0].lower()):
                break
            words, start = text[before.start() : start] + words, before.start()
            if not before[0].islower():
                break
        return Named(words, start, self._names.fold(words), beside)

    def _may_be_titled(self, start: int) -> bool:
        """Whether a title may end right before a name: nearly all names are done with here."""
        near = self._text[max(0, start - _LONGEST_TITLE) : start].rstrip(" ")
        last = near[-1:]
        if last.isalpha():
            word = near[near.rfind(" ") + 1 :]
            return not word.isalpha() or word.lower() in self._names.modifiers
        if last == ".":
            return not near[-_LONGEST_SHORT:].islower()
        return last.isalnum() or last in "_-" or (last.isspace() and last != "\n")

    def _is_title(self, word: str) -> bool:
        if not word[0].isalpha() or word in self._words.prepositions or word in self._words.verbs:
            return False
        return all(part in self._names.modifiers for part in self._names.fold(word) or ("",))


@lru_cache(maxsize=_REMEMBERED)
def _name_in(run: str, reporting: Reporting) -> tuple[str, Tokens, int] | None:
    """The name in a run of capitals, the words that it answers to, and where it begins, behind a sentence's opening."""
    name = run
    while _opens(name, reporting):
        _, _, rest = name.partition(" ")
        if not rest:
            return None
        name = rest.lstrip()
    opening = len(run) - len(name)
    parts = name.split(" ")
    # The reporting verb of a headline in capitals ends the name: "Tolm President Warns".
    verb = next((n for n in range(1, len(parts)) if parts[n].lower() in reporting.headline_verbs), len(parts))
    name = " ".join(parts[:verb])
    return name, reporting.names.fold(name), opening


def _opens(words: str, reporting: Reporting) -> bool:
    """Whether a run begins with a word that opens a sentence; "Per" does before a body, not before a surname."""
    first, _, rest = words.partition(" ")
    low = first.lower()
    if low == "per":
        return known_source(rest, reporting.names.vocabulary) is not None
    return low in reporting.not_names and not (rest and low in reporting.names.honorifics)


@lru_cache(maxsize=_REMEMBERED)
def _offices(words: Tokens, reporting: Reporting) -> frozenset[str]:
    """The words of a name, those for the same office ("minister", "ministry") as one."""
    return frozenset(reporting.offices.get(word, word) for word in words)


@lru_cache(maxsize=_REMEMBERED)
def _plain(words: str) -> str:
    """A wording without "the" or "the country's" before it."""
    return _LAND.sub("", _THE.sub("", words))


def _in_brackets(word: str, words: str) -> bool:
    """Whether a name has a word, as its short form, in brackets behind it."""
    return "(" in words and re.search(rf"(?i)\({re.escape(word)}\b", words) is not None


def _start(named: Named) -> int:
    return named.start
