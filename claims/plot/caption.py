"""What is written about a chart: its title, how its marks are read, what was left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from textwrap import wrap

from claims.frames import Grounds
from claims.plot.drawing import Drawing, Panel
from claims.plot.figure_axis import FigureAxis
from claims.plot.texts import shown
from claims.printable import counted
from claims.times import clock_words

_TITLE, _LINE = 80, 132
"""Characters that fit across the chart."""
_LONGEST = 300
"""Characters of a title that are drawn."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what a chart rests, and what was asked for: the policy of the band if there is one, the filters in words."""

    grounds: Grounds
    policy: str | None = None
    only: tuple[str, ...] = ()


def title_lines(text: str) -> list[str]:
    """A title in lines that fit."""
    return wrap(shown(text, _LONGEST), _TITLE) or [""]


def caption_lines(
    drawing: Drawing, terms: Terms, zone: str, axes: Iterable[FigureAxis], *, cut: bool, aside: bool
) -> list[str]:
    """The caption in lines that fit: what it rests on, how to read it, what is not in it; `aside`: marks stepped."""
    paragraphs = (
        " ".join(_rests_on(drawing, terms, zone)),
        " ".join(_reading(drawing, {axis.kind for axis in axes}, cut, aside)),
        _left_out(drawing),
    )
    return [line for paragraph in paragraphs for line in wrap(shown(paragraph), _LINE)]


def _rests_on(drawing: Drawing, terms: Terms, zone: str) -> Iterator[str]:
    shown = len(drawing.marks)
    band = ""
    if any(panel.band for panel in drawing.panels):
        policy = f"policy {terms.policy}, as known at the time" if terms.policy else "as given"
        band = f"; grey: the estimate from low to high, its line the figure chosen ({policy})"
    grounds = terms.grounds
    now = "" if grounds.as_known_at or grounds.as_stored_at else ", as known now"
    yield f"{counted(shown, 'claim')} shown{now}. Intervals by profile {grounds.profile}{band}."
    if grounds.as_known_at:
        yield f"As known at {_until(grounds.as_known_at, zone)}."
    if grounds.as_stored_at:
        yield f"As stored at {_until(grounds.as_stored_at, zone)}."
    if terms.only:
        yield f"Only: {', '.join(terms.only)}."


def _reading(drawing: Drawing, scales: set[str], cut: bool, aside: bool) -> Iterator[str]:
    marks = drawing.marks
    if any(mark.low < mark.high for mark in marks):
        yield "Thin bars: what the words allow."
    if any(mark.open_low or mark.open_high for mark in marks):
        yield "An arrow: or more (or fewer); the bar ends at what was plausibly meant."
    if any(mark.echo and not mark.denial for mark in marks):
        yield "Hollow: an echo."
    if any(mark.denied for mark in marks):
        yield "Crossed out: denied."
    if any(mark.denial for mark in marks):
        yield "A cross alone: the denial."
    links = [link for panel in drawing.panels for link in panel.links]
    if any(not link.open for link in links):
        yield "Red bars join figures that disagree."
    if any(link.open for link in links):
        yield "Dashed red bars: disagreement or growth, open as yet."
    if aside:
        yield "Marks that would hide each other stand side by side."
    if cut:
        yield "Dotted line: time cut out."
    if "log" in scales:
        yield "Logarithmic scale."
    if "symlog" in scales:
        yield "Logarithmic scale with zero at its foot."


def _left_out(drawing: Drawing) -> str:
    def of_all(name: str) -> int:
        return sum(getattr(panel, name) for panel in drawing.panels)

    parts: list[str] = []
    if drawing.series_left_out:
        claims = counted(drawing.claims_left_out, "claim")
        parts.append(f"{drawing.series_left_out} more series ({claims})")
    if beside := of_all("beside"):
        parts.append(counted(beside, "part, period or addition", "parts, periods or additions"))
    if undated := of_all("undated"):
        parts.append(f"{counted(undated, 'claim')} without a time")
    if crowded := of_all("crowded"):
        parts.append(f"{counted(crowded, 'claim')}, echoes first, for want of room")
    if more := of_all("more_links"):
        parts.append(f"{counted(more, 'further pair')} that disagree")
    return f"Not drawn: {'; '.join(parts)}." if parts else ""


def _until(moment: datetime, zone: str) -> str:
    """A moment; midnight as the end of the day before: "9 Jan 2022 24:00"."""
    words = clock_words(moment, zone)
    return f"{clock_words(moment - timedelta(days=1), zone)[:-5]}24:00" if words.endswith(" 00:00") else words


def described(panel: Panel) -> str:
    """A panel in a sentence, for people who hear it read."""
    figures = [mark for mark in panel.marks if not mark.denial] or list(panel.marks)
    low, high = (choose(figures, key=lambda mark: mark.figure) for choose in (min, max))
    return f"{counted(len(panel.marks), 'claim')}, from {low.words} to {high.words}."
