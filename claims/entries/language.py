"""Whether a text reads as English, told by its letters and its commonest words."""

import re

from claims.vocabulary import load_vocabulary

_LETTERS = 200
"""Letters below which the words of a text tell nothing of its language."""

_OTHER_LETTERS = 40
"""Letters below which those of other scripts may be no more than a name."""

_SHARE = 0.04
"""The least share of common English words: English paragraphs have 0.06 and more, other languages up to 0.02."""

_READ = 200_000
"""Characters from the start of a text that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024F\u1E00-\u1EFF]")


def looks_foreign(text: str) -> bool:
    """Whether a text is in no English: mostly in another script, or long and without the commonest English words.

    A short one is given the benefit of the doubt.
    """
    words = _WORD.findall(text[:_READ].casefold())
    letters = sum(map(len, words))
    if letters >= _OTHER_LETTERS and 2 * len(_NOT_LATIN.findall("".join(words))) > letters:
        return True
    return letters >= _LETTERS and _english(words) < _SHARE * len(words)


def looks_english(text: str) -> bool:
    """Whether a text is long enough to tell, and in English whatever its page says."""
    words = _WORD.findall(text[:_READ].casefold())
    return sum(map(len, words)) >= _LETTERS and _english(words) >= 2 * _SHARE * len(words)


def _english(words: list[str]) -> int:
    english = frozenset(load_vocabulary().language["english"])
    return sum(word in english for word in words)
