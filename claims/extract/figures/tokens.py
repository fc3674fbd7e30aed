"""A sentence as tokens: words, figures and marks, each with its offsets in the entry's text."""

import re
from typing import Literal, NamedTuple

Kind = Literal["word", "digits", "mark", "other"]

# Addresses, handles, slashed numbers ("2/34") and ISO dates are one token each, so that no number is read inside them.
# Words stand first: most tokens are words.
_TOKEN = re.compile(
    r"(?P<word>(?!https?://|www\.)[^\W\d_]\w*(?:['’\-‑]\w+)*)"
    r"|(?P<other>https?://\S+|www\.\S+|[@#]\w+|\d+(?:/\d+)+|\d{4}-\d\d-\d\d)"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    r"|(?P<mark>--+|\S)"
)


class Token(NamedTuple):
    """A word, a figure in digits or a mark; `start` and `end` are offsets in the entry's text."""

    text: str
    low: str
    """In lower case, the apostrophe straight."""
    start: int
    end: int
    kind: Kind


def tokenise(text: str, offset: int = 0) -> list[Token]:
    """Cut a sentence that stands at `offset` in the entry's text into tokens."""
    # Straight from the tuple: a named tuple's own constructor would take half of the time of cutting.
    new = tuple.__new__
    return [
        new(
            Token,
            (
                found := match[0],
                found.lower().replace("’", "'"),
                offset + match.start(),
                offset + match.end(),
                match.lastgroup,
            ),
        )
        for match in _TOKEN.finditer(text)
    ]
