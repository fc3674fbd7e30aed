"""`claims events rule`, `rules`, `unrule`, `apply`: rules that say which claims belong to an event."""

from typing import Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, EventArgument, Form, Format, note, read_day
from claims.cli.events import events
from claims.cli.paper import console, moment, print_records, table
from claims.cli.progress import working
from claims.cli.review import Name, login
from claims.printable import counted

Number = Annotated[int, typer.Argument(help="Number of the rule (`claims events rules`).", metavar="N")]


@events.command("rule")
def add_rule(
    event: EventArgument,
    page: Annotated[str | None, typer.Option(help="Pages whose address begins so.", metavar="URL")] = None,
    place: Annotated[str | None, typer.Option(help="In that place; without days, those of the event count.")] = None,
    since: Annotated[str | None, typer.Option(help="Happened on that day or later.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Happened on that day or before.", metavar="DATE")] = None,
    metric: Annotated[str | None, typer.Option(help="What is counted: killed, detained …")] = None,
    among: Annotated[str | None, typer.Option(help="Only claims read into that event, or one within it.")] = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """State which claims belong to EVENT.

    Those that meet all that is given: at once for claims to come, for stored ones with `claims events apply`. Where
    nothing says when it happened, the day counts for which it was said. What a person has moved, no rule moves.
    """
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        rule = database.add_rule(
            event,
            who=who or login(),
            page=page,
            place=place,
            since=read_day(since, "--since"),
            until=read_day(until, "--until"),
            metric=metric,
            among=among,
        )
        would = sum(each.rule == rule.id for each in database.apply_rules(dry_run=True))
    note(f"Rule {rule.id}: {rule.in_words()} → {rule.event}.")
    if would:
        stored = counted(would, "claim")
        note(f"{stored} stored would go there; `claims events apply` moves them, --dry-run shows which.")


@events.command("rules")
def list_rules(db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List the rules that say which claims belong to an event."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        found = database.rules()
    if form is not Form.TABLE:
        print_records("rules", found, form)
        return
    if not found:
        note("There are no rules; `claims events rule EVENT` states one.")
        return
    rows = [(rule.id, rule.event, rule.in_words(), rule.who, moment(rule.made_at)) for rule in found]
    console().print(table("Rules", ("No.", "Event", "Which claims", "Who", "When (UTC)"), rows, right=("No.",)))


@events.command("unrule")
def remove_rule(number: Number, db: Db = DEFAULT_DB) -> None:
    """Take a rule back; `claims events apply` then lets the claims go that it moved."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        rule = database.remove_rule(number)
    note(f"Rule {rule.id} was taken back: {rule.in_words()} → {rule.event}.")


@events.command("apply")
def apply_rules(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show which claims would move.")] = False,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Move the stored claims that rules put elsewhere.

    What a person moved or entered stays; what no rule holds any more goes back where it was read.
    """
    from claims.cli.look import claim_row
    from claims.database import open as open_database

    with working("Applying rules"), open_database(db, create=False) as database:
        found = database.apply_rules(dry_run=dry_run)
        claims = database.store.by_id(each.claim for each in found) if form is Form.TABLE else {}
        zones = {each.slug: each.zone for each in database.store.events()}
    if form is not Form.TABLE:
        print_records("placings", found, form)
        return
    rows = [
        (*claim_row(claims[each.claim], zones[each.before])[:3], each.before, each.after, each.rule or "none any more")
        for each in found
    ]
    if rows:
        columns = ("Id", "Said", "Figure", "From", "To", "By rule")
        console().print(table(counted(len(rows), "claim"), columns, rows, right=("Id", "By rule")))
    note(f"{counted(len(found), 'claim')} {'would move' if dry_run else 'moved'}.")
