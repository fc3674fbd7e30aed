"""Which metric a cue signals for what is counted, where it can signal more than one."""

from collections.abc import Container

from claims.extract.figures.groups import Phrase
from claims.extract.figures.lexicon import Form, Sign
from claims.extract.figures.reading import Cue, Reading

ANY_FORM: tuple[Form | None, ...] = ("ed", "ing", "base", "s", None)


def choose(
    reading: Reading,
    phrase: Phrase,
    kind: str | None,
    cue: Cue,
    parts: Container[str],
    forms: Container[Form | None],
) -> str | None:
    """The first metric that the cue can signal in one of these parts and forms and that fits what is counted."""
    fitting = [
        sign for sign in cue.signs if sign.part in parts and sign.form in forms and _fits(reading, phrase, kind, sign)
    ]
    if not fitting:
        return None
    # Of what fits, first the metrics that count such a thing; what asks for members says more than what does not.
    fitting.sort(key=lambda sign: (not _counts_kind(reading, kind, sign), not sign.members_only))
    return fitting[0].metric


def _fits(reading: Reading, phrase: Phrase, kind: str | None, sign: Sign) -> bool:
    counts = reading.lexicon.metrics[sign.metric].counts
    if counts == "money":
        return False
    if sign.members_only:
        return is_member(reading, phrase, sign.metric)
    if counts == "things" and kind is not None:
        return not reading.lexicon.is_people(kind)
    return True


def _counts_kind(reading: Reading, kind: str | None, sign: Sign) -> bool:
    """Whether the metric counts what the group is: of "burn", people are injured and cars damaged."""
    counts = reading.lexicon.metrics[sign.metric].counts
    if kind is None:
        return counts == "people"
    return (counts == "people") == reading.lexicon.is_people(kind)


def is_member(reading: Reading, phrase: Phrase, metric: str) -> bool:
    """Whether the noun phrase ends in one of the nouns that a metric's `with_members` cues ask for."""
    members = reading.lexicon.members[metric]
    for at in range(phrase.first, phrase.last):
        found = members.match(reading.tokens, at)
        if found is not None and found[0] <= phrase.last:
            return True
    return False
