"""`claims import`: tables of other people by a mapping, exports that were edited, whole databases."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from claims.cli.app import DEFAULT_DB, Db, Form, Format, Publisher, VocabularyFile, app, note, read_date
from claims.cli.archive import load_from
from claims.cli.paper import clean, print_records, table
from claims.cli.review import Name, login
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.corrections import Corrections
    from claims.database import Database
    from claims.exchange.tables import ReadTable

_SHOWN = 50
"""Rows that are listed for people; programs get them all."""
_CELL = 60
"""Characters of a cell that are shown."""


class Asked(NamedTuple):
    """What a person says of the corrections in an export."""

    who: str | None
    why: str | None
    yes: bool
    dry_run: bool


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
    from claims.capture import Taken
    from claims.corrections import is_edited_export
    from claims.database import open as open_database
    from claims.exchange.restoring import is_everything
    from claims.exchange.tables import new_event, read_file
    from claims.frames import TakenLine
    from claims.vocabulary import load_vocabulary

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
        if dry_run:
            note(f"{file.name} holds all of another database; without --dry-run it fills an empty one, --db names it.")
            return
        with open_database(db, vocabulary=vocabulary) as database:
            typer.echo(f"{file.name}: {database.import_everything(file):,} rows, all that the other database held.")
        return
    if mapping is None and is_edited_export(file):
        with open_database(db, create=False, vocabulary=vocabulary) as database:
            _correct(database, file, form, Asked(who, why, yes=yes, dry_run=dry_run))
        return
    if mapping is None or event is None:
        raise ClaimsError("Say what the columns are with --mapping, and what the table reports on with --event.")
    published = read_date(published_at, "--published-at")
    if dry_run and not Path(db).exists():
        taken = Taken(publisher=publisher, published=published, url=url)
        _show(read_file(file, mapping, new_event(event), load_vocabulary(vocabulary), taken), file.name, form)
        return
    with open_database(db, vocabulary=vocabulary) as database:
        read = database.read_table(file, mapping, event, published_at=published, publisher=publisher, url=url)
        if dry_run:
            _show(read, file.name, form)
            return
        note(
            f"{file.name}: storing {sum(map(len, read.claims.values())):,} figures of {len(read.page.entries):,} rows …"
        )
        ingested = database.store_table(read, event)
        if form is not Form.TABLE:
            print_records("ingest", [TakenLine(ingested, str(file), read.capture.url)], form)
        else:
            typer.echo(f"{file.name}: {ingested.in_words()}.")
        _sum_up(read)


def _correct(database: "Database", file: Path, form: Form, asked: Asked) -> None:
    """Show what was changed in an export, and amend it once that is wanted."""
    found = database.read_corrections(file)
    if form is not Form.TABLE:
        print_records("corrections", found.cells, form)
    else:
        _show_corrections(found, file.name)
    wanted = asked.yes
    if found.amendments and not asked.yes and not asked.dry_run and sys.stdin.isatty():
        wanted = typer.confirm(f"Amend {_count(len(found.amendments), 'claim')}?", err=True)
    if not wanted or asked.dry_run or not found.amendments:
        note("Nothing was written." + ("" if asked.dry_run or not found.amendments else " --yes amends the claims."))
        return
    made, refused = database.take_corrections(found, who=asked.who or login(), why=asked.why)
    for sentence in refused:
        note(clean(sentence))
    note(
        f"{_count(len(made), 'claim')} amended; `claims show ID` says what stood before, "
        "`claims decide ID undo` takes it back."
    )
    if refused:
        raise typer.Exit(1)


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
        f"{name}: {_count(found.rows, 'row')}; "
        f"{_count(len(changes), 'cell')} of {_count(len(found.amendments), 'claim')} changed, "
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
    claims = sum(map(len, read.claims.values()))
    typer.echo(f"{name}: {read.rows:,} rows, {len(read.page.entries):,} of them entries with {claims:,} claims.")
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
        note(f"Passed over, as the mapping does not choose them: {_count(read.passed_over, 'row')}.")
    refused = sum(not each.kept for each in read.refused)
    if refused:
        note(
            f"Refused: {_count(refused, 'row or figure', 'rows or figures')}; `claims problems` and --dry-run say why."
        )
    if odd := len(read.refused) - refused:
        note(f"Kept though they contradict themselves or share a key: {_count(odd, 'row')}; see `claims problems`.")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
