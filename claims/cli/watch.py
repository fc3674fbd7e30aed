"""`claims watch`: a page visited again and again, and what is new in it."""

import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import (
    DEFAULT_DB,
    AllowPrivate,
    Db,
    LineForm,
    Publisher,
    VocabularyFile,
    Zone,
    app,
    note,
    read_moment,
)
from claims.cli.paper import clean, moment
from claims.errors import ClaimsError
from claims.printable import counted

if TYPE_CHECKING:
    from claims.database import Database
    from claims.frames import NewsLine
    from claims.store import Ingested, NewFigure
    from claims.watching import Visit

_SPAN = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(s|m|h|d|)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


@app.command()
def watch(
    url: Annotated[str, typer.Argument(help="The page's address.", metavar="URL")],
    every: Annotated[str, typer.Option(help="The time between two visits: 90s, 5m, 1h.", metavar="TIME")] = "60s",
    until: Annotated[
        str | None, typer.Option(help="When to stop: 2022-01-10T18:39+06:00; else with Ctrl-C.", metavar="DATE")
    ] = None,
    event: Annotated[
        str | None, typer.Option(help="The event that the page reports on; else one named after the page.")
    ] = None,
    publisher: Publisher = None,
    zone: Zone = None,
    allow_private: AllowPrivate = False,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Annotated[
        LineForm, typer.Option("--format", "-f", help="Lines for people, or JSON lines for programs.")
    ] = LineForm.TABLE,
) -> None:
    """Visit a page again and again, and print what is new.

    Only what changed is stored; figures of an edited post are shown as they were and are. Ctrl-C stops it, and the next
    run goes on where it was.
    """
    from claims.capture import Taken
    from claims.capture.url import read_url
    from claims.database import open as open_database

    seconds = read_span(every, "--every")
    end = read_moment(until, "--until")
    url = str(read_url(url))
    taken = Taken(publisher=publisher, zone=zone)
    with open_database(db, vocabulary=vocabulary) as database, stopping() as log:
        visits = database.watch(url, every=seconds, until=end, event=event, taken=taken, allow_private=allow_private)
        note(f"Watching {url} every {span_words(seconds)}; Ctrl-C stops it.")
        for visit in visits:
            log.add(visit)
            if form is LineForm.JSONL:
                print_lines(url, visit)
            else:
                print_news(database, url, visit)


def read_span(text: str, option: str) -> float:
    """A span of time in seconds, such as "90s" or "5m"; raises ClaimsError."""
    found = _SPAN.fullmatch(text.strip().lower())
    if not found:
        raise ClaimsError(f"{option} {text!r} is no span of time; write 90s, 5m or 1h.")
    return float(found[1]) * _SECONDS[found[2]]


def span_words(seconds: float) -> str:
    """A span of time for people: "45 s", "12 min", "3.5 h"."""
    if seconds < 120:
        return f"{seconds:.3g} s"
    return f"{seconds / 60:.3g} min" if seconds < 7200 else f"{seconds / 3600:.3g} h"


@dataclass(slots=True)
class Log:
    """What a watch has seen so far; trouble is told when it begins and when it ends, and not in between."""

    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    visits: int = 0
    found: list["Ingested"] = field(default_factory=list)
    failing: bool = False

    def add(self, visit: "Visit") -> None:
        """Count a visit, and tell where trouble begins or ends."""
        self.visits += 1
        if visit.ingested.capture_new:
            self.found.append(visit.ingested)
        if visit.trouble and not self.failing:
            note(f"{clock(visit.at)} {clean(visit.trouble)} The watch goes on, after longer and longer waits.")
        elif self.failing and not visit.trouble:
            note(f"{clock(visit.at)} The page can be had again.")
        self.failing = visit.trouble is not None

    def in_words(self) -> str:
        """One sentence for people."""
        from claims.store import Ingested

        lasted = span_words((datetime.now(UTC) - self.began).total_seconds())
        visits = f"{counted(self.visits, 'visit')} in {lasted}"
        if not self.found:
            return f"Stopped after {visits}: nothing new."
        total = replace(sum(self.found, Ingested()), entries_seen=0, claims_known=0)
        return f"Stopped after {visits}, {len(self.found)} with news: {total.in_words()}."


@contextmanager
def stopping() -> Iterator[Log]:
    """Until Ctrl-C or SIGTERM, which end what stands in the `with` as if it were done; then a summary is told."""
    log = Log()
    before = {each: signal.signal(each, signal.default_int_handler) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield log
    except KeyboardInterrupt:
        pass
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    note(log.in_words())


def print_lines(url: str, visit: "Visit") -> None:
    """The news of a visit as JSON lines."""
    from claims.exchange import write_json_lines
    from claims.frames import WATCHED, news_lines

    write_json_lines(WATCHED, news_lines(visit.at, url, visit.news), sys.stdout)
    sys.stdout.flush()


def print_news(database: "Database", url: str, visit: "Visit") -> None:
    """The news of a visit for people: posts, and under each its figures."""
    from claims.frames import news_lines

    if not visit.ingested.capture_new:
        return
    about = database.store.event_of(url)
    zone = database.store.event(about).zone if about else "UTC"
    reasons = why(database, visit)
    typer.echo(f"{clock(visit.at)} {visit.ingested.in_words()}")
    for line in news_lines(visit.at, url, visit.news):
        if line.figure is None:
            typer.echo(f"  {line.what} · {heading(line, zone)}")
        elif line.what != "kept figure":
            typer.echo(f"    {line.what} · {figure_line(line.figure)}")
            if reason := reasons.get(line.figure.claim.id):
                typer.echo(f"      {clean(reason)}")


def why(database: "Database", visit: "Visit") -> dict[int, str]:
    """What the figures of a visit do to those before them, by the claim's id: the most telling relation of each."""
    claims = {figure.claim.id: figure.claim for post in visit.news for figure in post.claims}
    series = (
        series
        for event, metric in sorted({(claim.event, claim.metric) for claim in claims.values()})
        for series in database.histories(event, metric)
    )
    steps = (step for each in series for step in each.steps if step.claim.id in claims)
    return {step.claim.id: f"{step.relations[0].kind}: {step.relations[0].reason}" for step in steps if step.relations}


def heading(line: "NewsLine", zone: str) -> str:
    """When a post was posted, and its headline or first words."""
    entry = line.post.entry
    words = " ".join((entry.headline or entry.text).split())
    return f"{moment(entry.posted_at, zone)} · {clean(words if len(words) <= 100 else f'{words[:99]}…')}"


def figure_line(figure: "NewFigure") -> str:
    """A figure in one line: "detained: over 5,000 → 7,939 people, Interior Ministry [claim 12]"."""
    from claims.compare import figure_words

    claim, before = figure.claim, figure.before
    words = f"{figure_words(before)} → {figure_words(claim)}" if before else figure_words(claim)
    group = f" {claim.group_resolved or claim.group or ''}".rstrip()
    denies = " denies" if claim.denied else ""
    return clean(f"{claim.metric}: {words}{group}, {claim.attributed_to or 'unattributed'}{denies} [claim {claim.id}]")


def clock(at: datetime) -> str:
    """The time of day where the reader is."""
    return f"{at.astimezone():%H:%M:%S}"
