"""One database file, opened: its every read and write a transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from claims.errors import StoreError
from claims.store.engine import for_writing, in_one_sentence, in_passing, open_engine
from claims.store.sources import Sources
from claims.store.versions import raise_version
from claims.vocabulary import Vocabulary, load_vocabulary


class Opened:
    """A database file; everything may raise StoreError where it can't be read or written."""

    def __init__(self, engine: Engine, path: Path, vocabulary: Vocabulary | None = None) -> None:
        self.path = path
        self._engine = engine
        self._vocabulary = vocabulary

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, vocabulary: Vocabulary | None = None) -> Self:
        """Open the file, make it where there is none, bring its tables up to date; raises StoreError.

        `vocabulary` tells kinds and sides of sources from their names; the shipped one unless given.
        """
        if "://" in str(path):
            raise StoreError(f"{path} is an address; give the path of a file, such as claims.db.")
        return cls(open_engine(Path(path), create=create), Path(path), vocabulary)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with in_one_sentence(self.path), Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with in_one_sentence(self.path), Session(for_writing(self._engine)) as session, session.begin():
            yield session
            raise_version(session)

    @contextmanager
    def _keeping(self) -> Iterator[Session]:
        """Write what can be worked out again: not where the file can only be read, and waiting for nobody."""
        with suppress(OperationalError), Session(in_passing(self._engine)) as session, session.begin():
            yield session

    def _words(self) -> Vocabulary:
        return self._vocabulary or load_vocabulary()

    def _sources(self, session: Session) -> Sources:
        return Sources(session, self._words())
