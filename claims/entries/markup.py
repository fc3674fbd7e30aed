"""An HTML page as a tree: what its head says of it, the data it carries, and its text in paragraphs."""

import re
from dataclasses import dataclass

from lxml import etree, html

from claims.entries.layout import Facts
from claims.times import read_iso

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    )
)
_SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "head", "button", "form", "select"))
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:p|br|div|li|h\d|tr|blockquote)[\s/>]", re.IGNORECASE)
_LINES = re.compile(r"[ \t\r\f\v\u00a0]*\n\s*")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_SURROGATES = re.compile("[\ud800-\udfff\0]")


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page."""

    tree: html.HtmlElement
    cut_off: bool
    """Nested so deeply, or one piece of it so long, that the parser gave up in the middle."""


def parse_markup(text: str) -> Markup | None:
    """The tree of an HTML text, mended as browsers mend it; None where it holds no element."""
    parser = html.HTMLParser(encoding="utf-8")
    try:
        tree = html.document_fromstring(clean(text).encode(), parser=parser)
    except etree.ParserError:
        return None
    return Markup(tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log))


def clean(text: str) -> str:
    """A text without what no text may hold, half surrogates and NULs; each becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, a line for each paragraph; text without tags stays as it is.

    Where the tags break no lines, the line breaks of the text itself count.
    """
    if not _TAG.search(markup):
        return markup
    if not _BREAK.search(markup):
        markup = markup.replace("\n", "<br>")
    try:
        return block_text(html.fragment_fromstring(markup, create_parent="div"))
    except (etree.ParserError, ValueError):
        return _TAG.sub(" ", markup)


def block_text(tree: html.HtmlElement) -> str:
    """The words of an element, a line for each block, without scripts and forms."""
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else None
        if tag in _SILENT:
            silent += 1 if event == "start" else -1
        if event == "start" and tag and not silent:
            pieces.append(("\n" if tag in _BLOCKS else "") + _SPACES.sub(" ", element.text or ""))
        elif event != "start" and not silent and element is not tree:
            pieces.append(("\n" if tag in _BLOCKS else "") + _SPACES.sub(" ", element.tail or ""))
    return _LINES.sub("\n", "".join(pieces)).strip()


def head_facts(tree: html.HtmlElement) -> Facts:
    """Address, title, language, publisher and date, as the page's head states them."""
    metas = {
        (meta.get("property") or meta.get("name") or "").lower(): (meta.get("content") or "").strip()
        for meta in reversed(tree.findall(".//meta"))
    }
    title = metas.get("og:title") or (tree.findtext(".//title") or "").strip()
    published = metas.get("article:published_time") or metas.get("datepublished") or metas.get("date") or ""
    links = tree.iterfind(".//link[@rel='canonical']")
    addresses = (*(link.get("href") or "" for link in links), metas.get("og:url") or "")
    return Facts(
        url=next((url for url in addresses if url.startswith(("http://", "https://"))), None),
        title=_SPACES.sub(" ", title) or None,
        language=language_code(tree.get("lang") or tree.get("xml:lang") or metas.get("og:locale") or ""),
        publisher=metas.get("og:site_name") or None,
        published_at=read_iso(published),
    )


def language_code(written: str) -> str | None:
    """The ISO 639-1 code of a language tag: "en" of "en-GB" and "en_US"; None where it has none."""
    code = re.split(r"[-_]", written.strip().lower())[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def data_blocks(tree: html.HtmlElement) -> tuple[str, ...]:
    """The page's JSON-LD, as written."""
    scripts = tree.iterfind(".//script[@type]")
    kinds = ((script, (script.get("type") or "").strip().lower()) for script in scripts)
    return tuple(script.text or "" for script, kind in kinds if kind.startswith("application/ld+json"))
