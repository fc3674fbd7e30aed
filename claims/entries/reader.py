"""Which layout reads a page: the posts that it states as data, the stamps in its text, else one article."""

from urllib.parse import urlsplit

from claims.entries.feed import read_feed
from claims.entries.hypertext import read_html
from claims.entries.language import looks_english, looks_foreign
from claims.entries.layout import Facts, Reading
from claims.entries.plain import read_plain
from claims.errors import ClaimsError
from claims.records import Capture, Page, Problem
from claims.times import find_zone

READER = "claims.entries 2"
"""Name and version of the reader: the number rises when the same bytes come to give other entries."""

_MOST = 200
"""The most problems that are kept of one page."""


def read_page(capture: Capture, *, zone: str | None = None) -> Page:
    """The text, entries and problems of a capture; `zone` reads the clock times that name none.

    Raises ClaimsError where no such zone is known.
    """
    if zone is not None and find_zone(zone) is None:
        raise ClaimsError(f"There is no time zone {zone!r}; name one like Asia/Almaty, GMT or UTC+3.")
    text, problems = _decoded(capture)
    if capture.media_type == "text/html":
        reading = read_html(text, capture, zone)
    elif capture.media_type.endswith("+xml"):
        reading = read_feed(text, capture.url, zone)
    else:
        reading = read_plain(text, capture, zone, Facts())
    facts = reading.facts
    if not reading.entries:
        problems += (Problem(where=capture.url, what="", why="The page holds no text that can be read."),)
    return Page(
        url=_address(capture, facts),
        reader=READER,
        layout=reading.layout,
        title=facts.title,
        language=facts.language,
        publisher=capture.publisher or facts.publisher,
        published_at=capture.published_at or facts.published_at,
        zone=reading.zone,
        text=reading.text,
        entries=reading.entries,
        problems=_few(problems + reading.problems, capture.url) + _other_language(reading, capture.url),
    )


def _few(problems: tuple[Problem, ...], url: str) -> tuple[Problem, ...]:
    """The first of a page's problems, and how many more there are."""
    if len(problems) <= _MOST:
        return problems
    why = f"There are {len(problems) - _MOST:,} more problems of this kind in the page."
    return (*problems[:_MOST], problems[_MOST].model_copy(update={"where": url, "why": why}))


def _other_language(reading: Reading, url: str) -> tuple[Problem, ...]:
    """A problem where a page is in another language than English: it says so and looks no other, or only looks so."""
    language = reading.facts.language
    if language not in (None, "en") and not looks_english(reading.text):
        why = f"The page is in another language ({language}); the vocabulary reads English only."
        return (Problem(where=url, what=(reading.facts.title or "")[:200], why=why),)
    # Templates say "en", or the language of their maker, of whatever they hold.
    if looks_foreign(reading.text):
        why = "The page looks like no English; the vocabulary reads English only."
        return (Problem(where=url, what=reading.text.strip()[:200], why=why),)
    return ()


def _address(capture: Capture, facts: Facts) -> str:
    """The capture's address; of a saved file, the one that the page gives as its own, so that copies are one page."""
    saved = urlsplit(capture.url).scheme == "file"
    return facts.url if saved and facts.url else capture.url


def _decoded(capture: Capture) -> tuple[str, tuple[Problem, ...]]:
    try:
        return capture.content.decode(capture.encoding), ()
    except UnicodeDecodeError as error:
        where = f"{capture.url} (byte {error.start})"
        why = f"The page is not the {capture.encoding} text that it says it is; what can't be read became U+FFFD."
        text = capture.content.decode(capture.encoding, errors="replace")
        return text, (Problem(where=where, what=repr(error.object[error.start : error.end])[:200], why=why),)
