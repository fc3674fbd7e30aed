"""`claims sources`, `claims metrics`: what there is to ask about, and changing what is said of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, Form, Format, VocabularyFile, app, note
from claims.cli.paper import console, print_records, table

if TYPE_CHECKING:
    from claims.records import Source

sources = typer.Typer(invoke_without_command=True, help="List the sources; change one.")
app.add_typer(sources, name="sources")


@sources.callback()
def list_sources(context: typer.Context, db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List the sources: who they are, on which side, and for whom they speak."""
    if context.invoked_subcommand:
        return
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        found = database.store.sources()
    if form is not Form.TABLE:
        print_records("sources", found, form)
        return
    rows = [(source.slug, source.name, kind_of(source), source.speaks_for) for source in found]
    console().print(table("Sources", ("Slug", "Name", "Kind, side, country", "Speaks for"), rows))


def kind_of(source: "Source") -> str:
    """Kind, side and country of a source, as far as they are known."""
    return ", ".join(filter(None, (source.kind, source.side, source.country)))


@sources.command("edit")
def edit_source(
    slug: Annotated[str, typer.Argument(help="Slug of the source (`claims sources`).")],
    kind: Annotated[str | None, typer.Option(help="Kind: ministry, news_agency, ngo …")] = None,
    side: Annotated[
        str | None, typer.Option(help="Side: state, opposition, armed group, UN, NGO, medical, media …")
    ] = None,
    speaks_for: Annotated[str | None, typer.Option(help="Slug of the body that it acts as.")] = None,
    alias: Annotated[str | None, typer.Option(help="One more spelling of its name.")] = None,
    reliability: Annotated[str | None, typer.Option(help="Admiralty scale, A to F.")] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Change what is said of a source; what is not given stays."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        source = database.store.edit_source(
            slug, kind=kind, side=side, speaks_for=speaks_for, alias=alias, reliability=reliability
        )
    note(f"{source.slug}: {source.name}, kind {source.kind or 'unset'}, side {source.side or 'unset'}.")


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
