"""HTML pages: the posts that they state as data, mark by elements or stamp in their text, else one article."""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from lxml import html

from claims.entries.article import better_body, find_article, heading, read_article, titled
from claims.entries.blocks import Block, find_blocks, joined
from claims.entries.dating import DateLine, find_date_lines, local_day, own_dates, own_time
from claims.entries.flat import flat_data, flat_text, too_large
from claims.entries.head import Head, best_date, data_blocks, read_head, without_last_part
from claims.entries.json_ld import Stated, read_live_blog, read_stated
from claims.entries.layout import Facts, Reading, either
from claims.entries.left_out import left_out
from claims.entries.live import are_the_article, lead_above
from claims.entries.markup import parse_markup
from claims.entries.nodes import Data, read_nodes
from claims.entries.page_text import placed
from claims.entries.plain import read_plain, undated
from claims.entries.posts import find_posts
from claims.entries.shell import script_text, why_no_report
from claims.entries.stamped import read_stamped
from claims.records import Capture, Moment, Problem
from claims.times import declared_zones, find_zone

_MOST_BLOCKS = 200
"""The most JSON-LD blocks that are read of a page without a tree."""

_LITTLE = 200
"""Characters of text below which the data of a page's scripts are looked through for more."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the readers of each layout share."""

    capture: Capture
    zone_name: str | None
    zone: tzinfo | None
    tree: html.HtmlElement
    blocks: tuple[Block, ...]
    data: Data
    stated: Stated
    head: Head
    lines: tuple[DateLine, ...]
    """The dates that the page shows at its top."""
    published_at: Moment | None
    """As the page's head and data state it."""
    facts: Facts
    article: tuple[Block, ...]

    @property
    def day(self) -> date | None:
        """The day of the page, for clocks that name none."""
        stated = local_day(self.capture.published_at or self.published_at, self.zone)
        return stated or next((line.day for line in self.lines), None) or local_day(self.facts.published_at, self.zone)

    @property
    def now(self) -> datetime | None:
        """The page's own time, from which it counts back."""
        published = self.capture.published_at or self.facts.published_at
        return own_time(self.lines, self.zone, published, self.capture.captured_at)


def read_html(text: str, capture: Capture, zone_name: str | None) -> Reading:
    """An HTML page as whichever layout fits it."""
    if too_large(text):
        return _read_flat(text, capture, zone_name, "The page has more tags than its layout can be read from")
    markup = parse_markup(text)
    if markup is None:
        return Reading("article", "", ())
    if markup.cut_off:
        why = "The page's HTML is nested too deeply, or in pieces too long, for its layout to be read"
        return _read_flat(text, capture, zone_name, why)
    page = _gather(markup.tree, capture, zone_name)
    reading = _read_stated(page) or _read_marked(page) or _read_stamps(page) or _read_article(page)
    problems = (*page.data.problems, *reading.problems, *left_out(page.blocks, reading.text, capture.url))
    if reading.layout == "article" and (wall := why_no_report(page.tree, page.facts.title, reading.text)):
        problems += (Problem(where=capture.url, what=" ".join(reading.text.split())[:200], why=wall),)
    return replace(reading, facts=either(page.facts, reading.facts), problems=problems)


def _gather(tree: html.HtmlElement, capture: Capture, zone_name: str | None) -> _Page:
    zone = find_zone(zone_name) if zone_name else None
    data = read_nodes(data_blocks(tree), capture.url)
    head = read_head(tree, zone)
    stated = read_stated(data, zone, tuple(filter(None, (head.shared_title, head.facts.title, heading(tree, None)))))
    blocks = find_blocks(tree)
    stated_at = published = best_date(tuple(filter(None, (stated.facts.published_at, *head.dates))))
    lines = _date_lines(joined(blocks))
    if published is None or published.exactness != "minute":
        published = best_date((*filter(None, [published]), *(line.moment(zone) for line in lines)))
    told = (*stated.descriptions, *head.descriptions)
    article, found = find_article(tree, blocks, told, dated=published is not None, zone=zone)
    facts = either(replace(stated.facts, title=_title(stated, head, tree), published_at=published), head.facts)
    facts = either(facts, found)
    return _Page(capture, zone_name, zone, tree, blocks, data, stated, head, lines, stated_at, facts, article)


def _date_lines(text: str) -> tuple[DateLine, ...]:
    return own_dates(find_date_lines(text, declared_zones(text)))


def _title(stated: Stated, head: Head, tree: html.HtmlElement) -> str | None:
    """An article's title as its data give it; a live blog's as it is shared: its data name the whole coverage."""
    if stated.live:
        return head.shared_title or stated.facts.title
    if stated.facts.title or head.shared_title:
        return stated.facts.title or head.shared_title
    title = head.facts.title
    shown = heading(tree, title)
    return shown if shown != title else title and without_last_part(title)


def _read_stated(page: _Page) -> Reading | None:
    """The posts that the page states as data, below what it says above them."""
    reading = read_live_blog(page.data, page.capture.url, page.zone_name)
    if reading is None:
        return None
    lead = lead_above(page.article, reading.entries, page.facts.published_at)
    text, entries = placed(lead, reading.entries)
    return replace(reading, text=text, entries=entries)


def _read_marked(page: _Page) -> Reading | None:
    """The posts that the page marks by elements."""
    posts = find_posts(page.tree, page.facts.url or page.capture.url, page.day, page.zone, page.now)
    if posts is None or not (page.stated.live or are_the_article(posts, page.article)):
        return None
    lead = lead_above(page.article, posts, page.facts.published_at)
    text, entries = placed(lead, posts)
    return Reading("marked", text, entries, Facts(), page.zone_name, undated(entries, page.capture.url))


def _read_stamps(page: _Page) -> Reading | None:
    """The posts that are stamped in the text which the page shows."""
    shown = joined(block for block in page.blocks if not (block.aside or block.caption))
    published = page.capture.published_at or page.published_at
    reading = read_stamped(shown, published, page.zone_name, page.capture.captured_at)
    if reading is None or not are_the_article(reading.entries, page.article):
        return None
    return replace(reading, problems=undated(reading.entries, page.capture.url))


def _read_article(page: _Page) -> Reading:
    """The page as one article under its title."""
    body = better_body(page.article, page.stated.body)
    problems: tuple[Problem, ...] = ()
    if len(body) < _LITTLE and len(told := script_text(page.tree)) > len(body):
        body = told
        why = "The page shows its text only by a script; what the script's data hold was read."
        problems = (Problem(where=page.capture.url, what=told[:200], why=why),)
    published_at = page.capture.published_at or page.facts.published_at
    text = titled(heading(page.tree, page.facts.title), body)
    return Reading("article", text, read_article(text, published_at), Facts(), page.zone_name, problems)


def _read_flat(markup: str, capture: Capture, zone_name: str | None, why: str) -> Reading:
    """The data and the text of a page that no tree is made of."""
    data = read_nodes(flat_data(markup, _MOST_BLOCKS), capture.url)
    stated = read_stated(data, find_zone(zone_name) if zone_name else None)
    text, cut = flat_text(markup)
    rest = f", and only the first {len(text):,} characters of that" if cut else ""
    large = Problem(where=capture.url, what=text[:200], why=f"{why}; only its text was read{rest}.")
    problems = (*data.problems, large)
    if reading := read_live_blog(data, capture.url, zone_name):
        return replace(reading, facts=either(reading.facts, stated.facts), problems=problems + reading.problems)
    reading = read_plain(text, capture, zone_name, stated.facts)
    return replace(reading, problems=problems + reading.problems)
