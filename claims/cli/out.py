"""`claims export`: claims, comparisons and lists as files of several formats, or everything that a database holds."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims import __version__
from claims.cli.app import DEFAULT_DB, Db, Profile, RatesFile, VocabularyFile, app, note
from claims.cli.filters import filtered
from claims.cli.weighing import Policy
from claims.errors import ClaimsError
from claims.printable import counted

if TYPE_CHECKING:
    from claims.database import Database
    from claims.exchange.files import Rows


class What(StrEnum):
    """What is exported; each has its columns in `claims.frames`."""

    CLAIMS = "claims"
    HISTORY = "history"
    CONFLICTS = "conflicts"
    ESTIMATE = "estimate"
    SPEAKERS = "speakers"
    RECONCILE = "reconcile"
    EDITS = "edits"
    EVENTS = "events"
    SOURCES = "sources"
    PROBLEMS = "problems"
    EVERYTHING = "everything"


class ExportForm(StrEnum):
    """The formats of files."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"
    JSON = "json"
    JSONLD = "jsonld"


_COMPARED = (What.HISTORY, What.CONFLICTS, What.ESTIMATE, What.RECONCILE)
"""What meets sums in two currencies."""
_OF_AN_EVENT = (*_COMPARED, What.SPEAKERS)
_UNFILTERED = (What.EVENTS, What.SOURCES, What.PROBLEMS, What.EVERYTHING)


@app.command()
@filtered
def export(
    filters: dict[str, Any],
    event: Annotated[
        str | None, typer.Argument(help="Slug of the event (`claims events`); else all.", metavar="[EVENT]")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; - is stdout.")] = Path("-"),
    what: Annotated[What, typer.Option(help="Claims, a comparison, a list, or all that the database holds.")] = (
        What.CLAIMS
    ),
    form: Annotated[
        ExportForm | None, typer.Option("--format", "-f", help="Else what the file's name ends in; CSV for stdout.")
    ] = None,
    package: Annotated[
        Path | None, typer.Option(help="Write a Frictionless Data Package into that folder.", metavar="DIR")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Also into a folder that holds other files.")] = False,
    excel: Annotated[bool, typer.Option("--excel", help="Let Excel see that a CSV is UTF-8 (adds the BOM).")] = False,
    policy: Policy = "latest",
    profile: Profile = "default",
    rates: RatesFile = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Write claims, comparisons or lists to a file.

    CSV, XLSX, Parquet, JSON, JSON lines or JSON-LD, by the file's name or --format; times in UTC, the columns those of
    `claims.frames`. A file is written whole or not at all. --what everything writes the whole database as JSON lines,
    from which `claims import` builds the same one.
    """
    from claims.database import open as open_database
    from claims.exchange.files import format_of, opened, write_rows

    given = {name: value for name, value in filters.items() if value is not None}
    if package is None:
        check_asked(what, event, given, rates)
    elif output != Path("-") or form or what is not What.CLAIMS or excel:
        raise ClaimsError("A data package has files of its own; leave out -o, --format, --what and --excel.")
    wanted = form.value if form else "jsonl" if what is What.EVERYTHING else format_of(output)
    if excel and wanted != "csv":
        raise ClaimsError(f"--excel marks a CSV; {wanted} needs no mark.")
    if what is What.EVERYTHING and wanted != "jsonl":
        raise ClaimsError("Everything is written as JSON lines; leave --format out, or say --format jsonl.")
    if wanted == "jsonld" and what is not What.CLAIMS:
        raise ClaimsError(f"JSON-LD tells claims, not {what}; choose another format.")
    with open_database(db, create=False, vocabulary=vocabulary) as database:
        if package is not None:
            write_tables(database, package, event, given, policy, profile, rates, force=force)
            return
        if what is What.EVERYTHING:
            count = write_whole(database, output)
        elif wanted == "jsonld":
            count = write_linked(database, event, given, output)
        else:
            rows = rows_of(database, what, event, given, policy, profile, rates)
            with opened(output) as stream:
                count = write_rows(rows, stream, wanted, excel=excel)
    if output != Path("-"):
        under = f", intervals by profile {profile}" if what not in _UNFILTERED else ""
        note(f"{output}: {counted(count, 'row')} of {what}{under}.")


def check_asked(what: What, event: str | None, filters: Mapping[str, Any], rates: Path | None) -> None:
    """Raise ClaimsError where what is asked for takes no such filter or rates, or needs an event."""
    if rates is not None and what not in _COMPARED:
        raise ClaimsError(f"{what} compares no sums; --rates goes with --what {', '.join(_COMPARED)}.")
    if event is None and what in _OF_AN_EVENT:
        raise ClaimsError(f"Say of which event the {what} is asked: claims export EVENT --what {what}.")
    if filters and what in _UNFILTERED:
        raise ClaimsError(f"--what {what} takes no filter; leave out --{min(filters).replace('_', '-')}.")
    if event is not None and what in (What.EVENTS, What.SOURCES, What.EVERYTHING):
        raise ClaimsError(f"--what {what} is of the whole database; leave out {event}.")


def write_tables(
    database: "Database",
    package: Path,
    event: str | None,
    filters: dict[str, Any],
    policy: str,
    profile: str,
    rates: Path | None,
    *,
    force: bool,
) -> None:
    """Write claims, lists and, of an event, the comparisons as a data package."""
    from claims.exchange.package import write_package

    wanted = [each for each in What if each is not What.EVERYTHING and (event or each not in _OF_AN_EVENT)]
    tables = {each.value: rows_of(database, each, event, filters, policy, profile, rates) for each in wanted}
    about = {**tables[What.CLAIMS].about, "policy": policy, "what": "package"}
    counts = write_package(package, tables, about, force=force)
    held = ", ".join(f"{count} {what}" for what, count in counts.items())
    note(f"{package}: {held}; intervals by profile {profile}.")


def write_linked(database: "Database", event: str | None, filters: dict[str, Any], output: Path) -> int:
    """Write claims as JSON-LD; returns how many."""
    from claims.exchange.files import as_text, opened
    from claims.exchange.json_ld import write_json_ld

    found = database.stored_claims(event=event, **filters)
    asked = {"what": "claims", "event": event, "filters": filters, "version": __version__}
    with opened(output) as stream, as_text(stream) as text:
        return write_json_ld(found, text, asked)


def write_whole(database: "Database", output: Path) -> int:
    """Write everything that the database holds; returns how many rows."""
    from claims.exchange.everything import write_everything
    from claims.exchange.files import as_text, opened

    with opened(output) as stream, as_text(stream) as text:
        return write_everything(database.store, text)


def rows_of(
    database: "Database",
    what: What,
    event: str | None,
    filters: dict[str, Any],
    policy: str,
    profile: str,
    rates: Path | None,
) -> "Rows":
    """What is asked for as rows; they are read from the database as they are written."""
    from claims.exchange.files import Rows
    from claims.frames import TABLES, batches

    compared = what in _OF_AN_EVENT
    asked = {
        "what": what.value,
        "event": event,
        "filters": filters,
        "profile": profile if compared or what is What.CLAIMS else None,
        "policy": policy if what in (What.ESTIMATE, What.SPEAKERS) else None,
        "rates": rates.read_text(encoding="utf-8") if rates else None,
        "version": __version__,
    }
    about = {name: value for name, value in asked.items() if value not in (None, {})}
    if what is What.CLAIMS:
        return Rows(TABLES[what], database.claim_batches(event=event, **filters), about)
    found = (
        _compared(database, what, event or "", filters, policy, profile, rates)
        if compared
        else _listed(database, what, event, filters)
    )
    return Rows(TABLES[what], batches(TABLES[what], found), about)


def _listed(database: "Database", what: What, event: str | None, filters: dict[str, Any]) -> Iterable[Any]:
    match what:
        case What.EDITS:
            return database.edit_records(event, **filters)
        case What.EVENTS:
            return database.store.listed_events()
        case What.SOURCES:
            return database.source_lines()
        case _:
            return database.store.problems(event)


def _compared(
    database: "Database", what: What, event: str, filters: dict[str, Any], policy: str, profile: str, rates: Path | None
) -> Iterable[Any]:
    from claims.frames import check_lines, conflict_lines, estimate_lines, history_lines, speaker_lines

    asked = {**filters, "profile": profile, "rates": rates}
    grounds = database.grounds(event, profile, filters)
    match what:
        case What.HISTORY:
            return history_lines(database.histories(event, **asked), profile)
        case What.CONFLICTS:
            return conflict_lines(database.disagreements(event, **asked), profile)
        case What.ESTIMATE:
            return estimate_lines(database.estimates(event, policy=policy, **asked), grounds)
        case What.SPEAKERS:
            told = database.speaker_records(event, policy=policy, profile=profile, **filters)
            return speaker_lines(told, policy, grounds)
        case _:
            return check_lines(database.checks(event, everything=True, **asked), grounds)
