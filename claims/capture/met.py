"""What is met in an input, one after the other: pages, what can't be read, and what is no page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from claims.records import Capture, Problem

Fetch: TypeAlias = Callable[[str], Capture]
"""Captures the page of an address, or gives the stored capture where it is unchanged; raises CaptureError."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that is no page and was left out on purpose: an image beside a saved page, a request in an archive."""

    what: str
    """Its kind, in the plural."""


Item: TypeAlias = Capture | Problem | PassedOver


@dataclass(frozen=True, slots=True)
class Met:
    """An item of an input, and how far the input is read with it, in what its total counts."""

    item: Item
    done: int


@dataclass(frozen=True, slots=True)
class Input:
    """What an argument names. `read` meets its items in an order that stays; a single page's raises CaptureError."""

    name: str
    """As people see it."""
    read: Callable[[], Iterator[Met]]
    many: bool = False
    """Whether it may hold several pages; what can't be read is then a Problem."""
    total: int | None = None
    """Files, members, addresses or bytes; None where nothing tells."""
