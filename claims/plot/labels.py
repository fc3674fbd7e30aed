"""Figures written beside their marks, where that covers no other mark and no other figure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Side: TypeAlias = Literal["above", "right", "left", "below"]
SIDES: tuple[Side, ...] = ("above", "below", "right", "left")

_MARK = 6.0
"""Pixels from the middle of a mark to its edge."""
_BAR = 2.0
"""Pixels from the middle of a bar or line to its edge."""
_LETTER, _LINE = 6.1, 12.0
"""Pixels of a letter and of a line."""
_NEARBY = 40.0
"""Marks as near that bear the same figure share one text."""
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


def on_line(x: float, y: float, x2: float, y2: float) -> Iterator[Box]:
    """What a line between two places covers, as boxes along it, in pixels."""
    count = 1 + int(max(abs(x2 - x), abs(y2 - y)) // _LINE)
    for step in range(count + 1):
        at, top = x + (x2 - x) * step / count, y + (y2 - y) * step / count
        yield Box(at - _BAR, top - _BAR, at + _BAR, top + _BAR)


def label_sides(
    spots: Sequence[Spot], width: float, height: float, besides: Iterable[Box] = (), faint: Sequence[Box] = ()
) -> list[Side | None]:
    """For each mark the side on which its figure is written, in a box of so many pixels; None where there is no room.

    `besides` is covered by something else, `faint` by lines that a figure covers only where it fits nowhere else.
    """
    taken = [*besides, *(box for spot in spots for box in _covered(spot))]
    sides: list[Side | None] = []
    said: list[Spot] = []
    for spot in spots:
        if not spot.words or any(_repeats(spot, other) for other in said):
            sides.append(None)
            continue
        own = set(_covered(spot))
        free = [
            (side, box)
            for side, box in _tries(spot)
            if box.left >= 0
            and box.top >= -_LINE
            and box.right <= width + _FAR
            and box.bottom <= height
            and not any(box.meets(other) for other in taken if other not in own)
        ]
        clear = (each for each in free if not any(each[1].meets(line) for line in faint))
        side, box = next(clear, free[0] if free else (None, None))
        sides.append(side)
        if box is not None:
            said.append(spot)
            taken.append(box)
    return sides


def _repeats(spot: Spot, other: Spot) -> bool:
    """Whether the same words stand beside a mark nearby."""
    return spot.words == other.words and abs(spot.x - other.x) < _NEARBY and abs(spot.y - other.y) < _NEARBY


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
    if spot.bottom <= spot.y + _MARK:
        yield "below", Box(spot.x - wide / 2, spot.y + _FAR - 1, spot.x + wide / 2, spot.y + _FAR + _LINE)
    yield "right", Box(spot.x + _FAR, spot.y - tall, spot.x + _FAR + wide, spot.y + tall)
    yield "left", Box(spot.x - _FAR - wide, spot.y - tall, spot.x - _FAR, spot.y + tall)
