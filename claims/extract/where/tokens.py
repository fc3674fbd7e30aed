"""The words and marks of a sentence as the reader of places sees them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

LONGEST_KEPT = 40
"""Characters of a word from which on its shape is not kept, so that memory stays bounded."""
TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:[’'.\-][^\W_]+)*|\S")
_ARTICLE = re.compile(r"[a-z]{1,3}[-'’][A-Z]")
_POSSESSIVES = frozenset({"'s", "’s"})


class Token(NamedTuple):
    """A word or a mark; a possessive ending is left out of it."""

    text: str
    lower: str
    possessive: bool
    capital: bool
    """Whether it begins with a capital letter, an article tied to it aside ("el-Fasher", "d'Alene")."""
    word: bool
    """Whether it is no mark."""


def read_tokens(text: str) -> list[Token]:
    """The words and marks of a text."""
    return tokens_of(TOKEN.findall(text))


def tokens_of(written: Iterable[str]) -> list[Token]:
    """The words and marks as a pattern has cut them."""
    return [_kept(each) if len(each) < LONGEST_KEPT else _token(each) for each in written]


def _token(written: str) -> Token:
    possessive = written[-2:] in _POSSESSIVES and len(written) > 2
    bare = written[:-2] if possessive else written
    capital = bare[0].isupper() or _ARTICLE.match(bare) is not None
    return Token(bare, bare.casefold(), possessive, capital, bare[0].isalnum())


# The same words come again and again.
_kept = lru_cache(maxsize=20_000)(_token)
