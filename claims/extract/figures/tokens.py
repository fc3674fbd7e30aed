"""A sentence as tokens: words, figures and marks, each with its offsets in the entry's text."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "digits", "mark", "other"]

# Addresses, handles, slashed numbers ("2/34") and ISO dates are one token each, so that no number is read inside them.
_TOKEN = re.compile(
    r"(?P<other>https?://\S+|www\.\S+|[@#]\w+|\d+(?:/\d+)+|\d{4}-\d\d-\d\d)"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_](?:\w|['’\-‑](?=\w))*)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure in digits or a mark; `start` and `end` are offsets in the entry's text."""

    text: str
    low: str
    """In lower case, the apostrophe straight."""
    start: int
    end: int
    kind: Kind


def tokenise(text: str, offset: int = 0) -> list[Token]:
    """Cut a sentence that stands at `offset` in the entry's text into tokens."""
    return [
        Token(
            found := match.group(),
            found.lower().replace("’", "'"),
            offset + match.start(),
            offset + match.end(),
            match.lastgroup,  # type: ignore[arg-type]  # the groups are named after the kinds
        )
        for match in _TOKEN.finditer(text)
    ]
