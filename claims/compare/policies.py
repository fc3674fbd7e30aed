"""Policies: which of the figures that stand an estimate chooses, by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low
from typing import TypeAlias

from claims import gazetteer
from claims.compare.key import SeriesKey
from claims.compare.told import Told
from claims.errors import ClaimsError, unknown
from claims.records import Source


@dataclass(frozen=True, slots=True)
class About:
    """What a policy may ask beyond the figures: the series, and the sources by slug."""

    key: SeriesKey
    sources: Mapping[str, Source] = field(default_factory=dict)


Policy: TypeAlias = Callable[[Sequence[Told], About], tuple[Told | None, str]]


def latest(figures: Sequence[Told], about: About) -> tuple[Told | None, str]:
    """The figure that holds for the latest moment; of one moment, the one told last.

    What most databases of running totals do: a newer count takes the older one in.
    """
    return max(figures, key=lambda each: each.moment, default=None), "The latest figure that stands."


def official(figures: Sequence[Told], about: About) -> tuple[Told | None, str]:
    """The latest figure of the authorities: of speakers on the side of the state, the place's own.

    As disaster databases such as EM-DAT and DesInventar prefer the government's count where there is one. A speaker of
    another country is none of the place's authorities; one whose country is not known is taken to be.
    """
    found = [each for each in figures if each.figure.side == "state" and _at_home(each, about)]
    if not found:
        return None, "No figure of the authorities stands."
    return latest(found, about)[0], "The latest figure of the authorities that stands."


def median(figures: Sequence[Told], about: About) -> tuple[Told | None, str]:
    """The figure in the middle, each speaker counting once; of two in the middle the lower, so that it is somebody's.

    The low median of statistics; a range or vague word counts as its middle.
    """
    if not figures:
        return None, "No figure stands."
    ordered = sorted(figures, key=lambda each: (_middle(each), each.moment))
    chosen = median_low(range(len(ordered)))
    return ordered[chosen], f"The middle one of {len(ordered)} figures." if len(ordered) > 1 else "The only figure."


def reliability(figures: Sequence[Told], about: About) -> tuple[Told | None, str]:
    """The latest figure of the most reliable speaker, from A (completely reliable) to E (unreliable).

    The letters are those of the Admiralty code, as NATO's AJP-2.1 gives it; a person sets them. F means that
    reliability cannot be judged, so such a speaker is passed over, as is one without a letter.
    """
    rated = [(letter, each) for each in figures if (letter := _reliability(each, about)) in set("ABCDE")]
    if not rated:
        return None, "No speaker has a reliability; `claims sources edit SLUG --reliability B` sets one."
    best = min(letter for letter, _ in rated)
    return latest([each for letter, each in rated if letter == best], about)[
        0
    ], f"The latest figure of a speaker of the highest reliability, {best}."


POLICIES: Mapping[str, Policy] = {
    "latest": latest,
    "official": official,
    "median": median,
    "reliability": reliability,
}
"""The policies by name. A figure that a person ranked preferred goes before any of them."""


def policy_of(name: str) -> Policy:
    """The policy of that name; raises ClaimsError."""
    try:
        return POLICIES[name]
    except KeyError:
        advice = f"the policies are {', '.join(POLICIES)}."
        raise ClaimsError(unknown("policy", name, POLICIES, advice)) from None


def _at_home(told: Told, about: About) -> bool:
    place = gazetteer.place(about.key.place.partition("/")[0]) if about.key.place else None
    source = about.sources.get(told.figure.source or told.figure.speaker)
    country = source.country if source else None
    return place is None or country is None or country == place.country


def _reliability(told: Told, about: About) -> str | None:
    """The speaker's letter, else that of the body it speaks for."""
    for slug in (told.figure.source, told.figure.speaker):
        source = about.sources.get(slug) if slug else None
        if source and source.reliability:
            return source.reliability
    return None


def _middle(told: Told) -> float:
    return (told.low + told.high) / 2
