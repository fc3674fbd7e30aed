"""Marks that would hide each other: the later one steps aside, so that each can be seen and pointed at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

_NEEDED = 8.0
"""Pixels that two marks need between them."""
_ASIDE = tuple(step * _NEEDED for step in (0, 1, -1, 2, -2))
"""How far a mark may step, the nearest first; the words beside it keep its true time."""

Place = tuple[float, float]
"""Pixels from the left and from the top."""


def stepped(places: Iterable[Place], width: float) -> list[float]:
    """Where marks that want these places stand, in pixels from the left of a panel that is `width` pixels wide.

    One for which there is no room stays where it is.
    """
    taken: dict[tuple[int, int], list[Place]] = defaultdict(list)
    found = []
    for x, y in places:
        tries = (x + aside for aside in _ASIDE if aside == 0 or 0 <= x + aside <= width)
        chosen = next((each for each in tries if not _hidden((each, y), taken)), x)
        taken[_cell((chosen, y))].append((chosen, y))
        found.append(chosen)
    return found


def _hidden(place: Place, taken: Mapping[tuple[int, int], Sequence[Place]]) -> bool:
    column, row = _cell(place)
    around = product(range(column - 1, column + 2), range(row - 1, row + 2))
    return any(
        abs(x - place[0]) < _NEEDED and abs(y - place[1]) < _NEEDED for cell in around for x, y in taken.get(cell, ())
    )


def _cell(place: Place) -> tuple[int, int]:
    return int(place[0] // _NEEDED), int(place[1] // _NEEDED)
