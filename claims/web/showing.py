"""How pages are written: the templates, and figures, times and addresses in the words that people read."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from claims.compare import SeriesKey, figure_words
from claims.compare.lattice import place_label
from claims.printable import clean
from claims.records import Moment
from claims.times import time_words
from claims.web.asked import link

HERE = Path(__file__).parent


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    """A text in pieces, each with whether it is marked."""
    at = 0
    for begin, end in marks:
        yield False, text[at:begin]
        yield True, text[begin:end]
        at = end
    yield False, text[at:]


def in_short(value: object) -> str:
    """A field's value in a few words, as it is stored with a decision or stands in a claim."""
    if value is None or value == "":
        return "none"
    if isinstance(value, Moment):
        return value.written()
    if isinstance(value, dict) and "at" in value:
        return str(value["at"])
    if isinstance(value, list | tuple):
        return ", ".join(step["name"] if isinstance(step, dict) else str(getattr(step, "name", step)) for step in value)
    return str(value)


def outside(url: str) -> str | None:
    """An address that may be followed; None for one that could run something, such as javascript:."""
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None


def series_path(key: SeriesKey) -> str:
    """The path of a series."""
    return "/".join(("/events", *(quote(part, safe="") for part in key[:2]), quote(key.group_kind), key.counting))


def series_link(key: SeriesKey, asked: dict[str, Any] | None = None) -> str:
    """The address of a series, with the filters."""
    return link(series_path(key), asked, at=key.place, unit=key.unit)


def as_shown(value: object) -> object:
    """What a template writes: words from elsewhere without what would reorder the page around them."""
    return clean(value.replace("\r\n", "\n")) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def templates() -> Environment:
    """The templates; whatever they are given is cleaned and escaped."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        finalize=as_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"when": time_words, "figure": figure_words, "outside": outside}
    found.filters |= {"place": place_label, "segment": quote}
    found.filters["in_short"] = in_short
    found.globals |= {"link": link, "series_link": series_link, "pieces": pieces}
    return found


def page(template: str, code: int = 200, /, **shown: object) -> HTMLResponse:
    """A page."""
    return HTMLResponse(templates().get_template(template).render(**shown), code)
