"""A chart as a file: HTML that needs no network, SVG or PNG."""

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

    # Checking a chart against altair's schema takes as long as drawing it; what is wrong with one the tests find.
    spec = chart.to_json(indent=None, validate=False)
    match suffix:
        case ".svg":
            return vl_convert.vegalite_to_svg(spec).encode()
        case ".png":
            return vl_convert.vegalite_to_png(spec, scale=_SCALE)
        case _:
            return _page(spec, vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")).encode()


def _page(spec: str, libraries: str) -> str:
    """A page that loads nothing and runs only its own scripts; the chart's texts can't end the one they stand in."""
    data = "".join(_IN_SCRIPT.get(character, character) for character in spec)
    drawing = _DRAWING.format(data=data)
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in (libraries, drawing))
    title = " ".join(_title(json.loads(spec)))
    return _PAGE.format(libraries=libraries, drawing=drawing, allowed=allowed, title=escape(title))


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _title(spec: dict[str, Any]) -> list[str]:
    lines: str | list[str] = spec.get("title", {}).get("text", [])
    return [lines] if isinstance(lines, str) else lines


_IN_SCRIPT = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end a script or begin a comment in one, as JSON writes it too."""
# With `ast` expressions are interpreted: no script is made of text, so that the page need not allow it.
_DRAWING = """
const shown = {{export: true, source: false, compiled: false, editor: false}};
vegaEmbed("#chart", {data}, {{renderer: "svg", ast: true, actions: shown}});
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {allowed}; \
style-src 'unsafe-inline'; img-src data: blob:">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ margin: 0; background: white; }}</style>
</head>
<body>
<div id="chart"></div>
<script>{libraries}</script>
<script>{drawing}</script>
</body>
</html>
"""
