"""`claims search`: the entries and sources that hold words."""

from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, EventOption, Form, Format, VocabularyFile, app, note
from claims.cli.filters import filtered
from claims.cli.look import times_in, who_says
from claims.cli.paper import clean, console, moment, plain, print_records, table
from claims.cli.progress import working
from claims.printable import counted

if TYPE_CHECKING:
    from rich.text import Text

    from claims.records import StoredClaim
    from claims.store import FoundEntry, Snippet


@app.command()
@filtered
def search(
    filters: dict[str, str | None],
    text: Annotated[str, typer.Argument(help='Words: flood, "in custody", detain*, -sport.', metavar="WORDS")],
    event: EventOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many entries at most.")] = 20,
    fittest: Annotated[bool, typer.Option("--fittest", help="The entries that fit best first; else newest.")] = False,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Look for words in entries and in the names of sources.

    Each entry is shown with the claims read from it; filters leave the entries that hold such claims.
    """
    from claims.database import open as open_database

    with working("Searching"), open_database(db, create=False, vocabulary=vocabulary) as database:
        found = database.found(text, limit=limit, fittest=fittest, event=event, **filters)
        sources = database.store.search_sources(text)
    if form is not Form.TABLE:
        print_records("search", found.entries, form)
        return
    if sources:
        named = ", ".join(f"{source.name} ({source.slug})" for source in sources[:limit])
        console().print(plain(f"Sources: {named}"))
    if not found.entries:
        note("No entry holds these words; try fewer, or the beginning of one: detain*.")
        return
    rows = [entry_row(entry) for entry in found.entries]
    columns = ("Posted", "Published by", "Text", "Claims, who says so [id]")
    console().print(table(how_many(len(rows), found.count), columns, rows))
    note(times_in(entry.zone for entry in found.entries))


def how_many(shown: int, count: int) -> str:
    """How many entries of how many are shown."""
    from claims.store import RANKED

    if count == shown:
        return counted(count, "entry", "entries")
    return f"{shown} of {f'the last {count:,}' if count == RANKED else f'{count:,}'} entries (--limit shows more)"


def entry_row(entry: "FoundEntry") -> tuple[object, ...]:
    """An entry as a row: when, where, the words in it, its claims."""
    when = moment(entry.posted_at, entry.zone)
    figures = plain("\n").join(figure_of_claim(claim) for claim in entry.claims)
    replaced = "" if entry.known_until is None else " (replaced)"
    return f"{when}{replaced}", entry.publisher or entry.url, marked(entry.snippet), figures


def figure_of_claim(claim: "StoredClaim") -> "Text":
    """A claim in a few words: its figure, who says so, its id."""
    from claims.compare import figure_words

    text = plain(f"{claim.metric}: ")
    text.append(figure_words(claim), style="bold")
    text.append(" · ").append_text(who_says(claim)).append(f" [{claim.id}]")
    return text


def marked(snippet: "Snippet") -> "Text":
    """A snippet in one paragraph, the words looked for bold."""
    # Line breaks become blanks one by one, so that the marks stay where they are.
    text = plain("".join(" " if sign.isspace() else sign for sign in clean(snippet.text)))
    for begin, end in snippet.marks:
        text.stylize("bold yellow", begin, end)
    return text
