"""What stands around a quote, by which it is found again: prefix and suffix, as W3C Web Annotations select text."""

NEIGHBOURS = 32
"""Characters that are kept on either side of a quote."""


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a span of a text, at most `NEIGHBOURS` of each."""
    return text[max(0, start - NEIGHBOURS) : start], text[end : end + NEIGHBOURS]
