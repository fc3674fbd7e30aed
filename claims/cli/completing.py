"""What the shell offers when Tab is pressed: the events and sources of the database, the words of the vocabulary."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

import typer

from claims.errors import ClaimsError

Offer = Callable[[typer.Context, str], list[str]]
"""From what was typed so far, the words that may stand here."""


def events(context: typer.Context, typed: str) -> list[str]:
    """The events of the database that --db or CLAIMS_DB names."""
    return _fitting(_stored(context, "events"), typed)


def sources(context: typer.Context, typed: str) -> list[str]:
    """The slugs of the sources of that database."""
    return _fitting(_stored(context, "sources"), typed)


def words(table: str) -> Offer:
    """The slugs of a table of the vocabulary, the researcher's own words among them."""

    def offer(context: typer.Context, typed: str) -> list[str]:
        from claims.vocabulary import load_vocabulary

        own = context.params.get("vocabulary") or os.environ.get("CLAIMS_VOCABULARY")
        try:
            return _fitting(getattr(load_vocabulary(Path(own) if own else None), table), typed)
        except ClaimsError:
            return []

    return offer


def choices(field: str) -> Offer:
    """What a field of `claims.Filters` can be, where that is one of a few words."""

    def offer(context: typer.Context, typed: str) -> list[str]:
        from claims.records import Filters

        kinds = get_args(Filters.model_fields[field].annotation)
        return _fitting((word for kind in kinds for word in get_args(kind)), typed)

    return offer


def policies(context: typer.Context, typed: str) -> list[str]:
    """The policies of an estimate."""
    from claims.compare import POLICIES

    return _fitting(POLICIES, typed)


def _stored(context: typer.Context, what: str) -> Iterable[str]:
    """Slugs in the database; none where it can't be opened, for Tab is no place for an error."""
    from claims.database import open as open_database

    named = context.params.get("db") or os.environ.get("CLAIMS_DB") or "claims.db"
    try:
        with open_database(named, create=False) as database:
            found = database.store.events() if what == "events" else database.store.sources()
            return [each.slug for each in found]
    except ClaimsError:
        return []


def _fitting(known: Iterable[str], typed: str) -> list[str]:
    return sorted(word for word in known if word.startswith(typed))
