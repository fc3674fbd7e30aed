"""`claims check` and `claims backup`: whether a database is whole, and a safe copy of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, Form, Format, app, note
from claims.cli.paper import clean, print_records
from claims.cli.progress import bar

if TYPE_CHECKING:
    from claims.store import Checked

_EVERY = 500
"""Rows after which the bar moves."""


@app.command()
def check(db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """Check that the database is whole.

    The file itself, stored bytes and their hashes, quotes in their entries, the chain of decisions, the search index.
    What is wrong is printed with what to do; the exit status is then 1.
    """
    from claims.database import open as open_database
    from claims.frames import FlawLine

    names = dict[str, int]()
    with open_database(db, create=False) as database:
        checked = _watched(database.store.check(), names)
        flaws = [FlawLine(each.check, each.flaw.what, each.flaw.advice) for each in checked if each.flaw]
    if form is not Form.TABLE:
        print_records("flaws", flaws, form)
    else:
        for line in flaws:
            typer.echo(clean(f"{line.what} {line.advice}"))
    counts = ", ".join(name if total <= 1 else f"{total:,} {name}" for name, total in names.items())
    found = {0: "nothing is wrong", 1: "1 thing is wrong"}.get(len(flaws), f"{len(flaws):,} things are wrong")
    note(f"Checked: {counts}; {found}.")
    if flaws:
        raise typer.Exit(1)


def _watched(checked: "Iterator[Checked]", names: dict[str, int]) -> "Iterator[Checked]":
    """The same, with a bar; what was checked, and of how many rows, is noted in `names`."""
    with bar() as progress:
        task = progress.add_task("Checking", total=None, counts="")
        for each in checked:
            names[each.check] = each.total
            if each.done % _EVERY == 0 or each.done == each.total:
                progress.update(task, description=f"Checking {each.check}", completed=each.done, total=each.total)
            yield each


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.", metavar="FILE")],
    db: Db = DEFAULT_DB,
) -> None:
    """Copy the database to a file, safely while others write.

    The copy is a database as it was at one moment: name it with --db, or put it in the place of the one that was lost.
    """
    from claims.database import open as open_database

    with open_database(db, create=False) as database, bar() as progress:
        task = progress.add_task("Copying", total=None, counts="")
        database.store.back_up(file, lambda done, total: progress.update(task, completed=done, total=total))
    note(f"{file}: {file.stat().st_size:,} bytes; `claims check --db {file}` looks it through.")
