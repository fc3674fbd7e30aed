"""Values a few hundred at a time: as many as one query names, however many there are."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value", int, str)

_AT_ONCE = 500
"""Values named in one query."""


def in_portions(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in ascending order, at most 500 in each list."""
    every = sorted(values)
    return (every[first : first + _AT_ONCE] for first in range(0, len(every), _AT_ONCE))
