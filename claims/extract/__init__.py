"""Entry → Claims: every figure of a text with the words that carry it, who says it, where and when.

How a sentence becomes claims, a file for each step:

    passage           the entry is cut into sentences, offsets kept
    figures/tokens    a sentence is cut into words, figures and marks
           /numbers   numbers are read: in digits, in number_words, ranges, vague words, sums of money
           /measures  dates, times, ages, distances and scores are left out
           /reading   cues are looked up: verbs, nouns and states of the vocabulary (lexicon) that signal a metric
           /groups    the noun phrase after a number says who or what is counted
           /qualifiers  the words around it say how exactly
           /metrics   rules, the first that fits wins, say which cue governs the number:
                      predicates ("20 people were killed"), totals ("the toll rose to 20"), parts and lists ("three of
                      them", "20 homes and 3 shops"), money ("losses of $20m"), signs (which metric a cue means)
           /finder    all figures of the passage, each with the noun and the whole that it shares with another
           /carried  what a figure takes from the sentence before: the whole of "three of them", an elided noun
           /scope, actors  what the figure covers, and who did it
    who/              who says it (attribution), and how surely (certainty)
    where/, when/     where it happened, and for which moment it holds
    confidence        how likely it is read rightly
    claims            the claim is put together

`explain` asks the same readers by which words and rules they read a text; `left_out` says why a number is no claim.
"""

from claims.extract.claims import extract_claims
from claims.extract.figures.digits import read_digits
from claims.extract.mention import Context
from claims.vocabulary import Vocabulary

EXTRACTOR = "rules 3"
"""Name and version: raised whenever the rules or the shipped words read a text differently."""


def extractor_of(vocabulary: Vocabulary) -> str:
    """Name and version of the extractor with a vocabulary: "rules 2", or "rules 2 + my.toml 1a2b3c4d"."""
    return f"{EXTRACTOR} + {vocabulary.own}" if vocabulary.own else EXTRACTOR


__all__ = ["EXTRACTOR", "Context", "extract_claims", "extractor_of", "read_digits"]
