"""Taking in many pages for people: a bar while it lasts, a line for what brings something new, one that sums up."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import typer

from claims.cli.app import note
from claims.errors import CaptureError, ClaimsError

if TYPE_CHECKING:
    from rich.progress import Progress

    from claims.capture import Fetch, Input, Taken
    from claims.database import Database
    from claims.ingest import Brought
    from claims.store import Ingested

INTERRUPTED = 130
"""Exit status of a command that was broken off, as shells give it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for besides the inputs."""

    event: str | None
    taken: "Taken"
    follow: bool = False


@dataclass(slots=True)
class Tally:
    """What came of all inputs so far."""

    total: "Ingested"
    pages: int = 0
    known: int = 0
    failed: bool = False
    problems: int = 0
    """Parts of inputs that can't be read, known ones too."""
    passed_over: Counter[str] = field(default_factory=Counter)

    def add(self, brought: "Brought") -> None:
        """Count an item."""
        self.total += brought.ingested
        if brought.passed_over:
            self.passed_over[brought.passed_over] += 1
        elif brought.problem:
            self.problems += 1
        else:
            self.pages += 1
            self.known += not brought.ingested.capture_new

    @property
    def met(self) -> bool:
        """Whether there was anything to count."""
        return bool(self.pages or self.problems or self.passed_over)

    def in_words(self) -> str:
        """For people: "1,000 pages, 12 of them known: 980 new entries; 211 new claims; 3 problems"."""
        pages = f"{self.pages:,} page{'' if self.pages == 1 else 's'}"
        if self.known:
            pages += ", known before" if self.known == self.pages else f", {self.known:,} of them known before"
        return f"{pages}: {self.total.in_words()}"


def take_in_all(names: Sequence[str], database: "Database", fetch: "Fetch", asked: Asked) -> None:
    """Take in what the names stand for; what can't be is told on stderr, the others go on, and the exit status is 1."""
    from claims.capture import open_input
    from claims.store import Ingested

    tally, one_page, several = Tally(Ingested()), asked.taken.url or asked.taken.captured_at, len(names) > 1
    if one_page and several:
        raise ClaimsError("--url and --captured-at name one page; take several in one by one.")
    try:
        with bar() as progress:
            inputs = progress.add_task("Taking in", total=len(names), visible=several, counts="")
            for name in names:
                try:
                    found = open_input(name, fetch, asked.taken, follow=asked.follow)
                    if found.many and one_page:
                        raise ClaimsError(f"--url and --captured-at name one page; {found.name} may hold several.")
                    several = several or found.many
                    take_in_one(found, database, asked, tally, progress)
                except CaptureError as error:
                    note(f"claims: {error}")
                    tally.failed = True
                progress.advance(inputs)
    except KeyboardInterrupt:
        note(f"claims: Broken off after {tally.in_words()}; the same command goes on where it stopped.")
        raise typer.Exit(INTERRUPTED) from None
    if several and (tally.met or not tally.failed):
        sum_up(tally)
    if tally.failed:
        raise typer.Exit(1)


def take_in_one(found: "Input", database: "Database", asked: Asked, tally: Tally, progress: "Progress") -> None:
    """Take in one input: a page with its line, or many with a bar and a line for each that brings something new."""
    from rich.markup import escape

    from claims.ingest import ingest_input

    task = progress.add_task(escape(found.name), total=found.total, visible=found.many, counts="")
    for each in ingest_input(database.store, found, asked.event, zone=asked.taken.zone, vocabulary=database.vocabulary):
        tally.add(each)
        if not found.many:
            typer.echo(f"{found.name}: {each.ingested.in_words()}.")
        elif each.problem and each.ingested.problems:
            note(f"{short(each.name)}: {each.problem.why}")
        elif each.ingested.capture_new:
            typer.echo(f"{short(each.name)}: {each.ingested.in_words()}.")
        counts = f"{tally.pages:,} pages, {tally.total.claims_new:,} new claims, {tally.problems:,} problems"
        progress.update(task, completed=each.done, counts=counts)
    progress.refresh()
    progress.remove_task(task)


def bar() -> "Progress":
    """A bar on stderr, where people look at it, with counts beside it; results go to stdout as ever."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
        disable=not console.is_terminal,
    )


def sum_up(tally: Tally) -> None:
    """The last lines: what came of all, what was passed over, where the problems stand."""
    typer.echo(f"{tally.in_words()}.")
    if tally.passed_over:
        kinds = ", ".join(f"{what} ({count:,})" for what, count in sorted(tally.passed_over.items()))
        note(f"Passed over, as no pages: {kinds}.")
    if tally.problems:
        parts = "1 part" if tally.problems == 1 else f"{tally.problems:,} parts"
        note(f"{parts} can't be read; `claims problems` says where and why.")


def short(address: str) -> str:
    """A file by its name, any other address in full."""
    parts = urlsplit(address)
    return unquote(parts.path).rpartition("/")[2] if parts.scheme == "file" else address
