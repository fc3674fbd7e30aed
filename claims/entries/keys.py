"""Keys that recognise a post in a later capture of its page, though newer posts stand above it by then."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from claims.times import Stamp

_WORDS = 80
"""Characters of a post's first words in its key."""
_LONGEST = 200
"""Characters of a key; a longer one is hashed."""


def stamp_key(stamp: Stamp, text: str) -> str:
    """What a stamp says of itself with the post's headline or first words: "18:39 2022-01-10 two more die in hospital".

    Relative words ("4m ago") and dates taken from the page are left out, since they change from capture to capture.
    """
    day = stamp.day and "-".join(f"{part:02}" for part in (stamp.day.year, stamp.day.month, stamp.day.day) if part)
    clock = stamp.clock and stamp.clock.isoformat("seconds" if stamp.clock.second else "minutes")
    return " ".join(str(part) for part in (clock, day, first_words(text)) if part)


def first_words(text: str) -> str:
    """The beginning of a text, its case and spaces evened out."""
    return " ".join(text[: 4 * _WORDS].casefold().split())[:_WORDS]


def tell_apart(keys: Sequence[str], newest_first: bool) -> tuple[str, ...]:
    """Unlike keys: equal ones are numbered from the oldest post on, so that newer posts leave them unchanged."""
    short = [key if len(key) <= _LONGEST else hashlib.sha256(key.encode()).hexdigest() for key in keys]
    ordered = _numbered(reversed(short)) if newest_first else _numbered(short)
    return tuple(reversed(ordered)) if newest_first else tuple(ordered)


def _numbered(keys: Iterable[str]) -> list[str]:
    seen: Counter[str] = Counter()
    numbered = []
    for key in keys:
        seen[key] += 1
        numbered.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return numbered
