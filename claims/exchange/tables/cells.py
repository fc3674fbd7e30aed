"""Cells of a table read as figures and days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation

from claims.records import Moment, Qualifier
from claims.times import moment_of, read_iso

_LONGEST = 60
"""Characters of a cell that may hold a figure or a date."""
_DIGITS = r"\d[\d.,'’ \u00a0\u202f]{0,30}(?:[eE][+]?\d{1,2})?"
_FIGURE = re.compile(
    rf"(?P<sign>[<>~≈≤≥]=?|ca?\.|about)?[ ]?(?P<low>-?{_DIGITS})"
    rf"(?:[ ]?(?:-|–|—|to)[ ]?(?P<high>{_DIGITS}))?(?P<plus>[+])?"
)
_SIGNS: dict[str, Qualifier] = {
    "<": "fewer_than",
    "<=": "at_most",
    "≤": "at_most",
    ">": "more_than",
    ">=": "at_least",
    "≥": "at_least",
    "~": "about",
    "≈": "about",
    "c.": "about",
    "ca.": "about",
    "about": "about",
}
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+]?\d{1,2})?")
_GROUPED = re.compile(r"-?\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+(?:\.\d+)?")
_TURNED = str.maketrans(",.", ".,")


class UnreadableError(ValueError):
    """A cell that can't be what the mapping says; the text is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in a cell: where its number stands, its value, the upper end of a range, the sign before it."""

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None = None
    qualifier: Qualifier | None = None
    vague_word: str | None = None


def read_number(cell: str, decimal: str, vague: Mapping[str, str]) -> Number:
    """The figure of a cell: "1,234", ">100", "100-200", "100+", a vague word; raises UnreadableError."""
    text = cell.strip()
    start = cell.find(text)
    if text.startswith("="):
        raise UnreadableError("is a formula, which is not worked out; put its value there.")
    if (word := vague.get(" ".join(text.casefold().split()))) is not None:
        return Number(start, start + len(text), None, None, "vague", word)
    found = _FIGURE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise UnreadableError("is no figure.")
    low = _value(found["low"], decimal)
    high = _value(found["high"], decimal) if found["high"] else None
    if low < 0:
        raise UnreadableError("is below zero, which no count is.")
    sign = _SIGNS.get(found["sign"] or "")
    qualifier: Qualifier | None = "range" if high is not None else "at_least" if found["plus"] else sign
    ends = found.end("high") if high is not None else found.end("low")
    written = text[:ends].rstrip()
    return Number(start + found.start("low"), start + len(written), low, high, qualifier)


def _value(digits: str, decimal: str) -> Decimal:
    """Digits with their marks as a number, whole where it is whole; raises UnreadableError."""
    text = digits.strip()
    if decimal == ",":
        text = text.translate(_TURNED)
    if not _PLAIN.fullmatch(text) and not _GROUPED.fullmatch(text):
        raise UnreadableError("is no figure, by the marks between its digits.")
    try:
        value = Decimal(re.sub("[^\\d.eE+-]", "", text))
    except InvalidOperation:
        raise UnreadableError("is no figure.") from None
    return Decimal(int(value)) if value == value.to_integral_value() else value


def read_day(cell: str, formats: tuple[str, ...], zone: tzinfo, days: int = 0) -> Moment:
    """The day or moment of a cell, ISO 8601 unless formats are given; raises UnreadableError."""
    text = cell.strip()[:_LONGEST]
    found = next((moment for each in formats if (moment := _by_format(text, each, zone))), None)
    if found is None and not formats:
        found = _iso(text, zone)
    if found is None:
        how = f"; it is to be written {' or '.join(formats)}" if formats else "; write it as 2022-01-09"
        raise UnreadableError(f"is no date{how}.")
    return found.model_copy(update={"at": found.at + timedelta(days=days)}) if days else found


def _iso(text: str, zone: tzinfo) -> Moment | None:
    if re.fullmatch(r"\d{4}-\d\d", text):
        return _month(int(text[:4]), int(text[5:]))
    day, midnight, rest = text[:10], text[10:], ""
    rest = re.sub(r"[T ]00:00:00(?:\.0+)?", "", midnight)
    return read_iso(day + rest, zone)


def _by_format(text: str, form: str, zone: tzinfo) -> Moment | None:
    try:
        when = datetime.strptime(text, form)
    except (ValueError, re.error):
        return None
    if not 1900 <= when.year <= 2100:
        return None
    if "%d" not in form and "%j" not in form and "%x" not in form and "%c" not in form:
        return _month(when.year, when.month)
    clocked = any(mark in form for mark in ("%H", "%I", "%X", "%c"))
    return moment_of(when if clocked else when.date(), zone)


def read_parts(year: str, month: str, day: str) -> Moment:
    """A day whose year, month and day stand in cells of their own; raises UnreadableError without year and month."""
    try:
        if not month.strip():
            raise UnreadableError("names no month.")
        if not day.strip():
            found = _month(int(Decimal(year)), int(Decimal(month)))
        else:
            found = read_iso(date(int(Decimal(year)), int(Decimal(month)), int(Decimal(day))).isoformat())
    except (ValueError, InvalidOperation, OverflowError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError("is no date.") from None
    if found is None:
        raise UnreadableError("is no date of these times.")
    return found


def _month(year: int, month: int) -> Moment | None:
    if not (1900 <= year <= 2100 and 1 <= month <= 12):
        return None
    begin = read_iso(date(year, month, 1).isoformat())
    return begin.model_copy(update={"exactness": "month"}) if begin else None
