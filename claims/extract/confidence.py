"""How likely a claim is read rightly: the confidence of the rule that found it, lowered by what speaks against it."""

from claims.extract.figures.finder import Found
from claims.records import Certainty

_RULE = 0.45
"""How much of a rule's own doubt counts: measured on annotated texts, a rule of 0.9 is right in 95 of 100 claims."""
_UNSPOKEN = 0.96
_VAGUE = 0.94
_ONE = 0.92
_FAR = 0.92
_LOOSE = 0.95
_UNSURE = 0.95
"""By what each doubt lowers the share: the six of `confidence`, in its order."""
_FARTHEST = 60
"""Characters between number and cue from which on another clause may lie between them."""
_LOOSE_METRICS = frozenset({"protesters", "attacks", "casualties", "affected", "deployed", "damage_cost"})
"""Metrics whose words mean much else besides."""


def confidence(found: Found, spoken: bool, certainty: Certainty) -> float:
    """Between 0 and 1: the share of such claims that is right in metric and number.

    `spoken` says whether the text credits someone with the figure; texts credit what is news, not what is aside.
    """
    mention, number = found.mention, found.ruled.figure.number
    doubts = (
        (not spoken, _UNSPOKEN),
        (number.vague is not None, _VAGUE),
        (number.value == 1, _ONE),
        (max(mention.cue_start - mention.number_end, mention.number_start - mention.cue_end) > _FARTHEST, _FAR),
        (mention.metric in _LOOSE_METRICS, _LOOSE),
        (certainty in ("projected", "unconfirmed"), _UNSURE),
    )
    share = 1 - _RULE * (1 - found.ruled.ruling.confidence)
    for holds, factor in doubts:
        share *= factor if holds else 1
    return round(share, 3)
