"""Where a figure holds: the place that its sentence or its post's headline names, and the gazetteer's key for it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from claims import gazetteer
from claims.extract.mention import Context, Mention
from claims.extract.passage import Passage
from claims.extract.where.phrases import LARGE, Phrase, PhraseReader
from claims.extract.where.tokens import Token, read_tokens
from claims.extract.where.words import PlaceWords, place_words
from claims.names import country_of, source_side
from claims.vocabulary import Vocabulary

FoundIn = Literal["sentence", "the country", "headline", "nowhere"]
"""Where a place is written."""
KnownBy = Literal["listed", "speaker", "event", "unknown"]
"""By what the gazetteer's key of a place is known."""

REACH = 600
"""Characters before and after a figure in which its place is looked for."""
FAR = 40
"""Cost (about two words make 1, a clause 3) from which on a place is too far off to be a figure's."""
BESIDE = 16
"""Characters between a figure's quote and a place "from" which its people were taken; farther off it is an origin."""
UNNAMED_WITHIN = 2
"""Marks and words that open a clause, between a figure and a place without a name that is still the figure's."""
LONGEST_HEADING = 50
MOST_PARTS = 10
MOST_WORDS = 12
"""Parts of a place as written, and words of a part, that are looked up."""
_LIST = re.compile(r"\b(?:and|or|including)\b")
_STOP = re.compile(r"[.!?](?<=[a-z]{3}.)[”\"’']?\s+(?=[A-Z])")
_ASIDE = re.compile(r",\s*(?:including|among them|of whom|\w{1,12} of (?:them|whom))\b[^,;]{1,80},")
_HEADING = re.compile(
    r"\s*(?P<name>[A-Z][\w’'.-]*(?: (?:and|of|the|[A-Z][\w’'.-]*)){0,4})(?:\s*:(?P<more>\s+\S)|:?\s*$)"
)
"""A line that is a name, or begins with one and a colon."""
_DATELINE = re.compile(r"\W*([A-Z][^—–\n]{1,60}?)\s?(?:[—–]|--)\s|\W*((?-i:[A-Z]{3})[^—–\n]{1,60}?)\s-\s")
_TOWN = re.compile(r"\s*([A-Z][A-Z .'’-]{2,30}):\s")
_DASHES = ("—", "–", "--", " - ")
_SPLIT = re.compile(r",\s*|\s+(?:in|of|near|and|on|at|or|including|outside|off)\s+", re.I)


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """Where a figure holds."""

    location: str | None
    """The place as written, without preposition."""
    place: str | None
    """Gazetteer key of the most specific part of it that is listed, else of the speaker's country, else of the event's
    place."""
    assumed: bool
    """Whether the text itself gives no listed place."""
    found_in: FoundIn = field(default="nowhere", compare=False)
    known_by: KnownBy = field(default="unknown", compare=False)
    start: int | None = field(default=None, compare=False)
    """Offset of `location` in the entry's text."""


class Places:
    """Reads the places of a passage's figures."""

    def __init__(self, passage: Passage, context: Context, vocabulary: Vocabulary) -> None:
        self._passage = passage
        self._context = context
        self._vocabulary = vocabulary
        self._words = place_words(vocabulary)
        self._country = _country_code(context.place)
        self._phrases: dict[int, tuple[Phrase, ...]] = {}

    def place(self, mention: Mention, speaker: str | None) -> PlaceRead:
        """The place of a figure; where the text gives none, the speaker's own country or the event's place, assumed."""
        phrase = self._nearest(mention)
        found_in: FoundIn = "sentence"
        if phrase is not None and phrase.country:
            phrase, found_in = self._named_country(phrase, mention.sentence), "the country"
        elif phrase is None or phrase.general:
            phrase, found_in = self._of_headline(mention) or self._of_heading(mention.sentence), "headline"
        if phrase is None:
            return self._assumed(None, "nowhere", None, speaker)
        location = self._passage.text[phrase.start : phrase.end]
        if key := place_key(location, self._words, self._country):
            return PlaceRead(location, key, False, found_in, "listed", phrase.start)
        return self._assumed(location, found_in, phrase.start, speaker)

    def _assumed(self, location: str | None, found_in: FoundIn, start: int | None, speaker: str | None) -> PlaceRead:
        """A place whose words, if there are any, lead to no listed one."""
        key = _jurisdiction(speaker, self._country, self._vocabulary) if speaker else None
        known_by: KnownBy = "speaker" if key else "event" if self._context.place else "unknown"
        key = key or self._context.place
        return PlaceRead(location, key, key is not None, found_in, known_by, start)

    def _nearest(self, mention: Mention) -> Phrase | None:
        """The place phrase of the figure's sentence that stands nearest, in its own clause before any other."""
        best, least = None, (float(FAR), -1)
        for phrase in sorted(self._around(mention), key=lambda each: abs(each.start - mention.number_start)):
            cost = None if phrase.body else self._cost(phrase, mention, least[0])
            if cost is not None and (cost, phrase.start) < least:
                best, least = phrase, (cost, phrase.start)
        return best

    def _around(self, mention: Mention) -> tuple[Phrase, ...]:
        phrases = self._in_sentence(mention.sentence)
        first = bisect_left(phrases, mention.quote_start - REACH, key=_start)
        return phrases[first : bisect_left(phrases, mention.quote_end + REACH, first, key=_start)]

    def _cost(self, phrase: Phrase, mention: Mention, most: float) -> float | None:
        """How far a place stands from a figure, in words and clauses; None where it is not the figure's or too far."""
        inside = mention.quote_start <= phrase.start and phrase.end <= mention.quote_end
        between = self._between(phrase, mention, inside=inside)
        distance = between.count(" ") * (0.2 if inside else 0.5)
        if distance > most or not self._may_hold(phrase, mention, inside=inside):
            return None
        between, after = between.casefold(), phrase.start > mention.number_start
        cost = self._cost_of_wording(phrase, inside=inside)
        cost += 2 * len(self._words.figure.findall(between)) + (0 if after else 2)
        if not inside:
            clauses = len(self._words.clause.findall(between))
            if not phrase.named and clauses > UNNAMED_WITHIN:
                return None
            cost += 3 * clauses
            cost += 8 if self._says(phrase) else 0
            cost += 20 if after and self._words.credit.search(between) else 0
        return cost + distance

    def _between(self, phrase: Phrase, mention: Mention, *, inside: bool) -> str:
        """What stands between a place and a figure: its number, where the place stands in its quote, else its quote."""
        text = self._passage.text
        if phrase.start > mention.number_start:
            end = mention.number_end if inside else max(mention.quote_end, mention.number_end)
            return text[end : phrase.start]
        return text[phrase.end : mention.number_start if inside else mention.quote_start]

    def _may_hold(self, phrase: Phrase, mention: Mention, *, inside: bool) -> bool:
        """Whether a figure can hold for a place at all: it is no way, no home, not what is counted."""
        if phrase.route or phrase.start <= mention.number_start < phrase.end:
            return False
        if not (inside or self._reaches(phrase, mention)):
            return False
        if inside and phrase.preposition == "from" and self._is_home(phrase, mention):
            return False
        return phrase.named or not self._is_counted(phrase, mention)

    def _cost_of_wording(self, phrase: Phrase, *, inside: bool) -> int:
        """What a place costs for how it is worded: without preposition or name it is less likely meant."""
        cost = 0
        if phrase.preposition in self._words.weak:
            cost += 4 if inside else 12
        if phrase.preposition is None:
            cost += 4
        if not phrase.named:
            led = self._passage.text[max(phrase.start - 12, 0) : phrase.start].casefold().split()[-1:]
            cost += 11 if led and self._words.figure.fullmatch(led[0]) else 6
        return cost

    def _is_counted(self, phrase: Phrase, mention: Mention) -> bool:
        """Whether places are themselves what is counted: "35 of the 75 districts"."""
        return mention.group_end is not None and mention.number_end <= phrase.start and phrase.end <= mention.group_end

    def _says(self, phrase: Phrase) -> bool:
        """Whether a place ends the name of who speaks: "the mayor of Orle said"."""
        return self._words.says.match(self._passage.text, phrase.end) is not None

    def _reaches(self, phrase: Phrase, mention: Mention) -> bool:
        """Whether a place outside a figure's quote can be its own."""
        text = self._passage.text
        leads = phrase.preposition in self._words.ways and self._leads(phrase, mention)
        if phrase.preposition in self._words.ways and not (phrase.named or leads):
            return False
        if phrase.preposition == "from" and not self._is_left(phrase, mention):
            return False
        if leads:
            return True
        if phrase.start < mention.number_start:
            led = text[max(mention.quote_start - 12, 0) : mention.number_start].casefold()
            between = text[phrase.end : mention.number_start]
            return _STOP.search(between) is None and self._words.sums.isdisjoint(led.split())
        between = _ASIDE.sub(" ", text[mention.number_end : phrase.start])
        if _STOP.search(between):
            return False
        between = between.casefold()
        figure = self._words.figure.search(between)
        return figure is None or self._words.own_clause.search(between[: figure.start()]) is None

    def _leads(self, phrase: Phrase, mention: Mention) -> bool:
        """Whether the counted went right there, or came right from there: "sent to the border"."""
        metrics = self._words.origins if phrase.preposition == "from" else self._words.goals
        return mention.metric in metrics and 0 <= phrase.start - mention.quote_end < BESIDE

    def _is_left(self, phrase: Phrase, mention: Mention) -> bool:
        """Whether the counted were taken "from" a place beside the quote; where it is their home, they weren't."""
        return 0 <= phrase.start - mention.quote_end < BESIDE and not self._is_home(phrase, mention)

    def _is_home(self, phrase: Phrase, mention: Mention) -> bool:
        """Whether the counted come from a place, rather than were taken from it: "two men from Orle"."""
        beside = mention.group_end is not None and 0 <= phrase.start - mention.group_end < BESIDE
        return beside and mention.metric not in self._words.origins

    def _named_country(self, phrase: Phrase, sentence: int) -> Phrase | None:
        """The country that "the country" means: the one named before it in the sentence, else in a post's headline."""
        phrases = self._in_sentence(sentence)
        at = bisect_left(phrases, phrase.start, key=_start)
        before = list(phrases[max(at - MOST_PARTS, 0) : at])
        if self._passage.entry.kind == "post":
            before = [head for n in self._headlines() for head in self._in_sentence(n)] + before
        for each in reversed(before):
            found = gazetteer.find(self._passage.text[each.start : each.end])
            if found is not None and found.kind == "country":
                return each
        return None

    def _of_headline(self, mention: Mention) -> Phrase | None:
        """The place that a post's headline names for all of the post."""
        if self._passage.entry.kind != "post" or self._passage.sentences[mention.sentence].headline:
            return None
        phrases = [each for n in self._headlines() for each in self._in_sentence(n) if each.named and not each.body]
        return min(
            phrases, key=lambda each: (each.preposition is None, each.preposition in self._words.weak), default=None
        )

    def _of_heading(self, number: int) -> Phrase | None:
        """The place whose name heads the part of a report, one of several, in which a sentence stands: "NEPAL"."""
        at = bisect_right(self._headings, number, key=_sentence) - 1
        return self._headings[at][1] if at >= 0 else None

    @cached_property
    def _headings(self) -> list[tuple[int, Phrase | None]]:
        """Where there are several, the places that stand as headings, by the sentence that they are or begin.

        A heading of another kind ends them.
        """
        found: list[tuple[int, Phrase | None]] = []
        keys = set()
        for n, sentence in enumerate(self._passage.sentences):
            if len(sentence.text) > LONGEST_HEADING and ":" not in sentence.text[:LONGEST_HEADING]:
                continue
            match = _HEADING.match(sentence.text)
            if match is None or (n and self._passage.sentences[n - 1].paragraph == sentence.paragraph):
                continue
            place = gazetteer.find(match["name"].title() if match["name"].isupper() else match["name"])
            start, end = sentence.start + match.start("name"), sentence.start + match.end("name")
            if place is not None and (place.kind != "city" or not match["more"]):
                found.append((n, Phrase(start, end, None, True)))
                keys.add(place.key)
            elif found and not match["more"]:
                found.append((n, None))
        return found if len(keys) > 1 else []

    def _headlines(self) -> list[int]:
        return [n for n, sentence in enumerate(self._passage.sentences[:3]) if sentence.headline]

    def _in_sentence(self, number: int) -> tuple[Phrase, ...]:
        if number not in self._phrases:
            sentence = self._passage.sentences[number]
            dateline = _dateline_end(sentence.text) + sentence.start
            found = PhraseReader(sentence.text, sentence.start, self._words, self._country).phrases()
            self._phrases[number] = tuple(phrase for phrase in found if phrase.start >= dateline)
        return self._phrases[number]


@lru_cache(maxsize=4096)
def _jurisdiction(speaker: str, home: str | None, vocabulary: Vocabulary) -> str | None:
    """Key of the country whose authority speaks; of none who count abroad, but in their home, the event's."""
    if source_side(speaker, vocabulary) != "state":
        return None
    code = country_of(speaker, vocabulary)
    country = gazetteer.country_place(code) if code else None
    if country is None:
        return None
    lowered = f" {speaker.casefold()} "
    counts_abroad = any(f" {word} " in lowered for word in place_words(vocabulary).abroad)
    return None if counts_abroad and home is not None and code != home else country.key


@lru_cache(maxsize=4096)
def place_key(location: str, words: PlaceWords, country: str | None) -> str | None:
    """Gazetteer key of the most specific listed part of a place as written: "Tema, near Accra" is Tema's.

    A part is looked for in the country that the parts after it name, else in the country given (ISO code). A list of
    places is what holds them all.
    """
    parts = _SPLIT.split(words.waters.sub("", location))[:MOST_PARTS]
    wider = (each for part in parts if (each := _listed(part, words, country)) and each.kind != "city")
    country = next((each.country for each in wider), country)
    found: list[gazetteer.Place] = []
    for part in reversed(parts):
        listed = _listed(part, words, found[0].country if found else country, found[0].key if found else None)
        if listed is not None:
            found.insert(0, listed)
    if not found:
        return None
    first = found[0]
    if _LIST.search(location) and not any(gazetteer.contains(other.key, first.key) for other in found[1:]):
        return _common(found)
    # A country that doesn't hold the rest says whose the place is: "the French embassy in Beirut".
    inner = (other for other in found[1:] if first.kind == "country" or gazetteer.contains(first.key, other.key))
    return next(inner, first).key


def _common(found: list[gazetteer.Place]) -> str | None:
    """Key of the innermost place that holds all of them; None where only the world does."""
    country = gazetteer.country_place(found[0].country)
    holders = (found[0].key, found[0].region, country.key if country else None)
    return next((key for key in holders if key and all(gazetteer.contains(key, each.key) for each in found)), None)


def _listed(part: str, words: PlaceWords, country: str | None, region: str | None = None) -> gazetteer.Place | None:
    """The listed place in a phrase: the longest run of its words, else the country of an adjective."""
    tokens = [token for token in read_tokens(part) if token.word][:MOST_WORDS]
    adjective = next((words.demonyms[token.lower] for token in tokens if token.lower in words.demonyms), None)
    within = adjective or country
    for width in range(len(tokens), 0, -1):
        for at in range(len(tokens) - width + 1):
            run, after = tokens[at : at + width], tokens[at + width : at + width + 1]
            if not run[0].capital or (width == 1 and run[0].lower in words.not_places) or _ends_name(tokens, at, words):
                continue
            found = gazetteer.find(" ".join(token.text for token in run), within, region)
            if found is not None and (adjective in (None, found.country)) and _meant(found, within, run[-1], after):
                return found
    return gazetteer.country_place(adjective) if adjective else None


def _ends_name(tokens: list[Token], at: int, words: PlaceWords) -> bool:
    """Whether a word with a capital stands before a noun of places, so that both are one name: "Bay" in "Orsk Bay"."""
    if at == 0 or tokens[at].lower not in words.nouns:
        return False
    before = tokens[at - 1]
    return before.capital and not before.possessive and before.lower not in words.modifiers


def _meant(found: gazetteer.Place, country: str | None, last: Token, after: list[Token]) -> bool:
    """Whether a listed name can be meant: a small town abroad isn't, nor Charlotte in "Charlotte County"."""
    if found.kind == "country":
        return True
    if after and after[0].capital:
        county = after[0].lower in gazetteer.REGION_WORDS or last.possessive
        return not county and found.country == country
    return found.kind == "region" or found.country == country or found.population >= LARGE


def _start(phrase: Phrase) -> int:
    return phrase.start


def _sentence(heading: tuple[int, Phrase | None]) -> int:
    return heading[0]


def _country_code(key: str | None) -> str | None:
    """ISO code of the country in which a gazetteer key lies."""
    found = gazetteer.place(key.split("/")[0]) if key else None
    return found.country if found else None


def _dateline_end(sentence: str) -> int:
    """Where the dateline of a report ends, "KABUL, Afghanistan (AP) —": it says where the reporter sits."""
    head = sentence[:80]
    match = _DATELINE.match(head) if any(dash in head for dash in _DASHES) else None
    if match is None:
        town = _TOWN.match(head)
        found = gazetteer.find(town.group(1).title()) if town else None
        return town.end() if town and found and found.kind == "city" else 0
    words = (match.group(1) or match.group(2)).split()
    return match.end() if all(word[0].isupper() or not word[0].isalpha() for word in words) else 0
