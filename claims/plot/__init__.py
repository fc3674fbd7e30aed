"""A metric of an event as a chart: time across, figure up, a mark a claim, a panel a series.

    histories · what disagrees · estimates over time → drawing → altair chart → HTML, SVG, PNG

Altair is loaded with `claims.plot.chart` only.
"""

from claims.plot.bands import band_of_rows, band_over_time
from claims.plot.caption import Terms
from claims.plot.drawing import Band, BandPoint, Drawing, Link, Mark, Panel, draw
from claims.plot.files import SUFFIXES, check_suffix, write_chart

__all__ = [
    "SUFFIXES",
    "Band",
    "BandPoint",
    "Drawing",
    "Link",
    "Mark",
    "Panel",
    "Terms",
    "band_of_rows",
    "band_over_time",
    "check_suffix",
    "draw",
    "write_chart",
]
