"""`claims events`: what is reported on; listed, added and changed."""

from typing import Annotated

import typer

from claims.cli import completing
from claims.cli.app import DEFAULT_DB, Db, Form, Format, app, note, read_day
from claims.cli.paper import console, print_records, table
from claims.cli.progress import working

events = typer.Typer(invoke_without_command=True, help="List the events; add, change, rename or merge them.")
app.add_typer(events, name="events")

Slug = Annotated[
    str,
    typer.Argument(help="The name in commands, such as kazakhstan-2022.", autocompletion=completing.events),
]
Title = Annotated[str | None, typer.Option(help="Title.")]
PlaceKey = Annotated[str | None, typer.Option(help="Gazetteer key of the place, such as kazakhstan/almaty.")]
ZoneName = Annotated[str | None, typer.Option(help="Time zone, such as Asia/Almaty.")]
First = Annotated[str | None, typer.Option("--from", help="First day.", metavar="DATE")]
Last = Annotated[str | None, typer.Option("--to", help="Last day.", metavar="DATE")]
Parent = Annotated[str | None, typer.Option(help='Slug of the event that it is a part of; "" for none.')]
Wikidata = Annotated[str | None, typer.Option(help="Wikidata id, such as Q110392541.")]
Note = Annotated[str | None, typer.Option(help="A note.")]


@events.callback()
def list_events(context: typer.Context, db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List the events, with how many claims each holds."""
    if context.invoked_subcommand:
        return
    from claims.database import open as open_database

    with working("Counting"), open_database(db, create=False) as database:
        found = database.store.listed_events()
    if form is not Form.TABLE:
        print_records("events", found, form)
        return
    rows = [
        (event.slug, event.title, event.place, event.starts_on, event.ends_on, event.parent, event.claims)
        for event in found
    ]
    columns = ("Slug", "Title", "Place", "From", "To", "Part of", "Claims")
    console().print(table("Events", columns, rows, right=("Claims",)))


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
    within = f", a part of {event.parent}" if event.parent else ""
    told = f"{event.title}, {event.place or 'no place'}, {days or 'no days'}, times in {event.zone}"
    note(f"{event.slug}: {told}{within}.")
