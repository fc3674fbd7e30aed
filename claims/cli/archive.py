"""`claims extract --out` and `claims import DIR`: archives read on many cores or machines, and what was read stored."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claims.cli.app import Form, note
from claims.cli.paper import print_records
from claims.cli.progress import bar
from claims.cli.taking import INTERRUPTED, Tally, flushed, short, sum_up
from claims.errors import ClaimsError
from claims.printable import counted

if TYPE_CHECKING:
    from claims.cluster import How, Task
    from claims.database import Database
    from claims.frames import TakenLine
    from claims.records import Event

_SHOWN = 5
"""Failed tasks that are told one by one."""
_ONE_OF = {"pages": "page", "entries": "entry", "claims": "claim", "problems": "problem"}
"""What a row of a data set's table is called."""


def event_in(db: str, slug: str) -> "Event":
    """An event of a database; raises StoreError, UnknownEventError."""
    from claims.store import Store

    with Store.open(db, create=False) as store:
        return store.event(slug)


def read_into(
    patterns: Sequence[str], out: str, how: "How", cluster: str | None, workers: int | None, *, replace: bool
) -> None:
    """Read what the patterns name into a data set, with a bar; tasks that fail are told, and the exit status is 1."""
    from claims.cluster import find_inputs, make_tasks, others_in
    from claims.exchange.readings import DataSet

    inputs = find_inputs(patterns)
    tasks = list(make_tasks(inputs, how))
    if replace and (others := others_in(data := DataSet(out), tasks)):
        data.drop(others)
        note(f"Removed from {out}: {counted(len(others), 'part')} of other inputs or versions.")
    note(f"{counted(len(inputs), 'file')} in {counted(len(tasks), 'task')}.")
    try:
        counts, known, failed = _read(tasks, out, how, cluster, workers)
    except KeyboardInterrupt:
        note("claims: Broken off; the same command goes on where it stopped.")
        raise typer.Exit(INTERRUPTED) from None
    before = f", {counted(known, 'task')} of it before" if known else ""
    typer.echo(f"{out}: {_in_words(counts)}{before}.")
    if failed:
        for task, why in failed[:_SHOWN]:
            note(f"claims: {task.inputs[0]}: {why}")
        some = counted(len(failed), "task")
        raise ClaimsError(f"{some} failed and {out} is not whole; the same command tries again what failed.")
    note(f"`claims import {out}` loads it into a database.")


def _read(
    tasks: "Sequence[Task]", out: str, how: "How", cluster: str | None, workers: int | None
) -> "tuple[dict[str, int], int, list[tuple[Task, str]]]":
    """Rows of each table, how many tasks were done before, and what failed."""
    from claims.cluster import read_archive
    from claims.exchange.readings import TABLES

    counts, known = dict.fromkeys(TABLES, 0), 0
    failed: list[tuple[Task, str]] = []
    with bar() as progress:
        shown = progress.add_task("Reading", total=len(tasks), counts="")
        for outcome in read_archive(tasks, out, how, cluster=cluster, workers=workers):
            if outcome.part is None:
                failed.append((outcome.task, outcome.error or ""))
            else:
                counts = {table: counts[table] + outcome.part.counts[table] for table in TABLES}
                known += outcome.known
            progress.update(shown, advance=1, counts=_in_words(counts))
    return counts, known, failed


def _in_words(counts: dict[str, int]) -> str:
    return ", ".join(counted(count, _ONE_OF[table], table) for table, count in counts.items())


def load_from(address: str, db: str, event: str | None, vocabulary: Path | None, form: Form, *, dry_run: bool) -> None:
    """Store a data set's pages with a bar, and say what is new; with `dry_run` only what it holds."""
    from claims.database import open as open_database
    from claims.exchange.readings import TABLES, DataSet
    from claims.store import Ingested

    parts = DataSet(address).parts()
    if dry_run:
        counts = {table: sum(part.counts[table] for part in parts) for table in TABLES}
        typer.echo(f"{address}: {_in_words(counts)}; nothing was stored.")
        return
    tally = Tally(Ingested(), several=True)
    with open_database(db, vocabulary=vocabulary) as database:
        try:
            lines = _load(address, database, event, tally, sum(part.counts["pages"] for part in parts))
            if form is Form.TABLE:
                for line in lines:
                    if line.problem and line.ingested.problems:
                        note(f"{short(line.url or '')}: {line.problem}")
            else:
                print_records("ingest", flushed(lines), form)
        except KeyboardInterrupt:
            note(f"claims: Broken off after {tally.in_words()}; the same command goes on where it stopped.")
            raise typer.Exit(INTERRUPTED) from None
    if form is Form.TABLE:
        typer.echo(f"{address}: {tally.in_words()}.")
    sum_up(tally)


def _load(address: str, database: "Database", event: str | None, tally: Tally, total: int) -> "Iterator[TakenLine]":
    """What each page and problem of the data set brought, while a bar shows how far it is."""
    from claims.cluster import load_archive
    from claims.frames import TakenLine

    with bar() as progress:
        shown = progress.add_task("Importing", total=total, counts="")
        for brought in load_archive(database.store, address, event):
            tally.add(brought)
            problem = brought.problem.why if brought.problem else None
            yield TakenLine(brought.ingested, address, brought.name, problem)
            counts = tally.so_far()
            progress.update(shown, completed=brought.done, counts=counts)
