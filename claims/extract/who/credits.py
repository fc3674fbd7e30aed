"""The credits of a sentence: who, says the sentence, says what part of it.

A credit leads ("the ministry said that …"), trails ("…, the ministry said") or frames the sentence ("according to …").
"""

from collections.abc import Callable, Mapping
from typing import Literal

from claims.extract.passage import Sentence
from claims.extract.who.credit import Credit, CreditReader
from claims.extract.who.frames import (
    agent_credits,
    bracket_credits,
    cited_by,
    colon_credits,
    frame_credits,
    gapped_credits,
    told_to,
    toll_credits,
)
from claims.extract.who.reporting import Reporting
from claims.extract.who.tokens import Tokens
from claims.extract.who.verbs import quoted_credits, verb_credits

_LONGEST = 3000
"""Characters of the longest sentence that is read for credits."""
_MARKS = frozenset(":–—-(")
_SPACED = (": ", " – ", " — ", " - ")
Kind = Literal["quoted", "verb", "frame", "agent", "gapped", "toll", "bracket", "colon"]
KINDS: Mapping[Kind, Callable[[CreditReader], list[Credit]]] = {
    "quoted": quoted_credits,
    "verb": verb_credits,
    "frame": frame_credits,
    "agent": agent_credits,
    "gapped": gapped_credits,
    "toll": toll_credits,
    "bracket": bracket_credits,
    "colon": colon_credits,
}
"""The readers of credits by kind; of two that read the same words the first is right."""


def find_credits(sentence: Sentence, reporting: Reporting) -> tuple[Credit, ...]:
    """The credits of a sentence, in the order of the text; of two readings of the same words the first."""
    if len(sentence.text) > _LONGEST:
        return ()
    tokens = Tokens(sentence.text)
    if not (reporting.wordings.may_hold(tokens.lows) or _is_marked(sentence.text)):
        return ()
    reader = CreditReader(sentence, tokens, reporting)
    if not reader.wordings and _MARKS.isdisjoint(tokens.texts):
        return ()
    found = [credit for credits_of in KINDS.values() for credit in credits_of(reader)]
    if not found:
        return ()
    found.sort(key=lambda credit: (credit.verb_start, credit.start))
    taken: list[Credit] = []
    for credit in found:
        if not any(_same(credit, other) for other in taken):
            taken.append(credit)
    cited = [cited_by(reader, credit, taken) for credit in taken]
    return tuple(told_to(reader, credit, cited) for credit in cited)


def _is_marked(text: str) -> bool:
    """Whether a sentence holds a mark of credit."""
    return any(mark in text for mark in _SPACED) or text.endswith((")", ")."))


def kind_of(credit: Credit, sentence: Sentence, reporting: Reporting) -> Kind | None:
    """Which kind of credit one of a sentence's credits is, for whoever asks why; None for one of another sentence."""
    reader = CreditReader(sentence, Tokens(sentence.text), reporting)
    # By the verb: the words of the party may have been cut since ("he told the agency").
    place = (credit.verb_start, credit.verb)
    kinds = (
        kind
        for kind, credits_of in KINDS.items()
        if any((other.verb_start, other.verb) == place for other in credits_of(reader))
    )
    return next(kinds, None)


def _same(one: Credit, other: Credit) -> bool:
    """Whether two readings are of the same words; one subject may have two verbs ("denied it and said that")."""
    if (one.start, one.end) == (other.start, other.end):
        one_end, other_end = one.verb_start + len(one.verb), other.verb_start + len(other.verb)
        return one.verb_start < other_end and other.verb_start < one_end
    return one.start < other.end and other.start < one.end
