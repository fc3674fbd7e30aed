"""`claims ingest` and `claims add`: what goes into the database."""

from typing import Annotated

import typer

from claims.cli.app import (
    DEFAULT_DB,
    AllowPrivate,
    Db,
    EventArgument,
    Form,
    Format,
    Published,
    Publisher,
    VocabularyFile,
    Zone,
    app,
    read_date,
    read_moment,
)
from claims.cli.paper import print_records
from claims.cli.review import login
from claims.cli.taking import Asked, take_in_all
from claims.errors import ClaimsError


@app.command()
def ingest(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Saved pages, folders and zips of them, WARCs, feeds, addresses, lists of addresses; - is stdin.",
            metavar="FILE|URL…",
        ),
    ] = None,
    event: Annotated[
        str | None, typer.Option(help="The event that the pages report on; else one named after each page.")
    ] = None,
    publisher: Publisher = None,
    published: Published = None,
    url: Annotated[str | None, typer.Option(help="The page's address, where the file doesn't say it.")] = None,
    zone: Zone = None,
    captured_at: Annotated[
        str | None, typer.Option(help="When the page was saved; else the file's own time.", metavar="DATE")
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Of a feed, also take in the pages that it links to.")
    ] = False,
    allow_private: AllowPrivate = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read what is stored (of EVENT) again with today's reader and extractor.")
    ] = False,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Take pages in and store what is new.

    Each is captured, split into dated entries and searched for claims; an edited post is kept in both wordings. Broken
    off, the same command goes on where it was.
    """
    from claims.capture import Taken
    from claims.database import open as open_database
    from claims.frames import TakenLine
    from claims.ingest import fetching

    if bool(inputs) == again:
        raise ClaimsError("Give the files to take in, or --again to read what is stored again.")
    taken = Taken(
        publisher=publisher,
        published=read_date(published, "--published"),
        url=url,
        zone=zone,
        captured_at=read_moment(captured_at, "--captured-at"),
    )
    with open_database(db, vocabulary=vocabulary) as database:
        if again:
            read_again = database.extract_again(event)
            if form is Form.TABLE:
                typer.echo(f"Read again: {read_again.in_words()}.")
            else:
                print_records("ingest", [TakenLine(read_again)], form)
            return
        with fetching(database.store, taken, allow_private=allow_private) as fetch:
            take_in_all(inputs or [], database, fetch, Asked(event, taken, follow), form)


@app.command()
def add(
    event: EventArgument,
    metric: Annotated[str, typer.Argument(help="What is counted (`claims metrics`).", metavar="METRIC")],
    quote: Annotated[str, typer.Option(help="The words that carry the figure, letter by letter.")],
    number: Annotated[str, typer.Option(help="The number as the quote writes it.")],
    value: Annotated[str | None, typer.Option(help="Its value, where it is not plain digits: 200000000.")] = None,
    value_high: Annotated[str | None, typer.Option(help="The upper end of a range.")] = None,
    qualifier: Annotated[str | None, typer.Option(help="exact, about, nearly, at_least, more_than …")] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Who says so; left out, the text speaks in its own voice.")
    ] = None,
    via: Annotated[list[str] | None, typer.Option(help="Who passed it on; may be given again.")] = None,
    publisher: Publisher = None,
    published: Published = None,
    url: Annotated[str | None, typer.Option(help="Where it stands: the page's address, or a book and page.")] = None,
    passage: Annotated[str | None, typer.Option(help="The quote with the text around it.")] = None,
    group: Annotated[str | None, typer.Option(help="Who or what is counted, verbatim.")] = None,
    group_kind: Annotated[str | None, typer.Option(help="Standard group: civilians, security_forces …")] = None,
    place: Annotated[str | None, typer.Option(help="The place, by name or gazetteer key.")] = None,
    currency: Annotated[str | None, typer.Option(help="ISO 4217 code, for money.")] = None,
    translation: Annotated[str | None, typer.Option(help="The quote in English.")] = None,
    who: Annotated[str | None, typer.Option("--as", help="Your name; else that of your log-in.")] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Add a claim that you read somewhere.

    With its quote and source; it is stored as accepted by you.
    """
    from claims.compare import figure_words
    from claims.database import open as open_database
    from claims.store import Passage
    from claims.times import moment_of

    day = read_date(published, "--published")
    words = Passage(
        text=passage or quote,
        url=url or "by-hand:",
        publisher=publisher,
        posted_at=moment_of(day) if day else None,
    )
    with open_database(db, create=False) as database:
        claim = database.add(
            event,
            metric,
            quote,
            number,
            who=who or login(),
            passage=words,
            speaker=speaker,
            via=tuple(via or ()),
            value=value,
            value_high=value_high,
            qualifier=qualifier,
            group=group,
            group_resolved=group,
            group_kind=group_kind,
            place=place,
            currency=currency,
            translation=translation,
        )
    typer.echo(f"Claim {claim.id}: {claim.metric} {figure_words(claim)}, {claim.attributed_to or 'unattributed'}.")
