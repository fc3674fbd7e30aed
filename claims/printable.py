"""Text from elsewhere as people may be shown it: nothing in it moves a cursor or turns the order of what is read."""

import re

# Control characters move a terminal's cursor or change its title; bidirectional overrides reorder what is read.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: object) -> str:
    """The text with control characters and direction overrides replaced; nothing for None."""
    return _UNSAFE.sub("�", "" if text is None else str(text))
