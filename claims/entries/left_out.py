"""Lines with figures that stand among a page's report and were taken for none of it: they are said, not dropped."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claims.entries.blocks import Block, same_words
from claims.records import Problem
from claims.vocabulary import load_vocabulary

_TELLING = 6
"""Words from which a line may say something; shorter ones are names, stamps and labels."""

_SHOWN = 200
"""Characters of the lines that a problem shows."""

_ENDS = (".", ".”", '."', "!", "?")
"""How a sentence ends, and a headline does not."""

_WORD = re.compile(r"[^\W\d_]+")


def left_out(blocks: Sequence[Block], text: str, url: str) -> tuple[Problem, ...]:
    """A problem for the captions, and one for the sentences that are links, between a report's first and last words.

    Menus, sidebars, headlines of other pages and what stands around the report are no part of it; a line without a
    figure is not missed.
    """
    lines = {same_words(line) for line in text.splitlines()}
    read = [number for number, block in enumerate(blocks) if _long(block) and same_words(block.text) in lines]
    if not read:
        return ()
    among = (each for each in blocks[read[0] : read[-1]] if _long(each) and not each.aside)
    missed = [each for each in among if _has_figure(each.text) and same_words(each.text) not in lines]
    captions = [each.text for each in missed if each.caption]
    links = [each.text for each in missed if each.is_link and not each.caption and each.text.endswith(_ENDS)]
    return (*_told(captions, "captions of pictures", url), *_told(links, "sentences that are links", url))


def _told(lines: Sequence[str], which: str, url: str) -> Iterator[Problem]:
    if lines:
        why = f"Not read as part of the report: {which} that hold figures ({len(lines)})."
        yield Problem(where=url, what=" / ".join(lines)[:_SHOWN], why=why)


def _long(block: Block) -> bool:
    return len(block.text.split()) >= _TELLING


def _has_figure(line: str) -> bool:
    """Whether a line holds digits, a number word or a vague one."""
    words = _number_words()
    return any(character.isdigit() for character in line) or not words.isdisjoint(_WORD.findall(line.casefold()))


@cache
def _number_words() -> frozenset[str]:
    known = load_vocabulary()
    vague = (word for spellings in known.vague.values() for word in spellings)
    return frozenset((*known.numerals["units"], *known.numerals["magnitudes"], *vague))
