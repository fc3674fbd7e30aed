"""A chart as a file: HTML that needs no network, SVG or PNG."""

from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import ClaimsError

if TYPE_CHECKING:
    import altair as alt

SUFFIXES = (".html", ".svg", ".png")
"""The kinds of file that can be written."""
_SCALE = 2
"""Pixels of a PNG for each pixel of the chart, so that print is sharp."""


def check_suffix(path: Path) -> None:
    """Raise ClaimsError where no chart can be written to a file of that name."""
    if path.suffix.lower() not in SUFFIXES:
        raise ClaimsError(f"{path.name} can't be a chart; end its name in .html, .svg or .png.")


def write_chart(chart: "alt.VConcatChart", path: Path) -> None:
    """Write a chart; what kind of file is told by its name. Raises ClaimsError."""
    check_suffix(path)
    content = rendered(chart, path.suffix.lower())
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ClaimsError(f"{path} can't be written ({error.strerror}); choose another place with -o.") from error


def rendered(chart: "alt.VConcatChart", suffix: str) -> bytes:
    """The bytes of the file."""
    import vl_convert

    spec = chart.to_json(indent=None)
    match suffix:
        case ".svg":
            return vl_convert.vegalite_to_svg(spec).encode()
        case ".png":
            return vl_convert.vegalite_to_png(spec, scale=_SCALE)
        case _:
            return vl_convert.vegalite_to_html(spec, bundle=True).encode()
