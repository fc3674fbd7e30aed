"""`claims check`: whether a database is whole."""

import typer

from claims.cli.app import DEFAULT_DB, Db, app, note
from claims.cli.progress import bar

_EVERY = 500
"""Rows after which the bar moves."""


@app.command()
def check(db: Db = DEFAULT_DB) -> None:
    """Check that the database is whole.

    The file itself, stored bytes and their hashes, quotes in their entries, the chain of decisions, the search index.
    What is wrong is printed with what to do; the exit status is then 1.
    """
    from claims.database import open as open_database

    flaws, names = 0, dict[str, int]()
    with open_database(db, create=False) as database, bar() as progress:
        task = progress.add_task("Checking", total=None, counts="")
        for each in database.store.check():
            names[each.check] = each.total
            if each.flaw is not None:
                flaws += 1
                typer.echo(f"{each.flaw.what} {each.flaw.advice}")
            if each.done % _EVERY == 0 or each.done == each.total:
                progress.update(task, description=f"Checking {each.check}", completed=each.done, total=each.total)
    counts = ", ".join(name if total <= 1 else f"{total:,} {name}" for name, total in names.items())
    found = {0: "nothing is wrong", 1: "1 thing is wrong"}.get(flaws, f"{flaws:,} things are wrong")
    note(f"Checked: {counts}; {found}.")
    if flaws:
        raise typer.Exit(1)
