"""Figures written beside their marks, where that covers no other mark and no other figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Side: TypeAlias = Literal["above", "right", "left", "below"]
SIDES: tuple[Side, ...] = ("above", "right", "left", "below")

_MARK = 6.0
_BAR = 2.0
_LETTER, _LINE = 6.1, 12.0
"""Pixels of a letter and of a line."""
_FAR = 8.0
"""Pixels from the middle of a mark to the text."""


class Box(NamedTuple):
    """What something covers, in pixels from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two cover a common spot."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark with the ends of its bar in pixels, and what may be written beside it."""

    x: float
    y: float
    top: float
    bottom: float
    words: str


def label_sides(spots: Sequence[Spot], width: float, height: float) -> list[Side | None]:
    """For each mark the side on which its figure is written; None where there is no room for it."""
    taken = [box for spot in spots for box in _covered(spot)]
    sides: list[Side | None] = []
    for spot in spots:
        own = set(_covered(spot))
        free = (
            (side, box)
            for side, box in _tries(spot)
            if box.left >= 0
            and box.top >= -_LINE
            and box.right <= width + _FAR
            and box.bottom <= height
            and not any(box.meets(other) for other in taken if other not in own)
        )
        side, box = next(free, (None, None))
        sides.append(side)
        if box is not None:
            taken.append(box)
    return sides


def _covered(spot: Spot) -> tuple[Box, Box]:
    return (
        Box(spot.x - _MARK, spot.y - _MARK, spot.x + _MARK, spot.y + _MARK),
        Box(spot.x - _BAR, min(spot.top, spot.y), spot.x + _BAR, max(spot.bottom, spot.y)),
    )


def _tries(spot: Spot) -> Iterator[tuple[Side, Box]]:
    """Where the words would stand on each side; above and below only where no bar is in the way."""
    wide, tall = len(spot.words) * _LETTER, _LINE / 2
    if spot.top >= spot.y - _MARK:
        yield "above", Box(spot.x - wide / 2, spot.y - _FAR - _LINE, spot.x + wide / 2, spot.y - _FAR + 1)
    yield "right", Box(spot.x + _FAR, spot.y - tall, spot.x + _FAR + wide, spot.y + tall)
    yield "left", Box(spot.x - _FAR - wide, spot.y - tall, spot.x - _FAR, spot.y + tall)
    if spot.bottom <= spot.y + _MARK:
        yield "below", Box(spot.x - wide / 2, spot.y + _FAR - 1, spot.x + wide / 2, spot.y + _FAR + _LINE)
