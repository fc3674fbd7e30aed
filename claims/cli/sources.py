"""`claims sources`: who publishes, passes on or states figures; who is the same, and what people decided on them."""

from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli import completing
from claims.cli.app import DEFAULT_DB, Db, Form, Format, app, note
from claims.cli.paper import clean, console, moment, plain, print_records, table
from claims.cli.progress import working
from claims.cli.review import login

if TYPE_CHECKING:
    from claims.records import Source
    from claims.store import SourceDecision

sources = typer.Typer(invoke_without_command=True, help="List the sources; look at one, merge, split or change it.")
app.add_typer(sources, name="sources")

Slug = Annotated[
    str,
    typer.Argument(help="Slug of the source (`claims sources`).", metavar="SLUG", autocompletion=completing.sources),
]
Name = Annotated[str | None, typer.Option("--as", "--by", help="Your name; else that of your log-in.", metavar="NAME")]
Why = Annotated[str | None, typer.Option(help="The reason, kept with the decision.")]


@sources.callback()
def list_sources(context: typer.Context, db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List the sources: who they are, on which side, for whom they speak, how many claims are credited to them."""
    if context.invoked_subcommand:
        return
    from claims.database import open as open_database

    with working("Counting"), open_database(db, create=False) as database:
        found = database.source_lines()
    if form is not Form.TABLE:
        print_records("sources", found, form)
        return
    rows = [(each.slug, each.name, kind_of(each), each.speaks_for, each.reliability, each.claims) for each in found]
    columns = ("Slug", "Name", "Kind, side, country", "Speaks for", "Reliability", "Claims")
    console().print(table("Sources", columns, rows, right=("Claims",)))


@sources.command("show")
def show_source(slug: Slug, db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """Show a source: its spellings, for whom it speaks, and what people decided on it."""
    from claims.database import open as open_database
    from claims.frames import source_lines

    with open_database(db, create=False) as database:
        source = database.store.source(slug)
        made = database.source_decisions(slug)
        claims = database.store.credited().get(source.slug, 0)
    if source.slug != slug:
        note(f"{slug} was merged into {source.slug}.")
    if form is not Form.TABLE:
        print_records("sources", source_lines((source,), {source.slug: claims}), form)
        return
    undone = {each.undoes for each in made}
    said = any("speaks_for" in each.after and each.id not in undone for each in made if each.source == source.slug)
    guessed = "" if said else " (read from its name; nobody has confirmed it)"
    facts = (
        ("slug", source.slug),
        ("name", source.name),
        ("also written", "; ".join(source.aliases)),
        ("kind, side, country", kind_of(source)),
        ("speaks for", f"{source.speaks_for}{guessed}" if source.speaks_for else None),
        ("reliability", source.reliability),
        ("claims", f"{claims:,} credited to it"),
    )
    shown = console()
    for what, said_of_it in facts:
        if said_of_it:
            shown.print(plain(f"{what:<21}{said_of_it}"))
    if made:
        shown.print(_decisions(made))


@sources.command("history")
def source_history(slug: Slug, db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List what people decided on a source, oldest first, merges and splits with others among it."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        made = database.source_decisions(slug)
    if form is not Form.TABLE:
        print_records("source history", made, form)
    elif made:
        console().print(_decisions(made))
    else:
        note(f"Nobody has decided anything on {slug} yet.")


@sources.command("edit")
def edit_source(
    slug: Slug,
    name: Annotated[str | None, typer.Option(help="The name that it goes by.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind: ministry, news_agency, ngo …")] = None,
    side: Annotated[
        str | None, typer.Option(help="Side: state, opposition, armed group, UN, NGO, medical, media …")
    ] = None,
    country: Annotated[str | None, typer.Option(help="ISO code of its country, such as KZ.")] = None,
    speaks_for: Annotated[str | None, typer.Option(help="Slug of the body that it acts as.")] = None,
    alias: Annotated[str | None, typer.Option(help="One more spelling of its name.")] = None,
    reliability: Annotated[str | None, typer.Option(help="Admiralty scale, A to F.")] = None,
    wikidata: Annotated[str | None, typer.Option(help="Wikidata id.")] = None,
    why: Why = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Change what is said of a source; what is not given stays, "" takes it away."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        source = database.edit_source(
            slug,
            who=who or login(),
            why=why,
            name=name,
            kind=kind,
            side=side,
            country=country,
            speaks_for=speaks_for,
            alias=alias,
            reliability=reliability,
            wikidata=wikidata,
        )
    note(f"{source.slug}: {clean(source.name)}, kind {source.kind or 'unset'}, side {source.side or 'unset'}.")


@sources.command("merge")
def merge_source(
    slug: Slug,
    into: Annotated[
        str, typer.Option(help="Slug of the source that it is.", metavar="SLUG", autocompletion=completing.sources)
    ],
    why: Why = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Let every name of a source mean another, also when it is seen again; no stored word changes."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        database.merge_sources(slug, into, who=who or login(), why=why)
        source = database.store.source(into)
    spelled = "; ".join((source.name, *source.aliases))
    note(f"{slug} is part of {into} now ({clean(spelled)}); `claims sources undo {slug}` takes it back.")


@sources.command("split")
def split_source(
    slug: Slug,
    names: Annotated[list[str], typer.Argument(help="The spellings to split off, as they are listed.")],
    into: Annotated[
        str | None, typer.Option(help="The source they mean: a slug, or the name of a new one; else the spelling.")
    ] = None,
    why: Why = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Let some spellings of a source mean another one, or a new one."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        made = database.split_source(slug, names, into, who=who or login(), why=why)
    split = "; ".join(made.after["names"])
    note(f"{clean(split)} means {made.after['into']} now; `claims sources undo {slug}` takes it back.")


@sources.command("suggest")
def suggest_sources(
    limit: Annotated[int, typer.Option(min=1, help="How many are shown in the table, the surest first.")] = 50,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """List sources that may be one, and those who may speak for a body, with the reason: for you to judge."""
    from claims.database import open as open_database

    with working("Comparing names"), open_database(db, create=False) as database:
        found = database.suggested_merges()
    if form is not Form.TABLE:
        print_records("suggestions", found, form)
        return
    if not found:
        note("No two sources look like one.")
        return
    rows = [(f"{each.score:.2f}", each.slug, each.what, each.other, each.reason) for each in found[:limit]]
    console().print(table("Suggestions", ("Score", "Source", "May", "Other", "Why"), rows, right=("Score",)))
    if len(found) > limit:
        note(f"{len(found) - limit:,} more are less sure; --limit shows more, --format csv all.")
    note(
        "`claims sources merge SOURCE --into OTHER` or `claims sources edit SOURCE --speaks-for OTHER` makes it so; "
        "`claims sources distinct SOURCE OTHER` says that they are two."
    )


@sources.command("distinct")
def distinct_sources(
    slug: Slug,
    other: Annotated[str, typer.Argument(help="Slug of the other source.", autocompletion=completing.sources)],
    why: Why = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Note that two sources are not the same: they are not suggested again."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        database.distinct_sources(slug, other, who=who or login(), why=why)
    note(f"{slug} and {other} are not the same; they are not suggested again.")


@sources.command("undo")
def undo_source(
    slug: Slug,
    decision: Annotated[int | None, typer.Option(help="Number of the decision; else the latest.", metavar="N")] = None,
    why: Why = None,
    who: Name = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Take back the latest decision on a source, or the one of that number; the undo is kept as well."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        made = database.undo_source(slug, who=who or login(), why=why, decision=decision)
        taken = next(each for each in database.source_decisions(slug) if each.id == made.undoes)
    note(f"Taken back: {clean(what_it_did(taken))}.")


def kind_of(source: "Source") -> str:
    """Kind, side and country of a source, as far as they are known."""
    return ", ".join(filter(None, (source.kind, source.side, source.country)))


def what_it_did(decision: "SourceDecision") -> str:
    """What a decision on a source did, in words."""
    after, source = decision.after, decision.source
    match decision.kind:
        case "merge":
            return f"merge {source} into {after['into']}"
        case "split":
            return f"split {'; '.join(after['names'])} off {source}, into {after['into']}"
        case "distinct":
            return f"{source} is not {after['distinct']}"
        case "undo":
            return f"undo decision {decision.undoes}"
    changed = [f"{name}: {was or 'none'} → {after[name] or 'none'}" for name, was in decision.before.items()]
    added = [f"also written {after['alias']}"] if "alias" in after else []
    return f"edit {source}: {'; '.join((*changed, *added))}"


def _decisions(made: "tuple[SourceDecision, ...]") -> object:
    rows = [(each.id, moment(each.decided_at), each.who, what_it_did(each), each.why) for each in made]
    return table("Decisions", ("No.", "When (UTC)", "Who", "What", "Why"), rows)
