"""The words that people look for, as the full-text search of each database takes them.

All words must be there, in any order; "a phrase" in quotation marks as it stands, detain* any word that begins so,
-sport none. Case and accents do not matter. On SQLite the indexes are FTS5 tables kept by the triggers of migration
0006, on PostgreSQL views of what `claims.store.server` indexes.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Dialect, Float, Select, TableClause, Text, column, literal, select, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import TypeDecorator

from claims.errors import ClaimsError

ENTRY_WORDS = table("entry_words", column("entry_words"), column("rowid"))
TRANSLATION_WORDS = table("translation_words", column("translation_words"), column("rowid"))
ALIAS_WORDS = table("alias_words", column("alias_words"), column("rowid"))

_MOST = 30
"""Terms of one question."""
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_TOKEN = re.compile(r"[^\W_]+")


class Term(NamedTuple):
    """Words that must follow one another, as folded; of the last only the beginning where it is a `prefix`."""

    words: tuple[str, ...]
    prefix: bool


class Question(NamedTuple):
    """What is looked for."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


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
    return _HasWords(index.c[index.name], literal(read_question(words), Asked()))


def unfitness(index: TableClause, words: str) -> ColumnElement[float]:
    """How badly a row of the index fits: BM25 on SQLite, cover density on PostgreSQL, lowest for what fits best.

    Raises ClaimsError for words that can't be looked for.
    """
    return _Unfitness(index.c[index.name], literal(read_question(words), Asked()))


def read_question(words: str) -> Question:
    """What the words ask for; raises ClaimsError where there is no word to look for, or too many."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for sign, phrase, word in _TERM.findall(unicodedata.normalize("NFC", words)):
        if tokens := tuple(token for token, _, _ in folded(phrase or word)):
            (unwanted if sign else wanted).append(Term(tokens, prefix=word.endswith("*")))
    if not wanted:
        raise ClaimsError(f"{words!r} names no word to look for; write one, such as detained.")
    if len(wanted) + len(unwanted) > _MOST:
        raise ClaimsError(f"That is more than {_MOST} words; look for fewer.")
    return Question(tuple(wanted), tuple(unwanted))


def folded(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text without case and accents, each with where it begins and ends in the text."""
    for found in _TOKEN.finditer(text):
        apart = unicodedata.normalize("NFD", found.group().lower())
        if word := "".join(letter for letter in apart if not unicodedata.combining(letter)):
            yield word, found.start(), found.end()


class Asked(TypeDecorator[Question]):
    """A question as the database's own search writes it; its words are letters and digits, so nothing in it acts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Question | None, dialect: Dialect) -> str | None:
        """See SQLite's manual on FTS5, section 3, and PostgreSQL's on tsquery, section 8.11."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            wanted, unwanted = ([f'"{" ".join(term.words)}"{"*" * term.prefix}' for term in terms] for terms in value)
            asked = " AND ".join(wanted)
            return f"({asked}) NOT ({' OR '.join(unwanted)})" if unwanted else asked
        wanted, unwanted = ([f"({' <-> '.join(_quoted(term))})" for term in terms] for terms in value)
        return " & ".join([*wanted, *(f"!{each}" for each in unwanted)])


def _quoted(term: Term) -> list[str]:
    quoted = [f"'{word}'" for word in term.words]
    quoted[-1] += ":*" * term.prefix
    return quoted


class _HasWords(FunctionElement[bool]):
    inherit_cache = True
    name = "has_words"


class _Unfitness(FunctionElement[float]):
    inherit_cache = True
    name = "unfitness"
    type = Float()


@compiles(_HasWords, "sqlite")
def _matches(element: _HasWords, compiler: Any, **how: Any) -> str:
    # A virtual table's own name, as a column, is what MATCH is asked of.
    index, asked = element.clauses
    return f"{compiler.process(index, **how)} MATCH {compiler.process(asked, **how)}"


@compiles(_HasWords, "postgresql")
def _contains(element: _HasWords, compiler: Any, **how: Any) -> str:
    index, asked = element.clauses
    return f"{compiler.process(index, **how)} @@ CAST({compiler.process(asked, **how)} AS tsquery)"


@compiles(_Unfitness, "sqlite")
def _rank(element: _Unfitness, compiler: Any, **how: Any) -> str:
    index, _ = element.clauses
    return f"{index.table.name}.rank"


@compiles(_Unfitness, "postgresql")
def _cover_density(element: _Unfitness, compiler: Any, **how: Any) -> str:
    index, asked = element.clauses
    return f"-ts_rank_cd({compiler.process(index, **how)}, CAST({compiler.process(asked, **how)} AS tsquery), 1)"


def _matching(index: TableClause, words: str) -> Select[tuple[int]]:
    return select(index.c.rowid).where(has_words(index, words))
