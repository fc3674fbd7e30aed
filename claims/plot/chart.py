"""A drawing as an altair chart: a panel a series, all texts of pages only ever data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from claims.compare.lattice import series_label
from claims.errors import ClaimsError
from claims.plot.caption import Terms, caption_lines, described, title_lines
from claims.plot.colours import RED, UNATTRIBUTED, Look, looks
from claims.plot.drawing import Drawing, Link, Mark, Panel
from claims.plot.figure_axis import FigureAxis, figure_axis, number_words
from claims.plot.labels import SIDES, Box, Spot, label_sides, on_line
from claims.plot.stepping import stepped
from claims.plot.time_axis import ACROSS, WIDTH, Tick, TimeAxis, time_axis
from claims.records import Event
from claims.vocabulary import Vocabulary

_FONT = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
_GREY, _DARK = "#666666", "#222222"
_HEIGHTS = {1: 300, 2: 210}
_LOW = 150
"""Height of a panel where there are more than two."""
_LABELLED = 40
"""Figures are written beside the marks of panels with no more marks than these."""
_MANY, _FEW = 60, 6
"""Marks from which on they are drawn small; links below which they are drawn thick."""
_CLEAR = 9
"""Pixels from the middle of a mark to where an arrow is seen."""
_CROSS = "M-1,-1L1,1M-1,1L1,-1"
_NUMBERS = 64
"""Pixels for the numbers beside the axis, the same for all panels, so that they stand below each other."""
_PLACES: dict[str, dict[str, Any]] = {
    "above": {"align": "center", "baseline": "bottom", "dy": -8},
    "right": {"align": "left", "baseline": "middle", "dx": 9},
    "left": {"align": "right", "baseline": "middle", "dx": -9},
    "below": {"align": "center", "baseline": "top", "dy": 8},
}
_TOOLTIP = {
    "words": "figure",
    "quote": "quote",
    "name": "speaker",
    "publisher": "publisher",
    "when": "time",
    "reason": "beside others",
    "claim": "claim",
}
_TOLD = [alt.Tooltip(f"{name}:N", title=title) for name, title in _TOOLTIP.items()]


@debug_mode(False)
def chart(drawing: Drawing, event: Event, metric: str, vocabulary: Vocabulary, terms: Terms) -> alt.VConcatChart:
    """The chart of a drawing: its title, the legend, the panels, the caption; raises ClaimsError for an empty one."""
    if not drawing.panels:
        raise ClaimsError(
            f"No {metric} figures with a time fit; `claims list --event {event.slug}` shows what there is."
        )
    across = time_axis((mark.said for mark in drawing.marks), event.zone)
    frames = list(_frames(drawing, across))
    label = vocabulary.metrics[metric].label if metric in vocabulary.metrics else metric
    aside = any(frame.places[mark.claim] != across.place(mark.said) for frame in frames for mark in frame.panel.marks)
    caption = caption_lines(
        drawing, terms, event.zone, (frame.up for frame in frames), cut=bool(across.cuts), aside=aside
    )
    panels = [frame.chart(series_label(frame.panel.key, vocabulary)) for frame in frames]
    title = alt.TitleParams(
        title_lines(f"{event.title}: {label}"), anchor="start", frame="group", fontSize=17, offset=10, color=_DARK
    )
    config = alt.Config(
        font=_FONT,
        background="white",
        padding={"left": 8, "top": 10, "right": 14, "bottom": 8},
        view=alt.ViewConfig(stroke=None),
    )
    return alt.VConcatChart(vconcat=[*panels, _written_below(caption)], spacing=14, title=title, config=config)


def _frames(drawing: Drawing, across: TimeAxis) -> Iterator["Frame"]:
    """The panels of a drawing, each with its axis of figures, over one axis of time."""
    palette = looks(((mark.speaker, credited(mark)) for mark in drawing.marks), drawing.speakers)
    height = _HEIGHTS.get(len(drawing.panels), _LOW)
    for order, panel in enumerate(drawing.panels, 1):
        up = _up(panel)
        places = _places(panel, across, up, height)
        yield Frame(panel, across, up, palette, places, height, order, last=order == len(drawing.panels))


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel with the axes on which it is drawn."""

    panel: Panel
    across: TimeAxis
    up: FigureAxis
    palette: dict[str, Look]
    places: dict[int, float]
    """By claim how far from the left its mark stands."""
    height: int
    order: int
    """Its place from the top."""
    last: bool
    """Whether it is the lowest, which says what the axis shows."""

    def chart(self, title: str) -> alt.LayerChart:
        """All layers of the panel, the band behind, the figures in words in front."""
        marks = self.panel.marks
        layers = [
            *self._band(),
            *self._cuts(),
            *self._links([link for link in self.panel.links if not link.open], "solid"),
            *self._links([link for link in self.panel.links if link.open], "dashed"),
            *self._bars([mark for mark in marks if mark.low < mark.high and not mark.denial]),
            self._points([mark for mark in marks if not mark.denial]),
            *self._crosses([mark for mark in marks if mark.denied], "denied"),
            *self._crosses([mark for mark in marks if mark.denial], "denial"),
            *self._words(),
        ]
        written = alt.TitleParams(
            title_lines(title), anchor="start", frame="group", fontSize=12.5, color=_DARK, offset=8
        )
        size: dict[str, Any] = {"width": WIDTH, "height": self.height}
        return alt.LayerChart(layer=layers, title=written, description=described(self.panel), **size)

    # The layers

    def _points(self, marks: Sequence[Mark]) -> alt.Chart:
        every = list({look.label: look for look in self.palette.values()}.values())
        names = [look.label for look in every]
        columns = max(1, min(4, len(names), 780 // ceil(6.3 * max(map(len, names)) + 34)))
        legend = alt.Legend(
            orient="top", columns=columns, title=None, labelLimit=420, labelFontSize=12, symbolSize=70, rowPadding=4
        )
        colours = alt.Scale(domain=names, range=[look.colour for look in every])
        shapes = alt.Scale(domain=names, range=[look.shape for look in every])
        base = alt.Chart(_data([self._row(mark) for mark in marks]), name=f"claims_{self.order}").encode(
            x=self._x(),
            y=self._y(),
            fill=alt.Fill("look:N", scale=colours, legend=legend),
            stroke=alt.Stroke("look:N", scale=colours, legend=legend),
            shape=alt.Shape("look:N", scale=shapes, legend=legend),
            fillOpacity=alt.FillOpacity("solid:Q", scale=None, legend=None),
            tooltip=_TOLD,
        )
        points: alt.Chart = base.mark_point(size=26 if len(marks) > _MANY else 62, strokeWidth=1.6, opacity=0.9)
        return points

    def _bars(self, marks: Sequence[Mark]) -> Iterable[alt.Chart]:
        if not marks:
            return
        yield (
            alt.Chart(_data([self._row(mark) for mark in marks]))
            .mark_rule(strokeWidth=1.3, opacity=0.75)
            .encode(x=self._x(), y=self._y("low"), y2="high:Q", color=alt.Color("colour:N", scale=None, legend=None))
        )
        for end, shape in (("high", "triangle-up"), ("low", "triangle-down")):
            if rows := [
                {**self._row(mark), end: self._arrow(mark, end)} for mark in marks if getattr(mark, f"open_{end}")
            ]:
                yield (
                    alt.Chart(_data(rows))
                    .mark_point(shape=shape, filled=True, size=22, opacity=0.9)
                    .encode(x=self._x(), y=self._y(end), color=alt.Color("colour:N", scale=None, legend=None))
                )

    def _crosses(self, marks: Sequence[Mark], kind: str) -> Iterable[alt.Chart]:
        if marks:
            colour = alt.Color("colour:N", scale=None, legend=None) if kind == "denial" else alt.value(_DARK)
            yield (
                alt.Chart(_data([self._row(mark) for mark in marks]), name=f"{kind}_{self.order}")
                .mark_point(
                    shape=_CROSS,
                    size=90 if kind == "denial" else 150,
                    strokeWidth=2 if kind == "denial" else 1.5,
                    filled=False,
                )
                .encode(x=self._x(), y=self._y(), color=colour, tooltip=_TOLD)
            )

    def _links(self, links: Sequence[Link], kind: str) -> Iterable[alt.Chart]:
        rows = [
            {
                "x": self.places[link.first.claim],
                "x2": self.places[link.second.claim],
                "figure": self.up.within(link.first.figure),
                "figure2": self.up.within(link.second.figure),
                "first": link.first.claim,
                "second": link.second.claim,
                "reason": link.reason,
            }
            for link in links
        ]
        if rows:
            yield (
                alt.Chart(_data(rows), name=f"{kind}_{self.order}")
                .mark_rule(
                    color=RED,
                    strokeWidth=3 if len(self.panel.links) < _FEW else 2,
                    opacity=0.45,
                    strokeDash=[5, 4] if kind == "dashed" else alt.Undefined,
                )
                .encode(
                    x=self._x(),
                    x2="x2:Q",
                    y=self._y(),
                    y2="figure2:Q",
                    tooltip=[
                        alt.Tooltip("reason:N", title="why they disagree"),
                        alt.Tooltip("first:N", title="claim"),
                        alt.Tooltip("second:N", title="and claim"),
                    ],
                )
            )

    def _band(self) -> Iterable[alt.Chart]:
        if not self.panel.band:
            return
        rows = list(self._steps())
        base = alt.Chart(_data(rows), name=f"band_{self.order}").encode(x=self._x(), detail="run:N")
        yield base.mark_area(interpolate="step-after", color="#808080", opacity=0.17, line=False).encode(
            y=self._y("low"), y2="high:Q"
        )
        if chosen := [row for row in rows if row["chosen"] is not None]:
            line = alt.Chart(_data(chosen)).encode(x=self._x(), detail="run:N")
            yield line.mark_line(interpolate="step-after", color="#b0b0b0", strokeWidth=1.4).encode(y=self._y("chosen"))

    def _steps(self) -> Iterator[dict[str, Any]]:
        """The steps of the band in runs; a run ends where no figure stands any longer."""
        at = [self.across.place(point.at) for point in self.panel.band]
        run = 0
        for point, x, until in zip(self.panel.band, at, [*at[1:], ACROSS], strict=True):
            if point.low is None or point.high is None:
                run += 1
                continue
            chosen = None if point.chosen is None else self.up.within(point.chosen)
            step = {"run": run, "low": self.up.within(point.low), "high": self.up.within(point.high), "chosen": chosen}
            yield {"x": x, **step}
            yield {"x": until, **step}

    def _cuts(self) -> Iterable[alt.Chart]:
        if cuts := self.across.cuts:
            base = alt.Chart(_data([{"x": cut.at, "words": cut.words} for cut in cuts]))
            yield base.mark_rule(strokeDash=[2, 3], color="#aaaaaa").encode(x=self._x())
            yield base.mark_text(
                angle=270, dx=0, dy=-4, baseline="bottom", color=_GREY, fontSize=11, fontStyle="italic"
            ).encode(x=self._x(), y=alt.value(self.height / 2), text="words:N")

    def _words(self) -> Iterable[alt.Chart]:
        marks = self.panel.marks
        if len(marks) > _LABELLED:
            return
        lines = [box for link in self.panel.links for box in self._line(link)]
        spots = [self._spot(mark) for mark in marks]
        sides = label_sides(spots, WIDTH, self.height, lines, tuple(self._chosen()))
        for side in SIDES:
            if rows := [self._row(mark) for mark, at in zip(marks, sides, strict=True) if at == side]:
                base = alt.Chart(_data(rows)).encode(x=self._x(), y=self._y(), text="words:N")
                yield base.mark_text(fontSize=11, stroke="white", strokeWidth=3, opacity=0.85, **_PLACES[side])
                yield base.mark_text(fontSize=11, color=_DARK, **_PLACES[side])

    # What the layers share

    def _row(self, mark: Mark) -> dict[str, Any]:
        look = self.palette[mark.speaker]
        return {
            "x": self.places[mark.claim],
            "figure": self.up.within(mark.figure),
            "low": self.up.within(mark.low),
            "high": self.up.within(mark.high),
            "look": look.label,
            "colour": look.colour,
            "solid": 0 if mark.echo else 1,
            "said_at": mark.said.isoformat(),
            **{name: getattr(mark, name) for name in _TOOLTIP},
            "name": credited(mark),
        }

    def _spot(self, mark: Mark) -> Spot:
        at = self._top(mark.figure)
        high, low = (
            self._top(self._arrow(mark, end) if getattr(mark, f"open_{end}") else getattr(mark, end))
            for end in ("high", "low")
        )
        ends = (at, at) if mark.denial else (high, low)
        return Spot(self.places[mark.claim] * WIDTH / ACROSS, at, *ends, "" if mark.denial else mark.words)

    def _chosen(self) -> Iterator[Box]:
        """What the line of the estimate covers."""
        for one, other in pairwise(self._steps() if self.panel.band else ()):
            if one["run"] == other["run"] and None not in (one["chosen"], other["chosen"]):
                at, until = (each["x"] * WIDTH / ACROSS for each in (one, other))
                yield from on_line(at, self._top(one["chosen"]), until, self._top(other["chosen"]))

    def _line(self, link: Link) -> Iterable[Box]:
        ends = [self._spot(mark) for mark in (link.first, link.second)]
        return on_line(ends[0].x, ends[0].y, ends[1].x, ends[1].y)

    def _top(self, figure: float) -> float:
        """Pixels from the top of the panel."""
        return self.height * (1 - self.up.height(figure))

    def _arrow(self, mark: Mark, end: str) -> float:
        """Where the arrow of an open end stands: at the end of the bar, but never under the mark."""
        away = -_CLEAR if end == "high" else _CLEAR
        tops = self._top(getattr(mark, end)), self._top(mark.figure) + away
        top = min(tops) if end == "high" else max(tops)
        return self.up.within(self.up.figure(1 - top / self.height))

    def _x(self) -> alt.X:
        ticks = self.across.ticks
        axis = alt.Axis(
            values=[tick.at for tick in ticks],
            labelExpr=_lookup(ticks),
            title=self.across.title if self.last else None,
            titleAnchor="end",
            titleFontWeight="normal",
            titleFontSize=11,
            titleColor=_GREY,
            labelFontSize=11,
            labelOverlap=False,
            labelFlush=False,
            grid=False,
            domainColor="#888888",
            tickColor="#888888",
        )
        return alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[0, ACROSS], nice=False, zero=False))

    def _y(self, field: str = "figure") -> alt.Y:
        up = self.up
        axis = alt.Axis(
            values=list(up.ticks),
            labelExpr=_lookup([Tick(tick, number_words(tick)) for tick in up.ticks]),
            title=None,
            labelFontSize=11,
            labelOverlap=False,
            minExtent=_NUMBERS,
            maxExtent=_NUMBERS,
            gridColor="#e6e6e6",
            domain=False,
            ticks=False,
        )
        scale = alt.Scale(
            type=up.kind,
            domain=[up.low, up.high],
            nice=False,
            constant=up.foot if up.kind == "symlog" else alt.Undefined,
            zero=False if up.kind == "linear" else alt.Undefined,
        )
        return alt.Y(f"{field}:Q", axis=axis, scale=scale)


def credited(mark: Mark) -> str:
    """Who says so; of an outlet's own figure that nobody is credited with it."""
    return mark.name if mark.attributed else f"{mark.name}{UNATTRIBUTED}"


def _up(panel: Panel) -> FigureAxis:
    """The axis that holds a panel's figures, bars and band."""
    ends = [mark.high for mark in panel.marks if not mark.denial]
    return figure_axis((mark.figure for mark in panel.marks), [*ends, *(point.high or 0 for point in panel.band)])


def _places(panel: Panel, across: TimeAxis, up: FigureAxis, height: int) -> dict[int, float]:
    """Where marks stand: what is stated at its time, an echo or denial that would hide another beside it."""
    ordered = sorted(panel.marks, key=lambda mark: mark.echo or mark.denial)
    wanted = [
        (across.place(mark.said) * WIDTH / ACROSS, height * (1 - up.height(up.within(mark.figure)))) for mark in ordered
    ]
    found = stepped(wanted, WIDTH)
    return {mark.claim: round(x * ACROSS / WIDTH, 1) for mark, x in zip(ordered, found, strict=True)}


def _lookup(ticks: Iterable[Tick]) -> str:
    """An expression that writes our own words at our own numbers; nothing of a page is in it."""
    pairs = ", ".join(f"'{tick.at}': '{tick.words}'" for tick in ticks)
    return f"{{{pairs}}}[datum.value]"


def _data(rows: list[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=rows)


def _written_below(lines: list[str]) -> alt.Chart:
    """The caption: a chart of no height whose title it is."""
    title = alt.TitleParams(
        lines, anchor="start", frame="group", fontSize=11, fontWeight="normal", color=_GREY, lineHeight=15, offset=0
    )
    base = alt.Chart(_data([{}]), width=WIDTH, height=1, title=title)
    nothing: alt.Chart = base.mark_point(opacity=0, size=0, tooltip=None)
    return nothing
