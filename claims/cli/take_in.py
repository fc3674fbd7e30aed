"""`claims ingest` and `claims add`: what goes into the database."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import (
    DEFAULT_DB,
    Db,
    Published,
    Publisher,
    VocabularyFile,
    Zone,
    app,
    read_date,
    read_moment,
)
from claims.cli.read import each_file
from claims.errors import ClaimsError


@app.command()
def ingest(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Saved pages: plain text or HTML, also gzipped.", metavar="FILE…")
    ] = None,
    event: Annotated[
        str | None, typer.Option(help="The event that the pages report on; else one named after each page.")
    ] = None,
    publisher: Publisher = None,
    published: Published = None,
    url: Annotated[str | None, typer.Option(help="The page's address, where the file doesn't say it.")] = None,
    zone: Zone = None,
    captured_at: Annotated[str | None, typer.Option(help="When the page was saved; else now.", metavar="DATE")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read the stored entries (of EVENT) again with today's extractor.")
    ] = False,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Take FILES in: capture, split into entries, extract claims, store what is new."""
    from claims.database import open as open_database
    from claims.ingest import Taken

    if bool(files) == again:
        raise ClaimsError("Give the files to take in, or --again to read the stored entries again.")
    if url and files and len(files) > 1:
        raise ClaimsError("--url names one page; take several files in one by one.")
    taken = Taken(
        publisher=publisher,
        published=read_date(published, "--published"),
        url=url,
        zone=zone,
        captured_at=read_moment(captured_at, "--captured-at"),
    )
    with open_database(db, vocabulary=vocabulary) as database:
        if again:
            typer.echo(f"Read again: {database.extract_again(event).in_words()}.")
            return
        each_file(
            progress(files or []),
            lambda path: typer.echo(f"{path.name}: {database.ingest(path, event=event, taken=taken).in_words()}."),
        )


def progress(files: Sequence[Path]) -> Iterable[Path]:
    """The files, with a progress bar on stderr where there is more than one and people are looking."""
    from rich.console import Console
    from rich.progress import track

    return track(files, "Taking in", console=Console(stderr=True), disable=len(files) < 2, transient=True)
