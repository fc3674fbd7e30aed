"""The claims that are compared, wherever they are held: their figures, and in full only those that an answer shows."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol, runtime_checkable

from claims.compare.figure import Figure, figure_of
from claims.records import Event, StoredClaim


@runtime_checkable
class Held(Protocol):
    """Claims to compare, in memory or in a database."""

    def figures(self, event: Event | None) -> Iterable[Figure]:
        """The figures of all."""

    def records(self, ids: Collection[int]) -> Mapping[int, StoredClaim]:
        """Those of some ids in full."""


class InHand:
    """Claims that are in memory anyhow."""

    def __init__(self, claims: Iterable[StoredClaim]) -> None:
        self._claims = {claim.id: claim for claim in claims}

    def figures(self, event: Event | None) -> Iterator[Figure]:
        """The figures of all."""
        return (figure_of(claim, event) for claim in self._claims.values())

    def records(self, ids: Collection[int]) -> Mapping[int, StoredClaim]:
        """All of them, in full."""
        return self._claims


def held(claims: Held | Iterable[StoredClaim]) -> Held:
    """Claims as they are held."""
    return claims if isinstance(claims, Held) else InHand(claims)


def is_asked(claim: int, asked: Collection[int] | None) -> bool:
    """Whether a claim is among those asked for: any, if no ids are given."""
    return asked is None or claim in asked
