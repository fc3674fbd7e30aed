"""The columns of histories and of figures that disagree."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claims.compare import Disagreement, SeriesHistory, Step, figure_words, phrase
from claims.frames.table import FLAG, ID, NUMBER, SLUG, TEXT, TIME, Column, Table, at
from claims.records import StoredClaim


@dataclass(frozen=True)
class HistoryLine:
    """A step of a history, with the series that it belongs to and the profile under which it was compared."""

    series: SeriesHistory
    step: Step
    profile: str

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """The reasons of all relations of the step, put into words once."""
        return tuple(relation.reason for relation in self.step.relations)


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Two figures that disagree, with the profile under which they were compared."""

    pair: Disagreement
    profile: str


def history_lines(histories: Iterable[SeriesHistory], profile: str) -> Iterable[HistoryLine]:
    """The steps of all series, series by series, in order of time."""
    return (HistoryLine(series, step, profile) for series in histories for step in series.steps)


def conflict_lines(disagreements: Iterable[Disagreement], profile: str) -> Iterable[ConflictLine]:
    """The disagreements, in their order."""
    return (ConflictLine(pair, profile) for pair in disagreements)


def _profile() -> Column:
    return Column("profile", SLUG, "how qualifiers were turned into intervals", lambda line: line.profile)


def _step(name: str, dtype: str, meaning: str, read: Callable[[Step], Any]) -> Column:
    return Column(name, dtype, meaning, lambda line: read(line.step))


def _key(name: str, meaning: str) -> Column:
    return Column(name, SLUG, meaning, lambda line: getattr(line.series.key, name))


def _telling(name: str, dtype: str, meaning: str) -> Column:
    """A column of the relation that tells most about a step; empty for a figure that meets no earlier one."""
    return Column(
        name, dtype, meaning, lambda line: getattr(line.step.relations[0], name) if line.step.relations else None
    )


HISTORY = Table(
    (
        _key("event", "slug of the event"),
        _key("metric", "what is counted"),
        _key("group_kind", "standard group"),
        _key("place", "gazetteer key of the place"),
        _key("unit", "currency, for money"),
        _key("counting", "cumulative or level"),
        _step("claim_id", ID, "the claim's number: `claims show ID`", lambda step: step.claim.id),
        _step(
            "said_at", TIME, "when the speaker said it, else when it was posted", lambda step: at(step.claim.said_at)
        ),
        _step(
            "said_at_exactness", SLUG, "how exact `said_at` is", lambda s: s.claim.said_at and s.claim.said_at.exactness
        ),
        _step("as_of", TIME, "the moment that the figure holds for", lambda step: at(step.claim.as_of)),
        _step("figure", TEXT, "qualifier and figure in words", lambda step: phrase(step.measured.figure)),
        _step("value", NUMBER, "the figure; the lower end of a range", lambda step: step.claim.value),
        _step("value_high", NUMBER, "the upper end of a range", lambda step: step.claim.value_high),
        _step("qualifier", SLUG, "qualifier of the figure", lambda step: step.claim.qualifier),
        _step("low", NUMBER, "lower end of the interval under the profile", lambda step: step.interval.low),
        _step("high", NUMBER, "upper end; empty where unbounded", lambda step: step.interval.high),
        _step("low_closed", FLAG, "the lower end belongs to the interval", lambda step: step.interval.low_closed),
        _step("high_closed", FLAG, "the upper end belongs to the interval", lambda step: step.interval.high_closed),
        _step("core_low", NUMBER, "lower end of what was plausibly meant", lambda step: step.core.low),
        _step("core_high", NUMBER, "upper end of what was plausibly meant", lambda step: step.core.high),
        _step(
            "speaker",
            TEXT,
            "who the text credits; empty: the outlet's own voice",
            lambda step: step.claim.attributed_to,
        ),
        _step("side", SLUG, "the speaker's side", lambda step: step.claim.side),
        _step("denied", FLAG, "the speaker denies or takes back the figure", lambda step: step.claim.denied),
        _step("via", TEXT, "who passed it on, says the text", lambda step: step.claim.via),
        _step("publisher", TEXT, "who published it", lambda step: step.claim.publisher),
        _telling("kind", SLUG, "what the figure does to the earlier one it says most about; denied: what befalls it"),
        _telling("earlier", ID, "id of that earlier claim"),
        _telling("ratio", NUMBER, "later figure over earlier"),
        _telling("late", FLAG, "said after the event's end"),
        Column("reason", TEXT, "why, in one sentence", lambda line: line.reasons[0] if line.reasons else None),
        Column(
            "reasons",
            TEXT,
            "the reasons of all its relations to earlier figures that stood",
            lambda line: line.reasons,
        ),
        _step("quote", TEXT, "the words that carry the figure", lambda step: step.claim.quote),
        _step("url", TEXT, "address of the page", lambda step: step.claim.url),
        _profile(),
    )
)


def _party(side: str) -> tuple[Column, ...]:
    """The columns of one of two figures that disagree: side is "first" or "second"."""

    def column(name: str, dtype: str, meaning: str, read: Callable[[StoredClaim], Any]) -> Column:
        return Column(
            f"{side}_{name}", dtype, f"{meaning} of the {side} figure", lambda line: read(getattr(line.pair, side))
        )

    return (
        column("id", ID, "claim id", lambda claim: claim.id),
        column("figure", TEXT, "words", figure_words),
        column("value", NUMBER, "value", lambda claim: claim.value),
        column("group_kind", SLUG, "standard group", lambda claim: claim.group_kind),
        column("place", SLUG, "place", lambda claim: claim.place),
        column("speaker", TEXT, "speaker", lambda claim: claim.attributed_to),
        column("publisher", TEXT, "publisher", lambda claim: claim.publisher),
        column("said_at", TIME, "time", lambda claim: at(claim.said_at)),
        column("quote", TEXT, "quote", lambda claim: claim.quote),
    )


CONFLICTS = Table(
    (
        Column(
            "kind",
            SLUG,
            "denies, withdraws, conflict, misreport, exceeds, open, unexplained, close, not compared",
            lambda line: line.pair.kind,
        ),
        Column("metric", SLUG, "what is counted", lambda line: line.pair.metric),
        *_party("first"),
        *_party("second"),
        Column("ratio", NUMBER, "larger figure over smaller", lambda line: line.pair.ratio),
        Column(
            "more", ID, "how many more pairs of these two speakers disagree in the series", lambda line: line.pair.more
        ),
        Column("reason", TEXT, "why, in one sentence", lambda line: line.pair.reason),
        _profile(),
    )
)
