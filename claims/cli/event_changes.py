"""`claims events rename`, `merge`, `part`, `delete`, `changes`: what is done to events as a whole."""

from typing import Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, EventArgument, Form, Format, note
from claims.cli.events import events
from claims.cli.paper import console, moment, print_records, table
from claims.cli.review import Name, login
from claims.printable import counted

Why = Annotated[str | None, typer.Option(help="The reason, kept with what was done.")]


@events.command("rename")
def rename_event(
    event: EventArgument,
    name: Annotated[str, typer.Argument(help="The new name in commands.", metavar="NEW")],
    why: Why = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Give EVENT another name in commands; the old one still leads to it."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        before = database.store.event(event).slug
        after = database.rename_event(event, name, who=who or login(), why=why)
    note(f"{before} is now called {after.slug}; {before} still leads there.")


@events.command("merge")
def merge_events(
    event: EventArgument,
    into: Annotated[str, typer.Option("--into", help="Slug of the event that it is.", metavar="EVENT")],
    why: Why = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Say that EVENT is another one.

    Its claims, pages, rules and parts go there, and its name leads there; `claims events part` takes it back.
    """
    from claims.database import open as open_database
    from claims.records import Filters

    with open_database(db, create=False) as database:
        before = database.store.event(event).slug
        after = database.merge_events(event, into=into, who=who or login(), why=why)
        count = database.store.count(Filters(event=after.slug))
    has = counted(count, "claim")
    note(f"{before} is now {after.slug}, which has {has}; `claims events part {before}` takes it back.")


@events.command("part")
def part_event(event: EventArgument, why: Why = None, who: Name = None, db: Db = DEFAULT_DB) -> None:
    """Take back that EVENT was merged.

    It has again what it brought; what was moved since stays where it is.
    """
    from claims.database import open as open_database
    from claims.records import Filters

    with open_database(db, create=False) as database:
        after = database.part_event(event, who=who or login(), why=why)
        count = database.store.count(Filters(event=after.slug))
    note(f"{after.slug} is an event of its own again, with {counted(count, 'claim')}.")


@events.command("delete")
def delete_event(event: EventArgument, why: Why = None, who: Name = None, db: Db = DEFAULT_DB) -> None:
    """Delete EVENT, which has no claims and never had any."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        database.store.delete_event(event, who or login(), why)
    note(f"{event} was deleted.")


@events.command("changes")
def list_event_changes(db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List what was done to events as a whole: renamed, merged, parted, deleted."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        found = database.store.event_changes()
    if form is not Form.TABLE:
        print_records("event_changes", found, form)
        return
    if not found:
        note("No event was renamed, merged or deleted.")
        return
    words = {"rename": "→", "merge": "into", "part": "from", "delete": ""}
    rows = [
        (moment(each.changed_at), each.who, f"{each.kind} {each.event} {words[each.kind]} {each.other or ''}", each.why)
        for each in found
    ]
    console().print(table("What was done to events", ("When (UTC)", "Who", "What", "Why"), rows))
