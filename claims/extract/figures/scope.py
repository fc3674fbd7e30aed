"""What a figure's number covers: the total, an addition, a part, or a number that another has replaced."""

from claims.extract.figures.ruled import Ruled
from claims.records import Scope

_CONDITIONS = frozenset({"injured", "hospitalised"})
"""Of "them" they tell how some of the counted are, not how many there are in all: "three of them are in hospital"."""
_REPLACED_WITHIN = 5
"""Words before a number that may name it an earlier count."""


def read_scope(ruled: Ruled, whole: Ruled | None, earlier: tuple[Ruled, ...], placed: bool) -> Scope:
    """The scope of a figure; a part with a noun, a metric or (`placed`) a place of its own is the total of that."""
    if ruled.ruling.superseded or _is_replaced(ruled):
        return "superseded"
    if whole is not None:
        other = whole.ruling.metric != ruled.ruling.metric and ruled.ruling.metric not in _CONDITIONS
        return "total" if placed or other or not ruled.phrase.empty else "part"
    if ruled.ruling.rule == "total" and ruled.figure.reading.low(ruled.figure.before) == "by":
        return "additional"
    return "additional" if _is_added(ruled, earlier, placed) else "total"


def _is_replaced(ruled: Ruled) -> bool:
    """Whether an earlier count is named right before it: "an earlier count of 33 dead", "the previous toll, 12"."""
    reading, before = ruled.figure.reading, ruled.figure.before
    for at in range(before, max(-1, before - _REPLACED_WITHIN), -1):
        if at in reading.inside or reading.within(at, "reporting", "have"):
            return False
        if reading.within(at, "anaphors"):
            return any(reading.within(back, "superseded") for back in (at - 1, at - 2, at - 3))
    return False


def _is_added(ruled: Ruled, earlier: tuple[Ruled, ...], placed: bool) -> bool:
    """Whether "another 20" adds to a figure of the same metric; before a different metric it adds nothing.

    Nor where it is `placed`, in a sentence that counts the same elsewhere: "300 died in Orle, another 20 in Brask".
    """
    reading, number = ruled.figure.reading, ruled.figure.number
    before = range(ruled.figure.before + 1, number.first)
    after = range(number.last, ruled.figure.phrase.last + 1)
    if not any(reading.within(at, "more") and reading.low(at + 1) != "than" for at in (*before, *after)):
        return False
    if not earlier:
        return True
    in_sentence = [other for other in earlier if other.figure.reading is reading]
    last = (in_sentence or list(earlier))[-1]
    same = last.ruling.metric == ruled.ruling.metric
    if in_sentence:
        return same and not placed
    return same
