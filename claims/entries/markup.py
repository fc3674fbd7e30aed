"""An HTML page as a tree, and the words of a piece of HTML."""

import re
from dataclasses import dataclass

from lxml import etree, html

from claims.entries.blocks import find_blocks, joined
from claims.entries.flat import flat_text, too_large

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:p|br|div|li|h\d|tr|blockquote)[\s/>]", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff\0]")


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page."""

    tree: html.HtmlElement
    cut_off: bool
    """Nested so deeply, or one piece of it so long, that the parser gave up in the middle."""


def parse_markup(text: str) -> Markup | None:
    """The tree of an HTML text, mended as browsers mend it; None where it holds no element."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
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
    if too_large(markup):
        return flat_text(markup)[0]
    if not _BREAK.search(markup):
        markup = markup.replace("\n", "<br>")
    try:
        return joined(find_blocks(html.fragment_fromstring(markup, create_parent="div")))
    except (etree.ParserError, ValueError):
        return _TAG.sub(" ", markup)


def language_code(written: str) -> str | None:
    """The ISO 639-1 code of a language tag: "en" of "en-GB" and "en_US"; None where it has none."""
    code = re.split(r"[-_]", written.strip().lower())[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
