"""When a figure was said, the moment it holds for, and when the counted things happened."""

import re
from bisect import bisect_left
from datetime import date
from typing import Literal, NamedTuple

from claims.extract.mention import Context, Mention
from claims.extract.passage import Passage
from claims.extract.when.calendar import Calendar, TimePhrase
from claims.extract.when.phrases import Past
from claims.extract.when.roles import BESIDE, REACH, Role, RoleReader, lowered, time_reader
from claims.records import Counting, Moment
from claims.vocabulary import Vocabulary

SaidBy = Literal["said", "posted", "undated"]
HoldsBy = Literal["as of", "held", "when said"]
HappenedBy = Literal["period", "alone", "occurred", "since", "began", "unsaid"]
"""By what a time is known: `words/rules.toml` says of each what it is."""
Span = tuple[int, int]

_SINCE = re.compile(r"\b[Ss]ince\b")


class Happened(NamedTuple):
    """When the counted things happened, by what that is known, and where the words stand that tell it."""

    first: Moment | None
    last: Moment | None
    by: HappenedBy
    span: Span | None = None


UNSAID = Happened(None, None, "unsaid")


class TimesRead(NamedTuple):
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
        self._roles = RoleReader(passage, self._calendar, vocabulary)
        self._reader = time_reader(vocabulary)
        self._words = self._reader.words
        self._known_periods: dict[int, Happened | None] = {}

    def times(self, mention: Mention, counting: Counting) -> TimesRead:
        """The times of a figure; where the text gives none, said when the entry was posted and true as of then."""
        told, as_of, happened = self._told(mention), self._own(mention, "as of"), self._own(mention, "occurred")
        said = self._said(told)
        held = happened if counting == "level" and as_of is None else None
        holds = (as_of.clock or as_of.first if as_of else held.last if held else None) or said
        occurred = UNSAID if counting == "level" else self._happened(mention, happened, holds)
        return TimesRead(
            *(said, holds, occurred.first, occurred.last),
            said_by="said" if told else "posted" if said else "undated",
            said_in=_span(told),
            holds_by="as of" if as_of else "held" if held else "when said",
            holds_in=_span(as_of or held),
            happened=occurred,
        )

    def _happened(self, mention: Mention, happened: TimePhrase | None, as_of: Moment | None) -> Happened:
        """From when to when what a figure counts happened."""
        if period := self._known_period(mention):
            return period
        if happened is not None:
            return Happened(happened.first, happened.last, "occurred", _span(happened))
        since = self._own(mention, "since")
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
        stated = self._own(mention, "as of")
        last = stated.clock or stated.first if stated else self._said(self._told(mention))
        if last is not None:
            for past in self._reader.past(*self._around(mention)):
                if self._roles.same_clause(mention, past.start, past.end):
                    ends = past.span(self._ending(past, mention) or last, self._calendar)
                    return Happened(*ends, "period", (past.start, past.end))
        happened = self._own(mention, "occurred")
        if happened and happened.first and happened.last and self._reader.is_alone(self._passage.text, happened.end):
            return Happened(happened.first, happened.last, "alone", _span(happened))
        return None

    def _ending(self, past: Past, mention: Mention) -> Moment | None:
        """The day up to which a time counts: "in the 24 hours to Sunday"."""
        phrases = self._roles.in_sentence(mention.sentence)
        at = bisect_left(phrases, past.end, key=_start)
        near = past.dated and at < len(phrases) and phrases[at].start - past.end <= BESIDE
        return phrases[at].last if near else None

    def _since_began(self, mention: Mention) -> Span | None:
        """Where a text says that a figure counts from the event's beginning: "since the protests erupted"."""
        text, start = self._around(mention)
        for match in _SINCE.finditer(text) if "ince" in text else ():
            at = start + match.start()
            words = lowered(self._passage.text[at : at + 80])[1:8]
            event = any(word in self._words["event_nouns"] | self._words["event_began"] for word in words)
            if event and self._roles.same_clause(mention, at, at + 5):
                return at, at + 5
        return None

    def _around(self, mention: Mention) -> tuple[str, int]:
        """The part of a figure's sentence that is near to it, and where it begins."""
        sentence = self._passage.sentences[mention.sentence]
        start = max(sentence.start, mention.quote_start - REACH)
        return self._passage.text[start : min(sentence.end, mention.quote_end + REACH)], start

    def _told(self, mention: Mention) -> TimePhrase | None:
        return next((phrase for role, phrase in self._roles.roles(mention) if role == "said"), None)

    def _own(self, mention: Mention, role: Role) -> TimePhrase | None:
        return self._roles.of_role(mention, role)

    def _said(self, told: TimePhrase | None) -> Moment | None:
        """When the speaker spoke: on a day that is named, which is the time of the report where it is the same day."""
        if told is None or told.first is None:
            return self._posted
        exact = self._posted is not None and self._posted.exactness in ("minute", "hour")
        if told.clock or not exact or told.first != self._calendar.moment(self._calendar.today):
            return told.clock or told.first
        words = lowered(self._passage.text[max(told.start - 20, 0) : told.end])
        return told.first if any(word in self._words["earlier"] for word in words) else self._posted


def _start(phrase: TimePhrase) -> int:
    return phrase.start


def _span(phrase: TimePhrase | None) -> Span | None:
    return (phrase.start, phrase.end) if phrase else None


def _began(context: Context, calendar: Calendar) -> Moment | None:
    return calendar.moment(date.fromisoformat(context.began)) if context.began else None
