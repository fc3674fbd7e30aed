"""The form by which a claim is amended: every field with its words and choices, and what was changed in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from claims.amending import read_amendment
from claims.errors import ClaimsError
from claims.records import (
    Attribution,
    Basis,
    Certainty,
    Counting,
    Moment,
    Qualifier,
    Scope,
    StoredClaim,
)
from claims.vocabulary import Vocabulary
from claims.web.desk import Posted

WAS = "was_"
"""Before the name of a field: what the form showed, so that only what was changed is amended."""
_STEP = ("role", "name", "words", "verb", "stance")
_GROUPS: Mapping[str, Mapping[str, str]] = {
    "The figure": {
        "metric": "Counted",
        "qualifier": "Qualifier",
        "value": "Value, in digits",
        "value_high": "Upper end of a range",
        "vague_word": "Vague word",
        "currency": "Currency",
        "counting": "Counting",
        "scope": "Scope",
        "part_of": "Part of the figure whose number begins at",
        "basis": "Basis",
        "certainty": "Certainty",
    },
    "Who and where": {
        "group": "Group, as written",
        "group_resolved": "Group meant",
        "group_kind": "Standard group",
        "by": "Done by",
        "location": "Place, as written",
        "place": "Place, name or key",
        "place_assumed": "Place assumed",
    },
    "When": {
        "said_at": "Said at",
        "as_of": "As of",
        "period_from": "Period from",
        "period_to": "Period to",
        "occurred_from": "Occurred from",
        "occurred_to": "Occurred to",
    },
    "Who says so": {
        "attributed_to": "Speaker",
        "chain": "Chain, a step a line: role | name | words | verb | stance",
    },
    "The words": {
        "quote": "Quote",
        "number": "Number, as written",
        "translation": "In English",
        "start": "Quote begins at",
        "number_start": "Number begins at",
        "prefix": "Words before",
        "suffix": "Words after",
    },
}
_LONG = frozenset({"quote", "chain", "translation", "prefix", "suffix"})
_PLACES = frozenset({"start", "number_start", "part_of"})
_NEEDED = frozenset({"metric", "qualifier", "counting", "scope", "basis", "certainty", "group_kind", "place_assumed"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: what it showed, what it holds now, and what is wrong with that."""

    name: str
    label: str
    was: str
    value: str
    choices: tuple[tuple[str, str], ...]
    """Values with their words; empty where anything may be typed."""
    long: bool
    wrong: str | None


def fields(
    claim: StoredClaim, vocabulary: Vocabulary, typed: Posted, wrong: Mapping[str, str]
) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """The fields by group, with what was typed before where something was."""
    offered = _choices(vocabulary)
    for group, labels in _GROUPS.items():
        yield group, tuple(_field(claim, name, label, offered, typed, wrong) for name, label in labels.items())


def _field(
    claim: StoredClaim,
    name: str,
    label: str,
    offered: Mapping[str, tuple[tuple[str, str], ...]],
    typed: Posted,
    wrong: Mapping[str, str],
) -> Field:
    was = _written(name, getattr(claim, name))
    return Field(name, label, was, typed.get(name, was), offered.get(name, ()), name in _LONG, wrong.get(name))


def changes(
    posted: Posted, claim: StoredClaim, text: str, zone: str, vocabulary: Vocabulary
) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that were changed in a posted form, and what is wrong with them, by field."""
    changed: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    names = [name for labels in _GROUPS.values() for name in labels if name in posted]
    for name in names:
        if " ".join(posted[name].split()) == " ".join(posted.get(WAS + name, "").split()):
            continue
        try:
            changed[name] = _read(name, posted[name])
            beside = {"quote": changed["quote"]} if name == "number" and "quote" in changed else {}
            read_amendment({**beside, name: changed[name]}, claim, text, zone, vocabulary)
        except ClaimsError as error:
            wrong[name] = str(error)
    return changed, wrong


def _choices(vocabulary: Vocabulary) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The words to choose from, by field; those that may be left out begin with none."""
    words: dict[str, tuple[tuple[str, str], ...]] = {
        "metric": tuple((slug, metric.label) for slug, metric in vocabulary.metrics.items()),
        "group_kind": tuple((slug, group.label) for slug, group in vocabulary.groups.items()),
        "qualifier": _plain(get_args(Qualifier)),
        "vague_word": _plain(vocabulary.vague),
        "currency": _plain(vocabulary.currencies),
        "counting": _plain(get_args(Counting)),
        "scope": _plain(get_args(Scope)),
        "basis": _plain(get_args(Basis)),
        "certainty": _plain(get_args(Certainty)),
        "place_assumed": (("no", "no: the text names it"), ("yes", "yes: it is taken from elsewhere")),
    }
    return {name: each if name in _NEEDED else (("", "none"), *each) for name, each in words.items()}


def _plain(words: Any) -> tuple[tuple[str, str], ...]:
    return tuple((word, word.replace("_", " ")) for word in words)


def _written(name: str, value: Any) -> str:
    """A field's value as the form shows it, and reads it back."""
    if name == "chain":
        return "\n".join(" | ".join(getattr(step, part) or "" for part in _STEP).rstrip(" |") for step in value)
    if isinstance(value, Moment):
        return value.written()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def _read(name: str, written: str) -> Any:
    """What was typed into a field; raises ClaimsError."""
    if name == "chain":
        return tuple(_step(line) for line in written.splitlines() if line.strip())
    if name == "place_assumed":
        return written == "yes"
    if name in ("prefix", "suffix"):
        return written
    if name in _PLACES and written.strip():
        if not (written.strip().isascii() and written.strip().isdecimal() and len(written) < 10):
            raise ClaimsError(f"{written!r} is no place in the entry; count its characters from 0.")
        return int(written)
    return (written if name == "quote" else written.strip()) or None


def _step(line: str) -> Attribution:
    """A step of the chain from a line such as "speaker | Ministry of Health | the ministry | said"."""
    parts = dict(zip(_STEP, (part.strip() for part in line.split("|")), strict=False))
    try:
        return Attribution.model_validate(
            {**{name: part for name, part in parts.items() if part}, "words": parts.get("words", "")}
        )
    except ValueError:
        raise ClaimsError(
            f"{line[:80]!r} is no step of a chain; write role | name | words | verb | stance, the role speaker, relay "
            "or publisher, the stance states, denies or withdraws."
        ) from None
