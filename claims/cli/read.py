"""`claims extract` and `claims split`: figures and entries of files as JSON lines, without a database."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from claims.cli.app import (
    DEFAULT_DB,
    Db,
    Files,
    LineForm,
    Published,
    Publisher,
    VocabularyFile,
    Zone,
    app,
    note,
    read_date,
)
from claims.errors import CaptureError

if TYPE_CHECKING:
    from claims.extract.explain import Explanation
    from claims.records import Entry, Page
    from claims.vocabulary import Vocabulary

T = TypeVar("T")


@app.command()
def extract(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Saved pages: plain text or HTML, also gzipped. With --out also folders, zips, WARCs, patterns.",
            metavar="FILE…",
            show_default=False,
        ),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="Read this text, in place of files.")] = None,
    why: Annotated[
        bool, typer.Option("--explain", help="Say of every number by which words and rules it is a claim, or is none.")
    ] = False,
    form: Annotated[
        LineForm | None,
        typer.Option("--format", "-f", help="With --explain a table for people, else JSON lines for programs."),
    ] = None,
    publisher: Publisher = None,
    published: Published = None,
    zone: Zone = None,
    vocabulary: VocabularyFile = None,
    out: Annotated[
        str | None,
        typer.Option(help="Read an archive into a data set (Parquet) in this folder, on all cores.", metavar="DIR"),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="With --out: a Dask scheduler, whose workers read.", metavar="ADDRESS")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="With --out: so many processes.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="With --out: remove what the folder holds of other inputs.")
    ] = False,
    event: Annotated[
        str | None,
        typer.Option(help="With --out: the event of --db that the pages report on, as `ingest` reads them."),
    ] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Print the claims of files as JSON lines.

    No database is needed; offsets are code points of the page's text. With --explain: why each figure was read as it
    was, and which numbers are no claim. With --out: pages, entries, claims and problems as a data set, which
    `claims import` loads; broken off, the same command goes on. With --event, too, what texts leave out is read by the
    place, time zone and first day of an event of the database --db.
    """
    from claims.capture import Taken
    from claims.reading import read_file, read_text
    from claims.vocabulary import load_vocabulary

    if (text is None) == (not files):
        raise typer.BadParameter("name files to read, or give a text with --text, not both", param_hint="FILE…")
    if form is LineForm.TABLE and not why:
        raise typer.BadParameter("the table is for --explain", param_hint="--format")
    if out is not None:
        if not files or why or published:
            raise typer.BadParameter("takes files, and neither --text, --explain nor --published", param_hint="--out")
        from claims.cli.archive import event_in, read_into
        from claims.cluster import How

        about = event_in(db, event) if event else None
        read_into(files, out, How(publisher, zone, vocabulary, about), cluster, workers, replace=replace)
        return
    if cluster or workers or replace or event:
        raise typer.BadParameter("name the data set's folder", param_hint="--out")
    words = load_vocabulary(vocabulary)
    taken = Taken(publisher=publisher, published=read_date(published, "--published"), zone=zone)
    show = print_claims if not why else print_reasons if form is LineForm.JSONL else show_reasons
    if text is not None:
        show("text", read_text(text, taken), words)
        return
    each_file(map(Path, files or ()), lambda path: show(doc_name(path), read_file(path, taken), words))


def print_claims(doc: str, page: "Page", words: "Vocabulary") -> None:
    """The claims of a page as JSON lines."""
    from claims.exchange import write_json_lines
    from claims.extract import Context
    from claims.frames import FOUND, FoundClaim
    from claims.reading import read_claims

    found = read_claims(page, Context(publisher=page.publisher, page_text=page.text), words)
    lines = (FoundClaim(doc, entry, claim) for entry in page.entries for claim in found[entry.key])
    write_json_lines(FOUND, lines, sys.stdout)


def print_reasons(doc: str, page: "Page", words: "Vocabulary") -> None:
    """The numbers of a page as JSON lines, each with the reasons for what it was read as."""
    from claims.exchange import write_json_lines
    from claims.frames import EXPLAINED, explained_numbers

    for explanation in explanations(page, words):
        write_json_lines(EXPLAINED, explained_numbers(doc, explanation), sys.stdout)


def show_reasons(doc: str, page: "Page", words: "Vocabulary") -> None:
    """The numbers of a page for people, entry by entry."""
    from claims.cli.paper import console
    from claims.cli.why import print_explanation

    paper, shown = console(), 0
    for explanation in explanations(page, words):
        title = entry_title(doc, explanation.entry) if page.url != "text:" else None
        print_explanation(paper, explanation, title)
        shown += len(explanation.figures) + len(explanation.left_out)
    if not shown:
        note(f"{doc}: no number stands in it.")


def explanations(page: "Page", words: "Vocabulary") -> "Iterator[Explanation]":
    """Why each entry of a page was read as it was."""
    from claims.extract import Context
    from claims.reading import explain_claims

    return explain_claims(page, Context(publisher=page.publisher, page_text=page.text), words)


def entry_title(doc: str, entry: "Entry") -> str:
    """A heading for an entry: the file, when it was posted, its headline."""
    from claims.cli.paper import moment

    return " · ".join(filter(None, (doc, moment(entry.posted_at) if entry.posted_at else None, entry.headline)))


@app.command()
def split(
    files: Files,
    published: Published = None,
    zone: Zone = None,
    leads: Annotated[bool, typer.Option("--leads", help="Also print what stands before the first stamp.")] = False,
) -> None:
    """Print the dated entries of files as JSON lines.

    No database is needed; offsets are code points of the page's text.
    """
    from claims.capture import Taken
    from claims.exchange import write_json_lines
    from claims.frames import SPLIT, SplitEntry
    from claims.reading import read_file

    taken = Taken(published=read_date(published, "--published"), zone=zone)

    def print_entries(path: Path) -> None:
        page = read_file(path, taken)
        shown = [entry for entry in page.entries if leads or entry.kind != "lead"]
        if len(shown) < len(page.entries):
            note(f"{path.name}: the lead before the first stamp is not printed; --leads prints it.")
        write_json_lines(SPLIT, (SplitEntry(doc_name(path), entry) for entry in shown), sys.stdout)

    each_file(files, print_entries)


def doc_name(path: Path) -> str:
    """The file's name without the suffixes of a saved page: "blog.html.gz" is "blog"."""
    name = path.name
    for suffix in (".gz", ".txt", ".html", ".htm"):
        name = name.removesuffix(suffix)
    return name


def each_file(files: Iterable[Path], work: Callable[[Path], T]) -> list[T]:
    """Work on each file; one that can't be taken in is told on stderr, the others go on, and the exit status is 1."""
    done, failed = [], False
    for path in files:
        try:
            done.append(work(path))
        except CaptureError as error:
            note(f"claims: {error}")
            failed = True
    if failed:
        raise typer.Exit(1)
    return done
