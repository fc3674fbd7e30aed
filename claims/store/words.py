"""The words that people look for, as SQLite's full-text search (FTS5) takes them.

All words must be there, in any order; "a phrase" in quotation marks as it stands, detain* any word that begins so,
-sport none. Case and accents do not matter. The indexes are kept by the triggers of migration 0006.
"""

import re

from sqlalchemy import ColumnElement, Select, TableClause, column, select, table

from claims.errors import ClaimsError

ENTRY_WORDS = table("entry_words", column("entry_words"), column("rowid"))
TRANSLATION_WORDS = table("translation_words", column("translation_words"), column("rowid"))
ALIAS_WORDS = table("alias_words", column("alias_words"), column("rowid"))

_MOST = 30
"""Terms of one question."""
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


def entries_with(words: str) -> Select[tuple[int]]:
    """Ids of the entries whose text has the words; raises ClaimsError for words that can't be looked for."""
    return _matching(ENTRY_WORDS, words)


def translations_with(words: str) -> Select[tuple[int]]:
    """Ids of the claims whose translation has the words; raises ClaimsError."""
    return _matching(TRANSLATION_WORDS, words)


def aliases_with(words: str) -> Select[tuple[int]]:
    """Ids of the spellings of names that have the words; raises ClaimsError."""
    return _matching(ALIAS_WORDS, words)


def has_words(index: TableClause, words: str) -> ColumnElement[bool]:
    """A row of the index has the words; raises ClaimsError."""
    # A virtual table's own name, as a column, is what MATCH is asked of.
    return index.c[index.name].op("MATCH")(match_query(words))


def match_query(words: str) -> str:
    """What FTS5 is asked; raises ClaimsError where there is no word to look for, or too many."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for sign, phrase, word in _TERM.findall(words):
        if any(map(str.isalnum, phrase + word)):
            (unwanted if sign else wanted).append(_term(phrase or word, prefix=word.endswith("*")))
    if not wanted:
        raise ClaimsError(f"{words!r} names no word to look for; write one, such as detained.")
    if len(wanted) + len(unwanted) > _MOST:
        raise ClaimsError(f"That is more than {_MOST} words; look for fewer.")
    asked = " AND ".join(wanted)
    return f"({asked}) NOT ({' OR '.join(unwanted)})" if unwanted else asked


def _term(words: str, *, prefix: bool) -> str:
    """Words in FTS5's quotation marks, in which nothing else has a meaning; NUL would end the question."""
    quoted = words.replace('"', '""').replace("\0", " ")
    return f'"{quoted}"*' if prefix else f'"{quoted}"'


def _matching(index: TableClause, words: str) -> Select[tuple[int]]:
    return select(index.c.rowid).where(has_words(index, words))
