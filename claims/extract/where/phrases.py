"""The phrases of a sentence that name a place: "in the city of Basra", "at a shelter near the coast", "Aleppo fire"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from claims import gazetteer
from claims.extract.where.names import LONGEST_NAME, Names
from claims.extract.where.words import PlaceWords

LONGEST = 9
"""Words of the longest noun phrase that is read as one."""
LARGE = 100_000
"""People from which on a city's name is taken for the city without a preposition before it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place in the text; `start` and `end` are offsets, without the preposition and the article."""

    start: int
    end: int
    preposition: str | None
    named: bool
    """Whether it holds a name, as "the cemetery" doesn't."""
    body: bool = False
    """Whether the name belongs to a body or a person: "Almaty police"."""
    country: bool = False
    """Whether it is "the country", whose name stands elsewhere."""
    general: bool = False
    """Whether it says no more than "there": "at the scene"."""
    route: bool = False
    """Whether it is an end of a way: "from Orle to Brask"."""


# The same words come again and again.
_begins = lru_cache(maxsize=20_000)(gazetteer.begins)


class PhraseReader(Names):
    """Finds the places of one sentence, which begins at `start`."""

    def __init__(self, text: str, start: int, words: PlaceWords, country: str | None) -> None:
        super().__init__(text, start, words, country)
        self._came_from = False

    def phrases(self) -> Iterator[Phrase]:
        """The places in the order of the text; one phrase takes in those that say where it is itself."""
        end = 0
        prepositions = self._words.prepositions
        leads = [at for at, token in enumerate(self._tokens) if token.capital or token.lower in prepositions]
        for at in leads:
            if at < end:
                continue
            token, found = self._tokens[at], None
            if token.lower in prepositions and not token.possessive:
                found = self._after_preposition(at)
            if found is None and token.capital:
                found = self._bare_name(at) or self._bare_area(at)
            if found is not None:
                phrase, end = found
                yield replace(phrase, route=True) if self._is_route(phrase, end) else phrase

    def _is_route(self, phrase: Phrase, end: int) -> bool:
        """Whether a place is one end of a way whose other end stands beside it."""
        if phrase.preposition == "to":
            return self._came_from
        follows = self._tokens[end].lower if end < len(self._tokens) else ""
        self._came_from = phrase.preposition == "from" and follows == "to" and phrase.named
        return self._came_from

    def _after_preposition(self, at: int) -> tuple[Phrase, int] | None:
        token = self._tokens[at]
        lead = (
            "near"
            if token.lower == "to" and at > 0 and self._tokens[at - 1].lower in self._words.close
            else token.lower
        )
        read = self._noun_phrase(at + 1, lead)
        if read is None or (lead in self._words.ways and self._begins_with_verb(at + 1)):
            return None
        first, end, head = read
        country = end - first == 1 and head and self._tokens[first].lower in self._words.country
        general = " ".join(token.lower for token in self._tokens[first:end]) in self._words.general
        extended = self._extended(end, head)
        if general and extended == end and self._tokens[at + 1].lower in ("a", "an"):
            return None
        named = any(token.capital for token in self._tokens[first:extended])
        body = self._is_body(extended) or (token.lower == "of" and self._is_office(at - 1))
        span, general = self._span(first, extended), general and extended == end
        return Phrase(*span, lead, named, body, country, general), extended

    def _begins_with_verb(self, at: int) -> bool:
        """Whether a small word right after "to" or "from" is a verb: "to reach areas", "from visiting the grave"."""
        token = self._tokens[at]
        known = token.lower in self._words.modifiers or token.lower in self._words.determiners or self._noun_width(at)
        return not token.capital and not known

    def _noun_phrase(self, at: int, preposition: str) -> tuple[int, int, bool] | None:
        """First and last word (and whether a noun of places is in it) of the place that begins at a word."""
        first = self._skip_determiners(at)
        end, names, head = first, [], -1
        limit = min(len(self._tokens), first + LONGEST)
        while end < limit:
            token = self._tokens[end]
            if token.lower in self._words.calendar:
                break
            width = self._noun_width(end)
            if width:
                head = end + width - 1
            elif token.capital and token.lower not in self._words.prepositions:
                names.append(end)
            elif not self._may_precede(end, bool(names)):
                break
            end += width or 1
            if self._tokens[end - 1].possessive and not self._place_follows(end):
                break
        return self._checked(at, first, names, head, preposition) if names or head >= 0 else None

    def _skip_determiners(self, at: int) -> int:
        first = at
        while first < len(self._tokens) and first < at + 4:
            token = self._tokens[first]
            counted = token.lower in self._words.determiners or token.text.isdigit()
            if not counted and not (token.lower == "of" and first > at):
                break
            first += 1
        return first

    def _may_precede(self, at: int, named: bool) -> bool:
        """Whether a small word may stand before a place's noun or inside a place's name."""
        token = self._tokens[at]
        if not token.word:
            return False
        if token.lower in self._words.modifiers:
            return True
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if token.lower in self._words.particles:
            return named and after is not None and after.capital
        if token.lower in self._words.stops or not token.text[0].isalpha():
            return False
        if after is None or self._noun_width(at + 1):
            return after is not None
        return at + 2 < len(self._tokens) and self._plain(at + 1) and self._noun_width(at + 2) > 0

    def _place_follows(self, at: int) -> bool:
        return at < len(self._tokens) and (
            self._noun_width(at) > 0
            or (self._tokens[at].capital and not self._title_case)
            or (self._tokens[at].word and self._may_precede(at, True))
        )

    def _checked(
        self, at: int, first: int, names: list[int], head: int, preposition: str
    ) -> tuple[int, int, bool] | None:
        """The noun phrase cut to what is a place; None where nothing of it is."""
        words = self._words
        if head >= 0 and (not names or names[-1] <= head + 1):
            end = max(head, names[-1] if names else -1) + 1
            span = self._tokens[first:end]
            if any(token.lower in words.body_names for token in span if token.capital):
                return None
            if names or self._says_where(at, first, end):
                return first, end, True
            if (
                end < len(self._tokens) - 1
                and self._tokens[end].lower in ("in", "of")
                and self._tokens[end + 1].capital
            ):
                return first, end, True
            written_as_name = len(span) > 1 and any(token.capital for token in span) and not self._title_case
            return (first, end, True) if written_as_name else None
        return self._checked_name(first, names, preposition)

    def _checked_name(self, first: int, names: list[int], preposition: str) -> tuple[int, int, bool] | None:
        end = names[-1] + 1
        run = self._tokens[names[0] : end]
        if self._known(names[0], end):
            short = self._tokens[end - 1].text.isupper() and self._qualifies(end)
            return None if short else (first, end, False)
        for cut in range(min(end, names[0] + LONGEST_NAME), names[0], -1):
            if cut < end and self._tokens[cut - 1].possessive and self._known(names[0], cut) and self._known(cut, end):
                return first, end, False
            if (self._title_case or self._tokens[cut - 1].possessive) and self._known(names[0], cut):
                return first, cut, False
        strong = preposition in self._words.strong or (preposition == "on" and len(run) == 1)
        if self._title_case or not strong or len(run) > LONGEST_NAME:
            return None
        if self._qualifies(end) or any(self._barred(token) for token in run):
            return None
        return first, end, False

    def _says_where(self, at: int, first: int, end: int) -> bool:
        """Whether a place without a name says more than "there"."""
        nouns = [token.lower for token in self._tokens[first:end]]
        if nouns[-1] in self._words.country:
            return True
        return first > at or nouns[-1].endswith("s")

    def _extended(self, end: int, head: bool) -> int:
        """Where the phrase ends with what follows it: "…, Idaho", "… of Shiraz", "… and Chernihiv regions"."""
        for _ in range(LONGEST):
            if end >= len(self._tokens) or self._tokens[end - 1].possessive:
                return end
            joint = self._tokens[end].lower
            if joint in (",", "and", "including"):
                apposed = self._apposed(end) if joint == "," else None
                further = apposed or self._joined(end, joint)
            elif joint in self._words.inner and (head or joint == "in"):
                further = self._noun_phrase(end + 1, "in")
                if not head and further and not any(each.capital for each in self._tokens[further[0] : further[1]]):
                    return end
            else:
                return end
            if further is None:
                return end
            end, head = further[1], further[2] or joint == "of"
        return end

    def _apposed(self, comma: int) -> tuple[int, int, bool] | None:
        """What says after a comma where a named place lies: ", in the state of Jharkhand", ", a town in Kent"."""
        if comma + 2 >= len(self._tokens) or not self._tokens[comma - 1].capital:
            return None
        led, further = self._tokens[comma + 1].lower, None
        if led in self._words.lying:
            further = self._noun_phrase(comma + 2, "in")
        elif led in self._words.determiners and self._tokens[comma + 2].word:
            further = self._lies_in(self._noun_phrase(comma + 1, "of"))
        if further is None:
            return None
        end = self._extended(further[1], further[2]) if further[2] else further[1]
        return (further[0], end, False) if any(token.capital for token in self._tokens[further[0] : end]) else None

    def _lies_in(self, kind: tuple[int, int, bool] | None) -> tuple[int, int, bool] | None:
        """The place in which one lies of which the kind is told: that after "a town in"."""
        if kind is None or not kind[2] or kind[1] >= len(self._tokens) or self._tokens[kind[1] - 1].capital:
            return None
        return self._noun_phrase(kind[1] + 1, "in") if self._tokens[kind[1]].lower in self._words.inner else None

    def _joined(self, end: int, joint: str) -> tuple[int, int, bool] | None:
        """The place that is listed or stands in apposition after a comma or "and"."""
        near = end + 1 < len(self._tokens) and self._tokens[end + 1].lower in self._words.around
        further = self._noun_phrase(end + 1 + near, "in" if joint == "and" else "of")
        if further is None or joint == "including":
            return further
        if near:
            return further if any(token.capital for token in self._tokens[end + 2 : further[1]]) else None
        _, last, head = further
        after = self._tokens[last].lower if last < len(self._tokens) else "."
        if self._tokens[last - 1].possessive or self._is_body(last) or after in self._words.verbs:
            return None
        if head and not any(token.capital for token in self._tokens[end + 1 : last]):
            return further if joint == "and" and self._tokens[end + 1].lower in self._words.determiners else None
        if joint == "and" or head or not after[0].isalnum():
            return further
        qualified = self._tokens[end + 1].lower in self._words.modifiers
        return further if qualified or not self._tokens[last].capital else None

    def _bare_name(self, at: int) -> tuple[Phrase, int] | None:
        """A listed name that no preposition leads in: "Beirut was rocked", "Kentucky flooding"."""
        token = self._tokens[at]
        before = self._tokens[at - 1] if at else None
        alone = at + 1 >= len(self._tokens) or not self._tokens[at + 1].word
        if self._is_plain_noun(token) or (
            token.lower in self._words.not_places and (alone or token.lower in self._words.stops)
        ):
            return None
        if not _begins(token.text):
            return None
        if (
            before is not None
            and before.capital
            and not self._title_case
            and before.lower not in self._words.determiners
            and not (at == 1 and self._describes(before))
        ):
            return None
        for end in range(min(len(self._tokens), at + LONGEST_NAME), at, -1):
            if not self._tokens[end - 1].capital:
                continue
            run = self._tokens[at:end]
            if any(each.possessive for each in run[:-1]):
                continue
            if len(run) == 1 and token.lower in self._words.not_places:
                return None
            found = gazetteer.find(" ".join(each.text for each in run), self._country)
            acronym = run[-1].text.isupper() and len(run[-1].text) > 3
            if found is not None and not acronym and (found.kind != "city" or found.population >= LARGE):
                return Phrase(*self._span(at, end), None, True, self._acts(at, end)), end
        return None

    def _bare_area(self, at: int) -> tuple[Phrase, int] | None:
        """An unlisted name that says itself what kind of place it is: "Lucas County", "Mount Sorrow"."""
        end, words = at + 1, self._words
        struck = at > 0 and self._tokens[at - 1].lower in words.striking
        if not struck and not (end < len(self._tokens) and self._tokens[end].capital):
            return None
        if (at > 0 and self._tokens[at - 1].capital) or self._title_case:
            return None
        while end < min(len(self._tokens), at + LONGEST_NAME) and self._tokens[end].capital:
            end += 1
        last = self._tokens[end - 1].lower
        area = end > at + 1 and (last in words.areas or self._tokens[at].lower in words.mounts)
        unlisted = not any(self._barred(token) for token in self._tokens[at:end])
        if not (area or (struck and unlisted)) or any(token.possessive for token in self._tokens[at : end - 1]):
            return None
        if struck and not self._tokens[end - 1].possessive and end < len(self._tokens) and self._noun_width(end):
            end, area = end + self._noun_width(end), True
        if not area and self._qualifies(end):
            return None
        end = self._extended(end, area)
        return Phrase(*self._span(at, end), None, True, self._acts(at, end)), end
