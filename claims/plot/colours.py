"""Colours of speakers: told apart by colour-blind eyes too, none near the red of what disagrees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TRIANGLE = "M-1.2,0.9L1.2,0.9L0,-1.2Z"
"""A triangle that looks as large as the other shapes, so that a cross over it does not hide it."""
_LOOKS = (
    ("#0072b2", "circle"),
    ("#e69f00", "square"),
    ("#009e73", "diamond"),
    ("#cc79a7", _TRIANGLE),
    ("#000000", "circle"),
    ("#56b4e9", "square"),
    ("#6a3d9a", "diamond"),
    ("#8c6d31", _TRIANGLE),
)
"""After Okabe and Ito, without their vermilion and yellow: red means that figures disagree, yellow is lost on white."""
REST = ("#999999", "circle")
"""The look of all further speakers."""
RED = "#d7191c"
"""The colour of what disagrees."""
_LONGEST = 56
UNATTRIBUTED = ", unattributed"
"""Follows the name of an outlet whose figure nobody is credited with, however long it is."""


@dataclass(frozen=True, slots=True)
class Look:
    """A speaker's colour and shape, with the name as the legend writes it."""

    label: str
    colour: str
    shape: str


def looks(speakers: Iterable[tuple[str, str]], order: Sequence[str] = ()) -> dict[str, Look]:
    """By key of the speakers the look of each; they come as key and name, in the order of their first figures.

    `order` holds the keys of all who speak in the event: the place there gives the colour, the same in every chart,
    unless somebody in the chart has it already.
    """
    names = dict[str, str]()
    for key, name in speakers:
        names.setdefault(key, name)
    keys = list(names)
    own = keys[: len(_LOOKS)]
    homes = {key: place % len(_LOOKS) for place, key in enumerate(dict.fromkeys((*order, *keys)))}
    free = dict.fromkeys(range(len(_LOOKS)))
    found: dict[str, Look] = {}
    for key in own:
        slot = homes[key] if homes[key] in free else next(iter(free))
        del free[slot]
        found[key] = Look(_distinct(names[key], {each.label for each in found.values()}), *_LOOKS[slot])
    others = keys[len(own) :]
    label = f"{len(others)} more speakers" if len(others) > 1 else "1 more speaker"
    return found | dict.fromkeys(others, Look(_distinct(label, {each.label for each in found.values()}), *REST))


def _distinct(name: str, taken: set[str]) -> str:
    """A name cut where it is long, with a number where another speaker bears the same."""
    said = UNATTRIBUTED if name.endswith(UNATTRIBUTED) else ""
    whole, room = name.removesuffix(said), _LONGEST - len(said)
    short = (whole if len(whole) <= room else f"{whole[: room - 1].rstrip()}…") + said
    number = 2
    label = short
    while label in taken:
        label, number = f"{short} ({number})", number + 1
    return label
