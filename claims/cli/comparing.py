"""`claims history` and `claims conflicts`: what figures do to each other."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import (
    DEFAULT_DB,
    Db,
    EventArgument,
    EveryMetric,
    Form,
    Format,
    Profile,
    RatesFile,
    VocabularyFile,
    app,
    note,
)
from claims.cli.filters import filtered
from claims.cli.look import how_sure, who_says
from claims.cli.paper import clean, console, moment, plain, print_records, table
from claims.cli.progress import working

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from claims.compare import Disagreement, SeriesHistory, SeriesKey, Step
    from claims.records import StoredClaim
    from claims.vocabulary import Vocabulary

Window = Annotated[float, typer.Option(help="Hours within which two figures should agree.", metavar="HOURS", min=0)]

_COLOURS = {
    "denies": "red",
    "withdraws": "red",
    "denied": "red",
    "conflict": "red",
    "misreport": "red",
    "open": "yellow",
    "corrected": "yellow",
    "unexplained": "yellow",
    "updated": "cyan",
    "narrowed": "cyan",
    "grew": "cyan",
    "fell": "cyan",
    "agrees": "green",
    "steady": "green",
}
"""Colours repeat what the words say; nothing hangs on them."""

_SHOWN = 2
"""Relations of a claim that are told to people; programs get all."""


@app.command()
@filtered
def history(
    filters: dict[str, str | None],
    event: EventArgument,
    metric: EveryMetric = None,
    profile: Profile = "default",
    window: Window = 24,
    rates: RatesFile = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Show every claim of a series in order.

    Each with what it does to those before it. Filters say which are shown; each is compared with all of its series.
    """
    from datetime import timedelta

    from claims.database import open as open_database
    from claims.frames import history_lines

    with working("Comparing"), open_database(db, create=False, vocabulary=vocabulary) as database:
        hours = timedelta(hours=window)
        found = database.histories(event, metric, profile=profile, window=hours, rates=rates, **filters)
        about = database.store.event(event)
    if form is not Form.TABLE:
        print_records("history", history_lines(found, profile), form)
        return
    print_histories(console(), found, database.vocabulary, about.zone)
    if not found:
        note(f"No claims of {metric or 'any metric'} fit; `claims list --event {event}` shows what there is.")
    if about.place is None:
        note(f"The event has no place; `claims events add {event} --place …` gives it one.")
    note(f"Intervals by profile {profile}; times in {about.zone}.")


def print_histories(
    paper: "Console", histories: Iterable["SeriesHistory"], vocabulary: "Vocabulary", zone: str
) -> None:
    """A table for each series, then what stands beside it: parts, periods, additions."""
    every = tuple(histories)
    several = several_events(series.key for series in every)
    for series in every:
        title = series_title(series.key, vocabulary, several=several)
        rows = [step_row(step, zone) for step in series.steps]
        columns = ("Id", "Said", "Figure", "Who says so", "What it does to those before")
        if rows:
            paper.print(table(title, columns, rows, right=("Id", "Figure")))
        if series.beside:
            beside = [beside_row(claim, zone) for claim in series.beside]
            columns = ("Id", "Said", "Figure", "Who says so", "What it is")
            paper.print(table(f"Beside {title}", columns, beside, right=("Id", "Figure")))


def series_title(key: "SeriesKey", vocabulary: "Vocabulary", *, several: bool = False) -> str:
    """What a series counts, in words: "killed · security forces · Almaty, Kazakhstan"; of several events, of which."""
    from claims.compare.lattice import series_label

    return f"{key.event}: {series_label(key, vocabulary)}" if several else series_label(key, vocabulary)


def several_events(keys: Iterable["SeriesKey"]) -> bool:
    """Whether series are of several events: of one and of those within it."""
    return len({key.event for key in keys}) > 1


def step_row(step: "Step", zone: str) -> tuple[object, ...]:
    """One claim of a series as a row."""
    from claims.compare import figure_words

    claim = step.claim
    return (
        claim.id,
        moment(claim.said_at, zone),
        plain(figure_words(claim), "strike" if claim.denied else "bold"),
        who_says(claim),
        doings(step),
    )


def doings(step: "Step") -> "Text":
    """The relations of a claim, the most telling first, a line each."""
    text = plain("")
    for relation in step.relations[:_SHOWN]:
        if text:
            text.append("\n")
        text.append(relation.kind + (", late" if relation.late else ""), style=_COLOURS.get(relation.kind, "bold"))
        text.append(clean(f": {relation.reason}"))
    if len(step.relations) > _SHOWN:
        text.append(f"\n+ {len(step.relations) - _SHOWN} more (--format csv)", style="dim")
    return text


def beside_row(claim: "StoredClaim", zone: str) -> tuple[object, ...]:
    """A claim that is no figure of the series itself, such as a part of a total."""
    from claims.compare import figure_words
    from claims.compare.aside import aside_of

    # What nothing about the claim itself sets aside, its event does: it counts what happened long before.
    what = how_sure(claim) if aside_of(claim, None) else ", ".join(filter(None, (how_sure(claim), "background")))
    return claim.id, moment(claim.said_at, zone), plain(figure_words(claim), "bold"), who_says(claim), what


@app.command()
@filtered
def conflicts(
    filters: dict[str, str | None],
    event: EventArgument,
    profile: Profile = "default",
    window: Window = 24,
    rates: RatesFile = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """List the figures that disagree, worst first.

    Each with the reason. Filters fit one of the two figures at least.
    """
    from datetime import timedelta

    from claims.database import open as open_database
    from claims.frames import conflict_lines

    with working("Comparing"), open_database(db, create=False, vocabulary=vocabulary) as database:
        found = database.disagreements(event, profile=profile, window=timedelta(hours=window), rates=rates, **filters)
        zone = database.store.event(event).zone
    if form is not Form.TABLE:
        print_records("conflicts", conflict_lines(found, profile), form)
        return
    print_conflicts(console(), found)
    if not found:
        note("No figures disagree.")
    note(f"Intervals by profile {profile}; times in {zone}.")


def print_conflicts(paper: "Console", found: Iterable["Disagreement"]) -> None:
    """Figures that disagree, a row a pair."""
    from claims.compare import figure_words

    every = tuple(found)
    several = len({pair.first.event for pair in every}) > 1
    rows = [
        (
            plain(pair.kind, _COLOURS.get(pair.kind, "bold")),
            f"{pair.first.event}: {pair.metric}" if several else pair.metric,
            f"{figure_words(pair.first)} [{pair.first.id}]",
            f"{figure_words(pair.second)} [{pair.second.id}]",
            pair.reason + (f" ({pair.more} more like it)" if pair.more else ""),
        )
        for pair in every
    ]
    columns = ("Kind", "Metric", "First [id]", "Second [id]", "Why")
    paper.print(table("What disagrees", columns, rows, right=("First [id]", "Second [id]")))
