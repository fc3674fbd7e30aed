"""A page without posts as one entry: the article that an HTML page holds, or a plain text from end to end."""

import logging

from lxml import html

from claims.entries.headline import headline_of, title_of
from claims.entries.layout import Facts
from claims.entries.markup import block_text, clean
from claims.records import Entry, Moment
from claims.times import read_iso

_LARGEST = 20_000
"""Elements in a page up to which its article is looked for; of larger ones all text is read."""

# What these libraries find odd in a page is no news for the reader of this one's messages.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def find_article(tree: html.HtmlElement) -> tuple[str, Facts]:
    """The article's text and what the page says of it, without menus and advertisements; the text may be empty."""
    if sum(1 for _ in tree.iter()) > _LARGEST:
        return _all_text(tree), Facts()
    import trafilatura  # takes as long to load as all the rest

    found = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return _all_text(tree), Facts()
    facts = Facts(title=found.title or None, published_at=read_iso(found.date or ""))
    return clean(found.text or "").strip(), facts


def _all_text(tree: html.HtmlElement) -> str:
    """The text of the page's main part."""
    for name in ("article", "main", "body"):
        part = tree.find(f".//{name}")
        if part is not None and (words := block_text(part)):
            return words
    return block_text(tree)


def heading(tree: html.HtmlElement, title: str | None) -> str | None:
    """The title as the page shows it: the first heading that shares most of its words with what its head says."""
    said = set((title or "").casefold().split())
    for element in tree.iterfind(".//h1"):
        shown = " ".join(clean(block_text(element)).split())
        words = shown.casefold().split()
        if words and (title is None or 2 * sum(word in said for word in words) > len(words)):
            return shown
    return title


def titled(title: str | None, text: str) -> str:
    """An article's text under its title, which stands there once."""
    first, _, rest = text.partition("\n")
    if not title:
        return text
    if " ".join(first.split()) == title:
        text = rest.lstrip()
    return f"{title}\n\n{text}".strip()


def read_article(text: str, posted_at: Moment | None) -> tuple[Entry, ...]:
    """The whole text as one entry; none where it holds no words."""
    words = text.strip()
    if not words:
        return ()
    start = text.index(words[0])
    return (
        Entry(key="article", kind="article", text=words, start=start, headline=headline_of(words), posted_at=posted_at),
    )


def title_in(text: str) -> str | None:
    """The title of a plain text: its first line, where that reads as a headline."""
    return headline_of(text.strip()) or title_of(text.strip().partition("\n")[0])
