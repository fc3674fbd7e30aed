"""`claims plot`: a metric of an event as a picture."""

from pathlib import Path
from typing import Annotated, Any

import typer

from claims.cli.app import DEFAULT_DB, Db, EventArgument, Profile, RatesFile, VocabularyFile, app, note
from claims.cli.comparing import Window
from claims.cli.completing import words
from claims.cli.filters import filtered
from claims.cli.progress import working

Policy = Annotated[
    str, typer.Option(help="Which estimate the band shows: latest, official, median, reliability; none.")
]


@app.command()
@filtered
def plot(
    filters: dict[str, Any],
    event: EventArgument,
    metric: Annotated[
        str,
        typer.Argument(help="What is counted (`claims metrics`).", metavar="METRIC", autocompletion=words("metrics")),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .html, .svg or .png.")],
    policy: Policy = "latest",
    profile: Profile = "default",
    window: Window = 24,
    rates: RatesFile = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Draw every claim of a metric over time.

    Each speaker a colour, each claim a mark with its interval, what disagrees joined in red. HTML needs no network.
    """
    from datetime import timedelta

    from claims.database import open as open_database
    from claims.plot import check_suffix, write_chart

    check_suffix(output)
    with working("Drawing"), open_database(db, create=False, vocabulary=vocabulary) as database:
        hours = timedelta(hours=window)
        band = None if policy == "none" else policy
        chart = database.plot(event, metric, policy=band, profile=profile, window=hours, rates=rates, **filters)
        write_chart(chart, output)
    note(f"{output}: {metric} of {event}, intervals by profile {profile}.")
