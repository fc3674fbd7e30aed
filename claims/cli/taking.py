"""Taking in many pages for people: a bar while it lasts, a line for what brings something new, one that sums up."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import typer

from claims.cli.app import Form, note
from claims.cli.paper import print_records
from claims.cli.progress import bar
from claims.errors import CaptureError, ClaimsError
from claims.printable import counted

if TYPE_CHECKING:
    from rich.progress import Progress

    from claims.capture import Fetch, Input, Taken
    from claims.database import Database
    from claims.frames import TakenLine
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

    @property
    def one_page(self) -> bool:
        """Whether something is said that can only be true of one page."""
        return bool(self.taken.url or self.taken.captured_at)


@dataclass(slots=True)
class Tally:
    """What came of all inputs so far."""

    total: "Ingested"
    several: bool = False
    """Whether there may be more than one page."""
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

    def so_far(self) -> str:
        """Beside a bar: "12 pages, 1 new claim, 0 problems"."""
        claims = counted(self.total.claims_new, "new claim")
        return f"{counted(self.pages, 'page')}, {claims}, {counted(self.problems, 'problem')}"

    def in_words(self) -> str:
        """For people: "1,000 pages, 12 of them known: 980 new entries; 211 new claims; 3 problems"."""
        pages = counted(self.pages, "page")
        if self.known:
            pages += ", known before" if self.known == self.pages else f", {self.known:,} of them known before"
        return f"{pages}: {self.total.in_words()}"


def take_in_all(
    names: Sequence[str], database: "Database", fetch: "Fetch", asked: Asked, form: Form = Form.TABLE
) -> None:
    """Take in what the names stand for; what can't be is told on stderr, the others go on, and the exit status is 1."""
    from claims.store import Ingested

    tally = Tally(Ingested(), several=len(names) > 1)
    if asked.one_page and tally.several:
        raise ClaimsError("--url and --captured-at name one page; take several in one by one.")
    try:
        with bar() as progress:
            taken = take_in_each(names, database, fetch, asked, tally, progress)
            if form is Form.TABLE:
                for found, line in taken:
                    tell(found, line)
            else:
                print_records("ingest", flushed(line for _, line in taken), form)
    except KeyboardInterrupt:
        note(f"claims: Broken off after {tally.in_words()}; the same command goes on where it stopped.")
        raise typer.Exit(INTERRUPTED) from None
    if tally.several and (tally.met or not tally.failed):
        if form is Form.TABLE:
            typer.echo(f"{tally.in_words()}.")
        sum_up(tally)
    if tally.failed:
        raise typer.Exit(1)


def take_in_each(
    names: Sequence[str], database: "Database", fetch: "Fetch", asked: Asked, tally: Tally, progress: "Progress"
) -> Iterator[tuple["Input | None", "TakenLine"]]:
    """What each page of the inputs brought, with its input; None for one that can't be taken in."""
    from claims.capture import open_input
    from claims.frames import TakenLine
    from claims.store import Ingested

    inputs = progress.add_task("Taking in", total=len(names), visible=tally.several, counts="")
    for name in names:
        try:
            found = open_input(name, fetch, asked.taken, follow=asked.follow)
            if found.many and asked.one_page:
                raise ClaimsError(f"--url and --captured-at name one page; {found.name} may hold several.")
            tally.several = tally.several or found.many
            for brought in take_in_one(found, database, asked, tally, progress):
                problem = brought.problem.why if brought.problem else None
                yield found, TakenLine(brought.ingested, name, brought.name, problem)
        except CaptureError as error:
            note(f"claims: {error}")
            tally.failed = True
            yield None, TakenLine(Ingested(), name, problem=str(error))
        progress.advance(inputs)


def take_in_one(
    found: "Input", database: "Database", asked: Asked, tally: Tally, progress: "Progress"
) -> Iterator["Brought"]:
    """Take in one input, with a bar where it may hold many pages; what was passed over is only counted."""
    from rich.markup import escape

    from claims.ingest import ingest_input

    task = progress.add_task(escape(found.name), total=found.total, visible=found.many, counts="")
    for each in ingest_input(database.store, found, asked.event, zone=asked.taken.zone, vocabulary=database.vocabulary):
        tally.add(each)
        if not each.passed_over:
            yield each
        counts = tally.so_far()
        progress.update(task, completed=each.done, counts=counts)
    progress.refresh()
    progress.remove_task(task)


def tell(found: "Input | None", line: "TakenLine") -> None:
    """Tell people what a page brought: always where it stands alone, of many only where it is new."""
    if found and not found.many:
        typer.echo(f"{found.name}: {line.ingested.in_words()}.")
    elif found and line.problem and line.ingested.problems:
        note(f"{short(line.url or '')}: {line.problem}")
    elif line.ingested.capture_new:
        typer.echo(f"{short(line.url or '')}: {line.ingested.in_words()}.")


def flushed(lines: Iterable["TakenLine"]) -> Iterator["TakenLine"]:
    """The same lines, each written out before the next is waited for."""
    for line in lines:
        yield line
        sys.stdout.flush()


def sum_up(tally: Tally) -> None:
    """The last lines: what was passed over, and where the problems stand."""
    if tally.passed_over:
        kinds = ", ".join(f"{what} ({count:,})" for what, count in sorted(tally.passed_over.items()))
        note(f"Passed over, as no pages: {kinds}.")
    if tally.problems:
        note(f"{counted(tally.problems, 'part')} can't be read; `claims problems` says where and why.")


def short(address: str) -> str:
    """A file by its name, any other address in full."""
    parts = urlsplit(address)
    return unquote(parts.path).rpartition("/")[2] if parts.scheme == "file" else address
