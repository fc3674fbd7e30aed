"""`claims extract` and `claims split`: figures and entries of files as JSON lines, without a database."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from claims.cli.app import Files, Published, Publisher, VocabularyFile, Zone, app, note, read_date
from claims.errors import CaptureError

T = TypeVar("T")


@app.command()
def extract(
    files: Files,
    publisher: Publisher = None,
    published: Published = None,
    zone: Zone = None,
    vocabulary: VocabularyFile = None,
) -> None:
    """Print the claims of files as JSON lines.

    No database is needed; offsets are code points of the page's text.
    """
    from claims.exchange import write_json_lines
    from claims.extract import Context
    from claims.frames import FOUND, FoundClaim
    from claims.ingest import Taken, read_claims, read_file
    from claims.vocabulary import load_vocabulary

    words = load_vocabulary(vocabulary)
    taken = Taken(publisher=publisher, published=read_date(published, "--published"), zone=zone)

    def print_claims(path: Path) -> None:
        page = read_file(path, taken)
        found = read_claims(page, Context(publisher=page.publisher, page_text=page.text), words)
        lines = (FoundClaim(doc_name(path), entry, claim) for entry in page.entries for claim in found[entry.key])
        write_json_lines(FOUND, lines, sys.stdout)

    each_file(files, print_claims)


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
    from claims.exchange import write_json_lines
    from claims.frames import SPLIT, SplitEntry
    from claims.ingest import Taken, read_file

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
