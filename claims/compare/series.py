"""Histories: every claim of a series in the order in which it was said, with what it does to those before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from claims.compare.denials import Denial, find_denials
from claims.compare.figure import figure_of
from claims.compare.interval import Interval, Measured, measure
from claims.compare.key import SeriesKey
from claims.compare.pair import Tie
from claims.compare.reasons import Wording
from claims.compare.standing import UNDATED
from claims.compare.sweep import Course, Sweep, by_telling
from claims.records import Event, StoredClaim
from claims.vocabulary import Profile, Vocabulary

WINDOW = timedelta(hours=24)
"""Figures of different speakers further apart than this may both be right, one after the other."""
LEEWAY = timedelta(days=31)
"""How long before an event its figures may begin: "since the start of the year" still means the unrest of January."""
_SET_ASIDE = frozenset({"rejected", "retracted", "withdrawn"})
"""What a person or the extractor has taken out of the series."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a claim does to an earlier one, by ids, with the reason; `ratio` is the later figure over the earlier."""

    kind: str
    earlier: int
    later: int
    reason: str
    ratio: float | None
    late: bool
    """Told after the event's end."""


@dataclass(frozen=True, slots=True)
class Step:
    """A claim of a series, what it means, and its relations to earlier claims that still stood, most telling first.

    A figure that a denial in another series ends, as that of its total, says so itself: `denied`, later the denial.
    """

    claim: StoredClaim
    interval: Interval
    core: Interval
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class SeriesHistory:
    """The claims of a series in order; beside it parts, periods, additions, superseded, projected, background ones."""

    key: SeriesKey
    steps: tuple[Step, ...]
    beside: tuple[StoredClaim, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A series before it is put into words; by claim id, when a figure's denial `ends` it, and which denial that is."""

    key: SeriesKey
    figures: tuple[Measured, ...]
    denials: tuple[Denial, ...]
    ties: dict[int, list[Tie]]
    beside: tuple[StoredClaim, ...]
    ends: dict[int, datetime]
    denied: dict[int, Denial]


def histories(
    claims: Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
) -> tuple[SeriesHistory, ...]:
    """The series that the claims form, each with its history; figures without time stand last."""
    held = {claim.id: claim for claim in claims}
    wording = Wording(zone_of(event))
    compared = compare(held.values(), profile, vocabulary, event=event, window=window)
    return tuple(SeriesHistory(each.key, tuple(_steps(each, held, wording)), each.beside) for each in compared)


def compare(
    claims: Iterable[StoredClaim], profile: Profile, vocabulary: Vocabulary, *, event: Event | None, window: timedelta
) -> list[Compared]:
    """Every series of the claims, swept."""
    figures: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    beside: dict[SeriesKey, list[StoredClaim]] = defaultdict(list)
    for claim in claims:
        figure = figure_of(claim, event)
        if not _counts(claim) or _of_earlier_times(claim, event):
            beside[figure.key].append(claim)
        else:
            figures[claim.event, claim.metric].append(measure(figure, profile))
    courses = {slug: Course(window, _end(event) if event and event.slug == slug else None) for slug, _ in figures}
    found = [
        each for (slug, _), told in figures.items() for each in _compare_metric(told, beside, vocabulary, courses[slug])
    ]
    found += [Compared(key, (), (), {}, _in_order(aside), {}, {}) for key, aside in beside.items()]
    return sorted(found, key=lambda each: _place_of(each.key, vocabulary))


def relation(tie: Tie, wording: Wording) -> Relation:
    """A relation in words."""
    reason = wording.fill(tie.because, tie.later, tie.earlier, tie.other)
    return Relation(
        tie.kind, tie.earlier.figure.claim, tie.later.figure.claim, reason, ratio(tie.earlier, tie.later), tie.late
    )


def ratio(earlier: Measured, later: Measured) -> float | None:
    """The later figure over the earlier one, a range or vague word by its end nearer to the other; None over zero."""
    one, other = (_stated(each) for each in (earlier, later))
    if one.overlaps(other):
        return 1.0
    below, above = (one, other) if one.below(other) else (other, one)
    low, high = below.hull.high or 0.0, above.hull.low
    under, over = (low, high) if below is one else (high, low)
    return over / under if under else None


def zone_of(event: Event | None) -> ZoneInfo:
    """The time zone in which an event is told."""
    return ZoneInfo(event.zone if event else "UTC")


def _stated(measured: Measured) -> Interval:
    """The number as stated, whatever its qualifier; the core of a vague word."""
    value, high = measured.figure.value, measured.figure.high
    return measured.core if value is None else Interval(value, value if high is None else high)


def _of_earlier_times(claim: StoredClaim, event: Event | None) -> bool:
    """Whether a claim counts what happened long before the event too: "no deaths since 1959" is background."""
    if event is None or event.starts_on is None or claim.event != event.slug or claim.occurred_from is None:
        return False
    return claim.occurred_from.end <= datetime.combine(event.starts_on, time(), ZoneInfo(event.zone)) - LEEWAY


def _counts(claim: StoredClaim) -> bool:
    """Whether a claim is a total, or the denial of a figure: parts, periods, additions and projections stand beside."""
    if claim.status in _SET_ASIDE:
        return False
    return claim.denied or (claim.scope == "total" and claim.certainty != "projected")


def _compare_metric(
    told: list[Measured], beside: dict[SeriesKey, list[StoredClaim]], vocabulary: Vocabulary, course: Course
) -> Iterator[Compared]:
    """The series of one event and metric."""
    told.sort(key=lambda each: (each.figure.said or UNDATED, each.figure.tie))
    denials = find_denials(told, vocabulary)
    ends = {target.figure.claim: each.at or UNDATED for each in denials for target in each.ended}
    denied = {target.figure.claim: each for each in denials for target in each.ended}
    series: dict[SeriesKey, list[Measured]] = defaultdict(list)
    for each in told:
        if not each.figure.denial:
            series[each.figure.key].append(each)
    rejecting: dict[SeriesKey, list[Denial]] = defaultdict(list)
    for denial in denials:
        rejecting[denial.key].append(denial)
    for key in dict.fromkeys((*series, *rejecting)):
        ties = Sweep(course, ends).take(series[key])
        ties |= {denial.measured.figure.claim: denial.ties() for denial in rejecting[key]}
        aside = _in_order(beside.pop(key, []))
        yield Compared(key, tuple(series[key]), tuple(rejecting[key]), ties, aside, ends, denied)


def _steps(compared: Compared, held: dict[int, StoredClaim], wording: Wording) -> Iterator[Step]:
    """Figures and denials in order; at one moment the figures come first."""
    told = [(each.figure.said or UNDATED, False, each.figure.tie, each) for each in compared.figures]
    told += [(each.at or UNDATED, True, each.measured.figure.tie, each.measured) for each in compared.denials]
    for *_, measured in sorted(told, key=lambda row: row[:3]):
        claim = measured.figure.claim
        ties = compared.ties[claim]
        denial = compared.denied.get(claim)
        if denial is not None and denial.key != compared.key:
            ties = [denial.denied(measured), *ties]
        relations = tuple(relation(tie, wording) for tie in by_telling(ties))
        yield Step(held[claim], measured.interval, measured.core, relations)


def _in_order(claims: Sequence[StoredClaim]) -> tuple[StoredClaim, ...]:
    return tuple(sorted(claims, key=lambda claim: (claim.said_at.at if claim.said_at else UNDATED, claim.uid)))


def _end(event: Event | None) -> datetime | None:
    """When the event's last day is over."""
    if event is None or event.ends_on is None:
        return None
    return datetime.combine(event.ends_on + timedelta(days=1), time(), ZoneInfo(event.zone)).astimezone(UTC)


def _place_of(key: SeriesKey, vocabulary: Vocabulary) -> tuple[object, ...]:
    """Order of series: by metric as in the vocabulary, everybody before groups, wide places before narrow ones."""
    metrics, groups = list(vocabulary.metrics), list(vocabulary.groups)
    metric = metrics.index(key.metric) if key.metric in metrics else len(metrics)
    group = groups.index(key.group_kind) if key.group_kind in groups else len(groups)
    place = key.place or ""
    return key.event, metric, key.metric, group, key.group_kind, place.count("/"), place, key.unit or "", key.counting
