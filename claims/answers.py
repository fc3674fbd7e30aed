"""Answers that are kept in the database until something is written of their event: under what terms, and about what.

They are kept as they are today and without rates; what holds under one digest of all that they depend on is no answer
under another.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from claims.compare import WINDOW
from claims.rates import Rates
from claims.records import Event, Filters
from claims.store import Store
from claims.vocabulary import Profile, Vocabulary


class Terms(NamedTuple):
    """How figures are compared, whatever is asked of them."""

    event: Event
    profile: Profile
    vocabulary: Vocabulary
    window: timedelta = WINDOW
    """Time within which two figures should agree."""
    rates: Rates | None = None


class Scope(NamedTuple):
    """What of an event an answer is about: all of it, a metric, or the series of a group or place alone."""

    metric: str | None = None
    group: str | None = None
    place: str | None = None

    @property
    def wider(self) -> Iterator["Scope"]:
        """The scope, then those that hold its answer too: what figures of one metric do never rests on another's."""
        yield from dict.fromkeys((self, Scope(self.metric), Scope()))


class Answers:
    """The answers about one event under some terms."""

    def __init__(self, store: Store, terms: Terms, filters: Filters) -> None:
        self._store = store
        self._terms = terms
        self._standing = filters.standing

    @property
    def version(self) -> int | None:
        """The version under which an answer is worked out, None where the event has just changed.

        Raises UnknownEventError.
        """
        event = self._terms.event
        version = self._store.version(event.slug)
        return version if self._store.event(event.slug) == event else None

    def find(self, name: str, scope: Scope) -> Iterator[tuple[Scope, bytes]]:
        """The answers of that name that were kept, about a scope or a wider one."""
        for among in scope.wider:
            packed = self._store.kept(self._terms.event.slug, name, self._digest(among))
            if packed is not None:
                yield among, packed

    def keep(self, name: str, scope: Scope, version: int | None, packed: bytes | None) -> None:
        """Keep an answer about a scope that was worked out under a version."""
        if packed is not None and version is not None:
            self._store.keep(self._terms.event.slug, version, name, self._digest(scope), packed)

    def _digest(self, scope: Scope) -> str:
        """Digest of all that an answer depends on beside what is stored of the event."""
        terms, words = self._terms, self._terms.vocabulary
        said = (
            _code(),
            tuple(scope),
            self._standing,
            terms.window,
            terms.profile.model_dump_json(),
            [(slug, each.label) for slug, each in words.metrics.items()],
            [each.model_dump_json() for each in words.groups.values()],
        )
        return sha256(repr(said).encode()).hexdigest()


def lasting(store: Store, terms: Terms, filters: Filters) -> Answers | None:
    """The answers that hold until something is written of the event, and of no other; None for those of the past."""
    past = filters.as_known_at is not None or filters.as_stored_at is not None
    return None if past or terms.rates is not None or filters.sub_events else Answers(store, terms, filters)


@cache
def _code() -> str:
    """Digest of what compares: an answer of another version of it is none."""
    read = sha256()
    for part in _PARTS:
        found = files("claims").joinpath(part)
        each = [found] if found.is_file() else sorted(found.iterdir(), key=lambda one: one.name)
        for one in each:
            if one.is_file():
                read.update(one.read_bytes())
    return read.hexdigest()


_PARTS = ("compare", "frames", "store", "gazetteer.py", "names.py", "outline.py", "records.py", "words/gazetteer.csv")
"""Files and folders of the package by which figures are read, compared and shown."""
