"""Figures side by side: what each means, what it does to those before it, and which disagree, each with its reason.

    StoredClaim → figure → interval and core → series → relations, denials → history · what disagrees

`histories` tells every series in order; `disagreements` lists the figures that cannot, or might not, both be true.
"""

from claims.compare.disagreement import Difference, Disagreement, differences, disagreements
from claims.compare.figure import Figure, figure_of
from claims.compare.interval import Interval, core, interval
from claims.compare.key import SeriesKey
from claims.compare.reasons import figure_words
from claims.compare.relations import RULES
from claims.compare.series import WINDOW, Compared, compare_figures
from claims.compare.telling import Relation, SeriesHistory, Step, histories, histories_of

__all__ = [
    "RULES",
    "WINDOW",
    "Compared",
    "Difference",
    "Disagreement",
    "Figure",
    "Interval",
    "Relation",
    "SeriesHistory",
    "SeriesKey",
    "Step",
    "compare_figures",
    "core",
    "differences",
    "disagreements",
    "figure_of",
    "figure_words",
    "histories",
    "histories_of",
    "interval",
]
