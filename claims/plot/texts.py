"""Texts of pages as a picture may hold them: a control character in one ends the program that draws it."""

import re

_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+"
)
"""What XML cannot hold, and what reorders or hides other text."""


def shown(text: str, longest: int | None = None) -> str:
    """A text on one line without control characters, cut where it is longer."""
    plain = " ".join(_UNSAFE.sub(" ", text).split())
    return plain if longest is None or len(plain) <= longest else f"{plain[:longest].rstrip()}…"
