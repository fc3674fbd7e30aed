"""Whether what is told of a stretch of time makes the rise between the totals around it: periods, and additions."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.compare.aside import Aside
from claims.compare.checks import Check, added, number, rise
from claims.compare.citing import cite, listed, sentence
from claims.compare.dating import Span, span_of
from claims.compare.interval import Measured, digits
from claims.compare.reasons import Wording
from claims.compare.told import Told, ToldSeries

TOLERANCE = 4
"""A total stands at an end of a period where it is nearer to it than this part of the period: a quarter."""
_SHOWN = 3
"""How many additions a reason names."""
_LOOK_AROUND = 3
"""How many totals before and after a moment are looked at for the one that stands there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A figure for a stretch of time, or an addition, beside a series of totals."""

    measured: Measured
    aside: Aside

    @property
    def id(self) -> int:
        """The claim's id."""
        return self.measured.figure.claim

    @property
    def speaker(self) -> str:
        """Whose figure it is."""
        return self.measured.figure.speaker


class Totals:
    """The totals of a series in the order of the moments that they hold for."""

    def __init__(self, figures: Iterable[Told]) -> None:
        dated = [each for each in figures if each.figure.as_of is not None]
        self._told = sorted(dated, key=lambda each: each.moment)
        self._at = [each.moment[0] for each in self._told]

    def at(self, span: Span, tolerance: timedelta, entry: int | None = None) -> Told | None:
        """The total that stands at a moment: the one of that post, else the nearest."""
        moment = _middle(span)
        around = bisect_left(self._at, moment)
        near = self._told[max(0, around - _LOOK_AROUND) : bisect_right(self._at, moment) + _LOOK_AROUND]
        standing = [each for each in near if _stands_at(each, span, tolerance)]
        return min(standing, key=lambda each: (each.figure.entry != entry, abs(each.moment[0] - moment)), default=None)

    def before(self, told: Told) -> Told | None:
        """The last total before another."""
        at = bisect_left(self._at, told.moment[0])
        return self._told[at - 1] if at else None

    def around(self, moment: datetime, entry: int) -> tuple[Told, Told] | None:
        """The last total before a moment and the first one from it on; a total of the same post is the later one."""
        at = next(
            (n for n in self._near(moment) if self._told[n].figure.entry == entry), bisect_right(self._at, moment)
        )
        at = bisect_left(self._at, self._at[at]) if at < len(self._at) else at
        return (self._told[at - 1], self._told[at]) if 0 < at < len(self._told) else None

    def _near(self, moment: datetime) -> range:
        around = bisect_left(self._at, moment)
        return range(max(0, around - _LOOK_AROUND), min(len(self._at), bisect_right(self._at, moment) + _LOOK_AROUND))


class Adding:
    """Checks the periods and additions beside one series against its totals, its speaker's own before others'."""

    def __init__(self, series: ToldSeries, wording: Wording) -> None:
        self._key = series.key
        self._wording = wording
        counts = [each for each in series.figures if each.figure.value is not None and each.id not in series.denied]
        own: dict[str, list[Told]] = defaultdict(list)
        for each in counts:
            own[each.figure.speaker].append(each)
        self._all = Totals(counts)
        self._own = {speaker: Totals(told) for speaker, told in own.items()}

    def check(self, pieces: Sequence[Piece]) -> Iterator[Check]:
        """A check of each period, and of the additions between two totals together; what is told twice counts once."""
        if self._key.counting == "level":
            yield from (self._unchecked((each,), "is no rise of a level") for each in pieces)
            return
        once = {_same(each): each for each in reversed(pieces)}
        yield from (self._period(each) for each in once.values() if each.aside.scope == "period")
        yield from self._additions([each for each in once.values() if each.aside.scope == "additional"])

    def _period(self, piece: Piece) -> Check:
        aside, entry = piece.aside, piece.measured.figure.entry
        begin, end = span_of(aside.period_from), span_of(aside.period_to)
        if begin is None or end is None or aside.period_from is None or aside.period_to is None:
            return self._unchecked((piece,), "has no begin and end")
        length = aside.period_to.at - aside.period_from.at
        tolerance = abs(length) / TOLERANCE
        own = self._own.get(piece.speaker)
        last = (own or self._all).at(end, tolerance, entry)
        if last is None:
            return self._unchecked((piece,), "has no total at its end")
        first = self._first(own or self._own[last.figure.speaker], last, begin, tolerance)
        if first is None:
            return self._unchecked((piece, last), "has no total before it")
        covered = _stands_at(first, begin, tolerance)
        return self._held(first, last, (piece,), covered=covered, longer=first.moment[0] <= _middle(begin))

    def _first(self, own: Totals, last: Told, begin: Span, tolerance: timedelta) -> Told | None:
        """The total from which a period's rise is reckoned: its speaker's at the period's begin, else the last before.

        That of another speaker stands in where it lies on the way from the speaker's own last total to the later one.
        """
        found = own.at(begin, tolerance)
        if found is not None and found.moment[0] < last.moment[0]:
            return found
        before = own.before(last)
        for other in (self._all.at(begin, tolerance), self._all.before(last)):
            if other is not None and other.moment[0] < last.moment[0]:
                low = number(before.measured) if before else 0.0
                if low <= number(other.measured) <= number(last.measured):
                    return other
        return before

    def _additions(self, pieces: Iterable[Piece]) -> Iterator[Check]:
        between: dict[tuple[int, int], tuple[Told, Told, list[Piece]]] = {}
        for piece in pieces:
            figure = piece.measured.figure
            totals = (self._own.get(piece.speaker), self._all)
            at = figure.as_of
            around = next((found for each in totals if each and at and (found := each.around(at, figure.entry))), None)
            if around is None:
                yield self._unchecked((piece,), "has no totals before and after it")
                continue
            first, last = around
            between.setdefault((first.id, last.id), (first, last, []))[2].append(piece)
        for first, last, among in between.values():
            yield self._held(first, last, tuple(among), covered=False, longer=True)

    def _held(self, first: Told, last: Told, pieces: tuple[Piece, ...], *, covered: bool, longer: bool) -> Check:
        """Figures for the time between two totals against the rise; `longer` where the totals are further apart."""
        rose, told = rise(first.measured, last.measured), added(tuple(each.measured for each in pieces))
        gap = sum(number(each.measured) for each in pieces) - (number(last.measured) - number(first.measured))
        claims = (*(each.id for each in pieces), first.id, last.id)
        if rose.overlaps(told):
            return Check("fits", self._key, claims, 0.0, self._words(first, last, pieces, "which fits"))
        wrong = covered or (rose.below(told) if longer else told.below(rose))
        size = digits(round(abs(gap), 6))
        if wrong:
            return Check("gap", self._key, claims, gap, self._words(first, last, pieces, _off(gap, size)))
        left = f"nothing tells the other {size}" if gap < 0 else f"{size} of them came before the earlier total"
        return Check("uncovered", self._key, claims, gap, self._words(first, last, pieces, left))

    def _words(self, first: Told, last: Told, pieces: tuple[Piece, ...], found: str) -> str:
        change = number(last.measured) - number(first.measured)
        shown = pieces[:_SHOWN]
        now, before, *told = cite(self._wording, last.measured, first.measured, *(each.measured for each in shown))
        told += [f"{len(pieces) - _SHOWN} more"] if len(pieces) > _SHOWN else []
        what = "told for the time between" if pieces[0].aside.scope == "period" else "added in between"
        moved = "more" if change >= 0 else "fewer"
        text = f"{now} is {digits(round(abs(change), 6))} {moved} than {before}; {what}: {listed(told)}, {found}."
        return sentence(text)

    def _unchecked(self, told: tuple[Piece | Told, ...], why: str) -> Check:
        [cited] = cite(self._wording, told[0].measured)
        reason = sentence(f"{cited} {why}: it was not checked.")
        return Check("unchecked", self._key, tuple(each.id for each in told), None, reason)


def _stands_at(told: Told, span: Span, tolerance: timedelta) -> bool:
    """Whether a total holds for a moment, or for the day of it."""
    holds = told.figure.holds
    return abs(told.moment[0] - _middle(span)) <= tolerance or (holds is not None and not holds.least(span))


def _off(gap: float, size: str) -> str:
    return f"{size} {'more' if gap > 0 else 'fewer'} than that"


def _middle(span: Span) -> datetime:
    return span.first + (span.last - span.first) / 2


def _same(piece: Piece) -> tuple[object, ...]:
    """What two tellings of one figure share: speaker, number and time; of an addition the day."""
    figure, aside = piece.measured.figure, piece.aside
    day = figure.as_of.date() if figure.as_of and aside.scope == "additional" else None
    return figure.speaker, figure.value, figure.high, figure.vague, aside.scope, aside.period_from, aside.period_to, day
