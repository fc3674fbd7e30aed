"""Figures side by side: what each means, what it does to those before it, and which disagree, each with its reason.

    StoredClaim → figure → interval and core → series → relations, denials → history · what disagrees

`histories` tells every series in order; `disagreements` lists the figures that cannot, or might not, both be true.
"""

from claims.compare.disagreement import Disagreement, disagreements
from claims.compare.figure import Figure, figure_of
from claims.compare.interval import Interval, core, interval
from claims.compare.key import SeriesKey
from claims.compare.reasons import figure_words
from claims.compare.relations import RULES
from claims.compare.series import WINDOW, Relation, SeriesHistory, Step, histories

__all__ = [
    "RULES",
    "WINDOW",
    "Disagreement",
    "Figure",
    "Interval",
    "Relation",
    "SeriesHistory",
    "SeriesKey",
    "Step",
    "core",
    "disagreements",
    "figure_of",
    "figure_words",
    "histories",
    "interval",
]
