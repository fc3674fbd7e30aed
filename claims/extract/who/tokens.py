"""The words and marks of a sentence."""

import re
from functools import cached_property

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_][\w’'&/-]*(?:\.(?=[a-z0-9])[\w’'&/-]+)*|[^\w\s]")


class Tokens:
    """The words and marks of a sentence in lists side by side, as making an object of each would take longest."""

    def __init__(self, text: str, start: int) -> None:
        self.texts: list[str] = _TOKEN.findall(text)
        self.lows = [word.lower() for word in self.texts]
        """The words in lower case; the World Health Organization is no pronoun."""
        if "WHO" in text and not text.isupper():
            self.lows = ["w.h.o" if word == "WHO" else word.lower() for word in self.texts]
        self._text = text
        self._start = start

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins, as an offset into the entry's text; few sentences are asked for it."""
        starts: list[int] = []
        at = 0
        for word in self.texts:
            # Between two tokens stand spaces only, so that the next place where a token is found is its own.
            at = self._text.index(word, at)
            starts.append(self._start + at)
            at += len(word)
        return starts

    def end_of(self, at: int) -> int:
        """The offset behind a token."""
        return self.starts[at] + len(self.texts[at])

    def is_word(self, at: int) -> bool:
        """Whether a token is a word or number, not a mark."""
        return self.texts[at][0].isalnum()
