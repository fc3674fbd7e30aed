"""One database, opened: its every read and write a transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import local
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session

from claims.errors import StoreError
from claims.store.backup import Tell, back_up
from claims.store.engine import for_writing, in_one_sentence, in_passing, open_engine
from claims.store.events import MET
from claims.store.server import is_address, shown
from claims.store.sources import Sources
from claims.store.versions import raise_version
from claims.vocabulary import Vocabulary, load_vocabulary

_REFUSED = (OperationalError, ProgrammingError)
"""What a database raises that is locked or full, or that may not be written."""


class Opened:
    """A database, in a file or on a server; everything may raise StoreError where it can't be read or written."""

    def __init__(self, engine: Engine, path: Path | str, vocabulary: Vocabulary | None = None) -> None:
        self.path = path
        self.name = shown(str(path)) if is_address(path) else str(path)
        """As people see it: no password in it."""
        self._engine = engine
        self._vocabulary = vocabulary
        self._reads = local()

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, vocabulary: Vocabulary | None = None) -> Self:
        """Open the database of a path or PostgreSQL address, make it where there is none; raises StoreError.

        Its tables are brought up to date. `vocabulary` tells kinds and sides of sources from their names; the shipped
        one unless given.
        """
        place = str(path) if is_address(path) else Path(path)
        return cls(open_engine(place, create=create), place, vocabulary)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def back_up(self, to: Path, tell: Tell = lambda done, total: None) -> None:
        """Copy the database file as it is now, while others write; `tell` is told how many pages of how many are done.

        Raises StoreError where there is such a file already, where it can't be written, and for a server, whose own
        `pg_dump` does this.
        """
        if is_address(self.path):
            raise StoreError(
                f"{self.name} is on a server: `pg_dump` copies it, or `claims export --what everything -o FILE.jsonl`."
            )
        with in_one_sentence(self.path), self._engine.begin() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()  # from here on of one moment
            back_up(connection.connection.driver_connection, to, tell)  # type: ignore[arg-type]

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """What this thread reads meanwhile is read as it is at one moment, and costs less; nothing may be written."""
        with self._reading() as session:
            outermost = self._held is None
            self._reads.held = session
            session.info.setdefault(MET, {})
            try:
                yield
            finally:
                if outermost:
                    self._reads.held = None

    @property
    def _held(self) -> Session | None:
        return getattr(self._reads, "held", None)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with in_one_sentence(self.path):
            if self._held is not None:
                yield self._held
                return
            with Session(self._engine) as session:
                yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        assert self._held is None, "what is read at one moment would not see what is written"
        with in_one_sentence(self.path), Session(for_writing(self._engine)) as session, session.begin():
            yield session
            raise_version(session)

    @contextmanager
    def _keeping(self) -> Iterator[Session]:
        """Write what can be worked out again: not where the file can only be read, and waiting for nobody."""
        hurried = in_passing(self._engine)
        with in_one_sentence(self.path), suppress(*_REFUSED), Session(hurried) as session, session.begin():
            yield session

    def _words(self) -> Vocabulary:
        return self._vocabulary or load_vocabulary()

    def _sources(self, session: Session) -> Sources:
        return Sources(session, self._words())
