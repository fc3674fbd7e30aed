"""A page without posts as one entry: the article that an HTML page holds, or a plain text from end to end."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from itertools import islice

from lxml import html

from claims.entries.blocks import Block, find_blocks, joined, same_words
from claims.entries.headline import headline_of, title_of
from claims.entries.layout import Facts
from claims.entries.markup import clean
from claims.entries.nodes import moment_of_data
from claims.records import Entry, Moment
from claims.vocabulary import load_vocabulary

_LARGEST = 20_000
"""Elements in a page up to which its article is looked for; of larger ones all text is read."""

_LARGE = 5_000
"""Elements in a page up to which other ways of looking are tried too: they cost its paragraphs squared."""

_TELLING = 20
"""Letters from which a paragraph is known by its words; shorter ones must be a line, or follow what is known."""

_ENDS = 40
"""Letters by which either end of a paragraph is known again."""

_FURNITURE = 120
"""Characters up to which a line is furniture where it begins with such words."""

_PROSE = 60
"""Characters from which a paragraph without links is prose."""

_SHORT = 0.5
"""The least share of the prose in the page's main part that an article may have."""

_HEADINGS = 20
"""The most headings among which the title is looked for."""

_MOSTLY = 0.7
"""The share of an article below its title from which what stands above is none of it."""

_LEAST = 0.2
"""The least share of all words there that an article may have."""

# What these libraries find odd in a page is no news for the reader of this one's messages.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def find_article(
    tree: html.HtmlElement, blocks: Sequence[Block], descriptions: Iterable[str], *, dated: bool, zone: tzinfo | None
) -> tuple[tuple[Block, ...], Facts]:
    """The article's paragraphs, without menus, captions and lines that only lead elsewhere; and what else was found.

    trafilatura says what belongs to it; the paragraphs are the page's own, as it takes some apart at their links. A
    date is looked for only where the page is not `dated`.
    """
    size = sum(1 for _ in tree.iter())
    if size > _LARGEST:
        return _main_part(tree, blocks), Facts()
    import trafilatura  # takes as long to load as all the rest

    found = trafilatura.bare_extraction(tree, with_metadata=not dated, include_comments=False, fast=size > _LARGE)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return _main_part(tree, blocks), Facts()
    facts = Facts(title=found.title or None, published_at=moment_of_data(found.date or "", zone))
    kept = _aligned(blocks, clean(found.text or ""))
    # The main part is looked for only where the article might be too short for it.
    if _falls_short(kept, blocks) and _falls_short(kept, main := _main_part(tree, blocks)):
        kept = main
    return _trimmed(_with_standfirst(_below_title(kept, blocks), blocks, descriptions)), facts


def _falls_short(article: Sequence[Block], main: Sequence[Block]) -> bool:
    """Whether an article leaves out more of a page's main part than what stands around articles."""
    return _prose(article) < _SHORT * _prose(main) or _letters(article) < _LEAST * _letters(main)


def _prose(blocks: Iterable[Block]) -> int:
    """How many characters of prose stand in blocks."""
    return sum(len(block.text) for block in blocks if len(block.text) >= _PROSE and 3 * block.linked < len(block.text))


def _letters(blocks: Iterable[Block]) -> int:
    """How many characters outside of links stand in blocks."""
    return sum(len(block.text) - block.linked for block in blocks if not block.caption)


def _aligned(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """The blocks that stand in a text, whole or with one of their ends, each once and in the page's order."""
    lines = {same_words(line) for line in text.splitlines()}
    whole = same_words(text)
    kept: list[int] = []
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        words = same_words(block.text)
        if len(words) < _TELLING:
            known = words in lines or (kept[-1:] == [number - 1] and words in whole)
        else:
            known = words not in seen and (words[:_ENDS] in whole or words[-_ENDS:] in whole)
            seen.add(words)
        if known and words:
            kept.append(number)
    long = [number for number in kept if len(blocks[number].text) >= _PROSE]
    first, last = (long[0], long[-1]) if long else (0, len(blocks))
    # A short line such as a name or a heading counts only among the paragraphs.
    return tuple(
        block
        for number in kept
        if (first - 1 <= number <= last + 1 or len(blocks[number].text) >= _TELLING) and (block := blocks[number])
    )


def _main_part(tree: html.HtmlElement, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the page's article or main element, else of all of it, without menus and sidebars."""
    for path in (".//article", ".//main", ".//*[@role='main']", ".//*[@itemprop='articleBody']"):
        parts = tree.findall(path)
        if len(parts) == 1 and (inside := tuple(b for b in find_blocks(parts[0]) if not b.aside)):
            return inside
    return tuple(block for block in blocks if not block.aside) or tuple(blocks)


def _below_title(kept: tuple[Block, ...], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The article without what stands above the page's heading, where that is little beside the rest."""
    title = next((number for number, block in enumerate(blocks) if block.tag == "h1"), 0)
    above = frozenset(map(id, blocks[:title]))
    below = tuple(block for block in kept if id(block) not in above)
    return below if _letters(below) >= _MOSTLY * _letters(kept) else kept


def _with_standfirst(
    kept: tuple[Block, ...], blocks: Sequence[Block], descriptions: Iterable[str]
) -> tuple[Block, ...]:
    """The article with the line above it that says what the page's description says."""
    told = {same_words(words) for words in descriptions} - {""}
    if not kept or any(same_words(block.text) in told for block in kept):
        return kept
    for block in blocks:
        if block is kept[0]:
            break
        if len(block.text) >= _TELLING and same_words(block.text) in told and not block.is_link:
            return (block, *kept)
    return kept


def _trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without title, captions, lines that only link to other pages, and what pages print around their reports."""
    return tuple(
        block
        for block in blocks
        if not (block.caption or block.tag == "h1" or _leads_away(block) or is_furniture(block.text))
    )


def _leads_away(block: Block) -> bool:
    return block.is_link and block.tag not in ("td", "th")


def is_furniture(line: str) -> bool:
    """Whether a line is "Read more: …", "Advertisement", "See our privacy policy" or the like."""
    if len(line) > 2 * _FURNITURE:
        return False
    words, known = line.casefold().lstrip("•·*-–—>»▶ "), load_vocabulary().pages
    starts = len(line) <= _FURNITURE and words.startswith(known["furniture"])
    return starts or any(term in words for term in known["small_print"])


def better_body(shown: Sequence[Block], stated: str) -> str:
    """The article's text: what the page shows, or what its data state where the page shows much less of it.

    What is shown has the paragraphs and headings that readers saw; data are often cut short or run into one. So the
    data stand in only where a fifth of their words is shown nowhere. Where the data are complete they tell where the
    article ends: short lines behind their last words are the page's, not the article's.
    """
    text = joined(shown)
    words, whole = same_words(text), same_words(stated)
    if len(whole) < 200:
        return text
    covered = sum(len(part) for line in stated.splitlines() for part in _sentences(line) if same_words(part) in words)
    if covered < 0.8 * len(stated):
        return stated
    return joined(_until(shown, whole))


def _sentences(line: str) -> Iterator[str]:
    """A line in pieces that each stand in one paragraph, most likely."""
    yield from (piece for piece in line.replace("! ", ". ").replace("? ", ". ").split(". ") if piece)


def _until(shown: Sequence[Block], whole: str) -> Sequence[Block]:
    """The blocks up to the one that ends as the data do; all where those end elsewhere, or long before."""
    ends = [number for number, block in enumerate(shown) if whole.endswith(same_words(block.text)[-_ENDS:] or "\0")]
    if not ends or len(joined(shown[ends[-1] + 1 :])) > len(joined(shown)) / 4:
        return shown
    return shown[: ends[-1] + 1]


def heading(tree: html.HtmlElement, title: str | None) -> str | None:
    """The title as the page shows it: the first heading that shares most of its words with what its head says."""
    said = set((title or "").casefold().split())
    for element in islice(tree.iterfind(".//h1"), _HEADINGS):
        shown = " ".join(joined(find_blocks(element)).split())
        words = shown.casefold().split()
        if words and (title is None or 2 * sum(word in said for word in words) > len(words)):
            return shown
    return title


def titled(title: str | None, text: str) -> str:
    """An article's text under its title, which stands there once."""
    first, _, rest = text.partition("\n")
    if not title:
        return text
    if same_words(first) == same_words(title):
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
