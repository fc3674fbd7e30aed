"""Figures side by side: what each means, what it does to those before it, and which disagree, each with its reason.

    StoredClaim → figure → interval and core → series → relations, denials → history · what disagrees
                                                      history → estimate · speakers' records · what does not add up

`histories` tells every series in order; `disagreements` lists the figures that cannot, or might not, both be true;
`estimates` gives the lowest, the chosen and the highest figure that stand, `speaker_records` what each speaker told,
`reconcile` what does not add up. `edits` tells what changed from one wording of a post to the next.
"""

from claims.compare.checks import Check
from claims.compare.disagreement import Difference, Disagreement, differences, disagreements
from claims.compare.edits import Edit, FigureChange
from claims.compare.estimate import Chosen, End, Estimate, Independence, estimates
from claims.compare.figure import Figure, figure_of
from claims.compare.held import Held, InHand
from claims.compare.interval import Interval, core, interval
from claims.compare.key import SeriesKey
from claims.compare.leaving_out import LeftOut
from claims.compare.policies import POLICIES
from claims.compare.reasons import figure_in_words, figure_words, phrase
from claims.compare.reconcile import reconcile
from claims.compare.relations import RULES
from claims.compare.series import WINDOW, Compared, compare_figures
from claims.compare.speakers import SpeakerRecord, speaker_records
from claims.compare.telling import Relation, SeriesHistory, Step, histories

__all__ = [
    "POLICIES",
    "RULES",
    "WINDOW",
    "Check",
    "Chosen",
    "Compared",
    "Difference",
    "Disagreement",
    "Edit",
    "End",
    "Estimate",
    "Figure",
    "FigureChange",
    "Held",
    "InHand",
    "Independence",
    "Interval",
    "LeftOut",
    "Relation",
    "SeriesHistory",
    "SeriesKey",
    "SpeakerRecord",
    "Step",
    "compare_figures",
    "core",
    "differences",
    "disagreements",
    "estimates",
    "figure_in_words",
    "figure_of",
    "figure_words",
    "histories",
    "interval",
    "phrase",
    "reconcile",
    "speaker_records",
]
