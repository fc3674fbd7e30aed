"""`claims export`: claims and comparisons as CSV."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.app import DEFAULT_DB, Db, EventArgument, Profile, RatesFile, VocabularyFile, app, note
from claims.cli.filters import filtered
from claims.cli.weighing import Policy
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.frames import Table


class What(StrEnum):
    """What is exported; each has its columns in `claims.frames`."""

    CLAIMS = "claims"
    HISTORY = "history"
    CONFLICTS = "conflicts"
    ESTIMATE = "estimate"
    SPEAKERS = "speakers"
    RECONCILE = "reconcile"
    EDITS = "edits"


_COMPARED = (What.HISTORY, What.CONFLICTS, What.ESTIMATE, What.RECONCILE)
"""What meets sums in two currencies."""


@app.command()
@filtered
def export(
    filters: dict[str, Any],
    event: EventArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; - is stdout.")] = Path("-"),
    what: Annotated[What, typer.Option(help="Every claim, or the comparison of that name.")] = What.CLAIMS,
    policy: Policy = "latest",
    profile: Profile = "default",
    rates: RatesFile = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Write claims or comparisons as CSV.

    UTF-8, a header, times in UTC; the columns are those of `claims.frames`. --rates is for histories, conflicts,
    estimates and what does not add up.
    """
    from claims.database import open as open_database
    from claims.frames import TABLES, check_lines, conflict_lines, estimate_lines, history_lines, speaker_lines

    if rates is not None and what not in _COMPARED:
        raise ClaimsError(f"{what} compares no sums; --rates goes with --what {', '.join(_COMPARED)}.")
    with open_database(db, create=False, vocabulary=vocabulary) as database:
        asked = {**filters, "profile": profile, "rates": rates}
        records: Iterable[Any]
        grounds = database.grounds(event, profile, filters)
        match what:
            case What.CLAIMS:
                records = database.stored_claims(event=event, **filters)
            case What.HISTORY:
                records = history_lines(database.histories(event, **asked), profile)
            case What.CONFLICTS:
                records = conflict_lines(database.disagreements(event, **asked), profile)
            case What.ESTIMATE:
                records = estimate_lines(database.estimates(event, policy=policy, **asked), grounds)
            case What.SPEAKERS:
                told = database.speaker_records(event, policy=policy, profile=profile, **filters)
                records = speaker_lines(told, policy, grounds)
            case What.RECONCILE:
                records = check_lines(database.checks(event, everything=True, **asked), grounds)
            case What.EDITS:
                records = database.edit_records(event, **filters)
    count = write_file(output, TABLES[what], records)
    if output != Path("-"):
        note(f"{output}: {count} rows of {what}, intervals by profile {profile}.")


def write_file(output: Path, table: "Table", records: Iterable[Any]) -> int:
    """Write records as CSV to a file or, for "-", to stdout; raises ClaimsError. Returns how many."""
    from claims.exchange import write_csv

    if output == Path("-"):
        return write_csv(table, records, sys.stdout)
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            return write_csv(table, records, file)
    except OSError as error:
        raise ClaimsError(f"{output} can't be written ({error.strerror}); choose another place with -o.") from error
