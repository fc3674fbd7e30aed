"""The columns of estimates, of speakers' records and of what does not add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.compare import Check, Estimate, SeriesKey, SpeakerRecord
from claims.frames.table import FLAG, ID, NUMBER, SLUG, TEXT, TIME, Column, Table, at


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a comparison rests: its profile, and what was known or stored at all."""

    profile: str
    as_known_at: datetime | None = None
    as_stored_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """An estimate with its grounds."""

    estimate: Estimate
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker's record with its grounds, and the policy that says where series settled."""

    record: SpeakerRecord
    policy: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check of figures that should add up, with its grounds."""

    check: Check
    grounds: Grounds


def estimate_lines(estimates: Iterable[Estimate], grounds: Grounds) -> Iterable[EstimateLine]:
    """The estimates, in their order."""
    return (EstimateLine(each, grounds) for each in estimates)


def speaker_lines(records: Iterable[SpeakerRecord], policy: str, grounds: Grounds) -> Iterable[SpeakerLine]:
    """The records, in their order."""
    return (SpeakerLine(each, policy, grounds) for each in records)


def check_lines(checks: Iterable[Check], grounds: Grounds) -> Iterable[CheckLine]:
    """The checks, in their order."""
    return (CheckLine(each, grounds) for each in checks)


def whole(number: float | None) -> int | float | None:
    """A number, a count as an integer."""
    return int(number) if number is not None and number == int(number) else number


def ids(claims: Iterable[int]) -> tuple[str, ...]:
    """Ids of claims, as `claims show` takes them."""
    return tuple(str(each) for each in claims)


def _grounds() -> tuple[Column, ...]:
    return (
        Column("profile", SLUG, "how qualifiers were turned into intervals", lambda line: line.grounds.profile),
        Column("as_known_at", TIME, "what was public then; empty: all", lambda line: line.grounds.as_known_at),
        Column("as_stored_at", TIME, "what the database held then; empty: all", lambda line: line.grounds.as_stored_at),
    )


_KEY = {
    "event": "slug of the event",
    "metric": "what is counted",
    "group_kind": "standard group",
    "place": "gazetteer key of the place",
    "unit": "currency, for money",
    "counting": "cumulative or level",
}


def _key(of: str) -> tuple[Column, ...]:
    def column(name: str, meaning: str) -> Column:
        def read(line: Any) -> Any:
            key: SeriesKey = getattr(line, of).key
            return getattr(key, name)

        return Column(name, SLUG, meaning, read)

    return tuple(column(name, meaning) for name, meaning in _KEY.items())


def _of(name: str, dtype: str, meaning: str, *path: str) -> Column:
    """A column read along a path of fields of an estimate; empty where one of them is."""

    def read(line: EstimateLine) -> Any:
        found: Any = line.estimate
        for step in path:
            found = None if found is None else getattr(found, step)
        if dtype == NUMBER:
            return whole(found)
        return at(found) if dtype == TIME else found

    return Column(name, dtype, meaning, read)


def _end(side: str, which: str) -> tuple[Column, ...]:
    return (
        _of(side, NUMBER, f"the {which} number that stands", side, "number"),
        _of(f"{side}_figure", TEXT, f"the {which} figure in words", side, "words"),
        _of(f"{side}_open", FLAG, f"it may be {'fewer' if side == 'low' else 'more'}, say its words", side, "open"),
        _of(f"{side}_id", ID, f"id of the claim that gives the {which} figure", side, "claim", "id"),
        _of(f"{side}_speaker", TEXT, "its speaker; empty: the outlet's own voice", side, "claim", "attributed_to"),
    )


ESTIMATE = Table(
    (
        *_key("estimate"),
        *_end("low", "lowest"),
        _of("chosen", NUMBER, "the figure that the policy chose; the lower end of a range", "chosen", "low"),
        _of("chosen_high", NUMBER, "its upper end, the same for one number", "chosen", "high"),
        _of("chosen_figure", TEXT, "the figure in words", "chosen", "words"),
        _of("chosen_id", ID, "id of the claim that gives it", "chosen", "claim", "id"),
        _of("chosen_speaker", TEXT, "its speaker", "chosen", "claim", "attributed_to"),
        _of("chosen_as_of", TIME, "the moment that it holds for", "chosen", "claim", "as_of"),
        *_end("high", "highest"),
        _of("outlets", ID, "outlets that carried the figures that count", "independence", "outlets"),
        _of("speakers", ID, "independent speakers whose figures count", "independence", "speakers"),
        _of("sides", ID, "sides that they are known to be on", "independence", "sides"),
        _of("unattributed", ID, "figures that count though nobody is credited", "independence", "unattributed"),
        Column("counted_ids", TEXT, "ids of the claims that count", lambda line: ids(line.estimate.counted)),
        Column(
            "left_out_ids",
            TEXT,
            "ids of the claims of the series that do not",
            lambda line: ids(each.id for each in line.estimate.left_out),
        ),
        Column(
            "left_out",
            TEXT,
            "each of them with its reason: id, kind, sentence",
            lambda line: tuple(f"{each.id} {each.kind}: {each.reason}" for each in line.estimate.left_out),
        ),
        _of("policy", SLUG, "latest, official, median, reliability", "policy"),
        _of("why", TEXT, "on what ground the figure was chosen, or why none", "why"),
        _of("notes", TEXT, "what a reader should know of the figures that count", "notes"),
        *_grounds(),
    )
)


def _count(name: str, what: str) -> tuple[Column, Column]:
    """Two columns: how many claims, and their ids."""

    def found(line: SpeakerLine) -> Sequence[int]:
        counted: Sequence[int] = getattr(line.record, name)
        return counted

    return (
        Column(name, ID, f"how many {what}", lambda line: len(found(line))),
        Column(f"{name}_ids", TEXT, f"ids of the {what}", lambda line: ids(found(line))),
    )


def _record(name: str, dtype: str, meaning: str) -> Column:
    return Column(name, dtype, meaning, lambda line: getattr(line.record, name))


def _ratio(name: str, meaning: str, choose: Any) -> Column:
    return Column(name, NUMBER, meaning, lambda line: choose(line.record.ratios) if line.record.ratios else None)


SPEAKERS = Table(
    (
        _record("speaker", SLUG, "slug of the body that speaks, or of the outlet where nobody is credited"),
        _record("name", TEXT, "name"),
        _record("side", SLUG, "side"),
        _record("attributed", FLAG, "credited by name; false: an outlet in its own voice"),
        *_count("claims", "claims that state a figure of its"),
        *_count("statements", "of them that are no echo"),
        _record("series", ID, "series in which it told figures"),
        _record("shared", ID, "of them those in which others did too"),
        *_count("first", "figures with which it was first in a shared series"),
        *_count("updates", "figures that update its own"),
        *_count("narrowed", "figures within its own"),
        *_count("corrections", "figures that correct its own"),
        *_count("withdrawals", "denials of its own figures"),
        *_count("denials", "denials of figures of others"),
        *_count("denied", "figures of its that others denied"),
        *_count("echoes", "figures of others that it passed on"),
        *_count("possible_echoes", "figures that are perhaps such echoes"),
        *_count("behind", "outdated figures of others that it repeated"),
        *_count("misreported", "figures of its that outlets give differently"),
        _record("outlets", ID, "outlets that carried it"),
        *_count("settled", "last figures in series that settled at somebody else's"),
        _record("ratio", NUMBER, "middle one of these over the figure at which the series settled"),
        _ratio("ratio_low", "the lowest such ratio", min),
        _ratio("ratio_high", "the highest such ratio", max),
        Column("policy", SLUG, "by which policy a series settled", lambda line: line.policy),
        *_grounds(),
    )
)

RECONCILE = Table(
    (
        Column(
            "kind",
            SLUG,
            "exceeds, gap, twofold, crossed, fell, uncovered, unchecked, fits",
            lambda line: line.check.kind,
        ),
        *_key("check"),
        Column("gap", NUMBER, "what is left over; above zero: too much", lambda line: whole(line.check.gap)),
        Column("reason", TEXT, "the figures and the arithmetic, in words", lambda line: line.check.reason),
        Column("claim_ids", TEXT, "ids of the claims that were held together", lambda line: ids(line.check.claims)),
        *_grounds(),
    )
)
