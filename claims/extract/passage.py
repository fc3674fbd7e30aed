"""An entry made ready for reading: its sentences and quotations, with offsets into the entry's text."""

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from claims.records import Entry

# A quotation ends at its closing mark or, by the custom of newspapers, at the end of its paragraph.
_QUOTATION = re.compile(r"“[^”\n]*|\"[^\"\n]*|«[^»\n]*")


@dataclass(frozen=True, slots=True)
class Sentence:
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
        return next(n for n, sentence in enumerate(self.sentences) if offset < sentence.end)


def read_passage(entry: Entry) -> Passage:
    """Cut an entry into sentences: a line is a paragraph, the headline a sentence of its own."""
    text = _blank_stamp(entry)
    headline_end = len(entry.headline or "")
    sentences: list[Sentence] = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        if not line.group().strip():
            continue
        if line.start() < headline_end:
            sentences.append(Sentence(line.group(), line.start(), paragraph, headline=True))
            continue
        sentences.extend(
            Sentence(found["text"], line.start() + found["start_index"], paragraph)
            for found in get_sentence_boundaries("en", line.group())
        )
    return Passage(entry, text, tuple(sentences), tuple(m.span() for m in _QUOTATION.finditer(text)))


def _blank_stamp(entry: Entry) -> str:
    if entry.stamp is None or entry.stamp_start is None:
        return entry.text
    end = entry.stamp_start + len(entry.stamp)
    return entry.text[: entry.stamp_start] + " " * len(entry.stamp) + entry.text[end:]
