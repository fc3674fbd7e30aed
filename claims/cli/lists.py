"""`claims events`, `claims metrics`: what there is to ask about, and changing what is said of it."""

from typing import Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, Form, Format, VocabularyFile, app, note, read_day
from claims.cli.paper import console, print_records, table

events = typer.Typer(invoke_without_command=True, help="List the events; add or change one.")
app.add_typer(events, name="events")

Slug = Annotated[str, typer.Argument(help="The name in commands, such as kazakhstan-2022.")]
Title = Annotated[str | None, typer.Option(help="Title.")]
PlaceKey = Annotated[str | None, typer.Option(help="Gazetteer key of the place, such as kazakhstan/almaty.")]
ZoneName = Annotated[str | None, typer.Option(help="Time zone, such as Asia/Almaty.")]
First = Annotated[str | None, typer.Option("--from", help="First day.", metavar="DATE")]
Last = Annotated[str | None, typer.Option("--to", help="Last day.", metavar="DATE")]
Parent = Annotated[str | None, typer.Option(help="Slug of the event that holds it.")]
Wikidata = Annotated[str | None, typer.Option(help="Wikidata id, such as Q110392541.")]
Note = Annotated[str | None, typer.Option(help="A note.")]


@events.callback()
def list_events(context: typer.Context, db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List the events, with how many claims each holds."""
    if context.invoked_subcommand:
        return
    from claims.database import open as open_database
    from claims.records import Filters

    with open_database(db, create=False) as database:
        found = database.store.events()
        if form is not Form.TABLE:
            print_records("events", found, form)
            return
        rows = [
            (
                event.slug,
                event.title,
                event.place,
                event.starts_on,
                event.ends_on,
                database.store.count(Filters(event=event.slug)),
            )
            for event in found
        ]
    console().print(table("Events", ("Slug", "Title", "Place", "From", "To", "Claims"), rows, right=("Claims",)))


@events.command("add")
def add_event(
    slug: Slug,
    title: Title = None,
    place: PlaceKey = None,
    zone: ZoneName = None,
    first: First = None,
    last: Last = None,
    parent: Parent = None,
    wikidata: Wikidata = None,
    about: Note = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Add an event, or change what is said of the one of that slug; what is not given stays."""
    from claims.database import open as open_database

    with open_database(db) as database:
        event = database.put_event(
            slug,
            title=title,
            place=place,
            zone=zone,
            starts_on=read_day(first, "--from"),
            ends_on=read_day(last, "--to"),
            parent=parent,
            wikidata=wikidata,
            note=about,
        )
    days = " to ".join(str(day) for day in (event.starts_on, event.ends_on) if day)
    note(f"{event.slug}: {event.title}, {event.place or 'no place'}, {days or 'no days'}, times in {event.zone}.")


@app.command()
def metrics(vocabulary: VocabularyFile = None, form: Format = Form.TABLE) -> None:
    """List what can be counted.

    With how it is counted, and what other schemes call it.
    """
    from claims.vocabulary import load_vocabulary

    found = load_vocabulary(vocabulary).metrics.values()
    if form is not Form.TABLE:
        print_records("metrics", found, form)
        return
    rows = [
        (
            metric.slug,
            metric.label,
            metric.counts,
            metric.counting,
            ", ".join(f"{k}: {v}" for k, v in metric.names.items()),
        )
        for metric in found
    ]
    console().print(table("Metrics", ("Slug", "Label", "Counts", "Counting", "Elsewhere"), rows))
