"""The visible text of a page in blocks: paragraphs, headings and cells, each with what the tags around it say of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree, html

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul", "form", "fieldset", "details", "summary", "body"),
    )
)
_SILENT = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "svg", "head", "button", "select", "textarea", "option"),
        *("object", "video", "audio", "canvas"),
    )
)
_CAPTIONS = frozenset(("figcaption", "figure", "picture"))
_ASIDE = frozenset(("nav", "aside", "footer"))
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that no paragraph, heading or line break cuts."""

    text: str
    element: html.HtmlElement
    """The element that the run begins in."""
    tag: str
    """The nearest element around it that makes a block."""
    linked: int = 0
    """How many of its characters stand in links."""
    caption: bool = False
    """Whether it stands in a figure."""
    aside: bool = False
    """Whether it stands in a menu, a sidebar or a footer."""

    @property
    def is_link(self) -> bool:
        """Whether all its words stand in links."""
        return 0 < len(self.text.replace(" ", "")) <= self.linked + 2


def same_words(text: str) -> str:
    """A text without spaces, signs and letter case, by which two copies of it are known to be the same."""
    return _NO_WORD.sub("", text).casefold()


def find_blocks(tree: html.HtmlElement, without: frozenset[html.HtmlElement] = frozenset()) -> tuple[Block, ...]:
    """The blocks of an element that hold words, in text order; elements of `without` are left out with all in them."""
    walk = _Walk(tree, without)
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    walk.close(tree, "body")
    return tuple(walk.blocks)


class _Walk:
    """One pass over a tree: the block that is being gathered, and what it stands in."""

    def __init__(self, tree: html.HtmlElement, without: frozenset[html.HtmlElement]) -> None:
        self.blocks: list[Block] = []
        self._tree, self._without = tree, without
        self._pieces: list[str] = []
        self._linked = self._silent = self._links = self._captions = self._asides = 0
        self._owner, self._tags = tree, ["body"]

    def _count(self, element: html.HtmlElement, tag: str, step: int) -> None:
        self._silent += step * (tag in _SILENT or element in self._without)
        self._links += step * (tag == "a")
        self._captions += step * (tag in _CAPTIONS)
        self._asides += step * (tag in _ASIDE)

    def _add(self, words: str | None, element: html.HtmlElement) -> None:
        if words and not self._silent:
            if not self._pieces:
                self._owner = element
            self._pieces.append(words)
            self._linked += len(_SPACES.sub("", words)) if self._links else 0

    def enter(self, element: html.HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            self.close(element, tag)
            if tag != "br":
                self._tags.append(tag)
        self._count(element, tag, 1)
        self._add(element.text if tag else None, element)

    def leave(self, element: html.HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS and tag != "br":
            self.close(element, tag)
            self._tags.pop()
        self._count(element, tag, -1)
        if element is not self._tree:
            self._add(element.tail, element)

    def close(self, element: html.HtmlElement, tag: str) -> None:
        """End the block that is being gathered."""
        text = _SPACES.sub(" ", "".join(self._pieces)).strip()
        if text:
            self.blocks.append(
                Block(text, self._owner, self._tags[-1], self._linked, self._captions > 0, self._asides > 0)
            )
        self._pieces.clear()
        self._linked = 0


def joined(blocks: Iterable[Block]) -> str:
    """The text of blocks, a line for each."""
    return "\n".join(block.text for block in blocks)
