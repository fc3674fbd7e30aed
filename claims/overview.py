"""An event as a page shows it: in brief, and compared once, however much is asked of it."""

from collections.abc import Mapping

from claims.answers import Terms
from claims.compare import Disagreement, SeriesHistory, SeriesKey
from claims.compare.brief import EstimateInBrief
from claims.comparison import Comparison, Few


class Overview:
    """Some claims of an event side by side, under some terms."""

    def __init__(self, among: Comparison, terms: Terms) -> None:
        self._among = among
        self._terms = terms

    def briefly(self, few: Few, *, bare: bool = False) -> tuple[tuple[SeriesHistory, int], ...]:
        """Of every series the steps that `few` chooses, `bare` or in full, and how many there are."""
        return self._among.briefly(self._terms, few, bare=bare)

    def worst(self, most: int, *, bare: bool = False) -> tuple[tuple[Disagreement, ...], int]:
        """The figures that disagree worst, at most so many pairs, and how many do; `bare` in outline."""
        return self._among.worst(self._terms, most, bare=bare)

    def estimates(self) -> Mapping[SeriesKey, EstimateInBrief]:
        """What each series comes to by its latest figures; only claims that are asked for count."""
        return self._among.estimates(self._terms)
