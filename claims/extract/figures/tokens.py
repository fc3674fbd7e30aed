"""A sentence as tokens: words, figures and marks, each with its offsets in the entry's text."""

import re
from collections.abc import Iterator
from functools import lru_cache
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
_REMEMBERED = 4096
"""Words whose kind is kept, as the same ones come again and again."""
_MARGIN = [""] * 8


class Token(NamedTuple):
    """A word, a figure in digits or a mark; `start` and `end` are offsets in the entry's text."""

    text: str
    low: str
    """In lower case, the apostrophe straight, a hyphen between spaces a dash."""
    start: int
    end: int
    kind: Kind


class Tokens:
    """The tokens of a sentence in lists side by side; an object is made only of one that is asked for."""

    def __init__(self, text: str, offset: int) -> None:
        found = list(_TOKEN.finditer(text))
        self.texts: list[str] = [match[0] for match in found]
        self._starts = [match.start() for match in found]
        self._offset = offset
        lows = [each.lower() for each in self.texts]
        if "’" in text:
            lows = [low.replace("’", "'") for low in lows]
        if " - " in text:
            lows = ["–" if low == "-" and self._is_apart(at, text) else low for at, low in enumerate(lows)]
        self.lows = lows + _MARGIN
        """In lower case, the apostrophe straight, a hyphen between spaces a dash.

        A margin of nothing counts as before the first one too: what stands a few tokens beside another can be looked
        up without asking where the sentence begins and ends."""

    def _is_apart(self, at: int, text: str) -> bool:
        start = self._starts[at]
        return text[start - 1 : start + 2] == " - "

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Token]:
        return map(self.__getitem__, range(len(self.texts)))

    def __getitem__(self, at: int) -> Token:
        text, start = self.texts[at], self.start(at)
        return Token(text, self.lows[at], start, start + len(text), kind_of(text))

    def low(self, at: int) -> str:
        """A token in lower case; nothing outside the sentence."""
        try:
            return self.lows[at]
        except IndexError:
            return ""

    def start(self, at: int) -> int:
        """The offset at which a token begins."""
        return self._offset + self._starts[at]

    def end(self, at: int) -> int:
        """The offset behind a token."""
        return self._offset + self._starts[at] + len(self.texts[at])

    def kind(self, at: int) -> Kind:
        """What a token is."""
        return kind_of(self.texts[at])


def tokenise(text: str, offset: int = 0) -> Tokens:
    """Cut a sentence that stands at `offset` in the entry's text into tokens."""
    return Tokens(text, offset)


@lru_cache(maxsize=_REMEMBERED)
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
