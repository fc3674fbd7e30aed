"""What disagrees: for each series and pair of speakers the worst pair of figures, with the reason; worst first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from claims.compare.interval import Measured
from claims.compare.pair import Tie
from claims.compare.parts import Breakdown, breakdowns
from claims.compare.reasons import Wording
from claims.compare.series import WINDOW, Compared, compare, ratio, relation, zone_of
from claims.compare.standing import UNDATED
from claims.records import Event, StoredClaim
from claims.vocabulary import Profile, Vocabulary

KINDS = (
    "denies",
    "withdraws",
    "conflict",
    "misreport",
    "exceeds",
    "open",
    "unexplained",
    "close",
    "not compared",
)
"""Kinds of disagreement, the worst first."""

_REJECTIONS = ("denies", "withdraws")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two figures that disagree, in the order of their times; of a denial that meets no claim, `first` is `second`.

    `ratio` is the larger figure over the smaller, `more` the number of further pairs of these speakers in the series.
    """

    kind: str
    first: StoredClaim
    second: StoredClaim
    reason: str
    ratio: float | None
    more: int
    metric: str


def disagreements(
    claims: Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
) -> tuple[Disagreement, ...]:
    """The figures that disagree: denials, then conflicts, open questions, what parts leave of a whole unexplained."""
    held = {claim.id: claim for claim in claims}
    series = compare(held.values(), profile, vocabulary, event=event, window=window)
    wording = Wording(zone_of(event))
    found = [
        *(each for one in series for each in _in_series(one, held, wording)),
        *_unlike(breakdowns(series, vocabulary, window), held, wording, vocabulary),
        *_in_two_currencies(series, held, wording),
    ]
    return tuple(sorted(found, key=_badness))


def _badness(found: Disagreement) -> tuple[int, float, str, str]:
    gap = float("inf") if found.ratio is None else found.ratio
    return KINDS.index(found.kind), -gap, found.metric, found.reason


def _in_series(series: Compared, held: Mapping[int, StoredClaim], wording: Wording) -> Iterator[Disagreement]:
    """The worst pair of each two speakers, and the denials of figures that no claim states."""
    pairs: dict[tuple[bool, frozenset[str]], list[Tie]] = defaultdict(list)
    for ties in series.ties.values():
        for tie in ties:
            if tie.kind in KINDS and not _one_text(tie):
                speakers = frozenset((tie.earlier.figure.speaker, tie.later.figure.speaker))
                pairs[tie.kind in _REJECTIONS, speakers].append(tie)
    for ties in pairs.values():
        worst = min(ties, key=_severity)
        said = relation(worst, wording)
        first, second = held[said.earlier], held[said.later]
        yield Disagreement(
            said.kind, first, second, said.reason, _gap(worst.earlier, worst.later), len(ties) - 1, series.key.metric
        )
    for denial in series.denials:
        if not denial.targets and denial.repeats is None:
            claim = held[denial.measured.figure.claim]
            because = "{speaker} ({when}) denies {figure}, a figure that no claim states here."
            reason = wording.fill(because, denial.measured, denial.measured)
            yield Disagreement("denies", claim, claim, reason, None, 0, series.key.metric)


def _one_text(tie: Tie) -> bool:
    """Whether one speaker's two figures stand in one post, whose order nobody knows: no disagreement of anybody."""
    one, other = tie.earlier.figure, tie.later.figure
    return tie.kind == "open" and (one.speaker, one.entry) == (other.speaker, other.entry)


def _severity(tie: Tie) -> tuple[int, float, tuple[str, str, int, str, str]]:
    gap = 0.0 if tie.kind in _REJECTIONS else _gap(tie.earlier, tie.later)
    return KINDS.index(tie.kind), float("-inf") if gap is None else -gap, tie.later.figure.tie


def _gap(one: Measured, other: Measured) -> float | None:
    """The larger of two figures over the smaller; None over zero."""
    share = ratio(one, other)
    if not share:
        return None
    return max(share, 1 / share)


def _unlike(
    found: Iterable[Breakdown], held: Mapping[int, StoredClaim], wording: Wording, vocabulary: Vocabulary
) -> Iterator[Disagreement]:
    """For each series and speaker of a whole the figure that its parts explain least, by group and by place."""
    wholes: dict[tuple[object, ...], list[Breakdown]] = defaultdict(list)
    for each in found:
        figure = each.whole.figure
        wholes[figure.key, figure.speaker, each.by_place, each.kind].append(each)
    for alike in wholes.values():
        worst = max(alike, key=lambda each: (abs(each.rest), each.whole.figure.tie))
        first, second = _in_order(worst.parts[0], worst.whole, held)
        share = (worst.whole.figure.value or 0.0) / worst.total if worst.total else None
        share = 1 / share if share and share < 1 else share
        reason = worst.reason(wording, vocabulary)
        yield Disagreement(worst.kind, first, second, reason, share, len(alike) - 1, worst.whole.figure.key.metric)


def _in_two_currencies(
    series: Sequence[Compared], held: Mapping[int, StoredClaim], wording: Wording
) -> Iterator[Disagreement]:
    """Money in two currencies: not compared, which the answer says."""
    alike: dict[tuple[object, ...], list[Compared]] = defaultdict(list)
    for each in series:
        key = each.key
        if each.figures:
            alike[key.event, key.metric, key.group_kind, key.place, key.counting].append(each)
    for among in alike.values():
        for one, other in combinations(among, 2):
            earlier, later = sorted((_last(one), _last(other)), key=lambda each: each.figure.said or UNDATED)
            because = "{later} and {earlier} were not compared: they are in two currencies, and no rates were given."
            first, second = held[earlier.figure.claim], held[later.figure.claim]
            more = len(one.figures) * len(other.figures) - 1
            reason = wording.fill(because, later, earlier)
            yield Disagreement("not compared", first, second, reason, None, more, one.key.metric)


def _last(series: Compared) -> Measured:
    """The figure that stood last, else the last one."""
    return next((each for each in reversed(series.figures) if each.figure.claim not in series.ends), series.figures[-1])


def _in_order(one: Measured, other: Measured, held: Mapping[int, StoredClaim]) -> tuple[StoredClaim, StoredClaim]:
    """The claims of two figures, the one said first first."""
    first, second = sorted((one, other), key=lambda each: (each.figure.said or UNDATED, each.figure.tie))
    return held[first.figure.claim], held[second.figure.claim]
