"""The credits of a sentence: who, says the sentence, says what part of it.

A credit leads ("the ministry said that …"), trails ("…, the ministry said") or frames the sentence ("according to …").
"""

from claims.extract.passage import Sentence
from claims.extract.who.credit import Credit, CreditReader
from claims.extract.who.frames import cited_by, colon_credits, frame_credits, toll_credits
from claims.extract.who.reporting import Reporting
from claims.extract.who.verbs import quoted_credits, verb_credits

_LONGEST = 3000
"""Characters of the longest sentence that is read for credits."""
KINDS = (quoted_credits, verb_credits, frame_credits, toll_credits, colon_credits)


def find_credits(sentence: Sentence, reporting: Reporting) -> tuple[Credit, ...]:
    """The credits of a sentence, in the order of the text; of two readings of the same words the first."""
    if len(sentence.text) > _LONGEST or not reporting.any_credit.search(sentence.text):
        return ()
    reader = CreditReader(sentence, reporting)
    found = [credit for credits_of in KINDS for credit in credits_of(reader)]
    found.sort(key=lambda credit: (credit.verb_start, credit.start))
    taken: list[Credit] = []
    for credit in found:
        if not any(_same(credit, other) for other in taken):
            taken.append(credit)
    return tuple(cited_by(reader, credit, taken) for credit in taken)


def _same(one: Credit, other: Credit) -> bool:
    """Whether two readings are of the same words; one subject may have two verbs ("denied it and said that")."""
    if (one.start, one.end) == (other.start, other.end):
        one_end, other_end = one.verb_start + len(one.verb), other.verb_start + len(other.verb)
        return one.verb_start < other_end and other.verb_start < one_end
    return one.start < other.end and other.start < one.end
