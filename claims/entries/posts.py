"""Live blogs that mark their posts by elements: repeated blocks, each with a time stamp of its own."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from claims.entries.article import is_furniture
from claims.entries.blocks import Block, find_blocks, joined, same_words
from claims.entries.dating import date_marks, runs_backwards
from claims.entries.headline import is_headline
from claims.entries.keys import first_words, tell_apart
from claims.entries.nodes import moment_of_data
from claims.entries.relative import is_relative, read_relative
from claims.entries.stamps import MOST, Mark
from claims.records import Entry, Moment
from claims.times import Stamp, find_zone, minute_of, read_stamp

_DEEPEST = 40
"""How many elements up from its stamp a post may begin."""

_STAMPS = re.compile(
    r"(?:^|[-_\s])(?:time|timestamp|timeago|datetime|stamp|posted|entry-date|post-date)(?:$|[-_\s])", re.I
)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|replies|disqus|sidebar|related|recommend\w*|teasers?|promos?|trending|popular|"
    r"most-?(?:read|viewed|popular)|more-?(?:stories|news|on)|newsletter|carousel|breadcrumbs?|search-results?)(?:$|[\s_-])",
    re.I,
)
_NOT_ELSEWHERE = re.compile(r"(?:^|[\s_-])(?:has|with|no|without)[-_]")
_WORDS = 40
"""Letters outside of links that a post has, where most of a page's posts do."""

_LONGEST_STAMP = 80
"""Characters of a stamp."""
_KEYS = ("id", "data-id", "data-post-id", "data-block-id", "data-entry-id", "data-key", "data-uuid")


@dataclass(frozen=True, slots=True)
class _Post:
    element: html.HtmlElement
    stamp: html.HtmlElement
    blocks: tuple[Block, ...]


def find_posts(
    tree: html.HtmlElement, url: str | None, base: date | None, zone: tzinfo | None, now: datetime | None
) -> tuple[Entry, ...] | None:
    """The posts that a page marks by elements, in its order; None where there are no two.

    `base` is the day of the page, for stamps that give a clock time only, `now` the page's own time, for "3 min ago".
    Teasers are no posts: their headlines lead to other pages. Neither are comments, nor what stands in a sidebar.
    """
    posts = tuple(islice(_posts(tree), MOST))
    posts = tuple(post for post in posts if same_words(joined(post.blocks)))
    if len(posts) < 2 or not _are_posts(posts, urlsplit(url or "").path):
        return None
    return _entries(posts, base, zone, now)


def _posts(tree: html.HtmlElement) -> Iterator[_Post]:
    stamps = tuple(islice(_stamp_elements(tree), MOST))
    marked = list(tree.xpath(".//*[contains(@itemprop, 'liveBlogUpdate')]"))[:MOST]
    stamped = _marked_posts(marked, stamps) if len(marked) > 1 else _repeated(stamps)
    for element, stamp in stamped.items():
        blocks = find_blocks(element, frozenset(_headers_of(element, stamp)))
        yield _Post(element, stamp, tuple(b for b in blocks if not _needless(b)))


def _needless(block: Block) -> bool:
    leads_away = block.is_link and block.tag[:1] != "h"
    return leads_away or block.aside or block.caption or is_byline(block.text) or is_furniture(block.text)


def is_byline(line: str) -> bool:
    """Whether a line only names who wrote: "By Ana Petrie, Port Hale"."""
    return line.startswith("By ") and len(line) <= _LONGEST_STAMP and line[-1] not in '.!?”"'


def _headers_of(element: html.HtmlElement, stamp: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The stamp, and every other `time` of the post that stands in no sentence."""
    yield stamp
    for time in element.iter("time"):
        above = time.getparent()
        if above is not None and above.tag not in ("p", "li", "blockquote"):
            yield time


def _stamp_elements(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements that hold a stamp: `time`, and those whose class or attributes say so."""
    for element in tree.iter("time", "span", "div", "p", "a", "small", "abbr", "meta", "h2", "h3", "h4"):
        if element.tag == "time" or element.get("itemprop") in ("datePublished", "dateCreated") or _is_stamp(element):
            yield element


def _is_stamp(element: html.HtmlElement) -> bool:
    """Whether an element that says to be a stamp holds one, and no `time` that says more."""
    said = element.get("data-timestamp") or _STAMPS.search(element.get("class") or "")
    return bool(said) and element.find(".//time") is None and bool(_stamp_words(element))


def _stamp_words(element: html.HtmlElement) -> str:
    """What a stamp element says, where that is a stamp and nothing else."""
    if len(element) > 5:
        return ""
    words = " ".join("".join(element.itertext()).split())[: _LONGEST_STAMP + 1]
    return words if len(words) <= _LONGEST_STAMP and (clock_in(words) or is_relative(words)) else ""


def clock_in(words: str) -> Stamp | None:
    """The stamp with a clock time in a few words, wherever it begins."""
    for found in re.finditer(r"(?<!\S)[\d(A-Z]", words):
        stamp = read_stamp(words, found.start() + (found.group() == "("))
        if stamp and stamp.clock:
            return stamp
    return None


def _marked_posts(
    marked: Sequence[html.HtmlElement], stamps: Sequence[html.HtmlElement]
) -> dict[html.HtmlElement, html.HtmlElement]:
    posts = frozenset(marked)
    found: dict[html.HtmlElement, html.HtmlElement] = {}
    for stamp in stamps:
        post = next((above for above in islice(stamp.iterancestors(), _DEEPEST) if above in posts), None)
        if post is not None:
            found.setdefault(post, stamp)
    return {post: found[post] for post in marked if post in found}


def _repeated(stamps: Sequence[html.HtmlElement]) -> dict[html.HtmlElement, html.HtmlElement]:
    """The blocks of one kind side by side that hold a stamp each, of the container that has the most words in them."""
    groups: defaultdict[html.HtmlElement, dict[html.HtmlElement, html.HtmlElement]] = defaultdict(dict)
    for stamp in stamps:
        below = stamp
        for above in islice(stamp.iterancestors(), _DEEPEST):
            if below is not stamp:
                groups[above].setdefault(below, stamp)
            below = above
    kinds: defaultdict[tuple[str, ...], dict[html.HtmlElement, html.HtmlElement]] = defaultdict(dict)
    for container, children in groups.items():
        if len(children) > 1 and not _stands_elsewhere(container):
            kind, count = Counter(map(_kind, children)).most_common(1)[0]
            if count > 1:
                kinds[_kind(container) + kind] |= {each: children[each] for each in children if _kind(each) == kind}
    best = max(kinds.values(), key=_weight, default={})
    return {each: stamp for each, stamp in best.items() if not _stands_elsewhere(each)}


def _kind(element: html.HtmlElement) -> tuple[str, ...]:
    return (str(element.tag), *(element.get("class") or "").split()[:1])


def _weight(posts: dict[html.HtmlElement, html.HtmlElement]) -> tuple[int, int]:
    """How many of these blocks hold prose, and how many there are."""
    some = islice(posts, 500)
    prose = sum(any(len(part.text_content()) >= _WORDS for part in each.iter("p", "div", "li")) for each in some)
    return (prose, len(posts))


def _stands_elsewhere(element: html.HtmlElement) -> bool:
    """Whether an element or one of the three around it is a menu, a sidebar, comments or teasers."""
    for each in (element, *islice(element.iterancestors(), 3)):
        if each.tag in ("main", "body", "html"):
            return False
        said = f"{each.get('class') or ''} {each.get('id') or ''}"
        if each.tag in ("aside", "nav", "footer") or (each.get("itemtype") or "").endswith("Comment"):
            return True
        if _ELSEWHERE.search(said) and not _NOT_ELSEWHERE.search(said):
            return True
    return False


def _are_posts(posts: Sequence[_Post], path: str) -> bool:
    """Whether most blocks have words of their own, and most headlines lead nowhere else."""
    worded = sum(sum(len(b.text) - b.linked for b in post.blocks) >= _WORDS for post in posts)
    teasers = sum(_is_teaser(post, path) for post in posts)
    return 2 * worded > len(posts) and 2 * teasers < len(posts)


def _is_teaser(post: _Post, path: str) -> bool:
    first = post.blocks[0]
    if not first.is_link:
        return False
    near = (first.element, *islice(first.element.iterancestors(), 3), *first.element.iter("a"))
    link = next((element for element in near if element.tag == "a"), None)
    address = urlsplit((link.get("href") or "") if link is not None else "")
    return bool(address.path) and address.path.rstrip("/") != path.rstrip("/") and not address.fragment


def _entries(posts: Sequence[_Post], base: date | None, zone: tzinfo | None, now: datetime | None) -> tuple[Entry, ...]:
    """The posts as entries; where each begins in the page's text is for the layout to say."""
    words = [" ".join("".join(post.stamp.itertext()).split())[:_LONGEST_STAMP] for post in posts]
    told = [_moment(post.stamp, said, zone, now) for post, said in zip(posts, words, strict=True)]
    clocks = [clock_in(said) or Stamp(0, 0) for said in words]
    marks = [Mark("line", number, number, 0, 0, 0, stamp) for number, stamp in enumerate(clocks)]
    newest = _newest_first(told, marks, base)
    days = date_marks(marks, (), base, newest_first=newest)
    dated = [moment or _on(day, stamp, zone) for moment, day, stamp in zip(told, days, clocks, strict=True)]
    keys = _keys(posts, words, newest_first=newest)
    entries = []
    for post, key, said, moment, stamp in zip(posts, keys, words, dated, clocks, strict=True):
        text, first = joined(post.blocks), post.blocks[0]
        entry = Entry(key=key, text=text, start=0, posted_at=moment, stamp=said or post.stamp.get("datetime"))
        headline = first.text if len(post.blocks) > 1 and (first.tag[:1] == "h" or is_headline(first.text)) else None
        entries.append(entry.model_copy(update={"headline": headline, "clock": None if moment else stamp.clock}))
    return tuple(entries)


def _newest_first(told: Sequence[Moment | None], marks: Sequence[Mark], base: date | None) -> bool:
    moments = [moment.at for moment in told if moment]
    return moments[0] >= moments[-1] if len(moments) > 1 else runs_backwards(marks, base)


def _moment(stamp: html.HtmlElement, words: str, zone: tzinfo | None, now: datetime | None) -> Moment | None:
    """What a stamp element says by itself: in its attributes, else counted back from the page's own time."""
    names = ("datetime", "content", "data-datetime", "data-timestamp", "data-time", "data-date", "title")
    read = [moment for name in names if (said := stamp.get(name)) and (moment := moment_of_data(said, zone))]
    exact = next((moment for moment in read if moment.exactness == "minute"), None)
    if exact:
        return exact
    if read and (clock := clock_in(words)) and clock.clock:
        return _on(read[0].day, clock, zone)
    return read[0] if read else read_relative(words, now, zone) if now else None


def _on(day: date | None, stamp: Stamp, zone: tzinfo | None) -> Moment | None:
    if day is None or stamp.clock is None:
        return None
    return minute_of(day, stamp.clock, (find_zone(stamp.zone) if stamp.zone else None) or zone)


def _keys(posts: Sequence[_Post], words: Sequence[str], *, newest_first: bool) -> tuple[str, ...]:
    """Each post's own id or address where all that have one differ; else its stamp and first words."""
    own = [_own_key(post) for post in posts]
    shared = Counter(filter(None, own))
    stamps = ["" if is_relative(said) else said for said in words]
    keys = [
        key if key and shared[key] == 1 else " ".join(filter(None, (stamp, first_words(joined(post.blocks)))))
        for key, stamp, post in zip(own, stamps, posts, strict=True)
    ]
    return tell_apart(keys, newest_first)


def _own_key(post: _Post) -> str | None:
    said = next((key for name in _KEYS if (key := post.element.get(name))), None)
    if said:
        return str(said)[:200]
    addresses = (str(link.get("href") or "") for link in islice(post.element.iter("a"), 10))
    return next((address[:200] for address in addresses if address.partition("#")[2]), None)
