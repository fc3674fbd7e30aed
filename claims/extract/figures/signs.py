"""Which metric a cue signals for what is counted, where it can signal more than one."""

from collections.abc import Container

from claims.extract.figures.lexicon import Form, Sign
from claims.extract.figures.reading import Cue, Phrase, Reading

ANY_FORM: tuple[Form | None, ...] = ("ed", "ing", "base", "s", None)


def choose(
    reading: Reading,
    phrase: Phrase,
    kind: str | None,
    cue: Cue,
    parts: Container[str],
    forms: Container[Form | None],
    elided: Container[str] = (),
) -> str | None:
    """The first metric that the cue can signal in one of these parts and forms and that fits what is counted.

    Where the noun is left out, the cues of the metrics in `elided` that ask for members need none.
    """
    fitting = [
        sign
        for sign in cue.signs
        if sign.part in parts and sign.form in forms and _fits(reading, phrase, kind, sign, elided)
    ]
    if not fitting:
        return None
    return min(fitting, key=lambda sign: _rank(reading, phrase, kind, sign)).metric


def _rank(reading: Reading, phrase: Phrase, kind: str | None, sign: Sign) -> tuple[bool, bool, bool, bool]:
    """First a researcher's own words, then the metrics that count such a thing; what asks for members says more."""
    named = sign.members_only and is_member(reading, phrase, sign.metric, by_name=True)
    return not sign.own, not _counts_kind(reading, kind, sign), not sign.members_only, not named


def _fits(reading: Reading, phrase: Phrase, kind: str | None, sign: Sign, elided: Container[str]) -> bool:
    counts = reading.lexicon.metrics[sign.metric].counts
    if counts == "money":
        return False
    if counts == "people" and reading.within(phrase.last - 1, "inanimate") and not phrase.empty and sign.part != "noun":
        return False
    if sign.members_only:
        if _is_counted_elsewhere(phrase, sign.metric):
            return False
        left_out = sign.metric in elided and (kind is None or not reading.lexicon.is_things(kind))
        return left_out or is_member(reading, phrase, sign.metric)
    if counts == "things" and kind is not None:
        return not reading.lexicon.is_people(kind)
    return True


def _is_counted_elsewhere(phrase: Phrase, metric: str) -> bool:
    """Whether the noun tells another metric with certainty: "handed over 20 bodies" frees nobody."""
    return phrase.cue is not None and any(sign.part == "counted" and sign.metric != metric for sign in phrase.cue.signs)


def _counts_kind(reading: Reading, kind: str | None, sign: Sign) -> bool:
    """Whether the metric counts what the group is: of "burn", people are injured and cars damaged."""
    counts = reading.lexicon.metrics[sign.metric].counts
    if kind is None:
        return counts == "people"
    return (counts == "people") != reading.lexicon.is_things(kind)


def is_member(reading: Reading, phrase: Phrase, metric: str, by_name: bool = False) -> bool:
    """Whether the noun phrase holds a noun that a metric's `with_members` cues ask for; `by_name` no group's noun."""
    members, groups = reading.lexicon.members[metric], reading.lexicon.member_groups[metric]
    for at in range(phrase.first, phrase.last):
        found = members.match(reading.tokens, at)
        if found is not None and found[0] <= phrase.last:
            return True
        named = reading.groups.get(at) if groups and not by_name else None
        if named is not None and named[0] <= phrase.last and not groups.isdisjoint(named[1]):
            return True
    if by_name or metric not in reading.lexicon.anyone or phrase.empty:
        return False
    # "33 of those held were released": "those" of whom a metric of people tells are people.
    return _are_those(reading, phrase) or _are_agents(reading, phrase.last - 1)


def _are_those(reading: Reading, phrase: Phrase) -> bool:
    if not phrase.partitive or phrase.cue is None or reading.low(phrase.first) != "those":
        return False
    return any(reading.lexicon.metrics[sign.metric].counts == "people" for sign in phrase.cue.signs)


def _are_agents(reading: Reading, at: int) -> bool:
    """Whether a noun that no group knows is made of what people do: "bootleggers"."""
    word, small = reading.low(at), reading.lexicon.small
    known = at in reading.groups or word in small["no_agents"]
    return not known and any(word.endswith(ending) for ending in small["agent_endings"])
