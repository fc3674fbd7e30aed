"""What each time near a figure is the time of: of saying it, of its holding, or of what it counts."""

import re
from bisect import bisect_left
from functools import cache
from typing import Literal, NamedTuple

from claims.extract.mention import Mention
from claims.extract.passage import Passage
from claims.extract.when.calendar import Calendar, TimePhrase
from claims.extract.when.phrases import TimeReader
from claims.vocabulary import Vocabulary

Role = Literal["said", "as of", "since", "occurred"]
Roles = tuple[tuple[Role, TimePhrase], ...]

REACH = 400
"""Characters around a figure's quote in which its times are looked for."""
BESIDE = 8
"""Words that may stand between a word of reporting and its day."""
NEAR = 14
"""Words that may stand between a figure's quote and the day of what it counts."""
_WIDE = 16
"""Characters of a word, generously."""
_BREAK_COST = 40
"""Characters that a comma or "and" between a figure and a day counts for."""
_OTHERS_COST = 200
"""Characters that it counts for where the day leads another number's clause: "and on Sunday five"."""
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_MANY = re.compile(rf"(?>[\W_]*+[^\W_]++(?:[’'.-][^\W_]++)*+){{{NEAR + 3}}}")
"""More words than may stand between a figure's quote and a day, with those that don't count."""
_SHADE = re.compile(r"\s(?:late|early|the|mid-?|about|around|(?:the )?(?:end|start|middle|beginning|close) of)$")
_BREAK = re.compile(r"[;:—–]|[.!?]\s|\b(?:up|down) from\b|\bcompared\b")
_JOINT = re.compile(r"[,;]|\band\b|\bbut\b")
_LEADING = re.compile(r"(?:[,;–—]|\band|\bbut|\bwhile)\s+(?:on\s+|in\s+|over\s+|during\s+)?$")
_CLEFT = re.compile(r"It (?:was|is) (?:on |in |over |during )?$")
_OPENING = re.compile(r"\W*(?:(?:late|early)\s)?(?:(?:on|at)\s)?$", re.IGNORECASE)


def lowered(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.casefold())


def _first_words(text: str, count: int) -> list[str]:
    """So many words at the head of a text, which may be long, in lower case."""
    near = lowered(text[: _WIDE * count])
    # The last of them may be cut in two.
    return (near if len(near) > count else lowered(text))[:count]


def _last_words(text: str, count: int) -> list[str]:
    """So many words at the end of a text, which may be long, in lower case."""
    near = lowered(text[-_WIDE * count :])
    # The first of them may be cut in two.
    return (near if len(near) > count else lowered(text))[-count:]


class _Lead(NamedTuple):
    """What leads a time in: the words before it, and how long those are that say of which kind it is."""

    before: str
    since: int
    as_of: int
    ends_wait: bool
    near: list[str]
    """The last words, in lower case, of those before it in its clause."""


class RoleReader:
    """Reads the roles of the times of a passage's figures."""

    def __init__(self, passage: Passage, calendar: Calendar, vocabulary: Vocabulary) -> None:
        self._passage = passage
        self._calendar = calendar
        self._reader = time_reader(vocabulary)
        self._words = self._reader.words
        self._bars = self._words["clause"] | self._words["said"]
        self._sums = frozenset(vocabulary.places["sums"])
        self._numeral = _numeral(vocabulary)
        self._found: dict[int, tuple[TimePhrase, ...]] = {}
        self._known: dict[int, Roles] = {}
        self._leads: dict[int, _Lead] = {}

    def roles(self, mention: Mention) -> Roles:
        """What each time near a figure is the time of; times of other clauses are left out."""
        if mention.number_start not in self._known:
            self._known[mention.number_start] = self._read(mention)
        return self._known[mention.number_start]

    def in_sentence(self, number: int) -> tuple[TimePhrase, ...]:
        """The times that a sentence names."""
        if number not in self._found:
            sentence = self._passage.sentences[number]
            self._found[number] = self._reader.phrases(sentence.text, sentence.start, self._calendar)
        return self._found[number]

    def of_role(self, mention: Mention, wanted: Role) -> TimePhrase | None:
        """The time of a role that is the figure's own."""
        roles = self.roles(mention)
        return self._nearest(mention, [phrase for role, phrase in roles if role == wanted]) if roles else None

    def _read(self, mention: Mention) -> Roles:
        phrases = self.in_sentence(mention.sentence)
        if not phrases:
            return ()
        roles: list[tuple[Role, TimePhrase]] = []
        first = bisect_left(phrases, mention.quote_start - REACH, key=_start)
        for phrase in phrases[first : bisect_left(phrases, mention.quote_end + REACH, first, key=_start)]:
            role = self._role(phrase, mention)
            if role is not None and phrase.first is not None:
                roles.append((role, phrase))
        return tuple(roles)

    def _role(self, phrase: TimePhrase, mention: Mention) -> Role | None:
        before, since, led, ends_wait, near = self._lead(phrase, mention.sentence)
        inside = mention.quote_start <= phrase.start < mention.quote_end
        if (led or ends_wait) and not phrase.possessive:
            own = inside or self.same_clause(mention, phrase.start - led, phrase.end, reported=True)
            return "as of" if own and not self._in_aside(phrase, mention, before) else None
        if not inside and not since and self._is_said(phrase, mention, near):
            return "said"
        if phrase.bare or (not inside and not self._is_own(phrase, mention)):
            return None
        if since:
            return None if self._is_risen(phrase, mention, before) else "since"
        if self._in_aside(phrase, mention, before):
            return None
        if not self._words["still"].isdisjoint(lowered(self._passage.text[mention.quote_start : mention.quote_end])):
            return "as of"
        if not self._has_stood(phrase, mention, before):
            return "occurred"
        opening = phrase.start < mention.quote_start and _OPENING.fullmatch(before) is not None
        return "as of" if opening or phrase.start > mention.number_end else None

    def _lead(self, phrase: TimePhrase, sentence: int) -> _Lead:
        if phrase.start not in self._leads:
            before = self._before(phrase, sentence)
            led = self._led_by(before, "since"), self._led_by(before, "as_of")
            near = _last_words(re.split(r"[,;:“”\"]", before)[-1], _near(phrase))
            self._leads[phrase.start] = _Lead(before, *led, self._ends_wait(before), near)
        return self._leads[phrase.start]

    def _is_own(self, phrase: TimePhrase, mention: Mention) -> bool:
        """Whether a time outside a figure's quote can tell of it; a new total and an older figure have none there."""
        text = self._passage.text
        if not self.same_clause(mention, phrase.start, phrase.end):
            return False
        led = lowered(text[max(mention.quote_start - 12, 0) : mention.number_start])
        if any(word in self._sums for word in led):
            return False
        if phrase.start < mention.quote_end or "," not in text[mention.quote_end : phrase.start]:
            return True
        start = max(mention.quote_start - 20, self._passage.sentences[mention.sentence].start)
        around = f" {text[start : mention.quote_end].casefold()} "
        return not any(f" {words} " in around for words in self._words["older"])

    def _ends_wait(self, before: str) -> bool:
        """Whether a time ends what a figure had reached by then: "by the time the rain stopped on Sunday"."""
        clause = f" {before.casefold()}".rpartition(",")[2]
        return any(f" {words} " in clause for words in self._words["until_then"])

    def _in_aside(self, phrase: TimePhrase, mention: Mention, before: str) -> bool:
        """Whether commas part a time from figure and cue alike: "the unrest, which began on Friday, has killed 20"."""
        text = self._passage.text
        if phrase.end <= mention.quote_start:
            opening = lowered(before.rpartition(",")[2])[:1] if "," in before else []
            return text[phrase.end] == "," and any(word in self._words["clause"] for word in opening)
        first = text.rfind(",", mention.quote_start, phrase.start)
        last = text.find(",", phrase.end, mention.quote_end)
        if first < 0 or last < 0:
            return False
        return not any(first < at < last for at in (mention.number_start, mention.cue_start))

    def _has_stood(self, phrase: TimePhrase, mention: Mention, before: str) -> bool:
        """Whether a day is one on which a figure rose, fell or stood: "the toll rose to 101 on Sunday"."""
        between = self._passage.text[mention.quote_start : mention.number_start][-REACH:]
        told = lowered(before)
        if phrase.end <= mention.quote_start and told and not self._numeral.search(before):
            # "Darkness fell on Monday": no number did.
            told = []
        if any(word in self._words["stood"] for word in (*told, *lowered(between))):
            return True
        return mention.cue_start < phrase.start and self._is_level(before)

    def _is_level(self, before: str) -> bool:
        """Whether the words before a day say what a toll was: "the death toll was 12 on Saturday and 31"."""
        words = lowered(before)
        for at, word in enumerate(words):
            if word in self._words["tolls"]:
                was = next((n for n in range(at + 1, min(at + 6, len(words))) if words[n] in self._words["was"]), None)
                return was is not None and any(self._numeral.fullmatch(each) for each in words[was + 1 : was + 4])
        return False

    def _is_risen(self, phrase: TimePhrase, mention: Mention, before: str) -> bool:
        """Whether a figure is what a rise led to, not the rise: 311 in "climbed by 23 since Sunday to 311"."""
        between = self._passage.text[phrase.end : mention.number_start].split()[:1]
        return between == ["to"] and any(word in self._words["stood"] for word in lowered(before))

    def _led_by(self, before: str, cue: str) -> int:
        """How long the cue is in which the words before a time end, "late" and the like included; 0 without one."""
        words = _SHADE.sub("", f" {before.rstrip().casefold()}")
        led = (len(before) - len(words) + 1 + len(word) for word in self._words[cue] if words.endswith(f" {word}"))
        return max(led, default=0)

    def _is_said(self, phrase: TimePhrase, mention: Mention, near: list[str]) -> bool:
        """Whether a day stands beside a word of reporting: "said on Friday", "on Friday the ministry announced"."""
        text, end = self._passage.text, self._passage.sentences[mention.sentence].end
        after = text[phrase.end : min(end, phrase.end + REACH)]
        if phrase.possessive:
            return any(word in self._words["said"] for word in _first_words(after, 3))
        if phrase.start >= mention.quote_end:
            near = _last_words(text[max(mention.quote_end, phrase.start - REACH) : phrase.start], _near(phrase))
        for at in range(len(near) - 1, -1, -1):
            word = near[at]
            if word in self._words["said"]:
                if phrase.start < mention.quote_start and word in self._words["opens_clause"] and at + 1 < len(near):
                    # "Police said a bomb exploded on Friday, killing 12" tells when it exploded.
                    return near[at + 1] in self._words["of_saying"]
                # "up from 28 announced on Tuesday" tells when that other figure was said.
                return at == 0 or not near[at - 1][0].isdigit()
            if word in self._words["clause"] or self._numeral.match(word):
                return False
        if phrase.start > mention.quote_start or phrase.bare:
            return False
        led = _first_words(text[phrase.end : mention.quote_start], BESIDE + 2)
        spoken = next((n for n, word in enumerate(led) if word in self._words["said"]), None)
        return spoken is not None and not any(w in self._words["clause"] or w[0].isdigit() for w in led[:spoken])

    def same_clause(self, mention: Mention, start: int, end: int, *, reported: bool = False) -> bool:
        """Whether nothing between a figure's quote and a span opens a clause or ends what is reported.

        `reported`: what stands before a word of reporting holds past it, "as of Friday, police said".
        """
        if mention.quote_start <= start < mention.quote_end:
            return True
        text = self._passage.text
        leads = end <= mention.quote_start
        gap = text[end : mention.quote_start] if leads else text[mention.quote_end : start]
        if _MANY.match(gap) or _BREAK.search(gap):
            return False
        words = lowered(gap)
        if words and words[-1] in self._words["span"]:
            words.pop()
        if (
            leads
            and words[:1] == ["that"]
            and _CLEFT.match(text, self._passage.sentences[mention.sentence].start, start)
        ):
            words = words[1:]
        bars = self._words["clause"] if reported and leads else self._bars
        return len(words) <= NEAR and not any(word in bars for word in words)

    def _nearest(self, mention: Mention, phrases: list[TimePhrase]) -> TimePhrase | None:
        """The time nearest to the words that name the metric, one after them before one in front.

        Where a time stands between them and the number, as in "two were shot on Friday and three on Saturday", the one
        nearest to the number.
        """
        if len(phrases) < 2:
            return phrases[0] if phrases else None
        own = any(mention.cue_end <= phrase.start < mention.number_start for phrase in phrases)
        at = mention.number_end if own else mention.cue_end
        return min(phrases, key=lambda each: self._cost(each, at, mention))

    def _cost(self, phrase: TimePhrase, at: int, mention: Mention) -> int:
        text = self._passage.text
        after = phrase.start >= at
        between = text[at : phrase.start] if after else text[phrase.end : at].lstrip(" ,")
        cost = abs(phrase.start - at) * (1 if after else 2) + _BREAK_COST * len(_JOINT.findall(between[:REACH]))
        leads = _LEADING.search(self._before(phrase, mention.sentence)) is not None
        if after and leads and self._numeral.match(text[phrase.end : phrase.end + 20].lstrip(" ,")):
            return cost + _OTHERS_COST
        return cost

    def _before(self, phrase: TimePhrase, sentence: int) -> str:
        start = self._passage.sentences[sentence].start
        return self._passage.text[max(start, phrase.start - 80) : phrase.start]


def _near(phrase: TimePhrase) -> int:
    """How many words may stand between a word of reporting and a time."""
    return 3 if phrase.bare else BESIDE


def _start(phrase: TimePhrase) -> int:
    return phrase.start


@cache
def time_reader(vocabulary: Vocabulary) -> TimeReader:
    """The reader of times of a vocabulary, made once."""
    return TimeReader(vocabulary)


@cache
def _numeral(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A number in digits or in words."""
    return re.compile(rf"\d[\d,.]*|\b(?:{'|'.join(vocabulary.places['numbers'])})\b")
