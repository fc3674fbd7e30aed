"""Which layout reads a page: the posts that it states as data, the stamps in its text, else one article."""

from dataclasses import replace
from urllib.parse import urlsplit

from claims.entries.article import find_article, heading, read_article, title_in, titled
from claims.entries.dating import find_date_lines, own_dates
from claims.entries.feed import read_feed
from claims.entries.json_ld import article_facts, read_live_blog, read_nodes
from claims.entries.language import looks_foreign
from claims.entries.layout import Facts, Reading
from claims.entries.markup import Markup, data_blocks, head_facts, parse_markup
from claims.entries.stamped import read_stamped
from claims.entries.stamps import MOST
from claims.errors import ClaimsError
from claims.records import Capture, Page, Problem
from claims.times import declared_zones, find_zone

READER = "claims.entries 1"
"""Name and version of the reader: the number rises when the same bytes come to give other entries."""


def read_page(capture: Capture, *, zone: str | None = None) -> Page:
    """The text, entries and problems of a capture; `zone` reads the clock times that name none.

    Raises ClaimsError where no such zone is known.
    """
    if zone is not None and find_zone(zone) is None:
        raise ClaimsError(f"There is no time zone {zone!r}; name one like Asia/Almaty, GMT or UTC+3.")
    text, problems = _decoded(capture)
    if capture.media_type == "text/html":
        reading = _read_html(text, capture, zone)
    elif capture.media_type.endswith("+xml"):
        reading = read_feed(text, capture.url, zone)
    else:
        reading = _read_text(text, capture, zone, Facts())
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
        problems=problems + reading.problems + _other_language(reading, capture.url),
    )


def _other_language(reading: Reading, url: str) -> tuple[Problem, ...]:
    """A problem where a page says that it is in another language than English, or only looks so."""
    language = reading.facts.language
    if language not in (None, "en"):
        why = f"The page is in another language ({language}); the vocabulary reads English only."
        return (Problem(where=url, what=(reading.facts.title or "")[:200], why=why),)
    # Templates say "en" of whatever they hold.
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


def _read_text(text: str, capture: Capture, zone: str | None, facts: Facts) -> Reading:
    """A text's posts where it carries stamps, else the text as one article."""
    published_at = capture.published_at or facts.published_at
    if reading := read_stamped(text, published_at, zone):
        problems = _too_many(reading, capture.url)
        return replace(reading, facts=_either(facts, reading.facts), problems=problems)
    own = own_dates(find_date_lines(text, declared_zones(text)))
    posted_at = published_at or (own[0].moment(find_zone(zone) if zone else None) if own else None)
    found = Facts(title=title_in(text), published_at=posted_at)
    return Reading("article", text, read_article(text, posted_at), _either(facts, found), zone)


def _read_html(text: str, capture: Capture, zone: str | None) -> Reading:
    markup = parse_markup(text)
    if markup is None:
        return Reading("article", "", ())
    nodes, problems = read_nodes(data_blocks(markup.tree), capture.url)
    problems += _cut_off(markup, capture.url)
    said = _either(article_facts(nodes, find_zone(zone) if zone else None), head_facts(markup.tree))
    if reading := read_live_blog(nodes, capture.url, zone):
        return replace(reading, facts=_either(reading.facts, said), problems=problems + reading.problems)
    body, found = find_article(markup.tree)
    facts = _either(said, found)
    facts = replace(facts, title=heading(markup.tree, facts.title))
    reading = _read_text(titled(facts.title, body), capture, zone, facts)
    return replace(reading, problems=problems + reading.problems)


def _too_many(reading: Reading, url: str) -> tuple[Problem, ...]:
    if len(reading.entries) < MOST:
        return ()
    why = f"The page has more than {MOST} time stamps; what follows them stands in its last entry."
    return (Problem(where=url, what=reading.entries[-1].text[:200], why=why),)


def _cut_off(markup: Markup, url: str) -> tuple[Problem, ...]:
    if not markup.cut_off:
        return ()
    why = "The page's HTML is nested too deeply, or in pieces too long, so that the rest of it was not read."
    return (Problem(where=url, what=" ".join(markup.tree.text_content()[-400:].split())[-200:], why=why),)


def _either(first: Facts, second: Facts) -> Facts:
    """What the first says, and what only the second says."""
    return Facts(
        url=first.url or second.url,
        title=first.title or second.title,
        language=first.language or second.language,
        publisher=first.publisher or second.publisher,
        published_at=first.published_at or second.published_at,
    )
