"""When a figure was said, the moment it holds for, and when the counted things happened."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from claims.extract.mention import Context, Mention
from claims.extract.passage import Passage
from claims.extract.when.phrases import Calendar, Past, TimePhrase, TimeReader
from claims.records import Counting, Moment
from claims.vocabulary import Vocabulary

Role = Literal["said", "as of", "since", "occurred"]
SaidBy = Literal["said", "posted", "undated"]
HoldsBy = Literal["as of", "held", "when said"]
HappenedBy = Literal["period", "alone", "occurred", "since", "began", "unsaid"]
"""By what a time is known: `words/rules.toml` says of each what it is."""
Span = tuple[int, int]
Roles = tuple[tuple[Role, TimePhrase], ...]

REACH = 400
"""Characters around a figure's quote in which its times are looked for."""
BESIDE = 8
"""Words that may stand between a word of reporting and its day."""
NEAR = 14
"""Words that may stand between a figure's quote and the day of what it counts."""
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_SHADE = re.compile(r"\s(?:late|early|the|mid-?|about|around|(?:the )?(?:end|start|middle|beginning|close) of)$")
_SINCE = re.compile(r"\b[Ss]ince\b")
_BREAK = re.compile(r"[;:—–]|[.!?]\s")


@dataclass(frozen=True, slots=True)
class Happened:
    """When the counted things happened, by what that is known, and where the words stand that tell it."""

    first: Moment | None
    last: Moment | None
    by: HappenedBy
    span: Span | None = None


UNSAID = Happened(None, None, "unsaid")


@dataclass(frozen=True, slots=True)
class TimesRead:
    """The times of a figure; None where nothing gives one."""

    said_at: Moment | None
    as_of: Moment | None
    occurred_from: Moment | None = None
    occurred_to: Moment | None = None
    said_by: SaidBy = "undated"
    said_in: Span | None = None
    """Where the words stand that give it, as offsets into the entry's text."""
    holds_by: HoldsBy = "when said"
    holds_in: Span | None = None
    happened: Happened = UNSAID


class Times:
    """Reads the times of a passage's figures."""

    def __init__(self, passage: Passage, context: Context, vocabulary: Vocabulary) -> None:
        self._passage = passage
        self._posted = passage.entry.posted_at
        self._calendar = Calendar(self._posted, context.zone, passage.entry.kind == "article")
        self._began = _began(context, self._calendar)
        self._reader = _reader(vocabulary)
        self._words = self._reader.words
        self._sums = frozenset(vocabulary.places["sums"])
        self._found: dict[int, tuple[TimePhrase, ...]] = {}
        self._known_roles: dict[int, Roles] = {}
        self._known_periods: dict[int, Happened | None] = {}
        self._known_clocks: dict[int, TimePhrase | None] = {}

    def times(self, mention: Mention, counting: Counting) -> TimesRead:
        """The times of a figure; where the text gives none, said when the entry was posted and true as of then."""
        roles = self._roles(mention)
        said, told = self._said(roles), self._first(roles, "said")
        as_of = self._at_clock(mention) or self._first(roles, "as of")
        happened = self._nearest(mention, [phrase for role, phrase in roles if role == "occurred"])
        held = happened if counting == "level" and as_of is None else None
        holds = (as_of.first if as_of else held.last if held else None) or said
        occurred = UNSAID if counting == "level" else self._happened(mention, roles, happened, holds)
        return TimesRead(
            *(said, holds, occurred.first, occurred.last),
            said_by="said" if told else "posted" if said else "undated",
            said_in=_span(told),
            holds_by="as of" if as_of else "held" if held else "when said",
            holds_in=_span(as_of or held),
            happened=occurred,
        )

    def _happened(self, mention: Mention, roles: Roles, happened: TimePhrase | None, as_of: Moment | None) -> Happened:
        """From when to when what a figure counts happened."""
        if period := self._known_period(mention):
            return period
        if happened is not None:
            return Happened(happened.first, happened.last, "occurred", _span(happened))
        since = self._nearest(mention, [phrase for role, phrase in roles if role == "since"])
        if since is not None:
            return Happened(since.first, as_of if since.first else None, "since", _span(since))
        began = self._since_began(mention)
        return Happened(self._began, as_of if self._began else None, "began", began) if began else UNSAID

    def period(self, mention: Mention) -> tuple[Moment, Moment] | None:
        """The ends of the time that a figure "in the past 24 hours" counts, up to when it was said."""
        found = self._known_period(mention)
        return (found.first, found.last) if found and found.first and found.last else None

    def _known_period(self, mention: Mention) -> Happened | None:
        if mention.number_start not in self._known_periods:
            self._known_periods[mention.number_start] = self._period(mention)
        return self._known_periods[mention.number_start]

    def _period(self, mention: Mention) -> Happened | None:
        roles = self._roles(mention)
        stated = self._first(roles, "as of")
        last = stated.first if stated else self._said(roles)
        if last is not None:
            for past in self._reader.past(*self._around(mention)):
                if self._same_clause(mention, past.start, past.end):
                    ends = past.span(self._ending(past, mention) or last, self._calendar)
                    return Happened(*ends, "period", (past.start, past.end))
        happened = self._nearest(mention, [phrase for role, phrase in roles if role == "occurred"])
        if happened and happened.first and happened.last and self._reader.is_alone(self._passage.text, happened.end):
            return Happened(happened.first, happened.last, "alone", _span(happened))
        return None

    def _ending(self, past: Past, mention: Mention) -> Moment | None:
        """The day up to which a time counts: "in the 24 hours to Sunday"."""
        phrases = self._in_sentence(mention.sentence)
        at = bisect_left(phrases, past.end, key=_start)
        near = past.dated and at < len(phrases) and phrases[at].start - past.end <= BESIDE
        return phrases[at].last if near else None

    def _roles(self, mention: Mention) -> Roles:
        """What each time near a figure is the time of; times of other clauses are left out."""
        if mention.number_start not in self._known_roles:
            self._known_roles[mention.number_start] = self._read_roles(mention)
        return self._known_roles[mention.number_start]

    def _read_roles(self, mention: Mention) -> Roles:
        phrases = self._in_sentence(mention.sentence)
        if not phrases:
            return ()
        roles: list[tuple[Role, TimePhrase]] = []
        clock = self._clock(mention)
        first = bisect_left(phrases, mention.quote_start - REACH, key=_start)
        for phrase in phrases[first : bisect_left(phrases, mention.quote_end + REACH, first, key=_start)]:
            if clock is not None and clock.start <= phrase.start < clock.end:
                continue
            role = self._role(phrase, mention)
            if role is not None and phrase.first is not None:
                roles.append((role, phrase))
        return tuple(roles)

    def _role(self, phrase: TimePhrase, mention: Mention) -> Role | None:
        before = self._before(phrase, mention.sentence)
        since = self._led_by(before, "since")
        inside = mention.quote_start <= phrase.start < mention.quote_end
        led = self._led_by(before, "as_of")
        if led and not phrase.possessive:
            return "as of" if inside or self._same_clause(mention, phrase.start - led, phrase.end) else None
        if not inside and not since and self._is_said(phrase, mention, before):
            return "said"
        if not inside and (self._is_sum(mention) or not self._same_clause(mention, phrase.start, phrase.end)):
            return None
        if since:
            return "since"
        if self._in_aside(phrase, mention, before):
            return None
        if not self._has_stood(mention, before):
            return "occurred"
        return "as of" if phrase.start > mention.number_end else None

    def _is_sum(self, mention: Mention) -> bool:
        """Whether a figure is a new total, with the newest case before it: "…, bringing the number killed to seven"."""
        led = self._lowered(self._passage.text[max(mention.quote_start - 12, 0) : mention.number_start])
        return any(word in self._sums for word in led)

    def _in_aside(self, phrase: TimePhrase, mention: Mention, before: str) -> bool:
        """Whether commas part a time from figure and cue alike: "the unrest, which began on Friday, has killed 20"."""
        text = self._passage.text
        if phrase.end <= mention.quote_start:
            opening = self._lowered(before.rpartition(",")[2])[:1] if "," in before else []
            return text[phrase.end] == "," and any(word in self._words["clause"] for word in opening)
        first = text.rfind(",", mention.quote_start, phrase.start)
        last = text.find(",", phrase.end, mention.quote_end)
        if first < 0 or last < 0:
            return False
        return not any(first < at < last for at in (mention.number_start, mention.cue_start))

    def _has_stood(self, mention: Mention, before: str) -> bool:
        """Whether a day is one on which a figure rose, fell or stood: "the toll rose to 101 on Sunday"."""
        between = self._passage.text[mention.quote_start : mention.number_start][-REACH:]
        return any(word in self._words["stood"] for word in self._lowered(f"{before} {between}"))

    def _led_by(self, before: str, cue: str) -> int:
        """How long the cue is in which the words before a time end, "late" and the like included; 0 without one."""
        words = _SHADE.sub("", f" {before.rstrip().casefold()}")
        led = (len(before) - len(words) + 1 + len(word) for word in self._words[cue] if words.endswith(f" {word}"))
        return max(led, default=0)

    def _is_said(self, phrase: TimePhrase, mention: Mention, before: str) -> bool:
        """Whether a day stands beside a word of reporting: "said on Friday", "on Friday the ministry announced"."""
        text, end = self._passage.text, self._passage.sentences[mention.sentence].end
        after = text[phrase.end : min(end, phrase.end + REACH)]
        if phrase.possessive:
            return any(word in self._words["said"] for word in self._lowered(after)[:3])
        behind = re.split(r"[,;:“”\"]", before)[-1]
        if phrase.start >= mention.quote_end:
            behind = text[max(mention.quote_end, phrase.start - REACH) : phrase.start]
        near = self._lowered(behind)[-BESIDE:]
        for at in range(len(near) - 1, -1, -1):
            word = near[at]
            if word in self._words["said"]:
                # "up from 28 announced on Tuesday" tells when that other figure was said.
                return at == 0 or not near[at - 1][0].isdigit()
            if word in self._words["clause"] or word[0].isdigit():
                return False
        if phrase.start > mention.quote_start:
            return False
        led = self._lowered(text[phrase.end : mention.quote_start])[: BESIDE + 2]
        spoken = next((n for n, word in enumerate(led) if word in self._words["said"]), None)
        return spoken is not None and not any(w in self._words["clause"] or w[0].isdigit() for w in led[:spoken])

    def _same_clause(self, mention: Mention, start: int, end: int) -> bool:
        """Whether nothing between a figure's quote and a span opens a clause or ends what is reported."""
        if mention.quote_start <= start < mention.quote_end:
            return True
        text = self._passage.text
        gap = text[end : mention.quote_start] if end <= mention.quote_start else text[mention.quote_end : start]
        if _BREAK.search(gap):
            return False
        words = self._lowered(gap)
        if words and words[-1] in self._words["span"]:
            words.pop()
        bars = self._words["clause"] | self._words["said"]
        return len(words) <= NEAR and not any(word in bars for word in words)

    def _since_began(self, mention: Mention) -> Span | None:
        """Where a text says that a figure counts from the event's beginning: "since the protests erupted"."""
        text, start = self._around(mention)
        for match in _SINCE.finditer(text) if "ince" in text else ():
            at = start + match.start()
            words = self._lowered(self._passage.text[at : at + 80])[1:8]
            event = any(word in self._words["event_nouns"] | self._words["event_began"] for word in words)
            if event and self._same_clause(mention, at, at + 5):
                return at, at + 5
        return None

    def _clock(self, mention: Mention) -> TimePhrase | None:
        if mention.number_start not in self._known_clocks:
            self._known_clocks[mention.number_start] = self._reader.clock(*self._around(mention), self._calendar)
        return self._known_clocks[mention.number_start]

    def _at_clock(self, mention: Mention) -> TimePhrase | None:
        clock = self._clock(mention)
        if clock is None or clock.first is None or not self._same_clause(mention, clock.start, clock.end):
            return None
        return clock

    def _around(self, mention: Mention) -> tuple[str, int]:
        """The part of a figure's sentence that is near to it, and where it begins."""
        sentence = self._passage.sentences[mention.sentence]
        start = max(sentence.start, mention.quote_start - REACH)
        return self._passage.text[start : min(sentence.end, mention.quote_end + REACH)], start

    def _said(self, roles: Roles) -> Moment | None:
        """When the speaker spoke: on a day that is named, which is the time of the report where it is the same day."""
        phrase = self._first(roles, "said")
        if phrase is None or phrase.first is None:
            return self._posted
        exact = self._posted is not None and self._posted.exactness in ("minute", "hour")
        if not exact or phrase.first != self._calendar.moment(self._calendar.today):
            return phrase.first
        words = self._lowered(self._passage.text[max(phrase.start - 20, 0) : phrase.end])
        return phrase.first if any(word in self._words["earlier"] for word in words) else self._posted

    def _first(self, roles: Roles, wanted: Role) -> TimePhrase | None:
        return next((phrase for role, phrase in roles if role == wanted), None)

    def _nearest(self, mention: Mention, phrases: list[TimePhrase]) -> TimePhrase | None:
        """The time nearest to the words that name the metric, one after them before one in front."""
        cue = mention.cue_end
        return min(phrases, key=lambda each: abs(each.start - cue) * (1 if each.start >= cue else 2), default=None)

    def _before(self, phrase: TimePhrase, sentence: int) -> str:
        start = self._passage.sentences[sentence].start
        return self._passage.text[max(start, phrase.start - 80) : phrase.start]

    def _lowered(self, text: str) -> list[str]:
        return _WORD.findall(text.casefold())

    def _in_sentence(self, number: int) -> tuple[TimePhrase, ...]:
        if number not in self._found:
            sentence = self._passage.sentences[number]
            self._found[number] = tuple(self._reader.phrases(sentence.text, sentence.start, self._calendar))
        return self._found[number]


def _start(phrase: TimePhrase) -> int:
    return phrase.start


def _span(phrase: TimePhrase | None) -> Span | None:
    return (phrase.start, phrase.end) if phrase else None


@cache
def _reader(vocabulary: Vocabulary) -> TimeReader:
    return TimeReader(vocabulary)


def _began(context: Context, calendar: Calendar) -> Moment | None:
    return calendar.moment(date.fromisoformat(context.began)) if context.began else None
