"""What people ask for in words, as filters: names that are known, dates read in the event's zone."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from claims import gazetteer
from claims.errors import ClaimsError, unknown
from claims.records import Filters, Record
from claims.vocabulary import Vocabulary

Day: TypeAlias = str | date | datetime | bool
"""A moment as people give it: "2022-01-09", a date, or a datetime with a zone; True and False for `reviewed`."""
Asked: TypeAlias = Mapping[str, Day | None]
"""Filters as people give them, by the names of the fields of `claims.Filters`."""

PAST = ("as_known_at", "as_stored_at")
"""Filters that say what was known or stored at all: they bound what is compared, too."""
_MOMENTS = ("since", "until", *PAST)
"""Filters that are moments; a bare date is its end, but for `since`."""

R = TypeVar("R", bound=Record)


def read_filters(given: Asked, zone: str, vocabulary: Vocabulary) -> Filters:
    """Filters from words, bare dates in the zone; raises ClaimsError for names that nothing has."""
    if strange := given.keys() - Filters.model_fields.keys():
        advice = f"the filters are {', '.join(Filters.model_fields)}."
        raise ClaimsError(unknown("filter", min(strange), Filters.model_fields, advice))
    if given.get("metric"):
        vocabulary.metric(str(given["metric"]))
    if given.get("group"):
        check_group(str(given["group"]), vocabulary)
    given = {name: value for name, value in given.items() if value is not None}
    moments = {name: read_moment(given.get(name), zone, end=name != "since") for name in _MOMENTS}
    return checked(Filters, {**given, **moments, "place": read_place(given.get("place"))})


def check_group(group: str, vocabulary: Vocabulary) -> None:
    """Raise ClaimsError where the vocabulary has no standard group of that name."""
    if group not in vocabulary.groups:
        advice = f"the groups are {', '.join(vocabulary.groups)}."
        raise ClaimsError(unknown("standard group", group, vocabulary.groups, advice))


def read_place(name: object) -> str | None:
    """The gazetteer key of a place given by key or name; raises ClaimsError."""
    if name is None:
        return None
    found = gazetteer.place(str(name)) or gazetteer.find(str(name))
    if found is None:
        known = (each.name for each in gazetteer.places().values())
        advice = "the gazetteer holds countries, regions and cities of 15,000 people or more."
        raise ClaimsError(unknown("place", str(name), known, advice))
    return found.key


def checked(record: type[R], fields: Mapping[str, Any]) -> R:
    """A record made of what a person gave; raises ClaimsError in one sentence where a field can't be so."""
    try:
        return record.model_validate(fields)
    except ValidationError as error:
        raise ClaimsError(_why(error.errors()[0])) from None


def _why(wrong: ErrorDetails) -> str:
    """What a field can't be, with what it can be where those are few."""
    field, given = wrong["loc"][0], str(wrong["input"])
    if wrong["type"] != "literal_error":
        return f"The {field} can't be {given!r}: {wrong['msg']}."
    choices = re.findall(r"'([^']*)'", wrong["ctx"]["expected"])
    return unknown(str(field), given, choices, f"it is one of {', '.join(choices)}.")


def read_date(day: str | date | None) -> date | datetime | None:
    """A bare date or a moment, also as ISO 8601; raises ClaimsError."""
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day) if len(day) == len("2022-01-09") else datetime.fromisoformat(day)
    except ValueError:
        raise ClaimsError(f"{day!r} is no date; write 2022-01-09, or 2022-01-09T12:00+06:00.") from None


def read_moment(day: Day | None, zone: str, *, end: bool) -> datetime | None:
    """A moment from words; a bare date is its begin, or its end, in the zone. Raises ClaimsError."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day) if len(day) == 10 else datetime.fromisoformat(day)
        except ValueError:
            raise ClaimsError(f"{day!r} is no date; write 2022-01-09, or 2022-01-09T12:00+06:00.") from None
    if day is None:
        return None
    if isinstance(day, bool):
        raise ClaimsError(f"{day} is no date; write 2022-01-09, or 2022-01-09T12:00+06:00.")
    if not isinstance(day, datetime):
        day = datetime.combine(day + timedelta(days=1) if end else day, time())
    return (day if day.tzinfo else day.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
