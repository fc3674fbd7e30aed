"""`claims edits`: what pages changed after they were first read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, EveryEvent, Form, Format, VocabularyFile, app, note
from claims.cli.filters import filtered
from claims.cli.paper import clean, console, moment, plain, print_records
from claims.cli.progress import working

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from claims.compare.edits import Edit

_STYLES = {"same": "dim", "old": "red strike", "new": "green bold"}
"""On a terminal; elsewhere brackets say the same."""


@app.command()
@filtered
def edits(
    filters: dict[str, str | None],
    event: EveryEvent = None,
    page: Annotated[str | None, typer.Option(help="Only the page of that address.", metavar="URL")] = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """List what pages changed after they were first read.

    Posts edited, deleted or added late: first the figures that changed, then the words, and whether the page says so.
    """
    from claims.database import open as open_database

    with working("Comparing captures"), open_database(db, create=False, vocabulary=vocabulary) as database:
        found = database.edit_records(event, page=page, **filters)
        zone = database.store.event(event).zone if event else "UTC"
    if form is not Form.TABLE:
        print_records("edits", found, form)
        return
    print_edits(console(), found, zone)
    if not found:
        note("No post was seen to change; two captures of a page at least are needed for that.")
    note(f"Times in {zone}.")


def print_edits(paper: "Console", found: Iterable["Edit"], zone: str) -> None:
    """Each change with its captures, its figures and its words."""
    url = None
    for edit in found:
        if edit.url != url:
            url = edit.url
            paper.print(plain(url, "bold"), soft_wrap=True)
        paper.print(_title(edit, zone))
        for figure in edit.figures:
            ids = " → ".join(f"[{claim.id}]" for claim in (figure.before, figure.after) if claim)
            paper.print(plain(f"    {figure.in_words()} {ids}", "bold"))
        paper.print(_words(edit, coloured=paper.is_terminal))
        paper.print()


def _title(edit: "Edit", zone: str) -> "Text":
    """What happened to which post, between which captures, and whether the page says so."""
    title = plain(f"  {edit.kind}", "red" if edit.kind == "deleted" else "yellow")
    said = f"said: “{edit.said}”" if edit.said else "silent"
    title.append(clean(f" · {said}"), style="green" if edit.said else "red")
    since = f"between {moment(edit.seen_before, zone)} and" if edit.seen_before else "by"
    title.append(clean(f" · {since} {moment(edit.seen_after, zone)} · {_name(edit)}"))
    if edit.kind == "re-stamped" and edit.before and edit.after:
        stamps = (moment(each.posted_at, zone) for each in (edit.before, edit.after))
        title.append(clean(f" · {' → '.join(stamps)}"))
    elif edit.entry.posted_at:
        title.append(clean(f", posted {moment(edit.entry.posted_at, zone)}"))
    return title


def _name(edit: "Edit") -> str:
    """The post's headline, else its first words."""
    return edit.entry.headline or f"{' '.join(edit.entry.text.split()[:8])} …"


def _words(edit: "Edit", *, coloured: bool) -> "Text":
    """The words that changed, or of a post that came or went its first ones."""
    from claims.compare.edits import diff_words, shortened

    if not coloured:
        return plain(f"    {diff_words(edit.pieces)}")
    text = plain("    ")
    for piece in shortened(edit.pieces):
        text.append(clean(piece.text), style=_STYLES[piece.kind])
    return text
