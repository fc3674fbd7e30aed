"""`claims extract --out`: an archive of pages read on many cores or machines into a data set."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from claims.cli.app import note
from claims.cli.taking import INTERRUPTED, bar
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.cluster import How, Task

_SHOWN = 5


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
        note(f"{len(others):,} parts of other inputs or versions were removed from {out}.")
    note(f"{len(inputs):,} files in {len(tasks):,} tasks.")
    try:
        counts, known, failed = _read(tasks, out, how, cluster, workers)
    except KeyboardInterrupt:
        note("claims: Broken off; the same command goes on where it stopped.")
        raise typer.Exit(INTERRUPTED) from None
    before = f", {known:,} tasks of it before" if known else ""
    typer.echo(f"{out}: {_in_words(counts)}{before}.")
    if failed:
        for task, why in failed[:_SHOWN]:
            note(f"claims: {task.inputs[0]}: {why}")
        raise ClaimsError(f"{len(failed):,} tasks failed and {out} is not whole; the same command tries them again.")
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
    return ", ".join(f"{count:,} {table}" for table, count in counts.items())
