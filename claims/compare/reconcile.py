"""Whether figures add up: parts under totals, periods and additions between totals, totals that fall, odd ranges.

Of an event and those within it also whether what its parts came to fits under what was told of the whole.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from claims.compare.adding import Adding, Piece
from claims.compare.checks import KINDS, Check
from claims.compare.collecting import uncollected
from claims.compare.currencies import Exchange
from claims.compare.fitting import check_crossed, check_falls, check_parts, check_twofold
from claims.compare.held import Held, is_asked
from claims.compare.interval import Measure, Measured
from claims.compare.nested import check_nested
from claims.compare.reasons import Wording
from claims.compare.series import WINDOW
from claims.compare.telling import zone_of
from claims.compare.told import ToldSeries, told_series
from claims.rates import Rates
from claims.records import Event, StoredClaim
from claims.vocabulary import Profile, Vocabulary


@uncollected()
def reconcile(
    claims: Held | Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    rates: Rates | None = None,
    asked: Collection[int] | None = None,
    everything: bool = False,
    parents: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Check, ...]:
    """What does not add up, worst first; with `everything` also what fits.

    `asked` are the ids of claims of which each check names one at least, all unless given; `parents` names the event
    that holds an event, by slug.
    """
    wording = Wording(zone_of(event))
    measure = Measure(profile)
    told: dict[int, Measured] = {}
    found: list[Check] = []
    every = list(told_series(claims, profile, vocabulary, event=event, window=window))
    for series in every:
        beside = [Piece(measure(each), each.aside) for each in series.beside if each.aside and each.aside.stands]
        told |= {each.id: each.measured for each in (*series.figures, *series.denials)}
        told |= {each.id: each.measured for each in beside}
        found += _in_series(series, beside, wording)
    exchange = Exchange(rates, wording.zone) if rates else None
    found += check_parts(told, vocabulary, wording, measure, exchange)
    found += check_crossed(told, wording)
    found += check_nested(every, parents, wording)
    shown = (each for each in found if everything or each.kind != "fits")
    return tuple(sorted((each for each in shown if _is_asked(each, asked)), key=_badness))


def _in_series(series: ToldSeries, beside: Iterable[Piece], wording: Wording) -> Iterator[Check]:
    pieces = [each for each in beside if each.aside.scope in ("period", "additional")]
    yield from Adding(series, wording).check(pieces)
    yield from check_falls(series, wording)
    yield from check_twofold(series, wording)


def _is_asked(check: Check, asked: Collection[int] | None) -> bool:
    return any(is_asked(claim, asked) for claim in check.claims)


def _badness(check: Check) -> tuple[int, float, str]:
    return KINDS.index(check.kind), -abs(check.gap or 0.0), check.reason
