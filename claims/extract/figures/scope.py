"""What a figure's number covers: the total, an addition, a part, or a number that another has replaced."""

from claims.extract.figures.ruled import Ruled
from claims.records import Scope


def read_scope(ruled: Ruled, whole: Ruled | None, earlier: tuple[Ruled, ...], placed: bool) -> Scope:
    """The scope of a figure; a part with a noun, a metric or (`placed`) a place of its own is the total of that."""
    if ruled.ruling.superseded:
        return "superseded"
    if ruled.ruling.whole is not None:
        other = whole is not None and whole.ruling.metric != ruled.ruling.metric
        return "total" if placed or other or not ruled.phrase.empty else "part"
    if ruled.ruling.rule == "total" and ruled.figure.reading.low(ruled.figure.before) == "by":
        return "additional"
    return "additional" if _is_added(ruled, earlier) else "total"


def _is_added(ruled: Ruled, earlier: tuple[Ruled, ...]) -> bool:
    """Whether "another 20" adds to a figure of the same metric; before a different metric it adds nothing."""
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
    return same if in_sentence else same or all(other.ruling.metric != ruled.ruling.metric for other in earlier)
