"""The words and marks of a sentence."""

import re
from functools import cached_property

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_][\w’'&/-]*(?:\.(?=[a-z0-9])[\w’'&/-]+)*|[^\w\s]")


class Tokens:
    """The words and marks of a sentence in lists side by side, as making an object of each would take longest."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.texts: list[str] = _TOKEN.findall(text)
        self.lows = list(map(str.lower, self.texts))
        """The words in lower case; the World Health Organization is no pronoun."""
        if "WHO" in text and not text.isupper():
            self.lows = ["w.h.o" if word == "WHO" else word.lower() for word in self.texts]

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins in the sentence; few sentences are asked for it."""
        index = self.text.index
        starts: list[int] = []
        end = 0
        for word in self.texts:
            # Between two tokens stand spaces only, so that the next place where a token is found is its own.
            start = index(word, end)
            starts.append(start)
            end = start + len(word)
        return starts

    def end_of(self, at: int) -> int:
        """Where a token ends in the sentence."""
        return self.starts[at] + len(self.texts[at])

    def between(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[self.starts[first] : self.starts[last] + len(self.texts[last])]

    def is_word(self, at: int) -> bool:
        """Whether a token is a word or number, not a mark."""
        return self.texts[at][0].isalnum()
