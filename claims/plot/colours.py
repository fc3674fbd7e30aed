"""Colours of speakers: told apart by colour-blind eyes too, none near the red of what disagrees."""

from collections.abc import Iterable
from dataclasses import dataclass

_LOOKS = (
    ("#0072b2", "circle"),
    ("#e69f00", "square"),
    ("#009e73", "diamond"),
    ("#cc79a7", "triangle-up"),
    ("#000000", "circle"),
    ("#56b4e9", "square"),
    ("#6a3d9a", "diamond"),
    ("#8c6d31", "triangle-up"),
)
"""After Okabe and Ito, without their vermilion and yellow: red means that figures disagree, yellow is lost on white."""
REST = ("#999999", "circle")
"""The look of all further speakers."""
RED = "#d7191c"
"""The colour of what disagrees."""
_LONGEST = 56


@dataclass(frozen=True, slots=True)
class Look:
    """A speaker's colour and shape, with the name as the legend writes it."""

    label: str
    colour: str
    shape: str


def looks(speakers: Iterable[tuple[str, str]]) -> dict[str, Look]:
    """By key of the speakers the look of each; they come as key and name, in the order of their first figures."""
    names = dict[str, str]()
    for key, name in speakers:
        names.setdefault(key, name)
    keys = list(names)
    own = keys if len(keys) <= len(_LOOKS) else keys[: len(_LOOKS)]
    found: dict[str, Look] = {}
    for key, look in zip(own, _LOOKS, strict=False):
        found[key] = Look(_distinct(names[key], {each.label for each in found.values()}), *look)
    others = keys[len(own) :]
    label = f"{len(others)} more speakers" if len(others) > 1 else "1 more speaker"
    return found | dict.fromkeys(others, Look(_distinct(label, {each.label for each in found.values()}), *REST))


def _distinct(name: str, taken: set[str]) -> str:
    """A name cut where it is long, with a number where another speaker bears the same."""
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
    number = 2
    label = short
    while label in taken:
        label, number = f"{short} ({number})", number + 1
    return label
