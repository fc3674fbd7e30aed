"""What stands at a moment of the sweep: each speaker's figures that nobody has denied, and who carried them."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count, islice
from typing import TypeAlias

from claims.compare.interval import Measured
from claims.compare.rounding import may_round, restates

UNDATED = datetime.max.replace(tzinfo=UTC)
"""Where figures without time stand: last."""
MET = 20
"""A figure meets the speakers who spoke last, so many at most, and the highest figure of the others."""

_LOOK_BACK = 20
"""How many of a speaker's figures are searched for one that holds for the same moment, or that is rounded."""
_ROUNDED_OF = 50
"""How many of the figures told last are searched for one that is rounded."""

Number: TypeAlias = float | str | None
"""A number, or the slug of a vague word."""


class Standing:
    """The figures of one series that stand; `ends` tells by claim id from when on a figure is denied.

    Asking and telling cost the same however many figures and speakers there are.
    """

    def __init__(self, ends: dict[int, datetime]) -> None:
        self._ends = ends
        self._told: dict[str, list[Measured]] = {}
        """By speaker, of those who spoke longest ago first."""
        self._last: deque[Measured] = deque(maxlen=_ROUNDED_OF)
        self._heights: list[tuple[float, int, Measured]] = []
        self._ranked = count()
        self._by_number: dict[Number, dict[str, list[Measured]]] = defaultdict(dict)
        """By number and speaker, of those who gave it longest ago first."""
        self._carriers: dict[int, set[str]] = {}
        self._speakers: dict[int, str] = {}
        self._due = sorted(((end, claim) for claim, end in ends.items()), reverse=True)
        """When figures fall by denials, the next one last."""
        self.origins: dict[int, Measured] = {}
        """What a figure only repeats, by claim id."""

    def advance(self, now: datetime) -> None:
        """Let fall what is denied by now; the moments come in order."""
        while self._due and self._due[-1][0] < now:
            speaker = self._speakers.get(self._due.pop()[1])
            if speaker is None or (told := self._told.get(speaker)) is None:
                continue
            before = len(told)
            latest = self._standing(told, now)
            if latest is None:
                del self._told[speaker]
            elif len(told) < before:
                self._rank(latest)

    def latest(self, speaker: str) -> Measured | None:
        """The speaker's latest figure that still stands."""
        told = self._told.get(speaker)
        return told[-1] if told else None

    def others(self, later: Measured) -> Iterator[Measured]:
        """The latest standing figures of those who spoke last but for the speaker, and the highest of all others."""
        me, level = later.figure.speaker, later.figure.level
        met = 0
        for speaker, told in reversed(self._told.items()):
            if speaker == me:
                continue
            met += 1
            if met > MET:
                break
            yield told[-1]
        else:
            return
        highest = None if level else self._highest()
        if highest is None or highest.figure.speaker == me:
            return
        latest = (speaker for speaker in reversed(self._told) if speaker != me)
        if highest.figure.speaker not in islice(latest, MET):
            yield highest

    def restated(self, later: Measured, now: datetime) -> Measured | None:
        """The speaker's earlier figure that the text gives for the very moment of the later one."""
        figure = later.figure
        if figure.stated_for is None:
            return None
        told = self._told.get(figure.speaker, [])[-_LOOK_BACK:]
        same = (each for each in reversed(told) if each.figure.stated_for == figure.stated_for)
        return next((each for each in same if self._stands(each, now)), None)

    def repeated(self, later: Measured, now: datetime, *, own: bool) -> Measured | None:
        """The latest figure of the speaker's own, or of somebody else, that the later one repeats.

        The same number is found however old it is, one that is rounded only among those told last.
        """
        me = later.figure.speaker
        speakers = self._by_number.get(number_of(later), {})
        same = self._latest_of(speakers, (me,) if own else islice(reversed(speakers), MET), later, now, own)
        if not may_round(later):
            return same
        told = self._told.get(me, [])[-_LOOK_BACK:] if own else self._last
        recent = (each for each in reversed(told) if (each.figure.speaker == me) == own and _may_meet(later, each))
        rounded = next((each for each in recent if restates(later, each) and self._stands(each, now)), None)
        return max(filter(None, (same, rounded)), key=_moment, default=None)

    def tell(self, measured: Measured) -> None:
        """Take a figure in as its speaker's latest."""
        figure = measured.figure
        for told in (self._told, self._by_number[number_of(measured)]):
            given = told.pop(figure.speaker, [])
            given.append(measured)
            told[figure.speaker] = given
        self._speakers[figure.claim] = figure.speaker
        self._last.append(measured)
        self._rank(measured)
        self.carry(measured, figure.publisher)

    def carry(self, measured: Measured, publisher: str) -> None:
        """Note that an outlet carried the figure."""
        self._carriers.setdefault(measured.figure.claim, set()).add(publisher)

    def carried(self, measured: Measured, publisher: str) -> bool:
        """Whether an outlet carried the figure."""
        return publisher in self._carriers.get(measured.figure.claim, ())

    def _rank(self, measured: Measured) -> None:
        if not measured.figure.level:
            heappush(self._heights, (-measured.core.ends[0], next(self._ranked), measured))

    def _highest(self) -> Measured | None:
        """The highest of the speakers' latest figures."""
        while self._heights:
            highest = self._heights[0][-1]
            if self.latest(highest.figure.speaker) is highest:
                return highest
            heappop(self._heights)
        return None

    def _stands(self, measured: Measured, now: datetime) -> bool:
        end = self._ends.get(measured.figure.claim)
        return end is None or end >= now

    def _standing(self, told: list[Measured], now: datetime) -> Measured | None:
        """The last of some figures that stands; those after it are forgotten."""
        while told and not self._stands(told[-1], now):
            told.pop()
        return told[-1] if told else None

    def _latest_of(
        self, by_speaker: dict[str, list[Measured]], speakers: Iterable[str], later: Measured, now: datetime, own: bool
    ) -> Measured | None:
        """The latest figure of some number that stands and is repeated; whoever has none left is forgotten."""
        gone, found = [], None
        for speaker in speakers:
            if (speaker == later.figure.speaker) != own or speaker not in by_speaker:
                continue
            latest = self._standing(by_speaker[speaker], now)
            if latest is None:
                gone.append(speaker)
            elif restates(later, latest):
                found = latest
                break
        for speaker in gone:
            del by_speaker[speaker]
        return found


def number_of(measured: Measured) -> Number:
    """The number, or the vague word."""
    return measured.figure.vague if measured.figure.value is None else measured.figure.value


def _may_meet(later: Measured, earlier: Measured) -> bool:
    """Whether a figure can restate another: outside of its core it does so only within one post."""
    value = earlier.figure.value
    low, _, high, _ = later.core.ends
    return value is None or low <= value <= high or earlier.figure.entry == later.figure.entry


def _moment(measured: Measured) -> tuple[datetime, tuple[str, str, int, str, str]]:
    return measured.figure.said or UNDATED, measured.figure.tie
