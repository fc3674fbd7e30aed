"""The app that the commands join, and the options that they share."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from claims import __version__
from claims.cli import completing
from claims.errors import ClaimsError

app = typer.Typer(
    name="claims",
    help="Who said how many, when: sourced figures from live blogs and news pages, and how they disagree.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Form(StrEnum):
    """How results are printed: a table for people, the others for programs."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


class LineForm(StrEnum):
    """How results that come one after another are printed: for people, or as lines for programs."""

    TABLE = "table"
    JSONL = "jsonl"


Files = Annotated[list[Path], typer.Argument(help="Saved pages: plain text or HTML, also gzipped.", metavar="FILE…")]
Db = Annotated[
    str,
    typer.Option(
        "--db", envvar="CLAIMS_DB", help="The database: a path, or postgresql://USER@HOST/NAME.", metavar="PATH|ADDRESS"
    ),
]
Format = Annotated[Form, typer.Option("--format", "-f", help="A table for people, the others for programs.")]
EventArgument = Annotated[
    str, typer.Argument(help="Slug of the event (`claims events`).", metavar="EVENT", autocompletion=completing.events)
]
EventOption = Annotated[
    str | None, typer.Option(help="Slug of the event (`claims events`).", autocompletion=completing.events)
]
EveryEvent = Annotated[
    str | None,
    typer.Argument(help="Slug of the event; else all.", metavar="EVENT", autocompletion=completing.events),
]
EveryMetric = Annotated[
    str | None,
    typer.Argument(
        help="What is counted; else every metric.", metavar="METRIC", autocompletion=completing.words("metrics")
    ),
]
Profile = Annotated[
    str,
    typer.Option(
        help="How qualifiers become intervals: default, acled, emdat or your own.",
        autocompletion=completing.words("profiles"),
    ),
]
VocabularyFile = Annotated[
    Path | None,
    typer.Option("--vocabulary", envvar="CLAIMS_VOCABULARY", help="Your own words: a TOML file laid over the shipped."),
]
RatesFile = Annotated[
    Path | None,
    typer.Option("--rates", help="Exchange rates (CSV), by which sums in two currencies are compared.", metavar="FILE"),
]
Publisher = Annotated[str | None, typer.Option(help="Who published the page; else what the page says.")]
Published = Annotated[
    str | None, typer.Option(help="When it was published: 2022-01-10, or 2022-01-10T18:39+06:00.", metavar="DATE")
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Also fetch from addresses of your own machine or network."),
]
Zone = Annotated[str | None, typer.Option(help="Zone of bare clock times, such as Asia/Almaty.")]

DEFAULT_DB = "claims.db"


def read_date(text: str | None, option: str) -> date | datetime | None:
    """A bare date or a moment as ISO 8601; raises ClaimsError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise ClaimsError(
            f"{option} {text!r} is not a date; write 2022-01-10, or 2022-01-10T18:39+06:00 for a moment."
        ) from None


def read_day(text: str | None, option: str) -> date | None:
    """A bare date as ISO 8601; raises ClaimsError."""
    day = read_date(text, option)
    return day.date() if isinstance(day, datetime) else day


def read_moment(text: str | None, option: str) -> datetime | None:
    """A moment with its zone as ISO 8601; a bare date is its begin in UTC. Raises ClaimsError."""
    day = read_date(text, option)
    if day is None:
        return None
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def note(message: str) -> None:
    """Tell people something on stderr, so that stdout holds results only."""
    typer.echo(message, err=True)


def print_version(wanted: bool) -> None:
    """Print the version before anything else is looked at."""
    if wanted:
        typer.echo(f"claims {__version__}")
        raise typer.Exit


@app.callback()
def claims(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=print_version, is_eager=True)
    ] = False,
) -> None:
    """Who said how many, when: sourced figures from live blogs and news pages, and how they disagree."""
