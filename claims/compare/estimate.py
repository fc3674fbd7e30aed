"""Estimates: of each series the lowest, the chosen and the highest figure that stand, and all that was left out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from claims.compare.citing import sentence
from claims.compare.collecting import uncollected
from claims.compare.currencies import Exchange
from claims.compare.held import Held, held
from claims.compare.key import SeriesKey
from claims.compare.leaving_out import LeftOut, Sifting
from claims.compare.policies import About, Policy, policy_of
from claims.compare.reasons import Wording, phrase
from claims.compare.series import WINDOW
from claims.compare.telling import zone_of
from claims.compare.told import Told, ToldSeries, told_series
from claims.rates import Rates
from claims.records import Event, Source, StoredClaim
from claims.vocabulary import Profile, Vocabulary


@dataclass(frozen=True, slots=True)
class End:
    """A number of an estimate and the claim that gives it; `open` where more, or at the low end fewer, is left open."""

    number: float
    words: str
    open: bool
    claim: StoredClaim


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figure that a policy chose, a range by both ends, with the claim that gives it."""

    low: float
    high: float
    words: str
    claim: StoredClaim


@dataclass(frozen=True, slots=True)
class Independence:
    """How many stand behind an estimate: outlets that carried its series, speakers and sides that count in it."""

    outlets: int
    speakers: int
    sides: int
    unplaced: int
    """Speakers whose side is not known."""
    unattributed: int
    """Figures that count though nobody is credited with them."""

    def __str__(self) -> str:
        parts = [_counted(self.outlets, "outlet"), _counted(self.speakers, "speaker"), _counted(self.sides, "side")]
        if self.unplaced:
            parts.append(f"{self.unplaced} of no known side")
        if self.unattributed:
            parts.append(f"{self.unattributed} unattributed")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a series comes to; without ends where no figure stands.

    `low` and `high` are the lowest and the highest number stated by the latest standing claim of each speaker, `chosen`
    the one of them that the policy prefers, `why` says on what ground. `notes` name what a reader should know of.
    """

    key: SeriesKey
    low: End | None
    chosen: Chosen | None
    high: End | None
    counted: tuple[int, ...]
    """Ids of the claims that count."""
    left_out: tuple[LeftOut, ...]
    independence: Independence
    policy: str
    why: str
    notes: tuple[str, ...]


@uncollected()
def estimates(
    claims: Held | Iterable[StoredClaim],
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    event: Event | None = None,
    window: timedelta = WINDOW,
    rates: Rates | None = None,
    policy: str = "latest",
    sources: Mapping[str, Source] | None = None,
    asked: Collection[int] | None = None,
) -> tuple[Estimate, ...]:
    """An estimate of each series; `asked` are the ids of the claims that may count, all unless given.

    What figures do to each other is worked out over all claims: a denial holds whoever may count. Raises ClaimsError
    for a policy of no known name.
    """
    among, wording = held(claims), Wording(zone_of(event))
    estimating = Estimating(policy_of(policy), sources or {}, window, wording, vocabulary, rates)
    series = told_series(among, profile, vocabulary, event=event, window=window, asked=asked)
    made = [weighed for each in series if (weighed := estimating.of(each, asked)).counted or weighed.left_out]
    records = among.records({told.id for each in made for told in (each.low, each.chosen, each.high) if told})
    return tuple(_estimate(each, records, policy) for each in made)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An estimate before its claims are fetched."""

    key: SeriesKey
    low: Told | None
    chosen: Told | None
    high: Told | None
    counted: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    independence: Independence
    why: str
    notes: tuple[str, ...]


def _estimate(weighed: Weighed, records: Mapping[int, StoredClaim], policy: str) -> Estimate:
    chosen = weighed.chosen
    return Estimate(
        weighed.key,
        _end(weighed.low, records, low=True),
        Chosen(chosen.low, chosen.high, phrase(chosen.figure), records[chosen.id]) if chosen else None,
        _end(weighed.high, records, low=False),
        weighed.counted,
        weighed.left_out,
        weighed.independence,
        policy,
        weighed.why,
        weighed.notes,
    )


@dataclass(frozen=True, slots=True)
class Estimating:
    """What estimates of all series share."""

    chooses: Policy
    sources: Mapping[str, Source]
    window: timedelta
    wording: Wording
    vocabulary: Vocabulary
    rates: Rates | None = None

    def of(self, series: ToldSeries, asked: Collection[int] | None = None) -> Weighed:
        """The estimate of one series."""
        sifting = Sifting(series, asked, self.window, self.wording)
        counted = sifting.standing()
        preferred = max(
            (each for each in sifting.told if each.figure.rank == "preferred"),
            key=lambda each: each.moment,
            default=None,
        )
        left_out = sifting.left_out
        if preferred is not None:
            every = {each.id: each for each in (*counted, preferred)}
            counted = sorted(every.values(), key=lambda each: each.order)
            left_out = [each for each in left_out if each.id != preferred.id]
        chosen, why = self._chosen(preferred, counted, series.key)
        return Weighed(
            series.key,
            min(counted, key=_lowest, default=None),
            chosen,
            max(counted, key=_highest, default=None),
            tuple(each.id for each in counted),
            tuple(sorted(left_out, key=lambda each: each.id)),
            _independence(counted, sifting.told),
            why,
            (*self._notes(series.key, counted), *self._converted(chosen)),
        )

    def _chosen(self, preferred: Told | None, counted: Sequence[Told], key: SeriesKey) -> tuple[Told | None, str]:
        if preferred is not None:
            return preferred, "A person ranked it preferred."
        if not counted:
            return None, "No figure stands."
        credited = [each for each in counted if each.figure.attributed]
        about = About(key, self.sources)
        chosen, why = self.chooses(_one_each(credited or counted), about)
        return chosen, why if credited or chosen is None else f"{why} Nobody is credited with it."

    def _converted(self, chosen: Told | None) -> Iterator[str]:
        """The chosen sum in the reference currency of the rates."""
        if self.rates is None or chosen is None or chosen.figure.key.unit in (None, self.rates.reference):
            return
        exchange = Exchange(self.rates, self.wording.zone)
        made = exchange.converted(chosen.figure)
        if made is None or made.converted is None:
            yield f"{sentence(self.wording.cited(chosen.figure))} was not converted: {exchange.lacking(chosen.figure)}."
        else:
            yield made.converted.note

    def _notes(self, key: SeriesKey, counted: Iterable[Told]) -> Iterator[str]:
        if key.metric not in self.vocabulary.metrics:
            yield f"The vocabulary has no metric {key.metric}."
        for each in counted:
            cited = self.wording.cited(each.figure)
            if each.measured.interval.crossed:
                yield f"{cited} stands as written, its low end above its high end."
            if each.figure.said is None:
                yield f"No time is known for {cited}."


def _one_each(counted: Iterable[Told]) -> list[Told]:
    """Of each speaker the figure that says most exactly how many, of two as exact the one told last."""
    found: dict[str, Told] = {}
    for each in counted:
        known = found.get(each.figure.speaker)
        if known is None or each.width <= known.width:
            found[each.figure.speaker] = each
    return list(found.values())


def _lowest(told: Told) -> tuple[float, bool, bool, int]:
    """Orders low ends; of the same number what leaves fewer open, then what somebody is credited with, comes first."""
    return told.low, not told.or_fewer, not told.figure.attributed, -told.order


def _highest(told: Told) -> tuple[float, bool, bool, int]:
    return told.high, told.or_more, told.figure.attributed, told.order


def _end(told: Told | None, records: Mapping[int, StoredClaim], *, low: bool) -> End | None:
    if told is None:
        return None
    number, words, opened = end_of(told, low=low)
    return End(number, words, opened, records[told.id])


def end_of(told: Told, *, low: bool) -> tuple[float, str, bool]:
    """The number that a figure gives as the low or the high end, in words too, and whether it leaves more open."""
    number, opened = (told.low, told.or_fewer) if low else (told.high, told.or_more)
    words = phrase(told.figure)
    if opened or told.figure.value is None or told.figure.high is not None:
        stated = told.figure._replace(value=number, high=None, qualifier="exact")
        words = phrase(stated) + ((" or fewer" if low else " or more") if opened else "")
    return number, words, opened


def _independence(counted: Sequence[Told], told: Iterable[Told]) -> Independence:
    """Counts the outlets that carried what counts or repeats it, and the speakers of what counts."""
    speakers = {each.figure.speaker: each.figure.side for each in counted if each.figure.attributed}
    unattributed = sum(not each.figure.attributed for each in counted)
    outlets = {each.figure.publisher for each in told if each.figure.speaker in speakers}
    outlets |= {each.figure.publisher for each in counted}
    placed = set(filter(None, speakers.values()))
    unplaced = sum(side is None for side in speakers.values())
    return Independence(len(outlets), len(speakers), len(placed), unplaced, unattributed)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
