"""What a person changes of a claim, as words or values, as fields that the store takes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from claims.asking import check_group, read_place
from claims.errors import ClaimsError
from claims.extract import read_digits
from claims.quoting import neighbours
from claims.records import StoredClaim
from claims.times import moment_of, read_iso
from claims.vocabulary import Vocabulary

AMENDABLE = (
    *("metric", "value", "value_high", "qualifier", "vague_word", "currency", "group", "group_resolved", "group_kind"),
    *("location", "place", "place_assumed", "by", "scope", "period_from", "period_to", "part_of", "counting", "basis"),
    *("certainty", "said_at", "as_of", "occurred_from", "occurred_to", "attributed_to", "chain", "quote", "start"),
    *("number", "number_start", "prefix", "suffix", "translation"),
)
"""The fields that a person may set: all but those that say how the machine read the claim."""
_MOMENTS = ("period_from", "period_to", "said_at", "as_of", "occurred_from", "occurred_to")
_FIGURES = ("value", "value_high")


def read_amendment(
    fields: Mapping[str, Any], claim: StoredClaim, text: str, zone: str, vocabulary: Vocabulary
) -> dict[str, Any]:
    """The fields to set on a claim whose entry has that text; "" is None, bare times are of the zone.

    Raises ClaimsError for what the vocabulary or the gazetteer does not know, or the entry does not hold.
    """
    unknown = fields.keys() - set(AMENDABLE)
    if unknown:
        raise ClaimsError(f"{min(unknown)!r} can't be amended; the fields are {', '.join(AMENDABLE)}.")
    read = {name: _read(name, value if value != "" else None, zone, vocabulary) for name, value in fields.items()}
    if "place" in read:
        read.setdefault("place_assumed", False)
    if "group" in read:
        read.setdefault("group_resolved", read["group"])
    if read.get("qualifier", "vague") != "vague":
        read.setdefault("vague_word", None)
    if read.keys() & {"quote", "number"} and not read.keys() & {"start", "number_start"}:
        read |= _anchored(read.get("quote") or claim.quote, read.get("number") or claim.number, claim, text)
    return read


def _read(name: str, value: Any, zone: str, vocabulary: Vocabulary) -> Any:
    if name == "metric":
        vocabulary.metric(str(value))
    elif name == "group_kind":
        check_group(str(value), vocabulary)
    elif name == "place":
        return read_place(value)
    elif name == "currency" and value is not None and value not in vocabulary.currencies:
        raise ClaimsError(f"There is no currency {value!r}; the currencies are {', '.join(vocabulary.currencies)}.")
    elif name == "vague_word" and value is not None and value not in vocabulary.vague:
        raise ClaimsError(f"There is no vague word {value!r}; the words are {', '.join(vocabulary.vague)}.")
    elif name in _FIGURES and isinstance(value, str):
        return _read_figure(value)
    elif name in _MOMENTS and isinstance(value, str | date):
        return _read_moment(value, zone)
    return value


def _read_figure(written: str) -> Decimal:
    found = read_digits(written.strip())
    if found is None:
        raise ClaimsError(f"{written!r} is no figure; write it in digits, such as 1200 or 12.5.")
    return found


def _read_moment(when: str | date, zone: str) -> Any:
    found = read_iso(when, ZoneInfo(zone)) if isinstance(when, str) else moment_of(when, ZoneInfo(zone))
    if found is None:
        raise ClaimsError(f"{when!r} is no date; write 2022-01-09, or 2022-01-09T12:00+06:00.")
    return found


def _anchored(quote: str, number: str, claim: StoredClaim, text: str) -> dict[str, Any]:
    """Where a quote and its number stand in the entry, nearest to where they stood; raises ClaimsError."""
    start = _nearest(text, quote, claim.start)
    if start is None:
        raise ClaimsError(f"The entry does not hold the quote {quote[:80]!r}; copy it letter by letter.")
    at = _nearest(quote, number, max(0, claim.number_start - start))
    if at is None or not number:
        raise ClaimsError(f"The quote does not hold the number {number!r}; write it as the quote does.")
    prefix, suffix = neighbours(text, start, start + len(quote))
    return {
        "quote": quote,
        "start": start,
        "number": number,
        "number_start": start + at,
        "prefix": prefix,
        "suffix": suffix,
    }


def _nearest(text: str, part: str, near: int) -> int | None:
    """Where a part of a text begins, that nearest to an offset; None where the text does not hold it."""
    before, behind = text.rfind(part, 0, near + len(part)), text.find(part, near)
    found = [at for at in (before, behind) if at >= 0]
    return min(found, key=lambda at: abs(at - near), default=None)
