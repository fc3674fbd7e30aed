"""Records of speakers: who told how much, who was first, who updated and who corrected, and where figures settled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import TypeAlias

from claims.compare.collecting import uncollected
from claims.compare.estimate import Estimating
from claims.compare.held import Held, held, is_asked
from claims.compare.leaving_out import dependent, is_finer
from claims.compare.policies import policy_of
from claims.compare.reasons import Wording
from claims.compare.series import WINDOW, Compared, compare_figures, ratio
from claims.compare.telling import zone_of
from claims.compare.told import Told, ToldSeries, told_among
from claims.records import Event, Source, StoredClaim
from claims.vocabulary import Profile, Vocabulary


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """What one speaker told of an event; every number is that of the claims, by id, that it counts.

    A speaker is the body that a spokesperson acts as, or an outlet where nobody is credited (`attributed` is False).

    A series has *settled* at the figure that the policy chooses from all that stands (`claims estimate`), if two
    speakers at least told figures in it, for a cumulative count; a level never settles. `settled` holds, of the series
    that settled at somebody else's figure, the ids of the speaker's last figure in each, and `ratios` those over the
    figure that it settled at: 1 where the two overlap, below 1 where it told less, be it that it told early.
    """

    speaker: str
    name: str
    side: str | None
    attributed: bool
    claims: tuple[int, ...]
    """Claims credited to it that state a figure, told again or not."""
    statements: tuple[int, ...]
    """Those that are no echo: what it said itself, once."""
    series: int
    """Series in which it told figures."""
    shared: int
    """Those in which others did too: only there can it be first."""
    first: tuple[int, ...]
    """Its first figures in series that others told later; two at one moment are both first."""
    updates: tuple[int, ...]
    narrowed: tuple[int, ...]
    corrections: tuple[int, ...]
    withdrawals: tuple[int, ...]
    """Denials of figures of its own."""
    denials: tuple[int, ...]
    """Denials of figures of others, repeats of a denial aside."""
    denied: tuple[int, ...]
    """Figures of its own that others denied."""
    echoes: tuple[int, ...]
    """Figures of others that it passed on as its own."""
    possible_echoes: tuple[int, ...]
    behind: tuple[int, ...]
    """Figures of others that it repeated when they were outdated."""
    misreported: tuple[int, ...]
    """Figures that another outlet gives differently: nothing says that the speaker changed them."""
    outlets: int
    settled: tuple[int, ...]
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float | None:
        """The middle one of its ratios to where series settled."""
        return median(self.ratios) if self.ratios else None


@dataclass(slots=True)
class _Tally:
    """What has been found of a speaker so far: ids of claims by what they are counted as."""

    told: Told
    found: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    series: int = 0
    shared: int = 0
    outlets: set[str] = field(default_factory=set)
    ratios: list[float] = field(default_factory=list)

    def note(self, name: str, told: Told) -> None:
        """Count a claim as something."""
        self.found[name].append(told.id)

    def record(self, speaker: str, known: Source | None) -> SpeakerRecord:
        """The record of the speaker, under its name as a source where it is one."""
        figure = self.told.figure
        ids = {name: tuple(self.found[name]) for name in _COUNTED}
        return SpeakerRecord(
            speaker=speaker,
            name=known.name if known else figure.name,
            side=figure.side,
            attributed=figure.attributed,
            series=self.series,
            shared=self.shared,
            outlets=len(self.outlets),
            ratios=tuple(self.ratios),
            **ids,
        )


_COUNTED = (
    *("claims", "statements", "first", "updates", "narrowed", "corrections", "withdrawals", "denials", "denied"),
    *("echoes", "possible_echoes", "behind", "misreported", "settled"),
)
_CHANGES = {"updated": "updates", "corrected": "corrections", "narrowed": "narrowed"}
"""What a relation to a figure of one's own is counted as."""
_REPEATS = {"echo": "echoes", "behind": "behind"}
"""What a relation to a figure of somebody else is counted as."""


Tallies: TypeAlias = dict[tuple[str, bool], _Tally]
"""By speaker, and whether it is credited: an outlet may also be quoted by another."""


@uncollected()
def speaker_records(
    claims: Held | Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    policy: str = "latest",
    sources: Mapping[str, Source] | None = None,
    asked: Collection[int] | None = None,
    of: str | None = None,
) -> tuple[SpeakerRecord, ...]:
    """Each speaker's record, who told most first; `asked` are the ids of the claims that are counted, all unless given.

    `of` is the slug of a speaker whose record alone is made. Raises ClaimsError for a policy of no known name.
    """
    wording = Wording(zone_of(event))
    estimating = Estimating(policy_of(policy), sources or {}, window, wording, vocabulary)
    tallies: Tallies = {}
    compared = compare_figures(held(claims).figures(event), profile, vocabulary, event=event, window=window)
    for series in told_among((each for each in compared if of is None or _speaks(of, each)), asked):
        figures = [each for each in series.figures if is_asked(each.id, asked)]
        _count_figures(figures, series, tallies)
        _count_denials((each for each in series.denials if is_asked(each.id, asked)), tallies)
        _count_first(figures, series, tallies)
        _count_settled(figures, series, estimating, tallies)
    shown = ((slug, tally) for (slug, _), tally in tallies.items() if of in (None, slug))
    records = [tally.record(slug, (sources or {}).get(slug)) for slug, tally in shown]
    return tuple(sorted(records, key=lambda each: (-len(each.statements), -len(each.claims), each.speaker)))


def _speaks(slug: str, series: Compared) -> bool:
    figures = any(each.figure.speaker == slug for each in series.figures)
    return figures or any(each.measured.figure.speaker == slug for each in series.denials)


def _tally(told: Told, tallies: Tallies) -> _Tally:
    return tallies.setdefault((told.figure.speaker, told.figure.attributed), _Tally(told))


def _count_figures(figures: Sequence[Told], series: ToldSeries, tallies: Tallies) -> None:
    """What each figure is and does to others."""
    by_id = {each.id: each for each in series.figures}
    for told in figures:
        tally = _tally(told, tallies)
        tally.outlets.add(told.figure.publisher)
        counted = set(_as_what(told, by_id))
        denial = series.denied.get(told.id)
        if denial is not None and denial.measured.figure.speaker != told.figure.speaker:
            counted.add("denied")
        for tie in told.ties:
            earlier = by_id.get(tie.earlier.figure.claim)
            if tie.kind == "possible echo" and earlier is not None:
                repeating = dependent(told, earlier)
                _tally(repeating, tallies).note("possible_echoes", repeating)
        for name in ("claims", *counted):
            tally.note(name, told)
    for tally in {id(each): each for each in (_tally(told, tallies) for told in figures)}.values():
        tally.series += 1


def _as_what(told: Told, by_id: Mapping[int, Told]) -> Iterator[str]:
    """As what a figure is counted by its relations to earlier ones."""
    echo = False
    for tie in told.ties:
        earlier = by_id.get(tie.earlier.figure.claim)
        if earlier is None:
            continue
        own = earlier.figure.speaker == told.figure.speaker
        echo = echo or (tie.kind == "echo" and not is_finer(told, earlier))
        name = (_CHANGES if own else _REPEATS).get(tie.kind)
        if name is not None:
            yield name
        elif tie.kind == "misreport":
            yield "misreported"
    if not echo:
        yield "statements"


def _count_denials(denials: Iterable[Told], tallies: Tallies) -> None:
    for told in denials:
        kinds = {tie.kind for tie in told.ties}
        if "echo" not in kinds:
            own = "withdraws" in kinds or (told.figure.stance == "withdraws" and not kinds)
            _tally(told, tallies).note("withdrawals" if own else "denials", told)


def _count_first(figures: Sequence[Told], series: ToldSeries, tallies: Tallies) -> None:
    """Who was first, where others told figures too: before whom nobody is known to have told one."""
    if len({each.figure.speaker for each in series.figures}) < 2:
        return
    firsts: dict[str, Told] = {}
    for told in figures:
        firsts.setdefault(told.figure.speaker, told)
    known = [each.figure.dated.last for each in series.figures if each.figure.dated is not None]
    for told in firsts.values():
        tally = _tally(told, tallies)
        tally.shared += 1
        dated = told.figure.dated
        if dated is not None and min(known) >= dated.first - dated.lag:
            tally.note("first", told)


def _count_settled(figures: Sequence[Told], series: ToldSeries, estimating: Estimating, tallies: Tallies) -> None:
    """Each speaker's last figure over where the series settled."""
    speakers = {each.figure.speaker for each in series.figures}
    if len(speakers) < 2 or series.key.counting == "level":
        return
    settled = estimating.of(series).chosen
    if settled is None:
        return
    last: dict[str, Told] = {}
    for told in sorted(figures, key=lambda each: each.moment):
        if told.figure.speaker != settled.figure.speaker and told.figure.as_of is not None:
            last[told.figure.speaker] = told
    for told in last.values():
        share = ratio(settled.measured, told.measured)
        if share is not None:
            tally = _tally(told, tallies)
            tally.note("settled", told)
            tally.ratios.append(share)
