"""`claims import`: tables of other people by a mapping, exports that were edited, whole databases."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from claims.cli.app import DEFAULT_DB, Db, Form, Format, Publisher, VocabularyFile, app, note, read_date
from claims.cli.archive import load_from
from claims.cli.paper import clean, print_records, table
from claims.cli.review import Name, login
from claims.errors import ClaimsError
from claims.printable import counted

if TYPE_CHECKING:
    from claims.corrections import Corrections
    from claims.database import Database
    from claims.exchange.tables import ReadTable

_SHOWN = 50
"""Rows that are listed for people; programs get them all."""
_CELL = 60
"""Characters of a cell that are shown."""


class Correcting(NamedTuple):
    """What a person says of the corrections in an export."""

    who: str | None
    why: str | None
    yes: bool
    dry_run: bool


class GivenTable(NamedTuple):
    """A table's file, with what a person says of it."""

    file: Path
    mapping: str
    event: str
    published: date | None
    publisher: str | None
    url: str | None


@app.command("import")
def import_table(
    source: Annotated[
        str,
        typer.Argument(
            help="CSV, XLSX, JSON, JSON lines or Parquet; or a data set that `claims extract --out` made.",
            metavar="FILE|DIR",
        ),
    ],
    mapping: Annotated[
        str | None,
        typer.Option(
            help="What the columns are: acled, emdat, gaza-daily, hxl, ucdp-ged, ukraine-losses, or a TOML file.",
            metavar="NAME|FILE",
        ),
    ] = None,
    event: Annotated[str | None, typer.Option(help="The event that the table or data set reports on.")] = None,
    published_at: Annotated[
        str | None,
        typer.Option("--published-at", help="When this version of the table was published.", metavar="DATE"),
    ] = None,
    publisher: Publisher = None,
    url: Annotated[
        str | None, typer.Option(help="The table's address, by which a later version of it is recognised.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Store nothing: say what each column becomes, and what is refused.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Of an export that you edited: amend without asking again.")
    ] = False,
    why: Annotated[str | None, typer.Option(help="Of an export that you edited: the reason, kept with it.")] = None,
    who: Name = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Take in a table: each row an entry, each figure a claim.

    A later version of the same table is compared with the one before: changed cells are new wordings, rows that are
    gone are deleted posts. What is refused is listed, and stored as problems. Without --mapping: all that another
    database held (`claims export --what everything`), into a new one; or an export of claims that you edited in a
    spreadsheet: what you changed is shown first, then amended; or the folder or fsspec address of a data set that
    `claims extract --out` made, whose pages go in as if they were ingested: broken off, the same command goes on.
    """
    from claims.corrections import is_edited_export
    from claims.exchange.restoring import is_everything

    if Path(source).is_dir() or "://" in source:
        if mapping or url or published_at or publisher:
            raise ClaimsError(
                "A data set needs no --mapping and was read with its publishers; --event names its event."
            )
        load_from(source, db, event, vocabulary, form, dry_run=dry_run)
        return
    file = Path(source)
    if not file.exists():
        raise ClaimsError(f"There is no file {source}; check the path.")
    if mapping is None and is_everything(file):
        _restore(file, db, vocabulary, dry_run=dry_run)
    elif mapping is None and is_edited_export(file):
        _correct(file, db, vocabulary, form, Correcting(who, why, yes=yes, dry_run=dry_run))
    elif mapping is None or event is None:
        raise ClaimsError("Say what the columns are with --mapping, and what the table reports on with --event.")
    else:
        published = read_date(published_at, "--published-at")
        _take_in(GivenTable(file, mapping, event, published, publisher, url), db, vocabulary, form, dry_run=dry_run)


def _restore(file: Path, db: str, vocabulary: Path | None, *, dry_run: bool) -> None:
    """Fill a new database with all that another one held."""
    from claims.database import open as open_database

    if dry_run:
        note(f"{file.name} holds all of another database; without --dry-run it fills an empty one, --db names it.")
        return
    with open_database(db, vocabulary=vocabulary) as database:
        count = database.import_everything(file)
        typer.echo(f"{file.name}: {counted(count, 'row')}, all that the other database held.")


def _take_in(given: GivenTable, db: str, vocabulary: Path | None, form: Form, *, dry_run: bool) -> None:
    """Read a table and store it, or say what it would become."""
    from claims.database import open as open_database

    if dry_run and not Path(db).exists():
        _show(_without_database(given, vocabulary), given.file.name, form)
        return
    with open_database(db, vocabulary=vocabulary) as database:
        read = database.read_table(
            given.file,
            given.mapping,
            given.event,
            published_at=given.published,
            publisher=given.publisher,
            url=given.url,
        )
        if dry_run:
            _show(read, given.file.name, form)
        else:
            _store(read, database, given, form)


def _without_database(given: GivenTable, vocabulary: Path | None) -> "ReadTable":
    """The table as it would be read into a new database, which a dry run does not make."""
    from claims.capture import Taken
    from claims.exchange.tables import new_event, read_file
    from claims.vocabulary import load_vocabulary

    taken = Taken(publisher=given.publisher, published=given.published, url=given.url)
    return read_file(given.file, given.mapping, new_event(given.event), load_vocabulary(vocabulary), taken)


def _store(read: "ReadTable", database: "Database", given: GivenTable, form: Form) -> None:
    from claims.frames import TakenLine

    name, figures = given.file.name, sum(map(len, read.claims.values()))
    note(f"{name}: storing {counted(figures, 'figure')} of {counted(len(read.page.entries), 'row')} …")
    ingested = database.store_table(read, given.event)
    if form is not Form.TABLE:
        print_records("ingest", [TakenLine(ingested, str(given.file), read.capture.url)], form)
    else:
        typer.echo(f"{name}: {ingested.in_words()}.")
    _sum_up(read)


def _correct(file: Path, db: str, vocabulary: Path | None, form: Form, asked: Correcting) -> None:
    """Show what was changed in an export, and amend it once that is wanted."""
    from claims.database import open as open_database

    with open_database(db, create=False, vocabulary=vocabulary) as database:
        found = database.read_corrections(file)
        if form is not Form.TABLE:
            print_records("corrections", found.cells, form)
        else:
            _show_corrections(found, file.name)
        if not _wanted(found, asked):
            undecided = found.amendments and not asked.dry_run
            note("Nothing was written." + (" --yes amends the claims." if undecided else ""))
            return
        made, refused = database.take_corrections(found, who=asked.who or login(), why=asked.why)
    for sentence in refused:
        note(clean(sentence))
    note(
        f"{counted(len(made), 'claim')} amended; `claims show ID` says what stood before, "
        "`claims decide ID undo` takes it back."
    )
    if refused:
        raise typer.Exit(1)


def _wanted(found: "Corrections", asked: Correcting) -> bool:
    """Whether the amendments are to be stored: a person at a terminal is asked."""
    if not found.amendments or asked.dry_run:
        return False
    if asked.yes or not sys.stdin.isatty():
        return asked.yes
    return typer.confirm(f"Amend {counted(len(found.amendments), 'claim')}?", err=True)


def _show_corrections(found: "Corrections", name: str) -> None:
    from claims.cli.paper import console

    changes = [each for each in found.cells if not each.problem]
    columns = ("line", "uid", "column", "before", "after")
    rows = [(each.line, each.uid[:8], each.column, each.before[:_CELL], each.after[:_CELL]) for each in changes]
    paper = console()
    if rows:
        paper.print(table("What was changed", columns, rows[:_SHOWN], right=("line",)))
    if found.refused:
        lines = [(each.line, each.uid[:8], each.column, each.after[:_CELL], each.problem) for each in found.refused]
        paper.print(
            table("Can't be taken over", ("line", "uid", "column", "cell", "why"), lines[:_SHOWN], right=("line",))
        )
    typer.echo(
        f"{name}: {counted(found.rows, 'row')}; "
        f"{counted(len(changes), 'cell')} of {counted(len(found.amendments), 'claim')} changed, "
        f"{len(found.refused):,} can't be taken over."
    )


def _show(read: "ReadTable", name: str, form: Form) -> None:
    """What a table would become."""
    if form is not Form.TABLE:
        print_records("import", list(_lines(read)), form)
        return
    from claims.cli.paper import console

    paper = console()
    paper.print(table("What each column becomes", ("column", "becomes"), [(c.name, c.becomes) for c in read.columns]))
    if read.refused:
        rows = [(each.line, each.why, each.what[:80]) for each in read.refused[:_SHOWN]]
        paper.print(table("Refused, or odd", ("line", "why", "row"), rows, right=("line",)))
    claims = counted(sum(map(len, read.claims.values())), "claim")
    typer.echo(f"{name}: {counted(read.rows, 'row')}, {len(read.page.entries):,} of them entries with {claims}.")
    _sum_up(read)


def _lines(read: "ReadTable") -> Iterator[object]:
    """Columns, rows and notes for programs."""
    from claims.frames import ImportLine

    for column in read.columns:
        yield ImportLine("column", None, column.name, column.becomes)
    for each in read.refused:
        yield ImportLine("odd" if each.kept else "refused", each.line, each.what, each.why)
    for said in read.notes:
        yield ImportLine("note", None, None, said)


def _sum_up(read: "ReadTable") -> None:
    """The last lines, on stderr: what was passed over, guessed or refused."""
    for said in read.notes:
        note(clean(said))
    if read.passed_over:
        note(f"Passed over, as the mapping does not choose them: {counted(read.passed_over, 'row')}.")
    refused = sum(not each.kept for each in read.refused)
    if refused:
        note(
            f"Refused: {counted(refused, 'row or figure', 'rows or figures')}; `claims problems` and --dry-run say why."
        )
    if odd := len(read.refused) - refused:
        note(f"Kept though they contradict themselves or share a key: {counted(odd, 'row')}; see `claims problems`.")
