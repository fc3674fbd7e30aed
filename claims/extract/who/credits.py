"""The credits of a sentence: who, says the sentence, says what part of it.

A credit leads ("the ministry said that …"), trails ("…, the ministry said") or frames the sentence ("according to …").
"""

import re

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
from claims.extract.who.verbs import quoted_credits, verb_credits

_LONGEST = 3000
"""Characters of the longest sentence that is read for credits."""
_WORD = re.compile(r"[^\W_](?:[\w’'&/-])*")
_MARKS = (": ", " – ", " — ", " - ")
KINDS = (
    quoted_credits,
    verb_credits,
    frame_credits,
    agent_credits,
    gapped_credits,
    toll_credits,
    bracket_credits,
    colon_credits,
)


def find_credits(sentence: Sentence, reporting: Reporting) -> tuple[Credit, ...]:
    """The credits of a sentence, in the order of the text; of two readings of the same words the first."""
    if len(sentence.text) > _LONGEST or not _may_credit(sentence.text, reporting):
        return ()
    reader = CreditReader(sentence, reporting)
    found = [credit for credits_of in KINDS for credit in credits_of(reader)]
    found.sort(key=lambda credit: (credit.verb_start, credit.start))
    taken: list[Credit] = []
    for credit in found:
        if not any(_same(credit, other) for other in taken):
            taken.append(credit)
    cited = [cited_by(reader, credit, taken) for credit in taken]
    return tuple(told_to(reader, credit, cited) for credit in cited)


def _may_credit(text: str, reporting: Reporting) -> bool:
    """Whether a sentence holds any word or mark of credit; most hold none, and are read no further."""
    return (
        any(mark in text for mark in _MARKS)
        or text.endswith((")", ")."))
        or reporting.wordings.may_hold(_WORD.findall(text.lower()))
    )


def _same(one: Credit, other: Credit) -> bool:
    """Whether two readings are of the same words; one subject may have two verbs ("denied it and said that")."""
    if (one.start, one.end) == (other.start, other.end):
        one_end, other_end = one.verb_start + len(one.verb), other.verb_start + len(other.verb)
        return one.verb_start < other_end and other.verb_start < one_end
    return one.start < other.end and other.start < one.end
