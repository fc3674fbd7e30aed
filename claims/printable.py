"""What people are shown: text from elsewhere that moves no cursor and turns no order, and counts in words."""

import re

# Control characters move a terminal's cursor or change its title; bidirectional overrides reorder what is read.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: object) -> str:
    """The text with control characters and direction overrides replaced; nothing for None."""
    return _UNSAFE.sub("�", "" if text is None else str(text))


def counted(count: int, one: str, many: str | None = None) -> str:
    """How many of what: "1 claim", "2,000 claims", "2 entries"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
