"""`claims demo`: the sample event from its pages to its histories and what disagrees."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import app, note
from claims.errors import ClaimsError

METRICS = ("killed", "detained")
PICTURE = f"{METRICS[0]}.svg"


def sample_folder() -> Path:
    """The folder of the sample event: inside an installed package, beside the package in a checkout."""
    installed = Path(str(files("claims"))) / "data"
    folder = (installed if installed.is_dir() else installed.parents[1] / "data") / "kazakhstan-2022"
    if not folder.is_dir():
        raise ClaimsError("The sample event is not installed; run the demo from a checkout or a built wheel.")
    return folder


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="The folder for the database, the CSV and the chart.")] = Path(
        "claims-demo"
    ),
) -> None:
    """Build the sample event and show it.

    Prints the histories of killed and detained and what disagrees; writes the database, a CSV and a chart.
    """
    from claims.cli.comparing import print_conflicts, print_histories
    from claims.cli.paper import console
    from claims.database import open as open_database
    from claims.exchange.files import Rows, opened, write_rows
    from claims.frames import CLAIMS
    from claims.plot import write_chart
    from claims.records import Event

    folder = sample_folder()
    event = Event(**tomllib.loads((folder / "event.toml").read_text(encoding="utf-8")))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClaimsError(f"{out} can't be made ({error.strerror}); choose another folder with --out.") from error
    paper = console()
    with open_database(out / "claims.db") as database:
        database.store.put_event(event)
        for page in sorted(folder.glob("*.html")):
            note(f"{page.name}: {database.ingest(page, event=event.slug).in_words()}.")
        table = out / f"{event.slug}.csv"
        with opened(table) as stream:
            count = write_rows(Rows(CLAIMS, database.claim_batches(event=event.slug), {}), stream, "csv")
        for metric in METRICS:
            print_histories(paper, database.histories(event.slug, metric), database.vocabulary, event.zone)
        print_conflicts(paper, database.disagreements(event.slug))
        write_chart(database.plot(event.slug, METRICS[0]), out / PICTURE)
    note(f"{out / PICTURE}: a chart of the killed; `claims plot` draws others.")
    note(f"{table}: {count} claims. The database is {out / 'claims.db'}; next:")
    note(f"  claims list --event {event.slug} --db {out / 'claims.db'}")
    note(f"  claims show 1 --db {out / 'claims.db'}")
