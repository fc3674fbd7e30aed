"""`claims move`: claims put into another event; `claims events suggest`: which background figures may belong to one."""

from typing import Annotated, Any

import typer

from claims.cli.app import DEFAULT_DB, Db, EveryEvent, Form, Format, VocabularyFile, app, note
from claims.cli.events import events
from claims.cli.filters import filtered
from claims.cli.look import claim_row
from claims.cli.paper import console, print_records, table
from claims.cli.progress import working
from claims.cli.review import Name, login
from claims.errors import ClaimsError
from claims.printable import counted


@app.command()
@filtered
def move(
    filters: dict[str, Any],
    to: Annotated[str, typer.Option("--to", help="Slug of the event that they belong to.", metavar="EVENT")],
    names: Annotated[list[str] | None, typer.Argument(help="Ids or uids of claims.", metavar="ID…")] = None,
    event: Annotated[str | None, typer.Option(help="Move all claims of this event that fit.")] = None,
    why: Annotated[str | None, typer.Option(help="The reason, kept with each decision.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show which claims would move.")] = False,
    who: Name = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Put claims into another event.

    Those named, or all that the filters fit. Each move is a decision, which `claims decide ID undo` takes back; no
    rule moves what a person has moved.
    """
    from claims.database import open as open_database

    asked = {name: value for name, value in {**filters, "event": event}.items() if value is not None}
    if bool(names) == bool(asked):
        raise ClaimsError("Say which claims move: name their ids, or give filters such as --event and --place.")
    with open_database(db, create=False, vocabulary=vocabulary) as database:
        about = database.store.event(to)
        found = [database.claim(name) for name in names] if names else database.stored_claims(**asked)
        moving = [claim for claim in found if claim.event != about.slug]
        if dry_run:
            zones = {each.slug: each.zone for each in database.store.events()}
            rows = [(claim.event, *claim_row(claim, zones[claim.event])) for claim in moving]
            columns = ("Now in", "Id", "Said", "Figure", "Who says so", "Where, how sure")
            title = f"{counted(len(rows), 'claim')} would go to {about.slug}"
            console().print(table(title, columns, rows, right=("Id",)))
            return
        database.move((claim.id for claim in moving), to=about.slug, who=who or login(), why=why)
    there = f"; {len(found) - len(moving)} there already" if len(found) > len(moving) else ""
    note(f"{counted(len(moving), 'claim')} went to {about.slug}{there}.")


@events.command("suggest")
def suggest(
    event: EveryEvent = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """List the background figures, with the events that they may belong to.

    What happened long before an event is set aside there; `claims move ID --to EVENT` puts it where it belongs.
    """
    from claims.compare import figure_words
    from claims.database import open as open_database

    with working("Looking"), open_database(db, create=False) as database:
        found = database.background_figures(event)
    if form is not Form.TABLE:
        print_records("background", found, form)
        return
    if not found:
        note(
            "No figures are set aside as background; an event needs its first day (`claims events add EVENT --from …`)."
        )
        return
    rows = [
        (each.claim.id, f"{each.claim.metric}: {figure_words(each.claim)}", each.claim.event, each.to, each.reason)
        for each in found
    ]
    columns = ("Id", "Figure", "Background in", "May belong to", "Why")
    console().print(table(f"{len(rows)} background figures", columns, rows, right=("Id",)))
