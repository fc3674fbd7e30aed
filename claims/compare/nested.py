"""Whether the totals of events fit under those of the event that holds them: a part can't count more than the whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claims.compare.checks import Check, added, number
from claims.compare.citing import cite, listed, sentence
from claims.compare.interval import Measured, digits
from claims.compare.key import SeriesKey
from claims.compare.lattice import places_apart, places_around
from claims.compare.reasons import Wording
from claims.compare.told import ToldSeries


def check_nested(told: Iterable[ToldSeries], parents: Mapping[str, str], wording: Wording) -> Iterator[Check]:
    """A check of what parts of an event came to against the next total told of the whole; `parents` by event."""
    # A level told of the whole later may have fallen since: it says nothing of what the part was.
    series = {each.key: each for each in told if each.figures and each.key.counting == "cumulative"}
    parts: dict[int, list[Measured]] = defaultdict(list)
    wholes: dict[int, Measured] = {}
    for each in series.values():
        part = _latest(each)
        whole = _whole(each.key, part, series, parents) if part else None
        if part and whole:
            wholes[whole.figure.claim] = whole
            parts[whole.figure.claim].append(part)
    for claim, of_it in parts.items():
        yield _check(wholes[claim], _apart(of_it), wording)


def _latest(series: ToldSeries) -> Measured | None:
    """The last figure of a series that nobody denied."""
    standing = [each.measured for each in series.figures if each.id not in series.denied and each.figure.said]
    return standing[-1] if standing else None


def _whole(
    key: SeriesKey, part: Measured, series: Mapping[SeriesKey, ToldSeries], parents: Mapping[str, str]
) -> Measured | None:
    """The first figure of the event that holds the part's, of the same place or one around it, told no earlier.

    A count that grows may have passed the part's since, so that only the first one told after it can be too small.
    """
    event = parents.get(key.event)
    for place in (key.place, *places_around(key.place)) if event else ():
        whole = series.get(key._replace(event=event or "", place=place))
        for each in whole.figures if whole else ():
            if whole and each.id not in whole.denied and not each.figure.told_before(part.figure):
                return each.measured
    return None


def _apart(parts: Sequence[Measured]) -> tuple[Measured, ...]:
    """Parts of which no two count the same people: those of places that share nothing, else the largest alone."""
    chosen: list[Measured] = []
    for each in sorted(parts, key=number, reverse=True):
        if all(places_apart(each.figure.key.place, other.figure.key.place) for other in chosen):
            chosen.append(each)
    return tuple(chosen)


def _check(whole: Measured, parts: tuple[Measured, ...], wording: Wording) -> Check:
    total, *cited = cite(wording, whole, *parts)
    named = [f"{words} of {each.figure.key.event}" for words, each in zip(cited, parts, strict=True)]
    gap = round(sum(number(each) for each in parts) - number(whole), 6)
    what = "parts" if len(parts) > 1 else "a part"
    of_whole = f"{listed(named)}, {what} of {whole.figure.key.event}, beside {total}"
    claims = tuple(each.figure.claim for each in (*parts, whole))
    high = whole.interval.hull.high
    if high is not None and added(parts).hull.low > high:
        reason = sentence(f"{of_whole}: {digits(gap)} too many.")
        return Check("exceeds", whole.figure.key, claims, gap, reason)
    rest = f"{digits(-gap)} are in no part told" if gap < 0 else "nothing is left"
    return Check("fits", whole.figure.key, claims, 0.0, sentence(f"{of_whole}: {rest}."))
