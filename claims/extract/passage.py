"""An entry made ready for reading: its sentences and quotations, with offsets into the entry's text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from claims.records import Entry

# A quotation ends at its closing mark or, by the custom of newspapers, at the end of its paragraph.
_QUOTATION = re.compile(r"“[^”\n]*|\"[^\"\n]*|«[^»\n]*")

_LONGEST_PARAGRAPH = 5_000
"""Characters; of a paragraph of nothing but opening quotation marks each takes longer the more there are."""
_LONGEST_SENTENCE = 1500
"""Characters; longer ones are cut at their breaks."""
_NARROWEST, _WIDEST = 40, 120
"""Characters of a line that was wrapped in the middle of a sentence."""
_ENDS = frozenset('.!?:;…”"»')


class Sentence(NamedTuple):
    """One sentence, or one headline; `start` is its offset in the entry's text."""

    text: str
    start: int
    paragraph: int
    headline: bool = False

    @property
    def end(self) -> int:
        """Offset of the first character after the sentence."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry's text, the stamp in it blanked out, cut into sentences."""

    entry: Entry
    text: str
    """As long as the entry's text, so that offsets fit both."""
    sentences: tuple[Sentence, ...]
    quotations: tuple[tuple[int, int], ...]
    """Spans in the text that stand in quotation marks, the opening mark included."""

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the offset."""
        return bisect_right(self.sentences, offset, key=lambda sentence: sentence.end)


def read_passage(entry: Entry) -> Passage:
    """Cut an entry into sentences: a paragraph is a line, or lines wrapped in the middle of a sentence.

    The headline is a sentence of its own; so is a bullet, and a line without any mark at its end.
    """
    text = _blank_stamp(entry)
    headline_end = len(entry.headline or "")
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text, headline_end)):
        if start < headline_end:
            sentences.append(Sentence(text[start:end], start, paragraph, headline=True))
            continue
        sentences.extend(
            Sentence(text[a:b], a, paragraph)
            for piece in _pieces(text, start, end, _LONGEST_PARAGRAPH)
            for sentence in _sentences(text, *piece)
            for a, b in _pieces(text, *sentence, _LONGEST_SENTENCE)
        )
    return Passage(entry, text, tuple(sentences), tuple(m.span() for m in _QUOTATION.finditer(text)))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences between two offsets."""
    for found in get_sentence_boundaries("en", text[start:end]):
        yield start + found["start_index"], start + found["end_index"]


def _paragraphs(text: str, headline_end: int) -> Iterator[tuple[int, int]]:
    """Spans of lines that hold anything; lines of one wrapped paragraph are one span."""
    start = end = -1
    for line in re.finditer(r"[^\n]+", text):
        if not line.group().strip():
            continue
        if start >= 0 and start >= headline_end and _is_wrapped(text, start, end, line):
            end = line.end()
            continue
        if start >= 0:
            yield start, end
        start, end = line.span()
    if start >= 0:
        yield start, end


def _is_wrapped(text: str, start: int, end: int, line: re.Match[str]) -> bool:
    """Whether a line goes on the sentence above it: that one stops without a mark, near the width of the column."""
    if line.start() != end + 1 or end - start > _LONGEST_SENTENCE:
        return False
    above = text.rfind("\n", start, end) + 1 or start
    width, last, first = end - above, text[above:end].rstrip()[-1:], line.group().lstrip()[:1]
    return _NARROWEST <= width <= _WIDEST and last not in _ENDS and first.islower()


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """A span, cut between words where it is too long to be one sentence or paragraph, so that reading stays fast."""
    while end - start > longest:
        cut = text.rfind(" ", start + 1, start + longest)
        cut = cut + 1 if cut > 0 else start + longest
        yield start, cut
        start = cut
    yield start, end


def _blank_stamp(entry: Entry) -> str:
    if entry.stamp is None or entry.stamp_start is None:
        return entry.text
    end = entry.stamp_start + len(entry.stamp)
    return entry.text[: entry.stamp_start] + " " * len(entry.stamp) + entry.text[end:]
