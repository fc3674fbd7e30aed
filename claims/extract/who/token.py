"""The words and marks of a sentence."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_][\w’'&/-]*(?:\.(?=[a-z0-9])[\w’'&/-]+)*|[^\w\s]")


class Token(NamedTuple):
    """A word or a mark; offsets are into the entry's text."""

    text: str
    low: str
    """The word in lower case."""
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not a mark."""
        return self.text[0].isalnum()


def tokens_of(text: str, start: int) -> list[Token]:
    """The words and marks of a sentence that begins at `start` in the entry's text."""
    # Straight from the tuple: a named tuple's own constructor takes half of the time of reading a sentence.
    new = tuple.__new__
    return [
        new(Token, (word := found[0], word.lower(), start + found.start(), start + found.end()))
        for found in _TOKEN.finditer(text)
    ]
