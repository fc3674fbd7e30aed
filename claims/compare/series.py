"""Series: the figures that count the same thing, swept in the order of their times."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from claims.compare.collecting import uncollected
from claims.compare.currencies import Exchange, ties_across
from claims.compare.denials import Denial, find_denials
from claims.compare.figure import Figure
from claims.compare.interval import Interval, Measure, Measured
from claims.compare.key import SeriesKey
from claims.compare.pair import Tie
from claims.compare.standing import UNDATED
from claims.compare.sweep import Course, Sweep
from claims.rates import Rates
from claims.records import Event
from claims.vocabulary import Profile, Vocabulary

WINDOW = timedelta(hours=24)
"""Figures of different speakers further apart than this may both be right, one after the other."""


@dataclass(slots=True, eq=False)
class Compared:
    """A series before it is put into words; by claim id, when a figure's denial `ends` it, and which denial that is."""

    key: SeriesKey
    figures: tuple[Measured, ...]
    denials: tuple[Denial, ...]
    beside: tuple[Figure, ...]
    ends: dict[int, datetime]
    denied: dict[int, Denial]
    course: Course
    _ties: dict[int, list[Tie]] | None = None
    _rejections: dict[int, list[Tie]] | None = None

    @property
    def ties(self) -> dict[int, list[Tie]]:
        """The relations of each figure and denial to those before it, by claim id; swept when first asked for."""
        if self._ties is None:
            self._ties = Sweep(self.course, self.ends).take(self.figures) | self.rejections
        return self._ties

    @property
    def rejections(self) -> dict[int, list[Tie]]:
        """The relations of the denials alone, which need no sweep."""
        if self._rejections is None:
            self._rejections = {denial.measured.figure.claim: denial.ties() for denial in self.denials}
        return self._rejections

    def ties_of(self, measured: Measured) -> list[Tie]:
        """The relations of one figure or denial."""
        among = self.rejections if self._ties is None and measured.figure.denial else self.ties
        return among[measured.figure.claim]

    @property
    def ids(self) -> Iterator[int]:
        """The ids of all claims of the series, and of those beside it."""
        yield from (each.figure.claim for each in self.figures)
        yield from (each.measured.figure.claim for each in self.denials)
        yield from (each.claim for each in self.beside)


@uncollected()
def compare_figures(
    figures: Iterable[Figure],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    rates: Rates | None = None,
) -> list[Compared]:
    """Every series of the figures; with rates, sums in one currency meet those in another."""
    measure = Measure(profile)
    told: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    beside: dict[SeriesKey, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.aside:
            beside[figure.key].append(figure)
        else:
            told[figure.key.event, figure.key.metric].append(measure(figure))
    courses = {slug: Course(window, _end(event) if event and event.slug == slug else None) for slug, _ in told}
    found = [each for (slug, _), among in told.items() for each in _of_metric(among, beside, vocabulary, courses[slug])]
    found += [Compared(key, (), (), _in_order(aside), {}, {}, Course(window)) for key, aside in beside.items()]
    if rates is not None:
        exchange = Exchange(rates, ZoneInfo(event.zone if event else "UTC"))
        for among in in_currencies(found):
            _tie_across(among, exchange, measure, courses[among[0].key.event])
    metrics, groups = ({slug: at for at, slug in enumerate(table)} for table in (vocabulary.metrics, vocabulary.groups))
    return sorted(found, key=lambda each: _place_of(each.key, metrics, groups))


def in_currencies(series: Iterable[Compared]) -> Iterator[list[Compared]]:
    """Series of money that differ only in their currency, together."""
    alike: dict[tuple[object, ...], list[Compared]] = defaultdict(list)
    for each in series:
        if each.figures:
            alike[each.key._replace(unit=None)].append(each)
    return (among for among in alike.values() if len(among) > 1)


def _tie_across(among: Sequence[Compared], exchange: Exchange, measure: Measure, course: Course) -> None:
    """Add to each figure's relations those to figures in other currencies."""
    found = ties_across([each.figures for each in among], exchange, measure, course, among[0].ends)
    for each in among:
        for claim in each.ties.keys() & found.keys():
            each.ties[claim] = [*each.ties[claim], *found[claim]]


def ratio(earlier: Measured, later: Measured) -> float | None:
    """The later figure over the earlier one, a range or vague word by its end nearer to the other; None over zero."""
    one, other = earlier.figure, later.figure
    if one.value is not None and one.high is None and other.value is not None and other.high is None:
        return other.value / one.value if one.value else 1.0 if one.value == other.value else None
    mine, its = _stated(earlier), _stated(later)
    if mine.overlaps(its):
        return 1.0
    under, over = (mine.ends[2], its.ends[0]) if mine.below(its) else (mine.ends[0], its.ends[2])
    return over / under if under else None


def gap(one: Measured, other: Measured) -> float | None:
    """The larger of two figures over the smaller; None over zero."""
    share = ratio(one, other)
    return max(share, 1 / share) if share else None


def _stated(measured: Measured) -> Interval:
    """The number as stated, whatever its qualifier; the core of a vague word."""
    value, high = measured.figure.value, measured.figure.high
    return measured.core if value is None else Interval(value, value if high is None else high)


def _of_metric(
    told: list[Measured], beside: dict[SeriesKey, list[Figure]], vocabulary: Vocabulary, course: Course
) -> Iterator[Compared]:
    """The series of one event and metric."""
    told.sort(key=lambda each: (each.figure.said or UNDATED, each.figure.tie))
    denials = find_denials(told, vocabulary)
    ends: dict[int, datetime] = {}
    denied: dict[int, Denial] = {}
    for each in denials:
        ended = [target.figure.claim for target in each.ended]
        ends |= dict.fromkeys(ended, each.at or UNDATED)
        denied |= dict.fromkeys(ended, each)
    series: dict[SeriesKey, list[Measured]] = defaultdict(list)
    for measured in told:
        if not measured.figure.denial:
            series[measured.figure.key].append(measured)
    rejecting: dict[SeriesKey, list[Denial]] = defaultdict(list)
    for denial in denials:
        rejecting[denial.key].append(denial)
    for key in dict.fromkeys((*series, *rejecting)):
        aside = _in_order(beside.pop(key, ()))
        yield Compared(key, tuple(series[key]), tuple(rejecting[key]), aside, ends, denied, course)


def _in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: (figure.said or UNDATED, figure.tie)))


def _end(event: Event | None) -> datetime | None:
    """When the event's last day is over."""
    if event is None or event.ends_on is None:
        return None
    return datetime.combine(event.ends_on + timedelta(days=1), time(), ZoneInfo(event.zone)).astimezone(UTC)


def _place_of(key: SeriesKey, metrics: dict[str, int], groups: dict[str, int]) -> tuple[object, ...]:
    """Order of series: by metric as in the vocabulary, everybody before groups, wide places before narrow ones."""
    metric, group = metrics.get(key.metric, len(metrics)), groups.get(key.group_kind, len(groups))
    place = key.place or ""
    return key.event, metric, key.metric, group, key.group_kind, place.count("/"), place, key.unit or "", key.counting
