"""Which line of a text is a headline."""

import re

from claims.times import read_stamp

_LONGEST = 200
"""Characters of the longest headline."""
_HEADING = re.compile(r"[\w\"'“‘«¿¡$€£(#]")
_ENDINGS = (".", "…", ":", ";", ",", ".”", '."', ".’", ".'", ".)")


def headline_of(text: str) -> str | None:
    """The first line of a text where it reads as a headline: short, no full stop, no sentence wrapped on.

    "Curfew extended" is one, "The curfew was extended." is none.
    """
    line, _, rest = text.partition("\n")
    line = line.rstrip()
    return line if is_headline(line) and not rest[:1].islower() else None


def is_headline(line: str) -> bool:
    """Whether a line could be a headline."""
    return (
        len(line) <= _LONGEST
        and bool(_HEADING.match(line))
        and any(character.isalpha() for character in line)
        and not line.endswith(_ENDINGS)
    )


def _is_stamp(words: str) -> bool:
    stamp = read_stamp(words)
    return stamp is not None and stamp.end == len(words)


def title_of(text: str) -> str | None:
    """The first of a text's opening lines that could be its title: a headline of at least two words."""
    for line in text[:4000].splitlines()[:30]:
        words = line.strip().removesuffix(":")
        if is_headline(words) and len(words.split()) > 1 and not _is_stamp(words):
            return words
    return None
