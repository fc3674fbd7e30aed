"""What a page's head and its `time` elements say of it: address, title, description, publisher, date and data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from lxml import html

from claims.entries.layout import Facts
from claims.entries.markup import language_code
from claims.entries.nodes import moment_of_data
from claims.records import Moment

_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published"),
    *("published_time", "publishdate", "publish-date", "publish_date", "published-date", "pubdate", "publication_date"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dcterms.date"),
    *("dc.date", "dc.date.created", "dcterms.dateaccepted", "analyticsattributes.articledate"),
    *("cxenseparse:recs:publishtime", "originalpublicationdate", "datecreated", "article:created_time", "date"),
)
_SITE = re.compile(r"\s+(?:[|–—·•»]|-|::)\s+")
_MOST_META = 2_000
"""Meta elements that are looked at."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself outside its text and data."""

    facts: Facts
    shared_title: str | None = None
    """The title under which the page is passed on (og:title)."""
    descriptions: tuple[str, ...] = ()
    dates: tuple[Moment, ...] = ()
    """Moments of publishing, the surest first."""


def read_head(tree: html.HtmlElement, zone: tzinfo | None) -> Head:
    """Address, titles, language, publisher and dates, as the page's head states them."""
    metas = _metas(tree)
    site = metas.get("og:site_name") or metas.get("application-name") or None
    shared = _without_site(metas.get("og:title") or metas.get("twitter:title") or "", site)
    title = shared or _without_site(_line(tree.findtext(".//title") or ""), site)
    links = tree.iterfind(".//link[@rel='canonical']")
    addresses = (*(link.get("href") or "" for link in links), metas.get("og:url") or "")
    dates = tuple(filter(None, (moment_of_data(metas[name], zone) for name in _PUBLISHED if name in metas)))
    facts = Facts(
        url=next((url for url in addresses if url.startswith(("http://", "https://"))), None),
        title=title or None,
        language=language_code(tree.get("lang") or tree.get("xml:lang") or metas.get("og:locale") or ""),
        publisher=metas.get("og:site_name") or None,
    )
    names = ("og:description", "description", "twitter:description")
    descriptions = tuple(dict.fromkeys(metas[name] for name in names if metas.get(name)))
    return Head(facts, shared or None, descriptions, dates + tuple(_time_elements(tree, zone)))


def _metas(tree: html.HtmlElement) -> Mapping[str, str]:
    """What the page's meta elements say, by small-letter name; of two of one name, the first."""
    metas: dict[str, str] = {}
    for number, meta in enumerate(tree.iter("meta")):
        if number == _MOST_META:
            break
        for attribute in ("property", "name", "itemprop"):
            if (name := (meta.get(attribute) or "").lower()) and (content := _line(meta.get("content") or "")):
                metas.setdefault(name, content)
    return metas


def _line(text: str) -> str:
    return _SPACES.sub(" ", text[:2000]).strip()


def _without_site(title: str, site: str | None) -> str:
    """A title without the site's name behind it: "Ferry sinks - Hale Courier" is "Ferry sinks"."""
    parts = _SITE.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-:")
    return title


def without_last_part(title: str) -> str:
    """A title without its last part of up to four words, which is most often the site's name."""
    parts = _SITE.split(title)
    if len(parts) > 1 and len(parts[-1].split()) <= 4 and len(title) - len(parts[-1]) > 20:
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-:")
    return title


def _time_elements(tree: html.HtmlElement, zone: tzinfo | None) -> Iterator[Moment]:
    """The moments of elements that are marked as the date of publishing; else of the page's only `time`."""
    marked = tree.xpath(".//*[contains(@itemprop, 'datePublished') or @pubdate][not(self::meta)]")
    times = list(marked)[:5]
    if not times:
        every = {moment for time in tree.findall(".//time[@datetime]")[:50] if (moment := time.get("datetime"))}
        times = tree.findall(".//time[@datetime]")[:1] if len(every) == 1 else []
    for time in times:
        if moment := moment_of_data(time.get("datetime") or time.get("content") or time.text_content()[:80], zone):
            yield moment


def best_date(dates: tuple[Moment, ...]) -> Moment | None:
    """The first of the moments, or one of that day that is known to the minute."""
    if not dates:
        return None
    first = dates[0]
    if first.exactness == "minute":
        return first
    near = (date for date in dates[1:] if date.exactness == "minute" and _same_day(first, date))
    return next(near, first)


def _same_day(day: Moment, moment: Moment) -> bool:
    """Whether a moment falls on that day in some zone."""
    return day.at - timedelta(hours=14) <= moment.at < day.at + timedelta(hours=36)


def data_blocks(tree: html.HtmlElement) -> tuple[str, ...]:
    """The page's JSON-LD, as written."""
    scripts = tree.iterfind(".//script[@type]")
    kinds = ((script, (script.get("type") or "").strip().lower()) for script in scripts)
    return tuple(script.text or "" for script, kind in kinds if kind.startswith("application/ld+json"))
