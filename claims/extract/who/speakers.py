"""The speakers of a passage: every credit's party by its fullest name, with "he" and "the agency" resolved."""

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter

from claims.extract.mention import Context
from claims.extract.passage import Passage, Sentence
from claims.extract.who.credit import Credit
from claims.extract.who.parties import Named, Parties
from claims.extract.who.reporting import Reporting
from claims.names import is_unnamed, known_source, source_key, source_kind, source_side

_start = attrgetter("start")
_DATELINE = re.compile(
    r"\(([A-Z][\w. ]{1,30})\)\s*[-–—]|\b((?:[A-Z][\w.]*+[^\S\n]?){1,3})\s?—|\|[^\S\n]*([A-Z][\w. ]{1,30})(?=\n|$)"
)
# The first words of a sentence, up to its first mark.
_HEADING = re.compile(r"(?:[\w’'-]+ ){2,12}")
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_OF_MANY = re.compile(r" and (?:the|an?) ")
_POSSESSIVE = re.compile(r"['’]s?$")
# "the New York-based group"
_BASED = re.compile(r"(?<=[Tt]he )(?:[A-Z][\w.’']*\s){0,3}[A-Z][\w.’']*-based\s")
_OPENING = 600
"""Characters in which a text may still call someone "the minister" whom it names further down."""
_REMEMBERED = 30
"""Speakers back among whom "the minister" is looked up."""
_INTRODUCED = 100
"""Speakers with something set beside their name, to either side of a place, whose names are looked at."""
_OF_TWO = {"the latter": 0, "latter": 0, "the former": 1, "former": 1}
_RECENT = 6
"""Speakers back among whom "he" is looked up."""


class Speakers:
    """The names behind the credits of a passage."""

    def __init__(
        self, passage: Passage, context: Context, reporting: Reporting, found: tuple[tuple[Credit, ...], ...]
    ) -> None:
        self._passage = passage
        self._context = context
        self._words = reporting
        self._vocabulary = reporting.names.vocabulary
        self._parties = Parties(passage.text, reporting)
        self._said: list[Named] = []
        self._introduced = tuple(
            self._parties.named(credit.words if self._parties.person(credit.words) else credit.head, credit.start)
            for of_sentence in found
            for credit in of_sentence
            if credit.words != credit.head
        )
        self._found = found

    def name(self, credit: Credit) -> str:
        """The fullest name of a credit's party."""
        return self._names.get(credit.verb_start) or self.of_words(credit.words, credit.start)

    def of_words(self, words: str, at: int) -> str:
        """The fullest name for a wording that is no pronoun, at an offset."""
        return self._fullest(words, at, forwards=at < _OPENING)

    def beside(self, span: tuple[int, int], paragraph: int) -> Credit | None:
        """Of whom the sentence before a quotation, or behind it, tells: "Per Aldo saw it. “We lost 9 men.”"."""
        sentences = self._passage.sentences
        at = self._passage.sentence_at(span[0])
        if self._passage.text[sentences[at].start : span[0]].strip().rstrip(":").strip():
            at += 1
        behind = self._passage.sentence_at(min(span[1] + 2, len(self._passage.text) - 1))
        for n in (at - 1, behind):
            if not 0 <= n < len(sentences) or sentences[n].headline or abs(sentences[n].paragraph - paragraph) > 1:
                continue
            other = sentences[n]
            if other.paragraph != paragraph and not other.text.rstrip().endswith(":"):
                continue
            named = self._parties.heading(other.start, other.end)
            if named and not span[0] <= other.start < span[1]:
                end = named.start + len(named.words)
                verb = self._passage.text[span[0]]
                return Credit(named.words, named.words, named.start, end, verb, span[0], leads=n < at, scope=span)
        return None

    def outlet(self, words: str, at: int) -> str | None:
        """The name of an outlet that was told something; None where no outlet is meant, or the publisher itself."""
        low = words.lower()
        first = low.split()[0]
        if low in self._words.listeners or first in self._words.nameless:
            return None
        known = known_source(words, self._vocabulary)
        name = _trim(words) if known else self.of_words(words, at)
        kind = source_kind(name, self._vocabulary)
        addressed = self._words.names.fold(words)[-1:]
        named = any(letter.isupper() for letter in name)
        some_body = bool(addressed) and addressed[0] in self._words.bodies and named
        of_bodies = self._words.passing_bodies if named else frozenset()
        is_medium = (kind is not None and kind.slug in self._words.media | of_bodies) or some_body
        return name if is_medium and not self.is_publisher(name) else None

    def is_publisher(self, name: str) -> bool:
        """Whether a name is the page's own publisher's, as a name or as a domain."""
        if source_key(name) in self._datelines:
            return True
        own = self._context.publisher
        if not own:
            return False
        known = known_source(name, self._vocabulary)
        spellings = {name, known.name, *known.aliases} if known else {name}
        domain = re.sub(r"^www\.|\.\w+(?:\.\w\w)?$", "", own.lower()).replace(".", "")
        same_domain = domain in {re.sub(r"[\W_]", "", spelling.lower()) for spelling in spellings}
        return same_domain or source_key(own) == source_key(name)

    @cached_property
    def _datelines(self) -> set[str]:
        """The outlets that the head of the page shows to be its own: "LESK (Reuters) -", "… | CNN"."""
        head = (self._context.page_text or self._passage.text)[:_OPENING]
        runs = (next(filter(None, found.groups())).split() for found in _DATELINE.finditer(head))
        outlets = (" ".join(run[n:]) for run in runs for n in range(len(run)))
        known = (known_source(outlet, self._vocabulary) for outlet in outlets)
        return {source.slug for source in known if source and source.kind in self._words.media}

    @cached_property
    def _names(self) -> dict[int, str]:
        """The names of all credits by where their verb stands: whom "he" means hangs on those before."""
        names: dict[int, str] = {}
        recent: list[str] = []
        flat: list[Credit] = []
        for sentence, of_sentence in zip(self._passage.sentences, self._found, strict=True):
            for credit in of_sentence:
                name = self._of_pronoun(credit, recent) or self._of_party(credit, sentence)
                names[credit.verb_start] = name
                recent.append(name)
                if credit.cited:
                    recent.append(self.of_words(credit.cited, credit.start))
                if not _OF_MANY.search(name):
                    self._said.append(self._parties.named(name, credit.start))
                flat.append(credit)
        for credit, following in pairwise(flat):
            name = self._named_later(credit, names[credit.verb_start], names[following.verb_start])
            names[credit.verb_start] = name
        return names

    def _named_later(self, credit: Credit, name: str, next_name: str) -> str:
        """For "a rights group" the name of the next speaker of its kind ("… Lantern said"); else its own."""
        kind = source_kind(name, self._vocabulary)
        if (
            kind is None
            or kind.slug not in self._words.named_later
            or not re.match(r"an? ", credit.words, re.IGNORECASE)
        ):
            return name
        same_kind = source_kind(next_name, self._vocabulary) == kind
        return next_name if same_kind and is_unnamed(name) and not is_unnamed(next_name) else name

    def _of_pronoun(self, credit: Credit, recent: list[str]) -> str | None:
        """Whom "he", "it" or "the statement" means; None for every other party."""
        low = credit.words.lower()
        document = re.sub(r"^(?:the|a|its|their) ", "", credit.head.lower())
        if document in self._words.papers:
            same = (name for name in reversed(recent[-_REMEMBERED:]) if name.lower().endswith(" " + document))
            body = self._parties.body_before(credit.start) or next(same, None)
            return body or (recent[-1] if recent else None)
        if low in _OF_TWO:
            two = [*dict.fromkeys(reversed(recent[-_RECENT:]))]
            return two[_OF_TWO[low]] if len(two) > 1 else None
        if low not in self._words.pronouns:
            return None
        personal = low in self._words.personal
        if personal and (
            subject := self._parties.subject_before(credit.start, self._said[-1].start if self._said else 0)
        ):
            return _trim(subject)
        if low == "it" and (body := self._heading_body(credit)):
            return body
        for name in reversed(recent[-_RECENT:]):
            if self._is_individual(name) if personal else low != "it" or not self._is_human(name):
                return name
        if not personal:
            return self._parties.body_before(credit.start)
        person = self._parties.person_before(credit.start)
        return _trim(person) if person else None

    def _is_individual(self, name: str) -> bool:
        if self._parties.person(name) or {*self._words.names.fold(name)} & self._words.names.titles:
            return True
        kind = source_kind(name, self._vocabulary)
        return kind is None or kind.slug in self._words.individuals

    def _heading_body(self, credit: Credit) -> str | None:
        """The body that heads the sentence, or the one before, in which nobody speaks: "The army came. It said …"."""
        at = self._passage.sentence_at(credit.start)
        for n in (at, at - 1):
            if n < 0 or self._passage.sentences[n].paragraph != self._passage.sentences[at].paragraph:
                return None
            if any(other.start < credit.start for other in self._found[n]):
                return None
            sentence = self._passage.sentences[n]
            if heading := _HEADING.match(sentence.text[: max(0, credit.start - sentence.start)]):
                words = heading[0].split()
                for end in range(len(words) - 1, 0, -1):
                    if self._words.is_finite(words[end].lower()) and self._is_body(" ".join(words[:end])):
                        return self._fullest(" ".join(words[:end]), sentence.start, forwards=False)
        return None

    def _is_body(self, words: str) -> bool:
        kind = source_kind(words, self._vocabulary)
        is_land = self._words.names.fold(words) in self._words.names.countries
        return (
            kind is not None and kind.slug not in self._words.individuals and not is_land and not self._is_human(words)
        )

    def _is_human(self, name: str) -> bool:
        """Whether a name is a person's or an office's, or tells of a witness: whom "it" can't mean."""
        folded = self._words.names.fold(name)
        kind = source_kind(name, self._vocabulary)
        medical = kind is not None and kind.slug == "medical" and name[:2].lower() != "a "
        individual = kind is not None and kind.slug in self._words.individuals and not medical
        called = not (self._words.callings.isdisjoint(folded) and self._words.agents.isdisjoint(folded))
        agent = called and folded[-1] not in self._words.names.bodily
        return individual or agent or self._parties.person(name) is not None

    def _of_party(self, credit: Credit, sentence: Sentence) -> str:
        aside = credit.words[len(credit.head) :].lstrip(" ,–")
        if aside and self._parties.person(aside) and not self._parties.person(credit.head):
            owned = credit.head.split()[0].lower() in self._words.whose
            return _trim(aside if owned else credit.words)
        proper = aside and self._is_name(aside)
        if proper or (aside and self._parties.person(credit.head)):
            return _trim(credit.words)
        title_like = sentence.headline or not sentence.text.rstrip().endswith((".", "!", "?", "”", '"', "…"))
        return self._fullest(credit.head, credit.start, forwards=title_like or credit.start < _OPENING)

    def _is_name(self, aside: str) -> bool:
        """Whether what is set beside a description is a name: "SNAI", "the Tolm Courier", "Nord television"."""
        first, *others = _THE.sub("", aside).split() or [""]
        bodily = self._words.names.bodily
        return first[:1].isupper() and all(word[0].isupper() or word.lower() in bodily for word in others)

    def _fullest(self, words: str, at: int, *, forwards: bool) -> str:
        near = bisect_left(self._introduced, at, key=_start)
        introduced = self._introduced[max(0, near - _INTRODUCED) : near + _INTRODUCED]
        said = (*self._said[-_REMEMBERED:], *introduced)
        words = self._owned(words, at) or words
        full = self._parties.fullest(words, at, said, forwards=forwards)
        if full is None or full == _trim(words):
            full = self._some_body(words, at) or full
        if full is None:
            full = self._on_page(words)
        owner, _, name = (full or words).partition(", ")
        owned = owner.split()[0].lower() in self._words.whose if owner else False
        return _trim(name if owned and self._parties.person(name) else full or words)

    def _owned(self, words: str, at: int) -> str | None:
        """A body by the name of whose it is: "Kenya has lost 9 herds, its drought authority said"."""
        pronoun, _, rest = words.partition(" ")
        if pronoun.lower() not in ("its", "their") or not rest or self._parties.person(rest):
            return None
        owner = self._parties.opening(at)
        return f"{owner}'s {rest}" if owner and source_kind(rest, self._vocabulary) else None

    def _some_body(self, words: str, at: int) -> str | None:
        """The body that a wording means which names none: "the agency", "the UN agency", "the rights group"."""
        words = _BASED.sub("", words)
        folded = self._words.names.fold(words)
        if not folded or folded[-1] not in self._words.bodies:
            return None
        if words.split()[0].lower() not in self._words.before_body:
            return None
        if {*folded[:-1]} <= self._words.passing and (body := self._parties.body_before(at)):
            return None if self._parties.is_common(body) else body
        side = source_side(words, self._vocabulary)
        if side and {*folded[:-1]} <= self._words.describing_body and (body := self._parties.body_before(at, side)):
            return body
        named = any(map(str.isupper, words[1:])) and side != "media"
        return None if named else self._body_heard({*folded}, side, at)

    def _body_heard(self, folded: set[str], side: str | None, at: int) -> str | None:
        """The last speaker before an offset that is a body of a side, or is known by words like these."""
        before = bisect_left(self._said, at, key=_start)
        for named in reversed(self._said[max(0, before - _REMEMBERED) : before]):
            if not any(map(str.isupper, named.words)) or self._parties.person(named.words):
                continue
            if self._words.agents.intersection(named.folded) or self._parties.is_common(named.words):
                continue
            known = known_source(named.words, self._vocabulary)
            if known and any(folded < {*self._words.names.fold(alias)} for alias in known.aliases):
                return named.words
            own = source_side(named.words, self._vocabulary)
            if named.folded not in self._words.names.countries and side == own:
                return named.words
        return None

    def _on_page(self, words: str) -> str | None:
        """The name on the whole page, for an entry that does not give it."""
        page = self._context.page_text
        if not page or page == self._passage.text:
            return None
        return self._page.fullest(words, len(page))

    @cached_property
    def _page(self) -> Parties:
        """The names of the whole page, which an entry may be all of."""
        page = self._context.page_text or ""
        return self._parties if page.rstrip() == self._passage.text.rstrip() else _parties_of(page, self._words)


@lru_cache(maxsize=2)
def _parties_of(page: str, reporting: Reporting) -> Parties:
    """The names of a page, kept while its entries are read one after the other."""
    return Parties(page, reporting)


def _trim(name: str) -> str:
    """A name on one line, without a leading "the", quotation marks and a possessive at its end."""
    plain = " ".join(name.split()).strip(' ,"“”')
    return _THE.sub("", _POSSESSIVE.sub("", plain)) or plain
