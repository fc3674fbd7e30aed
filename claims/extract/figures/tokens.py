"""A sentence as tokens: words, figures and marks, each with its offsets in the entry's text."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

Kind = Literal["word", "digits", "mark", "other"]

# Addresses, handles, slashed numbers ("2/34") and ISO dates are one token each, so that no number is read inside them.
# Words stand first: most tokens are words.
_TOKEN = re.compile(
    r"(?!https?://\S|www\.\S)[^\W\d_]\w*(?:['’\-‑]\w+)*"
    r"|https?://\S+|www\.\S+|[@#]\w+|\d+(?:/\d+)+|\d{4}-\d\d-\d\d"
    r"|\d+(?:[.,]\d+)*"
    r"|--+|\S"
)
_MARGIN = [""] * 8


class Token(NamedTuple):
    """A word, a figure in digits or a mark; `start` and `end` are offsets in the entry's text."""

    text: str
    low: str
    """In lower case, the apostrophe straight."""
    start: int
    end: int
    kind: Kind


class Tokens:
    """The tokens of a sentence in lists side by side; an object is made only of one that is asked for."""

    def __init__(self, text: str, offset: int) -> None:
        self.texts: list[str] = _TOKEN.findall(text)
        lows = [each.lower() for each in self.texts]
        if "’" in text:
            lows = [low.replace("’", "'") for low in lows]
        self.lows = lows + _MARGIN
        """In lower case, the apostrophe straight, with a margin of nothing that counts as before the first one too:
        what stands a few tokens beside another can be looked up without asking where the sentence begins and ends."""
        self._text = text
        self._offset = offset

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins, as an offset in the entry's text; sentences without a number are not asked for it."""
        starts: list[int] = []
        at, index = 0, self._text.index
        for each in self.texts:
            # Between two tokens stand spaces only, so that the next place where a token is found is its own.
            at = index(each, at)
            starts.append(self._offset + at)
            at += len(each)
        return starts

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Token]:
        return map(self.__getitem__, range(len(self.texts)))

    def __getitem__(self, at: int) -> Token:
        text, start = self.texts[at], self.starts[at]
        return Token(text, self.lows[at], start, start + len(text), kind_of(text))

    def low(self, at: int) -> str:
        """A token in lower case; nothing outside the sentence."""
        try:
            return self.lows[at]
        except IndexError:
            return ""

    def start(self, at: int) -> int:
        """The offset with which a token begins."""
        return self.starts[at]

    def end(self, at: int) -> int:
        """The offset behind a token."""
        return self.starts[at] + len(self.texts[at])

    def kind(self, at: int) -> Kind:
        """What a token is."""
        return kind_of(self.texts[at])


def tokenise(text: str, offset: int = 0) -> Tokens:
    """Cut a sentence that stands at `offset` in the entry's text into tokens."""
    return Tokens(text, offset)


def kind_of(text: str) -> Kind:
    """What a token is, as its first letter and the marks in it tell."""
    if text.isalpha():
        return "word"
    first = text[0]
    if first.isdecimal():
        return "other" if "/" in text or "-" in text else "digits"
    if first.isalnum():
        return "other" if "://" in text or text.startswith("www.") else "word"
    return "other" if first in "@#" and len(text) > 1 else "mark"
