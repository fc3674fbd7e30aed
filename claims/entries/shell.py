"""Pages that hold no report: walls of consent or payment, error pages, and those whose text only a script shows."""

from collections.abc import Iterator
from itertools import islice

from lxml import html

from claims.entries.blocks import find_blocks, joined
from claims.entries.json_text import read_json
from claims.entries.nodes import body_of
from claims.vocabulary import load_vocabulary

_LITTLE = 1_200
"""Characters of text up to which a page may be a wall."""

_NOTHING = 300
"""Characters of text below which what the page says around it counts too."""

_PROSE = 60
"""Characters from which a string among a script's data is a paragraph."""

_SPACES = 8
"""Spaces that a paragraph has at least."""

_FEWEST = 3
"""Spaces that a short one has at least, which is a paragraph where it ends as a sentence does."""

_ENOUGH = 300
"""Characters of paragraphs that make an article."""

_MOST = 100_000
"""Values that are looked at in the data of a script."""

_DEEP = 6
"""How deep in an item of a list its paragraph may stand."""


def why_no_report(tree: html.HtmlElement, title: str | None, text: str) -> str | None:
    """Why a page that says little is likely no report, by its own words; None where it is one."""
    if len(text) > _LITTLE:
        return None
    said = f"{title} {text}".casefold()
    if len(text) < _NOTHING:
        silent = (element.text_content()[:500] for element in islice(tree.iter("noscript"), 50))
        said = " ".join((said, joined(find_blocks(tree))[:20_000], *silent)).casefold()
    words = next((words for words in load_vocabulary().pages["shell"] if words in said), None)
    if words is None:
        return None
    return f"The page holds little text and says {words!r}: it looks like a wall or an error page, not like a report."


def script_text(tree: html.HtmlElement) -> str:
    """The paragraphs that a page carries only as data of its scripts, such as `__NEXT_DATA__`; may be empty."""
    best: list[str] = []
    for script in islice(tree.iterfind(".//script[@type='application/json']"), 20):
        try:
            data, _ = read_json(script.text or "")
        except ValueError:
            continue
        best = max((best, *_runs(data)), key=lambda run: sum(map(len, run)))
    return "\n".join(best) if sum(map(len, best)) >= _ENOUGH else ""


def _runs(data: object) -> Iterator[list[str]]:
    """The paragraphs of each list, and each long text that stands alone."""
    waiting, left = [data], _MOST
    while waiting and left:
        item = waiting.pop()
        left -= 1
        if isinstance(item, list):
            yield [words for each in item for words in _paragraphs(each, _DEEP)]
        if isinstance(item, list | dict):
            waiting.extend(item if isinstance(item, list) else item.values())
        elif isinstance(item, str) and len(item) >= _ENOUGH:
            yield [line for line in body_of(item).split("\n") if line]


def _paragraphs(item: object, deep: int) -> Iterator[str]:
    if isinstance(item, str):
        if _is_prose(item):
            yield body_of(item)
    elif deep and isinstance(item, list | dict):
        for each in item if isinstance(item, list) else item.values():
            yield from _paragraphs(each, deep - 1)


def _is_prose(text: str) -> bool:
    spaces = text.count(" ")
    ends = text.rstrip("”\"’'")[-1:] in (".", "!", "?", "…") and text[:1].isupper()
    return (len(text) >= _PROSE and spaces >= _SPACES) or (ends and spaces >= _FEWEST)
