"""A number as it stands in a sentence."""

from decimal import Decimal
from typing import NamedTuple


class Number(NamedTuple):
    """A number as it stands in a sentence: tokens `first` to `last` (exclusive), its span in the text, its value."""

    first: int
    last: int
    start: int
    end: int
    value: Decimal | None
    value_high: Decimal | None = None
    vague: str | None = None
    currency: str | None = None
    magnified: bool = False
    """Written with a magnitude: "200 million"."""
    bare: bool = False
    """Digits alone, without grouping: it may be a year."""
