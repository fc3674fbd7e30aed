"""What a chart shows: each claim as a mark with its interval, what disagrees as links, each series as a panel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.compare import Disagreement, Figure, SeriesHistory, SeriesKey, Step, figure_of, figure_words
from claims.plot.texts import shown
from claims.records import Event, StoredClaim
from claims.times import time_words

PANELS = 6
"""So many series are drawn, the largest first."""
MARKS = 2000
"""So many marks a panel holds; of more, echoes go first, then as many as need be, evenly."""
LINKS = 12
"""So many bars join figures that disagree in a panel, the worst."""

_DISAGREEING = frozenset({"denies", "withdraws", "conflict", "misreport", "exceeds", "open"})
_ECHOES = frozenset({"echo", "possible echo"})
_BELOW = frozenset({"at_most", "fewer_than"})
_QUOTE = 300
"""Characters of a text that a mark shows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim as it is drawn; `low` and `high` are the ends of its bar, open where the words leave more open."""

    claim: int
    said: datetime
    figure: float
    low: float
    high: float
    open_low: bool
    open_high: bool
    speaker: str
    """Key of the speaker: who is compared, and whether anybody is credited."""
    name: str
    attributed: bool
    """Whether anybody is credited: else the speaker is the outlet."""
    publisher: str
    words: str
    when: str
    quote: str
    reason: str
    echo: bool
    denied: bool
    """Whether somebody denies the figure."""
    denial: bool
    """Whether the speaker does: no figure of the series, but a mark of where it was denied."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two marks that disagree, and why; `open` where it can't be told yet whether they do."""

    first: Mark
    second: Mark
    open: bool
    reason: str


@dataclass(frozen=True, slots=True)
class BandPoint:
    """What an estimate came to as known at a moment: lowest, chosen and highest figure; none where no figure stands."""

    at: datetime
    low: float | None
    high: float | None
    chosen: float | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One series as it is drawn, with the number of its claims that are not."""

    key: SeriesKey
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    band: tuple[BandPoint, ...]
    undated: int
    crowded: int
    """Claims left out because there are more than can be drawn."""
    beside: int
    """Parts, periods, additions: no figures of the series itself."""
    more_links: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The panels of a chart, the largest first, and what was left out of it."""

    panels: tuple[Panel, ...]
    series_left_out: int
    claims_left_out: int
    """Claims of the series that are not drawn."""
    speakers: tuple[str, ...] = ()
    """Keys of all who speak in the event, in an order that stays: it gives them their colours."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, in the order of their times."""
        return tuple(sorted((mark for panel in self.panels for mark in panel.marks), key=lambda mark: mark.said))


Band = Mapping[SeriesKey, Sequence[BandPoint]]
"""What each series came to, in the order of time."""


def draw(
    histories: Iterable[SeriesHistory],
    disagreements: Iterable[Disagreement],
    event: Event,
    band: Band | None = None,
    figures: Iterable[Figure] = (),
) -> Drawing:
    """What a chart of these histories shows; series in which no claim has a time are left out with their claims.

    `figures` are all of the event, whatever they count: who speaks in them keeps a colour over all its charts.
    """
    disagreeing = [pair for pair in disagreements if pair.kind in _DISAGREEING]
    panels = [_panel(each, disagreeing, event, (band or {}).get(each.key, ())) for each in histories]
    ordered = sorted(panels, key=lambda panel: -len(panel.marks))
    drawn = tuple(panel for panel in ordered[:PANELS] if panel.marks)
    rest = ordered[len(drawn) :]
    left_out = sum(len(panel.marks) + panel.undated + panel.crowded + panel.beside for panel in rest)
    speakers = (_speaker(figure) for figure in sorted(figures, key=lambda figure: figure.claim))
    return Drawing(drawn, len(rest), left_out, tuple(dict.fromkeys(speakers)))


def _panel(
    history: SeriesHistory, disagreeing: Iterable[Disagreement], event: Event, band: Sequence[BandPoint]
) -> Panel:
    made = [_mark(step, event) for step in history.steps]
    dated = [mark for mark in made if mark is not None]
    marks = {mark.claim: mark for mark in _fitting(dated)}
    links = [
        Link(marks[pair.first.id], marks[pair.second.id], pair.kind == "open", shown(pair.reason))
        for pair in disagreeing
        if pair.first.id in marks and pair.second.id in marks and pair.first.id != pair.second.id
    ]
    return Panel(
        key=history.key,
        marks=tuple(marks.values()),
        links=tuple(links[:LINKS]),
        band=tuple(band),
        undated=len(made) - len(dated),
        crowded=len(dated) - len(marks),
        beside=len(history.beside),
        more_links=max(len(links) - LINKS, 0),
    )


def _fitting(marks: list[Mark]) -> list[Mark]:
    """As many marks as a panel holds."""
    if len(marks) <= MARKS:
        return marks
    origins = [mark for mark in marks if not mark.echo]
    if len(origins) <= MARKS:
        return origins
    return [origins[at * len(origins) // MARKS] for at in range(MARKS)]


def _mark(step: Step, event: Event) -> Mark | None:
    """The mark of a claim; None where no time of it is known."""
    claim = step.claim
    figure = figure_of(claim, event)
    if figure.said is None:
        return None
    core, interval = step.core.hull, step.interval.hull
    core_high = interval.low if core.high is None else core.high
    open_low, open_high = claim.qualifier in _BELOW, interval.high is None
    low = core.low if open_low else interval.low
    high = max(low, core_high) if interval.high is None else interval.high
    return Mark(
        claim=claim.id,
        said=figure.said,
        figure=_stands_at(claim, low, high),
        low=low,
        high=high,
        open_low=open_low,
        open_high=open_high,
        speaker=_speaker(figure),
        name=shown(figure.name),
        attributed=figure.attributed,
        publisher=shown(claim.publisher or claim.url, _QUOTE),
        words=shown(figure_words(claim), _QUOTE),
        when=time_words(claim.said_at or claim.posted_at, event.zone).removesuffix("?"),
        quote=shown(claim.quote, _QUOTE),
        reason=shown(f"{step.relations[0].kind}: {step.relations[0].reason}") if step.relations else "",
        echo=any(relation.kind in _ECHOES for relation in step.relations),
        denied=step.ended,
        denial=claim.denied,
    )


def _speaker(figure: Figure) -> str:
    return f"{figure.speaker}{'' if figure.attributed else ', unattributed'}"


def _stands_at(claim: StoredClaim, low: float, high: float) -> float:
    """The number that was said; of a range or a vague word the middle."""
    if claim.value is None or claim.value_high is not None:
        return (low + high) / 2
    return float(claim.value)
